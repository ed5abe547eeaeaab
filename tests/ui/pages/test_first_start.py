"""The first start, with key presses from nothing to the empty list."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.regions import RegionLevel
from ffp_desktop.services.vaults import Vaults
from ffp_desktop.ui.pages.first_start import FirstStartPage
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.pages.recovery_code_part import split_code
from ffp_desktop.ui.window import MainWindow
from tests.ui.pages.conftest import PASSWORD, Press, write

Key = Qt.Key


def first_start(window: MainWindow) -> FirstStartPage:
    page = window.page
    assert isinstance(page, FirstStartPage)
    return page


def fill_three_parts(press: Press) -> None:
    press("tk", Key.Key_Return)
    write("苏日娜")
    press(Key.Key_Return)
    for _ in range(2):
        write(PASSWORD)
        press(Key.Key_Return)


def test_first_start__keys_only__makes_the_vault_and_opens_the_list(
    vaults: Vaults, window: MainWindow, press: Press
) -> None:
    page = first_start(window)
    fill_three_parts(press)
    groups = split_code(page.recovery_code)
    asked = [int(word) - 1 for word in page.recovery._ask.text() if word.isdigit()]
    assert len(groups) == 8 and len(asked) == 3
    for position in asked:
        press(groups[position].lower())
    press(Key.Key_Return)
    assert isinstance(window.page, HomePage)
    card = vaults.card()
    assert card.unit is not None and card.unit.code == "150722108"
    assert [(one.name, one.role) for one in card.operators] == [("苏日娜", "管理员")]


def test_first_start__recovery_code_shown__opens_the_vault(vaults: Vaults, window: MainWindow, press: Press) -> None:
    page = first_start(window)
    code = page.recovery_code
    fill_three_parts(press)
    for field, position in zip(page.recovery.fields, page.recovery._asked, strict=True):
        field.set_value(split_code(code)[position])
    page.start_button.click()
    window.lock()
    vault = vaults.recover(code, vaults.card().operators[0].id, "another four words")
    vaults.close(vault, backup=False)


def test_first_start__button__says_what_is_missing(window: MainWindow, press: Press) -> None:
    page = first_start(window)
    assert not page.start_button.isEnabled()
    assert [word in page.missing_words for word in ("单位", "姓名", "密码", "恢复码")] == [True] * 4
    fill_three_parts(press)
    assert "单位" not in page.missing_words and "恢复码" in page.missing_words
    assert not page.start_button.isEnabled()


def test_first_start__wrong_group__is_marked_at_once(window: MainWindow, press: Press) -> None:
    page = first_start(window)
    fill_three_parts(press)
    press("0")
    assert page.recovery.fields[0].property("wrong")
    assert not page.recovery.is_full


def test_first_start__weak_or_different_passwords__stay_missing(window: MainWindow) -> None:
    part = first_start(window).password
    for first, second in (("1234567", "1234567"), ("12345678", "12345678"), ("tengke-2023", "tengke-2024")):
        part.first.set_value(first)
        part.second.set_value(second)
        assert not part.is_full
    part.second.set_value("tengke-2023")
    assert part.is_full


def test_first_start__level_changed__drops_the_unit_of_another_level(window: MainWindow, press: Press) -> None:
    unit = first_start(window).unit
    press("tk", Key.Key_Return)
    assert unit.region is not None
    unit.levels[RegionLevel.VILLAGE].click()
    assert unit.region is None and not unit.is_full
    unit.levels[RegionLevel.COUNTY].click()
    assert unit.region is not None and unit.region.code == "150722"


def test_first_start__arrows_while_nothing_is_typed__change_the_level(window: MainWindow, press: Press) -> None:
    unit = first_start(window).unit
    press(Key.Key_Right)
    assert unit.levels[RegionLevel.VILLAGE].isChecked()
    press("tmhz", Key.Key_Return, Key.Key_Return)
    assert unit.region is not None and unit.region.level is RegionLevel.VILLAGE


def test_first_start__arrows_while_typing__move_the_cursor(window: MainWindow, press: Press) -> None:
    unit = first_start(window).unit
    press("tk", Key.Key_Left)
    assert unit.levels[RegionLevel.TOWNSHIP].isChecked()
    assert unit.picker.cursorPosition() == 1


def test_first_start__level_with_one_unit__typing_on_replaces_it(window: MainWindow, press: Press) -> None:
    unit = first_start(window).unit
    press(Key.Key_Left)
    assert unit.region is not None and unit.region.code == "150722"
    press(Key.Key_Right, "tk", Key.Key_Return)
    assert unit.region is not None and unit.region.code == "150722108"


def test_first_start__wrong_group__is_said_in_words(window: MainWindow, press: Press) -> None:
    page = first_start(window)
    fill_three_parts(press)
    press("0")
    assert f"第 {page.recovery._asked[0] + 1} 组" in page.recovery.state_words


def test_first_start__enter_at_the_end_with_a_name_missing__goes_to_the_name(window: MainWindow, press: Press) -> None:
    page = first_start(window)
    press("tk", Key.Key_Return, Key.Key_Return)
    assert page.password.first.hasFocus()
    for _ in range(2):
        write(PASSWORD)
        press(Key.Key_Return)
    for position in page.recovery._asked:
        press(split_code(page.recovery_code)[position].lower())
    press(Key.Key_Return)
    assert page.operator.name.hasFocus()


def test_first_start__enter_with_a_wrong_group__goes_to_that_group(window: MainWindow, press: Press) -> None:
    page = first_start(window)
    fill_three_parts(press)
    press("0000", *[Key.Key_Return] * 3)
    assert page.recovery.fields[0].hasFocus()


@pytest.mark.parametrize("width", [1366, 1092])  # 1366 px at 100 % and at 125 %
def test_first_start__narrow_window__fits_without_sideways_scrolling(
    window: MainWindow, qtbot: QtBot, width: int
) -> None:
    page = first_start(window)
    window.resize(width, 700)
    (around,) = [area for area in page.findChildren(QScrollArea) if area.parent() is page]
    qtbot.waitUntil(lambda: around.viewport().width() > width - 40)
    assert around.horizontalScrollBar().maximum() == 0
