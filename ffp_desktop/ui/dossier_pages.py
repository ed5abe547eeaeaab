"""The pages about households, people and their history, and which follows which; built when they are first shown."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ffp_desktop.domain.survey import Place
from ffp_desktop.errors import FfpError
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.page import Page
from ffp_desktop.ui.page_shelf import Around, PageShelf
from ffp_desktop.ui.parts import Parts

if TYPE_CHECKING:
    from ffp_desktop.ui.pages.changes.page import ChangesPage
    from ffp_desktop.ui.pages.history.page import HistoryPage
    from ffp_desktop.ui.pages.household.page import HouseholdPage
    from ffp_desktop.ui.pages.same_people.page import SamePeoplePage


class DossierPages(QObject):
    """Esc leads from each of them to the page it was opened from."""

    attachments_wanted = Signal(list)  # survey ids, oldest first

    def __init__(self, desk: DeskShape, parts: Parts, around: Around, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._parts = parts
        self._around = around
        self._shelf = PageShelf()
        self._back: dict[Page, Page] = {}

    def built(self) -> tuple[Page, ...]:
        return self._shelf.built()

    # -- showing -----------------------------------------------------------------------------------------------

    def show_household(self, survey_id: str) -> None:
        """Shows the household that a survey is of, or one by its own id."""
        page = self._household_page()
        self._show(page, lambda: page.show_household(survey_id))

    def show_survey_history(self, survey_id: str, place: Place | None) -> None:
        """Shows who wrote what in a survey, first at one of its items."""
        page = self._history_page()

        def fill() -> None:
            card = self._desk.household_of(survey_id)
            survey = next((one for one in card.surveys if one.id == survey_id), None)
            head = (survey.head_name if survey else "") or self.tr("还没填户主")
            number = f"{survey.round}　{survey.number}" if survey else ""
            page.show_survey(survey_id, place, self.tr("历史　{0}").format(head), number)

        self._show(page, fill)

    def show_person_history(self, member: str, name: str) -> None:
        """Shows all that was written of a person and what happened to them."""
        page = self._history_page()
        under = self.tr("他在各轮表上的答案，和记过的变动")
        self._show(page, lambda: page.show_person(member, self.tr("历史　{0}").format(name), under))

    def show_same_people(self, household: str) -> None:
        """Shows whom of a household's people somebody may have listed elsewhere."""
        page = self._same_people_page()

        def fill() -> None:
            card = self._desk.household_of(household)
            head = next((one.name for one in card.residents if one.relation == "户主"), "")
            page.show_household(household, card.state.village, self.tr("认人　{0} 户").format(head))

        self._show(page, fill)

    def show_changes(self, unit: str) -> None:
        """Shows 自然增加/自然减少 of a unit."""
        page = self._changes_page()
        self._show(page, lambda: page.show_unit(unit))

    # -- private -----------------------------------------------------------------------------------------------

    def _show(self, page: Page, fill: Callable[[], None]) -> None:
        before = self._around.shown_page()
        try:
            fill()
        except FfpError as error:
            self._around.tell_error(error)
            return
        if before is not None and before is not page and self._back.get(before) is not page:
            self._back[page] = before
        self._around.show_page(page)

    def _leave(self, page: Page) -> None:
        before = self._back.get(page)
        if before is None:
            self._around.show_home()
        else:
            self._around.show_page(before)

    def _household_page(self) -> "HouseholdPage":
        from ffp_desktop.ui.pages.household.page import HouseholdPage

        def make() -> HouseholdPage:
            page = HouseholdPage(self._desk, self._parts.theme, self._parts.clock)
            page.left.connect(lambda: self._leave(page))
            page.survey_wanted.connect(self._around.open_survey)
            page.history_wanted.connect(self.show_survey_history)
            page.person_history_wanted.connect(self.show_person_history)
            page.household_wanted.connect(self.show_household)
            page.same_wanted.connect(self.show_same_people)
            page.attachments_wanted.connect(self.attachments_wanted)
            return page

        return self._shelf.take(HouseholdPage, make)

    def _history_page(self) -> "HistoryPage":
        from ffp_desktop.ui.pages.history.page import HistoryPage

        def make() -> HistoryPage:
            page = HistoryPage(self._desk.dossier, self._parts.theme)
            page.left.connect(lambda: self._leave(page))
            page.place_wanted.connect(self._around.open_survey)
            return page

        return self._shelf.take(HistoryPage, make)

    def _same_people_page(self) -> "SamePeoplePage":
        from ffp_desktop.ui.pages.same_people.page import SamePeoplePage

        def make() -> SamePeoplePage:
            page = SamePeoplePage(self._desk, self._parts.theme)
            page.left.connect(lambda: self._leave(page))
            return page

        return self._shelf.take(SamePeoplePage, make)

    def _changes_page(self) -> "ChangesPage":
        from ffp_desktop.ui.pages.changes.page import ChangesPage

        def make() -> ChangesPage:
            page = ChangesPage(self._desk, self._parts)
            page.left.connect(lambda: self._leave(page))
            page.household_wanted.connect(self.show_household)
            return page

        return self._shelf.take(ChangesPage, make)
