"""A window over a real vault of an invented township, with work done at once and a clock that tests set."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ffp_desktop.app import dress, make_parts
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.vaults import Role, Unit, Vaults
from ffp_desktop.ui.background import Background, InstantWorker
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.drives import Drive
from ffp_desktop.ui.gate import Gate
from ffp_desktop.ui.page import Page
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.window import MainWindow
from tests.conftest import QUICK, Clock
from tests.ui.pages.offices import Offices

PASSWORD = "four unrelated words"

PASSWORD = "four unrelated words"
TOWNSHIP = Unit("150722108", "腾克镇人民政府", "乡镇")


class WhitePages:
    """Draws every page of any file white: what stands on paper is tested with the paper."""

    def count_pages(self, _pdf: bytes) -> int:
        return 3

    def draw_page(self, _pdf: bytes, _page: int, _dots: float) -> tuple[int, int, bytes]:
        return 4, 2, b"\xff" * 24


@pytest.fixture
def vaults(tmp_path: Path, clock: Clock) -> Vaults:
    return Vaults(tmp_path / "vault", clock, QUICK)


@pytest.fixture
def made(vaults: Vaults) -> Vaults:
    """A vault with an administrator 敖丽娟 and a clerk 苏日娜, closed."""
    vault, _code = vaults.create(TOWNSHIP, "敖丽娟", PASSWORD)
    vaults.add_operator(vault, "苏日娜", Role.ENTRY, PASSWORD)
    vaults.close(vault, backup=False)
    return vaults


@pytest.fixture
def parts(qapp: QApplication, vaults: Vaults, tmp_path: Path, clock: Clock) -> Parts:
    built = make_parts(tmp_path / "vault", Background(InstantWorker()), tmp_path / "settings.json")
    dress(qapp, built.theme)
    return replace(built, door=Gate(vaults.folder, lambda: vaults, county_regions), clock=clock, pictures=WhitePages())


@pytest.fixture
def desk(made: Vaults, parts: Parts) -> Iterator[Desk]:
    """The administrator's open desk."""
    card = made.card()
    opened = Gate(made.folder, lambda: made, county_regions).open(card.operators[0].id, PASSWORD)
    yield opened
    opened.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder that stands for the stick."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def offices(tmp_path: Path, clock: Clock, shelf: FormShelf, stick: Path) -> Iterator[Offices]:
    """Desks of an invented banner, its township and a village, as a test opens them."""
    made = Offices(tmp_path, clock, shelf, stick)
    yield made
    made.close()


@pytest.fixture
def with_stick(parts: Parts, stick: Path) -> Parts:
    """The parts of a computer with one stick in."""
    return replace(parts, find_drives=lambda: [Drive(stick, "KINGSTON", 8 << 30, False)])


Show = Callable[[QWidget], None]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Shows a page at the size every page is designed for, with the focus where it starts."""

    def shown(widget: QWidget) -> None:
        qtbot.addWidget(widget)
        widget.resize(1366, 698)
        with qtbot.waitExposed(widget):
            widget.show()
        widget.activateWindow()
        if isinstance(widget, Page):
            widget.arrive()

    return shown


Press = Callable[..., None]


def drop_files(page: Page, files: Sequence[Path]) -> None:
    """Drags files of this computer onto a page."""
    brought = QMimeData()
    brought.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    action, none, button = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    middle = page.rect().center()
    enter = QDragEnterEvent(middle, action, brought, button, none)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPointF(middle), action, brought, button, none))


@pytest.fixture
def press(qtbot: QtBot) -> Press:
    """Presses keys, or types ASCII text, where the focus is."""

    def pressed(*keys: Qt.Key | str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            target = QApplication.focusWidget() or QApplication.activeWindow()
            if isinstance(key, str):
                qtbot.keyClicks(target, key)
            else:
                qtbot.keyClick(target, key, modifier)

    return pressed


@pytest.fixture
def window(parts: Parts, show: Show) -> MainWindow:
    """Started, at the page it starts with."""
    opened = MainWindow(parts)
    opened.start()
    show(opened)
    return opened


@pytest.fixture
def at_home(made: Vaults, window: MainWindow, press: Press, qtbot: QtBot) -> MainWindow:
    """Unlocked by the administrator."""
    window.start()
    write(PASSWORD)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk is not None)
    return window


def write(text: str) -> None:
    """Puts text into the field with the focus, as an input method does."""
    field = QApplication.focusWidget()
    assert field is not None and hasattr(field, "insert")
    field.insert(text)
