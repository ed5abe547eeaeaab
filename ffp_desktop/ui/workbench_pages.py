"""The pages of 工作台 (Alt+5): the look at the campaign, households to go through, and 录入质量 (Ctrl+2)."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QObject

from ffp_desktop.domain.monitoring.watch import Watch
from ffp_desktop.domain.survey import State
from ffp_desktop.ui.desk_shape import DeskShape, SurveyQuery
from ffp_desktop.ui.page import Page
from ffp_desktop.ui.page_shelf import Around, PageShelf
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.quality_pages import QualityPages

if TYPE_CHECKING:
    from ffp_desktop.services.campaign.sources import PageSource, Source
    from ffp_desktop.store.campaign.figure_records import KeyHousehold
    from ffp_desktop.store.records import SurveyFilter
    from ffp_desktop.ui.campaign_pages import CampaignPages
    from ffp_desktop.ui.exchange_pages import ExchangePages
    from ffp_desktop.ui.pages.home.page import HomePage
    from ffp_desktop.ui.pages.workbench.households_page import HouseholdsPage
    from ffp_desktop.ui.pages.workbench.page import WorkbenchPage


_LISTS = "Ctrl+1"
"""The section of 名单核查 that shows the lists themselves."""


class Office(Around, Protocol):
    """The areas of the window as the workbench needs them: the list, and the tabs."""

    @property
    def home(self) -> "HomePage": ...
    @property
    def campaign(self) -> "CampaignPages": ...
    @property
    def exchange(self) -> "ExchangePages": ...


class WorkbenchPages(QObject):
    """Esc leads from households and from 录入质量 back to the look, and from there to the list of surveys."""

    def __init__(self, desk: DeskShape, parts: Parts, office: Office, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._parts = parts
        self._office = office
        self._shelf = PageShelf()
        self.quality = QualityPages(desk, parts, office, self._leave, self)

    def built(self) -> tuple[Page, ...]:
        return (*self._shelf.built(), *self.quality.built())

    def show(self) -> None:
        self._office.show_page(self._page())

    def show_village(self, code: str, name: str) -> None:
        """The households of a village that have key persons."""
        words = QCoreApplication.translate(
            "WorkbenchPages", "有重点人群的户，没看过的在前。逐户分析研判，符合条件的纳入。"
        )
        self._show_households(name, words, lambda: self._desk.workbench.key_households(code))

    def show_source(self, source: "Source") -> None:
        """The list behind a number; of clues only the 绿色通道 is counted here."""
        from ffp_desktop.services.campaign.sources import CluesSource, PageSource, SurveysSource

        if isinstance(source, SurveysSource):
            self.show_surveys(source.filter)
        elif isinstance(source, CluesSource):
            self._office.campaign.show_green()
        elif isinstance(source, PageSource):
            self._show_page(source)

    def show_unit(self, code: str) -> None:
        """The surveys of a unit."""
        self._show_list(SurveyQuery(village=code))

    def show_surveys(self, wanted: "SurveyFilter") -> None:
        """The list narrowed to what a number counts."""
        self._show_list(
            SurveyQuery(
                state=wanted.state,
                village="" if wanted.village == self._desk.unit.code else wanted.village,
                kind=wanted.kind,
                found=wanted.found,
                measure=wanted.measure,
                ids=wanted.ids,
            )
        )

    # ---- private

    def _show_page(self, source: "PageSource") -> None:
        """The page itself, at the entry that was counted."""
        from ffp_desktop.services.campaign.sources import HELD, Where

        campaign, exchange = self._office.campaign, self._office.exchange
        if source.page is Where.LISTS:
            campaign.show(_LISTS)
        elif source.page is Where.CONFLICTS:
            exchange.conflicts.show_list(self._leave)
        elif source.page is Where.MONITORED:
            campaign.show_watch(Watch(source.entry))
        elif source.page is Where.EXCHANGE and source.entry == HELD:
            exchange.show_held()
        elif source.page is Where.EXCHANGE:
            exchange.show_missing(source.unit)
        elif source.page is Where.WAITING:
            self._show_list(SurveyQuery(state=State.NOT_ENTERED))

    def _show_list(self, query: SurveyQuery) -> None:
        self._office.home.narrowing.show(query)
        self._office.show_home()

    def _show_households(self, name: str, words: str, read: "Callable[[], Sequence[KeyHousehold]]") -> None:
        page = self._households()
        page.show_households(name, words, read)
        self._office.show_page(page)

    def _leave(self) -> None:
        if not self._office.hold():
            self.show()

    def _page(self) -> "WorkbenchPage":
        from ffp_desktop.ui.pages.workbench.page import WorkbenchPage

        def make() -> WorkbenchPage:
            page = WorkbenchPage(self._desk, self._parts)
            page.left.connect(self._office.show_home)
            page.unit_wanted.connect(self.show_unit)
            page.village_wanted.connect(self.show_village)
            page.source_wanted.connect(self.show_source)
            page.quality_wanted.connect(self.quality.show)
            return page

        return self._shelf.take(WorkbenchPage, make)

    def _households(self) -> "HouseholdsPage":
        from ffp_desktop.ui.pages.workbench.households_page import HouseholdsPage

        def make() -> HouseholdsPage:
            page = HouseholdsPage(self._desk, self._parts)
            page.left.connect(self._leave)
            page.survey_wanted.connect(self._office.open_survey)
            return page

        return self._shelf.take(HouseholdsPage, make)
