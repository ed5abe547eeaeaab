"""Households taken as a whole give what they give rule by rule, and what they give answer by answer."""

from collections.abc import Mapping
from random import Random

import pytest

from ffp_desktop.domain.evaluation import Evaluation
from ffp_desktop.domain.evaluation.plan import Plan
from ffp_desktop.domain.expressions.expression import Expression
from ffp_desktop.domain.form.definition import Rule
from ffp_desktop.domain.survey import Answers, Place
from ffp_desktop.services.demo import make_surveys
from ffp_desktop.services.rounds import FIRST_ROUND
from ffp_desktop.services.survey_file.reading import SurveyReader
from tests.forms.household import FACTS, county_regions, household_form

FORM = household_form()
PLAN = Plan(FORM)
Names = Mapping[str, object]


def make(seed: int, mistakes: float) -> list[Answers]:
    reader = SurveyReader(FORM, county_regions(), (FIRST_ROUND.id,))
    made = make_surveys(FORM, county_regions(), FIRST_ROUND, 40, seed, mistakes)
    return [reader.read(survey.encoded).answers for survey in made]


def load(answers: Answers, with_blanks: int = 0) -> Evaluation:
    """The survey, without some of its answers."""
    left_out = set(Random(with_blanks).sample(sorted(answers.given), with_blanks))
    given = {place: answer for place, answer in answers.given.items() if place not in left_out}
    evaluation = Evaluation(FORM, PLAN)
    evaluation.load(Answers(given, list(answers.members), dict(answers.struck)), FACTS)
    return evaluation


def all_places(evaluation: Evaluation) -> list[Place]:
    return [
        Place(item.id, member)
        for item in FORM.items.values()
        for member in (evaluation.members if item.repeat else [""])
    ]


def names_for(evaluation: Evaluation, expression: Expression, member: str) -> Names:
    """Each name an expression reads, looked up by itself."""
    return {
        name: tuple(evaluation.value(name.removeprefix("members."), row) for row in evaluation.members)
        if name.startswith("members.")
        else evaluation.value(name, member)
        for name in expression.variables
    }


def is_found(evaluation: Evaluation, rule: Rule, member: str) -> bool:
    place = Place(rule.place, member if member or not FORM.items[rule.place].repeat else evaluation.members[0])
    reads, missing = PLAN.rule_reads[rule.id], set(evaluation.missing())
    waits = any(place.item in reads.columns for place in missing) or any(
        Place(name, row) in missing for name in reads.own for row in (member, "")
    )
    is_true = rule.expression.is_true(names_for(evaluation, rule.expression, member))
    return is_true and not waits and evaluation.is_relevant(place)


@pytest.mark.parametrize(("seed", "blanks"), [(3, 0), (5, 3), (7, 9)])
def test_load__household_with_mistakes__finds_what_each_rule_by_itself_says(seed: int, blanks: int) -> None:
    fired = 0
    for answers in make(seed, 1.0):
        evaluation = load(answers, blanks)
        rows = {rule.id: evaluation.members if rule.repeat else [""] for rule in FORM.rules}
        expected = [rule.id for rule in FORM.rules for row in rows[rule.id] if is_found(evaluation, rule, row)]
        assert sorted(f.rule for f in evaluation.findings() if f.rule in rows) == sorted(expected)
        fired += len(expected)
    assert fired > 15


@pytest.mark.parametrize("blanks", [0, 5])
def test_load__household__has_the_relevance_of_each_item_by_itself(blanks: int) -> None:
    sections = {section.id: section for section in FORM.sections}
    for answers in make(11, 0.5):
        evaluation = load(answers, blanks)
        for place in all_places(evaluation):
            item = FORM.items[place.item]
            conditions = [one for one in (sections[item.section].relevant, item.relevant) if one is not None]
            holds = all(one.is_true(names_for(evaluation, one, place.member)) for one in conditions)
            assert evaluation.is_relevant(place) == holds


def test_load__household__is_the_same_as_answer_by_answer_in_any_order() -> None:
    random = Random(1)
    for answers in make(13, 0.5)[:12]:
        whole, each = load(answers), Evaluation(FORM, PLAN)
        each.load(Answers(members=list(answers.members)), FACTS)
        for place in random.sample(sorted(answers.given), len(answers.given)):
            each.set(place, answers.given[place])
        for place in all_places(whole):
            assert each.effective(place) == whole.effective(place)
            assert each.value(*place) == whole.value(*place)
            assert each.is_relevant(place) == whole.is_relevant(place)
        assert each.missing() == whole.missing()
        if not whole.missing():
            assert set(each.findings()) == set(whole.findings())
