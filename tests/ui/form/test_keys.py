"""What each key of the page does, and what the page tells."""

from PySide6.QtCore import Qt

from ffp_desktop.domain.survey import Place, State
from ffp_desktop.domain.values import Mark
from ffp_desktop.services.surveys import Surveys

from ..conftest import CONTROL, SHIFT, VILLAGE, Clerk


def test_tab__in_the_measures__goes_to_the_next_line(clerk: Clerk) -> None:
    clerk.press("4")
    clerk.go("industry_help")
    clerk.press("1")
    assert clerk.item == "industry_measures"
    clerk.press(Qt.Key.Key_Tab)
    assert clerk.item == "employment_help"
    clerk.press(Qt.Key.Key_Backtab, modifiers=SHIFT)
    assert clerk.item == "industry_help"


def test_ctrl_digit__goes_to_a_section__a_closed_one_says_why(clerk: Clerk) -> None:
    clerk.press("4", modifiers=CONTROL)
    assert clerk.item == "school_dropout"
    clerk.press("7", modifiers=CONTROL)
    assert clerk.item == "school_dropout"
    assert "不适用" in clerk.page.status.saved


def test_ctrl_zero__reaches_the_items_off_paper__enter_comes_back(clerk: Clerk) -> None:
    clerk.press("0", modifiers=CONTROL)
    assert clerk.item == "survey_date"
    clerk.press("20230301\n")
    assert clerk.printed("survey_date") == "2023年3月1日"
    assert clerk.item == "household_size"
    clerk.press("\n")
    assert clerk.item == "village" or clerk.session.item(clerk.place).section == "basic"


def test_f4__on_money__keeps_what_the_paper_shows(clerk: Clerk) -> None:
    clerk.go("wage_income")
    clerk.press(Qt.Key.Key_F4)
    assert clerk.page.marks.is_open
    clerk.press("3")
    assert clerk.session.answer(Place("wage_income")) is Mark.ILLEGIBLE
    assert clerk.printed("wage_income") == "〔看不清〕"
    assert clerk.item == "property_income"


def test_f4__on_a_choice__digit_marks_and_does_not_choose(clerk: Clerk) -> None:
    clerk.go("safe_water")
    clerk.press(Qt.Key.Key_F4, "2")
    assert clerk.session.answer(Place("safe_water")) is Mark.STRUCK


def test_esc__while_typing__takes_it_back__then_leaves(clerk: Clerk) -> None:
    left: list[bool] = []
    clerk.page.left.connect(lambda: left.append(True))
    clerk.go("wage_income")
    clerk.press("36", Qt.Key.Key_Escape)
    assert clerk.printed("wage_income") == "" and not left
    clerk.press(Qt.Key.Key_Escape)
    assert left == [True]


def test_ctrl_z__takes_the_last_answer_back_and_goes_there(clerk: Clerk) -> None:
    clerk.go("wage_income")
    clerk.press("36000\n")
    clerk.press("z", modifiers=CONTROL)
    assert clerk.printed("wage_income") == ""
    assert clerk.item == "wage_income"
    clerk.press("y", modifiers=CONTROL)
    assert clerk.printed("wage_income") == "36,000.00"


def test_f5__on_a_wrong_sum__takes_the_computed_figure(clerk: Clerk) -> None:
    clerk.go("business_income")
    clerk.press("100\n200\n300\n400\n0\n")
    clerk.go("total_income")
    clerk.press("900\n")
    clerk.press(Qt.Key.Key_F8)
    assert clerk.item == "total_income"
    clerk.press(Qt.Key.Key_F5)
    assert clerk.printed("total_income") == "1,000.00"
    assert not [f for f in clerk.page.sheet.reading.findings if f.place.item == "total_income"]


def test_f5__on_a_warning__asks_for_a_reason_inline(clerk: Clerk) -> None:
    clerk.go("business_income")
    clerk.press("100\n")
    clerk.go("business_cost")
    clerk.press("900\n")
    clerk.go("business_cost")
    clerk.press(Qt.Key.Key_F5)
    assert clerk.page.reason.is_open
    clerk.press("今年遭灾\n")
    clerk.wait(lambda: clerk.page.sheet.editing.place is not None and not clerk.page.reason.is_open)
    (finding,) = [f for f in clerk.page.sheet.reading.findings if f.place.item == "business_cost"]
    assert finding.confirmed is not None and finding.confirmed.reason == "今年遭灾"
    assert clerk.item == "business_cost"


def test_f5__given_up__leaves_everything(clerk: Clerk) -> None:
    clerk.go("business_income")
    clerk.press("100\n")
    clerk.go("business_cost")
    clerk.press("900\n")
    clerk.go("business_cost")
    clerk.press(Qt.Key.Key_F5, Qt.Key.Key_Escape)
    clerk.wait(lambda: clerk.page.sheet.editing.place == Place("business_cost"))
    assert [f.is_open for f in clerk.page.sheet.reading.findings if f.place.item == "business_cost"] == [True]


def test_f6__folds_the_pane__remembered_for_the_section(clerk: Clerk) -> None:
    assert clerk.page.panel.isVisible() and not clerk.page.rail.isVisible()
    clerk.press(Qt.Key.Key_F6)
    assert clerk.page.rail.isVisible() and not clerk.page.panel.isVisible()
    clerk.press("4", modifiers=CONTROL)
    assert clerk.page.panel.isVisible()
    clerk.press("1", modifiers=CONTROL)
    assert clerk.page.rail.isVisible()


def test_f1__explains_the_item__and_follows_the_focus(clerk: Clerk) -> None:
    clerk.go("transfer_income")
    clerk.press(Qt.Key.Key_F1)
    assert clerk.page.help.isVisible() and "养老保险金" in clerk.page.help.words
    clerk.press("\n")
    assert "种植业支出" in clerk.page.help.words
    clerk.press(Qt.Key.Key_Escape)
    assert not clerk.page.help.isVisible()


def test_f2__anywhere__goes_to_a_new_member(clerk: Clerk) -> None:
    clerk.go("wage_income")
    clerk.press(Qt.Key.Key_F2)
    assert clerk.place == Place("name")


def test_f7_and_pages__tell_the_window(clerk: Clerk) -> None:
    printed: list[list[str]] = []
    steps: list[int] = []
    clerk.page.print_wanted.connect(printed.append)
    clerk.page.neighbour_wanted.connect(steps.append)
    clerk.press(Qt.Key.Key_F7, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
    assert printed == [[clerk.session.header.id]]
    assert steps == [1, -1]


def test_f9__on_an_empty_survey__goes_to_the_first_and_tells_how_many(clerk: Clerk) -> None:
    clerk.go("wage_income")
    clerk.press(Qt.Key.Key_F9)
    assert clerk.session.header.state is State.DRAFT
    assert clerk.item == "household_kind"
    assert "还不能完成" in clerk.page.status.saved


def test_empty_survey__at_first__has_no_finding(clerk: Clerk) -> None:
    assert clerk.page.sheet.reading.findings == ()
    assert clerk.page.panel.cards == []


def test_commit__is_told_with_its_time(clerk: Clerk) -> None:
    clerk.press("1")
    assert clerk.page.status.saved.startswith("已保存 14:32:")


def test_status_bar__on_a_choice__shows_its_digits(clerk: Clerk) -> None:
    clerk.go("unsafe_house")
    assert clerk.page.status.item == "A32 是否危房"
    assert clerk.page.status.keys[:3] == [("1", "是"), ("2", "否"), ("Enter", "下一项")]


def test_reopened__stands_where_work_stopped(surveys: Surveys, clerk: Clerk) -> None:
    survey = clerk.session.header.id
    clerk.go("wage_income")
    clerk.press("36000\n")
    clerk.page.leave()
    other = surveys.start(VILLAGE, "西屯")
    clerk.page.open_survey(other)
    clerk.page.arrive()
    assert clerk.item == "household_kind"
    clerk.page.open_survey(survey)
    clerk.page.arrive()
    assert clerk.item == "property_income"
    assert clerk.printed("wage_income") == "36,000.00"


def test_names_with_markup__are_shown_as_they_are(clerk: Clerk) -> None:
    clerk.go("name")
    clerk.press("<b>孟和</b>\n")
    assert clerk.page.bar.household == "<b>孟和</b> 户"


def test_finished_survey__typing__asks_for_a_reason_first(surveys: Surveys, clerk: Clerk) -> None:
    finish(clerk)
    clerk.go("wage_income")
    clerk.press("5")
    assert clerk.page.reason.is_open
    assert clerk.printed("wage_income") == "36,000.00"
    clerk.press("录错了一个数\n")
    clerk.wait(lambda: clerk.page.sheet.editing.place is not None and clerk.session.is_editable)
    clerk.press("50000\n")
    assert clerk.printed("wage_income") == "50,000.00"


def test_finished_survey__typing_in_the_table__asks_for_a_reason_first(surveys: Surveys, clerk: Clerk) -> None:
    finish(clerk)
    clerk.go("name", clerk.session.members()[0])
    clerk.press("x")
    assert clerk.page.reason.is_open
    clerk.press(Qt.Key.Key_Escape)
    clerk.wait(lambda: not clerk.page.reason.is_open)
    assert clerk.printed("name", clerk.session.members()[0]) == "孟和"


def finish(clerk: Clerk) -> None:
    """A household that is whole, typed through the session, then F9."""
    session = clerk.session
    change = session.set_text(Place("name"), "孟和")
    assert change.focus is not None
    member = change.focus.member
    texts = ("id_number", "152123197411051213"), ("relation", "户主"), ("ethnicity", "蒙古族"), ("health", "健康")
    texts += (
        ("political_status", "群众"),
        ("education", "初中"),
        ("labor_skill", "普通劳动力"),
        ("work_region", "县外省内务工"),
    )
    texts += (("work_region", "县外省内务工"),)
    insured = ("medical_insurance", "critical_illness_insurance", "pension_insurance")
    not_so = ("medical_aid", "minimum_living", "destitute_support", "relocated")
    texts += tuple((item, "是") for item in insured) + tuple((item, "否") for item in not_so)
    for item, text in texts:
        session.set_text(Place(item, member), text)
    once = {"household_kind": "一般农牧户", "head_phone": "13947010587", "wage_income": "36000", "all_insured": "是"}
    once |= {"business_income": "0", "property_income": "0", "transfer_income": "0", "business_cost": "0"}
    once |= {"other_spending": "0", "school_dropout": "否", "safe_water": "是", "unsafe_house": "否", "at_risk": "否"}
    once |= {"newly_identified": "否", "surveyors": "金海波", "judges": "苏日娜、敖登高娃"}
    for item, text in once.items():
        session.set_text(Place(item), text)
    for finding in session.findings():
        session.confirm(finding, "核实过")
    clerk.page.sheet.draw_all()
    clerk.press(Qt.Key.Key_F9)
    assert session.header.state is State.FINISHED, clerk.page.status.saved


def test_plus__on_the_judges__takes_them_from_the_household_before(surveys: Surveys, clerk: Clerk) -> None:
    clerk.go("judges")
    clerk.press(Qt.Key.Key_Plus)
    assert clerk.item == "judges"
    assert "没有可以照抄" in clerk.page.status.saved
    clerk.press("苏日娜、敖登高娃\n")
    clerk.go("surveyors")
    clerk.press("金海波\n")
    clerk.page.open_survey(surveys.start(clerk.session.header.village))
    clerk.go("surveyors")
    clerk.press(Qt.Key.Key_Plus)
    assert clerk.item == "judges"
    clerk.press("金")
    clerk.press(Qt.Key.Key_Plus)
    assert clerk.session.answer(Place("judges")) is None
    clerk.press(Qt.Key.Key_Escape, Qt.Key.Key_Plus)
    assert clerk.printed("surveyors") == "金海波"
    assert clerk.printed("judges") == "苏日娜、敖登高娃"


def test_page_down__at_the_lists_end__says_so_and_stays(clerk: Clerk) -> None:
    clerk.page.set_position(3, 3)
    asked: list[int] = []
    clerk.page.neighbour_wanted.connect(asked.append)
    clerk.press(Qt.Key.Key_PageDown)
    assert asked == []
    assert "最后一户" in clerk.page.status.saved
    clerk.press(Qt.Key.Key_PageUp)
    assert asked == [-1]
