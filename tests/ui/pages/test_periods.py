"""The periods of the picture, and where two entries depart from each other."""

from datetime import date

import pytest

from ffp_desktop.ui.pages.quality.periods import ALL, LAST_MONTH, MONTH, TODAY, WEEK, days_of, say_day
from ffp_desktop.ui.pages.second_entry.difference_panel import differing_part

NOW = date(2023, 3, 6)


@pytest.mark.parametrize(
    ("period", "since", "until"),
    [
        ("", date(2023, 2, 5), NOW),
        (TODAY, NOW, NOW),
        (WEEK, date(2023, 2, 28), NOW),
        (MONTH, date(2023, 3, 1), NOW),
        (LAST_MONTH, date(2023, 2, 1), date(2023, 2, 28)),
        (ALL, date(2000, 1, 1), NOW),
    ],
)
def test_days_of__period__is_first_and_last_day(period: str, since: date, until: date) -> None:
    assert days_of(period, NOW) == (since, until)


def test_days_of__last_month_in_january__is_of_the_year_before() -> None:
    assert days_of(LAST_MONTH, date(2023, 1, 31)) == (date(2022, 12, 1), date(2022, 12, 31))
    assert say_day(date(2022, 12, 1), date(2023, 1, 31)) == "2022年12月1日"


@pytest.mark.parametrize(
    ("text", "other", "apart"),
    [
        ("152123197906022246", "152123197706022246", "9"),
        ("13947996157", "1394799615", "7"),
        ("1394799615", "13947996157", ""),
        ("", "孟和", ""),
        ("孟和", "", "孟和"),
        ("11", "1", "1"),
        ("是", "否", "是"),
    ],
)
def test_differing_part__two_entries__is_what_stands_between_their_like_ends(text: str, other: str, apart: str) -> None:
    start, end = differing_part(text, other)
    assert text[start:end] == apart
