"""A filter of a list: what it filters, its present value, and a menu of the others."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from ffp_desktop.ui.theme import Theme, Type


class FilterBox(QPushButton):
    """`value_changed` gives the chosen value; "" means all, or what `without` says. Enter, Space or ↓ open the menu."""

    value_changed = Signal(str)

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None, *, without: str = "") -> None:
        super().__init__(parent)
        self._without = without or self.tr("全部")
        self._name = name
        self._theme = theme
        self._choices: Sequence[tuple[str, str]] = ()
        self._value = ""
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_menu)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """(value, words) pairs beside 全部."""
        self._choices = choices
        if self._value not in [value for value, _ in choices]:
            self._value = ""
        self.updateGeometry()
        self.update()

    def values(self) -> list[str]:
        """What can be chosen beside 全部."""
        return [value for value, _ in self._choices]

    def value(self) -> str:
        return self._value

    def set_value(self, value: str) -> None:
        if value != self._value:
            self._value = value
            self.updateGeometry()
            self.update()
            self.value_changed.emit(value)

    def words(self) -> str:
        return next((words for value, words in self._choices if value == self._value), self._without)

    def open_menu(self) -> None:
        """All there is to choose, with the present one pointed at."""
        menu = QMenu(self)
        for value, words in (("", self._without), *self._choices):
            action = menu.addAction(words.replace("&", "&&"))
            action.triggered.connect(lambda _checked, value=value: self.set_value(value))
            if value == self._value:
                menu.setActiveAction(action)
        menu.setMinimumWidth(self.width())
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def sizeHint(self) -> QSize:
        name = QFontMetricsF(self._theme.font(Type.LABEL)).horizontalAdvance(self._name)
        words = QFontMetricsF(self._theme.font(Type.LABEL, is_bold=bool(self._value))).horizontalAdvance(self.words())
        return QSize(round(10 + name + 8 + words + 26), self._theme.sizes.button)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._theme.palette
        is_on = bool(self._value) or self.hasFocus()
        painter.setPen(QPen(QColor(palette.accent if is_on else palette.field_border), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(palette.sheet if self._value else palette.button))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 2, 2)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.setFont(self._theme.font(Type.LABEL))
        painter.setPen(QColor(palette.muted))
        painter.drawText(QRectF(self.rect()).adjusted(10, 0, 0, 0), middle, self._name)
        left = 18 + QFontMetricsF(self._theme.font(Type.LABEL)).horizontalAdvance(self._name)
        painter.setFont(self._theme.font(Type.LABEL, is_bold=bool(self._value)))
        painter.setPen(QColor(palette.answer))
        painter.drawText(QRectF(self.rect()).adjusted(left, 0, 0, 0), middle, self.words())
        painter.setFont(self._theme.font(Type.NARROW))
        painter.setPen(QColor(palette.label))
        painter.drawText(QRectF(self.rect()).adjusted(0, 0, -9, 0), middle | Qt.AlignmentFlag.AlignRight, "▾")
