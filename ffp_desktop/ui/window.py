"""The one window: a stack of pages between two bars, the keys that work everywhere, lock and close."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.outside import OutsidePages
from ffp_desktop.ui.page import KeyAction, Page
from ffp_desktop.ui.parts import Parts

if TYPE_CHECKING:
    from ffp_desktop.ui.bars import StatusBar, TopBar
    from ffp_desktop.ui.closing import Closing
    from ffp_desktop.ui.desk_pages import DeskPages
    from ffp_desktop.ui.desk_shape import DeskShape
    from ffp_desktop.ui.idle import IdleWatch

FRAME = QSize(8, 40)  # what the system draws around a window, at most


class MainWindow(QMainWindow):
    """Starts at the unlock page, or at the first start when there is no vault yet."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        self._desk: DeskShape | None = None
        self._desk_pages: DeskPages | None = None
        self._page: Page | None = None
        self._outside = OutsidePages(parts, self)
        self._resume: tuple[str, str, str] | None = None  # operator, page, survey to go back to after a lock
        self._is_done = False
        self._closing: Closing | None = None
        self._stack = QStackedWidget()
        self._top: TopBar | None = None  # with the vault open
        self._own_top: QWidget | None = None
        self._status: StatusBar | None = None  # with the first page that has keys to show
        self._build()
        self._bind()
        self.idle: IdleWatch | None = None  # watches while the vault is open
        parts.theme.rescaled.connect(self._restyle)

    # -- public ------------------------------------------------------------------------------------------------

    @property
    def page(self) -> Page | None:
        return self._page

    @property
    def top_bar(self) -> "TopBar | None":
        return self._top

    @property
    def status_bar(self) -> "StatusBar":
        if self._status is None:
            from ffp_desktop.ui.bars import StatusBar

            self._status = StatusBar(self._parts.theme)
            self._column.addWidget(self._status)
        return self._status

    @property
    def desk(self) -> "DeskShape | None":
        return self._desk

    def start(self) -> None:
        """Shows the first page: unlock, or the first start."""
        self._outside.start()

    def show_page(self, page: Page) -> None:
        """Brings a page to the front, with its bars and keys."""
        if self._page is not None and self._page is not page:
            self._page.leave()
            self._page.keys_changed.disconnect(self._show_keys)
            self._page.status_changed.disconnect(self._show_keys)
        if self._page is not page:
            page.keys_changed.connect(self._show_keys)
            page.status_changed.connect(self._show_keys)
        self._page = page
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self._show_bars(page)
        page.arrive()
        self._show_keys()

    def take_desk(self, desk: "DeskShape") -> None:
        """The vault is open: build the desk's pages and go to the list, or back to where a lock interrupted."""
        self._desk = desk
        try:
            from ffp_desktop.ui.desk_pages import DeskPages

            pages = DeskPages(desk, self._parts, self)
        except FfpError as error:
            self._desk = None
            desk.close()
            self._outside.tell_error(error)
            return
        self._desk_pages = pages
        self._take_top_bar(pages)
        self._watch_idleness()
        before = self._page
        resume, self._resume = self._resume, None
        if resume is not None and resume[0] == desk.operator.id:
            pages.resume(resume[1], resume[2])
        else:
            pages.show_home()
        if before is not None:
            self._drop(before)

    def lock(self) -> None:
        """Closes the vault and asks for the password again; what was being done is remembered."""
        if self._desk is None or self._desk_pages is None or self._desk_pages.hold():
            return
        page, survey = self._desk_pages.whereabouts()
        self._resume = (self._desk.operator.id, page, survey)
        desk, pages = self._desk, self._desk_pages
        self._desk = self._desk_pages = None
        if self.idle is not None:
            self.idle.deleteLater()
            self.idle = None
        from ffp_desktop.logs import log_error

        self._outside.show_unlock()  # the page that is left still commits what was typed
        pages.drop()
        self._parts.background.run(lambda _task: desk.close(), lambda _r: None, log_error, self)

    def show_crash(self, error: BaseException) -> None:
        """A bug: logged without its message, told calmly; the program goes on."""
        from ffp_desktop.logs import log_bug
        from ffp_desktop.ui.pages.quiet import CrashPage

        log_bug(error)
        if isinstance(self._page, CrashPage):
            return
        page = CrashPage(self._parts.theme)
        page.show_log(str(self._parts.log_file or ""))
        page.home_wanted.connect(lambda: self._leave_crash(page))
        page.close_wanted.connect(self.close)
        self.show_page(page)

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        middle = QWidget()
        middle.setProperty("ground", "desk")
        self._column = QVBoxLayout(middle)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._stack, 1)
        self.setCentralWidget(middle)
        # never larger than the screen: at 200 % a screen of 1920 × 1080 has 960 × 540 of our pixels
        self.setMinimumSize(QSize(1024, 600).boundedTo(self.screen().availableSize() - FRAME))
        if not self._restore_geometry():
            self.resize(self._parts.theme.room())
        self._parts.theme.set_window_width(self.width())

    def _bind(self) -> None:
        for keys, act in (("Ctrl+L", self.lock), ("F1", self.show_help)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)
        for number in range(1, 8):
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.activated.connect(lambda number=number: self._go_to(f"Alt+{number}"))

    def _restore_geometry(self) -> bool:
        saved = self._parts.settings.get("geometry", "")
        return bool(saved) and self.restoreGeometry(QByteArray.fromBase64(saved.encode("ascii", "ignore")))

    def _watch_idleness(self) -> None:
        from ffp_desktop.ui.idle import IdleWatch

        self.idle = IdleWatch(self._parts.clock, QApplication.instance() or self, self)
        self.idle.fell_idle.connect(self.lock)

    def _restyle(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setFont(self._parts.theme.font())
            application.setStyleSheet(self._parts.theme.stylesheet())

    # -- bars --------------------------------------------------------------------------------------------------

    def _take_top_bar(self, pages: "DeskPages") -> None:
        old = self._top
        self._top = pages.make_top_bar()
        self._top.chosen.connect(self._go_to)
        self._column.insertWidget(0, self._top)
        if old is not None:
            self._column.removeWidget(old)
            old.deleteLater()

    def _show_bars(self, page: Page) -> None:
        own = page.top_bar()
        if self._own_top is not None and self._own_top is not own:
            self._column.removeWidget(self._own_top)
            self._own_top.hide()
        if own is not None and own is not self._own_top:
            self._column.insertWidget(0, own)
            own.show()
        self._own_top = own
        is_desk = self._desk is not None
        if self._top is not None:
            self._top.setVisible(is_desk and own is None and self._closing is None)
        has_keys = bool(page.key_actions())
        if has_keys or self._status is not None:
            self.status_bar.setVisible(has_keys)
        if self._desk_pages is not None and self._top is not None:
            self._top.set_current(page.tab)

    def _show_keys(self) -> None:
        page = self._page
        if page is None:
            return
        actions = page.key_actions()
        if page.can_explain:
            actions = [*actions, KeyAction("F1", self.tr("说明"), self.show_help)]
        if self._status is not None:
            self._status.show_keys(actions)
            self._status.say(*page.status_words())
        name, title = self.tr("防返贫摸底排查"), page.title()
        self.setWindowTitle(f"{name} — {title}" if title else name)

    # -- help and other pages ----------------------------------------------------------------------------------

    def show_help(self) -> None:
        from ffp_desktop.ui.pages.help import HelpPage

        before = self._page
        if before is None or isinstance(before, HelpPage):
            return
        if self._desk_pages is not None and self._desk_pages.explain(before):
            return
        page = HelpPage(self._parts.manual, self._parts.theme)
        page.show_chapter(before.help_chapter())
        page.left.connect(lambda: self._leave_for(page, before))
        self.show_page(page)

    def _leave_for(self, page: Page, before: Page) -> None:
        self.show_page(before)
        self._drop(page)

    def _leave_crash(self, page: Page) -> None:
        if self._desk_pages is not None:
            self._desk_pages.show_home()
            self._drop(page)
        else:
            self.start()

    def show_only(self, page: Page) -> None:
        """Shows a page outside the desk and forgets the one before it."""
        before = self._page
        self.show_page(page)
        if before is not None and (self._desk_pages is None or not self._desk_pages.owns(before)):
            self._drop(before)

    def _drop(self, page: Page) -> None:
        if page is not self._page:
            self._stack.removeWidget(page)
            page.deleteLater()

    def _go_to(self, key: str) -> None:
        if self._desk_pages is not None:
            self._desk_pages.go_to(key)

    # -- closing -----------------------------------------------------------------------------------------------

    def _finish_closing(self) -> None:
        self._desk = None
        self._is_done = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._is_done and self._desk is not None:
            from ffp_desktop.ui.closing import Closing

            event.ignore()
            if self._closing is None and self._desk_pages is not None and self._desk_pages.hold():
                return
            self._closing = self._closing or Closing(self._desk, self._parts, self, self._finish_closing)
            self._closing.start()
            return
        geometry = self.saveGeometry().toBase64().data()
        self._parts.settings.set("geometry", bytes(geometry).decode("ascii"))
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._parts.theme.set_window_width(event.size().width())
