"""Which lists a household stands on: the rules of 七, the year, the four candidates."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ffp_desktop.domain.monitoring.facts import LINES, MonitoredFacts
from ffp_desktop.domain.monitoring.records import (
    Action,
    ActionKind,
    ActionState,
    MonitoringRecord,
    Passage,
    Step,
    StepRecord,
)
from ffp_desktop.domain.monitoring.watch import Watch, is_over_a_year, unfit_risks, watch

TODAY = date(2023, 3, 6)
LINE = Decimal("8300")
NOTHING = MonitoringRecord("h")
QUIET = MonitoredFacts(
    identified_on="2022-06-15",
    at_risk="是",
    net_income="7000.00",
    no_labour="否",
    floor="否",
    risks=("因病",),
    given=("A40",),
    denied=tuple(line for line in LINES if line != "A40"),
    eliminated="否",
)
"""Identified nine months ago, at risk, with the measure that fits: on no list."""


def lists(
    facts: MonitoredFacts, record: MonitoringRecord = NOTHING, line: Decimal | None = LINE, day: date = TODAY
) -> set[Watch]:
    return {hint.watch for hint in watch(facts, record, line, day)}


def reason(facts: MonitoredFacts, of: Watch, record: MonitoringRecord = NOTHING) -> str:
    return next(hint.reason for hint in watch(facts, record, LINE, TODAY) if hint.watch is of)


def test_watch__household_in_order__is_on_no_list() -> None:
    assert lists(QUIET) == set()


def test_watch__draft__waits_with_what_follows_from_its_answers() -> None:
    bare = replace(QUIET, given=(), denied=(), identified_on="2021-06-15", is_new=True)
    assert lists(bare) == {Watch.TO_INCLUDE, Watch.NO_MEASURE, Watch.OVERDUE}
    assert {hint.watch for hint in watch(bare, NOTHING, LINE, TODAY, is_draft=True)} == {Watch.TO_INCLUDE}


def test_watch__new_household__lacks_the_steps_that_nobody_recorded() -> None:
    new = replace(QUIET, is_new=True, identified_on="")
    record = MonitoringRecord("h", steps={Step.VISIT: StepRecord(Step.VISIT, "2023-03-01")})
    assert lists(new, record) == {Watch.TO_INCLUDE}
    assert reason(new, Watch.TO_INCLUDE, record) == "还缺：信息比对、村评议公示、乡审、县批、系统录入"
    whole = MonitoringRecord("h", steps={step: StepRecord(step, "2023-03-01") for step in Step})
    assert lists(new, whole) == set()


@pytest.mark.parametrize(
    ("risk", "lines"),
    [
        ("因病", ("A40",)),
        ("因学", ("A39",)),
        ("因残", ("A43",)),
        ("因产业失败", ("A34", "A36")),
        ("因就业不稳定", ("A35", "A38")),
    ],
)
def test_unfit_risks__each_fitting_line_alone_is_enough(risk: str, lines: tuple[str, ...]) -> None:
    facts = MonitoredFacts(risks=(risk,), denied=LINES)
    assert unfit_risks(facts) == (risk,)
    for line in lines:
        given = replace(facts, given=(line,), denied=tuple(one for one in LINES if one != line))
        assert unfit_risks(given) == ()


def test_unfit_risks__line_without_an_answer__is_not_yet_a_no() -> None:
    assert unfit_risks(MonitoredFacts(risks=("因产业失败",), denied=("A34",))) == ()


def test_unfit_risks__risk_without_a_line_of_its_own__is_never_unfit() -> None:
    assert unfit_risks(MonitoredFacts(risks=("因缺劳力", "因自然灾害"), denied=LINES)) == ()


def test_watch__no_line_says_yes__says_how_many_are_blank() -> None:
    assert reason(replace(QUIET, risks=(), given=(), denied=LINES), Watch.NO_MEASURE) == "七各行都填“否”"
    few = replace(QUIET, risks=(), given=(), denied=LINES[:10])
    assert reason(few, Watch.NO_MEASURE) == "七没有一行填“是”，2 行没填"


@pytest.mark.parametrize(
    ("identified", "day", "over"),
    [
        ("2022-03-06", date(2023, 3, 6), True),
        ("2022-03-07", date(2023, 3, 6), False),
        ("2020-02-29", date(2021, 2, 28), True),
        ("2020-02-29", date(2021, 2, 27), False),
        ("2021-12-31", date(2023, 1, 1), True),
        ("2022-12-31", date(2023, 12, 30), False),
    ],
)
def test_is_over_a_year__counts_to_the_day(identified: str, day: date, over: bool) -> None:
    assert is_over_a_year(identified, day) is over


def test_watch__over_a_year__leaves_the_floor_and_the_eliminated_aside() -> None:
    old = replace(QUIET, identified_on="2022-01-10")
    assert lists(old) == {Watch.OVERDUE, Watch.MAY_ADJUST}
    assert lists(replace(old, floor="是")) == set()
    gone = replace(old, eliminated="是", at_risk="否", marked="是", net_income="9000.00")
    assert lists(gone) == set()


def test_watch__date_unknown__is_said_and_never_counted_as_over_a_year() -> None:
    assert lists(replace(QUIET, identified_on="")) == {Watch.UNKNOWN_DATE}


def test_watch__eliminated_and_not_marked__may_be_marked() -> None:
    gone = replace(QUIET, eliminated="是", at_risk="否", marked="否", net_income="9000.00")
    assert lists(gone) == {Watch.MAY_ELIMINATE}
    assert lists(replace(gone, marked="是")) == set()


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"no_labour": "是"}, "全家没有劳动力"),
        ({"net_income": "8299.99"}, "A27 8299.99 元低于监测线 8300 元"),
        ({"at_risk": "是"}, "五填有风险"),
        ({"problems": ("A32 是危房",)}, "A32 是危房"),
    ],
)
def test_watch__eliminated_with_a_doubt__may_go_back(change: dict[str, object], word: str) -> None:
    gone = replace(QUIET, eliminated="是", at_risk="否", marked="是", net_income="8300.00")
    assert lists(gone) == set()
    doubtful = replace(gone, **change)
    assert lists(doubtful) == {Watch.MAY_RETURN}
    assert word in reason(doubtful, Watch.MAY_RETURN)
    unmarked = replace(doubtful, marked="否")
    assert lists(unmarked) == {Watch.MAY_RETURN}
    assert "先不要标注" in reason(unmarked, Watch.MAY_RETURN)


def test_watch__no_risk_and_above_the_line__may_be_removed() -> None:
    safe = replace(QUIET, at_risk="否", net_income="8300.00")
    assert lists(safe) == {Watch.MAY_REMOVE}
    assert lists(replace(safe, net_income="8299.99")) == set()
    assert lists(replace(safe, problems=("A31 没有解决安全饮水",))) == set()
    assert lists(replace(safe, is_new=True), MonitoringRecord("h", steps=dict.fromkeys(Step))) == set()  # type: ignore[arg-type]


def test_watch__line_unknown__waits_with_what_needs_it() -> None:
    assert lists(replace(QUIET, at_risk="否", net_income="99999.00"), line=None) == set()
    gone = replace(QUIET, eliminated="是", at_risk="否", marked="是", net_income="1.00")
    assert lists(gone, line=None) == set()


def test_watch__action_under_way__takes_the_hint_of_its_kind_away() -> None:
    safe = replace(QUIET, at_risk="否", net_income="9000.00")
    told = Passage(ActionState.RAISED, "2023-03-05", "腾克镇", "收入稳定")
    action = Action("a", ActionKind.REMOVE, "2023Q1", (told,))
    assert lists(safe, MonitoringRecord("h", actions=(action,))) == {Watch.UNDER_WAY}
    withdrawn = replace(action, withdrawn="报错了户")
    assert lists(safe, MonitoringRecord("h", actions=(withdrawn,))) == {Watch.MAY_REMOVE}
    done = replace(action, passages=(told, Passage(ActionState.REFUSED, "2023-03-06")))
    assert lists(safe, MonitoringRecord("h", actions=(done,))) == {Watch.MAY_REMOVE}
