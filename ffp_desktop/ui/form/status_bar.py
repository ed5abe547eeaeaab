"""The survey page's status bar: when it was saved, the current item, and the keys that work for it now."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ffp_desktop.ui.form.sheet_type import SheetType
from ffp_desktop.ui.page import KeyAction
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.marks import cap_width, paint_cap

_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_GAP = 18


class EntryStatusBar(QWidget):
    """Painted whole, so that it can follow every key. A click on a key does what the key does."""

    def __init__(self, theme: Theme, sheet_type: SheetType, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._type = sheet_type
        self._saved = ""
        self._is_refused = False
        self._item = ""
        self._keys: Sequence[KeyAction] = ()
        self._hits: list[tuple[QRectF, Callable[[], None]]] = []
        self.setFixedHeight(theme.sizes.status_bar)
        theme.rescaled.connect(lambda: self.setFixedHeight(theme.sizes.status_bar))

    @property
    def saved(self) -> str:
        return self._saved

    @property
    def is_refused(self) -> bool:
        """Whether the disk refused last, or 完成 did."""
        return self._is_refused

    @property
    def item(self) -> str:
        return self._item

    @property
    def keys(self) -> list[tuple[str, str]]:
        return [(action.keys, action.words) for action in self._keys]

    def say_saved(self, words: str, *, is_refused: bool = False) -> None:
        """Turns red, and stays so, while the disk refuses."""
        self._saved, self._is_refused = words, is_refused
        self.update()

    def show_item(self, item: str, keys: Sequence[KeyAction]) -> None:
        self._item, self._keys = item, keys
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self._theme.palette
        painter.fillRect(self.rect(), QColor(palette.bar))
        painter.setPen(self._theme.pen(palette.rule))
        painter.drawLine(QPointF(0, 0.5), QPointF(self.width(), 0.5))
        self._hits = []
        left = self._words(painter, 12, self._saved, palette.error if self._is_refused else palette.accent)
        left = self._words(painter, left + 14, self._item, palette.title) + _GAP
        for action in self._keys:
            caps = action.keys.split(" ")
            width = sum(cap_width(cap, self._theme) + 3 for cap in caps)
            width += 3 + self._type.width(action.words, Type.SECONDARY)
            if left + width > self.width() - 8:
                break
            self._paint_key(painter, left, caps, action)
            left += width + _GAP

    def _paint_key(self, painter: QPainter, left: float, caps: list[str], action: KeyAction) -> None:
        palette, start = self._theme.palette, left
        for cap in caps:
            left += paint_cap(painter, left, self.height() / 2, cap, self._theme, palette.muted, palette.button) + 3
        end = self._words(painter, left + 3, action.words, palette.muted)
        if action.act is not None:
            self._hits.append((QRectF(start, 0, end - start, self.height()), action.act))

    def _words(self, painter: QPainter, left: float, words: str, ink: str) -> float:
        painter.setFont(self._theme.font(Type.SECONDARY))
        painter.setPen(QColor(ink))
        width = self._type.width(words, Type.SECONDARY)
        painter.drawText(QRectF(left, 0, width + 4, self.height()), _MIDDLE, words)
        return left + width

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for rect, act in self._hits:
            if rect.contains(event.position()):
                act()
                return
