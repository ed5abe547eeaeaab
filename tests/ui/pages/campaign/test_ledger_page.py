"""台账 before a clerk's keys: results as filter, the story of a clue, answering, the survey and back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from ffp_desktop.domain.campaign.records import Result
from ffp_desktop.services.campaign import ledger
from ffp_desktop.services.campaign.ledger import ClueFilter
from ffp_desktop.store.rebuild import rebuild_tables
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.pages.campaign.ledger.page import LedgerPage
from ffp_desktop.ui.window import MainWindow
from tests.services.campaign.test_campaign_clues import GIVEN_ANSWER
from tests.ui.pages.campaign.conftest import CONTROL, HERE, OTHER, STRANGER, Campaign, Key, Take, go_to_section, row
from tests.ui.pages.conftest import Press, write


@pytest.fixture
def page(window: MainWindow, press: Press) -> LedgerPage:
    go_to_section(window, press, Key.Key_2)
    assert isinstance(window.page, LedgerPage)
    return window.page


def stand_on(page: LedgerPage, press: Press, name: str) -> None:
    for _row in range(10):
        press(Key.Key_Up)
    for _row in range(10):
        line = page.current()
        if line is None or line.clue.told.name == name:
            return
        press(Key.Key_Down)


def result_of(desk: Desk, clue: str) -> Result:
    return desk.campaign.clues.get(clue).result


def test_ledger__opened__lists_every_clue_and_says_how_many_wait(page: LedgerPage) -> None:
    assert page.tabs.tabs == [("全部", 4), ("待核实", 4)]
    assert page.left_words == "还剩 4 条待核实"
    assert {page.table.words(at)[3] for at in range(4)} == {"孟和", "杜玉兰", "乌云", "远人"}
    assert page.table.hasFocus()


def test_story__of_the_clue_under_the_cursor__tells_list_match_and_what_to_look_at(
    page: LedgerPage, press: Press
) -> None:
    stand_on(page, press, "孟和")
    told = page.story.told.text()
    assert "备注：房屋进水" in told and "受灾类型：洪涝" in told and "推送函 应急函〔2023〕5号" in told
    assert "凭证件号码" in page.story.matched.text() and "入户看：" in page.story.matched.text()
    assert page.story.found.text() == "还没有答复。"  # the visit was before the flood


def test_f9__answered_by_keys__keeps_all_that_was_said(
    page: LedgerPage, press: Press, desk: Desk, campaign: Campaign
) -> None:
    desk.village_lists.add_signer(HERE, "金海波", ["排查人"])
    stand_on(page, press, "孟和")
    press(Key.Key_F9)
    assert page.answering.panel.result.hasFocus()
    press("3")
    press("20230312", Key.Key_Return)
    assert page.answering.panel.signers.hasFocus()
    press("1", Key.Key_Return)
    write("苏日娜")
    press(Key.Key_Return, Key.Key_Return, Key.Key_Return)
    assert page.answering.is_open and "原因" in page.answering.panel.notice.sentence
    page.answering.panel.reason.set_value("民政已救助，生活有保障")
    press(Key.Key_Return)
    assert not page.answering.is_open and page.table.hasFocus()
    answer = desk.campaign.clues.get(campaign.flood.id).answer
    assert answer is not None
    assert (answer.result, answer.date, answer.by) == (Result.NOT_IDENTIFIED, "2023-03-12", ("金海波", "苏日娜"))
    assert answer.reason == "民政已救助，生活有保障"
    assert page.left_words == "还剩 3 条待核实"
    assert ("未纳入", 1) in page.tabs.tabs
    assert page.notice.sentence == "已答复 1 条：未纳入。还剩 3 条待核实。"


def test_space__several_ticked__are_answered_at_once(
    page: LedgerPage, press: Press, desk: Desk, campaign: Campaign
) -> None:
    stand_on(page, press, "乌云")
    press(Key.Key_Space)
    stand_on(page, press, "远人")
    press(Key.Key_Space, Key.Key_F9, "5")
    press(Key.Key_Return)
    write("苏日娜")
    press(Key.Key_Return, Key.Key_Return, Key.Key_Return)
    assert {result_of(desk, one.id) for one in (campaign.unknown, campaign.far)} == {Result.NOT_FOUND}
    assert result_of(desk, campaign.flood.id) is Result.OPEN
    assert page.ticked == ()


def test_esc__in_the_panel__answers_nothing(page: LedgerPage, press: Press, desk: Desk, campaign: Campaign) -> None:
    stand_on(page, press, "孟和")
    press(Key.Key_F9, "3", Key.Key_Escape)
    assert not page.answering.is_open and page.table.hasFocus()
    assert result_of(desk, campaign.flood.id) is Result.OPEN


def test_f5__household_visited_lately__is_answered_with_that_visit(
    page: LedgerPage, press: Press, desk: Desk, take: Take, campaign: Campaign
) -> None:
    stand_on(page, press, "孟和")
    assert "F5" not in [action.keys for action in page.key_actions()]  # the flood came after the visit
    desk.campaign.clues.answer([campaign.flood.id], answered())
    page.refresh()
    stand_on(page, press, "杜玉兰")
    assert "F5 就用那次入户答复" in page.story.found.text()
    press(Key.Key_F5)
    done = desk.campaign.clues.get(campaign.allowance.id)
    assert done.answer is not None and done.answer.survey == campaign.survey
    assert page.left_words == "还剩 2 条待核实"


def answered() -> "object":
    from ffp_desktop.domain.campaign.records import Answer

    return Answer(Result.DEAD, "2023-03-01", ("苏日娜",))


def test_enter__opens_the_household_and_esc_leads_back(
    window: MainWindow, page: LedgerPage, press: Press, campaign: Campaign
) -> None:
    stand_on(page, press, "杜玉兰")
    press(Key.Key_Return)
    assert isinstance(window.page, SurveyPage)
    press(Key.Key_Escape)
    assert window.page is page
    line = page.current()
    assert line is not None and line.clue.id == campaign.allowance.id


def test_enter__somebody_of_no_household__begins_a_survey_with_what_the_list_told(
    window: MainWindow, page: LedgerPage, press: Press, desk: Desk
) -> None:
    stand_on(page, press, "乌云")
    press(Key.Key_Return)
    assert page.panel.isVisible()
    write("一组")
    press(Key.Key_Return)
    assert isinstance(window.page, SurveyPage)
    counts = desk.surveys.find(desk.filter_of(query())).page(0, 10)
    (begun,) = [one for one in counts if one.village == OTHER]
    session = desk.surveys.open(begun.id)
    (member,) = session.members()
    assert session.evaluation.value("name", member) == "乌云"
    assert session.evaluation.value("id_number", member) == STRANGER


def query() -> "object":
    from ffp_desktop.ui.desk_shape import SurveyQuery

    return SurveyQuery()


def test_enter__somebody_of_no_village__says_what_to_do(page: LedgerPage, press: Press, window: MainWindow) -> None:
    stand_on(page, press, "远人")
    press(Key.Key_Return)
    assert window.page is page and "哪个村" in page.notice.sentence


def test_places__village_chosen_by_f6__narrows_the_list(page: LedgerPage, press: Press) -> None:
    press(Key.Key_F6)
    page.bars.choose(OTHER)
    assert page.tabs.tabs[0] == ("全部", 1)
    assert "待核实 1 条，共 1 条" in page.place_line.text()
    press(Key.Key_Escape)
    assert page.table.hasFocus() and page.table.words(0)[3] == "乌云"


def test_search__typed_in_the_list__finds_and_alt_0_clears(page: LedgerPage, press: Press) -> None:
    press("1", "521231976")
    assert page.filters.search.hasFocus()
    assert page.table.cells.rowCount() == 1 and page.table.words(0)[3] == "杜玉兰"
    press(Key.Key_Return)
    assert page.table.hasFocus()
    page.clear()
    assert page.table.cells.rowCount() == 4


def test_kind__chosen__narrows_the_list(page: LedgerPage) -> None:
    page.filters.boxes["kind"].set_value("受灾")
    assert page.table.cells.rowCount() == 1
    assert page.table.words(0)[2] == "受灾"


def test_ctrl_del__an_answer_that_was_wrong__waits_again_and_both_stay_told(
    page: LedgerPage, press: Press, desk: Desk, campaign: Campaign
) -> None:
    desk.campaign.clues.answer([campaign.flood.id], answered())
    page.refresh()
    stand_on(page, press, "孟和")
    press(Key.Key_Delete, modifier=CONTROL)
    write("认错了人")
    press(Key.Key_Return)
    assert result_of(desk, campaign.flood.id) is Result.OPEN
    stand_on(page, press, "孟和")
    assert "已死亡" in page.story.found.text() and "认错了人" in page.story.found.text()


def test_workbook_and_paper__are_written(page: LedgerPage, tmp_path: Path) -> None:
    page.write(tmp_path / "台账.xlsx")
    assert (tmp_path / "台账.xlsx").is_file() and "4 条" in page.notice.sentence
    page.write(tmp_path / "台账.pdf")
    assert (tmp_path / "台账.pdf").read_bytes().startswith(b"%PDF")


def test_f7__no_printer__is_told_calmly(page: LedgerPage, press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ffp_desktop.ui.printing.list_printers", lambda: [])
    press(Key.Key_F7)
    assert "没有打印机" in page.notice.sentence


def test_ledger__nothing_taken__says_how_it_fills(page: LedgerPage) -> None:
    page.filters.search.set_value("没有这个人")
    assert page.table.cells.rowCount() == 0
    assert [action.keys for action in page.key_actions()] == ["← →", "F3", "F6", "Esc"]
    assert QApplication.focusWidget() is not None
    assert row("甲").village == HERE


def test_one_list__is_said_under_the_table_until_alt_0(page: LedgerPage, press: Press, campaign: Campaign) -> None:
    whole = page.table.cells.rowCount()
    page.show_filter(ClueFilter(list=campaign.flood.list))
    page.refresh()
    assert page.table.cells.rowCount() < whole and "只是一份名单" in page.foot.text()
    press(Key.Key_0, modifier=Qt.KeyboardModifier.AltModifier)
    assert page.table.cells.rowCount() == whole and "只是一份名单" not in page.foot.text()


def test_conflict__two_answered_differently__has_a_list_of_its_own_until_answered_again(
    page: LedgerPage, press: Press, desk: Desk, campaign: Campaign
) -> None:
    vault, clue = desk._vault, campaign.flood
    told = vault.journal.revisions(clue.id)[0].hash
    for result in ("已死亡", "已外迁"):
        sets = {"answer": f'{{"by":["金海波"],"date":"2023-03-01","result":"{result}"}}'}
        with vault.together():
            vault.journal.append("clue", clue.id, HERE, (told,), sets, vault.operator.id, "2023-03-02T08:00:00")
    rebuild_tables(vault._database)
    page.refresh()
    assert ("两处不同", 1) in page.tabs.tabs
    while page.tabs.tabs[page.tabs.index][0] != "两处不同":
        press(Key.Key_Right)
    assert page.table.cells.rowCount() == 1 and "两处不同" in page.table.words(0)
    story = " ".join(label.text() for label in page.story.findChildren(QLabel))
    assert "已死亡" in story and "已外迁" in story
    desk.campaign.clues.answer([clue.id], GIVEN_ANSWER)
    page.refresh()
    assert dict(page.tabs.tabs)["两处不同"] == 0 and page.table.cells.rowCount() == 0


def test_f7__more_than_can_be_printed__says_what_to_do_instead(
    page: LedgerPage, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "MOST_PRINTED", 3)
    press(Key.Key_F7)
    assert "这里有 4 条，一次最多打印 3 条" in page.notice.sentence and "筛选" in page.notice.sentence
