"""Rows of lists about whom nobody knows yet, looked at again, and decided by a person, one by one or all namesakes.

API (class `Rematch(vault, regions, clock)`): look(list="", village="") -> LookedAgain (reads only) ·
    take_certain(looked) -> how many · accept(clue, suggestion) · accept_namesakes(looked) -> how many · nobody(clue) ·
    take_back(clue, reason)

New surveys bring new people. What is certain by number and name (or name and fact) is matched when a person asks for
it; everything else is a suggestion, and only a person accepts one.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ffp_desktop.domain.campaign.records import Answer, Clue, How, Match, Result
from ffp_desktop.domain.matching.matcher import Found, Suggestion, match_rows
from ffp_desktop.domain.regions import Regions
from ffp_desktop.services.campaign.clues import Clues
from ffp_desktop.services.census import event_kinds
from ffp_desktop.store.campaign.clue_records import Answered, ClueFilter

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault


_FEW = 20

__all__ = ["LookedAgain", "LookedAtClue", "Rematch", "Suggestion"]


@dataclass(frozen=True, slots=True)
class LookedAtClue:
    """A clue of nobody yet, and what was found for it now."""

    clue: Clue
    found: Found

    @property
    def namesake(self) -> Suggestion | None:
        """The one person of the name in the village, with nothing against it."""
        return next((one for one in self.found.suggestions if one.is_namesake), None)


@dataclass(frozen=True, slots=True)
class LookedAgain:
    """Clues that wait, in the order of their lists."""

    clues: tuple[LookedAtClue, ...]

    @property
    def certain(self) -> tuple[LookedAtClue, ...]:
        return tuple(one for one in self.clues if one.found.person is not None)

    @property
    def waiting(self) -> tuple[LookedAtClue, ...]:
        """Those with suggestions; the likeliest are not put first, so that a list is gone through in its own order."""
        return tuple(one for one in self.clues if one.found.suggestions)

    @property
    def namesakes(self) -> tuple[LookedAtClue, ...]:
        return tuple(one for one in self.waiting if one.namesake is not None)


class Rematch:
    """Over the open clues of one vault."""

    def __init__(self, vault: "OpenVault", regions: Regions, clock: Callable[[], datetime] = datetime.now) -> None:
        self._vault = vault
        self._clock = clock
        self._clues = Clues(vault, regions, clock)

    def look(self, list_id: str = "", village: str = "") -> LookedAgain:
        """The open clues of a list (or of a region) of which nobody has said whom they are about."""
        wanted = ClueFilter(list=list_id, village=village, answered=Answered.OPEN, undecided=True)
        clues = self._vault.clues.find(wanted).page(0)
        found = match_rows([clue.told for clue in clues], self._vault.clues.people.known(event_kinds()))
        return LookedAgain(tuple(map(LookedAtClue, clues, found)))

    def take_certain(self, looked: LookedAgain) -> int:
        """Matches what is certain; how many. Raises FfpError `clue.unknown`."""
        return self._match({one.clue.id: one.found.match for one in looked.certain})

    def accept(self, clue: str, suggestion: Suggestion) -> Clue:
        """A person says that it is this one."""
        person = suggestion.person
        self._match({clue: Match(How.ACCEPTED, person.household, person.member)})
        return self._clues.get(clue)

    def accept_namesakes(self, looked: LookedAgain) -> int:
        """A person says that all 同名同村 are those; how many."""
        matches = {}
        for one in looked.namesakes:
            if one.namesake is not None:
                person = one.namesake.person
                matches[one.clue.id] = Match(How.ACCEPTED, person.household, person.member)
        return self._match(matches)

    def nobody(self, clue: str) -> Clue:
        """A person says that it is none of them."""
        (done,) = self._clues.not_found([clue])
        return done

    def take_back(self, clue: str, reason: str) -> Clue:
        """What was said of a clue was wrong: nobody has said anything of it again."""
        with self._vault.together():
            if self._clues.get(clue).result is Result.DUPLICATE:
                self._clues.reopen([clue], reason)
            (done,) = self._clues.unmatch([clue], reason)
            return done

    def _match(self, matches: Mapping[str, Match]) -> int:
        """All or none; whoever stands in a list already is a repetition in its later rows."""
        if matches:
            with self._vault.together():
                self._note_repeated(self._clues.match(matches))
        return len(matches)

    def _note_repeated(self, clues: Sequence[Clue]) -> None:
        """Of the clues of one person in one list all but the first are answered, all at once."""
        repeated: dict[str, Answer] = {}
        people: dict[str, set[tuple[str, str]]] = {}
        for one in clues:
            if one.match.member:
                people.setdefault(one.list, set()).add((one.match.household, one.match.member))
        for list_id, wanted in people.items():
            first: dict[str, Clue] = {}
            for clue in self._clues_of(list_id, {household for household, _member in wanted}):
                if (clue.match.household, clue.match.member) not in wanted or clue.result is Result.DUPLICATE:
                    continue
                known = first.setdefault(clue.match.member, clue)
                if known is not clue and clue.is_open:
                    repeated[clue.id] = self._repetition(clue, known)
        if repeated:
            self._clues.answer_each(repeated)

    def _clues_of(self, list_id: str, households: Collection[str]) -> Iterator[Clue]:
        """A list's clues of these households, in its order; of many households the whole list is read at once."""
        few = sorted(households) if len(households) <= _FEW else [""]
        for household in few:
            yield from self._vault.clues.find(ClueFilter(list=list_id, household=household)).page(0)

    def _repetition(self, later: Clue, first: Clue) -> Answer:
        sheet = f"“{first.told.sheet}”" if first.told.sheet != later.told.sheet else ""
        reason = f"和这份名单{sheet}第{first.told.row}行是同一个人"
        return Answer(Result.DUPLICATE, self._clock().date().isoformat(), (self._vault.operator.name,), reason)
