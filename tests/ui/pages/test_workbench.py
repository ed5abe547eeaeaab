"""The workbench over a township in the middle of its campaign: looked at, walked through with real keys, written."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.campaign.records import DepartmentList, How, Match, NewClue, ToldRow
from ffp_desktop.services.campaign.lists import Lists
from ffp_desktop.services.campaign.sources import CluesSource
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.pages.campaign.tasks.page import TasksPage
from ffp_desktop.ui.pages.campaign.tasks.rows import Part
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.pages.quality.page import QualityPage
from ffp_desktop.ui.pages.workbench.households_page import HouseholdsPage
from ffp_desktop.ui.pages.workbench.page import WorkbenchPage
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.window import MainWindow
from ffp_desktop.ui.workbench import Workbench
from tests.conftest import VILLAGE, Clock
from tests.forms.household import SURVEYS
from tests.ui.pages.conftest import Press, Show

HEAD = "152123197411051213"
ENTER, ESC, F6, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_F6, Qt.Key.Key_Down
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def prepare(desk: Desk, clock: Clock) -> str:
    """One household in each of two villages; 55 people of the first are on lists, one of them hit by a disaster. Looks
    on the day of the test's clock. The first survey's id."""
    form, regions = FormShelf().form, county_regions()
    names = ("general-three-people", "monitored-five-people")
    first, second = (read_surveys(SURVEYS / f"{name}.json", form, regions)[0] for name in names)
    filed = [FiledSurvey(first, finish=True), FiledSurvey(replace(second, village=VILLAGE), finish=True)]
    survey = Exchange(desk._vault, desk.surveys, desk.shelf).put_in(filed).surveys[0]
    header = desk.open_session(survey).header
    lists = Lists(desk._vault, clock)
    told = [ToldRow("Sheet1", number, 1, f"老人{number}", "", header.village) for number in range(2, 57)]
    told[0] = replace(told[0], id_number=HEAD)
    match = Match(How.ACCEPTED, header.household)
    lists.add(DepartmentList("", "失能老年人", "", "名单", "", "2023-02-10"), [NewClue(row, match) for row in told])
    lists.add(DepartmentList("", "受灾", "", "名单", "", "2023-02-24"), [NewClue(told[0], match)])
    desk.__dict__["workbench"] = Workbench(desk._vault, desk.surveys, regions, clock)
    return survey


@contextmanager
def meeting_dialog(answer: Callable[[QFileDialog], object]) -> Iterator[list[str]]:
    """Answers the file dialog that opens in between; what it proposed as a name."""
    proposed: list[str] = []
    timer = QTimer(interval=20)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog) and isinstance(QApplication.focusWidget(), QLineEdit):
            timer.stop()
            proposed.append(Path(dialog.selectedFiles()[0]).name)
            answer(dialog)

    timer.timeout.connect(look)
    timer.start()
    yield proposed
    timer.stop()


def choose(dialog: QFileDialog, folder: Path) -> None:
    """The proposed name, in that folder."""
    field = dialog.findChild(QLineEdit)
    assert field is not None
    field.setText(str(folder / Path(dialog.selectedFiles()[0]).name))
    QTest.keyClick(field, ENTER)


def cancel(dialog: QFileDialog) -> None:
    QTest.keyClick(dialog.focusWidget(), ESC)


@pytest.fixture
def survey(desk: Desk, clock: Clock) -> str:
    return prepare(desk, clock)


@pytest.fixture
def page(survey: str, desk: Desk, parts: Parts, show: Show) -> WorkbenchPage:
    shown = WorkbenchPage(desk, parts)
    show(shown)
    return shown


def test_page__says_how_far_it_has_come(page: WorkbenchPage) -> None:
    assert "3月6日，本轮第 21 天" in page.headline and "应查 2 户，已收到 2 户（100%）" in page.headline
    assert [bar.due for bar in page.bars.bars] == [1, 1]
    assert [one.mark for one in page.outliers.villages] == ["1"] and page.outliers.name == "要逐户看的 1 个村"
    assert page.dates.count == 4
    assert page.late.late[0].title == "绿色通道 1 户 没有答复" and "最早 2月24日" in page.late.late[0].detail
    assert page.status_words()[0].startswith("数据截至 14:3")


def test_page__begins_at_the_bars__f6_goes_round(page: WorkbenchPage, press: Press) -> None:
    seen = []
    for _ in range(6):
        seen.append(QApplication.focusWidget())
        press(F6)
    assert seen == [page.bars, page.points, page.outliers, page.dates, page.late, page.bars]


def test_bars__arrow_and_enter__want_that_unit(page: WorkbenchPage, press: Press, qtbot: QtBot) -> None:
    press(DOWN)
    with qtbot.waitSignal(page.unit_wanted) as wanted:
        press(ENTER)
    assert wanted.args == [page.bars.bars[1].unit] and len(wanted.args[0]) == 12


def test_bars__click__opens_the_one_that_was_hit(page: WorkbenchPage, qtbot: QtBot) -> None:
    at = page.bars.line_rect(1).center().toPoint()
    with qtbot.waitSignal(page.unit_wanted) as wanted:
        qtbot.mouseClick(page.bars, Qt.MouseButton.LeftButton, pos=at)
    assert wanted.args == [page.bars.bars[1].unit]


def test_points__the_one_that_stands_out__is_first(page: WorkbenchPage, press: Press, qtbot: QtBot) -> None:
    press(F6)
    village = page.outliers.villages[0]
    with qtbot.waitSignal(page.village_wanted) as wanted:
        press(ENTER)
    assert wanted.args == [village.figures.unit, village.name]


def test_digit__opens_what_is_late_from_anywhere(page: WorkbenchPage, press: Press, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.source_wanted) as wanted:
        press("1")
    assert isinstance(wanted.args[0], CluesSource) and page.late.late[0].title == "绿色通道 1 户 没有答复"


def test_report__is_written_three_ways(page: WorkbenchPage, tmp_path: Path) -> None:
    page.write_report(tmp_path / "报告.docx")
    assert sorted(file.name for file in tmp_path.glob("报告.*")) == ["报告.docx", "报告.pdf", "报告.xlsx"]
    words = f"已写到 {tmp_path}：报告.docx、报告.xlsx、报告.pdf。还有 "
    assert page.notice.sentence.startswith(words)
    left = int(page.notice.sentence.removeprefix(words).split()[0])
    with ZipFile(tmp_path / "报告.docx") as docx:
        assert docx.read("word/document.xml").decode().count("〔请填写：") == left > 0
    assert page.dates.dates[3].is_done, "the deadline's circle is full at once"


def test_report__another_file_has_the_name__is_not_written_over(page: WorkbenchPage, tmp_path: Path) -> None:
    (tmp_path / "报告.pdf").write_bytes(b"another's")
    page.write_report(tmp_path / "报告.docx")
    assert (tmp_path / "报告.pdf").read_bytes() == b"another's"
    assert sorted(file.name for file in tmp_path.glob("报告*")) == [
        "报告.docx",
        "报告.pdf",
        "报告.xlsx",
        "报告（2）.pdf",
    ]
    page.write_report(tmp_path / "报告.docx")
    assert len([*tmp_path.glob("报告*")]) == 4, "the person agreed to the report's own three"


def test_report__asked_for_by_f2__has_its_name_and_goes_where_the_dialog_says(
    page: WorkbenchPage, tmp_path: Path, press: Press
) -> None:
    with meeting_dialog(lambda dialog: choose(dialog, tmp_path)) as met:
        press(F6, Qt.Key.Key_F2)
    assert met == ["腾克镇-2023年一季度-工作报告.docx"] and page.focusWidget() is page.points
    files = tmp_path.glob("腾克镇-2023年一季度-工作报告.*")
    assert sorted(file.suffix for file in files) == [".docx", ".pdf", ".xlsx"]


def test_report__dialog_cancelled__nothing_is_written_and_the_keys_go_on(
    page: WorkbenchPage, tmp_path: Path, press: Press, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(page.left), meeting_dialog(cancel) as met:
        press(Qt.Key.Key_F2)
    assert met and page.notice.sentence == "" and not page.writing.is_busy
    assert page.focusWidget() is page.bars
    page.activateWindow()  # as a window manager does when a dialog has closed
    qtbot.waitUntil(page.bars.hasFocus)
    with qtbot.waitSignal(page.source_wanted):
        press("1")
    press(F6)
    assert page.points.hasFocus()


def test_report__where_nothing_can_be_written__is_told(page: WorkbenchPage, tmp_path: Path) -> None:
    page.write_report(tmp_path / "没有" / "报告.docx")
    assert "写不进去" in page.notice.sentence


def test_paper__of_the_look__has_ink_on_white(page: WorkbenchPage) -> None:
    image = page.make_paper().draw(0, 60)
    assert (image.width(), image.height()) == (702, 496)
    dark = [y for y in range(image.height()) if any(image.pixelColor(x, y).lightness() < 128 for x in range(702))]
    assert dark[0] > 15 and dark[-1] > 200
    assert image.pixelColor(5, 5).name() == "#ffffff"


def test_page__empty_township__is_calm(desk: Desk, parts: Parts, show: Show) -> None:
    shown = WorkbenchPage(desk, replace(parts, clock=datetime.now))
    show(shown)
    assert shown.bars.count == shown.points.count == shown.outliers.count == 0
    assert "应查 0 户" in shown.headline
    shown.grab()


def test_window__from_the_look_to_a_household_and_back(at_home: MainWindow, clock: Clock, press: Press) -> None:
    assert isinstance(at_home.desk, Desk)
    survey = prepare(at_home.desk, clock)
    press(Qt.Key.Key_5, modifier=ALT)
    look = at_home.page
    assert isinstance(look, WorkbenchPage)
    press(F6, F6, ENTER)
    listed = at_home.page
    assert isinstance(listed, HouseholdsPage) and [line.survey for line in listed.lines] == [survey]
    assert listed.table.words(0)[3:5] == ["55 人", "受灾、失能老年人"]
    press(ESC)
    assert at_home.page is look
    press("1")
    tasks = at_home.page
    assert isinstance(tasks, TasksPage) and tasks.part is Part.VISITED, "it was, and only its clues wait for the answer"
    task = tasks.current()
    assert task is not None and task.survey == survey
    press(ESC)
    assert isinstance(at_home.page, HomePage)


def test_window__unit_and_quality__lead_on(at_home: MainWindow, clock: Clock, press: Press) -> None:
    assert isinstance(at_home.desk, Desk)
    prepare(at_home.desk, clock)
    press(Qt.Key.Key_5, modifier=ALT)
    look = at_home.page
    assert isinstance(look, WorkbenchPage)
    press(Qt.Key.Key_2, modifier=CONTROL)
    assert isinstance(at_home.page, QualityPage)
    press(ESC)
    assert at_home.page is look
    look.bars.setFocus()
    press(ENTER)
    home = at_home.page
    assert isinstance(home, HomePage)
    assert home.query().village == look.bars.bars[0].unit and home.model.total == 1
    assert VILLAGE[:9] == look.bars.bars[0].unit[:9]
