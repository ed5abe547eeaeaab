"""A unit's values as they stand on the paper, line by line, for people who compare them.

API (class `UnitPrinter(form, members, name_unit)`): title(unit) -> words, rows(unit, before, values) -> ConflictRows;
`with_texts(form, unit, value, texts)` a value with some places typed anew.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ffp_desktop.domain.answer_json import decode_answer, encode_answer
from ffp_desktop.domain.answer_text import format_printed, parse_answer
from ffp_desktop.domain.custody import COMMENT, CUSTODY, HEADER, JUDGE, REPLY, RETURN, STATUS
from ffp_desktop.domain.form.definition import Form, Item
from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.values import Unparsed
from ffp_desktop.services.entry.units import CONFIRMATIONS
from ffp_desktop.services.review.conflict_records import ConflictRow
from ffp_desktop.services.review.refusals import review_refusal

_MEMBER, _VILLAGE = "member:", "village"
_TITLES = {STATUS: "状态", CUSTODY: "在哪里", RETURN: "退回", CONFIRMATIONS: "提醒的确认", HEADER: "表号"}
_PREFIXES = {JUDGE: "审核", COMMENT: "意见", REPLY: "答复"}


class UnitPrinter:
    """Prints the units of one survey. `members` are its rows in order, with their names; `name_unit` names offices."""

    def __init__(self, form: Form, members: Mapping[str, str], name_unit: Callable[[str], str]) -> None:
        self._form = form
        self._members = members
        self._name_unit = name_unit

    def title(self, unit: str) -> str:
        """ "三、收支情况 A21—A28", "第2人 敖日格勒", "状态" """
        if unit.startswith(_MEMBER):
            member = unit.removeprefix(_MEMBER)
            row = list(self._members).index(member) + 1 if member in self._members else 0
            return f"第{row}人 {self._members.get(member, '')}".strip()
        items = [item for item in self._form.items.values() if (item.unit or item.id) == unit]
        if not items:
            return _TITLES.get(unit) or next((t for p, t in _PREFIXES.items() if unit.startswith(p)), unit)
        section = next(section for section in self._form.sections if section.id == items[0].section)
        numbers = [item.number for item in items if item.number]
        span = items[0].name if len(items) == 1 else "—".join(dict.fromkeys((*numbers[:1], *numbers[-1:])))
        return f"{section.numeral}、{section.title} {span}".strip()

    def rows(self, unit: str, before: str | None, values: Sequence[str]) -> tuple[ConflictRow, ...]:
        """One line for each answer in any of the values, in the paper's order; then what is no item."""
        read = [json.loads(text) for text in values]
        first = json.loads(before) if before is not None else None
        if unit.startswith(_MEMBER):
            return self._member_rows(unit.removeprefix(_MEMBER), first, read)
        if not any(item.unit == unit or item.id == unit for item in self._form.items.values()):
            return (ConflictRow(self.title(unit), self._say(unit, first), tuple(self._say(unit, v) for v in read)),)
        return tuple(self._answer_rows("", _mapping(first), [_mapping(value) for value in read]))

    def _member_rows(self, member: str, before: Any, values: Sequence[Any]) -> tuple[ConflictRow, ...]:
        every = [_mapping(value) for value in (before, *values)]
        told = list(self._answer_rows(member, _answers(every[0]), [_answers(value) for value in every[1:]]))
        for label, say in (("序号", _say_position), ("划去", _say_struck)):
            texts = [say(value) for value in every]
            if len(set(texts[1:])) > 1:
                told.append(ConflictRow(label, texts[0], tuple(texts[1:])))
        return tuple(told)

    def _answer_rows(
        self, member: str, before: Mapping[str, Any], values: Sequence[Mapping[str, Any]]
    ) -> Sequence[ConflictRow]:
        named = {name for value in (before, *values) for name in value}
        return [
            ConflictRow(
                item.place_name,
                self._print(item, before),
                tuple(self._print(item, value) for value in values),
                Place(name, member),
            )
            for name, item in self._form.items.items()
            if name in named
        ]

    def _print(self, item: Item, answers: Mapping[str, Any]) -> str:
        """As on the paper, a village by its name."""
        if item.id not in answers:
            return ""
        text = format_printed(item, decode_answer(item, answers[item.id]))
        return self._name_unit(text) if item.id == _VILLAGE and text else text

    def _say(self, unit: str, value: Any) -> str:
        if value is None:
            return ""
        if unit == CUSTODY:
            return self._name_unit(str(value))
        if unit == RETURN and isinstance(value, Mapping):
            return f"退回{self._name_unit(str(value.get('to', '')))}，{len(value.get('comments', ()))}条意见"
        if unit == CONFIRMATIONS and isinstance(value, list):
            return f"{len(value)}条"
        if isinstance(value, Mapping):
            return str(value.get("text") or value.get("name") or value.get("number") or "")
        return str(value)


def with_texts(form: Form, unit: str, value: str, texts: Mapping[Place, str]) -> str:
    """The unit's value (JSON) with answers typed anew. Raises FfpError `review.place_unknown`, `review.value_wrong`."""
    member = unit.removeprefix(_MEMBER) if unit.startswith(_MEMBER) else ""
    whole: dict[str, Any] = dict(json.loads(value) or {})
    answers = dict(whole.get("answers", {})) if member else whole
    for place, text in texts.items():
        item = form.items.get(place.item)
        if item is None or place.member != member or (not member and (item.unit or item.id) != unit):
            raise review_refusal("place_unknown")
        answer = parse_answer(item, text)
        if isinstance(answer, Unparsed):
            raise review_refusal("value_wrong", place=item.place_name)
        answers[place.item] = encode_answer(answer)
    return json.dumps(whole | {"answers": answers} if member else answers, ensure_ascii=False)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _answers(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return _mapping(row.get("answers"))


def _say_position(row: Mapping[str, Any]) -> str:
    return str(int(row["position"]) + 1) if "position" in row else ""


def _say_struck(row: Mapping[str, Any]) -> str:
    return f"划去：{row['struck']}" if "struck" in row else ""
