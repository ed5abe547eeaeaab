"""The member table itself: a table view as high as its rows, with the marks that stand across cell borders."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ffp_desktop.domain.form.definition import Level
from ffp_desktop.domain.survey import Place
from ffp_desktop.ui.form.members.columns import place_edges
from ffp_desktop.ui.form.members.delegate import MemberDelegate
from ffp_desktop.ui.form.members.model import MembersModel
from ffp_desktop.ui.form.members.type_fit import TypeFit
from ffp_desktop.ui.theme import Theme

_ROOMY_SHEET = 1100  # px: from here on rows get the height that two lines like
_ROOMY_ROW = 36
_TRIANGLE = 5.0


class MemberTable(QTableView):
    """Shows the model; row heights follow their words, and only rows that changed are measured again."""

    heights_changed = Signal()

    def __init__(self, model: MembersModel, theme: Theme, fit: TypeFit, parent: QWidget) -> None:
        super().__init__(parent)
        self._members = model
        self._theme = theme
        self.current: Place | None = None
        self._is_held = False
        self._delegate = MemberDelegate(model, theme, fit, self)
        self._set_up()
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        model.rows_reworded.connect(self._remeasure)
        model.rowsInserted.connect(lambda _parent, first, last: self._measure_rows(first, last))
        model.rowsInserted.connect(self._tell_heights)
        model.rowsRemoved.connect(self._tell_heights)
        theme.rescaled.connect(self.measure_all)

    def _set_up(self) -> None:
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setMinimumSectionSize(1)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAutoScroll(False)
        self.setTabKeyNavigation(False)

    def _tell_heights(self) -> None:
        if not self._is_held:
            self.heights_changed.emit()

    # ---- geometry

    @property
    def content_height(self) -> int:
        return self.verticalHeader().length()

    @property
    def least_height(self) -> int:
        """The height of a row whose words need no more."""
        row = self._theme.sizes.member_row
        return max(row, _ROOMY_ROW) if self.width() >= _ROOMY_SHEET else row

    def hold(self) -> None:
        """Measures nothing until the next `set_width`: more is going to change."""
        self._is_held = True

    def set_width(self, width: int) -> None:
        """Lays the columns on a sheet of `width` px."""
        self._is_held = False
        self.setFixedWidth(width)
        edges = place_edges(self._members.columns, width)
        for column in range(len(self._members.columns)):
            self.setColumnWidth(column, edges[column + 1] - edges[column])
        self.measure_all()

    def measure_all(self) -> None:
        """Measures every row again, after another survey, width or type size came."""
        if not self._is_held:
            self.clearSpans()
            self._measure_rows(0, self._members.rowCount() - 1)
            self.heights_changed.emit()

    def cell_rect(self, place: Place) -> QRect:
        """Where a place stands, in the viewport; empty when it has no cell."""
        row, column = self._members.row_of(place.member), self._members.column_of.get(place.item, -1)
        return self.visualRect(self._members.index(row, column)) if row >= 0 and column >= 0 else QRect()

    def _widths(self) -> list[int]:
        return [self.columnWidth(column) for column in range(len(self._members.columns))]

    def _measure_rows(self, first: int, last: int) -> bool:
        widths, least, changed = self._widths(), self.least_height, False
        for row in range(first, last + 1) if not self._is_held else ():
            height = self._delegate.row_height(row, widths, least)
            if height != self.rowHeight(row):
                self.setRowHeight(row, height)
                changed = True
            spans = len(widths) if self._members.row(row).is_note else 1
            if self.columnSpan(row, 0) != spans:
                self.setSpan(row, 0, 1, spans)
        return changed

    def _remeasure(self, rows: set[int]) -> None:
        changed = [row for row in rows if self._measure_rows(row, row)]
        if changed:
            self.heights_changed.emit()

    # ---- the focus

    def set_current(self, place: Place | None) -> None:
        """Moves ring and row tint; draws again only what they leave and reach."""
        before = (self._delegate.current_row, self._delegate.current_column)
        self.current = place
        self.locate_current()
        after = (self._delegate.current_row, self._delegate.current_column)
        if before[0] == after[0]:
            for row, column in (before, after):
                self.viewport().update(self.visualRect(self._members.index(row, column)))
        else:
            self._draw_row(before[0])
            self._draw_row(after[0])

    def locate_current(self) -> None:
        """Finds the focus again after rows came or went."""
        place = self.current
        self._delegate.current_row = self._members.row_of(place.member) if place else -1
        self._delegate.current_column = self._members.column_of.get(place.item, -1) if place else -1
        if place:
            index = self._members.index(self._delegate.current_row, self._delegate.current_column)
            self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.NoUpdate)

    def _draw_row(self, row: int) -> None:
        if 0 <= row < self._members.rowCount():
            self.viewport().update(0, self.rowViewportPosition(row), self.width(), self.rowHeight(row))

    # ---- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the cell does not want is the page's: PgDn is the next survey, never the table's own scrolling."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        region = event.rect()
        edges = (*(self.columnViewportPosition(i) for i in range(len(self._members.columns))), self.width())
        bottom = 0  # of the member's row that notes stand under
        for row in range(self._members.rowCount()):
            rect = QRectF(0, self.rowViewportPosition(row), self.width(), self.rowHeight(row))
            if event.region().intersects(rect.toRect()):
                self._delegate.paint_row(painter, rect, row, edges, region)
            at = self._members.row(row)
            finding = self._members.finding(at)
            if not at.is_note:
                bottom = round(rect.bottom())
            elif finding is not None:
                self._paint_triangle(painter, bottom, self._members.column_of[finding.place.item], finding.level)
        if self.current is not None:
            self._paint_ring(painter, self.cell_rect(self.current))

    def _paint_triangle(self, painter: QPainter, y: int, column: int, level: Level) -> None:
        palette = self._theme.palette
        middle = self.columnViewportPosition(column) + self.columnWidth(column) / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.error if level is Level.ERROR else palette.warning))
        tip = QPointF(middle, y - _TRIANGLE)
        painter.drawPolygon(QPolygonF([tip, QPointF(middle + _TRIANGLE, y), QPointF(middle - _TRIANGLE, y)]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_ring(self, painter: QPainter, rect: QRect) -> None:
        if rect.isEmpty():
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(QColor(self._theme.palette.accent), 2)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -1))
