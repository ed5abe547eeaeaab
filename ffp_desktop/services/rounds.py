"""Rounds: the ones of a vault and those that the program knows without one, and what a round tells the form's rules."""

import calendar
import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from ffp_desktop import paths
from ffp_desktop.domain.survey import Round
from ffp_desktop.errors import FfpError
from ffp_desktop.store.records import Role

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

FIRST_ROUND = Round(
    id="2023Q1",
    name="2023年一季度防返贫监测和帮扶重点核查",
    form="household-check-2023q1",
    period_start="2022-02-15",
    period_end="2023-02-14",
)
"""The round of the notice; its printed period 2022年2月15日至2022年2月15日 is a slip."""

_ROUND_ID = re.compile(r"[0-9]{4}[0-9A-Z]{1,8}")

KNOWN_ROUNDS = {FIRST_ROUND.id: FIRST_ROUND}


def all_rounds(vault: "OpenVault") -> tuple[Round, ...]:
    """By the period's start, the latest last; the notice's own too while the vault has not changed it."""
    kept = vault.rounds.list()
    known = [round_ for round_ in KNOWN_ROUNDS.values() if round_.id not in {own.id for own in kept}]
    return tuple(sorted((*known, *kept), key=lambda round_: (round_.period_start, round_.id)))


def current_round(vault: "OpenVault") -> Round:
    """The latest round."""
    return all_rounds(vault)[-1]


def find_round(vault: "OpenVault", round_id: str) -> Round:
    """The round of this id; the latest one for a survey whose round has not come yet."""
    rounds = all_rounds(vault)
    return next((round_ for round_ in rounds if round_.id == round_id), rounds[-1])


def say_quarter(round_id: str) -> str:
    """2023Q1 → 2023年一季度; an id of another shape as it is."""
    is_quarter = re.fullmatch(r"\d{4}Q[1-4]", round_id)
    return f"{round_id[:4]}年{'一二三四'[int(round_id[5]) - 1]}季度" if is_quarter else round_id


def next_round(latest: Round) -> Round:
    """The quarter after `latest`, as it will probably be: the period three months on, the line unknown again."""
    year, quarter = int(latest.id[:4]), int(latest.id[5:6] or 1) if latest.id[4:5] == "Q" else 4
    year, quarter = (year, quarter + 1) if quarter < 4 else (year + 1, 1)
    name = re.sub(r"\d{4}年.季度", say_quarter(f"{year}Q{quarter}"), latest.name)
    start, end = (
        _three_months_on(date.fromisoformat(day)).isoformat() for day in (latest.period_start, latest.period_end)
    )
    return Round(f"{year}Q{quarter}", name, latest.form, start, end)


def open_round(vault: "OpenVault", new: Round, at: str) -> None:
    """Opens the next round: from now on it is the current one, and households are visited anew.

    Raises FfpError `round.not_allowed`, `round.id_wrong`, `round.exists`, `round.name_missing`, `round.period_wrong`,
    `round.not_later`, `round.line_wrong`, `round.form_unknown`.
    """
    latest = current_round(vault)
    if not _ROUND_ID.fullmatch(new.id):
        raise FfpError("round.id_wrong", "轮次编号是年份加季度，例如 2023Q2。请照这个样子写。")
    if any(known.id == new.id for known in all_rounds(vault)):
        raise FfpError("round.exists", "这个编号的轮次已经有了。请换一个编号，或直接改那一轮的周期。")
    check_round(vault, new)
    if new.period_start <= latest.period_start:
        raise FfpError("round.not_later", "新一轮的周期要从上一轮的起日之后开始。请核对起日。")
    vault.rounds.save(new, vault.operator.id, at)


def check_round(vault: "OpenVault", changed: Round) -> None:
    """Whether this operator may keep such a round. Raises FfpError as `open_round` does."""
    if vault.operator.role is not Role.ADMINISTRATOR:
        raise FfpError("round.not_allowed", "只有管理员能开新一轮、改核查周期和监测线。请管理员登录后再改。")
    if not changed.name.strip():
        raise FfpError("round.name_missing", "这一轮还没有名称。请写名称，它印在表上。")
    if not _is_period(changed.period_start, changed.period_end):
        raise FfpError("round.period_wrong", "核查周期的止日要晚于起日，请按年月日重新填写。")
    if changed.monitoring_line and not _is_amount(changed.monitoring_line):
        raise FfpError("round.line_wrong", "监测线不是金额。请写数字，例如 8300；还没公布就空着。")
    is_kept = any(one.id == changed.form for one in vault.kept_forms.list())
    if not is_kept and not (paths.FORMS / changed.form / "form.yaml").is_file():
        raise FfpError("round.form_unknown", "程序里没有这一轮要用的表。请核对表的编号，或先安装这张表。")


def round_facts(of_round: Round, village: str, today: date) -> dict[str, object]:
    """The facts of `Form.facts` that need no vault, as expressions see them; () is a number nobody has set."""
    line = of_round.monitoring_line
    return {
        "round_period_start": of_round.period_start,
        "round_period_end": of_round.period_end,
        "monitoring_line": Decimal(line) if line else (),
        "county": village[:6],
        "today": today.isoformat(),
    }


def _three_months_on(day: date) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + 3, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _is_period(start: str, end: str) -> bool:
    try:
        return date.fromisoformat(start) < date.fromisoformat(end)
    except ValueError:
        return False


def _is_amount(text: str) -> bool:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return False
    return amount.is_finite() and amount > 0
