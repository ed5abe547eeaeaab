"""Every rule of the form: a change to a believable household that fires it, and one that must not."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pytest

from ffp_desktop.domain.answer_text import parse_answer
from ffp_desktop.domain.form.source import Node, load_yaml
from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.values import Answer
from tests.forms.household import BASES, DATA, evaluate, household_form

_FILES = sorted((DATA / "rules").glob("*.yaml"))


@dataclass(frozen=True)
class Case:
    """One line of tests/data/rules: the household, and the changes after which the rule fires, or must not."""

    rule: str
    base: str
    fires: Mapping[str, Node]
    quiet: Mapping[str, Node]
    where: str


def _read_cases() -> list[Case]:
    cases = []
    for file in _FILES:
        default = "monitored" if file.stem == "monitored" else "general"
        for node in load_yaml(file).as_list():
            entries = node.as_mapping({"base"}, {"rule", "fires", "quiet"})
            base = entries["base"].as_text() if "base" in entries else default
            changes = (entries["fires"].as_mapping(), entries["quiet"].as_mapping())
            cases.append(Case(entries["rule"].as_text(), base, *changes, f"{file.stem}-{node.line}"))
    return cases


CASES = _read_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}-{case.where}")
def test_rule__its_mistake__fires_at_its_place(case: Case) -> None:
    rule = next(rule for rule in household_form().rules if rule.id == case.rule)
    found = [finding for finding in evaluate(case.base, case.fires).findings() if finding.rule == case.rule]
    assert found
    assert {(finding.place.item, finding.level) for finding in found} == {(rule.place, rule.level)}
    assert all("${" not in finding.message + finding.action for finding in found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}-{case.where}")
def test_rule__nearly_its_mistake__is_quiet(case: Case) -> None:
    assert case.rule not in {finding.rule for finding in evaluate(case.base, case.quiet).findings()}


def test_rules__all_of_the_form__are_tried() -> None:
    assert {case.rule for case in CASES} == {rule.id for rule in household_form().rules}


@pytest.mark.parametrize("base", BASES)
def test_rules__household_without_mistake__find_nothing(base: str) -> None:
    assert evaluate(base, {}).all_findings() == ()


def test_rule__answer_after_its_place_is_missing__does_not_wait() -> None:
    evaluation = evaluate("monitored", {})
    evaluation.set(Place("risk_eliminated"), None)
    evaluation.set(Place("security_measures"), ("防贫保",))
    assert [finding.rule for finding in evaluation.findings()] == ["minimum_living_without_measure"]


def test_rule__answer_before_its_place_is_missing__waits() -> None:
    evaluation = evaluate("general", {})
    evaluation.set(Place("medical_insurance", "m2"), None)
    evaluation.set(Place("all_insured"), "否")
    assert [finding.rule for finding in evaluation.findings()] == ["risk_denied"]
    evaluation.set(Place("medical_insurance", "m2"), "是")
    assert evaluation.findings()[0].rule == "not_all_insured_without_uninsured_member"


@pytest.mark.parametrize(
    ("place", "typed", "proposal"),
    [
        (Place("total_income"), Decimal("94202.80"), "94220.80"),
        (Place("net_income_per_head"), Decimal("24000"), "24956.93"),
        (Place("id_number", "m1"), "152123741105121", "152123197411051213"),
    ],
)
def test_rule__with_a_proposal__offers_what_ends_it(place: Place, typed: Answer, proposal: str) -> None:
    evaluation = evaluate("general", {})
    evaluation.set(place, typed)
    (finding,) = evaluation.findings()
    assert (finding.place, finding.proposal) == (place, proposal)
    evaluation.set(place, parse_answer(household_form().items[place.item], proposal))
    assert evaluation.findings() == ()
