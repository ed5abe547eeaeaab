"""The way through a paper that is typed a second time: what is asked, in the paper's order, held at a difference."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ffp_desktop.domain.evaluation import Evaluation
from ffp_desktop.domain.survey import Place
from ffp_desktop.services.entry.focus import FocusOrder
from ffp_desktop.services.verification.record import MEMBERS

if TYPE_CHECKING:
    from ffp_desktop.services.verification.blind_session import BlindSession


class BlindOrder(FocusOrder):
    """At a difference every way leads back to it; until the people are counted, so does theirs."""

    def __init__(self, evaluation: Evaluation, session: "BlindSession") -> None:
        super().__init__(evaluation)
        self._session = session
        self._known: tuple[tuple[Place, ...], bool] = ((), False)
        self._places: list[Place] = []
        self._rank_of: dict[Place, int] = {}

    def places(self) -> list[Place]:
        session = self._session
        known = (session.asked, session.is_counted)
        if self._known[0] is not known[0] or self._known[1] is not known[1]:
            self._known, asked = known, session.asked
            if session.is_counted:
                self._places = [place for place in asked if place.item != MEMBERS]
            else:
                self._places = [session.sheet_place(place) for place in asked if not place.member]
            self._rank_of = {place: position for position, place in enumerate(self._places)}
        return self._places

    def next(self, place: Place) -> Place | None:
        """The place after; behind the last one the first that was passed over."""
        if (held := self._held()) is not None:
            return held
        untyped = (p for p in self.places() if not self._session.is_typed(p) and p != place)
        return super().next(place) or next(untyped, None)

    def previous(self, place: Place) -> Place | None:
        places, at = self.places(), self._rank(place)
        return self._held() or (places[at - 1] if at else None)

    def next_group(self, place: Place) -> Place | None:
        return self._held() or super().next_group(place)

    def previous_group(self, place: Place) -> Place | None:
        return self._held() or super().previous_group(place)

    def _visited_after(self, place: Place) -> Iterator[Place]:
        places, at = self.places(), self._rank(place)
        return iter(places[at + 1 :] if place in self._rank_of else places[at:])

    def _rank(self, place: Place) -> int:
        """Where a place is in the walk; for one that is not asked, where it would be."""
        places = self.places()
        if place in self._rank_of:
            return self._rank_of[place]
        return sum(self._key(other) < self._key(place) for other in places)

    def _held(self) -> Place | None:
        waiting = self._session.difference
        return self._session.sheet_place(waiting.place) if waiting is not None else None
