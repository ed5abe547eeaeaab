"""The pages of an open vault, built when they are first shown: list, survey, print, settings."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from ffp_desktop.domain.survey import Place
from ffp_desktop.errors import FfpError
from ffp_desktop.ui.attachment_pages import AttachmentPages
from ffp_desktop.ui.bars import TopBar
from ffp_desktop.ui.campaign_pages import CampaignPages
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.dossier_pages import DossierPages
from ffp_desktop.ui.exchange_pages import ExchangePages
from ffp_desktop.ui.page import DESK_TAB, EXCHANGE_TAB, HOME_TAB, LISTS_TAB, PRINT_TAB, REVIEW_TAB, SETTINGS_TAB, Page
from ffp_desktop.ui.page_shelf import PageShelf, SurveyList
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.review_pages import ReviewPages
from ffp_desktop.ui.rule_checking import check_arrivals
from ffp_desktop.ui.survey_shape import SurveyPageShape
from ffp_desktop.ui.workbench_pages import WorkbenchPages

if TYPE_CHECKING:
    from ffp_desktop.ui.pages.home.page import HomePage
    from ffp_desktop.ui.pages.preview import PreviewPage
    from ffp_desktop.ui.window import MainWindow

SURVEY, SECOND_ENTRY = "survey", "second entry"


class DeskPages(QObject):
    """Knows which page follows which; only pages that work have a tab."""

    def __init__(self, desk: DeskShape, parts: Parts, window: "MainWindow") -> None:
        super().__init__(window)
        from ffp_desktop.ui.pages.home.page import HomePage

        self._desk = desk
        self._parts = parts
        self._window = window
        self._survey_id = ""
        self._back = HOME_TAB
        self._survey: SurveyPageShape | None = None
        self._shelf = PageShelf()
        self.exchange = ExchangePages(desk, parts, window, self.show_home)
        self.exchange.conflicts.print_wanted.connect(self.show_print)
        self._home: HomePage = HomePage(desk, parts.theme, parts.settings, parts.clock, parts.background)
        self._walked: SurveyList = self._home
        self._home.survey_wanted.connect(lambda survey: self.walk(self._home, survey))
        self._home.print_wanted.connect(self.show_print)
        self._home.export_wanted.connect(self._show_export)
        self.dossier = DossierPages(desk, parts, self, self)
        self.attachments = AttachmentPages(desk, parts, self, self._home.neighbour, self._take_survey, self)
        self._home.attachments_wanted.connect(self._show_attachments)
        self.dossier.attachments_wanted.connect(self._show_attachments)
        self._workbench = WorkbenchPages(desk, parts, self, self)
        self._quality = self._workbench.quality
        self._review = ReviewPages(desk, parts, self, self)
        self.campaign = CampaignPages(desk, parts, self, self)
        self._home.household_wanted.connect(self.dossier.show_household)
        self._home.changes_wanted.connect(self.dossier.show_changes)
        check_arrivals(desk, parts.background, self.exchange, self._home)

    # -- where one is ------------------------------------------------------------------------------------------

    @property
    def home(self) -> "HomePage":
        return self._home

    def make_top_bar(self) -> TopBar:
        translate = QCoreApplication.translate
        tabs = [
            (translate("DeskPages", "调查表"), HOME_TAB),
            (translate("DeskPages", "收发"), EXCHANGE_TAB),
            (translate("DeskPages", "打印"), PRINT_TAB),
            (translate("DeskPages", "工作台"), DESK_TAB),
            (translate("DeskPages", "设置"), SETTINGS_TAB),
        ]
        if self._review.is_office:
            tabs.insert(1, (translate("DeskPages", "审核"), REVIEW_TAB))
        tabs.insert(1, (translate("DeskPages", "名单核查"), LISTS_TAB))
        bar = TopBar(tabs, self._parts.theme)
        unit, operator = self._desk.unit, self._desk.operator
        bar.set_words(f"{unit.name}  ·  {self._desk.current_round().name}", f"{operator.name} · {operator.role}")
        return bar

    def owns(self, page: Page) -> bool:
        return page in self._built()

    def _built(self) -> tuple[Page, ...]:
        surveys = () if self._survey is None else (self._survey,)
        areas = (
            self._shelf,
            self.dossier,
            self.exchange,
            self.attachments,
            self._workbench,
            self._review,
            self.campaign,
        )
        return (self._home, *surveys, *(page for area in areas for page in area.built()))

    def whereabouts(self) -> tuple[str, str]:
        """The page and the survey to come back to after a lock."""
        page = self._window.page
        if page is not None and page is self._survey:
            return SURVEY, self._survey_id
        if survey := self._quality.survey_on(page):
            return SECOND_ENTRY, survey
        return (page.tab or HOME_TAB) if page is not None else HOME_TAB, ""

    def resume(self, page: str, survey_id: str) -> None:
        if page == SURVEY and survey_id:
            self._home.refresh()
            self.open_survey(survey_id)
        elif page == SECOND_ENTRY:
            self._quality.type_again(survey_id, True)  # whoever was let begin may go on
        else:
            self.go_to(page)

    def drop(self) -> None:
        """Throws the pages away: the vault is closed."""
        for page in self._built():
            page.hide()
            page.deleteLater()
        self.exchange.deleteLater()
        self.deleteLater()

    # -- going -------------------------------------------------------------------------------------------------

    def hold(self) -> bool:
        """Whether leaving the page now would lose something; the page has told so."""
        page = self._window.page
        return page is not None and self.owns(page) and page.hold()

    def go_to(self, key: str) -> None:
        """Follows a tab's key; keys of pages that do not exist yet do nothing."""
        if key in (HOME_TAB, LISTS_TAB, EXCHANGE_TAB, DESK_TAB, SETTINGS_TAB, REVIEW_TAB) and self.hold():
            return
        if key == HOME_TAB:
            self.show_home()
        elif key == PRINT_TAB:
            self.show_print([self._survey_id] if self._window.page is self._survey and self._survey_id else [])
        elif key == DESK_TAB:
            self._workbench.show()
        elif key == SETTINGS_TAB:
            self._show_settings()
        elif key == EXCHANGE_TAB:
            self.exchange.show()
        elif key == LISTS_TAB:
            self.campaign.show()
        elif key == REVIEW_TAB and self._review.is_office:
            self._review.show()

    def show_home(self) -> None:
        self._window.show_page(self._home)

    def open_survey(self, survey_id: str, place: Place | None = None) -> None:
        try:
            page = self._survey_page()
            page.open_survey(survey_id, place)
        except FfpError as error:
            self.show_home()
            self._home.notice.tell_error(error)
            return
        self._survey_id = survey_id
        if not self._walked.position(survey_id)[0]:
            self._walked = self._home  # it is of another list
        self._walked.keep(survey_id)
        page.set_position(*self._walked.position(survey_id))
        page.set_attachments(self.attachments.count(survey_id))
        page.set_conflicts(self._desk.conflicts.count(survey_id))
        self._window.show_page(page)

    def walk(self, through: SurveyList, survey_id: str) -> None:
        """Opens a survey from a list, which is walked through with PgUp and PgDn."""
        self._walked = through
        self.open_survey(survey_id)

    def show_print(self, survey_ids: Sequence[str]) -> None:
        """Shows the real pages of some surveys; none lets a person choose what to print."""
        preview = self._print_page()
        page = self._window.page
        if page is not preview:
            self._back = SURVEY if page is self._survey and page is not None else HOME_TAB
        home = self._home
        preview.set_list(home.printable, home.all_ids, home.current_id(), home.model.ticked)
        self._window.show_page(preview)
        if survey_ids:
            preview.show_surveys(survey_ids)

    # -- what the dossier's pages ask ----------------------------------------------------------------------------

    def show_page(self, page: Page) -> None:
        self._window.show_page(page)

    def shown_page(self) -> Page | None:
        return self._window.page

    def tell_error(self, error: FfpError) -> None:
        self._window.show_page(self._home)
        self._home.notice.tell_error(error)

    def _show_attachments(self, survey_ids: Sequence[str]) -> None:
        if not self.hold():
            self.attachments.show(survey_ids)

    def _take_survey(self, survey_id: str) -> None:
        self._survey_id = survey_id
        self._home.keep(survey_id)

    def _show_history(self, survey_id: str, place: Place | None) -> None:
        if not self.hold():
            self.dossier.show_survey_history(survey_id, place)

    def explain(self, page: Page) -> bool:
        """Whether the page itself explained what has the focus (F1 on an item)."""
        return self.owns(page) and page.explain()

    def _leave_print(self) -> None:
        if self._back == SURVEY and self._survey is not None:
            self._window.show_page(self._survey)
        else:
            self.show_home()

    def _show_settings(self) -> None:
        from ffp_desktop.ui.pages.settings.page import SettingsPage

        def make() -> SettingsPage:
            page = SettingsPage(self._desk, self._parts)
            page.left.connect(self.show_home)
            return page

        self._window.show_page(self._shelf.take(SettingsPage, make))

    def _print_page(self) -> "PreviewPage":
        from ffp_desktop.ui.pages.preview import PreviewPage

        def make() -> PreviewPage:
            page = PreviewPage(self._desk, self._parts)
            page.left.connect(self._leave_print)
            return page

        return self._shelf.take(PreviewPage, make)

    def _show_export(self) -> None:
        from ffp_desktop.ui.pages.export_choice import ExportPage

        def make() -> ExportPage:
            page = ExportPage(self._desk, self._parts)
            page.left.connect(self.show_home)
            page.bundle_wanted.connect(self.exchange.show_writing)
            return page

        page = self._shelf.take(ExportPage, make)
        total, query = self._home.chosen()
        page.set_list(total, query, self._home.narrowing.scope(query))
        self._window.show_page(page)

    def _survey_page(self) -> SurveyPageShape:
        if self._survey is None:
            page = self._parts.make_survey_page(self._desk)
            page.left.connect(self._leave_survey)
            page.print_wanted.connect(self.show_print)
            page.attachments_wanted.connect(self._show_attachments)
            page.neighbour_wanted.connect(self._open_neighbour)
            page.history_wanted.connect(self._show_history)
            page.conflicts_wanted.connect(self._show_conflicts)
            page.decided.connect(self._go_on)
            self._survey = page
        return self._survey

    def _show_conflicts(self, survey_id: str) -> None:
        """Where two sides of a survey differ; back to it, with what was settled."""

        def go_back(words: str) -> None:
            self.open_survey(survey_id)
            if words and self._survey is not None:
                self._survey.tell(words)

        if not self.hold():
            self.exchange.conflicts.show_surveys([survey_id], go_back)

    def _go_on(self, words: str) -> None:
        """After a judgement: the next that waits, with the words about the one before."""
        following = self._review.go_on(self._walked, self._survey_id, words)
        if following and self._survey is not None:
            self.open_survey(following)
            self._survey.tell(words)

    def _open_neighbour(self, by: int) -> None:
        neighbour = self._walked.neighbour(self._survey_id, by)
        if neighbour and not self.hold():
            self.open_survey(neighbour)

    def _leave_survey(self) -> None:
        if not self.hold():
            self._window.show_page(self._walked if isinstance(self._walked, Page) else self._home)
