"""What the visits of earlier rounds found, to carry it over and to see what changed.

API: `find_previous(vault, form, household, members, before) -> Previous`, `Comparison(previous, members)`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.survey import Place, Round
from ffp_desktop.domain.values import Answer, Cleared
from ffp_desktop.services.entry.draft import DraftState
from ffp_desktop.services.entry.units import state_of
from ffp_desktop.services.rounds import all_rounds

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

_NAME = "name"


@dataclass(frozen=True, slots=True)
class Previous:
    """The last finished answers of a household and of people.

    `survey` is the household's last finished survey before the round, "" for none. `listed` are its members with their
    names; `known` are all the members asked for whom any finished survey lists, in whatever household.
    """

    survey: str = ""
    answers: Mapping[Place, Answer] = field(default_factory=dict)
    listed: Mapping[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()


def find_previous(vault: "OpenVault", form: Form, household: str, members: Iterable[str], before: Round) -> Previous:
    """Looks the last finished surveys up: the household's, and for each member the one that listed them last."""
    earlier = {round_.id for round_ in all_rounds(vault) if round_.period_start < before.period_start}
    if not earlier:
        return Previous()
    survey = _last_finished(vault, household, earlier)
    sources = {
        sighting.member: sighting.survey
        for sighting in vault.households.sightings(members)
        if sighting.is_finished and sighting.round in earlier
    }
    states = {found: _read(vault, form, found) for found in {survey, *sources.values()} if found}
    answers: dict[Place, Answer] = {}
    listed: dict[str, str] = {}
    if survey:
        own = states[survey].answers
        answers.update(pair for pair in own.given.items() if not pair[0].member)
        listed = {member: str(own.given.get(Place(_NAME, member), "")) for member in own.present_members()}
    for member, source in sources.items():
        answers.update(states[source].answers.of_member(member))
    return Previous(survey, answers, listed, frozenset(sources))


class Comparison:
    """This visit beside the one before. Calculated answers are left aside: they follow from the others."""

    def __init__(self, previous: Previous, members: Sequence[str]) -> None:
        self._previous = previous
        self.members = tuple(members)

    def answer(self, place: Place) -> Answer | None:
        """What the visit before found."""
        return self._previous.answers.get(place)

    def is_changed(self, place: Place, now: Answer | None) -> bool:
        if not self._previous.survey or self.is_new(place.member):
            return False
        before = self.answer(place)
        if now is None or (isinstance(now, Cleared) and (before is None or isinstance(before, Cleared))):
            return False
        return now != before

    def is_new(self, member: str) -> bool:
        return bool(self._previous.survey and member) and member not in self._previous.known

    def gone(self, present: Iterable[str]) -> tuple[str, ...]:
        still = set(present)
        return tuple(name for member, name in self._previous.listed.items() if member not in still)


def _last_finished(vault: "OpenVault", household: str, rounds: Collection[str]) -> str:
    for survey in reversed(vault.households.surveys(household)):
        summary = vault.surveys.get(survey)
        if summary.revision and summary.round in rounds:
            return survey
    return ""


def _read(vault: "OpenVault", form: Form, survey: str) -> DraftState:
    return state_of(form, vault.journal.units("survey", survey))
