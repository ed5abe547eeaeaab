"""A row of a short list: a name, what it is, and a word on the right; the chosen one is tinted with a bar."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ffp_desktop.ui.theme import Theme, Type


class ListRow(QWidget):
    """One row; the list around it keeps which one is chosen."""

    clicked = Signal()
    double_clicked = Signal()

    def __init__(self, name: str, what: str, aside: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = (name, what, aside)
        self._theme = theme
        self._is_chosen = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{name} {what} {aside}")

    @property
    def name(self) -> str:
        return self._texts[0]

    @property
    def is_chosen(self) -> bool:
        return self._is_chosen

    def set_chosen(self, is_chosen: bool) -> None:
        self._is_chosen = is_chosen
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, 41)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette, rect = self._theme.palette, QRectF(self.rect())
        if self._is_chosen:
            painter.fillRect(rect, QColor(palette.accent_tint))
            painter.fillRect(QRectF(0, 0, 4, rect.height()), QColor(palette.accent))
        painter.setPen(self._theme.pen(palette.rule_light))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        name, what, aside = self._texts
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        font = self._theme.font_of_size(self._theme.type_size(Type.TEXT) + 2, is_bold=self._is_chosen)
        column = rect.width() * 0.28 if what else rect.width()
        shown = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, column - 24)
        painter.setFont(font)
        painter.setPen(QColor(palette.answer))
        painter.drawText(rect.adjusted(16, 0, 0, 0), middle, shown)
        painter.setFont(self._theme.font(Type.LABEL))
        painter.setPen(QColor(palette.label))
        painter.drawText(rect.adjusted(column, 0, 0, 0), middle, what)
        painter.setPen(QColor(palette.muted))
        painter.drawText(rect.adjusted(0, 0, -10, 0), middle | Qt.AlignmentFlag.AlignRight, aside)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.clicked.emit()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.double_clicked.emit()
