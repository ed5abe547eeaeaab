"""How far villages and townships have come: what is finished of what the round has, households without a survey too."""

from collections import Counter
from collections.abc import Mapping, Sequence

from ffp_desktop.domain.regions import Region
from ffp_desktop.domain.survey import State
from ffp_desktop.ui.desk_shape import CountsShape
from ffp_desktop.ui.pages.home.villages import Progress

OPEN_STATES = (State.DRAFT, State.RETURNED)


def measure_progress(
    counts: CountsShape, waiting: Mapping[str, int], places: Sequence[Region], whole: str
) -> list[Progress]:
    """A row for the whole unit, named `whole`, and one for each place; `waiting` is by village."""
    states = {code: Counter(found) for code, found in counts.in_village.items()}
    for code, number in waiting.items():
        states.setdefault(code, Counter())[State.NOT_ENTERED] += number
    rows = [_measure("", whole, states)]
    rows += [_measure(place.code, place.short_name, states) for place in places]
    return rows


def _measure(code: str, name: str, states: Mapping[str, Counter[State]]) -> Progress:
    here: Counter[State] = Counter()
    for village, found in states.items():
        if village.startswith(code):
            here.update(found)
    left = sum(here[state] for state in (State.NOT_ENTERED, *OPEN_STATES))
    return Progress(code, name, here.total() - left, here.total(), here)
