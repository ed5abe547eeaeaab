"""A draft's durable rows and the answers they stand for.

A row sets one thing: an item's answer, or one of the special names below. The rows of one action share a group, which
undo takes back together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ffp_desktop.domain.answer_json import decode_answer, encode_answer
from ffp_desktop.domain.evaluation.board import ConfirmationKey
from ffp_desktop.domain.findings import Confirmation
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.survey import Answers, Place, Strike
from ffp_desktop.domain.values import Answer

MEMBER = "@member"
STRIKE = "@strike"
CONFIRM = "@confirm:"


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One thing set: `item` (or a special name) of `member` ("" for the household) to a JSON value."""

    item: str
    member: str
    value: Any


@dataclass(slots=True)
class DraftState:
    """What a draft's live rows add up to."""

    answers: Answers = field(default_factory=Answers)
    confirmations: dict[ConfirmationKey, Confirmation] = field(default_factory=dict)


def replay(form: Form, rows: Iterable[DraftRow]) -> DraftState:
    """The state after all `rows`, in order. Rows of items the form does not know are left alone."""
    state = DraftState()
    for row in rows:
        if row.item == MEMBER:
            state.answers.members.append(row.member)
        elif row.item == STRIKE:
            _strike(state.answers.struck, row)
        elif row.item.startswith(CONFIRM):
            _confirm(state, row)
        elif row.item in form.items:
            state.answers.given[Place(row.item, row.member)] = decode_answer(form.items[row.item], row.value)
    return state


def answer_row(place: Place, answer: Answer) -> DraftRow:
    return DraftRow(place.item, place.member, encode_answer(answer))


def member_row(member: str) -> DraftRow:
    return DraftRow(MEMBER, member, {})


def strike_row(member: str, reason: str | None) -> DraftRow:
    """Strikes a member out, or (None) takes the strike back."""
    return DraftRow(STRIKE, member, None if reason is None else {"reason": reason})


def confirmation_row(key: ConfirmationKey, confirmation: Confirmation | None) -> DraftRow:
    """Confirms the warning of this key, or (None) takes the confirmation back."""
    rule, place = key
    value = None
    if confirmation is not None:
        value = {
            "reason": confirmation.reason,
            "operator": confirmation.operator,
            "at": confirmation.at,
            "fingerprint": confirmation.fingerprint,
        }
    return DraftRow(f"{CONFIRM}{rule}:{place.item}", place.member, value)


def rows_of(answers: Answers, confirmations: Mapping[ConfirmationKey, Confirmation]) -> list[DraftRow]:
    """Rows that add up to these answers: for an imported survey, or for the values of a revision."""
    rows = [answer_row(place, answer) for place, answer in answers.given.items() if not place.member]
    for member in answers.members:
        rows.append(member_row(member))
        rows += [answer_row(place, answer) for place, answer in answers.of_member(member)]
        if member in answers.struck:
            rows.append(strike_row(member, answers.struck[member].reason))
    rows += [confirmation_row(key, confirmation) for key, confirmation in confirmations.items()]
    return rows


def _strike(struck: dict[str, Strike], row: DraftRow) -> None:
    if row.value is None:
        struck.pop(row.member, None)
    else:
        struck[row.member] = Strike(row.value["reason"])


def _confirm(state: DraftState, row: DraftRow) -> None:
    rule, _, item = row.item.removeprefix(CONFIRM).rpartition(":")
    key = (rule, Place(item, row.member))
    if row.value is None:
        state.confirmations.pop(key, None)
    else:
        state.confirmations[key] = Confirmation(**row.value)
