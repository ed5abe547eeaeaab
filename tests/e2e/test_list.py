"""The list of a township in the real window, with the keys alone: narrowed, kept, found again, walked, printed."""

from pathlib import Path
from string import ascii_lowercase

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ffp_desktop.services.forms import FormShelf
from ffp_desktop.ui.desk_shape import SurveyQuery
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.pages.preview import PreviewPage
from ffp_desktop.ui.window import MainWindow
from tests.conftest import Clock
from tests.e2e.conftest import OpenWindow, unlock
from tests.e2e.offices import make_office
from tests.e2e.typist import ENTER, focused

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(*keys: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(focused(), key, modifier)


def home_of(window: MainWindow) -> HomePage:
    assert isinstance(window.page, HomePage)
    return window.page


def choose_monitored(qtbot: QtBot) -> None:
    """From the first field of the panel: ↓ opens, ↓ to 监测对象, Enter takes it."""
    press(Key.Key_Down)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    press(*[Key.Key_Down] * 5, Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)


def letter_for_some(window: MainWindow) -> str:
    """An initial that leaves a few of the monitored households."""
    desk = window.desk
    assert desk is not None
    counts = {letter: desk.find_surveys(SurveyQuery(text=letter, kind="监测对象")).total for letter in ascii_lowercase}
    return next(letter for letter, count in counts.items() if 2 <= count <= 6)


def test_list__narrowed_and_kept__is_found_again_walked_and_printed(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path, shelf: FormShelf, clock: Clock
) -> None:
    folder = tmp_path / "vault"
    make_office(folder, shelf, clock, 60)
    window = open_window(folder)
    unlock(qtbot, window)
    home = home_of(window)
    assert home.model.total == 60
    letter = letter_for_some(window)

    QTest.keyClicks(focused(), letter)  # typing in the list searches
    press(ENTER)
    press(Key.Key_F, modifier=CONTROL)
    choose_monitored(qtbot)
    wanted = SurveyQuery(text=letter, kind="监测对象")
    assert home.query() == wanted
    press(Key.Key_F5, ENTER)
    assert "监测对象" in home.notice.sentence and home.table.hasFocus()
    kept = home.all_ids()
    assert 2 <= len(kept) <= 6
    press(Key.Key_0, modifier=Qt.KeyboardModifier.AltModifier)
    assert home.model.total == 60

    window.lock()
    window.hide()
    window = open_window(folder)
    unlock(qtbot, window)
    home = home_of(window)
    press(Key.Key_F, modifier=CONTROL)
    press(Key.Key_1)
    assert home.query() == wanted and home.all_ids() == kept
    assert "监测对象" in home.filters.more.words

    press(ENTER)
    qtbot.waitUntil(lambda: isinstance(window.page, SurveyPage))
    assert isinstance(window.page, SurveyPage)
    walked = [window.page.session.header.id]
    for _ in kept[1:]:
        press(Key.Key_PageDown)
        walked.append(window.page.session.header.id)
    assert walked == kept
    press(Key.Key_PageDown)
    assert window.page.session.header.id == kept[-1]
    press(Key.Key_Escape)
    qtbot.waitUntil(lambda: window.page is home)

    press(Key.Key_F7)
    qtbot.waitUntil(lambda: isinstance(window.page, PreviewPage) and bool(window.page.pdf), timeout=10_000)
    preview = window.page
    assert isinstance(preview, PreviewPage)
    one_survey = preview.pdf
    press(Key.Key_2)
    qtbot.waitUntil(lambda: bool(preview.pdf) and preview.pdf != one_survey, timeout=20_000)
    assert int(preview.page_words.split()[-2]) >= 2 * len(kept)


def test_list__some_ticked__are_what_is_printed(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path, shelf: FormShelf, clock: Clock
) -> None:
    folder = tmp_path / "vault"
    make_office(folder, shelf, clock, 12)
    window = open_window(folder)
    unlock(qtbot, window)
    home = home_of(window)
    ids = home.all_ids()
    press(Key.Key_Space, Key.Key_Down, Key.Key_Down)
    press(Key.Key_Down, modifier=SHIFT)
    assert home.model.ticked == [ids[0], ids[2], ids[3]]
    assert home.chosen() == (3, SurveyQuery(ids=(ids[0], ids[2], ids[3])))
    press(Key.Key_F7)
    qtbot.waitUntil(lambda: isinstance(window.page, PreviewPage) and bool(window.page.pdf), timeout=10_000)
    assert isinstance(window.page, PreviewPage)
    assert int(window.page.page_words.split()[-2]) >= 6
    assert window.page.choice.ticked.text() == "勾上的 3 户"
    press(Key.Key_Escape)
    qtbot.waitUntil(lambda: window.page is home)
    press(Key.Key_Escape)
    assert home.model.ticked == [] and home.chosen() == (12, SurveyQuery())


def test_list__two_hundred_to_print__the_window_goes_on_and_stops(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path, shelf: FormShelf, clock: Clock
) -> None:
    folder = tmp_path / "vault"
    make_office(folder, shelf, clock, 200)
    window = open_window(folder)
    unlock(qtbot, window)
    press(Key.Key_F7)
    qtbot.waitUntil(lambda: isinstance(window.page, PreviewPage) and bool(window.page.pdf), timeout=10_000)
    preview = window.page
    assert isinstance(preview, PreviewPage)
    press(Key.Key_2)
    qtbot.waitUntil(lambda: "/ 200 户" in preview.notice.sentence, timeout=10_000)
    assert ("Esc", "不做了") in window.status_bar.shown_keys
    press(Key.Key_Escape)
    assert not preview.pdf and window.page is preview
    press(Key.Key_2)
    qtbot.waitUntil(lambda: bool(preview.pdf), timeout=60_000)
    assert int(preview.page_words.split()[-2]) >= 400
