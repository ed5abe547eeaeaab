"""Where everything of a section stands: rows, cells and pieces in the section's own pixels, and what a point hits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF

from ffp_desktop.domain.paper.grid import AnswerRun, Cell, ChoiceRun, Row, Run
from ffp_desktop.ui.form.cell_setting import CellSetter, SetCell
from ffp_desktop.ui.form.sheet_type import SheetType

_RIGHT = 4  # px kept free at the right edge of a cell


@dataclass(frozen=True, slots=True)
class PlacedPiece:
    """A piece of a run. `text` of an answer is what stands in this blank; `owner` is the item it belongs to."""

    run: Run
    text: str
    rect: QRectF
    owner: str
    is_first: bool = True


@dataclass(slots=True)
class PlacedCell:
    cell: Cell
    rect: QRectF
    items: tuple[str, ...]  # answered here
    governs: tuple[str, ...]  # what its relevance follows: its items, else those of the cell to its right
    pieces: tuple[PlacedPiece, ...] = ()
    owners: dict[object, str] = field(default_factory=dict)
    setting: SetCell | None = None
    stands_in: QRectF = field(default_factory=QRectF)  # where the pieces were placed

    def rect_of(self, item: str) -> QRectF:
        """The part of the cell where an item is answered."""
        found = QRectF()
        for piece in self.pieces:
            if isinstance(piece.run, AnswerRun | ChoiceRun) and piece.run.item == item:
                found = found.united(piece.rect)
        return found


@dataclass(slots=True)
class PlacedRow:
    top: float = 0.0
    height: float = 0.0
    cells: list[PlacedCell] = field(default_factory=list)
    notes: list[object] = field(default_factory=list)
    note_height: float = 0.0

    @property
    def bottom(self) -> float:
        return self.top + self.height


def items_of(cell: Cell) -> tuple[str, ...]:
    """The items answered in a cell, in order."""
    return tuple(dict.fromkeys(run.item for run in cell.runs if isinstance(run, AnswerRun | ChoiceRun)))


class SectionPlacing:
    """Places the rows of one part at a width."""

    def __init__(self, rows: Sequence[Row], setter: CellSetter, sheet_type: SheetType) -> None:
        self._setter = setter
        self._type = sheet_type
        self.width = 0.0
        self.focused = ""
        self.rows = [_blank_row(row) for row in rows]
        self._row_of = {item: row for row in self.rows for cell in row.cells for item in cell.items}

    def cells(self) -> Iterator[PlacedCell]:
        return (cell for row in self.rows for cell in row.cells)

    def row_of(self, item: str) -> PlacedRow | None:
        return self._row_of.get(item)

    def cell_of(self, item: str) -> PlacedCell | None:
        row = self._row_of.get(item)
        return next((cell for cell in row.cells if item in cell.items), None) if row else None

    def place_all(self, width: float) -> None:
        self.width = width
        for row in self.rows:
            self._place_row(row)
        self.stack()

    def place_again(self, row: PlacedRow) -> bool:
        """Places one row again; true when its height changed."""
        before = row.height
        self._place_row(row)
        if row.height == before:
            return False
        self.stack()
        return True

    def stack(self) -> float:
        """Puts the rows under one another; answers the height of all."""
        top = 0.0
        for row in self.rows:
            if row.top != top:
                _move(row, top - row.top)
                row.top = top
            top += row.height + row.note_height
        return top

    def hit(self, point: QPointF) -> tuple[str, ChoiceRun | None] | None:
        """The item at a point, and the choice whose box or label is there."""
        for cell in self.cells():
            if cell.rect.contains(point):
                return _hit_in(cell, point)
        return None

    def _place_row(self, row: PlacedRow) -> None:
        paper = self._setter.reading.form.paper
        scale, padding = self.width / paper.width, self._type.theme.sizes.cell_padding
        settings = []
        for cell in row.cells:
            left, right = round(paper.edges[cell.cell.first - 1] * scale), round(paper.edges[cell.cell.last] * scale)
            focused = self.focused if self.focused in cell.items else ""
            room = right - left - padding - _RIGHT
            settings.append((cell, left, right, self._setter.set_cell(cell.cell, room, self.width, focused)))
        most = max(len(found.lines) for *_, found in settings)
        least = self._type.theme.sizes.row + 1
        row.height = max(least, most * self._type.line_height + self._type.cell_room)
        for cell, left, right, found in settings:
            cell.rect = QRectF(left, row.top, right - left, row.height)
            if cell.setting is not found or cell.stands_in != cell.rect:
                cell.pieces = tuple(self._place_pieces(cell, found, padding))
                cell.setting, cell.stands_in = found, QRectF(cell.rect)

    def _place_pieces(self, cell: PlacedCell, found: SetCell, padding: int) -> Iterator[PlacedPiece]:
        lines, answers = found.lines, found.answers
        height = self._type.line_height
        top = cell.rect.top() + (cell.rect.height() - len(lines) * height) / 2 + 0.5
        if not cell.owners:
            cell.owners = _owners(self._setter.runs(cell.cell))
        used: dict[tuple[str, str], int] = {}
        for number, line in enumerate(lines):
            start = cell.rect.left() + padding
            if cell.cell.align == "centre":
                start = cell.rect.center().x() - line.width / 2
            for piece in line.pieces:
                text, run = piece.text, piece.run
                if isinstance(run, AnswerRun):
                    part = used.get((run.item, run.part), 0)
                    used[run.item, run.part] = part + 1
                    known = answers[run.item, run.part]
                    text = known[part] if part < len(known) else ""
                rect = QRectF(start + piece.x, top + number * height, piece.width, height)
                yield PlacedPiece(run, text, rect, cell.owners.get(_key(run), ""), piece.is_first)


def _key(run: Run) -> object:
    """What finds a run's owner again after numbers were added to its label or its blank grew."""
    if isinstance(run, AnswerRun):
        return (run.item, run.part)
    return (run.item, run.choice) if isinstance(run, ChoiceRun) else run


def _owners(runs: Sequence[Run]) -> dict[object, str]:
    """Words belong to the answer after them, the last ones to the answer before."""
    owners: dict[object, str] = {}
    owner = ""
    for run in reversed(runs):
        if isinstance(run, AnswerRun | ChoiceRun):
            owner = run.item
        owners[_key(run)] = owner
    last = ""
    for run in runs:
        last = run.item if isinstance(run, AnswerRun | ChoiceRun) else last
        owners[_key(run)] = owners[_key(run)] or last
    return owners


def _blank_row(row: Row) -> PlacedRow:
    placed = PlacedRow()
    for position, cell in enumerate(row.cells):
        items = items_of(cell)
        governs = items or next((items_of(after) for after in row.cells[position + 1 :] if items_of(after)), ())
        placed.cells.append(PlacedCell(cell, QRectF(), items, governs))
    return placed


def _move(row: PlacedRow, by: float) -> None:
    for cell in row.cells:
        cell.rect.translate(0, by)
        cell.stands_in.translate(0, by)
        for piece in cell.pieces:
            piece.rect.translate(0, by)


def _hit_in(cell: PlacedCell, point: QPointF) -> tuple[str, ChoiceRun | None] | None:
    for piece in cell.pieces:
        if piece.rect.contains(point):
            if isinstance(piece.run, ChoiceRun):
                return piece.run.item, piece.run
            if piece.owner:
                return piece.owner, None
    return (cell.items[0], None) if cell.items else None
