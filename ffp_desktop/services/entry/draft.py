"""A draft's durable rows and the answers they stand for.

A row sets one thing: an item's answer, or one of the special names below. The rows of one action share a group, which
undo takes back together.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from ffp_desktop.domain.answer_json import decode_answer, encode_answer
from ffp_desktop.domain.evaluation.board import ConfirmationKey
from ffp_desktop.domain.findings import Confirmation
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.survey import Answers, Place, Strike
from ffp_desktop.domain.values import Answer
from ffp_desktop.store.drafts import BECAUSE
from ffp_desktop.store.records import DraftChange

MEMBER = "@member"
STRIKE = "@strike"
CONFIRM = "@confirm:"
PREFILL = "@prefill"
KEEP = "@keep:"


class SetRow(Protocol):
    """One thing set: `item` (or a special name) of `member` ("" for the household) to a value in JSON."""

    @property
    def item(self) -> str: ...
    @property
    def member(self) -> str: ...
    @property
    def value(self) -> str: ...


@dataclass(slots=True)
class DraftState:
    """What a draft's live rows add up to."""

    answers: Answers = field(default_factory=Answers)
    confirmations: dict[ConfirmationKey, Confirmation] = field(default_factory=dict)
    unconfirmed: set[Place] = field(default_factory=set)
    """Answers carried over from the round before that nobody has looked at yet: shown, not counted as answered."""


def replay(form: Form, rows: Iterable[SetRow], onto: DraftState | None = None) -> DraftState:
    """The state after all `rows`, in order, on top of `onto`. Rows of items the form does not know are left alone."""
    state = onto or DraftState()
    for row in rows:
        value = json.loads(row.value)
        if row.item == MEMBER:
            state.answers.members.append(row.member)
        elif row.item == STRIKE:
            _strike(state.answers.struck, row.member, value)
        elif row.item.startswith(CONFIRM):
            _confirm(state, row.item, row.member, value)
        elif row.item == PREFILL:
            _prefill(form, state, value)
        elif row.item.startswith(KEEP):
            state.unconfirmed.difference_update(
                Place(item, member) for member, items in value.items() for item in items
            )
        elif row.item in form.items:
            state.answers.given[Place(row.item, row.member)] = decode_answer(form.items[row.item], value)
            state.unconfirmed.discard(Place(row.item, row.member))
    return state


def answer_row(place: Place, answer: Answer) -> DraftChange:
    return DraftChange(place.item, place.member, _json(encode_answer(answer)))


def member_row(member: str) -> DraftChange:
    return DraftChange(MEMBER, member, "{}")


def strike_row(member: str, reason: str | None) -> DraftChange:
    """Strikes a member out, or (None) takes the strike back."""
    return DraftChange(STRIKE, member, _json(None if reason is None else {"reason": reason}))


def confirmation_row(key: ConfirmationKey, confirmation: Confirmation | None) -> DraftChange:
    """Confirms the warning of this key, or (None) takes the confirmation back."""
    rule, place = key
    value = None if confirmation is None else asdict(confirmation)
    return DraftChange(f"{CONFIRM}{rule}:{place.item}", place.member, _json(value))


def prefill_row(carried: Answers) -> DraftChange:
    """What comes over from the round before, all in one row. Last in its group: undo stops at it."""
    answers = {
        member: {place.item: encode_answer(answer) for place, answer in carried.of_member(member)}
        for member in ("", *carried.members)
    }
    return DraftChange(PREFILL, "", _json({"members": carried.members, "answers": answers}))


def keep_row(places: Sequence[Place]) -> DraftChange:
    """无变化: carried answers at these places (one at least) are taken over as they stand."""
    kept: dict[str, list[str]] = {}
    for place in places:
        kept.setdefault(place.member, []).append(place.item)
    return DraftChange(KEEP + places[0].item, places[0].member, _json(kept))


def because_row(place: Place, reason: str) -> DraftChange:
    """Why what stands in the same group was set."""
    return DraftChange(BECAUSE, place.member, _json({"reason": reason}))


def rows_of(state: DraftState) -> list[DraftChange]:
    """Rows that add up to this state, for a survey that comes from a file."""
    answers = state.answers
    rows = [answer_row(place, answer) for place, answer in answers.given.items() if not place.member]
    for member in answers.members:
        rows.append(member_row(member))
        rows += [answer_row(place, answer) for place, answer in answers.of_member(member)]
        if member in answers.struck:
            rows.append(strike_row(member, answers.struck[member].reason))
    rows += [confirmation_row(key, confirmation) for key, confirmation in state.confirmations.items()]
    return rows


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _strike(struck: dict[str, Strike], member: str, value: Mapping[str, str] | None) -> None:
    if value is None:
        struck.pop(member, None)
    else:
        struck[member] = Strike(value["reason"])


def _prefill(form: Form, state: DraftState, value: Mapping[str, Any]) -> None:
    """Items that Enter never visits are not asked again: they come over as ordinary ink."""
    state.answers.members += value["members"]
    for member, answers in value["answers"].items():
        for name, encoded in answers.items():
            item = form.items.get(name)
            if item is not None:
                state.answers.given[Place(name, member)] = decode_answer(item, encoded)
                if not item.passed_over and not item.off_paper:
                    state.unconfirmed.add(Place(name, member))


def _confirm(state: DraftState, name: str, member: str, value: Mapping[str, str] | None) -> None:
    rule, _, item = name.removeprefix(CONFIRM).rpartition(":")
    key = (rule, Place(item, member))
    if value is None:
        state.confirmations.pop(key, None)
    else:
        state.confirmations[key] = Confirmation(**value)
