"""Departments' lists in the vault: taken in whole, looked at, taken back.

API (class `Lists(vault, clock)`): add(list, new clues, refused=()) -> DepartmentList · all(round="") newest first ·
    get(text) (an id or its ending) · rows(list) -> FoundClues · counts(list) -> ClueCounts · refused(list) ·
    withdraw(list, reason) · kinds (`Kinds`)

A list is taken in in one transaction, all rows or none: each is clues (several, where it names several people) or
refused.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from ffp_desktop.domain.campaign.records import DepartmentList, NewClue, RefusedRow
from ffp_desktop.domain.event_checks import is_day
from ffp_desktop.errors import FfpError
from ffp_desktop.services.list_kinds import Kinds
from ffp_desktop.services.rounds import all_rounds, current_round
from ffp_desktop.store.campaign.clue_records import ClueCounts, ClueFilter

if TYPE_CHECKING:
    from ffp_desktop.store.campaign.found_clues import FoundClues
    from ffp_desktop.store.vault import OpenVault

__all__ = ["DepartmentList", "Lists", "NewClue", "RefusedRow"]


class Lists:
    """The lists of one open vault."""

    def __init__(self, vault: "OpenVault", clock: Callable[[], datetime] = datetime.now) -> None:
        self._vault = vault
        self._clock = clock
        self.kinds = Kinds(vault, clock)

    def add(self, told: DepartmentList, clues: Iterable[NewClue], refused: Sequence[RefusedRow] = ()) -> DepartmentList:
        """Takes a list in. What it says of no department or round is filled in: its kind's, and the current one.

        A clue goes to the village its household lives in, else to the one its row names, else to the office. Raises
        FfpError `list.unknown_kind`, `.kind_retired`, `.date_wrong`, `.round_unknown`, `.already_taken`, `.empty`.
        """
        whole, rows = self._completed(told), tuple(clues)
        if not rows and not refused:
            raise FfpError("list.empty", "这份名单里没有一行能读出来的内容。请核对选的是哪一张表、从哪一行开始。")
        with self._vault.together():
            known = self._vault.clues.lists.same(whole.digest, whole.kind)
            if known is not None:
                day = known.at[:10]
                raise FfpError(
                    "list.already_taken", f"这份文件{day}已经作为“{known.kind}”登记过。要重新登记，请先撤回那一份。"
                )
            households = {new.match.household for new in rows if new.match.household}
            homes = self._vault.clues.homes(households, whole.round)
            placed = (
                replace(new, village=homes[new.match.household].village) if new.match.household in homes else new
                for new in rows
            )
            place = (self._vault.unit.code, self._vault.operator.id, self._now())
            whole = replace(whole, rows=whole.rows or len(rows) + len(refused))
            return self._vault.clues.lists.take_in(whole, placed, refused, *place)

    def all(self, round: str = "") -> tuple[DepartmentList, ...]:
        """The newest first, the withdrawn ones too."""
        return self._vault.clues.lists.all(round)

    def get(self, text: str) -> DepartmentList:
        """By id or the end of it. Raises FfpError `list.unknown`, `list.not_clear`."""
        found = self._vault.clues.lists.find_ending(text)
        if len(found) > 1:
            raise FfpError("list.not_clear", "不止一份名单的编号是这样结尾的。请多写几位。")
        return self._vault.clues.lists.get(found[0] if found else text)

    def rows(self, list_id: str) -> "FoundClues":
        """Its clues, in the order of the list."""
        return self._vault.clues.find(ClueFilter(list=list_id))

    def counts(self, list_id: str) -> ClueCounts:
        return self._vault.clues.count(ClueFilter(list=list_id))

    def refused(self, list_id: str) -> tuple[RefusedRow, ...]:
        """The rows that became no clue, each with its reason; only the office that took the list in has them."""
        return self._vault.clues.lists.refused(list_id)

    def withdraw(self, list_id: str, reason: str) -> DepartmentList:
        """Takes a list back; its clues stay and wait for no answer. Raises FfpError `list.reason_missing`,
        `list.unknown`, `list.withdrawn`, `list.not_here`."""
        if not reason.strip():
            raise FfpError("list.reason_missing", "撤回名单要写明原因。请填写原因。")
        with self._vault.together():
            known = self.get(list_id)
            if known.unit != self._vault.unit.code:
                raise FfpError("list.not_here", "这份名单是别的单位登记的，由登记的单位撤回。请与他们联系。")
            return self._vault.clues.lists.withdraw(known.id, reason.strip(), self._vault.operator.id, self._now())

    def _completed(self, told: DepartmentList) -> DepartmentList:
        kind = self.kinds.find(told.kind)
        if kind.retired:
            raise FfpError("list.kind_retired", f"“{kind.name}”这一种已经停用（{kind.retired}）。请选另一种。")
        if told.date and not is_day(told.date):
            raise FfpError("list.date_wrong", "名单日期不对，写成 2023-02-10 的样子。请重新填写。")
        if told.round and told.round not in {round_.id for round_ in all_rounds(self._vault)}:
            raise FfpError("list.round_unknown", f"没有“{told.round}”这一轮。请核对轮次编号。")
        return replace(
            told,
            kind=kind.name,
            department=told.department or kind.department,
            round=told.round or current_round(self._vault).id,
        )

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")
