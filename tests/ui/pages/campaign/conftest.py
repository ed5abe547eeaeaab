"""A township with departments' lists: people of tests/data/surveys, and somebody whom nobody knows."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from ffp_desktop.domain.campaign.records import Clue, DepartmentList, How, Match, NewClue, ToldRow
from ffp_desktop.services.forms import county_regions
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.survey_file.reading import SurveyReader
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.window import MainWindow
from tests.ui.pages.conftest import Press, Show

FILED = Path(__file__).parents[3] / "data" / "surveys"
HERE, OTHER = "150722108203", "150722108205"
HEAD, WIFE, STRANGER = "152123197411051213", "152123197603181266", "150722199001010017"
CONTROL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key

Take = Callable[..., tuple[Clue, ...]]


@dataclass(frozen=True)
class Campaign:
    """A family of three in `HERE`, visited on 6 March, and the clues of two lists: green 受灾 on the father (after
    the visit), 新增低保 on the mother (before it); 乌云 of `OTHER` and 远人 of no village are of no household."""

    survey: str
    household: str
    flood: Clue
    allowance: Clue
    unknown: Clue
    far: Clue


def row(name: str, id_number: str = "", number: int = 2, **more: Any) -> ToldRow:
    return ToldRow("Sheet1", number, 1, name, id_number, **({"village": HERE} | more))


@pytest.fixture
def take(desk: Desk) -> Take:
    """Takes a list in; its clues."""

    def take_in(*new: NewClue | ToldRow, kind: str = "新增低保", **told: str) -> tuple[Clue, ...]:
        told = {"date": "2023-02-10", "title": f"{kind}名单", "department": "", "round": "", "letter": ""} | told
        rows = [one if isinstance(one, NewClue) else NewClue(one) for one in new]
        made = desk.campaign.lists.add(DepartmentList("", kind, **told), rows)
        return desk.campaign.lists.rows(made.id).page(0)

    return take_in


@pytest.fixture
def campaign(desk: Desk, take: Take) -> Campaign:
    encoded = json.loads((FILED / "general-three-people.json").read_text(encoding="utf-8"))
    reader = SurveyReader(desk.shelf.form, county_regions(), (desk.current_round().id,))
    exchange = Exchange(desk._vault, desk.surveys, desk.shelf)
    survey = exchange.put_in([FiledSurvey(reader.read(encoded), finish=True)]).surveys[0]
    session = desk.surveys.open(survey)
    household = session.header.household
    members = {str(session.evaluation.value("id_number", member)): member for member in session.members()}

    def on(person: str) -> Match:
        return Match(How.NUMBER, household, members[person])

    more = {"受灾类型": "洪涝", "损失": "12000 元"}
    flooded = row("孟和", HEAD, event_date="2023-03-10", phone="13847001234", note="房屋进水", more=more)
    (flood,) = take(NewClue(flooded, on(HEAD)), kind="受灾", date="2023-03-12", letter="应急函〔2023〕5号")
    mother = NewClue(row("杜玉兰", WIFE), on(WIFE))
    strangers = (row("乌云", STRANGER, 3, village=OTHER, place="霍日里村一组"), row("远人", "", 4, village=""))
    allowance, unknown, far = take(mother, *strangers)
    return Campaign(survey, household, flood, allowance, unknown, far)


@pytest.fixture
def window(parts: Parts, show: Show, desk: Desk, campaign: Campaign) -> MainWindow:
    opened = MainWindow(parts)
    show(opened)
    opened.take_desk(desk)
    return opened


def go_to_section(window: MainWindow, press: Press, key: Qt.Key) -> None:
    press(Key.Key_2, modifier=Qt.KeyboardModifier.AltModifier)
    press(key, modifier=CONTROL)
