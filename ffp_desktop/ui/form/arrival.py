"""Where a survey opens when nobody asked for a place."""

from ffp_desktop.domain.survey import Place
from ffp_desktop.services.entry import EntrySession

TOP = Place("village")


def find_start(session: EntrySession) -> Place:
    """Where work stopped; else the first thing to fill or to look at."""
    place = session.last_place
    if place is None or (place.member and place.member not in session.members()) or not session.is_relevant(place):
        unsettled = (*session.missing(), *(f.place for f in session.findings() if f.is_open))
        place = min(unsettled, key=session.evaluation.place_order, default=None)
    return place or next(iter(session.focus.places()), TOP)
