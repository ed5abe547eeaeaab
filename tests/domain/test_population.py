"""Who lives where: the same whatever the order, as if withdrawn events had never been, and every count adds up."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffp_desktop import paths
from ffp_desktop.domain.change_table import change_rows
from ffp_desktop.domain.events import Event, EventKinds, EventPerson
from ffp_desktop.domain.population import FIRST, LOST, Population, Resident, Roll, follow

KINDS = EventKinds.load(paths.RESOURCES / "events" / "member_change.csv")
HERE, THERE, FAR = "150722108204", "150722108205", "150722101200"
HEAD = "户主"


def roll(household: str = "h", day: str = "2023-03-06", *people: str, village: str = HERE) -> Roll:
    """A visit; the first person is the head. The survey was begun at eight that day."""
    residents = tuple(Resident(p, p.upper(), HEAD if p == people[0] else "之子") for p in people)
    return Roll(f"{household}-{day}", household, village, day, f"{day}T08:00:00", residents)


def event(kind: str, day: str = "2023-04-02", *persons: str | EventPerson, **more: str) -> Event:
    told = tuple(p if isinstance(p, EventPerson) else EventPerson(p, p.upper()) for p in persons)
    values = {"id": f"{kind}{day}", "village": HERE, "household": "h", "at": f"{day}T18:00:00"} | more
    return Event(kind=kind, date=day, persons=told, **values)


def members(population: Population, household: str = "h") -> list[str]:
    return [resident.member for resident in population.residents(household)]


def codes(event_: Event, *before: Roll | Event) -> list[str]:
    rolls = [step for step in before if isinstance(step, Roll)]
    events = [step for step in before if isinstance(step, Event)]
    return [finding.code for finding in follow(KINDS, rolls, [*events, event_]).findings[event_.id]]


# ---- what happens


def test_death__takes_the_person_out__and_only_from_its_day_on() -> None:
    steps = [roll("h", "2023-03-06", "a", "b")], [event("死亡", "2023-04-02", "b")]
    assert members(follow(KINDS, *steps, until="2023-04-01")) == ["a", "b"]
    assert members(follow(KINDS, *steps, until="2023-04-02")) == ["a"]


def test_bride__leaves_one_household_and_comes_into_another__as_the_same_person() -> None:
    rolls = [roll("h", "2023-03-06", "a", "b"), roll("i", "2023-03-06", "c", village=FAR)]
    out = event("嫁出", "2023-04-02", "b")
    come = event("嫁入", "2023-04-03", EventPerson("b", "B", relation="之儿媳"), household="i", village=FAR)
    population = follow(KINDS, rolls, [out, come])
    assert (members(population), members(population, "i")) == (["a"], ["c", "b"])
    assert population.residents("i")[1].relation == "之儿媳"
    assert not population.findings[out.id] and not population.findings[come.id]


def test_split__makes_a_household__and_within_a_village_nobody_is_counted_twice() -> None:
    leaving = (EventPerson("b", "B", relation=HEAD), EventPerson("c", "C", relation="配偶"))
    split = event("分户", "2023-04-02", *leaving, other_household="n")
    population = follow(KINDS, [roll("h", "2023-03-06", "a", "b", "c")], [split])
    assert (members(population), members(population, "n")) == (["a"], ["b", "c"])
    assert [movement.kind for movement in population.movements] == [FIRST] * 3


def test_merge__all_go_over__and_the_household_is_gone() -> None:
    rolls = [roll("h", "2023-03-06", "a", "b"), roll("i", "2023-03-06", "c", village=THERE)]
    merge = event("并户", "2023-04-02", EventPerson("a", "A", relation="之父"), "b", other_household="i")
    population = follow(KINDS, rolls, [merge])
    assert (members(population), members(population, "i")) == ([], ["c", "a", "b"])
    assert population.gone_into == {"h": "i"}
    here, there = change_rows(population.movements, "2023-04-01", "2023-04-30", 12)
    assert (here.before, here.count("迁出"), here.after) == (2, 2, 0)
    assert (there.before, there.count("迁入"), there.after) == (1, 2, 3)
    (township,) = change_rows(population.movements, "2023-04-01", "2023-04-30", 9)
    assert (township.before, dict(township.by_kind), township.after) == (3, {}, 3)


def test_merge__of_someone_listed_in_both__counts_once_from_then_on() -> None:
    rolls = [roll("h", "2023-03-06", "a"), roll("i", "2023-03-06", "c", "a", village=THERE)]
    merge = event("并户", "2023-04-02", EventPerson("a", "A", relation="之父"), other_household="i")
    population = follow(KINDS, rolls, [merge])
    assert members(population, "i") == ["c", "a"]
    (township,) = change_rows(population.movements, "2023-04-01", "2023-04-30", 9)
    assert (township.before, township.count(LOST), township.after) == (3, 1, 2)


def test_head_change__relations_the_event_does_not_tell__are_not_known() -> None:
    told = (EventPerson("b", "B", relation=HEAD), EventPerson("a", "A", relation="之父"))
    population = follow(KINDS, [roll("h", "2023-03-06", "a", "b", "c")], [event("户主变更", "2023-04-02", *told)])
    assert [resident.relation for resident in population.residents("h")] == ["之父", HEAD, ""]


def test_same_person__two_ids_in_one_household__count_once_and_withdrawn_twice() -> None:
    rolls = [roll("h", "2023-03-06", "a", "b"), roll("h", "2023-06-06", "a", "x")]
    same = event("同一个人", "2023-06-07", "b", "x")
    joined, parted = follow(KINDS, rolls, [same]), follow(KINDS, rolls, [replace(same, withdrawn="认错了")])
    assert [m.kind for m in joined.movements] == [FIRST, FIRST]
    assert [m.kind for m in parted.movements if m.date == "2023-06-06"] == ["排查新增", LOST]


# ---- visits and events


def test_event_before_the_visit__recorded_after_it__corrects_the_list_and_counts() -> None:
    death = event("死亡", "2023-03-01", "b", at="2023-03-20T09:00:00")
    population = follow(KINDS, [roll("h", "2023-03-06", "a", "b")], [death])
    assert members(population) == ["a"]
    (row,) = change_rows(population.movements, "2023-03-01", "2023-03-31", 12)
    assert (row.before, row.count(FIRST), row.count("死亡"), row.after) == (0, 2, 1, 1)


def test_visit__begun_after_the_event_was_recorded__is_what_was_seen() -> None:
    left = event("其他转出", "2023-04-02", "b")
    rolls = [roll("h", "2023-03-06", "a", "b"), roll("h", "2023-06-06", "a", "b")]
    assert members(follow(KINDS, rolls, [left])) == ["a", "b"]
    dead = event("死亡", "2023-04-02", "b")
    population = follow(KINDS, rolls, [dead])
    assert members(population) == ["a"]
    assert [finding.code for finding in population.findings[dead.id]] == ["event.seen_after"]


def test_paper_typed_late__made_knowing_of_a_death_after_the_visit__loses_nobody_twice() -> None:
    death = event("死亡", "2023-06-05", "b", at="2023-06-06T09:00:00")
    late = replace(roll("h", "2023-06-01", "a"), begun_at="2023-06-10T08:00:00")
    population = follow(KINDS, [roll("h", "2023-03-06", "a", "b"), late], [death])
    assert [(m.kind, m.date) for m in population.movements if m.direction < 0] == [("死亡", "2023-06-05")]
    assert population.findings[death.id] == []


def test_same_day__in_the_order_it_was_told() -> None:
    death = event("死亡", "2023-06-06", "b", at="2023-06-06T07:00:00")
    rolls = [roll("h", "2023-03-06", "a", "b"), roll("h", "2023-06-06", "a")]
    assert [m.kind for m in follow(KINDS, rolls, [death]).movements] == [FIRST, FIRST, "死亡"]
    later = replace(death, at="2023-06-06T09:00:00")
    listed = [roll("h", "2023-06-06", "a", "b")]
    assert [m.kind for m in follow(KINDS, listed, [later]).movements] == [FIRST, FIRST, "死亡"]


# ---- findings


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (event("升天", "2023-05-01", "a"), ["event.kind_unknown"]),
        (event("死亡", "2023-02-30", "a"), ["event.date_wrong"]),
        (event("死亡", "2023-05-01"), ["event.no_person"]),
        (event("死亡", "2023-05-01", "z"), ["event.not_in_household"]),
        (event("死亡", "2023-05-01", "dead"), ["event.dead"]),
        (event("死亡", "2023-05-01", "b", "b"), ["event.person_twice"]),
        (event("嫁出", "2023-05-01", "a"), ["event.head_leaves"]),
        (event("死亡", "2023-05-01", "a", "b", "c"), []),
        (event("嫁入", "2023-05-01", "b"), ["event.already_in_household"]),
        (event("嫁入", "2023-05-01", "p"), ["event.in_other_household"]),
        (event("其他转入", "2023-05-01", "dead"), ["event.dead"]),
        (event("新生儿", "2023-05-01", EventPerson("n")), ["event.name_missing"]),
        (event("新生儿", "2023-05-01", EventPerson("n", "N", relation=HEAD)), ["event.two_heads"]),
        (event("分户", "2023-05-01", EventPerson("b", "B", relation=HEAD), other_household="n"), []),
        (event("分户", "2023-05-01", "b", other_household="n"), ["event.new_head"]),
        (
            event("分户", "2023-05-01", EventPerson("a", "A", relation=HEAD), other_household="n"),
            ["event.head_leaves"],
        ),
        (
            event("分户", "2023-05-01", EventPerson("b", "B", relation=HEAD), other_household="i"),
            ["event.new_household_taken"],
        ),
        (
            event("分户", "2023-05-01", "a", EventPerson("b", "B", relation=HEAD), "c", other_household="n"),
            ["event.nobody_stays"],
        ),
        (event("并户", "2023-05-01", "a", "b", "c", other_household="i"), []),
        (event("并户", "2023-05-01", "a", "b", other_household="i"), ["event.not_all_merged"]),
        (event("并户", "2023-05-01", "a", "b", "c", other_household="h"), ["event.other_household_unknown"]),
        (event("迁移", "2023-05-01", other_village=THERE), []),
        (event("迁移", "2023-05-01", other_village=HERE), ["event.village_wrong"]),
        (event("户主变更", "2023-05-01", EventPerson("b", "B", relation=HEAD)), []),
        (event("户主变更", "2023-05-01", EventPerson("a", "A", relation=HEAD)), ["event.head_already"]),
        (event("户主变更", "2023-05-01", "b"), ["event.new_head"]),
        (event("死亡", "2023-01-05", "q", household="new"), ["event.before_first_visit"]),
        (event("同一个人", "2023-05-01", "a", "a"), ["event.same_person_two"]),
    ],
)
def test_event__that_cannot_be__is_a_finding(wrong: Event, expected: list[str]) -> None:
    before = [
        roll("h", "2023-03-06", "a", "b", "c", "dead"),
        roll("i", "2023-03-06", "p"),
        event("死亡", "2023-04-02", "dead"),
    ]
    assert codes(wrong, *before) == expected


def test_event__in_a_household_that_was_merged__is_refused() -> None:
    rolls = [roll("h", "2023-03-06", "a"), roll("i", "2023-03-06", "c")]
    merge = event("并户", "2023-04-02", EventPerson("a", "A", relation="之父"), other_household="i")
    assert codes(event("死亡", "2023-05-01", "a"), *rolls, merge) == ["event.household_gone"]


# ---- whatever happens

PEOPLE = ("a", "b", "c", "d", "e")
DAYS = tuple(f"2023-0{month}-1{day}" for month in range(3, 9) for day in (0, 5))


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Roll], list[Event]]:
    """Visits and events of three households in three villages, sensible or not."""
    homes = {"h": HERE, "i": THERE, "j": FAR}
    rolls = []
    for number in range(draw(st.integers(1, 5))):
        household = draw(st.sampled_from(list(homes)))
        people = draw(st.lists(st.sampled_from(PEOPLE), unique=True, max_size=4)) or ["a"]
        made = roll(household, draw(st.sampled_from(DAYS)), *people, village=homes[household])
        begun = f"{draw(st.sampled_from(DAYS))}T08:00:0{number}"
        rolls.append(replace(made, survey=f"s{number}", begun_at=begun))
    events = []
    for number in range(draw(st.integers(0, 7))):
        household = draw(st.sampled_from(list(homes)))
        kind = draw(st.sampled_from([*KINDS.changes, "分户", "并户", "迁移", "户主变更", "同一个人"]))
        chosen = draw(st.lists(st.sampled_from((*PEOPLE, "f", "g")), unique=True, max_size=3))
        told = [EventPerson(p, p.upper(), relation=draw(st.sampled_from(["", HEAD]))) for p in chosen]
        made_event = event(kind, draw(st.sampled_from(DAYS)), *told, id=f"e{number}", household=household)
        events.append(
            replace(
                made_event,
                village=homes[household],
                other_household=draw(st.sampled_from(["", "h", "i", "n"])),
                other_village=draw(st.sampled_from(["", HERE, FAR])),
                at=f"{draw(st.sampled_from(DAYS))}T18:00:0{number}",
                withdrawn=draw(st.sampled_from(["", "", "记错"])),
            )
        )
    return rolls, events


def picture(population: Population) -> object:
    homes = {household: population.residents(household) for household in population.villages}
    return homes, population.villages, population.gone_into, sorted(population.dead), population.movements


@given(histories(), st.randoms(use_true_random=False))
def test_population__any_order__is_the_same(history: tuple[list[Roll], list[Event]], random: object) -> None:
    rolls, events = history
    mixed_rolls, mixed_events = list(rolls), list(events)
    random.shuffle(mixed_rolls)  # type: ignore[attr-defined]
    random.shuffle(mixed_events)  # type: ignore[attr-defined]
    assert picture(follow(KINDS, rolls, events)) == picture(follow(KINDS, mixed_rolls, mixed_events))


@given(histories())
def test_population__withdrawn_events__are_as_if_they_had_never_been(history: tuple[list[Roll], list[Event]]) -> None:
    rolls, events = history
    standing = [event_ for event_ in events if not event_.withdrawn]
    assert picture(follow(KINDS, rolls, events)) == picture(follow(KINDS, rolls, standing))


@given(histories(), st.sampled_from(DAYS), st.sampled_from(DAYS), st.sampled_from([6, 9, 12]))
def test_change_rows__before_plus_changes__is_what_stands_at_the_end(
    history: tuple[list[Roll], list[Event]], start: str, end: str, length: int
) -> None:
    start, end = min(start, end), max(start, end)
    rolls, events = history
    at_end = follow(KINDS, rolls, events, until=end)
    counted: dict[str, int] = {}
    for household, village in at_end.villages.items():
        counted[village[:length]] = counted.get(village[:length], 0) + len(at_end.residents(household))
    rows = change_rows(follow(KINDS, rolls, events).movements, start, end, length)
    assert {row.unit: row.after for row in rows if row.after} == {u: n for u, n in counted.items() if n}
    for row in rows:
        changes = sum(movement.direction for found in row.by_kind.values() for movement in found)
        assert row.before + changes == row.after
        assert row.before >= 0
