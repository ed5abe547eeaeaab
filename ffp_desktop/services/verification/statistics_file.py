"""Figures of typing as a workbook: per operator and day, operator, item and verifier, and how they are counted."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from ffp_desktop import __version__
from ffp_desktop.documents.workbook.writing import Table, TableColumn, Value, write_tables
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.verification.comparison import FEWEST, ErrorCount
from ffp_desktop.domain.verification.typing_speed import SHORTEST
from ffp_desktop.services.verification.record import MEMBERS
from ffp_desktop.services.verification.statistics import DayFigures, QualityFigures, VerifierFigures
from ffp_desktop.services.workbook_export.checked_file import checked_file

_SPEED = ("按键", "答案", "用时(分)", "每小时按键", "录入的表", "完成的表")
_ERRORS = ("核对的答案", "录错的", "错误率(%)")
_DEFINITIONS = (
    ("按键", "答案本身的字数：数字、文字按字数，选项每个算 1 个，日期算 8 个。回车和改错的键不记，也不算。"),
    ("答案", "一次录一项算一个。从文件导入的、整段带过来的不算录入。"),
    (
        "用时",
        "同一个人相邻两次录入之间不超过 5 分钟的时间加起来；超过 5 分钟算休息，不计。休息后第一项之前的时间也不计。",
    ),
    ("每小时按键", f"按键 ÷ 用时。用时不足 {SHORTEST.seconds // 60} 分的空着。"),
    ("录入的表", "当天录过的表数；几天里录同一张表，每天都算。"),
    ("完成的表", "当天完成的、自己录过的表数。"),
    ("录错的", "复录核对时判定第一次录错的答案，算在第一次录入的人和那一天。"),
    ("错误率", f"录错的 ÷ 核对的答案 × 100。核对不足 {FEWEST} 项的空着：太少，说明不了什么。"),
)


def write_figures(figures: QualityFigures, form: Form, out: Path, operator: str, unit: str, now: datetime) -> None:
    """Writes the workbook, whole or not at all. Raises FfpError `file.…`."""
    with checked_file(out) as file:
        write_tables(file, _tables(figures, form, operator, unit, now))


def _tables(figures: QualityFigures, form: Form, operator: str, unit: str, now: datetime) -> Iterator[Table]:
    days = (("操作员", "日期"), _SPEED, _ERRORS)
    yield _table("每人每天", days, ((day.name, day.work.day.isoformat(), *_day(day)) for day in figures.days))
    yield _table("每人", (("操作员",), _SPEED, _ERRORS), ((one.name, *_day(one)) for one in figures.operators))
    items = ((_item_name(form, item), *_errors(count)) for item, count in figures.items.items())
    yield _table("按项", (("项",), _ERRORS), items)
    verifiers = ("核对的表", "按键", "用时(分)")
    yield _table("核对人", (("核对人",), verifiers, _ERRORS), map(_verifier, figures.verifiers))
    lines = (
        ("内容", "录入的速度和错误率，不含任何答案"),
        ("时间", f"{figures.since.isoformat()} 至 {figures.until.isoformat()}"),
        *_DEFINITIONS,
        ("写出时间", now.strftime("%Y-%m-%d %H:%M")),
        ("写出的人", operator),
        ("单位", unit),
        ("程序", f"防返贫摸底排查 {__version__}"),
    )
    yield Table("说明", (TableColumn("项目", 20), TableColumn("内容", 90)), lines)


def _table(
    name: str, headings: Sequence[Sequence[str]], rows: "Iterator[Sequence[Value]] | map[Sequence[Value]]"
) -> Table:
    words, *figures = headings
    columns = [TableColumn(heading, 18) for heading in words]
    columns += [TableColumn(heading, 12, is_text=False) for part in figures for heading in part]
    return Table(name, columns, rows)


def _day(day: DayFigures) -> tuple[Value, ...]:
    work = day.work
    return (
        work.keys,
        work.answers,
        _minutes(work.seconds),
        work.keys_per_hour if work.has_speed else None,
        work.surveys,
        work.finished,
        *_errors(day.errors),
    )


def _verifier(one: VerifierFigures) -> Sequence[Value]:
    """A verifier's own mistakes are those of the second entry."""
    wrong = ErrorCount(one.errors.compared, one.errors.second_wrong)
    return (one.name, one.surveys, one.keys, _minutes(one.seconds), *_errors(wrong))


def _errors(count: ErrorCount) -> tuple[Value, ...]:
    rate = Decimal(100 * count.first_wrong) / count.compared if count.has_rate else None
    return (count.compared, count.first_wrong, None if rate is None else rate.quantize(Decimal("0.01")))


def _minutes(seconds: int) -> Decimal:
    return (Decimal(seconds) / 60).quantize(Decimal("0.1"))


def _item_name(form: Form, item: str) -> str:
    return "家庭成员人数" if item == MEMBERS else form.items[item].place_name
