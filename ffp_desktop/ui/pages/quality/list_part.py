"""The left side of the quality page: what is to be typed again; what a search found; what is behind a bar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.domain.survey import State
from ffp_desktop.services.verification.overview import Stage
from ffp_desktop.ui.desk_shape import DeskShape, SurveyQuery
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.pages.quality.bars import BarRow
from ffp_desktop.ui.pages.quality.line_words import behind_lines, found_lines, list_lines
from ffp_desktop.ui.pages.quality.lines_table import LinesTable
from ffp_desktop.ui.pages.quality.reading import Reading, Work
from ffp_desktop.ui.pages.quality.rows import Line, Lines, Means
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.field import LineField
from ffp_desktop.ui.widgets.key_hint import KeyHint
from ffp_desktop.ui.widgets.label import Label

if TYPE_CHECKING:
    from ffp_desktop.services.verification.overview import Listed

_FOUND = 40  # surveys that a search shows
FIRST, OPEN = "first", "open"
_WIDTH, _WIDER = 590, 720  # px


@dataclass(frozen=True, slots=True)
class Shown:
    """What was read: the lines, what stands over them, what stands there without any; `listed` with the list."""

    lines: Lines
    head: str
    empty: str
    listed: "tuple[Listed, ...] | None" = None


class ListPart(QWidget):
    """One table for the three; Esc leads from the other two back to the list."""

    changed = Signal()
    draw_wanted = Signal()

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = parts.theme
        self._clock = parts.clock
        self._behind: tuple[BarRow, date, date] | None = None
        self._is_quiet = False  # the search is emptied with what it found
        self._goes_to = ""
        self._reading = Reading(parts.background, self._prepare, self._show, self)
        self.listed: tuple[Listed, ...] = ()
        self.table = LinesTable(parts.theme)
        self.search = LineField(hint=self.tr("指定一张：姓名、拼音首字母、身份证任意几位、电话"), max_length=60)
        self.notice = NoticeLine()
        self._counts = Label("", Type.LABEL, "label")
        self._head = Label("", Type.LABEL, "", is_bold=True)
        self._foot = Label("", Type.SECONDARY, "label")
        self._draw = KeyButton(self.tr("抽表"), "F2", parts.theme, is_main=True)
        self._build()
        self._reading.refused.connect(self.notice.tell_error)
        self._draw.clicked.connect(self.draw_wanted)
        self.table.typed.connect(self._search_for)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self.changed.emit())
        self.search.value_changed.connect(lambda _text: self._take_search())
        self.search.installEventFilter(self)
        parts.theme.rescaled.connect(self._rescale)
        self._rescale()

    @property
    def shows_other(self) -> bool:
        """Whether the table shows something else than the list."""
        return self._behind is not None or bool(self.search.value().strip())

    @property
    def counts(self) -> str:
        return self._counts.text()

    @property
    def head(self) -> str:
        return "" if self._head.isHidden() else self._head.text()

    @property
    def is_reading(self) -> bool:
        return self._reading.is_busy

    def refresh(self, goes_to: str = "") -> None:
        """Reads again what is shown; then the row is on the same survey, on the first line, or on one to be typed."""
        self._goes_to = goes_to
        self._reading.refresh()

    def stop(self) -> None:
        self._reading.stop()

    def start_search(self) -> None:
        """The next key typed replaces what is searched for."""
        self.search.setFocus()
        self.search.selectAll()

    def look_behind(self, row: BarRow, since: date, until: date) -> None:
        """The surveys a bar stands for, with the mistakes found in them."""
        self._behind = (row, since, until)
        self.table.setFocus()
        self.refresh(FIRST)

    def show_list(self) -> bool:
        """Back to the list; whether what was shown was behind a bar."""
        was_behind, self._behind = self._behind is not None, None
        self._is_quiet = True
        self.search.clear()
        self._is_quiet = False
        self.refresh()
        return was_behind

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        side = QVBoxLayout(self)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Label(self.tr("复录核对"), Type.SUBHEAD))
        head.addWidget(self._counts)
        head.addStretch()
        head.addWidget(self._draw)
        side.addLayout(head)
        side.addWidget(self.search)
        side.addWidget(self.notice)
        side.addWidget(self._make_sheet(), 1)
        inner = QHBoxLayout(self.search)
        inner.setContentsMargins(0, 0, 10, 0)
        inner.addStretch()
        key = KeyHint("F3", "", self._theme)
        key.clicked.connect(self.start_search)
        inner.addWidget(key)

    def _make_sheet(self) -> QWidget:
        sheet = QWidget()
        sheet.setProperty("ground", "sheet")
        sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._head.setContentsMargins(14, 7, 12, 5)
        column.addWidget(self._head)
        column.addWidget(self.table, 1)
        self._foot.setContentsMargins(12, 3, 12, 4)
        self._foot.setAlignment(Qt.AlignmentFlag.AlignRight)
        column.addWidget(self._foot)
        return sheet

    def _rescale(self) -> None:
        self.setFixedWidth(_WIDER if self._theme.is_wide else _WIDTH)

    # -- showing -----------------------------------------------------------------------------------------------

    def _prepare(self) -> Work:
        """What is wanted now, to be read in the background."""
        behind, text = self._behind, self.search.value().strip()
        if behind is not None:
            return lambda _task: self._read_behind(*behind)
        return (lambda _task: self._read_found(text)) if text else (lambda _task: self._read_list())

    def _read_list(self) -> Shown:
        listed = tuple(self._desk.quality.list_second_entries())
        empty = self.tr("还没有要复录的表。\n按 F2 抽几张，或按 F3 指定一张。")
        return Shown(list_lines(listed, self._desk.regions, self._theme.palette, self._clock()), "", empty, listed)

    def _read_found(self, text: str) -> Shown:
        operators = {one.id: one.name for one in self._desk.list_operators()}
        found = self._desk.find_surveys(SurveyQuery(text=text, state=State.FINISHED))
        lines = found_lines(found.page(0, _FOUND), operators, self._desk.regions, self._theme.palette)
        return Shown(lines, "", self.tr("没有找到已完成的表。没完成的不能复录。"))

    def _read_behind(self, row: BarRow, since: date, until: date) -> Shown:
        typed = self._desk.quality.typed_surveys(row.figures.work.operator, since, until)
        name = row.figures.name if row.is_total else f"{row.figures.name} · {row.name}"
        lines = behind_lines(typed, self._desk.regions, self._theme.palette)
        return Shown(lines, self.tr("{0}　录入的表，和复录发现的错").format(name), self.tr("没有。"))

    def _show(self, shown: Shown) -> None:
        if shown.listed is not None:
            self.listed = shown.listed
            counts = ((stage.value, sum(one.stage is stage for one in self.listed)) for stage in Stage)
            self._counts.setText("　".join(f"{word} {count}" for word, count in counts))
        self._head.setText(shown.head)
        self._head.setVisible(bool(shown.head))
        self.table.show_lines(shown.lines, shown.empty)
        surveys = len({line.survey for line in shown.lines.lines})
        self._foot.setText(self.tr("共 {0} 张").format(surveys) if surveys else "")
        self._go_to(shown.lines.lines)
        self.changed.emit()

    def _go_to(self, lines: Sequence[Line]) -> None:
        current, is_open = self.table.current, Means.TYPE_AGAIN
        if self._goes_to == FIRST:
            self.table.select(0)
        elif self._goes_to == OPEN and (current is None or current.means is not is_open):
            self.table.select(next((number for number, line in enumerate(lines) if line.means is is_open), 0))
        self._goes_to = ""

    def _search_for(self, text: str) -> None:
        """Takes what was typed on the table."""
        self.search.setFocus()
        self.search.insert(text)

    def _take_search(self) -> None:
        if self._is_quiet:
            return
        if self.search.value():
            self._behind = None
        self.refresh(FIRST)

    # -- Qt ----------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """↓ and Enter lead from the search to what it found."""
        onward = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in onward:
            self.table.setFocus()
            return True
        return super().eventFilter(watched, event)
