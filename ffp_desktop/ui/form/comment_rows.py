"""What was said of a survey, a line each: whom it is about, the words, the answer, who said it and when."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ffp_desktop.domain.survey import Place
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.marks import badge_width, paint_badge

_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_WRAPPED = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
_MOST = 5  # lines seen at once
_BADGE, _PLACE, _BY = 78, 190, 150  # px


@dataclass(frozen=True, slots=True)
class CommentLine:
    """`word` is what stands in its frame (意见, 待退回, 已答复, 以前); a quiet one is of an earlier return."""

    id: str
    place: Place
    word: str
    name: str
    text: str
    reply: str
    by: str
    is_quiet: bool


class CommentRows(QWidget):
    """Those at the focused item are tinted and written out in full. A click goes to the item."""

    place_pressed = Signal(object)  # Place

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: Sequence[CommentLine] = ()
        self._current: Place | None = None
        self._first = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def lines(self) -> Sequence[CommentLine]:
        return self._lines

    def show_lines(self, lines: Sequence[CommentLine]) -> None:
        self._lines = lines
        self.setAccessibleName("。".join(f"{one.word} {one.name} {one.text}" for one in lines))
        self._settle()

    def set_current(self, place: Place | None) -> None:
        if place != self._current:
            self._current = place
            self._settle()

    def _settle(self) -> None:
        at = next((number for number, one in enumerate(self._lines) if one.place == self._current), -1)
        last = max(len(self._lines) - _MOST, 0)
        if at >= 0 and not self._first <= at < self._first + _MOST:
            self._first = at
        self._first = min(self._first, last)
        self.setFixedHeight(round(sum(self._height(one) for one in self._seen())))
        self.update()

    def _seen(self) -> Sequence[CommentLine]:
        return self._lines[self._first : self._first + _MOST]

    @property
    def _line(self) -> int:
        return self._theme.type_size(Type.LABEL) + 13

    def _words(self, one: CommentLine) -> str:
        return f"{one.text}　→ {one.reply}" if one.reply else one.text

    def _room(self) -> float:
        return max(self.width() - _BADGE - _PLACE - _BY - 24, 100)

    def _height(self, one: CommentLine) -> float:
        if one.place != self._current:
            return self._line
        metrics = QFontMetricsF(self._theme.font(Type.LABEL))
        words = metrics.boundingRect(QRectF(0, 0, self._room(), 1000), _WRAPPED, self._words(one))
        return max(self._line, words.height() + 11)

    # ---- Qt

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, top = QPainter(self), 0.0
        for one in self._seen():
            height = self._height(one)
            self._paint_line(painter, QRectF(0, top, self.width(), height), one)
            top += height

    def _paint_line(self, painter: QPainter, rect: QRectF, one: CommentLine) -> None:
        palette, is_current = self._theme.palette, one.place == self._current
        if is_current:
            painter.fillRect(rect, QColor(palette.accent_tint))
            painter.fillRect(QRectF(0, rect.top(), 4, rect.height()), QColor(palette.accent))
        painter.setPen(self._theme.pen(palette.rule_light))
        painter.drawLine(rect.topLeft(), rect.topRight())
        is_done = one.is_quiet or bool(one.reply)
        ink = palette.muted if is_done else palette.error
        ground = palette.section_head if is_done else palette.error_tint
        middle = rect.top() + self._line / 2
        right = 12 + _BADGE - 10
        paint_badge(painter, right - badge_width(one.word, self._theme), middle, one.word, ink, ground, self._theme)
        first = QRectF(rect.left(), rect.top(), rect.width(), self._line)
        self._write(painter, first.adjusted(12 + _BADGE, 0, 0, 0), _PLACE - 10, one.name, is_done, is_bold=True)
        words = QRectF(12 + _BADGE + _PLACE, rect.top(), self._room(), rect.height())
        if is_current:
            painter.setFont(self._theme.font(Type.LABEL))
            painter.setPen(QColor(palette.title))
            above = (self._line - QFontMetricsF(painter.font()).height()) / 2
            painter.drawText(words.adjusted(0, above, 0, 0), _WRAPPED, self._words(one))
        else:
            self._write(painter, words, words.width(), self._words(one), is_done)
        painter.setFont(self._theme.font(Type.SECONDARY))
        painter.setPen(QColor(palette.muted))
        painter.drawText(first.adjusted(0, 0, -12, 0), _MIDDLE | Qt.AlignmentFlag.AlignRight, one.by)

    def _write(
        self, painter: QPainter, rect: QRectF, room: float, words: str, is_quiet: bool, *, is_bold: bool = False
    ) -> None:
        font = self._theme.font(Type.LABEL, is_bold=is_bold)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.palette.label if is_quiet else self._theme.palette.title))
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(rect.left(), rect.top(), room, self._line), _MIDDLE, shown)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        top = 0.0
        for one in self._seen():
            top += self._height(one)
            if event.position().y() < top:
                self.place_pressed.emit(one.place)
                return

    def wheelEvent(self, event: QWheelEvent) -> None:
        by = -1 if event.angleDelta().y() > 0 else 1
        self._first = min(max(self._first + by, 0), max(len(self._lines) - _MOST, 0))
        self.setFixedHeight(round(sum(self._height(one) for one in self._seen())))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._settle()
