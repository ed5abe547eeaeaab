"""The households that have no survey in the round yet, in the shape of a list of surveys."""

from collections.abc import Mapping, Sequence

from ffp_desktop.domain.survey import State
from ffp_desktop.store.household_records import HouseholdLine
from ffp_desktop.store.records import SurveySummary


class WaitingHouseholds:
    """Lines whose `id` is the household's and whose state is 未录入; by village and head."""

    def __init__(self, lines: Sequence[HouseholdLine], text: str, by_state: Mapping[State, int]) -> None:
        words = text.lower().split()
        self._lines = [_as_summary(line) for line in lines if not line.survey and _is_meant(line, words)]
        self._places = {line.id: place for place, line in enumerate(self._lines)}
        self.total = len(self._lines)
        self.by_state = {**by_state, State.NOT_ENTERED: self.total}

    def page(self, start: int, count: int) -> Sequence[SurveySummary]:
        return self._lines[start : start + count]

    def position(self, survey: str) -> int:
        return self._places.get(survey, -1)

    def id_at(self, position: int) -> str:
        return self._lines[position].id if 0 <= position < self.total else ""

    def ids(self) -> Sequence[str]:
        """None of them is a survey."""
        return ()


def _is_meant(line: HouseholdLine, words: Sequence[str]) -> bool:
    known = f"{line.head_name} {line.natural_village} {line.household_kind}".lower()
    return all(word in known for word in words)


def _as_summary(line: HouseholdLine) -> SurveySummary:
    return SurveySummary(
        id=line.id,
        number="",
        household=line.id,
        round="",
        form="",
        village=line.village,
        state=State.NOT_ENTERED,
        revision=0,
        revision_hash="",
        created_by="",
        created_at="",
        touched_at="",
        operator="",
        head_name=line.head_name,
        natural_village=line.natural_village,
        household_kind=line.household_kind,
        member_count=line.member_count,
    )
