"""How one answer spreads: relevance, calculated values, findings and what is missing, on a small form."""

from decimal import Decimal

import pytest

from ffp_desktop.domain.evaluation import Evaluation
from ffp_desktop.domain.expressions.parser import compile_expression
from ffp_desktop.domain.findings import Confirmation
from ffp_desktop.domain.form.definition import Choice, ChoiceList, Form, Item, ItemType, Level, Rule, Section
from ffp_desktop.domain.paper.grid import Paper
from ffp_desktop.domain.survey import Answers, Place
from ffp_desktop.domain.values import CLEARED, Mark, Unparsed

YES_NO = ChoiceList("yes_no", (Choice("是", "1"), Choice("否", "2")))
ALWAYS = compile_expression("true()", {})


def expression(source: str):  # type: ignore[no-untyped-def]
    return compile_expression(source, {})


def money(name: str, calculation: str = "") -> Item:
    worked_out = expression(calculation) if calculation else None
    return Item(name, "", name, name, ItemType.DECIMAL, "money", places=2, required=ALWAYS, calculation=worked_out)


FORM = Form(
    "small",
    "1",
    "小表",
    (
        Section(
            "people",
            "二",
            "成员",
            (
                Item("name", "", "姓名", "", ItemType.TEXT, "people", repeat=True, required=ALWAYS),
                Item(
                    "works", "", "务工", "", ItemType.SELECT_ONE, "people", repeat=True, choices=YES_NO, required=ALWAYS
                ),
            ),
            repeat=True,
        ),
        Section(
            "money",
            "一",
            "收入",
            (
                money("earned"),
                money("given"),
                money("total", "${earned} + ${given}"),
                Item("watched", "", "监测", "", ItemType.SELECT_ONE, "money", choices=YES_NO, required=ALWAYS),
            ),
        ),
        Section(
            "late",
            "三",
            "监测",
            (Item("reason", "", "原因", "", ItemType.TEXT, "late", required=ALWAYS),),
            relevant=expression("${watched} = '是'"),
        ),
    ),
    (
        Rule(
            "total_differs",
            Level.ERROR,
            expression("${total} != ${earned} + ${given}"),
            "合计 ${total} 不对。",
            "请核对。",
            "total",
            ("earned", "given"),
            False,
            proposal="earned",
        ),
        Rule(
            "nobody_works",
            Level.WARNING,
            expression("${earned} > 0 and count-equal(${members.works}, '是') = 0"),
            "没有人务工。",
            "请核对。",
            "earned",
            (),
            False,
        ),
    ),
    (),
    {"yes_no": YES_NO},
    Paper((), "", 0, 0, 0, 0, ()),
)


@pytest.fixture
def evaluation() -> Evaluation:
    evaluation = Evaluation(FORM)
    evaluation.load(Answers(), {})
    return evaluation


def rules_of(evaluation: Evaluation) -> list[str]:
    return [finding.rule for finding in evaluation.findings()]


def test_calculation__parts_come__total_appears_and_is_named(evaluation: Evaluation) -> None:
    evaluation.set(Place("earned"), Decimal("1.10"))
    assert evaluation.effective(Place("total")) is None
    effect = evaluation.set(Place("given"), Decimal("2.20"))
    assert evaluation.effective(Place("total")) == Decimal("3.30")
    assert Place("total") in effect.places


def test_keyed_total__differs__is_found_and_clearing_takes_the_calculation_again(evaluation: Evaluation) -> None:
    evaluation.set(Place("earned"), Decimal(1))
    evaluation.set(Place("given"), Decimal(2))
    effect = evaluation.set(Place("total"), Decimal(9))
    assert rules_of(evaluation) == ["total_differs"]
    assert evaluation.findings()[0].message == "合计 9.00 不对。"
    assert {Place("total"), Place("earned"), Place("given")} <= effect.findings
    evaluation.set(Place("total"), CLEARED)
    assert rules_of(evaluation) == []
    assert evaluation.effective(Place("total")) == Decimal("3.00")


def test_missing__calculated_from_missing_parts__is_not_asked_for(evaluation: Evaluation) -> None:
    assert [place.item for place in evaluation.missing()] == ["name", "earned", "given", "watched"]


def test_section__opens_and_closes__says_so_and_keeps_its_answers(evaluation: Evaluation) -> None:
    assert not evaluation.is_section_relevant("late")
    assert evaluation.set(Place("watched"), "是").sections == {"late"}
    assert Place("reason") in evaluation.missing()
    evaluation.set(Place("reason"), "因病")
    assert evaluation.set(Place("watched"), "否").sections == {"late"}
    assert not evaluation.is_relevant(Place("reason"))
    assert evaluation.value("reason") == ""
    assert evaluation.answer(Place("reason")) == "因病"


def test_rule__waits_for_the_row_being_typed__then_speaks(evaluation: Evaluation) -> None:
    evaluation.set(Place("earned"), Decimal(5))
    evaluation.add_member("a")
    assert rules_of(evaluation) == []
    evaluation.set(Place("works", "a"), "否")
    assert rules_of(evaluation) == ["nobody_works"]
    evaluation.add_member("b")
    assert rules_of(evaluation) == ["nobody_works"], "a finding that stands does not blink while a row is added"
    evaluation.set(Place("works", "b"), "是")
    assert rules_of(evaluation) == []


def test_strike__member_no_longer_counts__and_comes_back(evaluation: Evaluation) -> None:
    evaluation.set(Place("earned"), Decimal(5))
    for member, works in (("a", "否"), ("b", "是")):
        evaluation.add_member(member)
        evaluation.set(Place("works", member), works)
    evaluation.strike("b", "已迁出")
    assert evaluation.members == ["a"]
    assert rules_of(evaluation) == ["nobody_works"]
    evaluation.restore("b")
    assert evaluation.members == ["a", "b"]
    assert rules_of(evaluation) == []


def test_warning__confirmed__reopens_when_the_answer_changes(evaluation: Evaluation) -> None:
    evaluation.set(Place("earned"), Decimal(5))
    evaluation.add_member("a")
    evaluation.set(Place("works", "a"), "否")
    finding = evaluation.findings()[0]
    evaluation.confirm(finding.key, Confirmation("自家种地", "金海波", "2023-03-06T10:00:00", finding.fingerprint))
    assert not evaluation.findings()[0].is_open
    evaluation.set(Place("earned"), Decimal(6))
    assert evaluation.findings()[0].is_open
    evaluation.set(Place("earned"), Decimal(5))
    assert not evaluation.findings()[0].is_open


def test_unreadable_and_marked__are_told_apart__and_do_not_count(evaluation: Evaluation) -> None:
    evaluation.set(Place("earned"), Unparsed("36oo"))
    evaluation.set(Place("given"), Mark.ILLEGIBLE)
    assert rules_of(evaluation) == ["malformed", "marked"]
    assert [finding.level for finding in evaluation.findings()] == [Level.ERROR, Level.WARNING]
    assert Place("earned") not in evaluation.missing()
    assert evaluation.value("earned") == ()


def test_load__whole_survey__is_the_same_as_answer_by_answer(evaluation: Evaluation) -> None:
    given = {
        Place("earned"): Decimal(5),
        Place("given"): Decimal(1),
        Place("total"): Decimal(7),
        Place("watched"): "是",
        Place("name", "a"): "甲",
        Place("works", "a"): "否",
    }
    evaluation.add_member("a")
    for place, answer in given.items():
        evaluation.set(place, answer)
    loaded = Evaluation(FORM)
    loaded.load(Answers(dict(given), ["a"]), {})
    assert loaded.findings() == evaluation.findings()
    assert loaded.missing() == evaluation.missing()
