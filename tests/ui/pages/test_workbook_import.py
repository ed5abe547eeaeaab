"""The import page by its keys: file, columns, preview, F9, and back again; nothing is written before F9."""

from pathlib import Path
from queue import SimpleQueue

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.survey import State
from ffp_desktop.services.surveys import SurveyFilter
from ffp_desktop.services.workbook_import import Choice, Kind
from ffp_desktop.ui.background import Background, Task
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.errand import Errand
from ffp_desktop.ui.pages.help import HelpPage
from ffp_desktop.ui.pages.home.model import Column
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.pages.workbook_import.page import Step, WorkbookImportPage
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.window import MainWindow
from tests.domain.table.test_households import ROUND_AND_SOUND
from tests.services.workbook_import.conftest import CHILD, FAMILY, HEAD, HEADINGS, write_book
from tests.ui.pages.conftest import Press, Show, drop_files

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
BAD = ["特莫呼珠村", "郭海波", CHILD, "户主", "", "约100"]


@pytest.fixture
def page(desk: Desk, parts: Parts, show: Show) -> WorkbookImportPage:
    made = WorkbookImportPage(desk, parts)
    show(made)
    return made


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "花名册.xlsx", [["花名册"], HEADINGS, *FAMILY, BAD])


def total(desk: Desk) -> int:
    counts = desk.surveys.count(SurveyFilter())
    return counts.total - counts.by_state.get(State.WITHDRAWN, 0)


def test_page__file_to_import__two_keys_and_one_undo(
    page: WorkbookImportPage, desk: Desk, book: Path, press: Press
) -> None:
    page.open_file(book)
    assert page.step is Step.SHEET
    press(Key.Key_F9)
    assert (page.step, total(desk)) == (Step.PREVIEW, 0)
    assert [page.preview_part.cards[kind].words for kind in (Kind.NEW, Kind.ERROR)] == ["1 户", "1 户"]
    press(Key.Key_F9)
    assert (page.step, total(desk)) == (Step.FILE, 1)
    assert "新建 1 户" in page.notice.sentence
    press(Key.Key_Z, modifier=CONTROL)
    assert total(desk) == 0
    assert "取走新建的 1 户" in page.notice.sentence


def test_page__column_nobody_knows__is_named_by_keys_and_remembered(
    page: WorkbookImportPage, tmp_path: Path, press: Press
) -> None:
    book = write_book(
        tmp_path / "a.xlsx", [["村", "姓名", "本人号", "与户主关系"], ["特莫呼珠村", "敖日格勒", HEAD, "户主"]]
    )
    page.open_file(book)
    assert page.sheet_part.model.target_words(2) == "不认识"
    press(Key.Key_Return, "A6", Key.Key_Return)
    assert page.sheet_part.model.target_words(2) == "A6 居民身份证(残疾人证)"
    press(Key.Key_F9, Key.Key_F9)
    page.open_file(book)
    assert page.sheet_part.model.target_words(2) == "A6 居民身份证(残疾人证)"


def test_page__space__leaves_a_column_out_and_takes_it_again(
    page: WorkbookImportPage, book: Path, press: Press
) -> None:
    page.open_file(book)
    before = page.sheet_part.model.target_words(0)
    press(Key.Key_Space)
    assert page.sheet_part.model.target_words(0) == "不导入"
    press(Key.Key_Space)
    assert page.sheet_part.model.target_words(0) == before


def test_page__escape_in_the_panel__changes_nothing(page: WorkbookImportPage, book: Path, press: Press) -> None:
    page.open_file(book)
    press(Key.Key_Return)
    assert page.sheet_part.panel.isVisible()
    press(Key.Key_Escape)
    assert not page.sheet_part.panel.isVisible()
    assert (page.step, page.sheet_part.model.target_words(0)) == (Step.SHEET, "村")


def test_page__header_shown_by_hand__is_taken(page: WorkbookImportPage, tmp_path: Path, press: Press) -> None:
    rows = [["x"]] * 7 + [HEADINGS, *FAMILY]
    page.open_file(write_book(tmp_path / "a.xlsx", rows))
    assert page.sheet_part.sheet.mapping is None
    press(*[Key.Key_Down] * 7)
    press(Key.Key_H, modifier=CONTROL)
    assert page.sheet_part.model.target_words(1) == "A3 姓名"
    press(Key.Key_F9)
    assert page.step is Step.PREVIEW


def test_page__several_sheets__are_gone_through_and_left_by_keys(
    page: WorkbookImportPage, tmp_path: Path, press: Press
) -> None:
    other = [HEADINGS, ["特莫呼珠村", "郭海波", CHILD, "户主", "", 1]]
    page.open_file(write_book(tmp_path / "a.xlsx", [HEADINGS, *FAMILY], other))
    press(Key.Key_PageDown)
    assert page.sheet_part.sheet.sheet.name == "表2"
    press(Key.Key_D, modifier=CONTROL)
    press(Key.Key_F9)
    assert page.preview_part.cards[Kind.NEW].words == "1 户"


def test_page__table_without_a_village__takes_the_chosen_one(
    page: WorkbookImportPage, tmp_path: Path, press: Press
) -> None:
    book = write_book(tmp_path / "a.xlsx", [HEADINGS[1:], *[row[1:] for row in FAMILY]])
    page.open_file(book)
    press(Key.Key_F9)
    assert page.preview_part.cards[Kind.ERROR].words == "1 户"
    press(Key.Key_Escape)
    page.sheet_part.village.set_value("150722108203")
    page.go_on()
    assert page.preview_part.cards[Kind.NEW].words == "1 户"


def test_page__preview__kinds_choices_and_details(
    page: WorkbookImportPage, desk: Desk, book: Path, press: Press
) -> None:
    page.open_file(book)
    press(Key.Key_F9, "4")
    model = page.preview_part.model
    assert [one.kind for row in range(model.rowCount()) if (one := model.household(row))] == [Kind.ERROR]
    assert "F5：" in page.preview_part.detail_words[0]
    press("4", "1", Key.Key_Space)
    assert (model.choice(0), model.taken()) == (Choice.LEAVE, 0)
    press(Key.Key_F9)
    assert (page.step, total(desk)) == (Step.PREVIEW, 0)
    press(Key.Key_Space)
    assert model.taken() == 1


def test_page__mode__replace_counts_what_it_changes(
    page: WorkbookImportPage, desk: Desk, tmp_path: Path, press: Press
) -> None:
    page.open_file(write_book(tmp_path / "a.xlsx", [HEADINGS, *FAMILY]))
    press(Key.Key_F9, Key.Key_F9)
    changed = [[*FAMILY[0][:5], 999], FAMILY[1]]
    page.open_file(write_book(tmp_path / "b.xlsx", [HEADINGS, *changed]))
    press(Key.Key_F9)
    assert "100.00 → 999.00" in page.preview_part.detail_words
    page.preview_part.mode.set_value("replace")
    page.go_on()
    assert "改动 1 户" in page.notice.sentence
    (survey,) = desk.surveys.list(SurveyFilter())
    assert any(str(a) == "999.00" for a in desk.surveys.read(survey.id)[1].answers.given.values())


def test_page__number_that_ends_in_000__is_shown_to_be_checked_and_taken_by_space(
    page: WorkbookImportPage, desk: Desk, tmp_path: Path, press: Press
) -> None:
    doubtful = ["特莫呼珠村", "郭海波", ROUND_AND_SOUND, "户主", "", 1]
    page.open_file(write_book(tmp_path / "a.xlsx", [HEADINGS, doubtful]))
    press(Key.Key_F9, Key.Key_F9)
    assert (page.step, total(desk)) == (Step.PREVIEW, 0)
    words = page.preview_part.detail_words
    assert (ROUND_AND_SOUND in words[0], "照证件核对" in words[1], "按空格" in words[2]) == (True, True, True)
    press(Key.Key_Space, Key.Key_F9)
    assert total(desk) == 1
    assert "Ctrl+S" not in page.notice.sentence


def test_page__failed_rows__are_stored_also_after_the_import(
    page: WorkbookImportPage, book: Path, tmp_path: Path, press: Press
) -> None:
    page.open_file(book)
    press(Key.Key_F9, Key.Key_F9)
    assert "Ctrl+S" in [action.keys for action in page.key_actions()]
    page.store_failed(tmp_path / "failed.xlsx")
    assert load_workbook(tmp_path / "failed.xlsx").worksheets[0].max_row == 3
    assert "另存 1 行" in page.notice.sentence


def test_page__bad_file__is_told_in_place(page: WorkbookImportPage, tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(b"<html></html>")
    page.open_file(tmp_path / "a.xls")
    assert page.step is Step.FILE
    assert "网页" in page.notice.sentence


def test_page__file_with_another_name__is_told_what_it_is(page: WorkbookImportPage, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("姓名,关系,村\n敖日格勒,户主,特莫呼珠村\n", encoding="gb18030")
    page.open_file(tmp_path / "a.xlsx")
    assert page.step is Step.SHEET
    assert "文字表格" in page.notice.sentence


def test_window__alt_3_and_3__show_the_page_and_escape_goes_back(at_home: MainWindow, press: Press) -> None:
    home = at_home.page
    press(Key.Key_3, modifier=Qt.KeyboardModifier.AltModifier)
    press("3")
    page = at_home.page
    assert isinstance(page, WorkbookImportPage)
    press(Key.Key_F1)
    explained = at_home.page
    assert isinstance(explained, HelpPage) and explained.chapter == page.help_chapter()
    press(Key.Key_Escape, Key.Key_Escape, Key.Key_Escape)
    assert at_home.page is home


def test_window__workbook_imported__is_in_the_list_when_one_comes_back(
    at_home: MainWindow, book: Path, press: Press
) -> None:
    home = at_home.page
    assert isinstance(home, HomePage)
    press(Key.Key_3, modifier=Qt.KeyboardModifier.AltModifier)
    press("3")
    page = at_home.page
    assert isinstance(page, WorkbookImportPage)
    page.open_file(book)
    press(Key.Key_F9, Key.Key_F9, Key.Key_Escape, Key.Key_Escape)
    assert at_home.page is home
    assert home.model.text(0, Column.HEAD) == "敖日格勒"
    assert home.counts.total == 1


def test_errand__stopped_before_anything_was_done__says_so(qtbot: QtBot) -> None:
    background, owner = Background(), QObject()
    errand = Errand(background, owner)

    def work_until_stopped(task: Task) -> None:
        while True:
            task.report(0, 0)

    errand.run(work_until_stopped, lambda _result: None)
    assert errand.is_busy
    with qtbot.waitSignal(errand.stopped):
        errand.stop()
    assert not errand.is_busy
    background.stop()


def test_errand__stopped_too_late__gives_what_was_done(qtbot: QtBot) -> None:
    background, owner = Background(), QObject()
    errand = Errand(background, owner)
    gate: SimpleQueue[int] = SimpleQueue()
    results: list[object] = []
    errand.run(lambda _task: gate.get(), results.append)
    errand.stop()
    gate.put(7)
    qtbot.waitUntil(lambda: results == [7])
    assert not errand.is_busy
    background.stop()


def test_drop__file_on_the_page__is_read__and_another_one_takes_its_place(
    page: WorkbookImportPage, book: Path, tmp_path: Path
) -> None:
    drop_files(page, [book])
    assert (page.step, page.aside.text()) == (Step.SHEET, "花名册.xlsx")
    drop_files(page, [write_book(tmp_path / "另一册.xlsx", [HEADINGS, *FAMILY])])
    assert (page.step, page.aside.text()) == (Step.SHEET, "另一册.xlsx")
