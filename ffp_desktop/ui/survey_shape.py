"""What the window asks of the page that shows one survey; `ui/form/page.py` is it."""

from PySide6.QtCore import Signal

from ffp_desktop.domain.survey import Place
from ffp_desktop.ui.page import Page


class SurveyPageShape(Page):
    """A page with one survey in it."""

    left = Signal()
    print_wanted = Signal(list)  # survey ids
    attachments_wanted = Signal(list)  # survey ids
    history_wanted = Signal(str, object)  # survey id, the Place with the focus or None
    conflicts_wanted = Signal(str)  # survey id
    decided = Signal(str)  # judged or given back: a sentence to tell on the next page
    neighbour_wanted = Signal(int)  # +1 the next in the list, -1 the one before

    def open_survey(self, survey_id: str, place: Place | None = None) -> None:
        """Shows a survey at a place, or where work stopped. Raises `FfpError`."""
        raise NotImplementedError

    def set_position(self, position: int, total: int) -> None:
        """Tells "第 37 / 62 户"; position 0 when the survey is not in the list."""
        raise NotImplementedError

    def tell(self, sentence: str) -> None:
        """Says a sentence in the status bar."""
        raise NotImplementedError

    def set_attachments(self, count: int) -> None:
        """Tells how many attachments the survey has."""
        raise NotImplementedError

    def set_conflicts(self, count: int) -> None:
        """Tells in how many places two sides differ: F9 goes there then."""
        raise NotImplementedError

    def hold(self) -> bool:
        """Whether something typed is not on the disk yet, and leaving would lose it; the page tells so.

        Held once: who leaves again at once knows.
        """
        return False

    def explain(self) -> bool:
        """F1: explains what has the focus; False when nothing has."""
        return False
