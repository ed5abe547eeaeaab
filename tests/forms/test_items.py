"""What every item asks by itself: needed or not, within its bounds, readable, asked only when it is relevant."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from ffp_desktop.domain.form.definition import Level
from ffp_desktop.domain.form.source import Node, load_yaml
from ffp_desktop.domain.survey import Place
from tests.forms.household import DATA, evaluate, household_form

_WARNINGS = {("head_phone", "missing")}


@dataclass(frozen=True)
class Case:
    """One line of tests/data/items. `fires` is None for what must never be found."""

    place: Place
    finds: str
    base: str
    fires: Mapping[str, Node] | None
    quiet: Mapping[str, Node]
    line: int


def _read_cases() -> list[Case]:
    cases = []
    for node in load_yaml(DATA / "items" / "items.yaml").as_list():
        entries = node.as_mapping({"base"}, {"item", "finds", "fires", "quiet"})
        item, _, row = entries["item"].as_text().partition("@")
        place = Place(item, f"m{row}" if row else "")
        base = entries["base"].as_text() if "base" in entries else "general"
        fires = entries["fires"].as_mapping() if entries["fires"].value != "~" else None
        cases.append(Case(place, entries["finds"].as_text(), base, fires, entries["quiet"].as_mapping(), node.line))
    return cases


CASES = _read_cases()


def _found(base: str, changes: Mapping[str, Node], case: Case) -> list[Level]:
    findings = evaluate(base, changes).all_findings()
    return [finding.level for finding in findings if (finding.place, finding.rule) == (case.place, case.finds)]


@pytest.mark.parametrize(
    "case", [c for c in CASES if c.fires is not None], ids=lambda c: f"{c.place.item}-{c.finds}-{c.line}"
)
def test_item__wrong_or_empty__is_found(case: Case) -> None:
    assert case.fires is not None
    level = Level.WARNING if (case.place.item, case.finds) in _WARNINGS else Level.ERROR
    assert _found(case.base, case.fires, case) == [level]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.place.item}-{c.finds}-{c.line}")
def test_item__right_or_not_asked__is_quiet(case: Case) -> None:
    assert _found(case.base, case.quiet, case) == []


def test_items__required_only_sometimes_or_never__are_tried() -> None:
    always = {"true()", ""}
    sometimes = {
        item.id
        for item in household_form().items.values()
        if not item.off_paper and (item.required is None or item.required.source not in always)
    }
    assert sometimes - {case.place.item for case in CASES} == _NEVER_MISSED


_NEVER_MISSED = {
    *("total_income", "net_income_per_head"),  # worked out when they are not keyed
    *("risk_remark", "employment_placement_other", "ecology_job_other", "ecology_project_other"),  # may stay empty
}
