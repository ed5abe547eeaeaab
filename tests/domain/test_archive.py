"""What a file of a household lacks."""

from dataclasses import replace

from ffp_desktop.domain.archive import Judged, document_of, gaps_of, parts_of

WHOLE = Judged("否", "否", "子女已承担赡养", ("金海波",), ("苏日娜", "敖登高娃"), "2023-03-06")


def test_gaps_of__whole_file__has_none() -> None:
    assert gaps_of(WHOLE, True, 1, 1) == ()


def test_gaps_of__each_thing_that_is_missing__is_named() -> None:
    assert gaps_of(replace(WHOLE, reason=""), True, 1, 1) == ("缺未纳入原因",)
    assert gaps_of(replace(WHOLE, at_risk=""), True, 1, 1) == ("缺研判结果",)
    assert gaps_of(replace(WHOLE, judges=("苏日娜", "苏日娜")), True, 1, 1) == ("研判人只有1人",)
    assert gaps_of(WHOLE, True, 0, 2) == ("缺签字纸表照片",)
    assert gaps_of(WHOLE, True, 2, 0) == ("缺佐证材料",)


def test_gaps_of__survey_not_finished__says_nothing_of_its_judgement() -> None:
    assert gaps_of(Judged(), False, 1, 0) == ("调查表没完成", "缺佐证材料")


def test_document_of__household_and_round__come_back() -> None:
    assert parts_of(document_of("h:1", "2023Q1")) == ("h:1", "2023Q1")
