"""Works out what an import would do: reads the rows, finds the households in the vault, compares."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ffp_desktop.domain.progress import Report
from ffp_desktop.domain.survey import State
from ffp_desktop.domain.table.households import ReadHousehold, ReadTable
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.services.workbook_import.comparing import Comparer
from ffp_desktop.services.workbook_import.matching import HouseholdMatcher, Match
from ffp_desktop.services.workbook_import.opening import OpenedWorkbook
from ffp_desktop.services.workbook_import.preview import Kind, PassedSheet, Preview, PreviewedHousehold

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

OPEN_STATES = (State.DRAFT, State.RETURNED)


class Previewer:
    """Previews within the round that is going on."""

    def __init__(self, vault: "OpenVault", surveys: Surveys, shelf: FormShelf, today: date) -> None:
        self._vault = vault
        self._surveys = surveys
        self._round = surveys.current_round()
        self._comparer = Comparer(shelf, self._round, today)

    def preview(self, table: ReadTable, opened: OpenedWorkbook, report: Report) -> Preview:
        matcher = HouseholdMatcher(self._vault.imports, self._round.id, table.households)
        found = []
        for number, household in enumerate(table.households, 1):
            if number % 20 == 0:
                report(number, len(table.households))
            found.append(_hold_doubtful(self._look_at(household, matcher), matcher))
        left = [one for one in opened.sheets if not one.is_chosen]
        return Preview(
            tuple(_hold_doubles(found)),
            table.passed,
            tuple(PassedSheet(one.sheet.name, len(one.sheet.rows), one.reason) for one in left),
            tuple(mapping.header.heading(column) for _, mapping in opened.chosen for column in mapping.unknown),
        )

    def _look_at(self, household: ReadHousehold, matcher: HouseholdMatcher) -> PreviewedHousehold:
        if household.problems:
            return PreviewedHousehold(household, Kind.ERROR, reason=household.problems[0].reason)
        match = matcher.find(household)
        if match.reason:
            return PreviewedHousehold(household, Kind.HELD, reason=match.reason)
        if match.survey:
            return self._compare(household, match)
        if not household.members:
            reason = "这一户没有成员，也没有库里的表号，认不出是哪一户。请补上户主。"
            return PreviewedHousehold(household, Kind.ERROR, reason=reason)
        found = PreviewedHousehold(household, Kind.NEW, new_members=tuple(household.members), hint=match.hint)
        return self._join_lasting(found, match) if match.household else found

    def _join_lasting(self, found: PreviewedHousehold, match: Match) -> PreviewedHousehold:
        """A household of other rounds gets its survey of this one, unless it has one or is gone."""
        if self._vault.households.survey_in_round(match.household, self._round.id):
            reason = "库里这一户本轮已有调查表，人却对不上。请核对证件号码，再决定。"
            return replace(found, kind=Kind.HELD, reason=reason)
        state = self._vault.households.get(match.household)
        if state is None or state.gone_into:
            return replace(found, hint="这一户已并入别的户，导入后算新的一户。")
        return replace(found, lasting=match.household, people=match.members)

    def _compare(self, household: ReadHousehold, match: Match) -> PreviewedHousehold:
        header, state = self._surveys.read(match.survey)
        found = PreviewedHousehold(household, Kind.IDENTICAL, match.survey, header.state.value)
        if header.village != household.village:
            reason = "库里这一户在另一个村。请核对是搬迁还是村名写错，再决定。"
            return replace(found, kind=Kind.HELD, reason=reason)
        told = self._comparer.compare(household, state.answers)
        if not told.differences and not told.new_members:
            return replace(found, absent=told.absent)
        found = replace(
            found, kind=Kind.CHANGED, differences=told.differences, new_members=told.new_members, absent=told.absent
        )
        if header.state not in OPEN_STATES:
            reason = f"库里这一户{header.state.value}，导入不改它。要改请先写明原因，把它改回草稿。"
            return replace(found, kind=Kind.HELD, reason=reason)
        return found


def _hold_doubtful(found: PreviewedHousehold, matcher: HouseholdMatcher) -> PreviewedHousehold:
    """A number that may have lost digits is taken when the vault has it already, else when a person confirms it."""
    doubts = [doubt for doubt in found.household.doubts if not matcher.knows(doubt.answer)]
    if not doubts or found.kind in (Kind.ERROR, Kind.HELD):
        return found
    return replace(found, kind=Kind.HELD, reason=doubts[0].reason, confirmed_kind=found.kind)


def _hold_doubles(found: list[PreviewedHousehold]) -> list[PreviewedHousehold]:
    """Two households of one file cannot both be the same survey."""
    times = Counter(one.survey for one in found if one.survey)
    reason = "文件里有两户对上库里的同一户。请合成一户再导入。"
    return [
        replace(one, kind=Kind.HELD, reason=reason, confirmed_kind=None) if times.get(one.survey, 0) > 1 else one
        for one in found
    ]
