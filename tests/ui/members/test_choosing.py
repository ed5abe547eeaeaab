"""Choices in a member's cell: numbers, initials, lists, and health, of which several can stand."""

from PySide6.QtCore import Qt

from ffp_desktop.domain.survey import Place

from .conftest import Table

MOTHER = "152123195003071226"  # a woman


def test_digit__short_list__takes_and_moves_on_without_a_list(table: Table) -> None:
    member = table.add_member()
    table.go("medical_insurance", member)
    table.press("3")
    assert table.printed("medical_insurance", member) == "否(职工医保)"
    assert table.item == "critical_illness_insurance"
    assert not table.view.choices.popup.is_open


def test_code__two_digits__takes_at_the_second(table: Table) -> None:
    member = table.add_member()
    table.go("relation", member)
    table.press("0")
    assert table.view.choices.popup.is_open
    table.press("4")
    assert table.printed("relation", member) == "之女"
    assert table.item == "ethnicity"


def test_initials__several_hits__enter_takes_the_marked_one(table: Table) -> None:
    member = table.add_member()
    table.go("relation", member)
    table.press("zn\n")
    assert table.printed("relation", member) == "之女"


def test_initials__backspace_and_arrow__narrow_and_move(table: Table) -> None:
    member = table.add_member()
    table.go("ethnicity", member)
    table.press("ewkx", Qt.Key.Key_Backspace)
    assert [hit.name for hit in table.view.choices.popup.matches.hits] == ["鄂温克族"]
    table.press("\n")
    assert table.printed("ethnicity", member) == "鄂温克族"


def test_typed_chinese__in_a_choice_cell__narrows(table: Table) -> None:
    member = table.add_member()
    table.go("ethnicity", member)
    table.press("温\n")
    assert table.printed("ethnicity", member) == "鄂温克族"


def test_choice__that_is_ruled_out__can_be_taken(table: Table) -> None:
    member = table.add_member(id_number=MOTHER)
    table.go("relation", member)
    table.press("03")
    assert table.printed("relation", member) == "之子"


def test_escape__open_list__changes_nothing(table: Table) -> None:
    member = table.add_member(relation="配偶")
    table.go("relation", member)
    table.press("z", Qt.Key.Key_Escape)
    assert not table.view.choices.popup.is_open
    assert table.place == Place("relation", member)
    table.press("\n")
    assert table.printed("relation", member) == "配偶"


def test_space__choice_at_rest__shows_the_whole_list(table: Table) -> None:
    member = table.add_member()
    table.go("relation", member)
    table.press(" ")
    assert len(table.view.choices.popup.matches.hits) == 28


def test_health__several__toggled_by_digits_and_taken_with_enter(table: Table) -> None:
    member = table.add_member()
    table.go("health", member)
    table.press("243")
    assert table.printed("health", member) == ""
    table.press("3")
    table.press("\n")
    assert table.printed("health", member) == "长期慢性病,残疾"
    assert table.item == "education"


def test_health__healthy__stands_alone_and_goes_on(table: Table) -> None:
    member = table.add_member()
    table.go("health", member)
    table.press("1")
    assert table.printed("health", member) == "健康"
    assert table.item == "education"
    table.go("health", member)
    table.press("2", "1")
    assert table.printed("health", member) == "健康"
    assert table.item == "education"


def test_health__left_with_tab__keeps_what_was_ticked(table: Table) -> None:
    member = table.add_member()
    table.go("health", member)
    table.press("2", Qt.Key.Key_Tab)
    assert table.printed("health", member) == "长期慢性病"


def test_unknown_choice__is_kept_as_typed_with_a_finding(table: Table) -> None:
    member = table.add_member()
    table.go("education", member)
    table.press("qqq\n")
    assert table.printed("education", member) == "qqq"
    assert any(f.place == Place("education", member) for f in table.session.findings())
    assert table.item == "labor_skill"
