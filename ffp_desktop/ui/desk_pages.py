"""The pages of an open vault, built when they are first shown: list, survey, print, settings."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QObject

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.bars import TopBar
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.page import HOME_TAB, IMPORT_TAB, PRINT_TAB, SETTINGS_TAB, Page
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.survey_shape import SurveyPageShape

if TYPE_CHECKING:
    from ffp_desktop.ui.pages.home.page import HomePage
    from ffp_desktop.ui.pages.preview import PreviewPage
    from ffp_desktop.ui.window import MainWindow

SURVEY = "survey"
_PageT = TypeVar("_PageT", bound=Page)


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
        self._before_attachments: Page | None = None
        self._survey: SurveyPageShape | None = None
        self._pages: dict[type[Page], Page] = {}
        self._home: HomePage = HomePage(desk, parts.theme, parts.settings, parts.clock)
        self._home.survey_wanted.connect(self.open_survey)
        self._home.print_wanted.connect(self.show_print)
        self._home.export_wanted.connect(self._show_export)
        self._home.household_wanted.connect(self.show_household)
        self._home.attachments_wanted.connect(self.show_attachments)

    # -- where one is ------------------------------------------------------------------------------------------

    @property
    def home(self) -> "HomePage":
        return self._home

    def make_top_bar(self) -> TopBar:
        translate = QCoreApplication.translate
        tabs = [
            (translate("DeskPages", "调查表"), HOME_TAB),
            (translate("DeskPages", "导入"), IMPORT_TAB),
            (translate("DeskPages", "打印"), PRINT_TAB),
            (translate("DeskPages", "设置"), SETTINGS_TAB),
        ]
        bar = TopBar(tabs, self._parts.theme)
        operator = self._desk.operator
        bar.set_words(
            f"{self._desk.unit.name}  ·  {self._desk.current_round().name}", f"{operator.name} · {operator.role}"
        )
        return bar

    def owns(self, page: Page) -> bool:
        return page in self._built()

    def _built(self) -> tuple[Page, ...]:
        surveys = () if self._survey is None else (self._survey,)
        return (self._home, *surveys, *self._pages.values())

    def _page(self, kind: type[_PageT], make: Callable[[], _PageT]) -> _PageT:
        """The one page of its kind, made when it is first wanted."""
        page = self._pages.get(kind)
        if not isinstance(page, kind):
            page = self._pages[kind] = make()
        return page

    def whereabouts(self) -> tuple[str, str]:
        """The page and the survey to come back to after a lock."""
        page = self._window.page
        if page is not None and page is self._survey:
            return SURVEY, self._survey_id
        return (page.tab or HOME_TAB) if page is not None else HOME_TAB, ""

    def resume(self, page: str, survey_id: str) -> None:
        if page == SURVEY and survey_id:
            self._home.refresh()
            self.open_survey(survey_id)
        else:
            self.go_to(page)

    def drop(self) -> None:
        """Throws the pages away: the vault is closed."""
        for page in self._built():
            page.hide()
            page.deleteLater()
        self.deleteLater()

    # -- going -------------------------------------------------------------------------------------------------

    def hold(self) -> bool:
        """Whether leaving the page now would lose something; the page has told so."""
        return self._survey is not None and self._window.page is self._survey and self._survey.hold()

    def go_to(self, key: str) -> None:
        """Follows a tab's key; keys of pages that do not exist yet do nothing."""
        if key in (HOME_TAB, SETTINGS_TAB) and self.hold():
            return
        if key == HOME_TAB:
            self.show_home()
        elif key == PRINT_TAB:
            self.show_print([self._survey_id] if self._window.page is self._survey and self._survey_id else [])
        elif key == SETTINGS_TAB:
            self._show_settings()
        elif key == IMPORT_TAB:
            self._show_import()

    def show_home(self) -> None:
        self._window.show_page(self._home)

    def open_survey(self, survey_id: str) -> None:
        try:
            page = self._survey_page()
            page.open_survey(survey_id)
        except FfpError as error:
            self.show_home()
            self._home.notice.tell_error(error)
            return
        self._survey_id = survey_id
        self._home.keep(survey_id)
        page.set_position(*self._home.position(survey_id))
        page.set_attachments(self._desk.make_attachments().count(survey_id))
        self._window.show_page(page)

    def show_print(self, survey_ids: Sequence[str]) -> None:
        """Shows the real pages of some surveys; none lets a person choose what to print."""
        preview = self._print_page()
        page = self._window.page
        if page is not preview:
            self._back = SURVEY if page is self._survey and page is not None else HOME_TAB
        preview.set_list(self._home.model.total, self._home.all_ids, self._home.table.current_id())
        self._window.show_page(preview)
        if survey_ids:
            preview.show_surveys(survey_ids)

    def show_household(self, survey_id: str) -> None:
        """Shows the household that a survey is of."""
        from ffp_desktop.ui.pages.household.page import HouseholdPage

        def make() -> HouseholdPage:
            page = HouseholdPage(self._desk, self._parts.theme, self._parts.clock)
            page.left.connect(self.show_home)
            page.survey_wanted.connect(self.open_survey)
            page.attachments_wanted.connect(self.show_attachments)
            return page

        page = self._page(HouseholdPage, make)
        try:
            page.show_household(survey_id)
        except FfpError as error:
            self._home.notice.tell_error(error)
            return
        self._window.show_page(page)

    def show_attachments(self, survey_ids: Sequence[str]) -> None:
        """附件 of a survey, or of a household's surveys."""
        from ffp_desktop.ui.pages.attachments.page import AttachmentsPage

        def make() -> AttachmentsPage:
            page = AttachmentsPage(self._desk, self._parts)
            page.left.connect(self._leave_attachments)
            page.neighbour_wanted.connect(self._show_neighbours_attachments)
            return page

        if self.hold():
            return
        page = self._page(AttachmentsPage, make)
        try:
            page.show_surveys(survey_ids)
        except FfpError as error:
            self._home.notice.tell_error(error)
            return
        self._survey_id = survey_ids[-1]
        self._home.keep(self._survey_id)
        if self._window.page is not page:
            self._before_attachments = self._window.page
        self._window.show_page(page)

    def _leave_attachments(self) -> None:
        before = self._before_attachments
        if before is not None and before is self._survey:
            self.open_survey(self._survey_id)
        else:
            self._window.show_page(before or self._home)

    def _show_neighbours_attachments(self, by: int) -> None:
        if neighbour := self._home.neighbour(self._survey_id, by):
            self.show_attachments([neighbour])

    def explain(self, page: Page) -> bool:
        """Whether the page itself explained what has the focus (F1 on an item)."""
        return self._survey is not None and page is self._survey and self._survey.explain()

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

        self._window.show_page(self._page(SettingsPage, make))

    def _print_page(self) -> "PreviewPage":
        from ffp_desktop.ui.pages.preview import PreviewPage

        def make() -> PreviewPage:
            page = PreviewPage(self._desk, self._parts)
            page.left.connect(self._leave_print)
            return page

        return self._page(PreviewPage, make)

    def _show_export(self) -> None:
        from ffp_desktop.ui.pages.export_choice import ExportPage

        def make() -> ExportPage:
            page = ExportPage(self._desk, self._parts)
            page.left.connect(self.show_home)
            return page

        page = self._page(ExportPage, make)
        page.set_list(self._home.model.total, self._home.query(), self._home.scope())
        self._window.show_page(page)

    def _show_import(self) -> None:
        from ffp_desktop.ui.pages.workbook_import.page import WorkbookImportPage

        def make() -> WorkbookImportPage:
            page = WorkbookImportPage(self._desk, self._parts)
            page.left.connect(self.show_home)
            return page

        self._window.show_page(self._page(WorkbookImportPage, make))

    def _survey_page(self) -> SurveyPageShape:
        if self._survey is None:
            page = self._parts.make_survey_page(self._desk)
            page.left.connect(self._leave_survey)
            page.print_wanted.connect(self.show_print)
            page.attachments_wanted.connect(self.show_attachments)
            page.neighbour_wanted.connect(self._open_neighbour)
            self._survey = page
        return self._survey

    def _open_neighbour(self, by: int) -> None:
        neighbour = self._home.neighbour(self._survey_id, by)
        if neighbour and not self.hold():
            self.open_survey(neighbour)

    def _leave_survey(self) -> None:
        if not self.hold():
            self.show_home()
