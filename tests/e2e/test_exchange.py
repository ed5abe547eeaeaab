"""A household from a village's window to the township's and the receipt back, in real windows, by keys alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ffp_desktop.services.bundles.exchange import BundleExchange
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.records import Unit
from ffp_desktop.store.vault import OpenVault, create_vault
from ffp_desktop.ui.pages.exchange.page import ExchangePage
from ffp_desktop.ui.pages.exchange.preview_page import BundlePreviewPage
from ffp_desktop.ui.pages.exchange.read_page import ReadPage
from ffp_desktop.ui.pages.exchange.write_page import WritePage
from ffp_desktop.ui.pages.home.model import Column
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.widgets.marks import Shape
from ffp_desktop.ui.window import MainWindow
from tests.conftest import PASSWORD, QUICK, Clock
from tests.e2e.conftest import OpenWindow, unlock
from tests.e2e.typist import ENTER, focused

DATA = Path(__file__).parent.parent / "data" / "surveys"
UNITS = {
    "banner": Unit("150722", "莫旗乡村振兴局", "旗"),
    "township": Unit("150722108", "腾克镇人民政府", "乡镇"),
    "village": Unit("150722108203", "特莫呼珠村", "村"),
}
ALT = Qt.KeyboardModifier.AltModifier


def exchange_of(vault: OpenVault, shelf: FormShelf, clock: Clock) -> BundleExchange:
    surveys = Surveys(vault, shelf, county_regions(), clock)
    return BundleExchange(vault, surveys, shelf, county_regions(), clock)


@pytest.fixture
def folders(tmp_path: Path, shelf: FormShelf, clock: Clock) -> dict[str, Path]:
    """Three enrolled vaults, closed; the village has two households finished."""
    clock.now = clock.now.now().replace(microsecond=0)  # the windows go by the computer's own clock
    opened = {}
    for name, unit in UNITS.items():
        opened[name], _code = create_vault(tmp_path / name, unit, "苏日娜", PASSWORD, clock(), QUICK)
    offices = {name: exchange_of(vault, shelf, clock) for name, vault in opened.items()}
    offices["banner"].enrolment.make_root()
    for below, above, is_office in (("township", "banner", True), ("village", "township", False)):
        request, spoken = offices[below].enrolment.request(is_office)
        pack = offices[above].enrolment.certify(request, spoken)
        offices[below].enrolment.enrol(pack, offices[above].enrolment.root_fingerprint())
    surveys = Surveys(opened["village"], shelf, county_regions(), clock)
    for name in ("general-three-people", "fourteen-people"):
        filed = read_surveys(DATA / f"{name}.json", shelf.form, county_regions())
        moved = [FiledSurvey(replace(one, village=UNITS["village"].code), finish=True) for one in filed]
        assert Exchange(opened["village"], surveys, shelf).put_in(moved).finished == 1
    for vault in opened.values():
        vault.close(clock(), backup=False)
    return {name: tmp_path / name for name in UNITS}


def press(*keys: Qt.Key | str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(focused(), key)
        else:
            QTest.keyClick(focused(), key, modifier)


def go_to_exchange(qtbot: QtBot, window: MainWindow) -> ExchangePage:
    """Alt+3, and waits until the lists are there."""
    press(Qt.Key.Key_3, modifier=ALT)
    page = window.page
    assert isinstance(page, ExchangePage)
    qtbot.waitUntil(lambda: bool(page.standing.text()) and not page.errand.is_busy)
    return page


def choose_stick(qtbot: QtBot, stick: Path) -> None:
    """F6 into the field, the folder typed over what stands there, Enter."""
    press(Qt.Key.Key_F6)
    press(Qt.Key.Key_A, modifier=Qt.KeyboardModifier.ControlModifier)
    press(str(stick), ENTER)


def close(qtbot: QtBot, window: MainWindow) -> None:
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)


def export(qtbot: QtBot, window: MainWindow, stick: Path) -> None:
    page = go_to_exchange(qtbot, window)
    assert page.waiting.words(0) == ["特莫呼珠村", "2 户"]
    press("1")
    writing = window.page
    assert isinstance(writing, WritePage)
    qtbot.waitUntil(lambda: "2 户" in writing.summary.words)
    choose_stick(qtbot, stick)
    qtbot.waitUntil(writing.write.isEnabled)
    press(Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: "可以拔出U盘了" in writing.summary.words, timeout=10_000)
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.sent.cells.rowCount() == 1)
    assert page.sent.cells.cell(0, 5).shape is Shape.RING


def take_in(qtbot: QtBot, window: MainWindow, stick: Path) -> None:
    go_to_exchange(qtbot, window)
    press("2")
    reading = window.page
    assert isinstance(reading, ReadPage)
    choose_stick(qtbot, stick)
    qtbot.waitUntil(lambda: len(reading.files) == 1 and not reading.errand.is_busy)
    press(ENTER)
    qtbot.waitUntil(lambda: isinstance(window.page, BundlePreviewPage), timeout=10_000)
    preview = window.page
    assert isinstance(preview, BundlePreviewPage)
    assert [preview.table.words(row)[1] for row in range(2)] == ["+ 新", "+ 新"]
    press(Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: window.page is reading and "回执已写回" in reading.notice.sentence, timeout=20_000)
    press(Qt.Key.Key_1, modifier=ALT)
    home = window.page
    assert isinstance(home, HomePage)
    qtbot.waitUntil(lambda: home.counts.total == 2)
    assert {home.model.text(row, Column.VILLAGE) for row in range(2)} == {"特莫呼珠村"}


def take_receipt(qtbot: QtBot, window: MainWindow, stick: Path) -> None:
    page = go_to_exchange(qtbot, window)
    press("2")
    reading = window.page
    assert isinstance(reading, ReadPage)
    choose_stick(qtbot, stick)
    qtbot.waitUntil(lambda: len(reading.files) == 2 and not reading.errand.is_busy)
    assert reading.table.words(reading.table.row)[0] == "回执"
    press(ENTER)
    qtbot.waitUntil(lambda: "已经送到" in reading.sentence.text(), timeout=10_000)
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.sent.cells.rowCount() == 1 and page.sent.cells.cell(0, 5).shape is Shape.CHECK)
    assert page.waiting.cells.rowCount() == 0
    assert "没有要报给腾克镇的新记录" in page.standing.text()


def test_bundle__village_to_township_and_receipt_back__turns_the_outbox_green(
    qtbot: QtBot, open_window: OpenWindow, folders: dict[str, Path], tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for folder, act in (("village", export), ("township", take_in), ("village", take_receipt)):
        window = open_window(folders[folder])
        unlock(qtbot, window)
        act(qtbot, window, stick)
        close(qtbot, window)
    assert QApplication.activeWindow() is None
