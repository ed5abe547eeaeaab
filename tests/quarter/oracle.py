"""A program that reads the truth: what a faultless one would make of the lists, for tests of the judge.

API: `make_clues(planted) -> (clues, refused)`, `right_outcomes(planted, clues)`.
"""

from ffp_desktop.domain.campaign.records import Clue, How, Match, RefusedRow, ToldRow
from tests.quarter.truth import Outcome, PlantedList, PlantedRow, Stage

_HOW = {Stage.NUMBER: How.NUMBER, Stage.FACT: How.NAME_AND_FACT}


def make_clues(planted: PlantedList) -> tuple[list[Clue], list[RefusedRow]]:
    """Each row of people as a clue, matched as far as may be without a person; each other row refused."""
    clues = [_clue(planted, row) for row in planted.people]
    refused = [RefusedRow(row.sheet, row.row, "没有人员") for row in planted.rows if row.stage is Stage.NO_PERSON]
    return clues, refused


def right_outcomes(planted: PlantedList) -> dict[str, str]:
    """By clue."""
    seen: set[tuple[str, ...]] = set()
    outcomes = {}
    for row in planted.people:
        is_again = bool(row.persons) and row.persons in seen and Outcome.DUPLICATE in row.outcomes
        first = row.outcomes[0] if row.stage in _HOW else Outcome.WAITING
        outcomes[_name(planted, row)] = str(Outcome.DUPLICATE if is_again else first)
        seen.add(row.persons)
    return outcomes


def _clue(planted: PlantedList, row: PlantedRow) -> Clue:
    told = ToldRow(row.sheet, row.row, row.part, "某人")
    how = _HOW.get(row.stage, How.UNMATCHED)
    match = Match(how, row.household, row.persons[0]) if how else Match()
    place = (planted.name, planted.kind, planted.department, "2023Q1", planted.date, "150722100001")
    return Clue(_name(planted, row), *place, told=told, match=match)


def _name(planted: PlantedList, row: PlantedRow) -> str:
    return f"{planted.name}/{row.sheet}/{row.row}/{row.part}"
