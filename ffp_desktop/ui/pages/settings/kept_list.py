"""The rows of a list that people add to and take off from; taken off asks for a reason, and what is off stays told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.ui.form.reason_line import ReasonLine
from ffp_desktop.ui.pages.settings.part import SettingsPart
from ffp_desktop.ui.spoken import read_time
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.link import Link
from ffp_desktop.ui.widgets.sheet import Rule

if TYPE_CHECKING:
    from ffp_desktop.services.retired import Retired

_ROW, _NAME, _WHAT = 36, 180, 300  # px


@dataclass(frozen=True, slots=True)
class KeptRow:
    """An entry of the list: what it is called, what it is, and its id."""

    id: str
    name: str
    what: str


class KeptList(QWidget):
    """`take_off(id, reason)` is called once a reason was given; rows are links for Tab, and clicks."""

    def __init__(self, part: SettingsPart, take_off: Callable[[str, str], None], *, can_change: bool = True) -> None:
        super().__init__(part)
        self._part = part
        self._take_off = take_off
        self._can_change = can_change
        self.links: list[Link] = []
        self.words: list[str] = []  # what the rows say, cell by cell
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.reason = ReasonLine(part.theme, self)

    def show_rows(self, rows: Sequence[KeptRow], retired: "Sequence[Retired]", nothing: str) -> None:
        """Shows the list anew, those that are off quietly at its end."""
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.links, self.words = [], []
        for row in rows:
            self._add(self._make_row(row))
        if not rows:
            self._add(self._make_line(Label(nothing, Type.TEXT, "muted")))
        for entry in retired:
            self._add(self._make_line(*self._retired_labels(entry)))
        first = self._part.first_field()
        for before, after in pairwise([*self.links, *([first] if first is not None else [])]):
            QWidget.setTabOrder(before, after)

    def _add(self, row: QWidget) -> None:
        self._rows.addWidget(row)
        row.show()  # at once, so that Tab finds what is in it
        self._rows.addWidget(Rule(self._part.theme.palette.rule_light))

    def _make_row(self, row: KeptRow) -> QWidget:
        name = Label(row.name, Type.TEXT, "answer", is_bold=True)
        name.setFixedWidth(_NAME)
        what = Label(row.what, Type.LABEL, "label")
        if not self._can_change:
            return self._make_line(name, what)
        link = Link(QCoreApplication.translate("KeptList", "停用"))
        link.setAccessibleName(f"{link.text()} {row.name}")
        line = self._make_line(name, what, link)
        link.clicked.connect(lambda: self._ask(row, line))
        self.links.append(link)
        return line

    def _make_line(self, *widgets: QWidget) -> QWidget:
        line = QWidget(self)
        line.setFixedHeight(_ROW)
        layout = QHBoxLayout(line)
        layout.setContentsMargins(4, 0, 4, 0)
        layout.setSpacing(12)
        for widget in widgets:
            if isinstance(widget, Link):
                layout.addStretch()
            layout.addWidget(widget)
            if isinstance(widget, Label):
                self.words.append(widget.text())
        if not isinstance(widgets[-1], Link):
            layout.addStretch()
        return line

    def _retired_labels(self, entry: "Retired") -> tuple[QWidget, QWidget]:
        name = Label(entry.name, Type.TEXT, "muted")
        font = QFont(self._part.theme.font(Type.TEXT))
        font.setStrikeOut(True)
        name.setFont(font)
        name.setFixedWidth(_NAME)
        moment = read_time(entry.at)
        day = f"{moment:%Y-%m-%d}" if moment else ""
        words = QCoreApplication.translate("KeptList", "{0} {1} 停用：{2}")
        return name, Label(words.format(day, entry.author, entry.reason), Type.LABEL, "muted")

    def _ask(self, row: KeptRow, line: QWidget) -> None:
        prompt = QCoreApplication.translate("KeptList", "停用 {0}，原因：").format(row.name)
        rect = QRect(0, line.y(), self.width(), _ROW)
        self.reason.ask(prompt, rect, lambda reason: self._end(row, reason))

    def _end(self, row: KeptRow, reason: str) -> None:
        first = self._part.first_field()
        if first is not None:
            first.setFocus()
        if reason:
            self._take_off(row.id, reason)
