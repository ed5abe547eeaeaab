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
    left = Counter(waiting)
    for code, states in counts.in_village.items():
        left[code] += sum(states.get(state, 0) for state in OPEN_STATES)
    total = Counter(counts.by_village) + Counter(waiting)
    rows = [Progress("", whole, total.total() - left.total(), total.total())]
    for place in places:
        here = sum_in(total, place.code)
        rows.append(Progress(place.code, place.short_name, here - sum_in(left, place.code), here))
    return rows


def sum_in(counts: Mapping[str, int], code: str) -> int:
    """What the villages of a region count together."""
    return sum(number for village, number in counts.items() if village.startswith(code))
