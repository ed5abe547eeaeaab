"""The findings beside the sheet: cards for what was found, and the list of what is not filled yet."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.findings import Finding
from ffp_desktop.domain.form.definition import Level
from ffp_desktop.domain.survey import Place
from ffp_desktop.ui.form.finding_cards import Card, CardSetter
from ffp_desktop.ui.form.sheet_type import SheetType
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.badge import BadgeKind, badge_colors
from ffp_desktop.ui.widgets.marks import badge_width, cap_width, paint_badge, paint_cap

_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_MARGIN, _PADDING, _HEAD = 10, 11, 36


class FindingsPanel(QWidget):
    """A click on a card or a line goes to its place; the wheel scrolls when there is more than fits."""

    place_pressed = Signal(object)  # Place
    fold_pressed = Signal()

    def __init__(self, theme: Theme, sheet_type: SheetType, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._type = sheet_type
        self._findings: Sequence[Finding] = ()
        self._setter = CardSetter(lambda text: sheet_type.width(text, Type.LABEL, is_bold=True))
        self._cards: list[Card] = []
        self._missing: Sequence[tuple[Place, str]] = ()
        self._current: Place | None = None
        self._waiting = 0
        self._is_urgent = False
        self._is_stale = False
        self._scroll = 0
        self._content = 0
        self._hits: list[tuple[QRectF, Place]] = []

    def show_findings(
        self, findings: Sequence[Finding], missing: Sequence[tuple[Place, str]], waiting: int, urgent: bool
    ) -> None:
        """`missing` are places with their names, `waiting` of them not confirmed; `urgent` once 完成 was tried."""
        shown = (findings, missing, waiting, urgent)
        if shown == (self._findings, self._missing, self._waiting, self._is_urgent):
            return
        self._findings, self._missing, self._waiting, self._is_urgent = shown
        self._set_cards()

    def set_current(self, place: Place | None) -> None:
        if place != self._current:
            self._current = place
            self.update()

    @property
    def cards(self) -> list[Card]:
        return list(self._cards)

    def counts(self) -> tuple[int, int]:
        """Open errors and open warnings."""
        return count_open(self._findings)

    def _set_cards(self) -> None:
        self._is_stale = self.isHidden()
        if self._is_stale:
            return  # a folded pane sets its cards when it is opened
        width = self.width() - _MARGIN * 2 - _PADDING * 2
        badge = badge_width(BadgeKind.CONFIRMED.value, self._theme) + 8
        self._cards = self._setter.set_cards(self._findings, max(60, width), badge)
        self._scroll = min(self._scroll, self._most_scroll())
        self.update()

    @property
    def _line(self) -> int:
        return self._type.line_height - 1

    # ---- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self._theme.palette
        painter.fillRect(self.rect(), QColor(palette.desk))
        painter.setPen(self._theme.pen(palette.rule_light))
        painter.drawLine(QPointF(0.5, 0), QPointF(0.5, self.height()))
        self._hits = []
        top = float(_HEAD - self._scroll)
        for card in self._cards:
            top = self._paint_card(painter, card, top) + 8
        if not self._cards and not self._missing:
            self._line_of(painter, _MARGIN + 2, top, self.tr("没有发现，都填完了。"), palette.muted)
        top = self._paint_missing(painter, top + 6)
        self._content = round(top + self._scroll)
        self._paint_head(painter)

    def _paint_head(self, painter: QPainter) -> None:
        palette = self._theme.palette
        painter.fillRect(QRectF(1, 0, self.width() - 1, _HEAD - 2), QColor(palette.desk))
        errors, warnings = self.counts()
        left = float(_MARGIN + 1)
        left = self._word(painter, left, self.tr("发现"), Type.SUBHEAD, palette.title) + 10
        if errors:
            left = self._word(painter, left, self.tr("错误 {0}").format(errors), Type.SECONDARY, palette.error) + 10
        if warnings:
            self._word(painter, left, self.tr("提醒 {0}").format(warnings), Type.SECONDARY, palette.warning)
        fold = self.tr("收起")
        right = self.width() - 8 - self._type.width(fold, Type.SECONDARY)
        painter.setFont(self._theme.font(Type.SECONDARY))
        painter.setPen(QColor(palette.muted))
        painter.drawText(QRectF(right, 6, 60, 26), _MIDDLE, fold)
        paint_cap(
            painter, right - cap_width("F6", self._theme) - 5, 19, "F6", self._theme, palette.muted, palette.button
        )

    def _word(self, painter: QPainter, left: float, words: str, kind: Type, ink: str) -> float:
        painter.setFont(self._theme.font(kind, is_bold=True))
        painter.setPen(QColor(ink))
        width = self._type.width(words, kind, is_bold=True)
        painter.drawText(QRectF(left, 6, width + 4, 26), _MIDDLE, words)
        return left + width

    def _paint_card(self, painter: QPainter, card: Card, top: float) -> float:
        palette, finding = self._theme.palette, card.finding
        height = card.line_count * self._line + 10
        rect = QRectF(_MARGIN, top, self.width() - 2 * _MARGIN, height)
        self._hits.append((rect, finding.place))
        if rect.bottom() < 0 or rect.top() > self.height():
            return rect.bottom()
        is_open = finding.is_open
        kind = BadgeKind.CONFIRMED
        if is_open:
            kind = BadgeKind.ERROR if finding.level is Level.ERROR else BadgeKind.WARNING
        ink, ground = badge_colors(kind, palette)
        painter.fillRect(rect, QColor(palette.sheet))
        painter.setPen(self._theme.pen(ink if is_open else palette.rule_light))
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        if is_open:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), QColor(ink))
        left, top = rect.left() + _PADDING, top + 5
        badge = paint_badge(painter, left, top + self._line / 2, kind.value, ink, ground, self._theme) + 7
        for number, line in enumerate(card.title):
            self._line_of(painter, left + (badge if number == 0 else 0), top, line, palette.title, is_bold=True)
            top += self._line
        for line in card.message:
            top = self._line_of(painter, left, top, line, palette.label)
        for line in card.action:
            top = self._line_of(painter, left, top, line, palette.title)
        for line in card.aside:
            top = self._line_of(painter, left, top, line, palette.warning)
        self._paint_keys(painter, left, top, card.keys)
        return rect.bottom()

    def _line_of(
        self, painter: QPainter, left: float, top: float, words: str, ink: str, *, is_bold: bool = False
    ) -> float:
        painter.setFont(self._theme.font(Type.LABEL, is_bold=is_bold))
        painter.setPen(QColor(ink))
        painter.drawText(QRectF(left, top, self.width() - left, self._line), _MIDDLE, words)
        return top + self._line

    def _paint_keys(self, painter: QPainter, left: float, top: float, keys: tuple[tuple[str, str], ...]) -> None:
        palette = self._theme.palette
        for key, words in keys:
            left += paint_cap(painter, left, top + self._line / 2, key, self._theme, palette.muted) + 6
            painter.setFont(self._theme.font(Type.SECONDARY))
            painter.setPen(QColor(palette.muted))
            painter.drawText(QRectF(left, top, 100, self._line), _MIDDLE, words)
            left += self._type.width(words, Type.SECONDARY) + 14

    def _paint_missing(self, painter: QPainter, top: float) -> float:
        if not self._missing:
            return top
        palette = self._theme.palette
        heads = []
        if blank := len(self._missing) - self._waiting:
            heads.append(self.tr("还没填 {0} 项").format(blank))
        if self._waiting:
            heads.append(self.tr("没核对 {0} 项").format(self._waiting))
        head = " · ".join(heads)
        ink = palette.error if self._is_urgent else palette.title
        top = self._line_of(painter, _MARGIN + 2, top, head, ink, is_bold=True)
        room = self.width() - 2 * _MARGIN - 12
        for place, name in self._missing:
            if top > self.height() + 400:
                break
            is_current = place == self._current
            metrics = self._type.metrics(Type.LABEL, is_bold=is_current)
            words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
            self._hits.append((QRectF(0, top, self.width(), self._line), place))
            mark = "▸" if is_current else "·"
            painter.setPen(QColor(palette.accent if is_current else palette.label))
            painter.setFont(self._theme.font(Type.LABEL))
            painter.drawText(QRectF(_MARGIN + 2, top, 12, self._line), _MIDDLE, mark)
            top = self._line_of(
                painter, _MARGIN + 14, top, words, palette.title if is_current else palette.label, is_bold=is_current
            )
        return top

    # ---- Qt

    def sizeHint(self) -> QSize:
        return QSize(self._theme.sizes.findings, 400)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._set_cards()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_cards()

    def _most_scroll(self) -> int:
        return max(0, self._content - self.height() + 8)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._scroll = max(0, min(self._most_scroll(), self._scroll - event.angleDelta().y() // 2))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().y() < _HEAD - 2:
            if event.position().x() > self.width() - 70:
                self.fold_pressed.emit()
            return
        for rect, place in self._hits:
            if rect.contains(event.position()):
                self.place_pressed.emit(place)
                return


def count_open(findings: Sequence[Finding]) -> tuple[int, int]:
    """Open errors and open warnings, what is merely missing not counted."""
    shown = [f for f in findings if f.is_open and (f.rule != "missing" or f.level is Level.WARNING)]
    errors = sum(f.level is Level.ERROR for f in shown)
    return errors, len(shown) - errors
