"""A department's workbook taken in as a clerk does it: opened, its unknown columns named, previewed, put in.

API: `take_in(office, folder, planted) -> Taken`, which can be judged; its parts: `open_list(office, folder, planted)`,
`terms_of(planted)`, `look_at(preview) -> Previewed` for later, `describe(office, planted, list_id, previewed)`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ffp_desktop.domain.campaign.records import Clue, DepartmentList, RefusedRow, ToldRow
from ffp_desktop.services.campaign.list_import import ListTerms
from ffp_desktop.services.campaign.list_import.list_import import OpenedList
from ffp_desktop.services.campaign.list_import.preview import ListPreview
from tests.quarter.judging import (
    MatchVerdict,
    OutcomeVerdict,
    RowVerdict,
    find_planted,
    judge_matching,
    judge_outcomes,
    judge_rows,
)
from tests.quarter.office import Office
from tests.quarter.truth import PlantedList, PlantedRow

NAMED_BY_HAND = {"人员证件号码": "证件号码", "行政区划代码": "村"}
"""Headings that no program knows, and what a clerk says they are."""


Previewed = Sequence[tuple[str, int, int, str, Sequence[str]]]
"""Of each row its place (sheet, row, part), what was to become of it, and the members that were suggested."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A list in the vault, beside what is planted in it. `suggested` and `outcomes` are the preview's, by clue."""

    planted: PlantedList
    list: DepartmentList
    clues: tuple[Clue, ...]
    refused: tuple[RefusedRow, ...]
    suggested: Mapping[str, tuple[str, ...]]
    outcomes: Mapping[str, str]

    @property
    def rows(self) -> Mapping[str, PlantedRow]:
        """What was planted, by clue."""
        return find_planted(self.planted, self.clues)

    def judge(self) -> tuple[RowVerdict, MatchVerdict, OutcomeVerdict]:
        return (
            judge_rows(self.planted, self.clues, self.refused),
            judge_matching(self.planted, self.clues, self.suggested),
            judge_outcomes(self.planted, self.clues, self.outcomes),
        )


def terms_of(planted: PlantedList) -> ListTerms:
    return ListTerms(planted.kind, planted.department, planted.date, planted.letter, planted.title)


def open_list(office: Office, folder: Path, planted: PlantedList) -> OpenedList:
    """Opened, and every column named that says who somebody is."""
    opened = office.list_import.open(folder / planted.file)
    workbook = opened.workbook
    for heading, name in NAMED_BY_HAND.items():
        target = office.list_import.find_target(name)
        assert target is not None
        workbook = office.list_import.map_column(workbook, heading, target) or workbook
    return opened.with_workbook(workbook)


def take_in(office: Office, folder: Path, planted: PlantedList) -> Taken:
    """One list, whole."""
    opened, terms = open_list(office, folder, planted), terms_of(planted)
    preview = office.list_import.preview(opened.workbook, terms)
    made = office.list_import.put_in(opened, preview, terms)
    return describe(office, planted, made.id, look_at(preview))


def look_at(preview: ListPreview) -> Previewed:
    """What a person saw before the list was put in, as it can be kept in a file."""
    return [
        (*_place(row.told), row.outcome.value, [one.person.member for one in row.found.suggestions])
        for row in preview.rows
    ]


def describe(office: Office, planted: PlantedList, list_id: str, previewed: Previewed) -> Taken:
    """What became of the rows that were previewed."""
    clues = office.lists.rows(list_id).page(0)
    by_place = {(sheet, row, part): seen for sheet, row, part, *seen in previewed}
    rows = {clue.id: by_place[_place(clue.told)] for clue in clues}
    suggested = {clue: tuple(members) for clue, (_outcome, members) in rows.items()}
    outcomes = {clue: outcome for clue, (outcome, _members) in rows.items()}
    return Taken(planted, office.lists.get(list_id), clues, office.lists.refused(list_id), suggested, outcomes)


def _place(told: ToldRow) -> tuple[str, int, int]:
    return (told.sheet, told.row, told.part)
