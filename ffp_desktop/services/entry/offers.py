"""What can be chosen at a place: the choices with hints, and why another answer rules one out."""

from dataclasses import dataclass

from ffp_desktop.domain.evaluation import Evaluation
from ffp_desktop.domain.form.definition import Choice
from ffp_desktop.domain.survey import Place

_REQUIRED = "required_"
_GENERATIONS = {"-3": "晚三辈", "-2": "晚两辈", "-1": "晚一辈", "0": "同辈", "1": "长一辈", "2": "长两辈"}


@dataclass(frozen=True, slots=True)
class OfferedChoice:
    """One choice as it is offered. `conflict` says which other answer rules it out; it can be taken all the same."""

    name: str
    code: str
    initials: str
    hint: str = ""
    conflict: str = ""


def offered_choices(evaluation: Evaluation, place: Place) -> tuple[OfferedChoice, ...]:
    """The choices of a place in the list's order; those that another answer rules out come last."""
    item = evaluation.form.items[place.item]
    if item.choices is None:
        return ()
    offers = [
        OfferedChoice(choice.name, choice.code, choice.initials, _hint(choice), _conflict(evaluation, place, choice))
        for choice in item.choices.choices
    ]
    return tuple(sorted(offers, key=lambda offer: bool(offer.conflict)))


def _hint(choice: Choice) -> str:
    sex = choice.attributes.get("required_sex", "")
    generation = _GENERATIONS.get(choice.attributes.get("generation", ""), "")
    return "·".join(part for part in (sex, generation) if part)


def _conflict(evaluation: Evaluation, place: Place, choice: Choice) -> str:
    """A choice list's column `required_<item>` names the answer that the choice goes with."""
    for column, required in choice.attributes.items():
        item = evaluation.form.items.get(column.removeprefix(_REQUIRED))
        if not column.startswith(_REQUIRED) or item is None or not required:
            continue
        known = evaluation.value(item.id, place.member)
        if known and known != required:
            return f"{required}·与{item.name}{known}不符"
    return ""
