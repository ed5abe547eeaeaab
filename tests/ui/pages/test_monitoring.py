"""监测对象 and 特殊档案 before a clerk's keys: lists as filter, steps and actions, the survey and back."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.monitoring.records import ActionState, Step
from ffp_desktop.domain.monitoring.watch import Watch
from ffp_desktop.services.forms import county_regions
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.survey_file.reading import SurveyReader
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.pages.campaign.archive.page import ArchivePage
from ffp_desktop.ui.pages.campaign.monitoring.page import LISTS, MonitoringPage
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.window import MainWindow
from tests.finishing import finish_survey
from tests.ui.pages.conftest import Press, Show

FILED = Path(__file__).parents[2] / "data" / "surveys"
HERE, OTHER = "150722108204", "150722108203"
CONTROL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@pytest.fixture
def put(desk: Desk) -> Callable[..., str]:
    """Puts a household of tests/data/surveys into a village of the township, and finishes its survey."""

    def put_in(name: str, village: str = HERE) -> str:
        encoded = json.loads((FILED / f"{name}.json").read_text(encoding="utf-8"))
        encoded["village"] = village
        reader = SurveyReader(desk.shelf.form, county_regions(), (desk.current_round().id,))
        exchange = Exchange(desk._vault, desk.surveys, desk.shelf)
        (survey,) = exchange.put_in([FiledSurvey(reader.read(encoded))]).surveys
        assert finish_survey(desk.surveys, survey)
        return survey

    return put_in


@pytest.fixture
def households(put: Callable[..., str]) -> tuple[str, str, str]:
    """One over a year, one newly identified, one hit by a flood."""
    return put("identified-over-a-year"), put("new-stroke", OTHER), put("flood-damaged-house")


@pytest.fixture
def window(parts: Parts, show: Show, desk: Desk, households: tuple[str, str, str]) -> MainWindow:
    opened = MainWindow(parts)
    show(opened)
    opened.take_desk(desk)
    return opened


def monitoring_page(window: MainWindow, press: Press) -> MonitoringPage:
    press(Key.Key_2, modifier=Qt.KeyboardModifier.AltModifier)
    press(Key.Key_4, modifier=CONTROL)
    assert isinstance(window.page, MonitoringPage)
    return window.page


def go_to(page: MonitoringPage, press: Press, watch: Watch) -> None:
    while page.watch is not watch:
        press(Key.Key_Right)


def test_lists__arrows__show_who_and_why(window: MainWindow, press: Press, households: tuple[str, str, str]) -> None:
    page = monitoring_page(window, press)
    assert [count for _words, count in page.tabs.tabs][:2] == [3, 1]
    assert page.table.words(0)[1] == page.current().survey.head_name  # type: ignore[union-attr]
    assert page.position(households[2])[0] == 1  # the flood first
    go_to(page, press, Watch.OVERDUE)
    row = page.position(households[0])[0] - 1
    assert page.table.words(row)[5] == "2021-10-27 识别，风险未消除"
    press(Key.Key_Left)
    assert page.watch is LISTS[LISTS.index(Watch.OVERDUE) - 1]


def test_place__chosen_beside_the_list__narrows_counts_and_list(window: MainWindow, press: Press) -> None:
    page = monitoring_page(window, press)
    press(Key.Key_F6)
    assert page.bars.hasFocus()
    while page.bars.code != OTHER:
        press(Key.Key_Down)
    assert page.tabs.tabs[0][1] == 1
    assert page.table.cells.rowCount() == 1
    press(Key.Key_Escape)
    assert page.table.hasFocus()


def test_enter__opens_the_survey_and_esc_leads_back_to_the_same_row(
    window: MainWindow, press: Press, households: tuple[str, str, str], qtbot: QtBot
) -> None:
    page = monitoring_page(window, press)
    press(Key.Key_Down, Key.Key_Return)
    assert isinstance(window.page, SurveyPage)
    wanted = page.neighbour(households[2], 1)
    press(Key.Key_Escape)
    assert window.page is page
    assert page.current().survey.id == wanted  # type: ignore[union-attr]


def test_f9__new_household__records_its_steps_one_after_the_other(window: MainWindow, press: Press) -> None:
    page = monitoring_page(window, press)
    go_to(page, press, Watch.TO_INCLUDE)
    press(Key.Key_F9)
    assert page.panel.isVisible() and page.panel.date.hasFocus()
    press("20230301", Key.Key_Return)
    page.panel.by.set_value("苏日娜、金海波")
    press(Key.Key_Return, Key.Key_Return)
    assert not page.panel.isVisible()
    record = page.current().record  # type: ignore[union-attr]
    assert (record.steps[Step.VISIT].date, record.steps[Step.VISIT].by) == ("2023-03-01", "苏日娜、金海波")
    assert page.table.hasFocus()
    press(Key.Key_F9)
    press("20230201", Key.Key_Return, Key.Key_Return, Key.Key_Return)
    assert page.panel.isVisible() and "不能早于" in page.panel.notice.sentence
    press(Key.Key_F6, Key.Key_Escape)
    assert window.page is page and page.table.hasFocus()
    assert list(page.current().record.steps) == [Step.VISIT]  # type: ignore[union-attr]
    first, *_others = page.household.course.tracks
    assert [station.day for station in first.stations][:2] == ["2023-03-01", ""]
    press(Key.Key_Delete, modifier=CONTROL)
    page.panel.text.set_value("记错了户")
    press(Key.Key_Return)
    assert page.current().record.steps == {}  # type: ignore[union-attr]


def test_f2__action__is_raised_goes_on_and_is_taken_back(window: MainWindow, press: Press) -> None:
    page = monitoring_page(window, press)
    go_to(page, press, Watch.UNFIT)
    before = page.current()
    assert before is not None
    press(Key.Key_F2)
    assert page.panel.choice.currentText() == "调整"
    page.panel.text.set_value("没有教育和就业措施")
    press(Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Return)
    assert not page.panel.isVisible()
    go_to(page, press, Watch.MAY_ADJUST)
    assert before.survey.id not in page._ids()  # the hint is settled
    go_to(page, press, Watch.UNDER_WAY)
    household = page.current()
    assert household is not None and household.record.open_action is not None
    assert household.record.open_action.state is ActionState.RAISED
    press(Key.Key_F9, Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Return)
    household = page.current()
    assert household is not None and household.record.open_action is not None
    assert household.record.open_action.state is ActionState.SENT
    press(Key.Key_Delete, modifier=CONTROL)
    press(Key.Key_Return)
    assert "原因" in page.panel.notice.sentence
    page.panel.text.set_value("报错了户")
    press(Key.Key_Return)
    assert page.current() is None
    go_to(page, press, Watch.UNFIT)
    track = page.household.course.tracks[0]
    assert track.ended == "已撤回：报错了户"


def test_key_actions__say_only_what_works_now(window: MainWindow, press: Press) -> None:
    page = monitoring_page(window, press)
    go_to(page, press, Watch.NO_MEASURE)
    assert page.current() is None
    assert [action.keys for action in page.key_actions()] == ["← →", "F6", "Esc"]
    go_to(page, press, Watch.TO_INCLUDE)
    assert {action.keys: action.words for action in page.key_actions()}["F9"] == "记入户核实"


def test_letter__of_what_is_under_way__is_written(
    window: MainWindow, press: Press, desk: Desk, households: tuple[str, str, str], tmp_path: Path
) -> None:
    from ffp_desktop.domain.monitoring.records import ActionKind

    desk.monitoring.course.raise_action(households[0], ActionKind.REMOVE, "收入稳定")
    page = monitoring_page(window, press)
    assert "Ctrl+E" in [action.keys for action in page.key_actions()]
    page.write_letter(tmp_path / "名单.xlsx")
    assert (tmp_path / "名单.xlsx").is_file()
    assert "1 行" in page.notice.sentence


def test_archive__without_files__says_how_they_come(window: MainWindow, press: Press) -> None:
    monitoring_page(window, press)
    press(Key.Key_6, modifier=CONTROL)
    assert isinstance(window.page, ArchivePage)
    assert [action.keys for action in window.page.key_actions()] == ["← →", "F6", "Esc"]


def test_archive__numbers_places_and_catalogue(
    window: MainWindow, press: Press, desk: Desk, put: Callable[..., str], tmp_path: Path
) -> None:
    surveys = [put("general-three-people"), put("fourteen-people")]
    kinds = {desk.surveys.read(survey)[0].household: ("新增低保",) for survey in surveys}
    desk.monitoring.archive._key_persons = lambda _round: kinds
    monitoring_page(window, press)
    press(Key.Key_6, modifier=CONTROL)
    page = window.page
    assert isinstance(page, ArchivePage)
    assert [count for _words, count in page.tabs.tabs] == [2, 2, 0, 2, 0]
    assert page.table.words(0)[7] == "缺未纳入原因、缺签字纸表照片、缺佐证材料"
    press(Key.Key_F9)
    page.panel.text.set_value("一号柜")
    press(Key.Key_Return)
    assert [page.table.words(row)[0] for row in (0, 1)] == ["001", "002"]
    press(Key.Key_Down, Key.Key_F2)
    page.panel.text.set_value("二号柜")
    press(Key.Key_Return)
    assert [page.table.words(row)[6] for row in (0, 1)] == ["一号柜", "二号柜"]
    assert page.table.row == 1
    page.write_catalogue(tmp_path / "目录.pdf")
    assert (tmp_path / "目录.pdf").read_bytes().startswith(b"%PDF")
    press(Key.Key_Return)
    assert isinstance(window.page, SurveyPage)
    press(Key.Key_Escape)
    assert window.page is page and page.table.row == 1


def test_picture__behind_the_last_tab__counts_measures_against_risks(window: MainWindow, press: Press) -> None:
    page = monitoring_page(window, press)
    press(Key.Key_Left)
    assert page.is_picture and page.measures.hasFocus()
    assert page.current() is None
    assert page.measures.risk == "因病"
    assert "A40 2" in page.measures.words("因病")
    while page.measures.risk != "因就业不稳定":
        press(Key.Key_Down)
    assert page.household.reasons.text().endswith("没有对应的 1 户")
    press(Key.Key_Return)
    assert page.watch is Watch.UNFIT and page.table.hasFocus()
