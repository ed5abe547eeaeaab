"""入户任务 before a clerk's keys: one line for a household, green channel first, who need not be visited again."""

from io import BytesIO
from pathlib import Path

import pytest

from ffp_desktop.domain.campaign.records import Result
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.pages.campaign.tasks.page import TasksPage
from ffp_desktop.ui.pages.campaign.tasks.rows import Part
from ffp_desktop.ui.window import MainWindow
from tests.ui.pages.campaign.conftest import OTHER, Campaign, Key, go_to_section
from tests.ui.pages.conftest import Press, write


@pytest.fixture
def page(window: MainWindow, press: Press) -> TasksPage:
    go_to_section(window, press, Key.Key_3)
    assert isinstance(window.page, TasksPage)
    return window.page


def go_to(page: TasksPage, press: Press, part: Part) -> None:
    for _tab in Part:
        if page.part is not part:
            press(Key.Key_Right)


def test_tasks__a_household_is_one_line_with_all_its_clues_and_green_first(page: TasksPage) -> None:
    assert page.tabs.tabs == [("要入户", 3), ("绿色通道", 1), ("不再入户", 0)]
    assert page.table.words(0)[:2] == ["绿色通道", "孟和"]
    assert page.table.words(0)[4] == "新增低保、受灾"
    told = page.task.words.text()
    assert "孟和：受灾" in told and "房屋进水" in told and "杜玉兰：新增低保" in told
    assert page.filters.left_words == "还剩 3 户要入户"


def test_f9__answers_all_clues_of_the_household(page: TasksPage, press: Press, desk: Desk, campaign: Campaign) -> None:
    press(Key.Key_F9, "1")
    press(Key.Key_Return)
    write("苏日娜")
    press(Key.Key_Return, Key.Key_Return, Key.Key_Return)
    done = [desk.campaign.clues.get(clue.id).result for clue in (campaign.flood, campaign.allowance)]
    assert done == [Result.IDENTIFIED, Result.IDENTIFIED]
    assert page.notice.sentence == "已答复 2 条：纳入监测。还剩 2 户要入户。"
    assert page.table.cells.rowCount() == 2 and page.table.hasFocus()


def test_f5__visited_lately__says_why_and_is_answered_with_that_visit(
    page: TasksPage, press: Press, desk: Desk, campaign: Campaign
) -> None:
    desk.campaign.clues.answer([campaign.flood.id], answer())
    page.refresh()
    go_to(page, press, Part.VISITED)
    assert "不再重复入户" in page.table.words(0)[6]
    assert "F5" in [action.keys for action in page.key_actions()]
    press(Key.Key_F5)
    found = desk.campaign.clues.get(campaign.allowance.id).answer
    assert found is not None and found.survey == campaign.survey
    assert page.tabs.tabs[2] == ("不再入户", 0)


def answer() -> "object":
    from ffp_desktop.domain.campaign.records import Answer

    return Answer(Result.DEAD, "2023-03-01", ("苏日娜",))


def test_enter__opens_the_survey_and_esc_leads_back(window: MainWindow, page: TasksPage, press: Press) -> None:
    press(Key.Key_Return)
    assert isinstance(window.page, SurveyPage)
    press(Key.Key_Escape)
    assert window.page is page and page.table.row == 0


def test_place__narrows_tasks_and_counts(page: TasksPage) -> None:
    page.bars.choose(OTHER)
    assert page.tabs.tabs[0] == ("要入户", 1)
    assert "要入户 1 户" in page.place_line.text()


def test_green__wanted_from_elsewhere__the_whole_units_whatever_was_narrowed(page: TasksPage, press: Press) -> None:
    go_to(page, press, Part.VISITED)
    page.bars.choose(OTHER)
    page.filters.search.set_value("没有这个人")
    page.show_green()
    page.refresh()
    assert page.part is Part.GREEN and page.bars.code == "" and not page.filters.is_set
    assert [task.is_green for task in page._shown] == [True]


def test_search__household_and_people__narrow(page: TasksPage) -> None:
    page.filters.search.set_value("杜玉兰")
    assert page.table.cells.rowCount() == 1
    page.clear()
    assert page.table.cells.rowCount() == 3


def test_paper__of_the_shown_tasks__has_a_page_for_each_village(page: TasksPage, tmp_path: Path) -> None:
    assert page.draw_paper(BytesIO()) == 3
    page.write(tmp_path / "任务单.pdf")
    assert (tmp_path / "任务单.pdf").read_bytes().startswith(b"%PDF")
    assert "住址和电话" in page.notice.sentence


def test_paper__nobody_to_visit__is_told_calmly(page: TasksPage, press: Press) -> None:
    page.filters.search.set_value("没有这个人")
    press(Key.Key_F7)
    assert "没有要入户的户" in page.notice.sentence
