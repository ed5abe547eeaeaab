"""Households for the tests of the form's rules: read from tests/data, changed by a few words, evaluated."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from ffp_desktop.domain.answer_text import parse_answer
from ffp_desktop.domain.evaluation import Evaluation
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.form.reader import read_form
from ffp_desktop.domain.form.source import Node
from ffp_desktop.domain.id_number import check_digit
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import Place
from ffp_desktop.paths import FORMS, RESOURCES
from ffp_desktop.services.survey_file import SurveyFile, read_surveys

DATA = Path(__file__).parent.parent / "data"
SURVEYS = DATA / "surveys"
BASES = {"general": "general-three-people", "monitored": "monitored-five-people"}
TODAY = date(2023, 3, 10)
FACTS = {
    "round_period_start": "2022-02-15",
    "round_period_end": "2023-02-14",
    "county": "150722",
    "today": TODAY.isoformat(),
}
LINES = ("industry", "employment", "loan", "ecology", "public_post", "education", "health", "living", "infrastructure")
LINES += ("security", "aspiration", "other")


@cache
def household_form() -> Form:
    return read_form(FORMS / "household-check-2023q1")


@cache
def county_regions() -> Regions:
    return Regions.load(RESOURCES / "regions" / "150722")


def read_survey(name: str) -> SurveyFile:
    """The survey of tests/data/surveys with this name."""
    (survey,) = read_surveys(SURVEYS / f"{name}.json", household_form(), county_regions())
    return survey


def evaluate(base: str, changes: Mapping[str, Node]) -> Evaluation:
    """The household `base`, changed; see tests/data/rules/members.yaml for how changes are written."""
    survey = read_survey(BASES[base])
    evaluation = Evaluation(household_form())
    evaluation.load(survey.answers, FACTS)
    for key, node in changes.items():
        name, _, row = key.partition("@")
        _change(evaluation, name, f"m{row}" if row else "", node)
    return evaluation


def _change(evaluation: Evaluation, name: str, member: str, node: Node) -> None:
    if name.startswith("fact:"):
        evaluation.set_fact(name.removeprefix("fact:"), node.as_text(), member)
    elif name == "lines":
        given = {entry.as_text() for entry in node.as_list()}
        for line in LINES:
            evaluation.set(Place(f"{line}_help"), "是" if line in given else "否")
    elif name in _NUMBER_PARTS:
        number = str(evaluation.effective(Place("id_number", member)))
        if name == "certificate":
            evaluation.set(Place("id_type", member), "残疾人证")
        evaluation.set(Place("id_number", member), _NUMBER_PARTS[name](number, node.as_text()))
    else:
        _answer(evaluation, Place(name, member), node)


def _answer(evaluation: Evaluation, place: Place, node: Node) -> None:
    if isinstance(node.value, list):
        names = dict.fromkeys(entry.as_text() for entry in node.value)
        evaluation.set(place, tuple(names))
    elif node.as_text() == "null":
        evaluation.set(place, None)
    else:
        evaluation.set(place, parse_answer(household_form().items[place.item], node.as_text()))


def _with_birth_date(number: str, day: str) -> str:
    first_17 = number[:6] + day.replace("-", "") + number[14:17]
    return first_17 + check_digit(first_17) + number[18:]


def _with_region(number: str, region: str) -> str:
    first_17 = region + number[6:17]
    return first_17 + check_digit(first_17) + number[18:]


def _with_certificate(number: str, tail: str) -> str:
    return number[:18] + tail


_NUMBER_PARTS = {"born": _with_birth_date, "region": _with_region, "certificate": _with_certificate}
