"""The strip under the sheet: what departments' lists say of the household, which this visit must answer."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ffp_desktop.ui.theme import Theme, Type

if TYPE_CHECKING:
    from ffp_desktop.services.visit_answers import ClueNote

_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_MOST = 3  # lines seen at once
_HEAD, _KIND, _PERSON, _MARGIN = 150, 230, 250, 12  # px
_GREEN = "★"
_INKS = ("title", "label", "muted")  # of a line's three parts


class ClueStrip(QWidget):
    """Hidden where no list names anybody here. Those that wait stand first; answered ones are counted behind."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._notes: Sequence[ClueNote] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.rescaled.connect(self._settle)
        self.hide()

    def show_notes(self, notes: "Sequence[ClueNote]") -> None:
        self._notes = notes
        self.setAccessibleName("。".join((self.head, *("，".join(line) for line in self.lines))))
        self.setVisible(bool(notes))
        self._settle()

    @property
    def head(self) -> str:
        """What the strip is, and how many it has."""
        waiting = sum(note.clue.is_open for note in self._notes)
        return self.tr("名单线索 {0} 条").format(waiting) if waiting else self.tr("名单线索已答复")

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """Kind and department, person and day, what to look at or what was found; the last line counts the rest."""
        waiting = [note for note in self._notes if note.clue.is_open]
        shown = [*waiting, *(note for note in self._notes if not note.clue.is_open)]
        lines = [self._words(note) for note in shown[:_MOST]]
        if len(shown) > _MOST:
            kind, person, words = lines[-1]
            lines[-1] = (kind, person, self.tr("{0}　还有 {1} 条").format(words, len(shown) - _MOST))
        return lines

    def _words(self, note: "ClueNote") -> tuple[str, str, str]:
        clue = note.clue
        kind = f"{_GREEN}{clue.kind}" if note.is_green else clue.kind
        day = clue.date or clue.at[:10]
        if clue.is_open:
            words = self.tr("入户看：{0}").format("、".join(note.look_at)) if note.look_at else self.tr("待核实")
        else:
            words = self.tr("已答复：{0}").format(clue.result.value)
        return kind, f"{clue.told.name}　{clue.department} {day}", words

    def _settle(self) -> None:
        self.setFixedHeight(round(self._line * len(self.lines)) + 7)
        self.update()

    @property
    def _line(self) -> int:
        return self._theme.type_size(Type.LABEL) + 8

    # ---- Qt

    def sizeHint(self) -> QSize:
        return QSize(0, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self._theme.palette
        painter.fillRect(self.rect(), QColor(palette.section_head))
        painter.setPen(self._theme.pen(palette.rule))
        painter.drawLine(0, 0, self.width(), 0)
        painter.setFont(self._theme.font(Type.LABEL))
        painter.setPen(QColor(palette.muted))
        painter.drawText(QRectF(_MARGIN, 4, _HEAD, self._line), _MIDDLE, self.head)
        for number, line in enumerate(self.lines):
            self._paint_line(painter, 4 + number * self._line, line)

    def _paint_line(self, painter: QPainter, top: float, line: tuple[str, str, str]) -> None:
        palette, metrics = self._theme.palette, QFontMetricsF(painter.font())
        left = float(_HEAD)
        for words, width, ink in zip(
            line, (_KIND, _PERSON, self.width() - _HEAD - _KIND - _PERSON - _MARGIN), _INKS, strict=True
        ):
            painter.setPen(QColor(getattr(palette, ink)))
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width - 10)
            painter.drawText(QRectF(left, top, width, self._line), _MIDDLE, shown)
            left += width
