"""Identity numbers: check digits, what they tell, and what can be wrong with them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffp_desktop.domain import id_number

VECTOR = "11010519491231002X"
ON = date(2023, 2, 20)
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2023, 1, 1))


def make_number(region: str, born: date, sequence: int) -> str:
    first = f"{region}{born:%Y%m%d}{sequence:03d}"
    return first + id_number.check_digit(first)


def test_vector__of_gb_11643__has_no_problem_and_tells_birth_and_sex() -> None:
    assert id_number.check_digit(VECTOR[:17]) == "X"
    assert id_number.find_problem("居民身份证", VECTOR, ON) == ""
    assert id_number.birth_date(VECTOR) == date(1949, 12, 31)
    assert id_number.sex(VECTOR) == "女"


@given(DAYS, st.integers(0, 999))
def test_number__made_with_its_check_digit__is_right_and_reads_back(born: date, sequence: int) -> None:
    number = make_number("150722", born, sequence)
    assert id_number.find_problem("居民身份证", number, ON) == ""
    assert id_number.birth_date(number) == born
    assert id_number.sex(number) == ("男" if sequence % 2 else "女")


@given(DAYS, st.integers(0, 999), st.integers(0, 16), st.integers(1, 9))
def test_number__one_digit_wrong__is_never_taken_as_right(born: date, sequence: int, at: int, step: int) -> None:
    number = make_number("150722", born, sequence)
    wrong = number[:at] + str((int(number[at]) + step) % 10) + number[at + 1 :]
    assert id_number.find_problem("居民身份证", wrong, ON) != ""


@given(DAYS, st.integers(0, 999), st.integers(0, 15))
def test_number__two_neighbours_swapped__is_never_taken_as_right(born: date, sequence: int, at: int) -> None:
    number = make_number("150722", born, sequence)
    swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    assert swapped == number or id_number.find_problem("居民身份证", swapped, ON) != ""


@given(st.dates(date(1901, 1, 1), date(1999, 12, 31)), st.integers(0, 999))
def test_fifteen_digits__upgraded__keep_person_birth_and_sex(born: date, sequence: int) -> None:
    old = f"152123{born:%y%m%d}{sequence:03d}"
    new = id_number.upgrade_to_18(old)
    if not old.startswith(id_number.NO_NUMBER):
        assert id_number.find_problem("居民身份证", old, ON) == "fifteen"
    assert new == make_number("152123", born, sequence)
    assert (id_number.sex(new), id_number.birth_date(new)) == (id_number.sex(old), id_number.birth_date(old))
    assert id_number.person_key(old) == id_number.person_key(new)


@given(st.text(max_size=30), st.sampled_from(["居民身份证", "残疾人证", "护照", "无证件（999999开头）", ""]))
def test_any_text__as_a_number__gives_a_word_and_never_raises(text: str, document: str) -> None:
    number = id_number.normalise_id_number(text)
    assert isinstance(id_number.find_problem(document, number, ON), str)
    id_number.birth_date(number)
    id_number.sex(number)
    id_number.person_key(number)
    id_number.upgrade_to_18(number)
    id_number.read_certificate(number)
    id_number.has_birth_and_sex(document, number)


@pytest.mark.parametrize(
    ("document", "number", "problem"),
    [
        ("居民身份证", "", ""),
        ("居民身份证", "110105194912310021", "check_digit"),
        ("居民身份证", "110105194913310020", "birth_date"),
        ("居民身份证", make_number("150722", date(2023, 2, 21), 11), "future"),
        ("居民身份证", make_number("150722", date(2023, 2, 20), 11), ""),
        ("居民身份证", make_number("990722", date(1990, 1, 1), 11), "region"),
        ("居民身份证", "999999199001010018", "no_number"),
        ("居民身份证", "1101051949123100", "length"),
        ("居民身份证", VECTOR + "42", "length"),
        ("居民身份证", "1101051949123100AX", "character"),
        ("残疾人证", VECTOR + "42", ""),
        ("残疾人证", VECTOR + "42B1", ""),
        ("残疾人证", VECTOR + "82", "category"),
        ("残疾人证", VECTOR + "45", "level"),
        ("残疾人证", VECTOR + "42C1", "character"),
        ("残疾人证", "11010519491231002142", "check_digit"),
        ("残疾人证", VECTOR, "length"),
        ("港澳台居民居住证", make_number("810000", date(1990, 1, 1), 11), ""),
        ("港澳台居民居住证", make_number("110000", date(1990, 1, 1), 11), "format"),
        ("港澳居民来往内地通行证", "H12345678", ""),
        ("护照", "E12345678", ""),
        ("护照", "E-1", "format"),
        ("外国人永久居留身份证", "CHN110012345678", ""),
        ("无证件（999999开头）", "999999", "no_number"),
        ("无证件（999999开头）", VECTOR, "format"),
    ],
)
def test_problem__of_each_document__is_named(document: str, number: str, problem: str) -> None:
    assert id_number.find_problem(document, number, ON) == problem


def test_certificate__with_reissue__has_its_parts() -> None:
    assert id_number.read_certificate(VECTOR + "42B3") == id_number.Certificate(VECTOR, 4, 2, 3)


def test_normalise__full_width_spaces_lower_x__is_the_plain_number() -> None:
    assert id_number.normalise_id_number(" １１０１０５ 19491231 002x ") == VECTOR


def test_person_key__without_a_number__is_nobody() -> None:
    assert id_number.person_key("999999199001010018") == ""
    assert id_number.person_key(VECTOR + "42") == VECTOR
