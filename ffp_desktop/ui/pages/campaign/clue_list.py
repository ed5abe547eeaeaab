"""A section that lists clues or the visits they ask for: search, ticks, answering, the survey and back, paper.

API: `ClueListPage`, which 台账 and 入户任务 inherit: they say `refresh`, `key_of(row)`, `show_answered`, `draw_paper`.
"""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.pages.campaign.answering import AnsweringPart
from ffp_desktop.ui.pages.campaign.ask_panel import TEXT
from ffp_desktop.ui.pages.campaign.list_filters import ListFilters
from ffp_desktop.ui.pages.campaign.opening import ask_new, open_household
from ffp_desktop.ui.pages.campaign.placed_list import PlacedListPage
from ffp_desktop.ui.pages.campaign.printing import print_list
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.cell_table import CellColumn
from ffp_desktop.ui.widgets.file_choice import ask_target
from ffp_desktop.ui.widgets.label import Label

if TYPE_CHECKING:
    from ffp_desktop.domain.campaign.records import Clue


class ClueListPage(PlacedListPage):
    """Space ticks, F3 or typing searches, F9 answers, Enter opens the survey, F7 prints."""

    def __init__(
        self,
        desk: DeskShape,
        parts: Parts,
        columns: Sequence[CellColumn],
        filters: ListFilters,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, parts, columns, parent)
        self.filters = filters
        self.answering = AnsweringPart(self, desk.campaign, parts.theme, self.notice, parts.clock)
        self.place_line = Label("", Type.SECONDARY, "label", wraps=True)
        self.place_line.setContentsMargins(16, 2, 10, 2)
        self._ticked: dict[str, None] = {}
        self.opened: dict[str, int] = {}  # rows by the survey that was opened from there
        self._begun = ""  # a survey that was begun in the panel
        self.table.opened.connect(lambda _row: self.open_current())
        self.table.ticked.connect(self.tick)
        self.filters.changed.connect(self.narrow)
        self.filters.list_wanted.connect(self.focus_view)
        self.answering.answered.connect(self._tell_answered)
        self.answering.closed.connect(self._leave_panel)
        self.errand.progressed.connect(lambda done, of: self.notice.tell(self.tr("正在写 {0} / {1}…").format(done, of)))
        keys: dict[str, Callable[[], None]] = {
            "F3": self.filters.start_search,
            "F7": self.print,
            "Alt+0": self.clear,
        }
        for key, act in keys.items():
            self.bind_key(key, act)

    # -- what a section says -----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Looks again, with the cursor on the same row."""
        raise NotImplementedError

    def key_of(self, row: int) -> str:
        """What a tick of this row is of, "" for none."""
        raise NotImplementedError

    def show_answered(self, clues: "Sequence[Clue]", words: str, *, was_single: bool) -> None:
        """Clues were answered, here as they are now; `words` say so. The ticks are gone."""
        raise NotImplementedError

    def clue_here(self) -> "Clue | None":
        """The clue under the cursor, or one of the row's."""
        raise NotImplementedError

    def household_here(self) -> str:
        """Of the row under the cursor, "" where nobody knows it."""
        raise NotImplementedError

    def draw_paper(self, out: Path | IO[bytes]) -> object:
        """Writes what F7 prints. Raises FfpError."""
        raise NotImplementedError

    paper_name = ""

    # -- for the section ---------------------------------------------------------------------------------------

    @property
    def ticked(self) -> tuple[str, ...]:
        """In the order they were ticked."""
        return tuple(self._ticked)

    @property
    def is_asking(self) -> bool:
        return self.answering.is_open or self.panel.isVisible()

    def box_of(self, key: str) -> bool | None:
        """Whether a row's box is ticked; None, no box, while nothing is."""
        return key in self._ticked if self._ticked else None

    def tick(self, row: int) -> None:
        """Space: a row is ticked, or its tick taken away; the cursor goes on to the next."""
        key = self.key_of(row)
        if key:
            if key in self._ticked:
                del self._ticked[key]
            else:
                self._ticked[key] = None
            self._ticks_changed()
            self.table.select(row + 1)

    def clear(self) -> None:
        """Alt+0: no filter any more."""
        self.filters.show_values()
        self.narrow()

    def narrow(self) -> None:
        """A filter, a place or a tab was chosen."""
        self.refresh()

    def take_place(self) -> None:
        self.narrow()

    def show_list(self) -> None:
        self.narrow()

    def arrive(self) -> None:
        self.refresh()
        self.focus_view()

    def open_current(self) -> None:
        """Enter: the household's survey, begun when there is none; a new household's is asked about first."""
        clue, household = self.clue_here(), self.household_here()
        if clue is None or self.is_asking:
            return
        try:
            if household:
                self.walk_to(open_household(self.desk, household))
            else:
                self.ask(ask_new(self.desk, clue), self._begin)
        except FfpError as error:
            self.notice.tell_error(error)

    def walk_to(self, survey: str) -> None:
        """Opens a survey from the row under the cursor."""
        self.opened = {survey: self.table.row}
        self.walk_wanted.emit(survey)

    def position(self, survey_id: str) -> tuple[int, int]:
        """Where a survey that was opened from here stands, from 1, and of how many."""
        return self.opened.get(survey_id, -1) + 1, self.table.cells.rowCount()

    def keep(self, survey_id: str) -> None:
        """The row will stand on this survey."""
        if survey_id in self.opened:
            self.table.select(self.opened[survey_id])

    def recorded(self) -> None:
        begun, self._begun = self._begun, ""
        if begun:
            self.walk_to(begun)
        else:
            self.refresh()

    def print(self) -> None:
        """F7: to a printer; too long a list is refused with what to do."""
        if self.errand.is_busy or self.is_asking:
            return

        def draw(_task: object) -> bytes:
            content = BytesIO()
            self.draw_paper(content)
            return content.getvalue()

        self.errand.run(draw, self._send)

    def choose_target(self, title: str, name: str, kinds: str) -> Path | None:
        """Where a file is written; `kinds` as the system's dialog wants them."""
        return None if self.errand.is_busy or self.is_asking else ask_target(self, title, name, kinds)

    def switch_pane(self) -> None:
        if not self.answering.is_open:
            super().switch_pane()

    def go_back(self) -> None:
        """Esc: out of the panel, the search, the ticks, the places, the page."""
        if self.answering.is_open:
            self.answering.panel.close_panel()
        elif self.filters.search.hasFocus():
            self.filters.search.clear()
            self.focus_view()
        elif self._ticked and self.table.hasFocus():
            self._ticked.clear()
            self._ticks_changed()
        else:
            super().go_back()

    # -- private -----------------------------------------------------------------------------------------------

    def _ticks_changed(self) -> None:
        self.table.viewport().update()
        self.keys_changed.emit()

    def _tell_answered(self, clues: "Sequence[Clue]", words: str) -> None:
        was_single = not self._ticked
        self._ticked.clear()
        self.show_answered(clues, words, was_single=was_single)

    def _begin(self, answers: dict[str, str]) -> None:
        clue = self.clue_here()
        if clue is not None:
            self._begun = self.desk.campaign.begin_survey(clue, answers[TEXT])

    def _send(self, pdf: bytes) -> None:
        try:
            print_list(self, pdf, self.parts, self.notice, self.paper_name)
        except FfpError as error:
            self.notice.tell_error(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        is_plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
            Qt.KeyboardModifier.ShiftModifier,
        )
        if is_plain and self.table.hasFocus() and text and text.isprintable() and not text.isspace():
            self.filters.type_on(text)
        else:
            super().keyPressEvent(event)
