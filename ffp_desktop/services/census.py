"""Who lives where, asked of a vault: the visits' lists and events that bear on some households, followed in order.

API: `event_kinds()`, `household_population(vault, households, members=(), until=…)`,
`unit_population(vault, village, until=…)`, both -> Population.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from ffp_desktop import paths
from ffp_desktop.domain.events import Event, EventKinds, HouseholdChange
from ffp_desktop.domain.population import Population, follow
from ffp_desktop.store.household_records import EventFilter

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault


@lru_cache(maxsize=1)
def event_kinds() -> EventKinds:
    """The kinds of 自然增加/自然减少 of this installation."""
    return EventKinds.load(paths.RESOURCES / "events" / "member_change.csv")


def household_population(
    vault: "OpenVault",
    households: Iterable[str],
    members: Iterable[str] = (),
    until: str = "",
    more: Iterable[Event] = (),
    without: str = "",
) -> Population:
    """What is known of these households, of everyone in `members` wherever they are, and of whom their events tie to
    them. `more` events are followed as if they were recorded; the one with the id `without` as if it were not."""
    wanted, people = frozenset(households), frozenset(members)
    added = tuple(more)
    joins = vault.events.list(EventFilter(kind=HouseholdChange.SAME_PERSON))
    events: dict[str, Event] = {}
    size = (-1, -1)
    while size != (len(wanted), len(people)):
        size = (len(wanted), len(people))
        people |= _joined(people, joins)
        wanted |= {sighting.household for sighting in vault.households.sightings(people)}
        found = (
            *vault.events.list(EventFilter(households=wanted)),
            *vault.events.list(EventFilter(members=people)),
            *joins,
            *added,
        )
        events = {event.id: event for event in found if event.id != without}
        wanted |= {household for event in events.values() for household in event.households}
    return follow(event_kinds(), vault.households.rolls(wanted), events.values(), until)


def unit_population(vault: "OpenVault", village: str, until: str = "") -> Population:
    """What is known of all households that live or lived in a region; "" for the whole vault."""
    households = vault.households.in_unit(village)
    joins = vault.events.list(EventFilter(kind=HouseholdChange.SAME_PERSON))
    own = vault.events.list(EventFilter(households=households))
    events = {event.id: event for event in (*own, *joins)}
    return follow(event_kinds(), vault.households.rolls(households), events.values(), until)


def joined_ids(vault: "OpenVault", member: str) -> frozenset[str]:
    """All ids under which the same person is known, this one included."""
    people = frozenset({member})
    return people | _joined(people, vault.events.list(EventFilter(kind=HouseholdChange.SAME_PERSON)))


def _joined(people: frozenset[str], joins: Iterable[Event]) -> frozenset[str]:
    pairs = [frozenset(person.member for person in event.persons) for event in joins]
    reached = people
    while more := frozenset[str]().union(*(pair for pair in pairs if pair & reached)) - reached:
        reached |= more
    return reached
