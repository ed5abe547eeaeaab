"""The pages of the review: the queue, and the survey that is opened from it; which follows which."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.page import Page
from ffp_desktop.ui.page_shelf import Around, PageShelf, SurveyList
from ffp_desktop.ui.parts import Parts

if TYPE_CHECKING:
    from ffp_desktop.ui.pages.review.page import ReviewPage

_VILLAGE = 12


class ReviewPages(QObject):
    """Esc leads from a survey back to the queue it was opened from; a village has no queue."""

    def __init__(self, desk: DeskShape, parts: Parts, around: Around, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._parts = parts
        self._around = around
        self._shelf = PageShelf()

    @property
    def is_office(self) -> bool:
        """Whether this unit judges."""
        return len(self._desk.unit.code) < _VILLAGE

    def built(self) -> tuple[Page, ...]:
        return self._shelf.built()

    def show(self) -> None:
        """The queue."""
        self._around.show_page(self._queue())

    def go_on(self, walked: SurveyList, survey: str, words: str) -> str:
        """After a decision: the next survey to judge; after the last the queue itself, which tells the words."""
        queue = self._queue()
        if walked is not queue:
            return survey
        following = queue.next_to_judge(survey)
        if not following:
            self.show()
            queue.notice.tell(words, "passed")
        return following

    def _queue(self) -> "ReviewPage":
        from ffp_desktop.ui.pages.review.page import ReviewPage

        def make() -> ReviewPage:
            page = ReviewPage(self._desk, self._parts)
            page.left.connect(self._around.show_home)
            page.survey_wanted.connect(lambda survey: self._around.walk(page, survey))
            return page

        return self._shelf.take(ReviewPage, make)
