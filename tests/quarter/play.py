"""The quarter played: clues are brought to their people, households visited, answers given by hand, some left open.

API, in the order of the campaign, each on an `Office`: `decide(office, planted, clues, random)` whom the undecided
clues are about; `revisit(office, random, share)`; `visit(office, random, share)`; `answer_by_hand(office, planted,
clues, random)`; `take_steps(office, random)`.

Whoever decides and answers here reads the truth, as the people of the village know it.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random

from ffp_desktop.domain.campaign.records import Answer, Clue, How, Match, Result
from ffp_desktop.domain.monitoring.records import Step, StepRecord, encode_step, step_unit
from ffp_desktop.domain.survey import Place
from ffp_desktop.services.campaign.visits import VisitTask
from ffp_desktop.services.surveys import NewSurvey
from tests.quarter.known import ask
from tests.quarter.office import Office
from tests.quarter.truth import Outcome, PlantedRow

_OFFICIALS = ("孟志强", "敖晓梅")
_BY_HAND = 0.7
"""Of the clues on people who are gone, unknown or there twice: how many are answered."""
_NOT_TRUE = 0.02
_LATE = 0.1


def decide(office: Office, planted: Mapping[str, PlantedRow], clues: Sequence[Clue]) -> None:
    """Each clue that nobody was found for: a person says who it is, or that nobody here is meant."""
    homes = dict(ask(office.vault, "SELECT m.member, s.household FROM member AS m JOIN survey AS s ON s.id = m.survey"))
    homes |= dict(
        ask(office.vault, "SELECT p.member, e.household FROM event_person AS p JOIN event AS e ON e.id = p.event"
            " WHERE e.kind = '其他转入'")
    )  # fmt: skip
    matches = {}
    for clue in clues:
        if clue.match.how is How.UNMATCHED:
            row = planted[clue.id]
            person = row.persons[0] if row.persons else ""
            matches[clue.id] = Match(How.ACCEPTED, homes[person], person) if person else Match(How.NOT_FOUND)
    if matches:
        office.clues.match(matches)


def revisit(office: Office, random: Random, share: float) -> int:
    """Answers clues of households that were visited already with that visit; how many tasks."""
    tasks = [task for task in office.visits.tasks().visited if random.random() < share]
    for task in tasks:
        office.visits.answer_with_visit(task)
    return len(tasks)


def visit(office: Office, random: Random, share: float, at_once: int = 500) -> int:
    """Visits households that are due, and writes the visits up; how many. Surveys that somebody has begun wait."""
    due = [task for task in office.visits.tasks().due if task.household and not task.survey and random.random() < share]
    for start in range(0, len(due), at_once):
        part = [_write_up(office, task, random) for task in due[start : start + at_once]]
        office.surveys.add_many(part)
        office.clock.now += timedelta(hours=1)
    return len(due)


def answer_by_hand(
    office: Office, planted: Mapping[str, PlantedRow], clues: Sequence[Clue], random: Random
) -> dict[str, Result]:
    """Answers those that need no visit, and a few that are not true; the results by clue."""
    results: dict[str, Result] = {}
    seen: set[tuple[str, ...]] = set()
    for clue in clues:
        row = planted[clue.id]
        is_again = row.way == "repeated" and row.persons in seen
        seen.add(row.persons)
        if clue.is_open and random.random() < _BY_HAND:
            result = _found_by_hand(row, is_again, random)
            results |= {clue.id: result} if result else {}
    for result in dict.fromkeys(results.values()):
        of_one = [clue for clue, found in results.items() if found is result]
        day = office.clock().date() - timedelta(days=random.randrange(5))
        late = office.clock().date() if random.random() < _LATE else day
        office.clues.answer(of_one, Answer(result, late.isoformat(), _OFFICIALS, f"村干部核实：{result.value}"))
    return results


def take_steps(office: Office, random: Random) -> int:
    """Records the steps of those who are to be monitored from now on: the village's and township's as they come up
    from there, the banner's own as it takes them."""
    homes = ask(
        office.vault,
        "SELECT s.id, s.household, s.village FROM survey AS s JOIN survey_line AS l ON l.survey = s.id"
        " WHERE s.round = ? AND s.state = '已完成' AND instr(l.traits, 'kind 新识别') ORDER BY s.number",
        (office.surveys.current_round().id,),
    )
    day = (office.clock().date() - timedelta(days=1)).isoformat()
    below = {step: StepRecord(step, day, day if step is Step.NOTICE else "", "村委会") for step in _BELOW}
    for survey, household, village in homes:
        if random.random() < 0.8:
            sets = {step_unit(step): encode_step(record) for step, record in below.items()}
            office.vault.monitoring.append(household, village, sets, office.vault.operator.id, office.clock.at())
            if random.random() < 0.5:
                office.course.take_step(survey, StepRecord(Step.COUNTY, day, by="旗乡村振兴局"))
    return len(homes)


_BELOW = (Step.VISIT, Step.COMPARISON, Step.NOTICE, Step.TOWNSHIP)


def _found_by_hand(row: PlantedRow, is_again: bool, random: Random) -> Result | None:
    if is_again:
        return Result.DUPLICATE
    if Outcome.NOT_FOUND in row.outcomes:
        return Result.NOT_FOUND
    if Outcome.GONE in row.outcomes:
        return Result.DEAD if row.way == "dead" else Result.MOVED_AWAY
    return Result.UNTRUE if random.random() < _NOT_TRUE else None


def _write_up(office: Office, task: VisitTask, random: Random) -> NewSurvey:
    """The household as the last visit found it, without those who have gone since, and with the reason that a
    key person's household needs when it is not identified."""
    _header, state = office.surveys.read(task.visit)
    given, there = state.answers.given, {one.member for one in office.households.residents(task.household)}
    for member in [one for one in state.answers.members if one not in there]:
        state.answers.members.remove(member)
        for place in [place for place in given if place.member == member]:
            del given[place]
    day = office.clock().date() - timedelta(days=random.randrange(4))
    given[Place("survey_date")] = day
    if given.get(Place("newly_identified")) != "是" and Place("newly_identified") in given:
        given.setdefault(Place("not_identified_reason"), "收入稳定，支出可以负担")
    reasons = {key: confirmation.reason for key, confirmation in state.confirmations.items()}
    return NewSurvey(task.village, state, finish=True, household=task.household, reasons=reasons)
