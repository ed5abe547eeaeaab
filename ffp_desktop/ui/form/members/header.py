"""The member table's header: the paper's words above each column, the column with the focus tinted."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ffp_desktop.ui.form.hairline import draw_rule_above, draw_rule_left
from ffp_desktop.ui.form.members.columns import MemberColumn, place_edges
from ffp_desktop.ui.form.members.row_pictures import RowPictures
from ffp_desktop.ui.form.members.type_fit import TypeFit
from ffp_desktop.ui.theme import Theme

_LEAST_HEIGHT = 56
_PADDING = 4


class MemberHeader(QWidget):
    """As high as its longest column needs. The sheet may use a second one that stays on top while it scrolls."""

    def __init__(
        self, columns: tuple[MemberColumn, ...], theme: Theme, fit: TypeFit, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self._theme = theme
        self._fit = fit
        self._current = -1
        self._pictures = RowPictures()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.rescaled.connect(self._take_height)

    def set_current(self, column: int) -> None:
        """Tints the column with the focus; -1 for none."""
        if column != self._current:
            before, self._current = self._current, column
            edges = place_edges(self._columns, max(1, self.width()))
            for changed in (before, column):
                if changed >= 0:
                    self.update(edges[changed], 0, edges[changed + 1] - edges[changed], self.height())

    def height_at(self, width: int) -> int:
        """The header's height on a sheet of `width` px."""
        edges = place_edges(self._columns, width)
        needed = [
            sum(part.height for part in self._fit.header(column.label, edges[i + 1] - edges[i]))
            for i, column in enumerate(self._columns)
        ]
        return max(_LEAST_HEIGHT, max(needed) + 2 * _PADDING)

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.height_at(max(1, self.width())))

    def _take_height(self) -> None:
        self._pictures.clear()
        self.setFixedHeight(self.height_at(max(1, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._take_height()
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._pictures.paint(painter, QRectF(self.rect()), "columns", self._paint_columns)
        if self._current >= 0:
            self._paint_column(painter, self._current, self._theme.palette.accent_tint)

    def _paint_columns(self, painter: QPainter, _rect: QRectF) -> None:
        """The words are always the same: they are set once for each size."""
        for number in range(len(self._columns)):
            self._paint_column(painter, number, self._theme.palette.sheet)

    def _paint_column(self, painter: QPainter, number: int, ground: str) -> None:
        edges, palette = place_edges(self._columns, self.width()), self._theme.palette
        rect = QRectF(edges[number], 0, edges[number + 1] - edges[number], self.height())
        painter.fillRect(rect, QColor(ground))
        draw_rule_above(painter, rect, self._theme.pen(palette.rule))
        if number:
            draw_rule_left(painter, rect, self._theme.pen(palette.rule))
        painter.setPen(QColor(palette.label))
        self._fit.paint(painter, rect, self._fit.header(self._columns[number].label, round(rect.width())))
