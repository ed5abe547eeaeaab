"""The pages of 录入质量: figures and what is to be typed again, and a survey's second entry."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.page import Page
from ffp_desktop.ui.page_shelf import Around, PageShelf
from ffp_desktop.ui.parts import Parts

if TYPE_CHECKING:
    from ffp_desktop.ui.pages.quality.page import QualityPage
    from ffp_desktop.ui.pages.second_entry.page import SecondEntryPage


class QualityPages(QObject):
    """Esc leads from a second entry to the figures, and from there to where `leave` leads."""

    def __init__(
        self, desk: DeskShape, parts: Parts, around: Around, leave: Callable[[], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._parts = parts
        self._around = around
        self._leave = leave
        self._shelf = PageShelf()
        self._second_entry: SecondEntryPage | None = None

    def built(self) -> tuple[Page, ...]:
        return self._shelf.built()

    def show(self) -> None:
        """The figures, and what waits to be typed again."""
        self._around.show_page(self._quality_page())

    def survey_on(self, page: Page | None) -> str:
        """The survey that is being typed again on a page, "" when none is."""
        entry = self._second_entry
        return entry.survey_id if entry is not None and page is entry and not entry.is_done else ""

    def type_again(self, survey_id: str, allow_own: bool) -> None:
        """Shows a survey's second entry; why it cannot be begun is told on the quality page."""
        from ffp_desktop.ui.pages.second_entry.page import SecondEntryPage

        def make() -> SecondEntryPage:
            page = SecondEntryPage(self._desk, self._parts)
            page.left.connect(self._leave_second_entry)
            page.survey_wanted.connect(self._around.open_survey)
            return page

        page = self._second_entry = self._shelf.take(SecondEntryPage, make)
        try:
            page.open_survey(survey_id, allow_own=allow_own)
        except FfpError as error:
            self.show()
            self._quality_page().refuse(survey_id, error)
            return
        self._around.show_page(page)

    def _leave_second_entry(self) -> None:
        if not self._around.hold():
            self.show()

    def _quality_page(self) -> "QualityPage":
        from ffp_desktop.ui.pages.quality.page import QualityPage

        def make() -> QualityPage:
            page = QualityPage(self._desk, self._parts)
            page.left.connect(self._leave)
            page.second_entry_wanted.connect(self.type_again)
            page.survey_wanted.connect(self._around.open_survey)
            return page

        return self._shelf.take(QualityPage, make)
