"""机账实 before a clerk's keys: a file taken in, lists as filter, settling by digits, the survey and back."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from ffp_desktop.domain.reconciliation.items import Side
from ffp_desktop.services.demo import make_surveys
from ffp_desktop.services.forms import county_regions
from ffp_desktop.services.rounds import FIRST_ROUND
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.survey_file.reading import SurveyReader
from ffp_desktop.ui import printing
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.pages.campaign.comparison.exports_page import ExportsPage
from ffp_desktop.ui.pages.campaign.comparison.page import ComparisonPage
from ffp_desktop.ui.pages.campaign.comparison.taking_page import Step, TakingPage
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.window import MainWindow
from tests.services.reconciliation.conftest import Township
from tests.services.reconciliation.national import Row, write_export
from tests.ui.pages.conftest import Press, Show, drop_files

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@pytest.fixture
def township(desk: Desk) -> Township:
    form, reader = desk.shelf.form, SurveyReader(desk.shelf.form, county_regions(), (FIRST_ROUND.id,))
    made = make_surveys(form, county_regions(), FIRST_ROUND, 60, 8, 0.0, desk.unit.code)
    finished: list[dict[str, Any]] = [one.encoded for one in made if one.is_finished]
    filed = [FiledSurvey(reader.read(one), finish=True) for one in finished]
    assert Exchange(desk._vault, desk.surveys, desk.shelf).put_in(filed).finished == len(finished)
    return Township(finished)


@pytest.fixture
def export(township: Township, tmp_path: Path) -> Path:
    """Three people with something else, and a row twice."""
    rows: list[Row] = [row for household in township.rows() for row in household]
    rows[0]["劳动技能"], rows[1]["劳动技能"], rows[2]["民族"] = "技能型", "技能型", ""
    return write_export(tmp_path / "export.xlsx", [*rows, dict(rows[0])])


@pytest.fixture
def window(parts: Parts, show: Show, desk: Desk, township: Township) -> MainWindow:
    opened = MainWindow(parts)
    show(opened)
    opened.take_desk(desk)
    return opened


@pytest.fixture
def page(window: MainWindow, export: Path, press: Press) -> ComparisonPage:
    """The section with the export taken in by keys."""
    press(Key.Key_2, modifier=ALT)
    press(Key.Key_5, modifier=CONTROL)
    assert isinstance(window.page, ComparisonPage)
    press(Key.Key_F2)
    taking = window.page
    assert isinstance(taking, TakingPage)
    taking.open_file(export)
    assert taking.step is Step.SHEET
    press(Key.Key_F9)
    assert taking.step is Step.READ
    press(Key.Key_F9)
    assert isinstance(window.page, ComparisonPage)
    return window.page


def items(page: ComparisonPage) -> list[str]:
    return [line.difference.item for line in page.lines]


def test_taking__before_anything_is_there__says_what_to_do(window: MainWindow, press: Press) -> None:
    press(Key.Key_2, modifier=ALT)
    press(Key.Key_5, modifier=CONTROL)
    assert isinstance(window.page, ComparisonPage)
    assert window.page.table.cells.rowCount() == 0
    assert "F2" in window.page.table._empty.text()


def test_taking__what_was_not_taken__stands_there_with_its_reason(
    window: MainWindow, export: Path, press: Press
) -> None:
    press(Key.Key_2, modifier=ALT)
    press(Key.Key_5, modifier=CONTROL)
    press(Key.Key_F2)
    taking = window.page
    assert isinstance(taking, TakingPage)
    taking.open_file(export)
    press(Key.Key_F9)
    assert taking.reading_part.table.words(0)[:2] == ["同一个人（证件号码相同）在第 4 行已经有了。", "1"]
    assert "没取 1 行" in taking.reading_part.words.text()
    press(Key.Key_Escape, Key.Key_Escape, Key.Key_Escape)
    assert isinstance(window.page, ComparisonPage)
    assert window.page.desk.reconciliation.exports() == ()


def test_lists__arrows__narrow_to_what_is_wrong(page: ComparisonPage, press: Press) -> None:
    assert [count for _words, count in page.tabs.tabs] == [3, 2, 1, 0, 0, 0]
    press(Key.Key_Right, Key.Key_Right)
    assert items(page) == ["ethnicity"]
    row = page.table.words(0)
    assert (row[4], row[7]) == ("（空）", "机")


def test_item__stepped_beside_the_list__narrows_the_list(page: ComparisonPage, press: Press) -> None:
    press(Key.Key_F6)
    assert page.bars.hasFocus()
    press(Key.Key_F6)
    assert page.item.hasFocus()
    press(Key.Key_Right)
    assert items(page) == ["ethnicity"]
    press(Key.Key_Right)
    assert items(page) == ["labor_skill", "labor_skill"]
    press(Key.Key_F6)
    press(Key.Key_Right, Key.Key_Right)
    assert page.side.value() == Side.LEDGER.value
    assert items(page) == []


def test_digit__with_a_reason__settles_and_the_reason_is_kept(page: ComparisonPage, press: Press) -> None:
    press("3")
    assert page.panel.isVisible() and page.panel.text.hasFocus()
    press(Key.Key_Return)
    assert page.panel.isVisible() and "原因" in page.panel.notice.sentence
    page.panel.text.set_value("入户核过")
    press(Key.Key_Return)
    assert not page.panel.isVisible() and page.table.hasFocus()
    assert [count for _words, count in page.tabs.tabs] == [2, 1, 1, 0, 0, 1]
    press(Key.Key_F5, Key.Key_Return)
    settled = page.desk.reconciliation.compare().lines
    assert [line.settlement.reason for line in settled if line.settlement] == ["入户核过"] * 2


def test_ticks__several__are_settled_at_once_and_back(page: ComparisonPage, press: Press) -> None:
    press(Key.Key_A, modifier=CONTROL)
    assert len(page.chosen()) == 3
    press("4")
    page.panel.text.set_value("系统的叫法不同")
    press(Key.Key_Return)
    assert [count for _words, count in page.tabs.tabs] == [0, 0, 0, 0, 0, 3]
    press(Key.Key_Left)
    assert len(page.lines) == 3 and all(line.wrong == () for line in page.lines)
    press(Key.Key_Space, Key.Key_Space)
    press(Key.Key_Z, modifier=CONTROL)
    assert page.tabs.tabs[0][1] == 2


def test_enter__opens_the_survey_and_esc_leads_back_to_the_same_row(
    window: MainWindow, page: ComparisonPage, press: Press
) -> None:
    press(Key.Key_Down)
    line = page.current()
    assert line is not None
    press(Key.Key_Return)
    assert isinstance(window.page, SurveyPage)
    press(Key.Key_Escape)
    assert window.page is page
    assert page.current() == line


def test_f7__no_printer__is_told(page: ComparisonPage, press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "list_printers", list)
    press(Key.Key_F7)
    assert "没有打印机" in page.notice.sentence


def test_write__list_that_is_shown__is_a_workbook(page: ComparisonPage, tmp_path: Path) -> None:
    page.write(tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").stat().st_size > 1000
    assert "3 项" in page.notice.sentence


def test_ctrl_r__wrong_file__is_withdrawn_with_a_reason_and_the_comparison_is_empty_again(
    window: MainWindow, page: ComparisonPage, press: Press
) -> None:
    press(Key.Key_R, modifier=CONTROL)
    exports = window.page
    assert isinstance(exports, ExportsPage)
    assert (
        exports.table.words(0)[0] == "机" and exports.table.words(0)[5] == "1" and exports.table.words(0)[-1] == "在用"
    )
    press(Key.Key_F6)
    assert exports.refused.words(0)[2] == "同一个人（证件号码相同）在第 4 行已经有了。"
    press(Key.Key_Escape)
    assert exports.table.hasFocus()
    press(Key.Key_Delete, modifier=CONTROL)
    press(Key.Key_Return)
    assert exports.panel.isVisible() and "原因" in exports.panel.notice.sentence
    exports.panel.text.set_value("导错了旗")
    press(Key.Key_Return)
    assert not exports.panel.isVisible() and exports.table.hasFocus()
    assert exports.table.words(0)[-1] == "已撤下" and "导错了旗" in exports._about.text()
    press(Key.Key_Delete, modifier=CONTROL)
    assert not exports.panel.isVisible()
    press(Key.Key_Escape)
    assert window.page is page
    assert page.lines == [] and "F2" in page.table._empty.text()


def test_ctrl_r__newer_file_of_the_same_villages__says_that_the_older_is_not_used(
    window: MainWindow, page: ComparisonPage, export: Path, press: Press
) -> None:
    intake = page.desk.reconciliation.intake
    intake.take(intake.read(intake.open(export)), Side.MACHINE, "2023-01-01", "0")
    press(Key.Key_R, modifier=CONTROL)
    assert isinstance(window.page, ExportsPage)
    assert [window.page.table.words(row)[-1] for row in range(2)] == ["在用", "有更新的，不用它"]


def test_notice__next_round__says_how_many_are_compared_when_they_are_visited(page: ComparisonPage) -> None:
    assert "排查完" not in page.notice.sentence
    desk = page.desk
    desk.open_round(desk.next_round())
    page.refresh()
    (taken,) = desk.reconciliation.exports()
    assert f"另有 {taken.households} 户本轮还没有排查完" in page.notice.sentence


def test_drop__file_on_the_page__is_read_as_if_it_were_chosen(window: MainWindow, export: Path, press: Press) -> None:
    press(Key.Key_2, modifier=ALT)
    press(Key.Key_5, modifier=CONTROL)
    press(Key.Key_F2)
    taking = window.page
    assert isinstance(taking, TakingPage)
    drop_files(taking, [export])
    assert taking.step is Step.SHEET and taking.aside.text() == export.name
