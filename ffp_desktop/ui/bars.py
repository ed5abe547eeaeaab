"""The window's bars: tabs of the pages that work, and the status line with the keys that work now."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ffp_desktop.ui.page import KeyAction
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.key_hint import KeyHint
from ffp_desktop.ui.widgets.label import Label


class Tab(QWidget):
    """A page's name with its key; the current one is bold with a bar below."""

    clicked = Signal()

    def __init__(self, words: str, key: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._key = key
        self._theme = theme
        self._is_current = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{words} {key}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def set_current(self, is_current: bool) -> None:
        self._is_current = is_current
        self.update()

    def _words_width(self) -> float:
        return QFontMetricsF(self._theme.font(Type.SUBHEAD, is_bold=True)).horizontalAdvance(self._words)

    def sizeHint(self) -> QSize:
        key = QFontMetricsF(self._theme.font(Type.NARROW)).horizontalAdvance(self._key)
        return QSize(round(self._words_width() + key + 6), self._theme.sizes.top_bar)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self._theme.palette
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        width = self._words_width()
        painter.setFont(self._theme.font(Type.SUBHEAD, is_bold=self._is_current))
        painter.setPen(QColor(palette.title if self._is_current else palette.label))
        painter.drawText(QRectF(self.rect()), middle, self._words)
        painter.setFont(self._theme.font(Type.NARROW))
        painter.setPen(QColor(palette.muted))
        painter.drawText(QRectF(self.rect()).adjusted(width + 3, 1, 0, 0), middle, self._key)
        if self._is_current:
            painter.fillRect(QRectF(0, self.height() - 4, width, 4), QColor(palette.accent))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.clicked.emit()


class _Bar(QWidget):
    """A bar with a hairline on one side."""

    def __init__(self, theme: Theme, *, line_on_top: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._line_on_top = line_on_top
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(16, 0, 16, 0)
        theme.rescaled.connect(self._rescale)

    def _rescale(self) -> None:
        sizes = self._theme.sizes
        self.setFixedHeight(sizes.status_bar if self._line_on_top else sizes.top_bar)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.palette.bar))
        painter.setPen(self._theme.pen(self._theme.palette.rule))
        y = 0 if self._line_on_top else self.height() - 1
        painter.drawLine(0, y, self.width(), y)


class TopBar(_Bar):
    """The tabs at the left; unit, round and operator at the right."""

    chosen = Signal(str)  # the tab's key

    def __init__(self, tabs: Sequence[tuple[str, str]], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, line_on_top=False, parent=parent)
        self.row.setSpacing(28)
        self._tabs: dict[str, Tab] = {}
        for words, key in tabs:
            tab = Tab(words, key, theme)
            tab.clicked.connect(lambda key=key: self.chosen.emit(key))
            self._tabs[key] = tab
            self.row.addWidget(tab)
        self.row.addStretch()
        self._where = Label("", Type.LABEL, "label")
        self._who = Label("", Type.LABEL, "")
        self.row.addWidget(self._where)
        self.row.addWidget(self._who)
        self._rescale()

    @property
    def tab_keys(self) -> list[str]:
        return list(self._tabs)

    def set_current(self, key: str) -> None:
        for tab_key, tab in self._tabs.items():
            tab.set_current(tab_key == key)

    def set_words(self, where: str, who: str) -> None:
        self._where.setText(where)
        self._who.setText(who)


class StatusBar(_Bar):
    """The status at the left, the keys that work now, and a fact at the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, line_on_top=True, parent=parent)
        self.row.setContentsMargins(12, 0, 12, 0)
        self.row.setSpacing(0)
        self._left = Label("", Type.SECONDARY, "accent")
        self._right = Label("", Type.SECONDARY, "label")
        self._hints: list[KeyHint] = []
        self._keys = QWidget()
        self._keys_row = QHBoxLayout(self._keys)
        self._keys_row.setContentsMargins(0, 0, 0, 0)
        self._keys_row.setSpacing(16)
        self._keys_row.addStretch()
        self._keys.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.row.addWidget(self._left)
        self.row.addSpacing(20)
        self.row.addWidget(self._keys, 1)
        self.row.addWidget(self._right)
        self._rescale()

    @property
    def shown_keys(self) -> list[tuple[str, str]]:
        return [(hint.keys, hint.words) for hint in self._hints]

    def say(self, left: str, right: str, ink: str = "accent") -> None:
        self._left.say(left, ink)
        self._right.setText(right)

    def show_keys(self, actions: Sequence[KeyAction]) -> None:
        if self.shown_keys == [(action.keys, action.words) for action in actions]:
            return
        for old in self._hints:
            self._keys_row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._hints = []
        for action in actions:
            hint = KeyHint(action.keys, action.words, self._theme)
            if action.act is not None:
                hint.clicked.connect(action.act)
            self._hints.append(hint)
            self._keys_row.insertWidget(len(self._hints) - 1, hint)
