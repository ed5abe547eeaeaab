"""What stands on the sheet: the mouse, closed sections, room, and what is drawn again."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.survey import Place
from ffp_desktop.services.surveys import Surveys

from ..conftest import VILLAGE, Clerk


def test_click_on_a_label__ticks_its_box(clerk: Clerk) -> None:
    clerk.click("unsafe_house", "是")
    assert clerk.printed("unsafe_house") == "是"
    assert clerk.item == "unsafe_house"


def test_click_on_a_blank__focuses_it_and_commits_what_was_typed(clerk: Clerk) -> None:
    clerk.go("wage_income")
    clerk.press("36000")
    clerk.click("property_income")
    assert clerk.item == "property_income"
    assert clerk.printed("wage_income") == "36,000.00"


def test_click_on_a_closed_cell__does_nothing(clerk: Clerk) -> None:
    clerk.click("house_grade", "C级")
    assert clerk.printed("house_grade") == ""


def test_monitored_household__opens_the_last_sections_without_moving_the_focus(clerk: Clerk) -> None:
    stack = clerk.page.sheet.stack
    assert not [block for block in stack.blocks if block.section == "measures" and block.is_open]
    clerk.press("4")
    assert all(block.is_open for block in stack.blocks)
    assert clerk.item == "head_phone"


@pytest.mark.parametrize("size", [(1366, 698), (1920, 1010)])
def test_focus__at_every_item__is_seen_whole_below_the_heads(
    surveys: Surveys, qtbot: QtBot, size: tuple[int, int]
) -> None:
    clerk = Clerk(surveys, surveys.start(VILLAGE, "东屯第一"), qtbot, size)
    clerk.press("4")
    sheet = clerk.page.sheet
    for place in clerk.session.focus.places():
        if clerk.session.item(place).repeat:
            continue
        clerk.go(place.item)
        editor = sheet.editing.editor
        assert editor is not None and editor.hasFocus()
        top = sheet.stack.mapTo(sheet.viewport(), editor.geometry().topLeft()).y()
        heads = sheet.stack.theme.sizes.section_head if sheet.sticky.section else 0
        assert heads <= top and top + editor.height() <= sheet.viewport().height(), place


def test_every_answer__fits_its_cell(surveys: Surveys, qtbot: QtBot) -> None:
    clerk = Clerk(surveys, surveys.start(VILLAGE, "东屯第一"), qtbot)
    clerk.press("4")
    clerk.session.set_text(Place("not_identified_reason"), "长子已就业" * 30)
    clerk.session.set_text(Place("other_spending_reason"), "户主住院自付一万二千元" * 6)
    clerk.page.sheet.draw_all()
    for view in clerk.page.sheet.stack.views():
        for cell in view.placing.cells():
            for piece in cell.pieces:
                assert cell.rect.adjusted(-1, -3, 1, 3).contains(piece.rect), (piece.run, piece.rect, cell.rect)


def test_focused_row__never_changes_its_height(surveys: Surveys, qtbot: QtBot) -> None:
    clerk = Clerk(surveys, surveys.start(VILLAGE, "东屯第一"), qtbot)
    clerk.press("4")
    clerk.go("risk_types")
    measures = clerk.page.sheet.stack.view_of("industry_help")
    assert measures is not None
    height = measures.height()
    for item in ("industry_help", "employment_help", "security_help"):
        clerk.go(item)
        assert measures.height() == height


def test_note__comes_after_the_item_is_left(clerk: Clerk) -> None:
    clerk.go("business_income")
    clerk.press(Qt.Key.Key_F6)
    view = clerk.page.sheet.stack.view_of("wage_income")
    assert view is not None
    height = view.height()
    clerk.go("wage_income")
    clerk.press("x12")
    assert view.height() == height
    clerk.press("\n")
    assert view.height() > height


def test_three_people__at_1366__sections_one_to_five_fit_at_once(clerk: Clerk) -> None:
    for name in ("孟和", "杜玉兰", "孟铉"):
        clerk.session.set_text(Place("name"), name)
    clerk.press("1")
    clerk.page.sheet.draw_all()
    clerk.go("unsafe_house")
    sheet = clerk.page.sheet
    top = sheet.stack.mapTo(sheet.viewport(), QPoint(0, sheet.stack.table_top)).y()
    bottom = sheet.stack.mapTo(sheet.viewport(), QPoint(0, sheet.stack.open_bottom)).y()
    assert top >= 0 and bottom <= sheet.viewport().height()


def test_card__clicked__goes_to_its_place(clerk: Clerk) -> None:
    clerk.go("wage_income")
    clerk.press("3600o\n")
    clerk.page.panel.repaint()
    QTest.mouseClick(clerk.page.panel, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(60, 60))
    assert clerk.item == "wage_income"


def test_section_in_the_navigator__clicked__is_gone_to(clerk: Clerk) -> None:
    QTest.mouseClick(clerk.page.navigator, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(60, 180))
    assert clerk.item == "school_dropout"
    assert [look.word for look in clerk.page.navigator.looks][5:] == ["不适用", "不适用", "不适用"]
