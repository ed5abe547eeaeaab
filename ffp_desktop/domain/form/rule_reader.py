"""Rules from `rules/*.yaml`: a condition over several answers, and what to say when it holds."""

import re
from collections.abc import Mapping

from ffp_desktop.domain.form.definition import Rule
from ffp_desktop.domain.form.draft import FormDraft
from ffp_desktop.domain.form.item_reader import read_level
from ffp_desktop.domain.form.source import Node

_REQUIRED = frozenset({"id", "level", "when", "at", "message", "do"})
_KEYS = frozenset({"touches", "propose", "each"})
_SLOT = re.compile(r"\$\{([^{}]*)\}")


def read_rules(node: Node, draft: FormDraft) -> list[Rule]:
    """The rules of one file; problems of single rules are collected, and the others still read."""
    rules = []
    for entry in node.as_list():
        with draft.problems.collecting():
            rules.append(_read_rule(entry, draft))
    return rules


def _read_rule(node: Node, draft: FormDraft) -> Rule:
    entries = node.as_mapping(_KEYS, _REQUIRED)
    name = draft.read_id(entries["id"], rule=True)
    place = _read_item_name(entries["at"], draft)
    on_row = _read_each(entries, draft.items[place].repeat)
    expression = draft.read_expression(entries["when"], on_row=on_row)
    for key in ("message", "do"):
        check_slots(entries[key], draft, on_row)
    if "touches" in entries:
        touched = [_read_item_name(entry, draft) for entry in entries["touches"].as_list()]
    else:
        touched = [variable for variable in expression.variables if variable in draft.items]
    return Rule(
        id=name,
        level=read_level(entries["level"]),
        expression=expression,
        message=entries["message"].as_text(),
        action=entries["do"].as_text(),
        place=place,
        touches=tuple(dict.fromkeys((place, *touched))),
        repeat=on_row,
        proposal=_read_item_name(entries["propose"], draft) if "propose" in entries else "",
    )


def _read_item_name(node: Node, draft: FormDraft) -> str:
    name = node.as_text()
    if name not in draft.items:
        raise node.problem(f"没有项目“{name}”。")
    return name


def _read_each(entries: Mapping[str, Node], at_member: bool) -> bool:
    if "each" not in entries:
        return at_member
    each = entries["each"].as_text()
    if each not in ("member", "household"):
        raise entries["each"].problem(f"“{each}”应当是 member 或 household。")
    if each == "member" and not at_member:
        raise entries["each"].problem("逐人核对的规则，at 要写成员的项目。")
    return each == "member"


def check_slots(node: Node, draft: FormDraft, on_row: bool) -> None:
    """Refuses a `${name}` in a sentence that nothing in the form is called."""
    for match in _SLOT.finditer(node.as_text()):
        known = draft.items.get(match[1]) or draft.facts.get(match[1])
        if known is None:
            raise node.problem(f"这句话里的“${{{match[1]}}}”没有这个项目。")
        if known.repeat and not on_row:
            raise node.problem(f"这句话说的是全户，不能用成员的“${{{match[1]}}}”。")
