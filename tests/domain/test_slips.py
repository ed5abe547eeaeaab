"""Slips of the hand: what is hinted, and what is left alone."""

import pytest

from ffp_desktop.domain.slips import Slip, find_slip, plain_figure


@pytest.mark.parametrize(
    ("first", "second", "slip"),
    [
        ("31,200.00", "13,200.00", Slip.SWAPPED),
        ("8,640.00", "8,460.00", Slip.SWAPPED),
        ("150722198003124120", "150722198003121420", Slip.SWAPPED),
        ("1,800.00", "18,000.00", Slip.TENFOLD),
        ("12.50", "1,250.00", Slip.TENFOLD),
        ("6,500.00", "", Slip.EMPTY),
        ("", "敖日格勒", Slip.EMPTY),
        ("22,000.00", "23,000.00", Slip.ONE_DIGIT),
        ("15072219800312412X", "15072219800312452X", Slip.ONE_DIGIT),
    ],
)
def test_slip__figures_a_hand_may_confuse__are_told(first: str, second: str, slip: Slip) -> None:
    assert find_slip(first, second) is slip
    assert find_slip(second, first) is slip


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("22,000.00", "22,000.00"),
        ("", ""),
        ("63,640.00", "45,460.00"),
        ("0.00", "10.00"),
        ("12", "13"),
        ("初中", "高中"),
        ("2022年5月18日", "2022年5月8日"),
        ("12,300.00", "4,000.00"),
    ],
)
def test_slip__what_no_slip_explains__is_left_alone(first: str, second: str) -> None:
    assert find_slip(first, second) is None


def test_figure__separators_and_empty_places__are_for_the_eye() -> None:
    assert [plain_figure(text) for text in ("31,200.00", "12.50", "3人", "敖丽娟", "")] == [
        "31200",
        "12.5",
        "3",
        "",
        "",
    ]
