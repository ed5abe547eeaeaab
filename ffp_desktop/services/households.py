"""Households and people that last: a village's households in a round, one household over its rounds, one person.

API (class `Households(vault, surveys, shelf, clock)`):
    list(village, round="") -> lines           count(village, round="") -> HouseholdCounts
    find(text) -> household id                 find_survey(text) -> survey id
    search(text, village) -> lines             (by name, initials or number, the village's own first)
    show(household) -> HouseholdCard
    start_survey(household) -> survey id       (the one of this round, begun from the last one when there is none)
    find_person(text) -> member id             show_person(member) -> PersonCard
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from ffp_desktop.domain.choice_match import spell_initials
from ffp_desktop.domain.events import Event
from ffp_desktop.domain.id_number import person_key
from ffp_desktop.domain.population import Resident
from ffp_desktop.domain.survey import State
from ffp_desktop.errors import FfpError
from ffp_desktop.services.census import household_population, joined_ids
from ffp_desktop.services.entry.draft import DraftState
from ffp_desktop.services.entry.prefill import carried_answers
from ffp_desktop.services.entry.previous import find_previous
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.surveys import NewSurvey, SurveyFilter, Surveys, SurveySummary
from ffp_desktop.store.household_records import EventFilter, HouseholdLine, HouseholdState, Sighting

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault
    from ffp_desktop.store.waiting import Waiting

__all__ = ["HouseholdCard", "HouseholdCounts", "HouseholdLine", "Households", "PersonCard"]

NOT_ENTERED = State.NOT_ENTERED.value
_FOUND = 30  # households a search answers at most


@dataclass(frozen=True, slots=True)
class HouseholdCounts:
    """How a unit stands in a round: all households, those by state (`NOT_ENTERED` among them), and by village."""

    total: int = 0
    by_state: Mapping[str, int] = field(default_factory=dict)
    in_village: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def left(self) -> int:
        """Those the round has no survey of yet."""
        return self.by_state.get(NOT_ENTERED, 0)


@dataclass(frozen=True, slots=True)
class HouseholdCard:
    """One household: who lives there today, its surveys (oldest first) and its events (those taken back too)."""

    state: HouseholdState
    residents: tuple[Resident, ...]
    surveys: tuple[SurveySummary, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class PersonCard:
    """One person under all their ids: where they were listed, what happened, where they live today."""

    members: frozenset[str]
    name: str
    id_number: str
    households: tuple[str, ...]
    sightings: tuple[Sighting, ...]
    events: tuple[Event, ...]
    died: str = ""


class Households:
    """Asks one open vault about households and people, and begins their surveys."""

    def __init__(
        self, vault: "OpenVault", surveys: Surveys, shelf: FormShelf, clock: Callable[[], datetime] = datetime.now
    ) -> None:
        self._vault = vault
        self._surveys = surveys
        self._shelf = shelf
        self._clock = clock

    # ---- lists

    def list(self, village: str = "", round: str = "") -> tuple[HouseholdLine, ...]:
        """The households that live in a unit, with their state in the round (the current one when none is named).

        Those that were merged into others are left out.
        """
        lines = self._vault.households.list(village, round or self._surveys.current_round().id)
        return tuple(line for line in lines if not line.gone_into)

    def count(self, village: str = "", round: str = "") -> HouseholdCounts:
        by_state: dict[str, int] = {}
        in_village: dict[str, dict[str, int]] = {}
        lines = self.list(village, round)
        for line in lines:
            state = line.state.value if line.state else NOT_ENTERED
            by_state[state] = by_state.get(state, 0) + 1
            own = in_village.setdefault(line.village, {})
            own[state] = own.get(state, 0) + 1
        return HouseholdCounts(len(lines), by_state, in_village)

    def count_waiting(self) -> Mapping[str, int]:
        """How many households of each village have no survey in the current round."""
        return self._vault.households.waiting.count(self._surveys.current_round().id)

    def find_waiting(self, wanted: SurveyFilter, by_state: Mapping[State, int]) -> "Waiting":
        """Those that a filter leaves, as a list; `by_state` are the surveys' own counts, shown beside theirs. Nobody
        waits who is asked for by something that only a survey of the round has."""
        return self._vault.households.waiting.find(self._surveys.with_places(wanted), by_state)

    # ---- one household

    def find(self, text: str) -> str:
        """The household of an id, of a survey's id or of its printed number. Raises FfpError `household.unknown`."""
        if self._vault.households.get(text) is not None:
            return text
        found = self._vault.households.find_survey(text)
        if found is None:
            raise FfpError("household.unknown", "没有这一户。请用户编号或它的表号，可以在户清单里查到。")
        return found[1]

    def search(self, text: str, village: str, without: str = "") -> tuple[HouseholdLine, ...]:
        """Households whose head's name, initials or printed number has `text`: the village's own first, then others
        by whatever the list of surveys finds. Those merged into others are left out, and so is `without`."""
        lines = {line.id: line for line in self.list(village) if _is_named(line, text.strip())}
        if text.strip() and len(lines) < _FOUND:
            found = [survey.household for survey in self._surveys.find(SurveyFilter(text=text.strip())).page(0, _FOUND)]
            numbered = self._vault.households.find_survey(text.strip())
            homes = [self._vault.households.get(home) for home in (*([numbered[1]] if numbered else []), *found)]
            for place in dict.fromkeys(home.village for home in homes if home is not None):
                wanted = {home.id for home in homes if home is not None and home.village == place} - lines.keys()
                lines |= {line.id: line for line in (self.list(place) if wanted else ()) if line.id in wanted}
        lines.pop(without, None)
        return tuple(lines.values())[:_FOUND]

    def find_survey(self, text: str) -> str:
        """The survey of an id or printed number, of any round. Raises FfpError `survey.unknown`."""
        found = self._vault.households.find_survey(text)
        if found is None:
            raise FfpError("survey.unknown", "没有找到这张调查表。请在清单里核对表号。")
        return found[0]

    def show(self, household: str) -> HouseholdCard:
        """Raises FfpError `household.unknown`."""
        state = self._state(household)
        surveys = tuple(self._vault.surveys.get(survey) for survey in self._vault.households.surveys(state.id))
        events = self._vault.events.list(EventFilter(households=frozenset({state.id}), with_withdrawn=True))
        return HouseholdCard(state, self.residents(state.id), surveys, events)

    def residents(self, household: str) -> tuple[Resident, ...]:
        """Who lives there today: the last finished survey's list and the events since."""
        today = self._clock().date().isoformat()
        return household_population(self._vault, [household], until=today).residents(household)

    def start_survey(self, household: str) -> str:
        """The household's survey of this round: the one there is, or a new one begun from its last finished survey
        and the events since. Raises FfpError `household.unknown`, `household.gone`."""
        state = self._state(household)
        if state.gone_into:
            raise FfpError("household.gone", "这一户已经并入另一户，不再单独填表。请打开并入的那一户。")
        round_ = self._surveys.current_round()
        with self._vault.together():
            begun = self._vault.households.survey_in_round(household, round_.id)
            if begun:
                return begun
            residents = self.residents(household)
            members = [resident.member for resident in residents]
            previous = find_previous(self._vault, self._shelf.form, household, members, round_)
            carried = carried_answers(self._shelf.form, residents, previous)
            new = NewSurvey(state.village, DraftState(), household=household, carried=carried)
            return self._surveys.add(new)

    def _state(self, household: str) -> HouseholdState:
        state = self._vault.households.get(household)
        if state is None:
            raise FfpError("household.unknown", "没有这一户。请用户编号或它的表号，可以在户清单里查到。")
        return state

    # ---- one person

    def find_person(self, text: str) -> str:
        """The member id of an id or an ID number. Raises FfpError `person.unknown`, `person.several`."""
        if self._vault.households.sightings([text]) or self._vault.events.list(EventFilter(members=frozenset({text}))):
            return text
        found = self._vault.households.members_with_key(person_key(text))
        if not found:
            raise FfpError("person.unknown", "没有找到这个人。请核对证件号码或人员编号。")
        if not joined_ids(self._vault, found[0]) >= set(found):
            raise FfpError("person.several", "这个证件号码下有几个人员编号。请用人员编号，或先认作同一个人。")
        return found[0]

    def show_person(self, member: str) -> PersonCard:
        """Raises FfpError `person.unknown`."""
        members = joined_ids(self._vault, member)
        sightings = self._vault.households.sightings(members)
        events = self._vault.events.list(EventFilter(members=members, with_withdrawn=True))
        told = [person for event in events for person in event.persons if person.member in members]
        if not sightings and not told:
            raise FfpError("person.unknown", "没有找到这个人。请核对证件号码或人员编号。")
        known = [(s.name, s.id_number) for s in reversed(sightings)] + [(p.name, p.id_number) for p in told]
        population = household_population(self._vault, [], members, until=self._clock().date().isoformat())
        death = population.dead.get(population.person(member))
        return PersonCard(
            members=members,
            name=next((name for name, _ in known if name), ""),
            id_number=next((number for _, number in known if number), ""),
            households=population.homes_of(member),
            sightings=sightings,
            events=events,
            died=death.date if death else "",
        )


def _is_named(line: HouseholdLine, text: str) -> bool:
    if not text or text in line.head_name or text in line.number:
        return True
    return text.isascii() and text.isalpha() and text.lower() in spell_initials(line.head_name)
