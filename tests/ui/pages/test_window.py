"""The window: keys that work everywhere, lock, idle, close with a backup, bugs told calmly, a light start."""

import subprocess
import sys
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ffp_desktop.services.vaults import Vaults
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.pages.campaign.section_page import SectionPage
from ffp_desktop.ui.pages.help import HelpPage
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.pages.quiet import ClosingPage, CrashPage
from ffp_desktop.ui.pages.settings.page import SettingsPage
from ffp_desktop.ui.pages.unlock import UnlockPage
from ffp_desktop.ui.window import MainWindow
from tests.conftest import Clock
from tests.ui.pages.conftest import PASSWORD, Press, write

Key = Qt.Key
Alt, Control = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
HEAVY = ("sqlalchemy", "elementpath", "reportlab", "pypinyin", "alembic", "pypdfium2", "openpyxl")


def test_window__alt_keys__go_to_the_pages(at_home: MainWindow, press: Press) -> None:
    press(Key.Key_6, modifier=Alt)
    assert isinstance(at_home.page, SettingsPage)
    press(Key.Key_2, modifier=Alt)
    assert isinstance(at_home.page, SectionPage)
    press(Key.Key_1, modifier=Alt)
    assert isinstance(at_home.page, HomePage)


def test_window__f1__opens_the_manual_and_escape_comes_back(at_home: MainWindow, press: Press) -> None:
    home = at_home.page
    press(Key.Key_6, modifier=Alt)
    settings = at_home.page
    press(Key.Key_F1)
    page = at_home.page
    assert isinstance(page, HelpPage) and page.chapter.startswith("07")
    press(Key.Key_Right)
    assert page.chapter.startswith("08")
    press(Key.Key_Escape)
    assert at_home.page is settings and home is not settings


def test_window__lock__comes_back_to_the_same_survey(at_home: MainWindow, press: Press) -> None:
    press(Key.Key_F2, "tmhz", Key.Key_Return, Key.Key_Return)
    page = at_home.page
    assert isinstance(page, SurveyPage)
    survey = page.session.header.id
    press(Key.Key_L, modifier=Control)
    assert isinstance(at_home.page, UnlockPage) and at_home.desk is None
    write(PASSWORD)
    press(Key.Key_Return)
    back = at_home.page
    assert isinstance(back, SurveyPage) and back.session.header.id == survey


def test_window__another_operator_after_a_lock__starts_at_the_list(at_home: MainWindow, press: Press) -> None:
    press(Key.Key_6, modifier=Alt)
    press(Key.Key_L, modifier=Control)
    press(Key.Key_Down)
    write(PASSWORD)
    press(Key.Key_Return)
    assert isinstance(at_home.page, HomePage)
    assert at_home.desk is not None and at_home.desk.operator.name == "苏日娜"


def test_window__ten_idle_minutes__lock(at_home: MainWindow, clock: Clock) -> None:
    assert at_home.idle is not None
    clock.now += timedelta(minutes=9)
    at_home.idle.look()
    assert at_home.desk is not None
    clock.now += timedelta(minutes=2)
    at_home.idle.look()
    assert at_home.idle is None
    assert at_home.desk is None and isinstance(at_home.page, UnlockPage)


def test_window__close__makes_a_verified_backup(at_home: MainWindow, made: Vaults, qtbot: QtBot) -> None:
    at_home.close()
    qtbot.waitUntil(lambda: not at_home.isVisible())
    assert len(made.backups()) == 1


def test_window__backup_refused_at_close__asks_and_closes_without(at_home: MainWindow, made: Vaults) -> None:
    (made.folder / "backups").write_bytes(b"a file where the folder should be")
    at_home.close()
    page = at_home.page
    assert isinstance(page, ClosingPage) and page.sentence
    page.close_wanted.emit()
    assert not at_home.isVisible()


def test_window__second_place_refused_at_close__says_that_the_first_was_made(at_home: MainWindow, made: Vaults) -> None:
    at_home._parts.settings.set("second_backup", "/proc")  # a folder that nobody can write into
    at_home.close()
    page = at_home.page
    assert isinstance(page, ClosingPage) and "已经做好" in page.sentence
    assert len(made.backups()) == 1
    page.close_wanted.emit()
    assert not at_home.isVisible()


def test_window__small_screen__is_never_larger_than_it(window: MainWindow) -> None:
    screen = window.screen().availableSize()
    assert screen.width() < 1024  # the screen of these tests
    assert window.minimumWidth() <= screen.width() and window.minimumHeight() <= screen.height()


def test_window__geometry__is_remembered(at_home: MainWindow, made: Vaults, qtbot: QtBot) -> None:
    at_home.resize(1366, 650)
    at_home.close()
    qtbot.waitUntil(lambda: not at_home.isVisible())
    again = MainWindow(at_home._parts)
    assert again.height() == 650
    again.close()


def test_window__bug__is_told_calmly_and_work_goes_on(
    at_home: MainWindow, press: Press, caplog: pytest.LogCaptureFixture
) -> None:
    at_home.show_crash(ZeroDivisionError("孟和 152123197411051213"))
    assert isinstance(at_home.page, CrashPage)
    assert "孟和" not in caplog.text and "152123" not in caplog.text
    press(Key.Key_Return)
    assert isinstance(at_home.page, HomePage)


def test_window__unknown_survey__is_told_in_the_list(at_home: MainWindow) -> None:
    home = at_home.page
    assert isinstance(home, HomePage)
    home.survey_wanted.emit("no such survey")
    assert at_home.page is home and home.notice.sentence


def test_window__status_bar__shows_only_what_works_now(at_home: MainWindow, press: Press) -> None:
    keys = [keys for keys, _words in at_home.status_bar.shown_keys]
    assert "F2" in keys and "Enter" not in keys and "F9" not in keys
    press(Key.Key_F2, "tmhz", Key.Key_Return, Key.Key_Return)
    press(Key.Key_Escape)
    assert "Enter" in [keys for keys, _words in at_home.status_bar.shown_keys]


def test_window__damaged_keys__are_told_on_the_unlock_page(made: Vaults, window: MainWindow) -> None:
    (made.folder / "keys.json").write_text("{", encoding="utf-8")
    window.start()
    page = window.page
    assert isinstance(page, UnlockPage) and page.notice.sentence


def test_window__pages_fit__at_1366_by_698(at_home: MainWindow, press: Press) -> None:
    at_home.resize(1366, 698)
    for number in (1, 6, 4):
        press(getattr(Key, f"Key_{number}"), modifier=Alt)
        assert at_home.minimumSizeHint().width() <= 1366
        assert at_home.minimumSizeHint().height() <= 698


def test_app__first_page_shown__has_imported_nothing_heavy(made: Vaults) -> None:
    code = f"""
import sys
from pathlib import Path
from ffp_desktop.app import Background, MainWindow, dress, make_application, make_parts
application = make_application(["ffp-desktop"])
parts = make_parts(Path({str(made.folder)!r}), Background(), Path({str(made.folder.parent / "s.json")!r}))
dress(application, parts.theme)
window = MainWindow(parts)
window.start()
window.show()
application.processEvents()
print(type(window.page).__name__, [name for name in {HEAVY!r} if name in sys.modules])
"""
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "UnlockPage []"


def test_app__arguments__version_and_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    from ffp_desktop import __version__
    from ffp_desktop.app import start_app

    assert start_app(["ffp-desktop", "--version"]) == 0
    assert __version__ in capsys.readouterr().out
    assert start_app(["ffp-desktop", "--nonsense"]) == 2
