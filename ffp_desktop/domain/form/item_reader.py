"""Sections and their items from `sections/*.yaml`."""

from collections.abc import Mapping
from typing import Any

from ffp_desktop.domain.expressions.parser import CompiledExpression
from ffp_desktop.domain.form.definition import ChoiceList, Item, ItemType, Level, Section
from ffp_desktop.domain.form.draft import FormDraft
from ffp_desktop.domain.form.source import Node

_SECTION_KEYS = frozenset({"repeat", "unit", "relevant", "irrelevant_reason"})
_SECTION_REQUIRED = frozenset({"id", "numeral", "title", "items"})
_REQUIRED = frozenset({"id", "name", "label", "type"})
_TEXTS = ("number", "name", "label", "constraint_message", "default", "unit", "measure", "help")
_FLAGS = ("private", "passed_over", "markable", "off_paper")
_EXPRESSIONS = ("relevant", "required", "calculation", "constraint")
_KEYS = frozenset(
    {*_TEXTS, *_FLAGS, *_EXPRESSIONS, "choices", "required_level", "constraint_level", "places", "max_length"}
    | {"normalise", "suggest", "carry"}
)
_NORMALISE = ("person_name", "id_number", "phone")
_SUGGEST = ("village",)
_CARRY = ("stable",)
_SELECTS = (ItemType.SELECT_ONE, ItemType.SELECT_MULTIPLE)


def read_section(node: Node, draft: FormDraft) -> Section:
    """One section; problems of single items are collected, and the others still read."""
    entries = node.as_mapping(_SECTION_KEYS, _SECTION_REQUIRED)
    section = entries["id"].as_text()
    if any(other.id == section for other in draft.sections):
        raise entries["id"].problem(f"段落 id“{section}”写了两次。")
    repeat = "repeat" in entries and entries["repeat"].as_flag()
    unit = entries["unit"].as_text() if "unit" in entries else ""
    relevant = draft.read_expression(entries["relevant"], on_row=False) if "relevant" in entries else None
    items = []
    for entry in entries["items"].as_list():
        with draft.problems.collecting():
            items.append(_read_item(entry, draft, section, repeat, unit))
    reason = entries["irrelevant_reason"].as_text() if "irrelevant_reason" in entries else ""
    numeral, title = entries["numeral"].as_text(), entries["title"].as_text()
    return Section(section, numeral, title, tuple(items), relevant, reason, repeat)


def _read_item(node: Node, draft: FormDraft, section: str, repeat: bool, unit: str) -> Item:
    entries = node.as_mapping(_KEYS, _REQUIRED)
    name = draft.read_id(entries["id"])
    kind = read_type(entries["type"])
    texts: dict[str, Any] = {key: entries[key].as_text() for key in _TEXTS if key in entries}
    flags: dict[str, Any] = {key: entries[key].as_flag() for key in _FLAGS if key in entries}
    expressions = {
        key: draft.read_expression(entries[key], on_row=repeat, own=name if key == "constraint" else "")
        for key in _EXPRESSIONS
        if key in entries
    }
    _check_constraint(node, entries)
    _check_calculation(node, entries, name, kind)
    choices = _read_choices(node, entries, kind, draft)
    texts["unit"] = texts.get("unit", unit) or name
    texts.setdefault("number", "")
    item = Item(
        id=name,
        type=kind,
        section=section,
        repeat=repeat,
        choices=choices,
        relevant=expressions.get("relevant"),
        required=expressions.get("required") or _always_required(kind, draft),
        calculation=expressions.get("calculation"),
        constraint=expressions.get("constraint"),
        required_level=_read_level(entries, "required_level"),
        constraint_level=_read_level(entries, "constraint_level"),
        places=entries["places"].as_integer(0, 6) if "places" in entries else 0,
        max_length=entries["max_length"].as_integer(1, 4000) if "max_length" in entries else 200,
        normalise=_read_word(entries, "normalise", _NORMALISE),
        suggest=_read_word(entries, "suggest", _SUGGEST),
        carry=_read_word(entries, "carry", _CARRY),
        **flags,
        **texts,
    )
    draft.items[name] = item
    return item


def _always_required(kind: ItemType, draft: FormDraft) -> CompiledExpression | None:
    """A relevant item that is empty is an error unless the form says otherwise."""
    return None if kind is ItemType.CALCULATE else draft.always


def read_type(node: Node) -> ItemType:
    """One of XLSForm's words for what is held."""
    try:
        return ItemType(node.as_text())
    except ValueError:
        known = "、".join(ItemType)
        raise node.problem(f"没有类型“{node.as_text()}”。可以用：{known}。") from None


def _read_level(entries: Mapping[str, Node], key: str) -> Level:
    if key not in entries:
        return Level.ERROR
    return read_level(entries[key])


def read_level(node: Node) -> Level:
    """错误 or 提醒."""
    try:
        return Level(node.as_text())
    except ValueError:
        raise node.problem(f"“{node.as_text()}”应当是 错误 或 提醒。") from None


def _read_word(entries: Mapping[str, Node], key: str, known: tuple[str, ...]) -> str:
    if key not in entries:
        return ""
    word = entries[key].as_text()
    if word not in known:
        raise entries[key].problem(f"“{word}”不能用作 {key}。可以用：{'、'.join(known)}。")
    return word


def _read_choices(node: Node, entries: Mapping[str, Node], kind: ItemType, draft: FormDraft) -> ChoiceList | None:
    if "choices" not in entries:
        if kind is ItemType.SELECT_ONE or (kind is ItemType.SELECT_MULTIPLE and "suggest" not in entries):
            raise node.problem("选择项缺少 choices（选项表）。")
        return None
    place = entries["choices"]
    if kind not in _SELECTS:
        raise place.problem(f"{kind} 不能有选项表。")
    found = draft.lists.get(place.as_text())
    if found is None:
        raise place.problem(f"没有选项表“{place.as_text()}”（choices/{place.as_text()}.csv）。")
    default = entries["default"].as_text() if "default" in entries else ""
    if default and found.find(default) is None:
        raise entries["default"].problem(f"默认值“{default}”不在选项表“{found.name}”里。")
    return found


def _check_calculation(node: Node, entries: Mapping[str, Node], name: str, kind: ItemType) -> None:
    if kind is ItemType.CALCULATE and "calculation" not in entries:
        raise node.problem(f"“{name}”是 calculate，缺少 calculation。")
    if kind is ItemType.CALCULATE and "carry" in entries:
        raise entries["carry"].problem(f"“{name}”是 calculate，每次重新算出，不能有 carry。")


def _check_constraint(node: Node, entries: Mapping[str, Node]) -> None:
    if ("constraint" in entries) != ("constraint_message" in entries):
        raise node.problem("constraint 和 constraint_message 要一起写。")
    if "constraint_message" in entries:
        said, _, action = entries["constraint_message"].as_text().partition("。")
        if not said or not action:
            raise entries["constraint_message"].problem("要写两句：哪里不对。怎么办。")
