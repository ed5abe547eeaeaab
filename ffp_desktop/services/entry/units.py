"""A survey's answers as the units of a revision: what must not be half merged, with the values it holds.

Unit names: an item's `unit` (its own id for a scalar item), `member:<id>` for a row, `confirmations`, `status`.
"""

from collections.abc import Mapping
from typing import Any

from ffp_desktop.domain.answer_json import decode_answer, encode_answer
from ffp_desktop.domain.custody import is_answer_unit
from ffp_desktop.domain.findings import Confirmation
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.survey import Answers, Place, State, Strike
from ffp_desktop.services.entry.draft import DraftState

CONFIRMATIONS = "confirmations"
STATUS = "status"
_MEMBER = "member:"


def units_of(form: Form, state: DraftState, status: State) -> dict[str, Any]:
    """Every unit of the survey with its JSON value. What nobody has confirmed is no answer of this survey."""
    units: dict[str, Any] = {STATUS: status.value}
    answers = state.answers
    for place, answer in answers.given.items():
        if not place.member and place not in state.unconfirmed:
            units.setdefault(form.items[place.item].unit or place.item, {})[place.item] = encode_answer(answer)
    for position, member in enumerate(answers.members):
        row: dict[str, Any] = {"position": position, "answers": {}}
        confirmed = (pair for pair in answers.of_member(member) if pair[0] not in state.unconfirmed)
        row["answers"] = {place.item: encode_answer(answer) for place, answer in confirmed}
        if member in answers.struck:
            row["struck"] = answers.struck[member].reason
        units[_MEMBER + member] = row
    if state.confirmations:
        units[CONFIRMATIONS] = [_encode_confirmation(key, value) for key, value in sorted(state.confirmations.items())]
    return units


def changed_units(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """What a revision has to set to come from one to the other; a unit that went is set to null."""
    changed = {unit: value for unit, value in after.items() if unit not in before or before[unit] != value}
    return changed | {unit: None for unit in before if unit not in after}


def answers_in(units: Mapping[str, Any]) -> dict[str, Any]:
    """The units that `units_of` speaks of: what became of the survey is left aside."""
    return {unit: value for unit, value in units.items() if unit == STATUS or is_answer_unit(unit)}


def state_of(form: Form, units: Mapping[str, Any]) -> DraftState:
    """The answers that the units hold. Items the form does not know are left alone."""
    state = DraftState()
    rows = [(unit.removeprefix(_MEMBER), value) for unit, value in units.items() if unit.startswith(_MEMBER) and value]
    for member, row in sorted(rows, key=lambda pair: (pair[1]["position"], pair[0])):
        state.answers.members.append(member)
        if "struck" in row:
            state.answers.struck[member] = Strike(row["struck"])
        _take(form, state.answers, member, row["answers"])
    for unit, value in units.items():
        if isinstance(value, dict) and ":" not in unit:  # rows stand above; comments and judgements are no answers
            _take(form, state.answers, "", value)
    for entry in units.get(CONFIRMATIONS) or ():
        place = Place(entry["item"], entry["member"])
        state.confirmations[(entry["rule"], place)] = Confirmation(
            entry["reason"], entry["operator"], entry["at"], entry["fingerprint"]
        )
    return state


def _take(form: Form, answers: Answers, member: str, values: Mapping[str, Any]) -> None:
    for item, value in values.items():
        if item in form.items:
            answers.given[Place(item, member)] = decode_answer(form.items[item], value)


def _encode_confirmation(key: tuple[str, Place], confirmation: Confirmation) -> dict[str, str]:
    rule, place = key
    return {
        "rule": rule,
        "item": place.item,
        "member": place.member,
        "reason": confirmation.reason,
        "operator": confirmation.operator,
        "at": confirmation.at,
        "fingerprint": confirmation.fingerprint,
    }
