"""Days as people name them."""

from datetime import date

import pytest

from ffp_desktop.domain.periods import NAMED, find_days, join_days
from ffp_desktop.errors import FfpError

MONDAY, WEDNESDAY = date(2023, 3, 6), date(2023, 3, 1)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("今天", ("2023-03-01", "2023-03-01")),
        ("昨天", ("2023-02-28", "2023-02-28")),
        ("本周", ("2023-02-27", "2023-03-01")),
        ("上周", ("2023-02-20", "2023-02-26")),
        ("本月", ("2023-03-01", "2023-03-01")),
        ("20230306", ("2023-03-06", "2023-03-06")),
        ("2023-3-6", ("2023-03-06", "2023-03-06")),
        ("2023/3/1..2023.3.6", ("2023-03-01", "2023-03-06")),
        ("20230301..", ("2023-03-01", "")),
        ("..20230306", ("", "2023-03-06")),
    ],
)
def test_days__named__are_these(text: str, days: tuple[str, str]) -> None:
    assert find_days(text, WEDNESDAY) == days


def test_days__on_a_monday__this_week_is_today() -> None:
    assert find_days("本周", MONDAY) == ("2023-03-06", "2023-03-06")
    assert all(find_days(name, MONDAY)[0] <= find_days(name, MONDAY)[1] for name in NAMED)


@pytest.mark.parametrize("text", ["明年", "2023-02-30", "2023-13-1", "2023033", "20230306..20230301", "2023", "x..y"])
def test_days__unclear__are_refused(text: str) -> None:
    with pytest.raises(FfpError) as refused:
        find_days(text, MONDAY)
    assert refused.value.code == "list.days_unclear"


def test_days__joined__read_back() -> None:
    assert join_days("", "") == ""
    assert find_days(join_days("2023-03-01", ""), MONDAY) == ("2023-03-01", "")
