"""The columns of a table that holds whole surveys: every item that can be exchanged, in the paper's order.

API: `Column`, `table_columns(form) -> tuple[Column, …]`, `table_items(form)` by id. Writing and reading workbooks share
them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ffp_desktop.domain.form.definition import Form, Item
from ffp_desktop.domain.paper.grid import AnswerRun, Cell, ChoiceRun, Paper


@dataclass(frozen=True, slots=True)
class Column:
    """One item as a column. `heading` is unlike every other: printed number and short name, "A3 姓名"."""

    item: str
    number: str
    heading: str
    of_member: bool


def table_columns(form: Form) -> tuple[Column, ...]:
    """The items that stand on the paper or on the band beside it; what is only worked out for rules is not among them.

    Several choices stand in one cell, joined by "，" (see `cells`).
    """
    asked = set(_asked_items(form.paper))
    return tuple(
        Column(item.id, item.number, item.place_name, item.repeat) for item in form.items.values() if item.id in asked
    )


def table_items(form: Form) -> dict[str, Item]:
    """The same as items."""
    return {column.item: form.items[column.item] for column in table_columns(form)}


def _asked_items(paper: Paper) -> Iterator[str]:
    for cell in _cells(paper):
        if cell.item:
            yield cell.item
        for run in cell.runs:
            if isinstance(run, AnswerRun | ChoiceRun):
                yield run.item


def _cells(paper: Paper) -> Iterator[Cell]:
    rows = [row for part in paper.parts for row in part.rows]
    for row in (*rows, *paper.off_paper):
        yield from row.cells
