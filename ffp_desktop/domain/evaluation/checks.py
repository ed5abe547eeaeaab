"""What every item is checked for without a rule of its own: readable, a known choice, within its constraint, marked."""

import hashlib
from collections.abc import Callable

from ffp_desktop.domain.evaluation.scope import Values
from ffp_desktop.domain.findings import Finding
from ffp_desktop.domain.form.definition import Item, ItemType, Level
from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.values import Answer, Mark, Unparsed, Value, is_value

_EXPECTED = {
    ItemType.INTEGER: "请填整数，例如 36",
    ItemType.DECIMAL: "请填金额数字，最多{places}位小数，例如 3600.50",
    ItemType.DATE: "请填年月日，例如 20220518",
    ItemType.SELECT_ONE: "请从给出的选项里选",
    ItemType.SELECT_MULTIPLE: "请从给出的选项里选",
    ItemType.TEXT: "最多 {length} 个字，不能有控制字符",
    ItemType.CALCULATE: "由程序算出",
}


_ASK = "请向排查人问清；问不到的写明原因后确认。"
_MUST_ANSWER = "这一项不能空着，请向排查人问清后填上。"


def fingerprint_of(values: object) -> str:
    """A short mark of the values a finding speaks of, to see later whether they are still the same."""
    return hashlib.blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def check_item(
    item: Item, place: Place, answer: Answer | None, values: Values, name_of: Callable[[Place], str]
) -> Finding | None:
    """The finding about one relevant answer by itself, if there is one."""
    if is_value(answer):
        return _check_value(item, place, answer, values, name_of)
    if isinstance(answer, Unparsed):
        expected = _EXPECTED[item.type].format(places=item.places, length=item.max_length)
        message = "填的内容认不出来，照打的留着。"
        return _finding("malformed", Level.ERROR, place, name_of(place), message, f"{expected}。", answer)
    if isinstance(answer, Mark):
        level, action = (Level.WARNING, _ASK) if item.markable else (Level.ERROR, _MUST_ANSWER)
        return _finding("marked", level, place, name_of(place), f"纸上{answer.value}。", action, answer)
    return None


def _check_value(
    item: Item, place: Place, answer: Value, values: Values, name_of: Callable[[Place], str]
) -> Finding | None:
    exclusive = item.choices.exclusive if item.choices else ""
    if isinstance(answer, tuple) and exclusive in answer and len(answer) > 1:
        message = f"“{exclusive}”不能和别的一起选。"
        return _finding("exclusive", Level.ERROR, place, name_of(place), message, "请对照纸表，去掉多选的。", answer)
    if item.constraint is not None and not item.constraint.test(values.row(place.member)):
        message, _, action = item.constraint_message.partition("。")
        return _finding("constraint", item.constraint_level, place, name_of(place), f"{message}。", action, answer)
    return None


def missing_finding(item: Item, place: Place, place_name: str) -> Finding:
    """The finding that an answer is still needed."""
    action = "请对照纸表填上；纸上没有的按 F4 标明。" if item.markable else "请对照纸表填上。"
    return _finding("missing", item.required_level, place, place_name, "还没有填。", action, None)


def _finding(
    rule: str, level: Level, place: Place, place_name: str, message: str, action: str, answer: Answer | None
) -> Finding:
    mark = fingerprint_of((rule, answer))
    return Finding(rule, level, place, place_name, message, action, touches=(place,), fingerprint=mark)
