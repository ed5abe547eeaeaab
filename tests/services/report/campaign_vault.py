"""A banner in the middle of its campaign: invented households in six villages, lists with planted truth, events,
actions, returns. Made once for all tests that only count."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from ffp_desktop.domain.campaign.records import Answer, DepartmentList, How, Match, NewClue, RefusedRow, Result, ToldRow
from ffp_desktop.domain.events import Event, EventPerson
from ffp_desktop.domain.monitoring.records import ActionKind, ActionState, Passage, action_unit, encode_passage
from ffp_desktop.domain.revisions import canonical_json
from ffp_desktop.domain.survey import State
from ffp_desktop.services.campaign.lists import Lists
from ffp_desktop.services.demo.demonstration import make_surveys
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.rounds import FIRST_ROUND
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.survey_file.reading import SurveyReader
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.records import Unit
from ffp_desktop.store.vault import OpenVault, create_vault
from tests.conftest import PASSWORD, QUICK, Clock

BANNER = Unit("150722", "莫旗", "旗")
VILLAGES = ("150722108203", "150722108204", "150722108205", "150722102200", "150722102201", "150722104200")
MANY = VILLAGES[0]
"""The village with many key persons and none identified among them."""
KINDS = (
    ("新增残疾", "残联", 30),
    ("新增饮水不安全", "水利局", 24),
    ("受灾", "应急管理局", 12),
    ("取消低保或降低标准", "民政局", 10),
)
"""Kind, department and size of the lists; the last one is taken back."""
RESULTS = (Result.NOT_IDENTIFIED, Result.IDENTIFIED, Result.DEAD, Result.UNTRUE, None, None, Result.MONITORED)
HOUSEHOLDS = 120
_DONE = ("金海波", "苏日娜")


def make_campaign(folder: Path, shelf: FormShelf, clock: Clock) -> tuple[OpenVault, Surveys]:
    """The vault, open, and its surveys."""
    vault, _code = create_vault(folder, BANNER, "苏日娜", PASSWORD, clock(), QUICK)
    surveys = Surveys(vault, shelf, county_regions(), clock)
    _enter(vault, surveys, shelf)
    people = _people(vault)
    random = Random(5)
    for kind, department, size in KINDS:
        _take_in(vault, clock, kind, department, random.sample(people, size), random)
    _crowd(vault, clock, people)
    _record_events(vault, clock, people)
    _act(vault, clock)
    _return(vault, clock)
    return vault, surveys


def ask(vault: OpenVault, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """SQL of the test's own."""
    with vault._database.read() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query, values).all()]


def ask_one(vault: OpenVault, query: str, *values: Any) -> int:
    return int(ask(vault, query, *values)[0][0] or 0)


def _enter(vault: OpenVault, surveys: Surveys, shelf: FormShelf) -> None:
    reader = SurveyReader(shelf.form, county_regions(), (FIRST_ROUND.id,))
    made = make_surveys(shelf.form, county_regions(), FIRST_ROUND, HOUSEHOLDS, 11, 0.1)

    def placed() -> Iterable[FiledSurvey]:
        for number, one in enumerate(made):
            encoded = {**one.encoded, "village": VILLAGES[number % len(VILLAGES)]}
            yield FiledSurvey(reader.read(encoded), one.is_finished and number % 9 != 0)

    Exchange(vault, surveys, shelf).put_in(placed())


def _people(vault: OpenVault) -> list[tuple[Any, ...]]:
    return ask(
        vault,
        "SELECT m.member, m.name, m.id_number, s.household, s.village FROM member AS m JOIN survey AS s"
        " ON s.id = m.survey ORDER BY s.number, m.position",
    )


def _take_in(
    vault: OpenVault, clock: Clock, kind: str, department: str, people: list[tuple[Any, ...]], random: Random
) -> None:
    clues = []
    for number, (member, name, id_number, household, village) in enumerate(people):
        result = RESULTS[number % len(RESULTS)]
        told = ToldRow("Sheet1", number + 2, 1, name, id_number, village)
        match = Match() if number % 5 == 4 else Match(How.NUMBER, household, member)
        reason = "情况稳定" if result is Result.NOT_IDENTIFIED else ""
        answer = Answer(result, "2023-03-01", _DONE, reason) if result is not None else None
        clues.append(NewClue(told, match, answer, village))
    told_list = DepartmentList(
        "", kind, department, f"{kind}名单", "2023Q1", "2023-02-10", "函〔2023〕1号", rows=len(people) + 1
    )
    made = Lists(vault, clock).add(told_list, clues, (RefusedRow("Sheet1", len(people) + 2, "合计行"),))
    if kind == "取消低保或降低标准":
        Lists(vault, clock).withdraw(made.id, "部门重发")


def _crowd(vault: OpenVault, clock: Clock, people: list[tuple[Any, ...]]) -> None:
    """Many old people of one village, in households that are not monitored; some twice, one of them dead."""
    monitored = {
        row[0]
        for row in ask(
            vault,
            "SELECT household FROM survey AS s JOIN survey_line AS l ON l.survey = s.id"
            " WHERE l.traits LIKE '%监测对象%' OR l.traits LIKE '%新识别%'",
        )
    }
    here = [one for one in people if one[4] == MANY and one[3] not in monitored]
    clues = []
    for number in range(54):
        member, name, id_number, household, village = here[number % len(here)]
        told = ToldRow("Sheet1", number + 2, 1, f"{name}{number}", "", village)
        clues.append(NewClue(told, Match(How.ACCEPTED, household), None, village))
    member, name, id_number, household, village = here[0]
    twice = ToldRow("Sheet1", 60, 1, name, id_number, village)
    clues += [NewClue(replace(twice, row=row), Match(How.NUMBER, household, member), None, village) for row in (60, 61)]
    clues.append(
        NewClue(
            replace(twice, row=62), Match(How.NUMBER, household, "x"), Answer(Result.DEAD, "2023-03-01", _DONE), village
        )
    )
    told_list = DepartmentList("", "失能老年人", "民政局", "失能老年人名单", "2023Q1", "2023-02-12", rows=57)
    Lists(vault, clock).add(told_list, clues)


def _record_events(vault: OpenVault, clock: Clock, people: list[tuple[Any, ...]]) -> None:
    at = clock().isoformat(timespec="seconds")
    for number, (kind, day, count) in enumerate(
        (("死亡", "2023-02-01", 1), ("死亡", "2022-12-31", 1), ("嫁出", "2023-03-01", 1), ("其他转出", "2023-01-01", 2))
    ):
        household, village = people[number * 7][3:5]
        persons = tuple(EventPerson(one[0], one[1]) for one in people if one[3] == household)[:count]
        event = Event(f"e{number}", kind, day, village, household, persons, reason="村里报", at=at)
        vault.events.record(event, vault.operator.id, at)
    born = Event("e9", "新生儿", "2023-02-10", people[0][4], people[0][3], (EventPerson("b1", "婴儿"),), at=at)
    vault.events.record(born, vault.operator.id, at)
    vault.events.withdraw("e2", "报错了", vault.operator.id, at)


def _act(vault: OpenVault, clock: Clock) -> None:
    """One 标注消除 that is done, one 清退 that waits."""
    at = clock().isoformat(timespec="seconds")
    homes = ask(vault, "SELECT household, village FROM survey ORDER BY number LIMIT 2")
    for (household, village), kind, states in zip(
        homes,
        (ActionKind.ELIMINATE, ActionKind.REMOVE),
        ((ActionState.RAISED, ActionState.SENT, ActionState.REVIEWED, ActionState.DONE), (ActionState.RAISED,)),
        strict=True,
    ):
        sets = {
            action_unit(f"a{kind}", state): encode_passage(Passage(state, "2023-03-02"), kind, "2023Q1")
            for state in states
        }
        vault.monitoring.append(household, village, sets, vault.operator.id, at)


def _return(vault: OpenVault, clock: Clock) -> None:
    """Three finished surveys were sent back, two of them long ago."""
    finished = ask(
        vault, "SELECT id, village FROM survey WHERE state = ? ORDER BY number LIMIT 3", State.FINISHED.value
    )
    for (survey, village), day in zip(finished, (20, 25, 5), strict=True):
        at = datetime(2023, 2 if day > 6 else 3, day, 9).isoformat(timespec="seconds")
        heads = vault.journal.document(survey).heads
        sets = {"status": canonical_json(State.RETURNED.value), "custody": canonical_json(village)}
        vault.journal.append("survey", survey, village, heads, sets, vault.operator.id, at, "有错")
        vault.surveys.restate(survey)
