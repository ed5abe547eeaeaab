"""The page of attachments among the others: from where it was opened, to the next household, and back."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.page import Page
from ffp_desktop.ui.page_shelf import Around
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.survey_shape import SurveyPageShape

if TYPE_CHECKING:
    from ffp_desktop.ui.pages.attachments.page import AttachmentsPage


class AttachmentPages(QObject):
    """`neighbour(survey, by)` is the survey before or after in the list, `kept` is told which one is looked at."""

    def __init__(
        self,
        desk: DeskShape,
        parts: Parts,
        around: Around,
        neighbour: Callable[[str, int], str],
        kept: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._parts = parts
        self._around = around
        self._neighbour = neighbour
        self._kept = kept
        self._survey = ""
        self._page: AttachmentsPage | None = None
        self._before: Page | None = None

    def built(self) -> tuple[Page, ...]:
        return () if self._page is None else (self._page,)

    def count(self, survey_id: str) -> int:
        """How many a survey has."""
        return self._desk.make_attachments().count(survey_id)

    def show(self, survey_ids: Sequence[str]) -> None:
        """附件 of a survey, or of a household's surveys, oldest first."""
        page = self._page or self._make()
        try:
            page.show_surveys(survey_ids)
        except FfpError as error:
            self._around.tell_error(error)
            return
        self._survey = survey_ids[-1]
        self._kept(self._survey)
        before = self._around.shown_page()
        if before is not page:
            self._before = before
        self._around.show_page(page)

    def _make(self) -> "AttachmentsPage":
        from ffp_desktop.ui.pages.attachments.page import AttachmentsPage

        page = self._page = AttachmentsPage(self._desk, self._parts)
        page.left.connect(self._leave)
        page.neighbour_wanted.connect(self._go_on)
        return page

    def _leave(self) -> None:
        if isinstance(self._before, SurveyPageShape):
            self._around.open_survey(self._survey)
        elif self._before is not None:
            self._around.show_page(self._before)
        else:
            self._around.show_home()

    def _go_on(self, by: int) -> None:
        if following := self._neighbour(self._survey, by):
            self.show([following])
