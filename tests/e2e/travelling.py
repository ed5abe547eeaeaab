"""What people do at 收发 and at 设备与信任, by keys: get a certificate, write a bundle, look at one, read a stick."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QMenu

from ffp_desktop.ui.pages.exchange.page import ExchangePage
from ffp_desktop.ui.pages.exchange.preview_page import BundlePreviewPage
from ffp_desktop.ui.pages.exchange.read_page import ReadPage
from ffp_desktop.ui.pages.exchange.write_page import WritePage
from ffp_desktop.ui.pages.trust.page import TrustPage
from ffp_desktop.ui.pages.trust.step import FileStep
from ffp_desktop.ui.widgets.place_field import PlaceField
from tests.e2e.computers import CONTROL, Computer, Key, press
from tests.e2e.typist import ENTER


def put_stick_in(computer: Computer, place: PlaceField) -> None:
    """The folder that is the stick, typed once; the program remembers it."""
    if place.value() == computer.stick:
        return
    press(Key.Key_F6)
    press(Key.Key_A, modifier=CONTROL)
    press(str(computer.stick), ENTER)


def go_to_exchange(computer: Computer) -> ExchangePage:
    page = computer.go(Key.Key_3, ExchangePage)
    computer.wait(lambda: bool(page.standing.text()) and not page.errand.is_busy)
    return page


# ---- trust


def open_trust(computer: Computer) -> TrustPage:
    computer.turn_to()
    go_to_exchange(computer)
    press("4")
    return computer.wait_for(TrustPage)


def make_root(computer: Computer) -> str:
    """The banner's; what is read to the townships."""
    page = open_trust(computer)
    press("4", Key.Key_F9)
    assert page.step is not None
    return page.step.digits.text()


def enrol(below: Computer, above: Computer, certify: str) -> None:
    """Request, certificate, and both fingerprints compared. `certify` is the digit of 给别人发证 above."""
    page = open_trust(below)
    press("1")
    assert page.step is not None
    put_stick_in(below, page.step.place)
    press(Key.Key_F9)
    (request,) = below.stick.glob("*.ffpreq")
    spoken = page.step.digits.text()
    assert spoken.count(" ") == 2

    answering = open_trust(above)
    press(certify)
    step = answering.step
    assert isinstance(step, FileStep)
    put_stick_in(above, step.place)
    if not step.content:
        press(ENTER)
    assert step.digits.text() == spoken and not step.act.isEnabled()
    press(Key.Key_Space, Key.Key_F9)
    root = step.digits.text()
    request.unlink()

    below.turn_to()
    press(Key.Key_Escape, "2")
    step = page.step
    assert isinstance(step, FileStep) and step.digits.text() in (root, "")
    press(Key.Key_Space, Key.Key_F9)
    assert page.step is None and "已登记" in page.notice.sentence
    (pack,) = below.stick.glob("*.ffpcert")
    pack.unlink()


# ---- out


def write_bundle(computer: Computer, to: str = "", *, everything: bool = False) -> list[Path]:
    """Alt+3, 1; below `to` is chosen from the menu; what was written."""
    before = set(computer.stick.iterdir())
    computer.turn_to()
    go_to_exchange(computer)
    press("1")
    page = computer.wait_for(WritePage)
    computer.wait(lambda: not page.errand.is_busy)
    put_stick_in(computer, page.scope.place)
    if to:
        choose_receiver(computer, page, to)
    if everything:
        press("2")
    computer.wait(page.write.isEnabled)
    press(Key.Key_F9)
    computer.wait(lambda: "可以拔出U盘了" in page.summary.words)
    press(Key.Key_Escape)
    return sorted(set(computer.stick.iterdir()) - before)


def bring_down(computer: Computer, to: str) -> list[Path]:
    """F6 to what is to go back down, Enter on the unit, F9; what was written."""
    before = set(computer.stick.iterdir())
    computer.turn_to()
    page = go_to_exchange(computer)
    for _ in range(5):
        if page.side.down.hasFocus():
            break
        press(Key.Key_F6)
    assert page.side.down.words(page.side.down.row)[0] == to
    press(ENTER)
    writing = computer.wait_for(WritePage)
    put_stick_in(computer, writing.scope.place)
    computer.wait(writing.write.isEnabled)
    assert f"交给{to}" in writing.summary.title
    press(Key.Key_F9)
    computer.wait(lambda: "可以拔出U盘了" in writing.summary.words)
    press(Key.Key_Escape)
    return sorted(set(computer.stick.iterdir()) - before)


def choose_receiver(computer: Computer, page: WritePage, to: str) -> None:
    """4 opens the menu, ↓ to the unit, Enter."""
    press("4")
    computer.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for _ in menu.actions():
        if (chosen := menu.activeAction()) is not None and chosen.text() == to:
            break
        computer.qtbot.keyClick(menu, Key.Key_Down)
    computer.qtbot.keyClick(menu, ENTER)
    computer.turn_to()  # the offscreen platform leaves no window active behind a menu
    assert page.scope.receiver.words() == to


# ---- in


def open_stick(computer: Computer) -> ReadPage:
    computer.turn_to()
    go_to_exchange(computer)
    press("2")
    page = computer.wait_for(ReadPage)
    put_stick_in(computer, page.place)
    computer.wait(lambda: len(page.files) > 0 and not page.errand.is_busy)
    computer.wait(page.table.hasFocus)
    return page


def look_at(computer: Computer) -> BundlePreviewPage:
    """Enter on the first file that is still to be read."""
    open_stick(computer)
    press(ENTER)
    return computer.wait_for(BundlePreviewPage)


def take_in(computer: Computer) -> str:
    """F9 in the preview; what is told then."""
    press(Key.Key_F9)
    page = computer.wait_for(ReadPage)
    computer.wait(lambda: bool(page.notice.sentence) and not page.errand.is_busy)
    return page.notice.sentence


def read_all(computer: Computer) -> str:
    """F9 on the list of files; what is told then."""
    page = open_stick(computer)
    assert page.read.isEnabled(), [one.file.name for one in page.files]
    press(Key.Key_F9)
    computer.wait(lambda: not page.errand.is_busy and not page.read.isEnabled())
    return f"{page.notice.sentence} {page.sentence.text()}"


def outbox(computer: Computer) -> list[str]:
    """到没到 of every bundle, the newest first."""
    computer.turn_to()
    page = go_to_exchange(computer)
    return [page.sent.words(row)[5] for row in range(page.sent.cells.rowCount())]
