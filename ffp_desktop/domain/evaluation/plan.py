"""The dependency graph of a form: what must be worked out again when one answer changes. Made once per form."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from graphlib import TopologicalSorter

from ffp_desktop.domain.answer_text import parse_answer
from ffp_desktop.domain.expressions.expression import Expression
from ffp_desktop.domain.form.definition import Form, Item, Rule
from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.values import Value, is_value

COLUMN = "members."
"""How a variable that stands for all members' values begins."""


@dataclass(frozen=True, slots=True)
class Reads:
    """The required items an expression rests on, through calculated ones too.

    `own` are asked once or on the same row, `columns` on every row.
    """

    own: frozenset[str]
    columns: frozenset[str]


@dataclass(slots=True)
class Dependents:
    """What reads a name: `${name}` (own row or household) and `${members.name}` (every row)."""

    items: list[Item] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    items_of_column: list[Item] = field(default_factory=list)
    rules_of_column: list[Rule] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Step:
    """What working out one item takes. It is relevant when all `conditions` hold; `has_value` of its own when it is
    calculated or has a default."""

    item: Item
    rank: int
    conditions: tuple[Expression, ...]
    has_value: bool
    default: Value | None
    place: Place  # of an item that is asked once


class Plan:
    """Items in the order they are worked out, the dependents of every name, and what each rule waits for."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.section_relevance = {section.id: section.relevant for section in form.sections}
        order = TopologicalSorter({item.id: self._item_inputs(item) for item in form.items.values()}).static_order()
        self.steps = {name: self._step(form.items[name], rank) for rank, name in enumerate(order)}
        self.dependents = self._collect_dependents()
        self.rule_reads = {rule.id: self._reads_before(rule) for rule in form.rules}
        self.calculation_reads = {
            item.id: self._reads_of(item.calculation.variables) for item in form.items.values() if item.calculation
        }
        self.waiting_for: dict[str, list[Rule]] = {}
        for rule in form.rules:
            for name in self.rule_reads[rule.id].own | self.rule_reads[rule.id].columns:
                self.waiting_for.setdefault(name, []).append(rule)

    def expressions_of(self, item: Item) -> Iterator[Expression]:
        """All that decides an item's value, relevance and whether it is missing."""
        candidates = (item.relevant, self.section_relevance[item.section], item.calculation, item.required)
        return (expression for expression in candidates if expression is not None)

    def _step(self, item: Item, rank: int) -> Step:
        conditions = (self.section_relevance[item.section], item.relevant)
        default = parse_answer(item, item.default) if item.default else None
        return Step(
            item,
            rank,
            tuple(expression for expression in conditions if expression is not None),
            item.calculation is not None or bool(item.default),
            default if is_value(default) else None,
            Place(item.id),
        )

    def _item_inputs(self, item: Item) -> set[str]:
        names = {name_of(v) for expression in self.expressions_of(item) for v in expression.variables}
        return {name for name in names if name in self.form.items and name != item.id}

    def _collect_dependents(self) -> dict[str, Dependents]:
        found: dict[str, Dependents] = {}
        for item in self.form.items.values():
            for variable in {v for expression in self.expressions_of(item) for v in expression.variables}:
                entry = found.setdefault(name_of(variable), Dependents())
                (entry.items_of_column if is_column(variable) else entry.items).append(item)
        for rule in self.form.rules:
            for variable in rule.expression.variables:
                entry = found.setdefault(name_of(variable), Dependents())
                (entry.rules_of_column if is_column(variable) else entry.rules).append(rule)
        return found

    def _reads_before(self, rule: Rule) -> Reads:
        """What a rule waits for: not what comes after its place on the paper, such as A46 for the rules of 七."""
        position = {name: index for index, name in enumerate(self.form.items)}
        reads = self._reads_of(rule.expression.variables)

        def before(names: frozenset[str]) -> frozenset[str]:
            return frozenset(name for name in names if position[name] <= position[rule.place])

        return Reads(before(reads.own), before(reads.columns))

    def _reads_of(self, variables: Iterable[str]) -> Reads:
        own: set[str] = set()
        columns: set[str] = set()
        seen: set[tuple[str, bool]] = set()
        pending = [(name_of(v), is_column(v)) for v in variables]
        while pending:
            name, as_column = pending.pop()
            item = self.form.items.get(name)
            if item is None or (name, as_column) in seen:
                continue
            seen.add((name, as_column))
            (columns if as_column else own).add(name)
            if item.calculation is not None:
                for variable in item.calculation.variables:
                    inner = self.form.items.get(name_of(variable))
                    inner_column = is_column(variable) or (as_column and inner is not None and inner.repeat)
                    pending.append((name_of(variable), inner_column))
        return Reads(frozenset(own), frozenset(columns))


def is_column(variable: str) -> bool:
    return variable.startswith(COLUMN)


def name_of(variable: str) -> str:
    """The item or fact a variable names, without `members.`"""
    return variable.removeprefix(COLUMN)
