"""One section of the paper: a single widget that draws its part of the grid and knows what a point hits."""

from collections.abc import Sequence, Set

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.paper.grid import ChoiceRun, Row
from ffp_desktop.domain.survey import Place
from ffp_desktop.ui.form.cell_setting import CellSetter
from ffp_desktop.ui.form.placing import PlacedCell, PlacedRow, SectionPlacing
from ffp_desktop.ui.form.reading import SheetReading
from ffp_desktop.ui.form.section_head import SectionHead
from ffp_desktop.ui.form.section_notes import SectionNotes, ShownNote
from ffp_desktop.ui.form.section_paint import NO_FOCUS, CellFocus, SectionPainter
from ffp_desktop.ui.form.sheet_type import SheetType


class SectionView(QWidget):
    """Give it a width with `set_width`; it takes its height. At rest it holds no other widget."""

    item_pressed = Signal(str)
    choice_pressed = Signal(str, str)  # item, choice
    finding_pressed = Signal(object)  # Finding
    height_changed = Signal()

    def __init__(
        self,
        rows: Sequence[Row],
        setter: CellSetter,
        sheet_type: SheetType,
        painter: SectionPainter,
        notes: SectionNotes,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._setter = setter
        self._painter = painter
        self._notes = notes
        self.placing = SectionPlacing(rows, setter, sheet_type)
        self.head: SectionHead | None = None
        self._focus = NO_FOCUS
        self._shown: dict[int, list[ShownNote]] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)

    @property
    def reading(self) -> SheetReading:
        return self._setter.reading

    def has_item(self, item: str) -> bool:
        return self.placing.row_of(item) is not None

    # ---- what the sheet says

    def set_width(self, width: int) -> None:
        """Places everything anew."""
        self.placing.place_all(width)
        self._choose_notes()
        self._take_height(width)
        self._tell_head()
        self.update()

    def set_focus(self, focus: CellFocus) -> None:
        """Moves the focus to an item of this section, or away (`NO_FOCUS`)."""
        before, self._focus = self._focus, focus
        if self.placing.focused != focus.item:
            self.placing.focused = focus.item
            self._place_items({before.item, focus.item} - {""})
        else:
            self._update_items({focus.item} - {""})

    def refresh(self, places: Set[Place]) -> None:
        """Draws these places again; rows whose height changes push the ones below."""
        self._place_items({place.item for place in places if not place.member})
        self._tell_head()

    def rect_of(self, item: str) -> QRect:
        """Where an item is answered."""
        cell = self.placing.cell_of(item)
        return cell.rect_of(item).toAlignedRect() if cell else QRect()

    def cell_rect(self, item: str) -> QRect:
        """The whole cell an item is answered in, inside its padding."""
        cell = self.placing.cell_of(item)
        return cell.rect.adjusted(6, 0, -3, 0).toAlignedRect() if cell else QRect()

    def row_rect(self, item: str) -> QRect:
        """The whole row of an item, with its notes."""
        row = self.placing.row_of(item)
        if row is None:
            return QRect()
        return QRectF(0, row.top, self.width(), row.height + row.note_height).toAlignedRect()

    # ---- private

    def _tell_head(self) -> None:
        """The words on the first row's upper rule stand half in the head."""
        if self.head is not None:
            flags = ((c.rect.right(), self._painter.flag_of(c, self.reading)) for c in self.placing.rows[0].cells)
            self.head.show_flags(tuple((right, kind) for right, kind in flags if kind is not None))

    def _place_items(self, items: set[str]) -> None:
        rows = {id(row): row for item in items if (row := self.placing.row_of(item)) is not None}
        if not rows or not self.placing.width:
            return
        has_moved = False
        for row in rows.values():
            has_moved |= self.placing.place_again(row)
        has_moved |= self._choose_notes()
        if has_moved:
            self._take_height(self.width())
            self.update()
            return
        for row in rows.values():
            self.update(QRectF(0, row.top - 10, self.width(), row.height + row.note_height + 11).toAlignedRect())

    def _update_items(self, items: set[str]) -> None:
        for item in items:
            if (cell := self.placing.cell_of(item)) is not None:
                self.update(cell.rect.toAlignedRect().adjusted(-1, -10, 1, 1))

    def _choose_notes(self) -> bool:
        """Which notes stand under the rows now; true when a row moved."""
        has_moved = False
        for position, row in enumerate(self.placing.rows):
            before = self._shown.get(position, [])
            notes = self._notes.choose(row, self.reading, self._focus.item, before, round(self.placing.width))
            self._shown[position] = notes
            height = float(sum(note.height for note in notes))
            has_moved |= height != row.note_height
            row.note_height = height
        if has_moved:
            self.placing.stack()
        return has_moved

    def _take_height(self, width: int) -> None:
        height = round(self.placing.stack())
        if (width, height) != (self.width(), self.height()):
            is_taller = height != self.height()
            self.resize(width, height)
            if is_taller:
                self.height_changed.emit()

    def _cells_in(self, rect: QRectF) -> list[PlacedCell]:
        return [cell for cell in self.placing.cells() if cell.rect.adjusted(-1, -11, 1, 1).intersects(rect)]

    # ---- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        cells = self._cells_in(QRectF(event.rect()))
        for cell in cells:
            self._painter.paint_cell(painter, cell, self.reading, self._focus)
        self._painter.paint_rules(painter, cells, self.width())
        for position, row in enumerate(self.placing.rows):
            if notes := self._shown.get(position):
                self._notes.paint(painter, row, notes, self.width())
        below_notes = {row.bottom + row.note_height for row in self.placing.rows if row.note_height}
        for cell in cells:
            if cell.rect.top() in below_notes:  # the word would stand on the note; the bar and the own note tell it
                continue
            if (kind := self._painter.flag_of(cell, self.reading)) is not None:
                least = 0.0 if self.head is not None else 9.0  # the head above draws the upper half
                middle = max(cell.rect.top() + 1, least)
                self._painter.paint_flag(painter, cell.rect.right(), middle, kind)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        note = self._note_at(point)
        if note is not None:
            self.finding_pressed.emit(note.finding)
            return
        hit = self.placing.hit(point)
        if hit is None:
            return
        item, choice = hit
        if isinstance(choice, ChoiceRun):
            self.choice_pressed.emit(choice.item, choice.choice)
        else:
            self.item_pressed.emit(item)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hit = self.placing.hit(event.position())
        is_choice = hit is not None and hit[1] is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_choice else Qt.CursorShape.ArrowCursor)

    def _note_at(self, point: QPointF) -> ShownNote | None:
        for position, row in enumerate(self.placing.rows):
            top = row.bottom
            for note in self._shown.get(position, ()):
                if top <= point.y() < top + note.height:
                    return note
                top += note.height
        return None

    def focused_row(self) -> PlacedRow | None:
        return self.placing.row_of(self._focus.item)
