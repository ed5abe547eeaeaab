"""Where a key leads on the paper: the item after, the group after, out of the member table, round the findings."""

from collections.abc import Iterable

from ffp_desktop.domain.findings import Finding
from ffp_desktop.domain.survey import Place
from ffp_desktop.services.entry import EntrySession


class PaperWalk:
    """Walks one survey. The off-paper band is not visited by Enter from outside."""

    def __init__(self, session: EntrySession) -> None:
        self.session = session

    def step(self, place: Place | None, step: int, band: list[Place]) -> Place | None:
        """The place after (1) or before (-1). Back past the paper's first leads into the band, and on out of it."""
        focus = self.session.focus
        if place is None:
            return next(iter(focus.places()), None)
        if place in band:
            at = band.index(place) + step
            if at < 0:
                return None
            return band[at] if at < len(band) else next(iter(focus.places()), None)
        if step > 0:
            return focus.next(place)
        return focus.previous(place) or next(reversed(band), None)

    def after_members(self) -> Place | None:
        """The first place behind the member table."""
        table = self._member_section()
        order = self.session.evaluation.place_order
        return next((p for p in self.session.focus.places() if order(p)[0] > order(Place(table))[0]), None)

    def before_members(self) -> Place | None:
        """The last place before the member table, one that is passed over by Enter included."""
        members = self.session.members()
        first = Place(self._member_section(), next((m for m in members if not self.session.is_struck(m)), ""))
        return self.session.focus.previous(first)

    def next_finding(self, place: Place | None, findings: Iterable[Finding]) -> Place | None:
        """The place of the next open finding, round to the first."""
        order = self.session.evaluation.place_order
        places = sorted({finding.place for finding in findings if finding.is_open}, key=order)
        if not places:
            return None
        here = order(place) if place is not None else (-1, 0, 0)
        return next((found for found in places if order(found) > here), places[0])

    def _member_section(self) -> str:
        return self.session.form.member_items[0].id
