"""A form while it is being read: what was declared so far, where, and what is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ffp_desktop.domain.expressions.parser import CompiledExpression, compile_expression
from ffp_desktop.domain.expressions.terms import ExpressionError
from ffp_desktop.domain.form.definition import ChoiceList, Fact, Item, Section
from ffp_desktop.domain.form.source import Node, Problems

NAME = re.compile(r"[a-z][a-z0-9_]{0,60}")


@dataclass(slots=True)
class Use:
    """An expression of the form: where it stands and whether it is worked out on a member's row."""

    node: Node
    expression: CompiledExpression
    on_row: bool


@dataclass(slots=True)
class FormDraft:
    """Collects a form's parts. `places` are the nodes of items and rules by id, for problems found later."""

    lists: Mapping[str, ChoiceList]
    problems: Problems
    later: bool = False
    facts: dict[str, Fact] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    places: dict[str, Node] = field(default_factory=dict)
    uses: list[Use] = field(default_factory=list)
    always: CompiledExpression = field(default_factory=lambda: compile_expression("true()", later=True))

    def read_id(self, node: Node, *, rule: bool = False) -> str:
        """An id in snake_case that nothing else in the form has; only a rule may be called as a fact is."""
        name = node.as_text()
        if not NAME.fullmatch(name):
            raise node.problem(f"“{name}”不能作 id。id 由小写字母、数字和下划线组成，字母开头。")
        if name in self.places and not (rule and name in self.facts):
            earlier = self.places[name]
            raise node.problem(f"id“{name}”已在 {earlier.file}:{earlier.line} 用过。")
        self.places[name] = node
        return name

    def read_expression(self, node: Node, *, on_row: bool, own: str = "") -> CompiledExpression:
        """The expression at `node`; its names are checked when the whole form is known."""
        try:
            expression = compile_expression(node.as_text(), self.lists, own, later=self.later)
        except ExpressionError as error:
            raise node.problem(f"{error}。") from None
        self.uses.append(Use(node, expression, on_row))
        return expression
