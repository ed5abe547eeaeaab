"""Revisions: canonical, chained, merged the same whatever the order."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffp_desktop.domain.feeds import check_feed
from ffp_desktop.domain.revisions import Revision, canonical_json, merge, read_revision
from ffp_desktop.domain.unit_texts import UnitTexts

UNITS = ("head_phone", "income", "member:m1", "status")


def revise(number: int, parents: Sequence[Revision] = (), device: str = "d", **sets: str) -> Revision:
    return Revision(
        document_kind="survey",
        document_id="s",
        device=device,
        village="150722108204",
        number=number,
        previous="",
        parents=tuple(parent.hash for parent in parents),
        sets={unit: canonical_json(value) for unit, value in sets.items()},
        author="a",
        author_name="苏日娜",
        at=f"2023-03-06T08:00:{number:02}",
    )


def chain(count: int) -> list[Revision]:
    """A sound feed."""
    feed: list[Revision] = []
    for number in range(1, count + 1):
        made = revise(number, feed[-1:], status=str(number))
        feed.append(replace(made, previous=feed[-1].hash if feed else ""))
    return feed


@st.composite
def histories(draw: st.DrawFn) -> list[Revision]:
    """Any graph: each revision knows some of those before it and sets some units."""
    made: list[Revision] = []
    for number in range(draw(st.integers(1, 9))):
        parents = draw(st.lists(st.sampled_from(made), max_size=3, unique=True)) if made else []
        sets = draw(st.dictionaries(st.sampled_from(UNITS), st.sampled_from(["1", "2", "3"]), max_size=3))
        made.append(revise(number + 1, parents, draw(st.sampled_from("def")), **sets))
    return made


# ---- canonical


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text("ab中", max_size=3), parts, max_size=3),
    max_leaves=10,
)


@given(JSON)
def test_canonical_json__read_back__is_the_same_text(value: object) -> None:
    assert canonical_json(json.loads(canonical_json(value))) == canonical_json(value)


@pytest.mark.parametrize("value", [1.5, float("nan"), {"a": [0.1]}, "\ud800", {1: "a"}, {"a": object()}])
def test_canonical_json__inexact_value__is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r".*"):
        canonical_json(value)


@given(st.dictionaries(st.text('aé:中𬭎"\uffff', max_size=4), JSON, max_size=4))
def test_body__encoded_in_one_go__is_that_of_the_revision(sets: dict[str, object]) -> None:
    place = {"document_kind": "survey", "document_id": "d1", "device": "d", "village": "村", "number": 3}
    place |= {"previous": "ff", "author": "a", "author_name": "苏日娜", "at": "2023-03-06T08:00:00", "form": "f/1"}
    made = Revision(**place, parents=(), sets={unit: canonical_json(value) for unit, value in sets.items()})
    again = Revision(**place, parents=(), sets=UnitTexts(sets))
    assert again.body == made.body and again == made == read_revision(made.body)
    assert dict(again.sets) == dict(read_revision(made.body).sets) == dict(made.sets)


def test_revision__read_from_its_body__is_itself() -> None:
    made = revise(1, status="已完成", income="48200.00")
    again = read_revision(made.body)
    assert again == made and again.hash == made.hash and again.sets == dict(made.sets)


@pytest.mark.parametrize("body", ["", "{}", "[]", "null", '{"kind": "survey"}', "[" * 5000])
def test_revision__not_one__is_refused(body: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_revision(body)


@pytest.mark.parametrize("depth", [100, 480, 900, 1100, 5000])
def test_revision__nested_deep__is_read_or_refused(depth: int) -> None:
    body = revise(1, status="x").body.replace('"x"', "[" * depth + "]" * depth)
    try:
        assert read_revision(body).body == body
    except ValueError:
        assert depth > 100


def test_revision__body_with_other_spacing_or_more__is_refused() -> None:
    body = revise(1).body
    for other in (body.replace(":", ": ", 1), body[:-1] + ',"zzz":1}'):
        with pytest.raises(ValueError, match=r"canonical|unknown field"):
            read_revision(other)


def test_revision__any_field_changed__has_another_hash() -> None:
    made = revise(1, status="已完成")
    changes = [
        {"document_id": "t"},
        {"device": "e"},
        {"village": "1"},
        {"number": 2},
        {"previous": "x"},
        {"parents": ("x",)},
        {"sets": {}},
        {"author": "b"},
        {"author_name": "b"},
        {"at": "x"},
        {"reason": "x"},
        {"form": "x"},
        {"document_kind": "x"},
    ]
    assert len({replace(made, **change).hash for change in changes} | {made.hash}) == len(changes) + 1


# ---- merge


def test_merge__later_knows_earlier__no_conflict() -> None:
    first = revise(1, status="草稿", head_phone="1")
    second = revise(2, [first], status="已完成")
    state = merge([second, first])
    assert (state.value("status"), state.value("head_phone"), state.heads) == ("已完成", "1", (second.hash,))
    assert state.conflicts == () and state.value("income") is None


def test_merge__two_that_do_not_know_each_other_and_differ__are_a_conflict() -> None:
    base = revise(1, head_phone="1", income="9")
    left, right = revise(2, [base], "d", head_phone="2"), revise(3, [base], "e", head_phone="3")
    state = merge([base, left, right])
    assert state.conflicts == ("head_phone",) and set(state.heads) == {left.hash, right.hash}
    assert [json.loads(value) for value in state.units["head_phone"].values] == ["3", "2"]
    settled = revise(4, [left, right], head_phone="2")
    assert merge([base, left, right, settled]).conflicts == ()


def test_merge__two_that_say_the_same__are_no_conflict() -> None:
    base = revise(1, head_phone="1")
    left, right = revise(2, [base], "d", head_phone="2"), revise(3, [base], "e", head_phone="2")
    assert merge([base, left, right]).conflicts == ()


def test_merge__knowing_through_another__is_no_conflict() -> None:
    first = revise(1, head_phone="1")
    between = revise(2, [first], income="5")
    last = revise(3, [between], head_phone="2")
    assert merge([last, first, between]).conflicts == ()


def test_merge__parent_that_has_not_come__is_named() -> None:
    first = revise(1, head_phone="1")
    assert merge([revise(2, [first], head_phone="2")]).missing == (first.hash,)


def test_merge__long_history__is_no_recursion() -> None:
    assert merge(chain(1500)).value("status") == "1500"


@given(histories(), st.randoms(use_true_random=False))
def test_merge__shuffled_and_doubled__is_the_same(history: list[Revision], random: object) -> None:
    shuffled = [*history, *history[: len(history) // 2]]
    random.shuffle(shuffled)
    assert merge(shuffled) == merge(history)


@given(histories(), st.integers(0, 9), st.integers(0, 9))
def test_merge__split_and_joined_again__is_the_same(history: list[Revision], left: int, right: int) -> None:
    first, second = set(history[:left]), set(history[min(left, right) :]) | set(history[left:])
    assert merge(first | second) == merge(second | first) == merge(history)


@given(histories())
def test_merge__what_is_shown_was_set_by_one_nobody_after_knows(history: list[Revision]) -> None:
    state = merge(history)
    for unit, value in state.units.items():
        for digest in value.revisions:
            followers = [r for r in history if unit in r.sets and digest in r.parents]
            assert followers == []


# ---- feeds


@given(st.permutations(range(6)))
def test_feed__sound_in_any_order__has_no_fault(order: list[int]) -> None:
    feed = chain(6)
    assert check_feed((feed[at].hash, feed[at]) for at in order) is None


@given(st.integers(0, 4))
def test_feed__row_missing__is_named(at: int) -> None:
    feed = chain(6)
    fault = check_feed((r.hash, r) for r in feed if r.number != at + 1)
    assert fault is not None and (fault.kind, fault.number) == ("gap", at + 1)


@given(st.integers(0, 5))
def test_feed__row_altered__is_named(at: int) -> None:
    entries = [(r.hash, r) for r in chain(6)]
    entries[at] = (entries[at][0], replace(entries[at][1], reason="改过"))
    fault = check_feed(entries)
    assert fault is not None and (fault.kind, fault.number) == ("altered", at + 1)


@given(st.integers(0, 4))
def test_feed__row_altered_with_its_hash__breaks_at_the_next(at: int) -> None:
    entries = [(r.hash, r) for r in chain(6)]
    altered = replace(entries[at][1], reason="改过")
    entries[at] = (altered.hash, altered)
    fault = check_feed(entries)
    assert fault is not None and (fault.kind, fault.number) == ("broken", at + 2)


def test_feed__two_histories__are_named() -> None:
    feed = chain(3)
    other = replace(feed[2], reason="另一台电脑")
    fault = check_feed((r.hash, r) for r in [*feed, other])
    assert fault is not None and (fault.kind, fault.number) == ("fork", 3)


@given(st.permutations(range(8)))
def test_feed__two_histories__are_named_once_and_both_have_to_hold(order: list[int]) -> None:
    feed = chain(6)
    other = [replace(feed[3], reason="另一份")]
    other.append(replace(feed[4], reason="另一份", previous=other[0].hash))
    entries = [(one.hash, one) for one in (*feed, *other)]
    fault = check_feed(entries[at] for at in order)
    assert fault is not None and (fault.kind, fault.number) == ("fork", 4)
    stray = replace(other[1], previous="0" * 64)
    entries[7] = (stray.hash, stray)
    fault = check_feed(entries[at] for at in order)
    assert fault is not None and (fault.kind, fault.number) == ("broken", 5)
