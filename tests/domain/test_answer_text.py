"""What typed text means, and how answers are shown, printed and stored."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffp_desktop.domain.answer_json import decode_answer, encode_answer
from ffp_desktop.domain.answer_text import (
    format_answer,
    format_printed,
    normalise_code,
    normalise_name,
    parse_answer,
)
from ffp_desktop.domain.form.definition import Choice, ChoiceList, Item, ItemType
from ffp_desktop.domain.values import CLEARED, Mark, Unparsed

YES_NO = ChoiceList("yes_no", (Choice("是", "1"), Choice("否", "2")))
HEALTH = ChoiceList("health", (Choice("健康", "01"), Choice("长期慢性病", "02"), Choice("残疾", "04")), "健康")


def item(kind: ItemType, **more: object) -> Item:
    return Item("thing", "A1", "东西", "A1东西", kind, "basic", **more)  # type: ignore[arg-type]


MONEY = item(ItemType.DECIMAL, places=2)
MONTHS = item(ItemType.INTEGER, measure="个月")
DAY = item(ItemType.DATE)
NAME = item(ItemType.TEXT, normalise="person_name", max_length=50)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("36000", "36000.00"), ("36,000.5", "36000.50"), ("３６００", "3600.00"), ("12.30元", "12.30"), ("-5", "-5.00")],
)
def test_money__figures_as_people_write_them__are_exact_decimals(typed: str, amount: str) -> None:
    assert parse_answer(MONEY, typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["3600o", "1.234", "3万", "1e5", "十元", "--5", "NaN", "1" * 20])
def test_money__not_a_figure__is_kept_as_typed(typed: str) -> None:
    assert parse_answer(MONEY, typed) == Unparsed(typed)
    assert format_answer(MONEY, Unparsed(typed)) == typed


@given(st.decimals(min_value=0, max_value=Decimal("9999999999.99"), places=2, allow_nan=False, allow_infinity=False))
def test_money__any_amount__survives_typing_showing_and_storing(amount: Decimal) -> None:
    assert parse_answer(MONEY, format_printed(MONEY, amount)) == amount
    assert parse_answer(MONEY, format_answer(MONEY, amount)) == amount
    assert decode_answer(MONEY, encode_answer(amount)) == amount


@pytest.mark.parametrize(
    "typed", ["20220518", "2022-5-18", "2022.05.18", "2022/5/18", "2022年5月18日", "２０２２０５１８"]
)
def test_date__usual_ways_of_writing__are_one_day(typed: str) -> None:
    assert parse_answer(DAY, typed) == date(2022, 5, 18)
    assert format_printed(DAY, date(2022, 5, 18)) == "2022年5月18日"


@pytest.mark.parametrize("typed", ["20220231", "2022-13-01", "220518", "昨天", "2022"])
def test_date__impossible__is_kept_as_typed(typed: str) -> None:
    assert parse_answer(DAY, typed) == Unparsed(typed)


@pytest.mark.parametrize("dot", ["·", "•", "・", ".", "。", " · ", "．"])
def test_name__middle_dot_however_typed__is_one_character(dot: str) -> None:
    assert parse_answer(NAME, f"涂{dot}阿尔腾") == "涂·阿尔腾"


def test_name__rare_characters_and_length__are_counted_as_code_points() -> None:
    assert parse_answer(NAME, "𬭎𫖯㛃䶮𠅤") == "𬭎𫖯㛃䶮𠅤"
    assert parse_answer(NAME, "𬭎" * 50) == "𬭎" * 50
    assert isinstance(parse_answer(NAME, "𬭎" * 51), Unparsed)


@pytest.mark.parametrize("typed", ["a\x00b", "a\ud800b", "a\x1bb"])
def test_text__control_characters_and_half_pairs__are_not_taken(typed: str) -> None:
    assert parse_answer(NAME, typed) == Unparsed(typed)


@given(st.text(max_size=30))
def test_clean_up__done_twice__is_the_same_as_once(text: str) -> None:
    for clean in (normalise_name, normalise_code):
        assert clean(clean(text)) == clean(text)


def test_code__space_between_a_letter_and_its_mark__settles() -> None:
    assert normalise_code("C\u00b8") == "\u00c7"


def test_choice__name_code_or_other_brackets__give_the_stored_name() -> None:
    regions = ChoiceList("regions", (Choice("乡（镇）内务工", "01"),))
    assert parse_answer(item(ItemType.SELECT_ONE, choices=YES_NO), "1") == "是"
    assert parse_answer(item(ItemType.SELECT_ONE, choices=regions), "乡(镇)内务工") == "乡（镇）内务工"
    assert parse_answer(item(ItemType.SELECT_ONE, choices=YES_NO), "也许") == Unparsed("也许")


def test_choices__several__keep_their_order_once_each() -> None:
    several = item(ItemType.SELECT_MULTIPLE, choices=HEALTH)
    assert parse_answer(several, "残疾、长期慢性病,残疾") == ("残疾", "长期慢性病")
    assert parse_answer(several, "残疾、感冒") == Unparsed("残疾、感冒")
    assert format_printed(several, ("残疾", "长期慢性病")) == "残疾,长期慢性病"


def test_months__printed__carry_their_measure() -> None:
    assert format_printed(MONTHS, 36) == "36个月"
    assert parse_answer(MONTHS, "36.5") == Unparsed("36.5")


@pytest.mark.parametrize("answer", [CLEARED, Mark.ILLEGIBLE, Unparsed("3600o"), ("残疾",), "是"])
def test_stored_answer__any_kind__comes_back_the_same(answer: object) -> None:
    several = item(ItemType.SELECT_MULTIPLE, choices=HEALTH)
    assert decode_answer(several, encode_answer(answer)) == answer  # type: ignore[arg-type]


def test_choices__a_name_that_holds_the_separator__is_one_choice() -> None:
    shares = ChoiceList("shares", (Choice("托管托养、入股分红", "1"), Choice("其他", "2")))
    several = item(ItemType.SELECT_MULTIPLE, choices=shares)
    assert parse_answer(several, "其他、托管托养、入股分红") == ("其他", "托管托养、入股分红")
    assert parse_answer(several, "托管托养") == Unparsed("托管托养")
    assert parse_answer(several, "2、1") == ("其他", "托管托养、入股分红")
