"""The findings pane folded to a rail: two counts, and the key that opens it."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.marks import cap_width, paint_cap

_CENTRE = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine


class Rail(QWidget):
    """A click opens the pane, like F6."""

    unfold_pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._errors = self._warnings = 0
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_counts(self, errors: int, warnings: int) -> None:
        if (errors, warnings) != (self._errors, self._warnings):
            self._errors, self._warnings = errors, warnings
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self._theme.palette
        painter.fillRect(self.rect(), QColor(palette.desk))
        painter.setPen(self._theme.pen(palette.rule_light))
        painter.drawLine(QPointF(0.5, 0), QPointF(0.5, self.height()))
        top = self._column(painter, 10.0, self.tr("发现"), Type.SUBHEAD, palette.title, is_bold=True) + 18
        for words, count, ink, ground in (
            (self.tr("错误"), self._errors, palette.error, palette.error_tint),
            (self.tr("提醒"), self._warnings, palette.warning, palette.warning_tint),
        ):
            if count:
                top = self._count(painter, top, words, count, ink, ground) + 8
        width = cap_width("F6", self._theme)
        paint_cap(painter, (self.width() - width) / 2, top + 10, "F6", self._theme, palette.muted, palette.button)
        self._column(painter, top + 24, self.tr("展开"), Type.SECONDARY, palette.muted)

    def _count(self, painter: QPainter, top: float, words: str, count: int, ink: str, ground: str) -> float:
        line = self._theme.type_size(Type.LABEL) + 7
        rect = QRectF((self.width() - 28) / 2, top, 28, line * (len(words) + 1) + 4)
        painter.fillRect(rect, QColor(ground))
        painter.setPen(self._theme.pen(ink))
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        bottom = self._column(painter, top + 2, words, Type.LABEL, ink, is_bold=True)
        self._line(painter, bottom, str(count), ink, line)
        return rect.bottom()

    def _column(
        self, painter: QPainter, top: float, words: str, kind: Type, ink: str, *, is_bold: bool = False
    ) -> float:
        painter.setFont(self._theme.font(kind, is_bold=is_bold))
        painter.setPen(QColor(ink))
        line = self._theme.type_size(kind) + 7
        for character in words:
            painter.drawText(QRectF(0, top, self.width(), line), _CENTRE, character)
            top += line
        return top

    def _line(self, painter: QPainter, top: float, words: str, ink: str, height: int) -> None:
        painter.setPen(QColor(ink))
        painter.drawText(QRectF(0, top, self.width(), height), _CENTRE, words)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.unfold_pressed.emit()
