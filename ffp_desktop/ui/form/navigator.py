"""The eight sections at the left: numeral, name, and how far each has come, as mark and word."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.form.definition import Section
from ffp_desktop.services.entry import SectionKind, SectionState
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.marks import Look, paint_cap, paint_look, section_look

_STEP = 52
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_KINDS = {
    SectionKind.FULL: "full",
    SectionKind.PARTIAL: "partial",
    SectionKind.EMPTY: "empty",
    SectionKind.WARNING: "warning",
    SectionKind.ERROR: "error",
    SectionKind.IRRELEVANT: "irrelevant",
}


class Navigator(QWidget):
    """A click goes to a section, like Ctrl+1 to Ctrl+8."""

    section_pressed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[tuple[Section, Look]] = []
        self._current = -1
        self._member = ""
        self._comments: Mapping[str, int] = {}
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_states(self, sections: tuple[Section, ...], states: list[SectionState], member: int) -> None:
        """`member` is the ordinal of the person with the focus, 0 if none."""
        rows = [
            (section, section_look(_KINDS[state.kind], self._words(state, member), self._theme.palette))
            for section, state in zip(sections, states, strict=True)
        ]
        if rows != self._rows:
            self._rows = rows
            self.update()

    def set_current(self, section: str) -> None:
        position = next((i for i, (known, _) in enumerate(self._rows) if known.id == section), -1)
        if position != self._current:
            self._current = position
            self.update()

    def show_comments(self, counts: Mapping[str, int]) -> None:
        """How many comments are pinned in each section, by its id."""
        if counts != self._comments:
            self._comments = dict(counts)
            self.update()

    @property
    def comments(self) -> Mapping[str, int]:
        return self._comments

    @property
    def looks(self) -> list[Look]:
        return [look for _, look in self._rows]

    def _words(self, state: SectionState, member: int) -> str:
        if state.kind is SectionKind.ERROR:
            return self.tr("错误 {0}").format(state.errors)
        if state.kind is SectionKind.WARNING:
            return self.tr("提醒 {0}").format(state.warnings)
        if state.kind is SectionKind.PARTIAL:
            if state.members:
                words = self.tr("正在填 第{0}人").format(member) if member else self.tr("{0}人 · 正在填")
                return words.format(state.members)
            return self.tr("正在填 {0}/{1}").format(state.done, state.total)
        if state.kind is SectionKind.FULL and state.members:
            return self.tr("{0}人 · 填完").format(state.members)
        return state.kind.value

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self._theme.palette
        painter.fillRect(self.rect(), QColor(palette.desk))
        painter.setPen(self._theme.pen(palette.rule_light))
        painter.drawLine(QPointF(self.width() - 0.5, 0), QPointF(self.width() - 0.5, self.height()))
        for position, (section, look) in enumerate(self._rows):
            self._paint_row(painter, position, section, look)
        if self.height() - 46 < 8 + len(self._rows) * _STEP:
            return
        width = paint_cap(painter, 12, self.height() - 34, "Ctrl+1…8", self._theme, palette.muted, palette.button)
        painter.setFont(self._theme.font(Type.SECONDARY))
        painter.setPen(QColor(palette.muted))
        painter.drawText(QRectF(18 + width, self.height() - 46, 90, 24), _MIDDLE, self.tr("到某部分"))

    def _paint_row(self, painter: QPainter, position: int, section: Section, look: Look) -> None:
        palette, top = self._theme.palette, 8 + position * _STEP
        is_current = position == self._current
        if is_current:
            row = QRectF(0, top, self.width() - 1, _STEP - 1)
            painter.fillRect(row, QColor(palette.sheet))
            painter.fillRect(QRectF(0, top, 4, _STEP - 1), QColor(palette.accent))
            painter.setPen(self._theme.pen(palette.rule_light))
            painter.drawLine(row.topLeft(), row.topRight())
            painter.drawLine(row.bottomLeft(), row.bottomRight())
        is_closed = look.ink == palette.closed_text
        painter.setFont(self._theme.font(Type.LABEL, is_bold=is_current))
        painter.setPen(QColor(palette.closed_text if is_closed else palette.title))
        painter.drawText(QRectF(11, top + 5, 20, 22), _MIDDLE, section.numeral)
        name = section.title.removeprefix("监测对象")
        painter.drawText(QRectF(30, top + 5, self.width() - 31, 22), _MIDDLE, name)
        paint_look(painter, QRectF(13, top + 26, self.width() - 14, 18), look, self._theme, Type.SECONDARY)
        if count := self._comments.get(section.id, 0):
            painter.setFont(self._theme.font(Type.SECONDARY, is_bold=True))
            painter.setPen(QColor(palette.error))
            words = self.tr("意见 {0}").format(count)
            painter.drawText(QRectF(0, top + 26, self.width() - 8, 18), _MIDDLE | Qt.AlignmentFlag.AlignRight, words)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        position = (int(event.position().y()) - 8) // _STEP
        if 0 <= position < len(self._rows):
            self.section_pressed.emit(position)
