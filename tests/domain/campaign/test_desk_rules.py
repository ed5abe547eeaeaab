"""What stands out, what counts as received and approved, and what a round sets of it."""

from datetime import date

import pytest

from ffp_desktop.domain.campaign.attention import Attention, find_outliers, sum_up
from ffp_desktop.domain.campaign.progress import is_approved, is_received, last_day
from ffp_desktop.domain.campaign.round_settings import day_of, read_settings, settings_fault, with_settings
from ffp_desktop.domain.survey import Round, State

ROUND = Round("2023Q1", "核查", "form", "2022-02-15", "2023-02-14", attributes={"visit_days": "20"})


@pytest.mark.parametrize(
    ("people", "identified", "stands_out"),
    [(49, 0, False), (50, 0, True), (50, 2, True), (50, 3, False), (60, 3, False), (61, 3, True), (400, 19, True)],
)
def test_outlier__many_people_and_fewer_than_one_in_twenty(people: int, identified: int, stands_out: bool) -> None:
    found = find_outliers([Attention("150722108203", people, identified=identified)], read_settings(ROUND))
    assert bool(found) is stands_out


def test_outliers__the_most_people_first() -> None:
    units = [Attention(str(number), people) for number, people in enumerate((54, 96, 10, 84))]
    assert [one.people for one in find_outliers(units, read_settings(ROUND))] == [96, 84, 54]


def test_sum__of_a_townships_villages() -> None:
    villages = [Attention("150722108203", 5, 4, 3, 2, 1), Attention("150722108204", 1), Attention("150722102200", 7)]
    assert sum_up(villages, 9) == (Attention("150722102", 7), Attention("150722108", 6, 4, 3, 2, 1))
    assert sum_up(villages, 9)[0].rate == 0 and Attention("x").rate is None


@pytest.mark.parametrize(
    ("state", "holder", "unit", "received"),
    [
        (State.FINISHED, 12, 12, True),
        (State.FINISHED, 12, 9, False),
        (State.FINISHED, 0, 6, True),
        (State.SUBMITTED, 9, 9, True),
        (State.SUBMITTED, 9, 6, False),
        (State.SUBMITTED_UP, 6, 9, True),
        (State.RETURNED, 12, 12, False),
        (State.DRAFT, 0, 12, False),
    ],
)
def test_received__lies_here_or_further_up(state: State, holder: int, unit: int, received: bool) -> None:
    assert is_received(state, holder, unit) is received


def test_approved__at_each_office_by_its_own_word() -> None:
    assert is_approved(State.APPROVED, 9) and not is_approved(State.APPROVED, 6)
    assert is_approved(State.FINAL, 6) and is_approved(State.FINAL, 9) and not is_approved(State.SUBMITTED, 9)


def test_last_day__at_a_speed__and_never_without_any() -> None:
    assert last_day(2861, 220.0, date(2023, 3, 6)) == date(2023, 3, 20)
    assert last_day(5, 0.0, date(2023, 3, 6)) is None


def test_settings__of_the_first_quarter__are_the_notices_days() -> None:
    settings = read_settings(ROUND)
    assert [one.date for one in settings.deadlines] == ["2023-02-15", "2023-03-13", "2023-03-20", "2023-03-27"]
    assert (settings.many_people, settings.people_for_one, settings.late_return) == (50, 20, 5)
    assert day_of(ROUND, date(2023, 3, 6)) == 21
    kept = with_settings(ROUND, settings)
    assert read_settings(kept) == settings and kept.attributes["visit_days"] == "20"
    assert settings_fault(settings) == ""


def test_settings__that_cannot_be_read__are_as_if_not_set() -> None:
    broken = Round(
        "r", "n", "f", "2022-02-15", "2023-02-14", attributes={"deadline.lists": "下周", "many_people": "-3"}
    )
    assert read_settings(broken) == read_settings(ROUND)
