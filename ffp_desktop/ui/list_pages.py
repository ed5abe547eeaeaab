"""The pages around departments' lists: all of them, taking one in, deciding whom its rows are about.

API: `ListPages(desk, parts, around, show_lists, show_ledger)`: `.make() -> SectionPage`, `.built()`.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.page import Page
from ffp_desktop.ui.page_shelf import Around, PageShelf
from ffp_desktop.ui.pages.campaign.lists.deciding_page import DecidingPage
from ffp_desktop.ui.pages.campaign.lists.page import ListsPage
from ffp_desktop.ui.pages.campaign.lists.taking_page import TakingPage
from ffp_desktop.ui.pages.campaign.section_page import SectionPage
from ffp_desktop.ui.pages.workbook_import.workbook_page import FILES
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.widgets.file_choice import ask_file


class ListPages(QObject):
    """Esc leads from both others back to the lists; a list that was taken in is decided on at once."""

    def __init__(
        self,
        desk: DeskShape,
        parts: Parts,
        around: Around,
        show_lists: Callable[[], None],
        show_ledger: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._parts = parts
        self._around = around
        self._show_lists = show_lists
        self._show_ledger = show_ledger
        self._shelf = PageShelf()

    def built(self) -> tuple[Page, ...]:
        return self._shelf.built()

    def make(self) -> SectionPage:
        """The section itself."""
        page = ListsPage(self._desk, self._parts)
        page.take_wanted.connect(lambda: self._choose_file(page))
        page.file_dropped.connect(self.take_file)
        page.decide_wanted.connect(self.decide)
        page.ledger_wanted.connect(self._show_ledger)
        return page

    def take_file(self, file: Path) -> None:
        page = self._shelf.take(TakingPage, self._make_taking)
        self._around.show_page(page)
        page.open_file(file)

    def decide(self, list_id: str) -> None:
        page = self._shelf.take(DecidingPage, self._make_deciding)
        self._around.show_page(page)
        page.open_list(list_id)

    def _choose_file(self, page: ListsPage) -> None:
        file = ask_file(page, self.tr("选名单文件"), self.tr("表格 ({0})").format(FILES))
        if file is not None:
            self.take_file(file)

    def _make_taking(self) -> TakingPage:
        page = TakingPage(self._desk, self._parts)
        page.left.connect(self._show_lists)
        page.taken.connect(self.decide)
        return page

    def _make_deciding(self) -> DecidingPage:
        page = DecidingPage(self._desk, self._parts)
        page.left.connect(self._show_lists)
        page.ledger_wanted.connect(self._show_ledger)
        return page
