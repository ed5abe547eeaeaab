"""Keys, time on task and surveys of a day, by the definitions that are written down."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffp_desktop.domain.values import CLEARED, Answer, Mark, Unparsed
from ffp_desktop.domain.verification.typing_speed import (
    IDLE,
    Action,
    OperatorDay,
    count_keys,
    time_on_task,
    work_days,
)
from tests.forms.household import household_form

FORM = household_form()
START = datetime(2023, 3, 6, 9, 0, 0)
moments = st.lists(st.integers(0, 3 * 86_400).map(lambda seconds: START + timedelta(seconds=seconds)), max_size=40)
actions = st.lists(
    st.builds(
        Action,
        operator=st.sampled_from(["苏日娜", "敖丽娟"]),
        survey=st.sampled_from(["1", "2", "3"]),
        at=st.integers(0, 100_000).map(lambda seconds: START + timedelta(seconds=seconds)),
        keys=st.integers(0, 30),
        answers=st.integers(0, 2),
        finishes=st.booleans(),
    ),
    max_size=40,
)


def test_work_days__a_morning_with_a_pause__counts_the_stretches() -> None:
    seconds = [0, 10, 25, 25 + 301, 25 + 301 + 300]
    typed = [Action("苏日娜", "1", START + timedelta(seconds=s), keys=6, answers=1) for s in seconds]
    finish = Action("苏日娜", "1", START + timedelta(seconds=630), finishes=True)
    (day,) = work_days([*typed, finish])
    assert day == OperatorDay("苏日娜", date(2023, 3, 6), 30, 5, 25 + 300 + 4, 1, 1)
    assert day.keys_per_hour == round(30 * 3600 / 329)


@given(moments, st.integers(0, 1000), st.integers(0, 1000))
def test_time_on_task__cut_off__never_exceeds_the_span_and_grows_with_it(
    times: list[datetime], one: int, other: int
) -> None:
    shorter, longer = sorted((timedelta(seconds=one), timedelta(seconds=other)))
    span = max(times) - min(times) if times else timedelta()
    assert timedelta() <= time_on_task(times, shorter) <= time_on_task(times, longer) <= span


@given(moments.filter(bool), st.integers(0, 300))
def test_time_on_task__a_moment_between__takes_nothing_away(times: list[datetime], offset: int) -> None:
    assert time_on_task([*times, times[0] + timedelta(seconds=offset)], IDLE) >= time_on_task(times, IDLE)


@given(actions, st.randoms(use_true_random=False))
def test_work_days__any_order__gives_the_same_days_and_loses_nothing(acts: list[Action], random: Random) -> None:
    mixed = list(acts)
    random.shuffle(mixed)
    days = work_days(acts)
    assert work_days(mixed) == days
    assert sum(day.keys for day in days) == sum(action.keys for action in acts)
    assert len({(day.operator, day.day) for day in days}) == len(days)


@pytest.mark.parametrize(
    ("item", "answer", "keys"),
    [
        ("name", "敖日娜", 3),
        ("household_kind", "边缘易致贫户", 1),
        ("health", ("长期慢性病", "残疾"), 2),
        ("surveyors", ("敖拉", "鄂志强"), 5),
        ("wage_income", Decimal("48200.00"), 5),
        ("wage_income", Decimal("48200.50"), 7),
        ("wage_income", Decimal("0.00"), 1),
        ("loan_date", date(2022, 5, 18), 8),
        ("loan_months", 36, 2),
        ("wage_income", Unparsed("三万多"), 3),
        ("head_phone", Mark.BLANK, 1),
        ("head_phone", CLEARED, 1),
    ],
)
def test_count_keys__answer__is_what_carries_it(item: str, answer: Answer, keys: int) -> None:
    assert count_keys(FORM.items[item], answer) == keys
