"""Days of lists: all the ways to write one, and what is not guessed."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffp_desktop.domain.campaign.list_days import read_birth, read_day, read_phone, read_sex

SERIAL = 44962  # 2023-02-05 in a spreadsheet


@pytest.mark.parametrize(
    "cell",
    [
        *("2023-2-5", "2023.2.5", "2023年2月5日", "20230205", "2023/2/5", "2023年02月05日", "２０２３－０２－０５"),
        *("2023-02-05 10:30", "2023 年 2 月 5 日", "2023年2月5号"),
        *(20230205, SERIAL, 44962.5, date(2023, 2, 5), datetime(2023, 2, 5, 9, 0)),
    ],
)
def test_day__ways_to_write_it__are_the_same_day(cell: object) -> None:
    found = read_day(cell)  # type: ignore[arg-type]
    assert (found.day, found.reason) == ("2023-02-05", "")


def test_day__without_a_year__takes_the_lists_and_says_so() -> None:
    assert read_day("2月5日", "2023-02-10").day == "2023-02-05"
    assert "2023年" in read_day("2月5日", "2023-02-10").reason


def test_day__without_a_year_and_later_than_the_list__was_a_year_before() -> None:
    assert read_day("12月28日", "2023-02-10").day == "2022-12-28"


@pytest.mark.parametrize("cell", ["2月5日", "23.2.5", "2023年2月", "2023-02-30", "上个月", "44962", 2023, 3.5])
def test_day__not_certain__is_left_out_with_the_reason(cell: object) -> None:
    found = read_day(cell)  # type: ignore[arg-type]
    assert found.day == ""
    assert found.reason


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_day__any_day_in_any_style__is_read(day: date) -> None:
    styles = [
        "{0.year}-{0.month}-{0.day}",
        "{0.year}.{0.month}.{0.day}",
        "{0.year}年{0.month}月{0.day}日",
        "{0:%Y%m%d}",
    ]
    if day.year >= 1930:
        assert read_day((day - date(1899, 12, 30)).days).day == day.isoformat()
    assert {read_day(style.format(day)).day for style in styles if day.year >= 1000} == {day.isoformat()}


@given(st.text())
def test_day__any_text__is_a_day_or_none(text: str) -> None:
    found = read_day(text).day
    assert found == "" or date.fromisoformat(found)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("1970年1月", "1970-01"),
        ("197001", "1970-01"),
        ("1970.01", "1970-01"),
        (1970, "1970"),
        ("1970-01-05", "1970-01-05"),
    ],
)
def test_birth__as_much_as_is_known(cell: object, told: str) -> None:
    assert read_birth(cell).day == told  # type: ignore[arg-type]


def test_sex__codes__may_mean_either() -> None:
    assert [read_sex(cell) for cell in ("男", "女性", "M", "1", "2", "", "未知")] == ["男", "女", "男", "", "", "", ""]


def test_phone__spaces_and_second_numbers__give_the_first() -> None:
    cells = (
        "138 4701 2236",
        "13847012236/13947012236",
        "0470-5612345",
        "13847012236.",
        13847012236,
        "无",
        "1384701223",
    )
    assert [read_phone(cell) for cell in cells] == ["13847012236"] * 2 + ["04705612345"] + ["13847012236"] * 2 + [
        "",
        "",
    ]
