"""Two offices wrote one survey: imported, one household left out and taken later, both units settled by keys, and the
decision back in the village; in real windows."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.survey import Place
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.review.conflicts import Conflicts
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.services.vaults import Vaults
from ffp_desktop.store.vault import OpenVault
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.pages.conflict.page import ConflictPage
from ffp_desktop.ui.pages.exchange.page import ExchangePage
from ffp_desktop.ui.pages.exchange.preview_page import BundlePreviewPage
from ffp_desktop.ui.pages.exchange.read_page import ReadPage
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.window import MainWindow
from tests.conftest import PASSWORD, QUICK, Clock
from tests.e2e.conftest import OpenWindow, unlock
from tests.e2e.test_exchange import ALT, choose_stick, close, exchange_of, go_to_exchange, press
from tests.e2e.typist import ENTER, commit
from tests.ui.pages.offices import VILLAGE, Offices

Key = Qt.Key


class Parted:
    """A village's and a township's vault, closed, and the bundle that makes them meet on the stick."""

    def __init__(self, offices: Offices) -> None:
        _banner, township, village = offices.chain()
        self.survey = offices.enter(village, "general-three-people", VILLAGE.code)
        offices.hand_up(village, self.survey)
        offices.take(township, offices.export(village)).unlink()
        second = township.open_session(self.survey).members()[1]
        self.second = Place("name", second)
        for desk, income, name in ((township, "31200", "敖日格勒"), (village, "13200", "敖日格乐")):
            units = {"income": {"business_income": income}, f"member:{second}": {"name": name}}
            offices.write_past(desk, self.survey, units)
        offices.enter(village, "destitute-old-man", VILLAGE.code)
        for file in offices.stick.iterdir():
            file.unlink()
        offices.export(village)
        self.folders = {"township": township.vault_folder, "village": village.vault_folder}
        offices.close()
        offices.opened.clear()


@pytest.fixture
def parted(tmp_path: Path, clock: Clock, shelf: FormShelf) -> Parted:
    clock.now = clock.now.now().replace(microsecond=0)  # the windows go by the computer's own clock
    stick = tmp_path / "stick"
    stick.mkdir()
    return Parted(Offices(tmp_path, clock, shelf, stick))


def look_at_bundle(qtbot: QtBot, window: MainWindow, stick: Path) -> BundlePreviewPage:
    go_to_exchange(qtbot, window)
    press("2")
    reading = window.page
    assert isinstance(reading, ReadPage)
    choose_stick(qtbot, stick)
    qtbot.waitUntil(lambda: len(reading.files) > 0 and not reading.errand.is_busy)
    press(ENTER)
    qtbot.waitUntil(lambda: isinstance(window.page, BundlePreviewPage), timeout=10_000)
    preview = window.page
    assert isinstance(preview, BundlePreviewPage)
    return preview


def import_all_but_the_new_one(qtbot: QtBot, window: MainWindow, stick: Path) -> ConflictPage:
    """↓ and Space leave it out, ↑ and F8 import and go to the conflict."""
    preview = look_at_bundle(qtbot, window, stick)
    assert [preview.table.words(row)[1] for row in range(2)] == ["≠ 冲突", "+ 新"]
    press(Key.Key_Down, Key.Key_Space, Key.Key_Up)
    assert preview.put_in.text() == "导入选中的 1 户"
    press(Key.Key_F8)
    qtbot.waitUntil(lambda: isinstance(window.page, ConflictPage), timeout=20_000)
    page = window.page
    assert isinstance(page, ConflictPage)
    assert page.table.hasFocus() and "第 1 / 2 处" in page.bar.words
    return page


def open_survey_in_conflict(qtbot: QtBot, window: MainWindow) -> SurveyPage:
    """From the list, where it stands."""
    press(Key.Key_1, modifier=ALT)
    home = window.page
    assert isinstance(home, HomePage)
    qtbot.waitUntil(lambda: home.counts.total == 1)
    press(ENTER)
    page = window.page
    assert isinstance(page, SurveyPage)
    assert page.bar.finish == "解决冲突 1 处"
    return page


def settle_both(qtbot: QtBot, window: MainWindow, page: ConflictPage) -> None:
    """The income as the village has it; the name typed anew."""
    assert "像是抄写颠倒" in page.foot.hints
    press("2")
    commit("纸表写一万三千二")
    press(Key.Key_F9)
    qtbot.waitUntil(lambda: "第 1 / 1 处" in page.bar.words)
    press(Key.Key_Escape)
    assert isinstance(window.page, ReadPage)
    survey = open_survey_in_conflict(qtbot, window)
    press(Key.Key_F9)
    assert window.page is page
    press("3")
    commit("敖日娜")
    press(ENTER)
    assert page.reason.hasFocus()
    commit("两边都抄错")
    press(Key.Key_F9)
    qtbot.waitUntil(lambda: window.page is survey)
    assert survey.bar.conflicts == 0 and survey.bar.finish != "解决冲突 1 处"


def take_what_was_left(qtbot: QtBot, window: MainWindow) -> None:
    page = go_to_exchange(qtbot, window)
    qtbot.waitUntil(page.held.isVisible)
    assert page.ways[-1].text() == "冲突"
    for _ in range(4):
        if not page.held.hasFocus():
            press(Key.Key_F6)
    assert page.held.hasFocus()
    press(ENTER)
    qtbot.waitUntil(lambda: "已取用" in page.notice.sentence and not page.held.isVisible(), timeout=10_000)


def reopen(folder: Path, clock: Clock) -> OpenVault:
    vaults = Vaults(folder, clock, QUICK)
    return vaults.unlock(vaults.card().operators[0].id, PASSWORD)


def send_down(folder: Path, shelf: FormShelf, clock: Clock, stick: Path) -> None:
    for file in stick.iterdir():
        file.unlink()
    vault = reopen(folder, clock)
    exchange = exchange_of(vault, shelf, clock)
    exchange.sending.write(exchange.sending.plan(VILLAGE.code), stick)
    vault.close(clock(), backup=False)


def take_in(qtbot: QtBot, window: MainWindow, stick: Path) -> None:
    preview = look_at_bundle(qtbot, window, stick)
    assert "≠ 冲突" not in [preview.table.words(row)[1] for row in range(preview.table.cells.rowCount())]
    press(Key.Key_F9)
    qtbot.waitUntil(lambda: isinstance(window.page, ReadPage), timeout=20_000)
    page = go_to_exchange(qtbot, window)
    assert isinstance(page, ExchangePage) and page.ways[-1].text() == "冲突"


def test_conflict__settled_in_the_township__is_none_in_the_village_either(
    qtbot: QtBot, open_window: OpenWindow, parted: Parted, shelf: FormShelf, clock: Clock, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    window = open_window(parted.folders["township"])
    unlock(qtbot, window)
    page = import_all_but_the_new_one(qtbot, window, stick)
    settle_both(qtbot, window, page)
    take_what_was_left(qtbot, window)
    close(qtbot, window)
    send_down(parted.folders["township"], shelf, clock, stick)
    window = open_window(parted.folders["village"])
    unlock(qtbot, window)
    take_in(qtbot, window, stick)
    close(qtbot, window)
    for folder in parted.folders.values():
        vault = reopen(folder, clock)
        surveys = Surveys(vault, shelf, county_regions(), clock)
        assert Conflicts(vault, surveys, shelf).list() == ()
        session = surveys.open(parted.survey)
        assert session.printed(Place("business_income")) == "13,200.00"
        assert session.printed(parted.second) == "敖日娜"
        vault.close(clock(), backup=False)
