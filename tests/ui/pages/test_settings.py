"""Settings: operators, one's password, the round, backups."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ffp_desktop.services.vaults import Vaults
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.pages.settings.page import SettingsPage
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.widgets.combo_field import ComboField
from tests.ui.pages.conftest import PASSWORD, Press, Show, write

Key = Qt.Key


@pytest.fixture
def settings(desk: Desk, parts: Parts, show: Show) -> SettingsPage:
    page = SettingsPage(desk, parts)
    show(page)
    return page


def test_settings__keys__go_through_the_parts_and_into_one(settings: SettingsPage, press: Press) -> None:
    press(Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert settings.round.line.hasFocus()
    press(Key.Key_F6)
    assert settings.hasFocus()


def test_operators__added__can_unlock(settings: SettingsPage, press: Press, desk: Desk, made: Vaults) -> None:
    press(Key.Key_Return)
    write("鄂志强")
    settings.operators.new_role.setCurrentText("审核员")
    settings.operators.new_password.set_value(PASSWORD)
    settings.operators.add()
    assert ("鄂志强", "审核员") in [(one.name, one.role) for one in desk.list_operators()]
    assert "鄂志强" in [one.name for one in made.card().operators]


def test_operators__added_by_keys__the_next_one_is_a_clerk_again(
    settings: SettingsPage, press: Press, desk: Desk
) -> None:
    part = settings.operators
    part.new_role.setCurrentText("管理员")
    press(Key.Key_Return)
    for name in ("鄂志强", "孟根"):
        write(name)
        press(*[Key.Key_Return] * 2)
        write(PASSWORD)
        press(Key.Key_Return)
    assert [one.role for one in desk.list_operators()[-2:]] == ["管理员", "录入员"]


def test_operators__no_password_written__gets_one_that_opens(
    settings: SettingsPage, press: Press, desk: Desk, made: Vaults
) -> None:
    press(Key.Key_Return)
    write("鄂志强")
    press(*[Key.Key_Return] * 3)
    password = settings.operators.notice.sentence.partition("密码是 ")[2][:14]
    desk.close()
    vault = made.unlock(made.card().operators[-1].id, password)
    assert vault.operator.name == "鄂志强"
    made.close(vault, backup=False)


def test_operators__reset_asked_for_another__asks_again(settings: SettingsPage, desk: Desk, made: Vaults) -> None:
    clerk = next(one for one in desk.list_operators() if one.name == "苏日娜")
    settings.operators._reset(clerk)
    settings.operators._disable(clerk)
    assert len(made.card().operators) == 2
    desk.close()
    made.close(made.unlock(clerk.id, PASSWORD), backup=False)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_operators__arrow_on_a_role__opens_the_choices_and_changes_nothing(
    settings: SettingsPage, press: Press, desk: Desk
) -> None:
    roles = next(box for box in settings.operators.findChildren(ComboField) if box is not settings.operators.new_role)
    roles.setFocus()
    press(Key.Key_Down)
    assert roles.view().isVisible()
    assert [one.role for one in desk.list_operators()] == ["管理员", "录入员"]
    roles.hidePopup()


def test_operators__tab_from_the_last_row__comes_to_the_new_name(settings: SettingsPage, press: Press) -> None:
    settings.operators.new_name.setFocus()
    press(Key.Key_Backtab)
    assert settings.operators.focusWidget() is settings.operators._in_row[-1]


def test_settings__escape__goes_left_then_away(settings: SettingsPage, press: Press, qtbot: QtBot) -> None:
    press(Key.Key_Return, Key.Key_Escape)
    assert settings.hasFocus()
    with qtbot.waitSignal(settings.left):
        press(Key.Key_Escape)


def test_operators__weak_password__is_told_and_nobody_added(settings: SettingsPage, desk: Desk) -> None:
    settings.operators.new_name.set_value("鄂志强")
    settings.operators.new_password.set_value("12345678")
    settings.operators.add()
    assert settings.operators.notice.sentence
    assert len(desk.list_operators()) == 2


def test_operators__disabled__leaves_the_unlock_page(settings: SettingsPage, desk: Desk, made: Vaults) -> None:
    clerk = next(one for one in desk.list_operators() if one.name == "苏日娜")
    settings.operators._disable(clerk)
    assert len(made.card().operators) == 2 and "再按一次" in settings.operators.notice.sentence
    settings.operators._disable(clerk)
    assert [one.name for one in made.card().operators] == ["敖丽娟"]


def test_operators__clerk__sees_the_list_only(made: Vaults, parts: Parts, show: Show) -> None:
    clerk = next(one for one in made.card().operators if one.name == "苏日娜")
    desk = parts.door.open(clerk.id, PASSWORD)
    page = SettingsPage(desk, parts)
    show(page)
    assert page.operators.first_field() is None
    page.choose(2)
    assert not page.round.save.isEnabled()
    desk.close()


def test_password__changed__is_the_new_one(settings: SettingsPage, desk: Desk, made: Vaults) -> None:
    part = settings.password
    for field, typed in ((part.old, PASSWORD), (part.new, "tengke-2023"), (part.again, "tengke-2023")):
        field.set_value(typed)
    part.change_password()
    assert part.old.value() == ""
    desk.close()
    opened = made.unlock(made.card().operators[0].id, "tengke-2023")
    opened.close(made._clock(), backup=False)


def test_password__old_one_wrong__is_told(settings: SettingsPage) -> None:
    part = settings.password
    for field, typed in ((part.old, "not this one"), (part.new, "tengke-2023"), (part.again, "tengke-2023")):
        field.set_value(typed)
    part.change_password()
    assert part.notice.sentence and part.new.value()


def test_recovery_code__renewed__is_shown_once_and_opens(settings: SettingsPage, desk: Desk, made: Vaults) -> None:
    settings.choose(1)
    part = settings.password
    part.renew_code()
    assert "再按一次" in part.notice.sentence
    part.renew_code()
    code = part.notice.sentence.partition("：")[2][:39]
    settings.choose(2)
    assert part.notice.sentence == ""
    desk.close()
    vault = made.recover(code, made.card().operators[0].id, "tengke-2023")
    made.close(vault, backup=False)


def test_round__line_set__is_kept(settings: SettingsPage, desk: Desk) -> None:
    settings.choose(2)
    settings.round.line.set_value("7,200")
    settings.round.save_round()
    assert desk.current_round().monitoring_line == "7200"


@pytest.mark.parametrize("typed", ["abc", "-5", "NaN", "1e9", "七千"])
def test_round__line_not_an_amount__stays_as_typed(settings: SettingsPage, desk: Desk, typed: str) -> None:
    settings.choose(2)
    settings.round.line.set_value(typed)
    settings.round.save_round()
    assert settings.round.line.value() == typed and settings.round.notice.sentence
    assert desk.current_round().monitoring_line == ""


def test_round__end_before_start__is_told(settings: SettingsPage, desk: Desk) -> None:
    settings.choose(2)
    settings.round.end.set_value("2021-01-01")
    settings.round.save_round()
    assert settings.round.notice.sentence and desk.current_round().period_end == "2023-02-14"


def test_backup__now__goes_to_both_places(settings: SettingsPage, made: Vaults) -> None:
    second = made.folder.parent / "stick"
    second.mkdir()
    settings.choose(3)
    settings.backup.set_second(str(second))
    settings.backup.back_up()
    assert len(list(second.glob("*.ffpvault"))) == 1
    assert len(list((made.folder / "backups").glob("*.ffpvault"))) == 1


def test_backup__second_place_refuses__says_that_the_first_was_made(settings: SettingsPage, made: Vaults) -> None:
    settings.choose(3)
    settings.backup.set_second("/proc")  # a folder that nobody can write into
    settings.backup.now_button.setFocus()
    settings.backup.back_up()
    assert "已经做好" in settings.backup.notice.sentence and "/proc" in settings.backup.notice.sentence
    assert len(list((made.folder / "backups").glob("*.ffpvault"))) == 1
    assert settings.backup.now_button.hasFocus()


def test_backup__stick_is_out__is_said_before_and_after(settings: SettingsPage, made: Vaults) -> None:
    settings.choose(3)
    settings.backup.set_second(str(made.folder.parent / "not there"))
    assert "不在" in settings.backup._second.text()
    settings.backup.back_up()
    assert "不在" in settings.backup.notice.sentence
