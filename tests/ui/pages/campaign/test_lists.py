"""名单 in the window: a workbook dropped, its columns and kind, what would become of each row, F9, and who is meant."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.campaign.records import How, Result
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.list_pages import ListPages
from ffp_desktop.ui.page import Page
from ffp_desktop.ui.pages.campaign.lists.deciding_page import DecidingPage
from ffp_desktop.ui.pages.campaign.lists.page import ListsPage
from ffp_desktop.ui.pages.campaign.lists.taking_page import Step, TakingPage
from ffp_desktop.ui.parts import Parts
from tests.ui.pages.conftest import drop_files

Show = Callable[[QWidget], None]
FILED = Path(__file__).parents[3] / "data" / "surveys" / "general-three-people.json"
HEAD, WIFE, SON = "152123197411051213", "152123197603181266", "150722200807261275"
ROWS = [
    ["序号", "村", "姓名", "身份证号", "住院日期", "医院"],
    [1, "特莫呼珠村", "孟和", HEAD, "2023.2.5", "旗医院"],
    [2, "特莫呼珠村", "杜玉兰", "152123197603181267", "2月5日", "旗医院"],
    [3, "特莫呼珠村", "孟铉", "", "", ""],
    [4, "特莫呼珠村", "王五", "15072219700101123X", "", ""],
    ["", "", "合计", "", "", ""],
]


class Surroundings:
    """What stands in for the window: the page that was shown last."""

    def __init__(self) -> None:
        self.page: Page | None = None
        self.ledgers: list[str] = []

    def show_page(self, page: Page) -> None:
        self.page = page

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_given: None


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """A desk with a finished household of three."""
    filed = read_surveys(FILED, desk.shelf.form, desk.regions)
    Exchange(desk._vault, desk.surveys, desk.shelf).put_in([FiledSurvey(one, finish=True) for one in filed])
    return desk


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(tmp_path / "名单.xlsx", ROWS)


def write(file: Path, rows: Sequence[Sequence[object]]) -> Path:
    written = Workbook()
    for row in rows:
        written.worksheets[0].append(list(row))
    written.save(file)
    return file


@pytest.fixture
def around() -> Surroundings:
    return Surroundings()


@pytest.fixture
def pages(filled: Desk, parts: Parts, around: Surroundings) -> ListPages:
    parent = QWidget()
    made = ListPages(filled, parts, around, lambda: None, around.ledgers.append, parent)  # type: ignore[arg-type]
    made.holder = parent  # type: ignore[attr-defined]
    return made


def take_in(qtbot: QtBot, show: Show, pages: ListPages, around: Surroundings, book: Path) -> DecidingPage:
    """Through the keyboard, from the file to the page that asks who is meant."""
    pages.take_file(book)
    page = around.page
    assert isinstance(page, TakingPage)
    show(page)
    page.terms.kind.setCurrentText("大病重病患者")
    page.terms.date.set_value("20230210")
    qtbot.keyClick(page.sheet_part.table, Qt.Key.Key_F9)
    assert page.step is Step.PREVIEW
    qtbot.keyClick(page.preview_part.table, Qt.Key.Key_F9)
    deciding = around.page
    assert isinstance(deciding, DecidingPage)
    show(deciding)
    return deciding


def test_taking__without_a_kind__asks_for_it_and_goes_on_after(
    qtbot: QtBot, show: Show, pages: ListPages, around: Surroundings, book: Path
) -> None:
    pages.take_file(book)
    page = around.page
    assert isinstance(page, TakingPage)
    show(page)
    qtbot.keyClick(page.sheet_part.table, Qt.Key.Key_F9)
    assert (page.step, page.terms.kind.hasFocus()) == (Step.SHEET, True)
    page.terms.kind.setCurrentText("大病重病患者")
    assert page.terms.department.value() == "卫健委"
    qtbot.keyClick(page.sheet_part.table, Qt.Key.Key_F9)
    tabs = dict(page.preview_part.tabs.tabs)
    assert (tabs["全部"], tabs["已排查"], tabs["待认定"], tabs["查无此人"], tabs["没收的行"]) == (4, 1, 2, 1, 1)
    assert page.preview_part.foot_words.startswith("表里 5 行：线索 4 条，没收 1 行。")
    qtbot.keyClick(page.preview_part.table, Qt.Key.Key_Left)
    assert page.preview_part.model.text(0, 5) == "合计行"
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.step is Step.SHEET


def test_deciding__digits__take_the_person_and_bring_the_next(
    qtbot: QtBot, show: Show, filled: Desk, pages: ListPages, around: Surroundings, book: Path
) -> None:
    page = take_in(qtbot, show, pages, around, book)
    assert page.current is not None
    assert page.current.clue.told.name == "杜玉兰"
    assert "号码差一位，姓名、村相同" in page.table.texts()
    qtbot.keyClick(page.table, Qt.Key.Key_1)
    assert page.current is not None
    assert page.current.clue.told.name == "孟铉"
    qtbot.keyClick(page.table, Qt.Key.Key_0)
    assert page.current is None
    imports = filled.make_list_import()
    ways = [clue.match.how for clue in imports.lists.rows(imports.lists.all()[0].id).page(0)]
    assert ways == [How.NUMBER, How.ACCEPTED, How.NOT_FOUND, How.UNMATCHED]
    qtbot.keyClick(page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.current is not None


def test_deciding__all_of_one_name_and_village__are_asked_twice(
    qtbot: QtBot, show: Show, filled: Desk, pages: ListPages, around: Surroundings, book: Path
) -> None:
    page = take_in(qtbot, show, pages, around, book)
    assert len(page.namesakes) == 2
    qtbot.keyClick(page.table, Qt.Key.Key_F5)
    assert len(page.namesakes) == 2
    qtbot.keyClick(page.table, Qt.Key.Key_F5)
    assert page.current is None
    assert "已认定 2 条" in page.notice.sentence


def test_lists__a_row_each__says_how_far_it_is_and_goes_back_with_a_reason(
    qtbot: QtBot,
    show: Show,
    filled: Desk,
    parts: Parts,
    pages: ListPages,
    around: Surroundings,
    book: Path,
    tmp_path: Path,
) -> None:
    take_in(qtbot, show, pages, around, book)
    page = pages.make()
    assert isinstance(page, ListsPage)
    show(page)
    assert page.table.words(0)[:3] == ["大病重病患者", "卫健委", "2023-02-10"]
    assert page.table.words(0)[4:] == ["5", "1", "0", "4", "0", "1", "待认定 3"]
    assert page.matched.words == "认定到户 1 · 待认定 3 · 查无此人 0"
    page.store_file(tmp_path / "out.xlsx")
    assert (tmp_path / "out.xlsx").read_bytes() == book.read_bytes()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(page.reason, "wrong list")
    qtbot.keyClick(page.reason, Qt.Key.Key_Return)
    assert page.table.words(0)[-1] == "已撤回"
    clue = filled.make_list_import().lists.rows(filled.make_list_import().lists.all()[0].id).page(0)[0]
    assert clue.result is Result.LIST_WITHDRAWN


def test_lists__f6__shows_the_rows_that_were_not_taken(
    qtbot: QtBot, show: Show, pages: ListPages, around: Surroundings, book: Path
) -> None:
    deciding = take_in(qtbot, show, pages, around, book)
    page = pages.make()
    assert isinstance(page, ListsPage)
    show(page)
    qtbot.keyClick(page.table, Qt.Key.Key_F6)
    assert page.refused.words(0)[1:] == ["6", "合计行", "合计"]
    qtbot.keyClick(page.refused, Qt.Key.Key_Escape)
    assert page.table.hasFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert (around.page, around.ledgers) == (deciding, []), "two rows wait for a person"


def test_deciding__nobody_waits_any_more__enter_leads_to_the_ledger(
    qtbot: QtBot, show: Show, pages: ListPages, around: Surroundings, book: Path
) -> None:
    page = take_in(qtbot, show, pages, around, book)
    qtbot.keyClick(page.table, Qt.Key.Key_0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert around.ledgers == [], "one still waits"
    qtbot.keyClick(page.table, Qt.Key.Key_0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert len(around.ledgers) == 1


def test_drop__file_on_the_lists__is_opened_to_be_taken_in(
    show: Show, pages: ListPages, around: Surroundings, book: Path
) -> None:
    lists = pages.make()
    assert isinstance(lists, ListsPage)
    show(lists)
    drop_files(lists, [book])
    assert isinstance(around.page, TakingPage)
    assert (around.page.step, around.page.aside.text()) == (Step.SHEET, "名单.xlsx")
