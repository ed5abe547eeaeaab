"""A workbook as a village sends it into the vault and out again, in the real window, with key presses only."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ffp_desktop.store.backup import BACKUPS, list_backups
from ffp_desktop.ui.desk_shape import SurveyQuery
from ffp_desktop.ui.pages.home.model import Column
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.pages.workbook_import.page import Step, WorkbookImportPage
from ffp_desktop.ui.pages.workbook_import.preview_model import Column as PreviewColumn
from ffp_desktop.ui.window import MainWindow
from tests.e2e.conftest import unlock
from tests.e2e.dialogs import answer_dialog
from tests.e2e.typist import ENTER, focused
from tests.services.workbook_import.messy import number

Key = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ROWS = [
    ["腾克镇2022年人口台账"],
    ["村", "户主电话", "家庭成员", "", "", "身体怎样", "收入（元）"],
    ["", "", "姓名", "本人证号", "与户主关系", "", ""],
    ["特莫呼珠村", "13847012236", "敖日格勒", number(1, 1), "户主", "健康", 4800],
    ["", "", "何玉花", number(1, 2), "妻子", "慢性病", ""],
    ["特莫呼珠村", "", "郭海波", 150722198501012333, "户主", "健康", 1200],
    ["怪勒村", "", "孟和", number(1, 4), "户主", "健康", 900],
    ["合计", "", "4人", "", "", "", 6900],
]


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> WorkbookImportPage:
    """The import page over an empty vault, come to by its key."""
    unlock(qtbot, window)
    QTest.keyClick(focused(), Key.Key_3, ALT)
    QTest.keyClick(focused(), Key.Key_3)
    qtbot.waitUntil(lambda: isinstance(window.page, WorkbookImportPage))
    assert isinstance(window.page, WorkbookImportPage)
    return window.page


def press(*keys: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(focused(), key, modifier)


def choose_file(qtbot: QtBot, file: Path) -> None:
    waiting = answer_dialog(file)
    press(Key.Key_F2)
    qtbot.waitUntil(lambda: not waiting.isActive() and QApplication.focusWidget() is not None)


def wait_for(qtbot: QtBot, page: WorkbookImportPage, step: Step) -> None:
    qtbot.waitUntil(lambda: page.step is step and not page.errand.is_busy, timeout=20_000)


def write_roll(file: Path) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in ROWS:
        sheet.append(row)
    for area in ("A1:G1", "C2:E2", "A2:A3", "B2:B3", "F2:F3", "G2:G3"):
        sheet.merge_cells(area)
    book.save(file)
    return file


def home_rows(window: MainWindow) -> list[str]:
    home = window.page
    assert isinstance(home, HomePage)
    return sorted(str(home.model.text(row, Column.HEAD)) for row in range(home.model.rowCount()))


def test_workbook__messy_and_by_keys_only__goes_in_comes_back_marked_and_out_again(
    qtbot: QtBot, window: MainWindow, page: WorkbookImportPage, tmp_path: Path
) -> None:
    choose_file(qtbot, write_roll(tmp_path / "台账.xlsx"))
    wait_for(qtbot, page, Step.SHEET)
    model = page.sheet_part.model
    words = [model.target_words(column) for column in range(7)]
    assert (words[2], words[3], words[5], words[6]) == ("A3 姓名", "不认识", "不认识", "不认识")

    for answer in ("A6", "jkzk", "A21"):  # the cursor stands on the first column nobody knows
        press(ENTER)
        QTest.keyClicks(focused(), answer)
        press(ENTER)
        unknown = [column for column in range(7) if model.target_words(column) == "不认识"]
        here = page.sheet_part.table.currentIndex().column()
        press(*[Key.Key_Right] * ((unknown[0] if unknown else here) - here))
    assert [model.target_words(column).split()[0] for column in (3, 5, 6)] == ["A6", "A10", "A21"]

    press(Key.Key_F9)
    wait_for(qtbot, page, Step.PREVIEW)
    assert window.desk is not None and window.desk.find_surveys(SurveyQuery()).total == 0
    assert "“Sheet” D6" in page.preview_part.model.text(0, PreviewColumn.WORDS)

    press(Key.Key_F9)
    wait_for(qtbot, page, Step.FILE)
    assert "新建 2 户" in page.notice.sentence
    assert len(list_backups(tmp_path / "vault" / BACKUPS)) == 1

    waiting = answer_dialog(tmp_path / "没取.xlsx")
    press(Key.Key_S, modifier=CONTROL)
    qtbot.waitUntil(lambda: (tmp_path / "没取.xlsx").exists() and not page.errand.is_busy and not waiting.isActive())
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    sheet = load_workbook(tmp_path / "没取.xlsx").worksheets[0]
    assert (sheet.max_row, sheet.cell(4, 3).value) == (4, "郭海波")
    assert sheet.cell(4, 4).comment is not None

    press(Key.Key_Escape, Key.Key_Escape)
    assert home_rows(window) == ["孟和", "敖日格勒"]
    press(Key.Key_3, modifier=ALT)
    press(Key.Key_3)
    press(Key.Key_Z, modifier=CONTROL)
    again = window.page
    assert isinstance(again, WorkbookImportPage)
    qtbot.waitUntil(lambda: "已撤销" in again.notice.sentence, timeout=20_000)
    press(Key.Key_Escape, Key.Key_Escape)
    assert home_rows(window) == []


def test_workbook__large_and_being_read__the_window_goes_on_answering_and_can_stop(
    qtbot: QtBot, window: MainWindow, page: WorkbookImportPage, tmp_path: Path
) -> None:
    lines = "\n".join(f"特莫呼珠村,敖{n},{number(1, 1)},户主" for n in range(180_000))
    (tmp_path / "大表.csv").write_text(f"村,姓名,证件号码,与户主关系\n{lines}\n", encoding="gb18030")
    choose_file(qtbot, tmp_path / "大表.csv")
    assert page.errand.is_busy
    told = {page.notice.sentence}
    before = focused()
    press(Key.Key_Tab)
    assert page.errand.is_busy and focused() is not before, "a key must be served while the file is read"
    qtbot.waitUntil(lambda: bool(told.add(page.notice.sentence)) or len(told) > 3, timeout=20_000)
    press(Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.errand.is_busy, timeout=20_000)
    assert page.step is Step.FILE
    assert "已停下" in page.notice.sentence


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"%PDF-1.7\n1 0 obj", "不是工作簿"), (b"PK\x03\x04" + b"\0" * 99, "已损坏"), (b"", "空的")],
)
def test_workbook__that_is_none__is_told_in_place_and_the_next_one_can_be_chosen(
    qtbot: QtBot, page: WorkbookImportPage, tmp_path: Path, content: bytes, word: str
) -> None:
    (tmp_path / "表.xlsx").write_bytes(content)
    choose_file(qtbot, tmp_path / "表.xlsx")
    qtbot.waitUntil(lambda: word in page.notice.sentence, timeout=20_000)
    choose_file(qtbot, write_roll(tmp_path / "台账.xlsx"))
    wait_for(qtbot, page, Step.SHEET)
