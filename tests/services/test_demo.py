"""Demonstration households: the same for the same seed, right unless a mistake was planted."""

import json
from collections import Counter
from itertools import islice

import pytest

from ffp_desktop.domain.form.definition import Form
from ffp_desktop.services.demo import DemoSurvey, make_surveys
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.rounds import FIRST_ROUND
from ffp_desktop.services.survey_file import list_findings, read_surveys

FORM = FormShelf().form
Row = tuple[str, str, int | None]


def make(count: int, seed: int, mistakes: float = 0.0, form: Form = FORM) -> list[DemoSurvey]:
    return list(make_surveys(form, county_regions(), FIRST_ROUND, count, seed, mistakes))


def find(surveys: list[DemoSurvey]) -> list[list[dict[str, object]]]:
    raw = json.dumps([survey.encoded for survey in surveys], ensure_ascii=False).encode()
    return list(list_findings(read_surveys(raw, FORM, county_regions()), FORM))


def rows_of(findings: list[dict[str, object]], level: str) -> set[Row]:
    return {(str(r["rule"]), str(r["item"]), r["member"]) for r in findings if r["level"] == level}  # type: ignore[misc]


@pytest.mark.parametrize("seed", [1, 7, 2023])
def test_demo__households__have_no_error_and_finished_ones_answer_for_every_warning(seed: int) -> None:
    surveys = make(300, seed)
    warnings = 0
    for survey, findings in zip(surveys, find(surveys), strict=True):
        assert rows_of(findings, "错误") == set()
        warned = rows_of(findings, "提醒")
        warnings += len(warned)
        if survey.is_finished:
            confirmed = {(c["rule"], c["item"], c["member"]) for c in survey.encoded.get("confirmed", [])}
            assert confirmed == warned
    assert 0 < warnings < 60


def test_demo__planted_mistakes__are_all_found_and_nothing_else_is_an_error() -> None:
    surveys = make(300, 5, mistakes=1.0)
    kinds: Counter[str] = Counter()
    for survey, findings in zip(surveys, find(surveys), strict=True):
        planted = {(m.rule, m.item, m.member) for m in survey.mistakes}
        errors = rows_of(findings, "错误")
        assert planted <= errors | rows_of(findings, "提醒")
        assert errors <= planted
        kinds.update(mistake.rule for mistake in survey.mistakes)
        assert not survey.is_finished
    assert len(kinds) >= 15


def test_demo__same_seed__gives_the_same_households_whatever_their_number() -> None:
    few = [survey.encoded for survey in make(5, 11)]
    assert few == [survey.encoded for survey in islice(make(20, 11), 5)]
    assert few != [survey.encoded for survey in make(5, 12)]


def test_demo__many_households__show_every_attribute_section_and_nation() -> None:
    surveys = [survey.encoded for survey in make(600, 3)]
    kinds = {survey["answers"]["household_kind"] for survey in surveys}
    nations = {member["ethnicity"] for survey in surveys for member in survey["members"]}
    names = [member["name"] for survey in surveys for member in survey["members"]]
    choices = FORM.items["household_kind"].choices
    assert choices is not None
    assert kinds == {choice.name for choice in choices.choices}
    assert {"达斡尔族", "鄂温克族", "蒙古族", "汉族", "满族", "鄂伦春族"} <= nations
    assert any("·" in name for name in names)
    assert any(ord(character) > 0xFFFF for name in names for character in name)
    answered = {item for survey in surveys for item in survey["answers"]}
    sections = {FORM.items[item].section for item in answered}
    assert {section.id for section in FORM.sections} - sections == {"members"}
    numbers = [member["id_number"][:18] for survey in surveys for member in survey["members"]]
    assert len(set(numbers)) == len(numbers)
    assert len({survey["village"] for survey in surveys}) > 150
