"""A department's workbook taken in as a clerk does it: opened, its unknown columns named, previewed, put in.

API: `take_in(office, folder, planted) -> Taken`, which can be judged; its parts: `open_list(office, folder, planted)`,
`terms_of(planted)`, `describe(office, planted, made, preview) -> Taken`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ffp_desktop.domain.campaign.records import Clue, DepartmentList, RefusedRow
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
    return describe(office, planted, office.list_import.put_in(opened, preview, terms), preview)


def describe(office: Office, planted: PlantedList, made: DepartmentList, preview: ListPreview) -> Taken:
    """What became of the rows that were previewed."""
    clues = office.lists.rows(made.id).page(0)
    by_place = {(row.told.sheet, row.told.row, row.told.part): row for row in preview.rows}
    rows = {clue.id: by_place[clue.told.sheet, clue.told.row, clue.told.part] for clue in clues}
    suggested = {clue: tuple(one.person.member for one in row.found.suggestions) for clue, row in rows.items()}
    outcomes = {clue: row.outcome.value for clue, row in rows.items()}
    return Taken(planted, made, clues, office.lists.refused(made.id), suggested, outcomes)
