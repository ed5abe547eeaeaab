"""The columns of the member table, from the paper grid: which item, which words above it, how wide."""

from dataclasses import dataclass

from ffp_desktop.domain.form.definition import Form, Item, ItemType
from ffp_desktop.domain.paper.grid import BreakRun, Cell, Run, TextRun


@dataclass(frozen=True, slots=True)
class MemberColumn:
    """One column. `item` is None for 序号; `label` is its printed header, one entry a forced line."""

    item: Item | None
    label: tuple[str, ...]
    left: float  # mm
    right: float

    @property
    def id(self) -> str:
        return self.item.id if self.item else ""

    @property
    def is_choice(self) -> bool:
        return self.item is not None and self.item.type in (ItemType.SELECT_ONE, ItemType.SELECT_MULTIPLE)

    @property
    def is_multiple(self) -> bool:
        return self.item is not None and self.item.type is ItemType.SELECT_MULTIPLE

    @property
    def is_number(self) -> bool:
        """Whether digits are typed here (an ID number): no input method, grouped when at rest."""
        return self.item is not None and self.item.normalise in ("id_number", "phone")


def read_columns(form: Form) -> tuple[MemberColumn, ...]:
    """The columns that the paper's member header declares, left to right."""
    part = next(part for part in form.paper.parts if part.member_row_height)
    edges = form.paper.edges
    return tuple(
        MemberColumn(form.items.get(cell.item), _label(cell), edges[cell.first - 1], edges[cell.last])
        for cell in part.rows[0].cells
    )


def place_edges(columns: tuple[MemberColumn, ...], width: int) -> tuple[int, ...]:
    """Left edge of every column and the right edge of the last, in px, for a sheet of `width` px."""
    scale = width / columns[-1].right
    return (*(round(column.left * scale) for column in columns), width)


def _label(cell: Cell) -> tuple[str, ...]:
    """The printed lines: number, words, words in brackets. Breaks inside the words are the paper's own affair."""
    lines: list[str] = []
    for text in "".join("\n" if isinstance(run, BreakRun) else _words(run) for run in cell.runs).split("\n"):
        if len(lines) > 1 and not text.startswith("("):
            lines[-1] += text
        elif text:
            lines.append(text)
    return tuple(lines)


def _words(run: Run) -> str:
    return run.text if isinstance(run, TextRun) else ""
