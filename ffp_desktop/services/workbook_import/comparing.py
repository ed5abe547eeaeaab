"""A household of a table beside a survey of the vault: who is who, and which answers differ."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from ffp_desktop.domain.evaluation.worksheet import Worksheet
from ffp_desktop.domain.id_number import person_key
from ffp_desktop.domain.survey import Answers, Place, Round
from ffp_desktop.domain.table.households import ReadHousehold, ReadMember
from ffp_desktop.domain.table.mapped_sheet import ID_NUMBER, NAME
from ffp_desktop.domain.values import Answer
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.rounds import round_facts
from ffp_desktop.services.workbook_import.preview import Difference


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the table would change in a survey."""

    differences: tuple[Difference, ...]
    new_members: tuple[ReadMember, ...]
    absent: int


def key_of(member: ReadMember) -> str:
    """The person's key, "" without a number."""
    number = member.answers.get(ID_NUMBER)
    return person_key(number) if type(number) is str else ""


class Comparer:
    """Compares within one round. Answers that are worked out anyway are no difference."""

    def __init__(self, shelf: FormShelf, of_round: Round, today: date) -> None:
        self._shelf = shelf
        self._round = of_round
        self._today = today

    def new_answers(self, household: ReadHousehold, people: Mapping[str, str]) -> Answers:
        """The answers of a household without a survey in this round. `people` are ids by person key; who is not among
        them gets a new one."""
        answers = Answers(_household_answers(household))
        for member in household.members:
            own = people.get(key_of(member)) or uuid4().hex
            answers.members.append(own)
            answers.given.update({Place(item, own): answer for item, answer in member.answers.items()})
        self._leave_out_calculated(answers, household.village, list(answers.given))
        return answers

    def member_answers(self, member: ReadMember, village: str) -> dict[str, Answer]:
        """The answers of a person who joins a survey, without what is worked out from them."""
        answers = Answers({Place(item, "m"): answer for item, answer in member.answers.items()}, ["m"])
        self._leave_out_calculated(answers, village, list(answers.given))
        return {place.item: answer for place, answer in answers.given.items()}

    def compare(self, household: ReadHousehold, known: Answers) -> Comparison:
        """Only what the table answers is compared: an empty cell says nothing."""
        sheet = self._worksheet(known, household.village)
        joined = dict(_pair(household, sheet))
        wanted = _household_answers(household)
        for position, own in joined.items():
            for item, answer in household.members[position].answers.items():
                wanted[Place(item, own)] = answer
        differing = {place: answer for place, answer in wanted.items() if sheet.effective(place) != answer}
        if differing:
            after = Answers({**known.given, **wanted}, list(known.members), dict(known.struck))
            self._leave_out_calculated(after, household.village, list(differing))
            differing = {place: answer for place, answer in differing.items() if place in after.given}
        rows = {own: row for row, own in enumerate(sheet.members, 1)}
        found = [
            Difference(place, sheet.effective(place), answer, rows.get(place.member, 0))
            for place, answer in differing.items()
        ]
        new = [member for position, member in enumerate(household.members) if position not in joined]
        return Comparison(tuple(found), tuple(new), len(sheet.members) - len(joined))

    # ---- private

    def _worksheet(self, answers: Answers, village: str) -> Worksheet:
        facts = round_facts(self._round, village, self._today)
        return Worksheet(self._shelf.form, self._shelf.plan, answers, facts)

    def _leave_out_calculated(self, answers: Answers, village: str, places: list[Place]) -> None:
        """Takes away what the form works out by itself to the same value."""
        items = self._shelf.form.items
        asked = [place for place in places if items[place.item].calculation is not None or items[place.item].default]
        if not asked:
            return
        sheet = self._worksheet(answers, village)
        for place in asked:
            if sheet.calculated.get(place) == answers.given[place]:
                del answers.given[place]


def _pair(household: ReadHousehold, sheet: Worksheet) -> Iterator[tuple[int, str]]:
    """Each person's row in the vault: by number, else by a name that only one on each side has."""
    free: dict[str, tuple[str, str]] = {}
    for own in sheet.members:
        number, name = (sheet.effective(Place(item, own)) for item in (ID_NUMBER, NAME))
        free[own] = (person_key(number) if type(number) is str else "", str(name or ""))
    unpaired = []
    for position, member in enumerate(household.members):
        key = key_of(member)
        found = [own for own, (number, _) in free.items() if key and number == key]
        if found:
            free.pop(found[0])
            yield position, found[0]
        else:
            unpaired.append(position)
    for position in unpaired:
        member = household.members[position]
        name = str(member.answers.get(NAME, ""))
        same = [
            own for own, (number, known_name) in free.items() if known_name == name and not (number and key_of(member))
        ]
        others = [at for at in unpaired if household.members[at].answers.get(NAME) == name]
        if name and len(same) == 1 and len(others) == 1:
            free.pop(same[0])
            yield position, same[0]


def _household_answers(household: ReadHousehold) -> dict[Place, Answer]:
    return {Place(item): answer for item, answer in household.answers.items()}
