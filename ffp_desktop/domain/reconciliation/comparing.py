"""The three sides beside each other: every difference, and how many values were compared.

API: `Comparer(agreement)`: `.compare(visited, machine, ledger, …) -> differences of one household`, `.unvisited(…)` of
one that only an export knows, `.counts()` how many values of each item were compared; `ref_of(text)`.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from ffp_desktop.domain.reconciliation.agreeing import Agreement
from ffp_desktop.domain.reconciliation.differences import LISTED, LISTED_ELSEWHERE, NOT_LISTED, Difference
from ffp_desktop.domain.reconciliation.items import FOLLOWS, HOUSEHOLD_LISTED, MEMBER_LISTED, ONLY_MONITORED, Side
from ffp_desktop.domain.reconciliation.judging import Judge
from ffp_desktop.domain.reconciliation.pairing import Paired
from ffp_desktop.domain.reconciliation.sides import Line, ListedHousehold, Value, VisitedHousehold, VisitedPerson
from ffp_desktop.domain.reconciliation.vocabulary import MONITORED, TO_BE_MONITORED

_NOTHING: Mapping[str, Value] = {}
_IN_KINDS = (*MONITORED, TO_BE_MONITORED)


class Comparer:
    """Compares household by household."""

    def __init__(self, agreement: Agreement, *, ledger_counts: bool) -> None:
        self.agreement = agreement
        self._judge = Judge(agreement)
        self._ledger_counts = ledger_counts
        self.compared: Counter[str] = Counter()
        self._shapes: Counter[tuple[str, ...]] = Counter()

    def compare(
        self, visited: VisitedHousehold, machine: Paired | None, ledger: Paired | None, expected: Collection[Side] = ()
    ) -> list[Difference]:
        """A side is None where it has nothing to say of this village at all. On a side that is `expected` to have the
        household it is missed when it is not there."""
        found = list(self._household(visited, machine, ledger, expected))
        for person in visited.people:
            found += self._person(visited, person, machine, ledger)
        found += self._more_people(visited, machine, ledger)
        return found

    def unvisited(self, listed: ListedHousehold, side: Side) -> Difference | None:
        """A household that only one side knows."""
        household = "@" + ref_of(listed.key or "".join(line.key or line.name for line in listed.people))
        place = VisitedHousehold(household, "", listed.village, listed.head_name, {}, ())
        values: tuple[Value, Value] = (LISTED, None) if side is Side.MACHINE else (None, LISTED)
        return self._difference(place, "", "", HOUSEHOLD_LISTED, *values, NOT_LISTED, is_sure=True)

    def counts(self) -> Counter[str]:
        """How many values of each item were compared."""
        for shape, times in self._shapes.items():
            for item in shape:
                self.compared[item] += times
        self._shapes.clear()
        return self.compared

    # ---- private

    def _household(
        self, visited: VisitedHousehold, machine: Paired | None, ledger: Paired | None, expected: Collection[Side]
    ) -> Iterator[Difference]:
        listed = _listed(machine, Side.MACHINE in expected)
        kept = _listed(ledger, Side.LEDGER in expected)
        if NOT_LISTED in (listed, kept):
            one = self._difference(visited, "", "", HOUSEHOLD_LISTED, listed, kept, LISTED)
            yield from [one] if one else []
        yield from self._items(visited, "", "", _values_of(machine), _values_of(ledger), visited.values)

    def _person(
        self, visited: VisitedHousehold, person: VisitedPerson, machine: Paired | None, ledger: Paired | None
    ) -> Iterator[Difference]:
        where = [_where(person.member, side) for side in (machine, ledger)]
        if (where[0] or LISTED) != LISTED or (where[1] or LISTED) != LISTED:
            one = self._difference(visited, person.member, person.name, MEMBER_LISTED, where[0], where[1], LISTED)
            yield from [one] if one else []
        lines = [None if side is None else side.people.get(person.member) for side in (machine, ledger)]
        told = [None if line is None else line.values for line in lines]
        yield from self._items(visited, person.member, person.name, told[0], told[1], person.values)

    def _items(
        self,
        visited: VisitedHousehold,
        member: str,
        name: str,
        machine: Mapping[str, Value] | None,
        ledger: Mapping[str, Value] | None,
        visit: Mapping[str, Value],
    ) -> list[Difference]:
        """Nearly everybody is the same everywhere, so only what is not the same text is judged."""
        asked = _asked(machine, ledger if self._ledger_counts else None)
        self._shapes[asked] += 1
        unlike = {
            item
            for side in (machine, ledger if self._ledger_counts else None)
            for item, value in (side or _NOTHING).items()
            if value != (mine := visit.get(item)) and value is not None and (mine is not None or self._ledger_counts)
        }
        if not unlike:
            return []
        found = []
        for item in asked:
            if item in unlike:
                values = ((machine or _NOTHING).get(item), (ledger or _NOTHING).get(item))
                one = self._difference(visited, member, name, item, *values, visit.get(item))
                if one is not None:
                    found.append(one)
        return _without_followers(found)

    def _more_people(
        self, visited: VisitedHousehold, machine: Paired | None, ledger: Paired | None
    ) -> Iterator[Difference]:
        """Those whom a side lists in this household and the visit does not."""
        extra: dict[str, tuple[Line, set[Side]]] = {}
        for side, told in ((Side.MACHINE, machine), (Side.LEDGER, ledger)):
            for line in told.extra if told else ():
                key = next((key for key, (other, _) in extra.items() if _is_one(line, other)), line.key or line.name)
                extra.setdefault(key, (line, set()))[1].add(side)
        for key, (line, sides) in extra.items():
            if sides == {Side.LEDGER} and not self._ledger_counts:
                continue
            values = [
                None if told is None or not told.lists_people else LISTED if side in sides else NOT_LISTED
                for side, told in ((Side.MACHINE, machine), (Side.LEDGER, ledger))
            ]
            member = "@" + ref_of(key)
            one = self._difference(visited, member, line.name, MEMBER_LISTED, values[0], values[1], NOT_LISTED)
            yield from [one] if one else []

    def _difference(
        self,
        visited: VisitedHousehold,
        member: str,
        name: str,
        item: str,
        machine: Value,
        ledger: Value,
        visit: Value,
        *,
        is_sure: bool = False,
    ) -> Difference | None:
        judged = self._judge.judge(item, machine, ledger, visit, self._ledger_counts or is_sure)
        if judged is None:
            return None
        return Difference(
            village=visited.village,
            household=visited.household,
            head_name=visited.head_name,
            survey=visited.survey,
            member=member,
            name=name,
            item=item,
            machine=machine,
            ledger=ledger,
            visit=visit,
            verdict=judged.verdict,
            right=judged.right,
            followers=judged.followers,
            reason=judged.reason,
        )


def ref_of(text: str) -> str:
    """A name for somebody whom only an export knows, that does not tell their number."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _listed(side: Paired | None, is_expected: bool) -> Value:
    if side is None:
        return None
    if side.is_listed:
        return LISTED
    return NOT_LISTED if is_expected and not side.elsewhere else None


def _values_of(side: Paired | None) -> Mapping[str, Value] | None:
    return side.values if side is not None and side.is_listed else None


def _asked(machine: Mapping[str, Value] | None, ledger: Mapping[str, Value] | None) -> tuple[str, ...]:
    if not ledger:
        return tuple(machine or ())
    return tuple(dict.fromkeys((*(machine or ()), *ledger)))


def _where(member: str, side: Paired | None) -> Value:
    if side is None or not (side.lists_people or member in side.elsewhere):
        return None
    if member in side.elsewhere:
        return LISTED_ELSEWHERE
    return LISTED if member in side.people else NOT_LISTED


def _is_one(line: Line, other: Line) -> bool:
    return line.key == other.key if line.key and other.key else bool(line.name) and line.name == other.name


def _without_followers(found: list[Difference]) -> list[Difference]:
    """Drops what only follows from another difference of the same person or household."""
    differing = {one.item: one for one in found}
    dropped = {follower for item, followers in FOLLOWS.items() if item in differing for follower in followers}
    kind = differing.get("household_kind")
    if kind is not None:
        told = [value for value in kind.values.values() if value is not None]
        if not all(value in _IN_KINDS for value in told):
            dropped.update(ONLY_MONITORED)
    return [one for one in found if one.item not in dropped]
