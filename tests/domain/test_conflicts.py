"""Conflicts as a person sees them: the sides, and what both knew before they parted."""

from random import Random

from ffp_desktop.domain.conflicts import find_conflicts, known_at
from tests.domain.test_revisions import revise


def test_conflict__two_sides__stand_beside_what_both_knew() -> None:
    root = revise(1, income="1", phone="1")
    seen = revise(2, [root], income="2")
    one, other = revise(3, [seen], "d", income="3"), revise(4, [seen], "e", income="4", phone="2")
    (conflict,) = find_conflicts([root, seen, one, other])
    assert conflict.unit == "income" and conflict.before == '"2"' and conflict.parted == seen
    assert [(side.value, side.revision) for side in conflict.sides] == [('"4"', other), ('"3"', one)]


def test_conflict__without_a_version_before__has_none() -> None:
    (conflict,) = find_conflicts([revise(1, income="1"), revise(2, (), "e", income="2")])
    assert conflict.before is None and conflict.parted is None


def test_conflict__three_hands_of_which_two_agree__has_two_sides_and_the_first_who_said_it() -> None:
    root = revise(1, income="1")
    hands = [revise(n, [root], device, income=v) for n, device, v in ((2, "d", "5"), (3, "e", "5"), (4, "f", "6"))]
    (conflict,) = find_conflicts([root, *hands])
    assert [(side.value, side.revision) for side in conflict.sides] == [('"6"', hands[2]), ('"5"', hands[0])]


def test_conflict__settled_by_one_who_knew_both__is_none() -> None:
    root = revise(1, income="1")
    one, other = revise(2, [root], "d", income="2"), revise(3, [root], "e", income="3")
    settled = revise(4, [one, other], "d", income="3")
    history = [root, one, other, settled]
    for seed in range(6):
        assert find_conflicts(Random(seed).sample(history, 4)) == ()


def test_known_at__is_what_its_author_saw() -> None:
    root = revise(1, income="1", custody="a")
    one, other = revise(2, [root], "d", income="2"), revise(3, [root], "e", custody="b")
    assert known_at([root, one, other], one.hash).value("custody") == "a"
    assert known_at([root, one, other], other.hash).value("custody") == "b"
