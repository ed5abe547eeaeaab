"""Two entries compared: what is the same, and whose mistake a difference was."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.values import CLEARED, Answer, Mark, Unparsed
from ffp_desktop.domain.verification.comparison import Decision, ErrorCount, Verdict, count_errors, is_same

answers: st.SearchStrategy[Answer] = st.one_of(
    st.text(max_size=4),
    st.decimals(0, 100, places=2),
    st.integers(0, 9),
    st.dates(),
    st.lists(st.sampled_from("甲乙丙"), unique=True).map(tuple),
    st.sampled_from(list(Mark)),
    st.builds(Unparsed, st.text(max_size=2)),
    st.just(CLEARED),
)


@given(answers, answers, st.booleans())
def test_is_same__any_two__is_the_same_both_ways_round(one: Answer, other: Answer, is_ranked: bool) -> None:
    assert is_same(one, one, is_ranked)
    assert is_same(one, other, is_ranked) == is_same(other, one, is_ranked)
    assert not is_same(one, other, True) or is_same(one, other, False)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (None, CLEARED, True),
        ((), None, True),
        ("", None, False),
        (("因病", "因残"), ("因残", "因病"), True),
        (Decimal("3.50"), Decimal("3.5"), True),
        (1, Decimal(1), False),
        (date(2022, 5, 18), "2022-05-18", False),
        (Mark.BLANK, Mark.STRUCK, False),
        (Mark.BLANK, "未填", False),
        (Unparsed("三万"), "三万", False),
    ],
)
def test_is_same__pair__is_told(one: Answer | None, other: Answer | None, same: bool) -> None:
    assert is_same(one, other) is same


def test_is_same__first_choice_counts__where_it_ranks() -> None:
    assert not is_same(("因病", "因残"), ("因残", "因病"), is_ranked=True)
    assert is_same(("因病", "因残", "因学"), ("因病", "因学", "因残"), is_ranked=True)


@given(st.lists(st.sampled_from(Decision)))
def test_count_errors__decisions__are_each_counted_where_they_belong(decisions: list[Decision]) -> None:
    verdicts = [Verdict(Place("name", str(n)), "甲", "乙", decision, "甲") for n, decision in enumerate(decisions)]
    count = count_errors(verdicts)
    assert count.compared == len(decisions) - decisions.count(Decision.FOLLOWED)
    assert count.first_wrong == decisions.count(Decision.SECOND) + decisions.count(Decision.THIRD)
    assert count.second_wrong == decisions.count(Decision.FIRST) + decisions.count(Decision.THIRD)
    assert 0 <= count.rate <= 1
    halves = count_errors(verdicts[::2]).plus(count_errors(verdicts[1::2]))
    assert halves == count
    assert ErrorCount().plus(count) == count
