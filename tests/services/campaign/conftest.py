"""A township that takes lists in: its services, and rows on the people of tests/data/surveys."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from ffp_desktop.domain.campaign.records import Clue, DepartmentList, How, Match, NewClue, ToldRow
from ffp_desktop.services.campaign.clues import Clues
from ffp_desktop.services.campaign.list_import import ListImport
from ffp_desktop.services.campaign.lists import Lists
from ffp_desktop.services.campaign.visits import Visits
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.vault import OpenVault
from tests.conftest import Clock
from tests.services.conftest import Enter

VILLAGE = "150722108203"
FAMILY = "general-three-people"
HEAD, WIFE, SON = "152123197411051213", "152123197603181266", "150722200807261275"

Take = Callable[..., tuple[Clue, ...]]
Write = Callable[..., Path]


@pytest.fixture
def lists(vault: OpenVault, clock: Clock) -> Lists:
    return Lists(vault, clock)


@pytest.fixture
def clues(vault: OpenVault, clock: Clock) -> Clues:
    return Clues(vault, county_regions(), clock)


@pytest.fixture
def visits(vault: OpenVault, surveys: Surveys, clock: Clock) -> Visits:
    return Visits(vault, surveys, county_regions(), clock)


@pytest.fixture
def family(surveys: Surveys, enter: Enter) -> tuple[str, str, dict[str, str]]:
    """A finished household of three, visited on 6 March: survey, household, and member ids by ID number."""
    survey = enter(FAMILY)
    session = surveys.open(survey)
    members = {str(session.evaluation.value("id_number", member)): member for member in session.members()}
    return survey, session.header.household, members


def row(name: str = "孟和", id_number: str = HEAD, number: int = 2, **more: Any) -> ToldRow:
    return ToldRow("Sheet1", number, 1, name, id_number, **({"village": VILLAGE} | more))


def on(household: str, member: str = "") -> Match:
    return Match(How.NUMBER, household, member)


@pytest.fixture
def take(lists: Lists) -> Take:
    """Takes a list in; its clues."""

    def take_in(*new: NewClue | ToldRow, kind: str = "新增残疾", **told: str) -> tuple[Clue, ...]:
        told = {"date": "2023-02-10", "title": f"{kind}名单", "department": "", "round": ""} | told
        rows = [one if isinstance(one, NewClue) else NewClue(one) for one in new]
        made = lists.add(DepartmentList("", kind, **told), rows)
        return lists.rows(made.id).page(0)

    return take_in


@pytest.fixture
def imports(vault: OpenVault, surveys: Surveys, shelf: FormShelf, clock: Clock) -> ListImport:
    return ListImport(vault, surveys, shelf, county_regions(), clock)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A workbook of rows; `merged` are ranges like B3:B5."""

    def book(*rows: Sequence[object], merged: Sequence[str] = (), name: str = "a.xlsx") -> Path:
        written = Workbook()
        sheet = written.worksheets[0]
        for row in rows:
            sheet.append(list(row))
        for area in merged:
            sheet.merge_cells(area)
        written.save(tmp_path / name)
        return tmp_path / name

    return book
