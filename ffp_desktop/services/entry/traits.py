"""What lists of surveys can be narrowed to by answers: A1, what the visit found (四、五、八), the lines of measures
(A34–A45), the risks (A33).

API: `traits_of(evaluation)` gives the (name, value) pairs of a survey, `trait_choices(form) -> TraitChoices` what there
is to choose from, each as (value, words).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ffp_desktop.domain.evaluation import Evaluation
from ffp_desktop.domain.form.definition import ChoiceList, Form, Item, ItemType
from ffp_desktop.domain.survey import Place

KIND, FOUND, MEASURE, RISK = "kind", "found", "measure", "risk"
SOME, NONE, NEW = "有", "没有", "新识别"
DROPOUT, UNINSURED, UNSAFE_WATER, UNSAFE_HOUSE, ANY_PROBLEM = (
    "失学辍学",
    "没有全部参保",
    "饮水不安全",
    "危房",
    "三保障或饮水有问题",
)
AT_RISK, NOT_AT_RISK, ELIMINATED, MARKED = "有风险", "没有风险", "风险已消除", "系统已标注消除"
PROBLEMS = (DROPOUT, UNINSURED, UNSAFE_WATER, UNSAFE_HOUSE)
_PROBLEM_ANSWERS = (
    ("school_dropout", "是", DROPOUT),
    ("all_insured", "否", UNINSURED),
    ("safe_water", "否", UNSAFE_WATER),
    ("unsafe_house", "是", UNSAFE_HOUSE),
)
_ENDS = (
    ("at_risk", "是", AT_RISK),
    ("at_risk", "否", NOT_AT_RISK),
    ("risk_eliminated", "是", ELIMINATED),
    ("marked_in_system", "是", MARKED),
)
_KIND_ITEM, _RISK_ITEM, _MEASURES = "household_kind", "risk_types", "measures"


@dataclass(frozen=True, slots=True)
class TraitChoices:
    """The values of each trait with their words, in the order they are offered."""

    kinds: tuple[tuple[str, str], ...]
    found: tuple[tuple[str, str], ...]
    measures: tuple[tuple[str, str], ...]
    risks: tuple[tuple[str, str], ...]

    def words(self, name: str, value: str) -> str:
        """The words of a value; the value itself where nobody knows it."""
        choices = {KIND: self.kinds, FOUND: self.found, MEASURE: self.measures, RISK: self.risks}[name]
        return next((words for known, words in choices if known == value), value)


def traits_of(evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    """A household's A1 and its group, what the visit found; 新识别 where it is to be. Where 六 and 七 are asked also
    the risks, and the lines of measures that say 是 with 有, or 没有 for none."""
    kind = str(evaluation.value(_KIND_ITEM))
    if kind:
        yield KIND, kind
        yield KIND, _group(_kinds(evaluation.form), kind)
    yield from ((FOUND, words) for words in _found(evaluation))
    if evaluation.value("continues") != "是":
        return
    if evaluation.value("newly_identified") == "是":
        yield KIND, NEW
    given = [item.number for item in _lines(evaluation.form) if evaluation.value(item.id) == "是"]
    yield from ((MEASURE, line) for line in (*given, SOME if given else NONE))
    risks = evaluation.effective(Place(_RISK_ITEM))
    yield from ((RISK, risk) for risk in (risks if isinstance(risks, tuple) else ()))


def trait_choices(form: Form) -> TraitChoices:
    """A1's groups stand before their kinds."""
    known = _kinds(form)
    kinds: dict[str, str] = {}
    for choice in known.choices:
        group = _group(known, choice.name)
        size = sum(1 for one in known.choices if _group(known, one.name) == group)
        kinds.setdefault(group, f"{group}（{size} 种）" if size > 1 else group)
        kinds.setdefault(choice.name, choice.name)
    measures = [(SOME, "有帮扶措施"), (NONE, "没有帮扶措施")]
    measures += [(item.number, f"{item.number} {item.name}") for item in _lines(form)]
    risks = form.items[_RISK_ITEM].choices
    return TraitChoices(
        (*kinds.items(), (NEW, "新识别为监测对象")),
        tuple((name, name) for name in (ANY_PROBLEM, *PROBLEMS, AT_RISK, NOT_AT_RISK, ELIMINATED, MARKED)),
        tuple(measures),
        tuple((choice.name, choice.name) for choice in (risks.choices if risks else ())),
    )


def _found(evaluation: Evaluation) -> Iterator[str]:
    problems = [words for item, answer, words in _PROBLEM_ANSWERS if evaluation.value(item) == answer]
    yield from ((ANY_PROBLEM, *problems) if problems else ())
    yield from (words for item, answer, words in _ENDS if evaluation.value(item) == answer)


def _lines(form: Form) -> Sequence[Item]:
    """The items that ask whether there are measures of a kind: the first of each printed number in 七."""
    section = next(section for section in form.sections if section.id == _MEASURES)
    firsts = (form.by_number[number] for number in dict.fromkeys(item.number for item in section.items) if number)
    return [item for item in firsts if item.type is ItemType.SELECT_ONE]


def _kinds(form: Form) -> ChoiceList:
    choices = form.items[_KIND_ITEM].choices
    return choices if choices is not None else ChoiceList(_KIND_ITEM, ())


def _group(kinds: ChoiceList, name: str) -> str:
    choice = kinds.find(name)
    return (choice.attributes.get("group") if choice else "") or name
