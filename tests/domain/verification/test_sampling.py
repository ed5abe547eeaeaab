"""A sample can be drawn again by anyone, and takes from every operator in proportion."""

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from ffp_desktop.domain.verification.sampling import Candidate, draw_sample

candidates = st.lists(
    st.builds(Candidate, st.integers(0, 10_000).map(str), st.sampled_from(["苏日娜", "敖丽娟", "杜海峰", "鄂志强"])),
    max_size=120,
    unique_by=lambda candidate: candidate.survey,
)


@given(candidates, st.integers(-3, 150), st.text(max_size=5), st.randoms(use_true_random=False))
def test_draw_sample__any_order__gives_the_same_surveys_once_each(
    among: list[Candidate], count: int, seed: str, random: Random
) -> None:
    drawn = draw_sample(among, count, seed)
    mixed = list(among)
    random.shuffle(mixed)
    assert draw_sample(mixed, count, seed) == drawn
    assert len(drawn) == len(set(drawn)) == min(max(count, 0), len(among))
    assert set(drawn) <= set(among)


@given(candidates, st.integers(1, 150))
def test_draw_sample__operators__have_their_share_within_one(among: list[Candidate], count: int) -> None:
    drawn = Counter(candidate.operator for candidate in draw_sample(among, count, "7"))
    whole = Counter(candidate.operator for candidate in among)
    for operator, size in whole.items():
        exact = size * min(count, len(among)) / len(among)
        assert abs(drawn[operator] - exact) < 1


@given(candidates, st.integers(0, 60))
def test_draw_sample__other_seed__draws_others_when_it_can(among: list[Candidate], count: int) -> None:
    samples = {frozenset(draw_sample(among, count, str(seed))) for seed in range(40)}
    assert len(samples) == 1 or 0 < count < len(among)


def test_draw_sample__twenty_of_a_hundred__has_seeds_that_differ() -> None:
    among = [Candidate(str(number), "苏日娜") for number in range(100)]
    assert draw_sample(among, 20, "7") != draw_sample(among, 20, "8")
