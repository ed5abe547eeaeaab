"""What can only be checked when the whole form is known: names in expressions, choices named in them, and cycles."""

import re
from graphlib import CycleError, TopologicalSorter

from ffp_desktop.domain.form.definition import Item, Section
from ffp_desktop.domain.form.draft import FormDraft, Use
from ffp_desktop.domain.form.source import FormProblem

_COLUMN = "members."
_NAMED = r"\$\{(?:members\.)?([a-z0-9_]+)\}"
_COMPARED = re.compile(rf"{_NAMED}\s*!?=\s*'([^']*)'")
_LISTED = re.compile(rf"(?:selected|count-equal|row-numbers)\(\s*{_NAMED}\s*,\s*'([^']*)'")


def check_names(draft: FormDraft) -> None:
    """Collects a problem for every expression that names what is not there, or not there in this way."""
    for use in draft.uses:
        with draft.problems.collecting():
            for variable in use.expression.variables:
                _check_variable(draft, use, variable)
            _check_choices(draft, use)


def check_choice_columns(draft: FormDraft) -> None:
    """A column `required_<item>` of a choice list must name an item."""
    for choices in draft.lists.values():
        for column in choices.choices[0].attributes:
            if column.startswith("required_") and column.removeprefix("required_") not in draft.items:
                message = f"列“{column}”指的项目不存在。"
                draft.problems.found.append(FormProblem(f"{choices.name}.csv", 1, message))


def check_cycles(draft: FormDraft) -> None:
    """Collects a problem when items need each other's values to be worked out."""
    sections = {section.id: section for section in draft.sections}
    graph = {item.id: _inputs(item, sections[item.section], draft) for item in draft.items.values()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = list(dict.fromkeys(error.args[1]))
        draft.problems.add(draft.places[circle[0]], f"这些项目互相依赖，算不出来：{' → '.join(circle)}。")


def _inputs(item: Item, section: Section, draft: FormDraft) -> set[str]:
    expressions = (item.relevant, section.relevant, item.calculation, item.required)
    names = {v.removeprefix(_COLUMN) for expression in expressions if expression for v in expression.variables}
    if item.calculation and item.id in {v.removeprefix(_COLUMN) for v in item.calculation.variables}:
        draft.problems.add(draft.places[item.id], f"“{item.id}”的计算里有它自己。")
    return {name for name in names if name in draft.items and name != item.id}


def _check_variable(draft: FormDraft, use: Use, variable: str) -> None:
    name = variable.removeprefix(_COLUMN)
    known = draft.items.get(name) or draft.facts.get(name)
    if known is None:
        raise use.node.problem(f"没有项目“{name}”。")
    if variable.startswith(_COLUMN) and not known.repeat:
        raise use.node.problem(f"“{name}”不是成员的项目，不能写成 ${{members.{name}}}。")
    if not variable.startswith(_COLUMN) and known.repeat and not use.on_row:
        raise use.node.problem(f"这里说的是全户，成员的项目要写成 ${{members.{name}}}。")


def _check_choices(draft: FormDraft, use: Use) -> None:
    source = use.expression.source
    for match in (*_COMPARED.finditer(source), *_LISTED.finditer(source)):
        item = draft.items.get(match[1])
        if item is None or item.choices is None or not match[2]:
            continue
        if all(choice.name != match[2] for choice in item.choices.choices):
            raise use.node.problem(f"“{item.id}”没有选项“{match[2]}”（选项表 {item.choices.name}）。")
