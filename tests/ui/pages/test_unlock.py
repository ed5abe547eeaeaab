"""The unlock page: who, password, Enter; wrong ones, the lock, caps lock."""

from datetime import timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ffp_desktop.services.vaults import Unit, Vaults
from ffp_desktop.ui.pages.recovery import RecoveryPage
from ffp_desktop.ui.pages.unlock import UnlockPage
from ffp_desktop.ui.window import MainWindow
from tests.conftest import Clock
from tests.ui.pages.conftest import PASSWORD, Press, write

Key = Qt.Key


def unlock_page(window: MainWindow) -> UnlockPage:
    window.start()
    page = window.page
    assert isinstance(page, UnlockPage)
    return page


def test_unlock__start__focuses_the_password_and_lists_operators(made: Vaults, window: MainWindow) -> None:
    page = unlock_page(window)
    assert page.password.hasFocus()
    assert page.operators.index == 0
    assert page.password.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is False


def test_unlock__right_password__opens_the_list(at_home: MainWindow) -> None:
    assert at_home.desk is not None and at_home.desk.operator.name == "敖丽娟"
    tabs = ["Alt+1", "Alt+2", "Alt+7", "Alt+3", "Alt+4", "Alt+5", "Alt+6"]
    assert at_home.top_bar is not None and at_home.top_bar.tab_keys == tabs


def test_unlock__down__chooses_the_next_operator(made: Vaults, window: MainWindow, press: Press) -> None:
    unlock_page(window)
    press(Key.Key_Down)
    write(PASSWORD)
    press(Key.Key_Return)
    assert window.desk is not None and window.desk.operator.name == "苏日娜"


def test_unlock__nothing_typed__says_so(made: Vaults, window: MainWindow, press: Press) -> None:
    page = unlock_page(window)
    press(Key.Key_Return)
    assert page.notice.sentence and window.desk is None


def test_unlock__wrong_password__tells_calmly_and_keeps_the_operator(
    made: Vaults, window: MainWindow, press: Press
) -> None:
    page = unlock_page(window)
    press(Key.Key_Down, "wrong", Key.Key_Return)
    assert "还可以试4次" in page.notice.sentence
    assert page.operators.index == 1 and page.password.hasFocus()


def test_unlock__five_wrong__waits_fifteen_minutes_and_says_how_long(
    made: Vaults, window: MainWindow, press: Press, clock: Clock, qtbot: QtBot
) -> None:
    page = unlock_page(window)
    for _ in range(5):
        press("wrong", Key.Key_Return)
    assert not page.password.isEnabled() and "分" in page.notice.sentence
    assert page._recover.hasFocus()
    clock.now += timedelta(minutes=16)
    qtbot.waitUntil(page.password.isEnabled)
    assert page.notice.sentence == ""


def test_unlock__capitals_without_shift__tells_caps_lock_in_words(
    made: Vaults, window: MainWindow, qtbot: QtBot
) -> None:
    page = unlock_page(window)
    with qtbot.waitSignal(page.password.caps_lock_changed):
        qtbot.keyClick(page.password, Key.Key_A, Qt.KeyboardModifier.NoModifier)
        page.password.clear()
        page.password._set_caps(True)
    assert page._caps.isVisible()


def test_unlock__recovery_code__sets_a_new_password(vaults: Vaults, window: MainWindow, press: Press) -> None:
    vault, code = vaults.create(Unit("150722108", "腾克镇人民政府", "乡镇"), "敖丽娟", PASSWORD)
    vaults.close(vault, backup=False)
    unlock_page(window).recovery_wanted.emit()
    page = window.page
    assert isinstance(page, RecoveryPage)
    press(code.lower().replace("-", " "), Key.Key_Return)
    assert page.operator.hasFocus()
    press(Key.Key_Return, "four other words", Key.Key_Return, "four other", Key.Key_Return)
    assert window.desk is None and page.password.second.selectedText()
    press("four other words", Key.Key_Return)
    assert window.desk is not None


def test_recovery__who__is_the_one_who_came_last(made: Vaults, window: MainWindow, clock: Clock) -> None:
    clock.now += timedelta(minutes=1)
    clerk = next(one for one in made.card().operators if one.name == "苏日娜")
    made.close(made.unlock(clerk.id, PASSWORD), backup=False)
    unlock_page(window).recovery_wanted.emit()
    page = window.page
    assert isinstance(page, RecoveryPage) and page.operator.currentText().startswith("苏日娜")


def test_unlock__restore__brings_the_backup_back(made: Vaults, window: MainWindow, press: Press, qtbot: QtBot) -> None:
    from ffp_desktop.ui.pages.restore import RestorePage

    vault = made.unlock(made.card().operators[0].id, PASSWORD)
    made.close(vault, backup=True)
    unlock_page(window).restore_wanted.emit()
    page = window.page
    assert isinstance(page, RestorePage)
    press(Key.Key_F9)
    assert page.notice.sentence and not list(made.folder.glob("replaced-*"))
    press("not the password", Key.Key_Return)
    assert "恢复码" in page.notice.sentence and not list(made.folder.glob("replaced-*"))
    press(PASSWORD, Key.Key_F9)
    (aside,) = made.folder.glob("replaced-*")
    assert isinstance(window.page, UnlockPage) and aside.name in window.page.notice.sentence


def test_unlock__restore_with_the_recovery_code__brings_the_backup_back(
    vaults: Vaults, window: MainWindow, press: Press
) -> None:
    vault, code = vaults.create(Unit("150722108", "腾克镇人民政府", "乡镇"), "敖丽娟", PASSWORD)
    vaults.close(vault, backup=True)
    window.start()
    unlock_page(window).restore_wanted.emit()
    press(code.lower(), Key.Key_Return)
    assert list(vaults.folder.glob("replaced-*")) and isinstance(window.page, UnlockPage)


def test_restore__foreign_file__is_refused_in_place(made: Vaults, window: MainWindow, press: Press) -> None:
    from ffp_desktop.ui.pages.restore import RestorePage

    foreign = made.folder.parent / "foreign.ffpvault"
    foreign.write_bytes(b"not a backup")
    unlock_page(window).restore_wanted.emit()
    page = window.page
    assert isinstance(page, RestorePage)
    page.add_file(foreign)
    assert "不是本程序的备份" in page.notice.sentence
    press(PASSWORD, Key.Key_F9)
    assert window.page is page and page.notice.sentence


def test_restore__backup_with_a_changed_byte__is_refused_and_nothing_changes(
    made: Vaults, window: MainWindow, press: Press
) -> None:
    from ffp_desktop.ui.pages.restore import RestorePage

    made.close(made.unlock(made.card().operators[0].id, PASSWORD), backup=True)
    (file,) = (made.folder / "backups").glob("*.ffpvault")
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    unlock_page(window).restore_wanted.emit()
    press(PASSWORD, Key.Key_F9)
    page = window.page
    assert isinstance(page, RestorePage) and "已损坏" in page.notice.sentence
    assert not list(made.folder.glob("replaced-*"))
