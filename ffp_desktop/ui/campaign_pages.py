"""The pages of 名单核查 (Alt+2): its sections, of which the one that was shown last comes back.

A section is added in `_makers`: its key (Ctrl+1 …), its name, and what makes its page when it is first wanted.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from ffp_desktop.domain.monitoring.watch import Watch
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.page import Page
from ffp_desktop.ui.page_shelf import Around
from ffp_desktop.ui.pages.campaign.section_page import Section, SectionPage
from ffp_desktop.ui.parts import Parts

if TYPE_CHECKING:
    from ffp_desktop.services.campaign.ledger import ClueFilter
    from ffp_desktop.ui.list_pages import ListPages
    from ffp_desktop.ui.pages.campaign.comparison.exports_page import ExportsPage
    from ffp_desktop.ui.pages.campaign.comparison.taking_page import TakingPage

translate = QCoreApplication.translate


class CampaignPages(QObject):
    """Ctrl+digits lead from section to section; Esc leads from a section to the list of surveys."""

    def __init__(self, desk: DeskShape, parts: Parts, around: Around, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._parts = parts
        self._around = around
        self._makers = self._all_sections()
        self._pages: dict[str, SectionPage] = {}
        self._lists: ListPages | None = None
        self._taking: TakingPage | None = None
        self._exports: ExportsPage | None = None
        self._shown = next((section.key for section in self._makers), "")

    def built(self) -> tuple[Page, ...]:
        more = (page for page in (self._taking, self._exports) if page is not None)
        lists = () if self._lists is None else self._lists.built()
        return (*self._pages.values(), *lists, *more)

    def show(self, key: str = "") -> None:
        """A section; without a key the one that was shown last."""
        self._shown = key or self._shown
        self._around.show_page(self._page(self._shown))

    def show_green(self) -> None:
        """入户任务, those of the 绿色通道."""
        from ffp_desktop.ui.pages.campaign.tasks.page import TasksPage

        page = self._page(TasksPage.section)
        assert isinstance(page, TasksPage)
        page.show_green()
        self.show(page.section)

    def show_watch(self, watch: Watch) -> None:
        """监测对象, the list of these."""
        from ffp_desktop.ui.pages.campaign.monitoring.page import MonitoringPage

        page = self._page(MonitoringPage.section)
        assert isinstance(page, MonitoringPage)
        page.show_watch(watch)
        self.show(page.section)

    def show_ledger(self, wanted: "ClueFilter") -> None:
        """The ledger, narrowed to these clues."""
        from ffp_desktop.ui.pages.campaign.ledger.page import LedgerPage

        page = self._page(LedgerPage.section)
        assert isinstance(page, LedgerPage)
        page.show_filter(wanted)
        self.show(page.section)

    # ---- private

    def _show_list(self, list_id: str) -> None:
        from ffp_desktop.services.campaign.ledger import ClueFilter

        self.show_ledger(ClueFilter(list=list_id))

    def _all_sections(self) -> dict[Section, Callable[[], SectionPage]]:
        return {
            Section("Ctrl+1", translate("CampaignPages", "名单")): self._make_lists,
            Section("Ctrl+2", translate("CampaignPages", "台账")): self._make_ledger,
            Section("Ctrl+3", translate("CampaignPages", "入户任务")): self._make_tasks,
            Section("Ctrl+4", translate("CampaignPages", "监测对象")): self._make_monitoring,
            Section("Ctrl+5", translate("CampaignPages", "机账实")): self._make_comparison,
            Section("Ctrl+6", translate("CampaignPages", "特殊档案")): self._make_archive,
        }

    def _make_ledger(self) -> SectionPage:
        from ffp_desktop.ui.pages.campaign.ledger.page import LedgerPage

        page = LedgerPage(self._desk, self._parts)
        page.walk_wanted.connect(lambda survey: self._around.walk(page, survey))
        return page

    def _make_tasks(self) -> SectionPage:
        from ffp_desktop.ui.pages.campaign.tasks.page import TasksPage

        page = TasksPage(self._desk, self._parts)
        page.walk_wanted.connect(lambda survey: self._around.walk(page, survey))
        return page

    def _make_monitoring(self) -> SectionPage:
        from ffp_desktop.ui.pages.campaign.monitoring.page import MonitoringPage

        page = MonitoringPage(self._desk, self._parts)
        page.walk_wanted.connect(lambda survey: self._around.walk(page, survey))
        return page

    def _make_archive(self) -> SectionPage:
        from ffp_desktop.ui.pages.campaign.archive.page import ArchivePage

        page = ArchivePage(self._desk, self._parts)
        page.walk_wanted.connect(lambda survey: self._around.walk(page, survey))
        return page

    def _make_lists(self) -> SectionPage:
        from ffp_desktop.ui.list_pages import ListPages

        self._lists = ListPages(
            self._desk, self._parts, self._around, lambda: self.show("Ctrl+1"), self._show_list, self
        )
        return self._lists.make()

    def _make_comparison(self) -> SectionPage:
        from ffp_desktop.ui.pages.campaign.comparison.page import ComparisonPage

        page = ComparisonPage(self._desk, self._parts)
        page.walk_wanted.connect(lambda survey: self._around.walk(page, survey))
        page.taking_wanted.connect(self._show_taking)
        page.exports_wanted.connect(self._show_exports)
        return page

    def _show_taking(self) -> None:
        """Where a file of the national system, or a ledger, is taken in; back to the comparison after it."""
        from ffp_desktop.ui.pages.campaign.comparison.taking_page import TakingPage

        if self._taking is None:
            self._taking = TakingPage(self._desk, self._parts)
            self._taking.left.connect(self.show)
        self._around.show_page(self._taking)

    def _show_exports(self) -> None:
        """The files that the comparison rests on, of which a wrong one is withdrawn."""
        from ffp_desktop.ui.pages.campaign.comparison.exports_page import ExportsPage

        if self._exports is None:
            self._exports = ExportsPage(self._desk, self._parts)
            self._exports.left.connect(self.show)
        self._around.show_page(self._exports)

    def _page(self, key: str) -> SectionPage:
        if key not in self._pages:
            section = next(section for section in self._makers if section.key == key)
            page = self._makers[section]()
            page.set_sections(tuple(self._makers))
            page.left.connect(self._around.show_home)
            page.section_wanted.connect(self._go)
            page.survey_wanted.connect(self._around.open_survey)
            self._pages[key] = page
        return self._pages[key]

    def _go(self, key: str) -> None:
        if not self._around.hold():
            self.show(key)
