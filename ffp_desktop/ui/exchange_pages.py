"""The pages of 收发: which follows which, built when they are first shown."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ffp_desktop.ui.conflict_pages import ConflictPages
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.page import Page
from ffp_desktop.ui.page_shelf import PageShelf
from ffp_desktop.ui.parts import Parts

if TYPE_CHECKING:
    from ffp_desktop.services.bundles.exchange import ReadLine
    from ffp_desktop.services.bundles.preview import Preview
    from ffp_desktop.ui.pages.exchange.page import ExchangePage
    from ffp_desktop.ui.pages.exchange.preview_page import BundlePreviewPage
    from ffp_desktop.ui.pages.exchange.read_page import ReadPage
    from ffp_desktop.ui.pages.exchange.write_page import WritePage
    from ffp_desktop.ui.pages.trust.page import TrustPage
    from ffp_desktop.ui.pages.workbook_import.page import WorkbookImportPage
    from ffp_desktop.ui.window import MainWindow


class ExchangePages(QObject):
    """`leave` is where Esc goes from the first of them."""

    took_in = Signal()  # a bundle, or several

    def __init__(self, desk: DeskShape, parts: Parts, window: "MainWindow", leave: Callable[[], None]) -> None:
        super().__init__(window)
        self._desk = desk
        self._parts = parts
        self._window = window
        self._leave = leave
        self._shelf = PageShelf()
        self.conflicts = ConflictPages(desk, parts, window.show_page, self.show, self)

    def built(self) -> tuple[Page, ...]:
        return (*self._shelf.built(), *self.conflicts.built())

    def show(self) -> None:
        """收发 itself."""
        self._window.show_page(self._exchange())

    def show_missing(self, source: str) -> None:
        """收发, at the bundles of a unit that wait for an earlier one."""
        self._exchange().stand_at(source)
        self.show()

    def show_held(self) -> None:
        """收发, at the surveys that were put aside."""
        self._exchange().stand_at("")
        self.show()

    def show_writing(self, to: str = "") -> None:
        """A bundle out to a stick: for a unit below, or for the office above."""
        page = self._writing()
        page.to = to
        self._window.show_page(page)

    def show_import(self) -> None:
        """An Excel table in."""
        self._window.show_page(self._import())

    # ---- the pages

    def _exchange(self) -> "ExchangePage":
        from ffp_desktop.ui.pages.exchange.page import ExchangePage

        def make() -> ExchangePage:
            page = ExchangePage(self._desk, self._parts)
            page.left.connect(self._leave)
            page.way_chosen.connect(self._go)
            page.down_wanted.connect(self.show_writing)
            return page

        return self._shelf.take(ExchangePage, make)

    def _writing(self) -> "WritePage":
        from ffp_desktop.ui.pages.exchange.write_page import WritePage

        def make() -> WritePage:
            page = WritePage(self._desk, self._parts)
            page.left.connect(self.show)
            return page

        return self._shelf.take(WritePage, make)

    def _reading(self) -> "ReadPage":
        from ffp_desktop.ui.pages.exchange.read_page import ReadPage

        def make() -> ReadPage:
            page = ReadPage(self._desk, self._parts)
            page.left.connect(self.show)
            page.preview_wanted.connect(self._show_preview)
            page.took_in.connect(self.took_in)
            page.enrolment_wanted.connect(self._enrol_with)
            return page

        return self._shelf.take(ReadPage, make)

    def _preview(self) -> "BundlePreviewPage":
        from ffp_desktop.ui.pages.exchange.preview_page import BundlePreviewPage

        def make() -> BundlePreviewPage:
            page = BundlePreviewPage(self._desk, self._parts)
            page.left.connect(self._show_reading)
            page.imported.connect(self._tell_imported)
            page.conflict_wanted.connect(self._settle_imported)
            return page

        return self._shelf.take(BundlePreviewPage, make)

    def _import(self) -> "WorkbookImportPage":
        from ffp_desktop.ui.pages.workbook_import.page import WorkbookImportPage

        def make() -> WorkbookImportPage:
            page = WorkbookImportPage(self._desk, self._parts)
            page.left.connect(self.show)
            return page

        return self._shelf.take(WorkbookImportPage, make)

    def _trust(self) -> "TrustPage":
        from ffp_desktop.ui.pages.trust.page import TrustPage

        def make() -> TrustPage:
            page = TrustPage(self._desk, self._parts)
            page.left.connect(self.show)
            return page

        return self._shelf.take(TrustPage, make)

    # ---- going

    def _go(self, way: int) -> None:
        ways = (self.show_writing, self._show_reading, self.show_import, self._show_trust, self.conflicts.show_list)
        ways[way - 1]()

    def _show_reading(self) -> None:
        self._window.show_page(self._reading())

    def _show_trust(self) -> None:
        self._window.show_page(self._trust())

    def _show_preview(self, preview: "Preview", file: Path) -> None:
        page = self._preview()
        page.show_preview(preview, file)
        self._window.show_page(page)

    def _tell_imported(self, line: "ReadLine") -> None:
        if self._window.page is self._preview():  # or else a person went on to something else
            self._show_reading()
        self._reading().take_line(line)

    def _settle_imported(self, survey: str) -> None:
        """The conflict that an import brought; back to what was read."""
        if self._window.page is self._reading():
            self.conflicts.show_surveys([survey], self._show_reading_with)

    def _show_reading_with(self, words: str) -> None:
        self._show_reading()
        if words:
            self._reading().notice.tell(words, "passed")

    def _enrol_with(self, file: Path) -> None:
        page = self._trust()
        self._window.show_page(page)
        page.open_file(file)
