"""Numbers, initials and Chinese at a list of choices."""

from dataclasses import dataclass

import pytest

from ffp_desktop.domain.choice_match import (
    clean_typed,
    initials_of,
    match_choices,
    number_choices,
    spell_initials,
    spell_readings,
    toggle_choice,
)


@dataclass(frozen=True)
class Option:
    name: str
    code: str = ""
    initials: str = ""
    conflict: str = ""


RELATIONS = (
    Option("户主", "01", "hz"),
    Option("配偶", "02", "po"),
    Option("之子", "03", "zz"),
    Option("之女", "04", "zn"),
    Option("之儿媳", "05", "zex"),
    Option("之女婿", "06", "znx", "男 · 与性别女不符"),
    Option("之孙子", "07", "zsz"),
    Option("之孙女", "08", "zsn"),
    Option("之外孙女", "10", "zwsn"),
    Option("之侄女", "", "zzn"),
    Option("其他", "99", "qt"),
)
NUMBERS = number_choices(RELATIONS)
YES_NO = (Option("是", initials="s"), Option("否", initials="f"))


def names(typed: str, recent: tuple[str, ...] = ()) -> list[str]:
    return [hit.name for hit in match_choices(typed, RELATIONS, NUMBERS, recent).hits]


def test_match__initials__exact_then_closest_and_conflict_last() -> None:
    assert names("zn") == ["之女", "之侄女", "之孙女", "之外孙女", "之女婿"]


def test_match__whole_code__is_complete_and_first() -> None:
    matches = match_choices("08", RELATIONS, NUMBERS)
    assert matches.complete is not None
    assert matches.complete.name == "之孙女"
    assert matches.hits[0].name == "之孙女"


def test_match__first_digit_of_two__narrows_and_waits() -> None:
    matches = match_choices("0", RELATIONS, NUMBERS)
    assert matches.complete is None
    assert len(matches.hits) == 8


def test_match__number_without_its_zero__is_first() -> None:
    assert names("4")[0] == "之女"


def test_match__code_of_a_conflicting_choice__is_complete() -> None:
    complete = match_choices("06", RELATIONS, NUMBERS).complete
    assert complete is not None
    assert complete.name == "之女婿"


def test_match__typed_chinese__narrows_by_name() -> None:
    assert names("孙女") == ["之孙女", "之外孙女"]
    assert names("外女") == ["之外孙女"]


@pytest.mark.parametrize("typed", ["ＺＮ", " z n ", "ZN"])
def test_match__full_width_and_upper_case__are_the_same_letters(typed: str) -> None:
    assert names(typed) == names("zn")


def test_match__nothing_typed__recent_first_and_conflicts_last() -> None:
    found = names("", ("之孙女", "配偶", "不在单上"))
    assert found[:3] == ["之孙女", "配偶", "户主"]
    assert found[-1] == "之女婿"
    assert len(found) == len(RELATIONS)


def test_match__nothing_fits__no_hits() -> None:
    matches = match_choices("kk", RELATIONS, NUMBERS)
    assert matches.hits == ()
    assert matches.certain is None


def test_certain__single_hit_or_exact_initials__is_meant() -> None:
    assert match_choices("ze", RELATIONS, NUMBERS).certain == RELATIONS[4]
    assert match_choices("zn", RELATIONS, NUMBERS).certain == RELATIONS[3]
    assert match_choices("z", RELATIONS, NUMBERS).certain is None
    assert match_choices("", RELATIONS, NUMBERS).certain is None


def test_number_choices__short_list__is_taken_by_position() -> None:
    assert number_choices((Option("男", "09"), Option("女"))) == {"男": "1", "女": "2"}
    complete = match_choices("2", YES_NO, number_choices(YES_NO)).complete
    assert complete == YES_NO[1]


def test_number_choices__long_list__is_taken_by_code() -> None:
    assert NUMBERS["之女"] == "04"
    assert NUMBERS["之侄女"] == ""


def test_initials__list_without_them__are_spelt_out() -> None:
    assert spell_initials("达斡尔族") == "dwez"
    assert spell_initials("乡（镇）内务工") == "xznwg"
    assert initials_of(Option("之女")) == "zn"
    assert initials_of(Option("之女", initials="x")) == "x"


def test_clean_typed__spaces_and_width__are_dropped() -> None:
    assert clean_typed(" Ｚ　ｎ１ ") == "zn1"


def test_toggle_choice__exclusive__never_beside_others() -> None:
    assert toggle_choice((), "健康", "健康") == ("健康",)
    assert toggle_choice(("健康",), "残疾", "健康") == ("残疾",)
    assert toggle_choice(("残疾", "患有大病"), "健康", "健康") == ("健康",)
    assert toggle_choice(("残疾", "患有大病"), "残疾", "健康") == ("患有大病",)


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("苏日娜", {"surina", "srn", "rina", "na"}),
        ("单雄信", {"danxiongxin", "dxx", "shanxiongxin", "sxx"}),
        ("曾强", {"zengqiang", "zq"}),
        ("涂·阿尔腾", {"tuaerteng", "taet"}),
        ("吕Anna", {"lvanna", "la"}),
        ("𬭎", {"hong", "h"}),
        ("", set()),
    ],
)
def test_spell_readings__each_way_a_name_is_read__whole_and_initials(name: str, spelled: set[str]) -> None:
    assert spelled <= set(spell_readings(name))


def test_spell_readings__many_readings__only_some() -> None:
    assert len(spell_readings("曾重覃长单乐" * 5)) <= 40
