"""A page of 名单核查: one of its sections, with the strip of all of them above it.

API: `Section` (key, words), `SectionStrip`, `SectionPage` (`set_sections`, `body`; signals `left`,
`section_wanted(key)`, `survey_wanted(survey)`). A page that inherits lays its own things out in `body`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.ui.bars import Tab
from ffp_desktop.ui.page import LISTS_TAB, Page
from ffp_desktop.ui.theme import Theme

_HEIGHT = 36


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the campaign: its key ("Ctrl+1") and its name."""

    key: str
    words: str


class SectionStrip(QWidget):
    """The sections by name; the current one is bold with a bar below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 16, 0)
        self._row.setSpacing(28)
        self._row.addStretch()
        self.setFixedHeight(_HEIGHT)

    def add(self, section: Section, is_current: bool) -> Tab:
        tab = Tab(section.words, section.key, self._theme)
        tab.set_current(is_current)
        self._row.insertWidget(self._row.count() - 1, tab)
        return tab

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._theme.pen(self._theme.palette.rule))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


class SectionPage(Page):
    """What all sections have: the strip, their keys, the way back to the list of surveys."""

    tab = LISTS_TAB
    section = ""  # its own key
    left = Signal()
    section_wanted = Signal(str)
    survey_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strip = SectionStrip(theme)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(16, 10, 16, 10)
        self.body.setSpacing(8)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._strip)
        whole.addLayout(self.body, 1)

    def set_sections(self, sections: Sequence[Section]) -> None:
        """Once, when the page is made: all the sections there are."""
        for section in sections:
            tab = self._strip.add(section, section.key == self.section)
            if section.key != self.section:
                go = partial(self.section_wanted.emit, section.key)
                tab.clicked.connect(go)
                self.bind_key(section.key, go)
