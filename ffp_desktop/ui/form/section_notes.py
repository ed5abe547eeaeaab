"""The note rows under a section's rows: which are shown, how high they are, and how they are drawn."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPolygonF

from ffp_desktop.domain.findings import Finding
from ffp_desktop.domain.form.definition import Level
from ffp_desktop.domain.survey import Place
from ffp_desktop.ui.form.members.note import NotePainter
from ffp_desktop.ui.form.members.rows import RowKind, TableRow
from ffp_desktop.ui.form.members.type_fit import TypeFit
from ffp_desktop.ui.form.placing import PlacedRow
from ffp_desktop.ui.form.reading import SheetReading
from ffp_desktop.ui.theme import Theme

_NOTE_ROW = TableRow(RowKind.NOTE)


@dataclass(frozen=True, slots=True)
class ShownNote:
    finding: Finding
    height: int


class SectionNotes:
    """A note comes up after its item is left, stays while it is open, and folds once confirmed and left."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._painter = NotePainter(theme, TypeFit(theme))
        self.is_shown = True

    def choose(
        self, row: PlacedRow, reading: SheetReading, focused: str, before: Iterable[ShownNote], width: int
    ) -> list[ShownNote]:
        """The notes of a row now."""
        if not self.is_shown:
            return []
        shown = {note.finding.key for note in before}
        notes = []
        items = [item for cell in row.cells for item in cell.items]
        for item in items:
            for finding in reading.findings_at(Place(item)):
                if self._is_due(finding, item, focused, items, is_up=finding.key in shown):
                    words = self._painter.words(_NOTE_ROW, finding, "")
                    notes.append(ShownNote(finding, self._painter.height(words, width)))
        return notes

    def _is_due(self, finding: Finding, item: str, focused: str, items: list[str], *, is_up: bool) -> bool:
        if item == focused and finding.is_open:
            return is_up
        return finding.is_open or focused in items

    def paint(self, painter: QPainter, row: PlacedRow, notes: list[ShownNote], width: float) -> None:
        top = row.bottom
        for note in notes:
            rect = QRectF(0, top, width, note.height)
            self._painter.paint(painter, rect, self._painter.words(_NOTE_ROW, note.finding, ""))
            self._paint_tip(painter, row, note.finding, top)
            top += note.height

    def _paint_tip(self, painter: QPainter, row: PlacedRow, finding: Finding, top: float) -> None:
        """The small triangle that points at the item."""
        cell = next((cell for cell in row.cells if finding.place.item in cell.items), None)
        if cell is None:
            return
        palette = self._theme.palette
        middle = min(max(cell.rect_of(finding.place.item).center().x(), 8.0), row.cells[-1].rect.right() - 8)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(palette.error if finding.level is Level.ERROR else palette.warning))
        painter.setBrush(painter.pen().color())
        painter.drawPolygon(QPolygonF([QPointF(middle - 5, top), QPointF(middle, top - 5), QPointF(middle + 5, top)]))
        painter.restore()
