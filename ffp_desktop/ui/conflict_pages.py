"""The pages of conflicts: the list of them, and one unit after another; back to where one came from."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.page import Page
from ffp_desktop.ui.page_shelf import PageShelf
from ffp_desktop.ui.parts import Parts

if TYPE_CHECKING:
    from ffp_desktop.ui.pages.conflict.list_page import ConflictListPage
    from ffp_desktop.ui.pages.conflict.page import ConflictPage


class ConflictPages(QObject):
    """`show_page` brings a page to the front, `leave` is where Esc goes from the list."""

    print_wanted = Signal(list)  # survey ids

    def __init__(
        self,
        desk: DeskShape,
        parts: Parts,
        show_page: Callable[[Page], None],
        leave: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._parts = parts
        self._show_page = show_page
        self._leave_usually = leave
        self._leave = leave
        self._back: Callable[[str], None] = self._show_list_with
        self._shelf = PageShelf()

    def built(self) -> tuple[Page, ...]:
        return self._shelf.built()

    def show_list(self, leave: Callable[[], None] | None = None) -> None:
        """All of them; Esc leads to `leave` where one came from elsewhere."""
        self._leave = leave or self._leave_usually
        self._show_page(self._list())

    def show_surveys(self, surveys: Sequence[str], back: Callable[[str], None]) -> None:
        """The conflicts of these surveys; `back(words)` follows when one leaves, with what to say, "" for nothing."""
        page = self._conflict()
        self._back = back
        if page.show_surveys(surveys):
            self._show_page(page)
        else:
            back(QCoreApplication.translate("ConflictPages", "没有冲突要解决。"))

    # ---- the pages

    def _list(self) -> "ConflictListPage":
        from ffp_desktop.ui.pages.conflict.list_page import ConflictListPage

        def make() -> ConflictListPage:
            page = ConflictListPage(self._desk, self._parts)
            page.left.connect(self._leave_list)
            page.conflicts_wanted.connect(lambda surveys: self.show_surveys(surveys, self._show_list_with))
            return page

        return self._shelf.take(ConflictListPage, make)

    def _conflict(self) -> "ConflictPage":
        from ffp_desktop.ui.pages.conflict.page import ConflictPage

        def make() -> ConflictPage:
            page = ConflictPage(self._desk, self._parts)
            page.left.connect(self._go_back)
            page.ended.connect(self._go_back)
            page.print_wanted.connect(self.print_wanted)
            return page

        return self._shelf.take(ConflictPage, make)

    def _leave_list(self) -> None:
        self._leave()

    def _go_back(self, words: str = "") -> None:
        self._back(words)

    def _show_list_with(self, words: str) -> None:
        page = self._list()
        self._show_page(page)
        page.notice.tell(words, "passed")
