"""A household up, back with a comment, answered, up again, judged by two, edited: in real windows, by keys alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.survey import Place, State
from ffp_desktop.services.bundles.exchange import BundleExchange
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.records import Role, Unit
from ffp_desktop.store.vault import OpenVault, create_vault, open_vault
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.pages.home.model import Column
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.pages.review.page import ReviewPage
from ffp_desktop.ui.window import MainWindow
from tests.conftest import PASSWORD, QUICK, Clock
from tests.e2e.conftest import OpenWindow, unlock
from tests.e2e.typist import ENTER, focused

DATA = Path(__file__).parent.parent / "data" / "surveys"
VILLAGE = Unit("150722108203", "特莫呼珠村", "村")
UNITS = {
    "banner": Unit("150722", "莫旗乡村振兴局", "旗"),
    "township": Unit("150722108", "腾克镇人民政府", "乡镇"),
    "village": VILLAGE,
}
JUDGES = ("鄂志强", "何玉花")
Key = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Campaign:
    """Three enrolled vaults, closed; what is carried between them is carried by the services."""

    def __init__(self, folder: Path, shelf: FormShelf, clock: Clock) -> None:
        clock.now = clock.now.now().replace(microsecond=0)  # the windows go by the computer's own clock
        self.folder, self.shelf, self.clock = folder, shelf, clock
        self.stick = folder / "stick"
        self.stick.mkdir()
        self.operators: dict[str, str] = {}
        opened = {}
        for name, unit in UNITS.items():
            opened[name], _code = create_vault(folder / name, unit, "涂金山", PASSWORD, clock(), QUICK)
        offices = {name: self.exchange(vault) for name, vault in opened.items()}
        offices["banner"].enrolment.make_root()
        for below, above, is_office in (("township", "banner", True), ("village", "township", False)):
            request, spoken = offices[below].enrolment.request(is_office)
            pack = offices[above].enrolment.certify(request, spoken)
            offices[below].enrolment.enrol(pack, offices[above].enrolment.root_fingerprint())
        for name in JUDGES:
            operator = opened["township"].operators.add(name, Role.REVIEW, PASSWORD, clock().isoformat())
            self.operators[name] = operator.id
        filed = read_surveys(DATA / "general-three-people.json", shelf.form, county_regions())
        moved = [FiledSurvey(replace(one, village=VILLAGE.code), finish=True) for one in filed]
        surveys = Surveys(opened["village"], shelf, county_regions(), clock)
        self.survey = Exchange(opened["village"], surveys, shelf).put_in(moved).surveys[0]
        self.operators |= {name: vault.operator.id for name, vault in opened.items()}
        for vault in opened.values():
            vault.close(clock(), backup=False)

    def exchange(self, vault: OpenVault) -> BundleExchange:
        return BundleExchange(
            vault, Surveys(vault, self.shelf, county_regions(), self.clock), self.shelf, county_regions(), self.clock
        )

    def open(self, name: str) -> OpenVault:
        self.clock.now = self.clock.now.now().replace(microsecond=0)
        return open_vault(self.folder / name, self.operators[name], PASSWORD, self.clock())

    def carry(self, source: str, target: str) -> None:
        """A bundle over, and the receipt back."""
        sender, receiver = self.open(source), self.open(target)
        sending, taking = self.exchange(sender), self.exchange(receiver)
        to = "" if source == "village" else VILLAGE.code
        (sent,) = sending.sending.write(sending.sending.plan(to), self.stick)
        done = taking.take_in(taking.receiving.look((self.stick / sent.name).read_bytes()), self.stick)
        assert done.receipt is not None
        sending.sending.take_receipt(done.receipt.read_bytes())
        for vault in (sender, receiver):
            vault.close(self.clock(), backup=False)

    def state(self, name: str) -> State:
        vault = self.open(name)
        state = vault.surveys.get(self.survey).state
        vault.close(self.clock(), backup=False)
        return state


@pytest.fixture
def campaign(tmp_path: Path, shelf: FormShelf, clock: Clock) -> Campaign:
    return Campaign(tmp_path, shelf, clock)


def press(*keys: Qt.Key | str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(focused(), key)
        else:
            QTest.keyClick(focused(), key, modifier)


def close(qtbot: QtBot, window: MainWindow) -> None:
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)


def hand_up(qtbot: QtBot, window: MainWindow) -> None:
    """F9 on the list, Enter."""
    home = window.page
    assert isinstance(home, HomePage)
    press(Key.Key_F9)
    assert "上报 1 户" in home.handing.panel.words
    press(ENTER)
    qtbot.waitUntil(lambda: home.notice.sentence.startswith("已上报 1 户"), timeout=10_000)


def sit_down(qtbot: QtBot, window: MainWindow, name: str) -> SurveyPage:
    """A judge unlocks, goes to the queue, and opens its first survey."""
    for _ in range(10):
        if name in _chosen(window):
            break
        press(Key.Key_Down)
    unlock(qtbot, window)
    press(Key.Key_7, modifier=ALT)
    queue = window.page
    assert isinstance(queue, ReviewPage)
    qtbot.waitUntil(lambda: queue.table.cells.rowCount() == 1 and not queue.errand.is_busy)
    press(ENTER)
    page = window.page
    assert isinstance(page, SurveyPage)
    return page


def _chosen(window: MainWindow) -> str:
    """Who is chosen at the unlock page."""
    from ffp_desktop.ui.widgets.list_row import ListRow

    return "".join(row.name for row in window.findChildren(ListRow) if row.is_chosen)


def write_comment(qtbot: QtBot, page: SurveyPage) -> None:
    page.sheet.focus_place(Place("head_phone"))
    press(Key.Key_F2)
    qtbot.waitUntil(lambda: page.review.is_writing)
    press("1", ENTER)
    qtbot.waitUntil(lambda: [line.word for line in page.review.strip.rows.lines] == ["待退回"])
    qtbot.waitUntil(lambda: not page.review.strip.edit.isVisible())


def correct_and_answer(qtbot: QtBot, window: MainWindow) -> None:
    """The village opens what came back, corrects it, answers, finishes and hands it up again."""
    home = window.page
    assert isinstance(home, HomePage)
    assert home.model.text(0, Column.OPERATOR) == "鄂志强 退回"
    press(ENTER)
    page = window.page
    assert isinstance(page, SurveyPage)
    assert page.sheet.place == Place("head_phone")
    assert page.review.strip.rows.lines[0].text == "电话打不通，请核对号码。"
    press("13947010588", ENTER)
    page.sheet.focus_place(Place("head_phone"))
    press(Key.Key_F5)
    qtbot.waitUntil(lambda: page.review.is_writing)
    press("1", ENTER)
    qtbot.waitUntil(lambda: page.review.strip.standing == "退回来改，意见 1 条，都答复了")
    press(Key.Key_F9)
    assert page.session.header.state is State.FINISHED
    press(Key.Key_Escape)
    hand_up(qtbot, window)


def test_review__up_back_answered_up_judged_and_edited__stays_in_step(
    qtbot: QtBot, open_window: OpenWindow, campaign: Campaign
) -> None:
    window = open_window(campaign.folder / "village")
    unlock(qtbot, window)
    hand_up(qtbot, window)
    close(qtbot, window)
    campaign.carry("village", "township")

    window = open_window(campaign.folder / "township")
    page = sit_down(qtbot, window, JUDGES[0])
    write_comment(qtbot, page)
    press(Key.Key_Backspace, modifier=CONTROL)
    press(Key.Key_Backspace, modifier=CONTROL)
    queue = window.page
    assert isinstance(queue, ReviewPage) and "已退回，1 条意见" in queue.notice.sentence
    close(qtbot, window)
    campaign.carry("township", "village")

    window = open_window(campaign.folder / "village")
    unlock(qtbot, window)
    correct_and_answer(qtbot, window)
    close(qtbot, window)
    campaign.carry("village", "township")

    for name in JUDGES:
        window = open_window(campaign.folder / "township")
        page = sit_down(qtbot, window, name)
        assert page.review.strip.rows.lines[0].reply == "已照纸表改正。"
        press(Key.Key_F9)
        assert isinstance(window.page, ReviewPage), page.status.saved
        if name is JUDGES[0]:
            close(qtbot, window)
    edit_what_was_judged(qtbot, window)
    close(qtbot, window)
    assert campaign.state("township") is State.SUBMITTED


def edit_what_was_judged(qtbot: QtBot, window: MainWindow) -> None:
    """The approved survey is opened from the list and corrected: both judgements fall, and that stays told."""
    press(Key.Key_1, modifier=ALT)
    home = window.page
    assert isinstance(home, HomePage)
    qtbot.waitUntil(lambda: home.model.text(0, Column.STATE) == "审核通过")
    press(ENTER)
    page = window.page
    assert isinstance(page, SurveyPage)
    page.sheet.focus_place(Place("head_phone"))
    press("1")
    assert page.reason.line.prompt.startswith("鄂志强、何玉花 审过，一改就作废")
    press("haoma biangeng", ENTER)
    qtbot.waitUntil(lambda: page.session.is_editable)
    page.sheet.focus_place(Place("head_phone"))
    press("13947010589", ENTER, Key.Key_F9)
    assert page.session.header.state is State.SUBMITTED
    assert page.review.strip.standing.endswith("原审作废，要重审")
