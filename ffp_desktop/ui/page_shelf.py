"""Pages that are made when they are first wanted, one of each kind; and what areas of pages ask of the others."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from ffp_desktop.domain.survey import Place
from ffp_desktop.errors import FfpError
from ffp_desktop.ui.page import Page

_PageT = TypeVar("_PageT", bound=Page)


class PageShelf:
    """The pages of one area."""

    def __init__(self) -> None:
        self._pages: dict[type[Page], Page] = {}

    def built(self) -> tuple[Page, ...]:
        return tuple(self._pages.values())

    def take(self, kind: type[_PageT], make: Callable[[], _PageT]) -> _PageT:
        """The one page of its kind."""
        page = self._pages.get(kind)
        if not isinstance(page, kind):
            page = self._pages[kind] = make()
        return page


class SurveyList(Protocol):
    """A list that one walks through with PgUp and PgDn, survey by survey."""

    def neighbour(self, survey_id: str, by: int) -> str: ...
    def position(self, survey_id: str) -> tuple[int, int]: ...
    def keep(self, survey_id: str) -> None: ...


class Around(Protocol):
    """What an area asks of the others: to show one of its pages, and to go where a person wants to go."""

    def show_page(self, page: Page) -> None: ...
    def shown_page(self) -> Page | None: ...
    def show_home(self) -> None: ...
    def hold(self) -> bool:
        """Whether leaving the page now would lose something; the page has told so."""

    def open_survey(self, survey_id: str, place: Place | None = None) -> None: ...
    def walk(self, through: SurveyList, survey_id: str) -> None:
        """Opens a survey from a list; from there on that list is walked through, and Esc leads back to it."""

    def tell_error(self, error: FfpError) -> None:
        """Tells what went wrong on the page that is shown."""
