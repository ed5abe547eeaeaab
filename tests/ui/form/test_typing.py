"""A household typed from nothing to 完成, with keys only."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from ffp_desktop.domain.survey import Place, State

from ..conftest import CONTROL, Clerk


def test_empty_survey__arrival__stands_at_the_first_unanswered_item(clerk: Clerk) -> None:
    assert clerk.item == "household_kind"
    assert clerk.page.sheet.editing.editor is clerk.focused


def test_single_choice__digit__answers_and_moves_on(clerk: Clerk) -> None:
    clerk.press("1")
    assert clerk.printed("household_kind") == "一般农牧户"
    assert clerk.item == "head_phone"  # A2 has its default and is passed over


def test_single_choice__initials__answer_and_move_on(clerk: Clerk) -> None:
    clerk.press("by")
    assert clerk.printed("household_kind") == "边缘易致贫户"
    assert clerk.item == "head_phone"


def test_single_choice__arrow_and_enter__takes_the_marked_one(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_Right, Qt.Key.Key_Right, "\n")
    assert clerk.printed("household_kind") == "脱贫享受政策户"
    assert clerk.item == "head_phone"


def test_money__typed__stands_in_groups_and_moves_on(clerk: Clerk) -> None:
    clerk.go("business_income")
    clerk.press("48200\n")
    assert clerk.printed("business_income") == "48,200.00"
    assert clerk.item == "wage_income"


def test_money__unreadable__stays_as_typed_and_lets_go(clerk: Clerk) -> None:
    clerk.go("wage_income")
    clerk.press("3600o\n")
    assert clerk.printed("wage_income") == "3600o"
    assert clerk.item == "property_income"
    assert [f.place.item for f in clerk.page.sheet.reading.findings] == ["wage_income"]


def test_date__eight_digits__stands_as_a_date(clerk: Clerk) -> None:
    clerk.press("4")
    clerk.go("loan_help")
    clerk.press("1")
    assert clerk.item == "loan_date"
    clerk.press("20220518\n36\n")
    assert clerk.printed("loan_date") == "2022年5月18日"
    assert clerk.printed("loan_months") == "36个月"
    assert clerk.item == "loan_amount"


def test_multiple_choice__digits__toggle_and_wait_for_enter(clerk: Clerk) -> None:
    clerk.press("4")
    clerk.go("risk_types")
    clerk.press("147")
    clerk.press("4")
    assert clerk.session.answer(Place("risk_types")) == ("因病", "因疫情")
    assert clerk.item == "risk_types"
    clerk.press("\n")
    assert clerk.item == "industry_help"


def test_names__separated__are_a_list(clerk: Clerk) -> None:
    clerk.go("judges")
    clerk.press("苏日娜、敖登高娃\n")
    assert clerk.session.answer(Place("judges")) == ("苏日娜", "敖登高娃")


def test_phone__unchanged__asks_nothing_and_stays(clerk: Clerk) -> None:
    clerk.go("head_phone")
    clerk.press("13947010587\n")
    assert clerk.printed("head_phone") == "13947010587"
    assert clerk.item == "name"


def test_enter_backwards__from_the_table__goes_before_it(clerk: Clerk) -> None:
    clerk.go("name")
    clerk.press(Qt.Key.Key_Return, modifiers=Qt.KeyboardModifier.ShiftModifier)
    assert clerk.item == "head_phone"
    clerk.press(Qt.Key.Key_Return, modifiers=Qt.KeyboardModifier.ShiftModifier)
    assert clerk.item == "resettlement_site"


def test_table__enter_on_the_empty_row__goes_to_the_next_section(clerk: Clerk) -> None:
    clerk.go("name")
    clerk.press("\n")
    assert clerk.item == "business_income"


def test_household__typed_with_keys_only__is_finished(clerk: Clerk) -> None:
    clerk.press("1")
    clerk.press("13947010587\n")
    assert clerk.item == "name"
    clerk.press("孟和\n")
    assert clerk.item == "id_number"
    clerk.press("152123197411051213\n")
    assert clerk.item == "relation"
    clerk.press("01")
    assert clerk.item == "ethnicity", clerk.place
    for keys in ("dwez\n", "qz\n", "1", "cz\n", "2", "\n", "1", "1", "2", "2", "2", "1", "2"):
        clerk.press(keys)
    assert clerk.place == Place("name"), (clerk.place, [clerk.page.session.text(p) for p in [clerk.place]])
    clerk.press("\n")
    clerk.press("48200\n36000\n3600\n6420.8\n19350\n")
    assert clerk.item == "other_spending"
    clerk.press("0\n")
    clerk.press("\n")
    assert clerk.item == "school_dropout"
    clerk.press("2112")
    assert clerk.item == "at_risk"
    clerk.press("22")
    assert clerk.item == "not_identified_reason"
    clerk.press("\n金海波\n苏日娜、敖登高娃\n")
    clerk.press(Qt.Key.Key_F9)
    while clerk.session.header.state is not State.FINISHED:
        found = [f for f in clerk.page.sheet.reading.findings if f.is_open]
        assert found and all(f.level.value == "提醒" for f in found), found
        clerk.press(Qt.Key.Key_F5)
        clerk.wait(lambda: clerk.page.reason.is_open)
        clerk.press("村里核实过\n")
        clerk.wait(lambda: not clerk.page.reason.is_open and clerk.page.sheet.editing.place is not None)
        clerk.press(Qt.Key.Key_F9)
    assert clerk.printed("net_income_per_head") == "74,870.80"


def test_reason__longer_than_its_blank__is_seen_whole_while_it_is_typed(clerk: Clerk) -> None:
    reason = "户主突发脑梗住院，自付三万八千元，两个儿子在外务工，收入稳定，住房和饮水都有保障，" * 2
    clerk.go("newly_identified")
    clerk.press("2")
    assert clerk.item == "not_identified_reason"
    height = clerk.focused.height()
    clerk.press(reason)
    assert clerk.focused.height() > height
    clerk.press("\n")
    assert clerk.printed("not_identified_reason") == reason
    assert clerk.item == "surveyors"


def test_reason__pasted_in_lines__is_one_paragraph(clerk: Clerk) -> None:
    clerk.go("newly_identified")
    clerk.press("2")
    QGuiApplication.clipboard().setText("收入稳定\n住房安全\r\n")
    clerk.press("v", modifiers=CONTROL)
    clerk.press("\n")
    assert clerk.printed("not_identified_reason") == "收入稳定 住房安全"
