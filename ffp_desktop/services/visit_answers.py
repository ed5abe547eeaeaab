"""What a survey and the clues on its household have to do with each other.

API: `clues_of(vault, household, members=(), person_keys=()) -> clues that a visit must answer`,
`notes_of(vault, form, clues) -> ClueNotes` as the survey page shows them,
`key_person(vault, round, household, members, person_keys) -> kinds in words`, `visit_days(round)`,
`answer_visits(vault, visits, at) -> clues` when surveys are finished.

A clue that a person answered by hand has no `survey` and is left alone; one that rests on a survey follows it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ffp_desktop.domain.campaign.records import NOT_AFFECTED, Answer, Clue, How, Match
from ffp_desktop.domain.campaign.visits import (
    DEFAULT_DAYS,
    Visit,
    answer_of,
    is_answered_by,
)
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.id_number import person_key
from ffp_desktop.domain.survey import Round
from ffp_desktop.services.list_kinds import kinds_of

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

VISIT_DAYS = "visit_days"
"""The round's attribute that says how long a visit counts."""


def visit_days(of_round: Round) -> int:
    """How many days before a list a visit still counts for it."""
    kept = of_round.attributes.get(VISIT_DAYS, "")
    return int(kept) if kept.isdecimal() and kept.isascii() else DEFAULT_DAYS


def clues_of(
    vault: "OpenVault", household: str, members: Iterable[str] = (), person_keys: Iterable[str] = ()
) -> tuple[Clue, ...]:
    """All clues on a household and the people in it, green channel first, then the oldest."""
    found = {clue.id: clue for clue in vault.clues.about([household], members, person_keys)}
    found |= {clue.id: clue for clue in vault.clues.of_household(household)} if household else {}
    green = kinds_of(vault).green_names if found else ()
    return tuple(sorted(found.values(), key=lambda clue: (clue.kind not in green, clue.date, clue.at, clue.id)))


@dataclass(frozen=True, slots=True)
class ClueNote:
    """A clue beside the survey that answers it. `look_at` are the names of the items a visit looks at."""

    clue: Clue
    is_green: bool
    look_at: tuple[str, ...]


def notes_of(vault: "OpenVault", form: Form, clues: Sequence[Clue]) -> tuple[ClueNote, ...]:
    """In the order given."""
    kinds = kinds_of(vault).by_name if clues else {}
    found = []
    for clue in clues:
        kind = kinds.get(clue.kind)
        items = (form.items.get(item) for item in (kind.look_at if kind else ()))
        found.append(ClueNote(clue, bool(kind and kind.is_green), tuple(item.name for item in items if item)))
    return tuple(found)


def key_person(
    vault: "OpenVault", of_round: Round, household: str, members: Iterable[str], person_keys: Iterable[str]
) -> str:
    """The kinds of 十类重点人群 whose lists of the round name somebody of the household, "" for none."""
    found = clues_of(vault, household, members, person_keys)
    if not found:
        return ""
    key = kinds_of(vault).key_names
    kinds = (clue.kind for clue in found if clue.round == of_round.id and clue.result not in NOT_AFFECTED)
    return "、".join(dict.fromkeys(kind for kind in kinds if kind in key))


def answer_visits(vault: "OpenVault", visits: Sequence[Visit], days: int, at: str) -> tuple[str, ...]:
    """Answers the open clues of whom finished surveys saw, and again those whose answer rests on them; their ids.

    A clue that nobody had matched is on whoever has its number; one whose person is not on the survey any more waits
    again. Inside the transaction that finishes the surveys.
    """
    seen = _Seen(visits)
    clues = {clue.id: clue for clue in vault.clues.about(seen.by_household, seen.by_member, seen.by_key)}
    for visit in visits if len(visits) == 1 else ():
        clues |= {clue.id: clue for clue in vault.clues.answered_by(visit.survey)}
        clues |= {clue.id: _at_home(clue, visit) for clue in vault.clues.of_household(visit.household)}
    answers: dict[str, Answer | None] = {}
    matches: dict[str, Match] = {}
    for clue in clues.values():
        visit_of_it = seen.visit_of(clue, days)
        if visit_of_it is None:
            if clue.answer is not None and clue.answer.survey in seen.surveys:
                answers[clue.id] = None
            continue
        answer = answer_of(visit_of_it)
        if clue.answer is None or answer != replace(clue.answer, noted_by="", noted_at=""):
            answers[clue.id] = answer
            if not clue.match.household:
                matches[clue.id] = _match_of(visit_of_it, clue)
    if answers:
        vault.clues.settle(matches, answers, vault.operator.id, at)
    return tuple(answers)


class _Seen:
    """Whom some visits saw."""

    def __init__(self, visits: Sequence[Visit]) -> None:
        self.surveys = frozenset(visit.survey for visit in visits if visit.survey)
        self.by_household = {visit.household: visit for visit in visits if visit.household}
        self.by_member = {member: visit for visit in visits for member in visit.members}
        self.by_key = {key: visit for visit in visits for key in visit.person_keys}

    def visit_of(self, clue: Clue, days: int) -> Visit | None:
        """The visit that answers a clue, if any does."""
        if clue.withdrawn:
            return None
        member, key = clue.match.member, person_key(clue.told.id_number)
        visit = self.by_member.get(member) or self.by_key.get(key)
        if visit is None and not member:
            visit = self.by_household.get(clue.match.household)
        if visit is None or (clue.answer is not None and clue.answer.survey != visit.survey):
            return None
        is_answered = is_answered_by(visit.date, clue.date or clue.at[:10], clue.told.event_date, days)
        return visit if is_answered else None


def _at_home(clue: Clue, visit: Visit) -> Clue:
    """A clue on a household that was merged into the one visited."""
    return replace(clue, match=replace(clue.match, household=visit.household))


def _match_of(visit: Visit, clue: Clue) -> Match:
    key = person_key(clue.told.id_number)
    member = next((member for member, own in visit.people if own and own == key), "")
    return Match(How.NUMBER, visit.household, member)
