"""Print: the real pages of the PDF as pictures; F7 sends them to a printer, or they are stored as a PDF."""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.files import write_whole
from ffp_desktop.ui.background import Task
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import PRINT_TAB, KeyAction, Page
from ffp_desktop.ui.pages.print_choice import PrintChoice
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.file_choice import ask_target
from ffp_desktop.ui.widgets.key_hint import KeyHint
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.page_view import PageView

_ZOOM_STEP = 1.25


class PreviewPage(Page):
    """What to print at the left, the page at the right. The PDF stays in memory until it is stored."""

    tab = PRINT_TAB
    left = Signal()

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._parts = parts
        self._pdf = b""
        self._page, self._pages = 0, 0
        self._task: Task | None = None
        self._is_printing = False
        self.choice = PrintChoice(parts.theme)
        self.view = PageView(parts.theme)
        self.notice = NoticeLine()
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(80)
        self._redraw.timeout.connect(self._draw)
        self._build()
        self._bind()

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("打印")

    def help_chapter(self) -> str:
        return "05-打印"

    def key_actions(self) -> list[KeyAction]:
        actions = []
        if self._task is not None:
            actions.append(KeyAction("Esc", self.tr("不做了"), self._escape))
        if self._pdf:
            actions.append(KeyAction("F7", self.tr("送打印机"), self.print))
            if self._pages > 1:
                actions.append(KeyAction("PgUp PgDn", self.tr("翻页"), lambda: self.turn(1)))
            actions.append(KeyAction("+ −", self.tr("放大缩小"), lambda: self._zoom(_ZOOM_STEP)))
        if self._task is None:
            actions += [KeyAction(one.key, one.text(), one.click) for one in self.choice.of_surveys if one.isEnabled()]
            actions.append(KeyAction("Esc", self.tr("返回"), self._escape))
        return actions

    def arrive(self) -> None:
        self.choice.focus()

    def leave(self) -> None:
        if not self._is_printing:  # what is under way to the printer goes on
            self._cancel()

    # -- public ------------------------------------------------------------------------------------------------

    @property
    def page_words(self) -> str:
        return self._page_label.text()

    @property
    def pdf(self) -> bytes:
        """What is shown; empty when there is nothing."""
        return self._pdf

    def set_list(
        self, total: int, read_ids: Callable[[], Sequence[str]], current: str, ticked: Sequence[str] = ()
    ) -> None:
        """What the list shows now, its current survey and its ticked ones: the choices at the left."""
        self.choice.set_list(total, read_ids, current, ticked)

    def show_surveys(self, survey_ids: Sequence[str]) -> None:
        """Makes the PDF of these surveys and shows its first page."""
        ids = list(survey_ids)
        self._make(lambda task, out: self._desk.print_surveys(ids, out, task.report))

    def show_blank(self, rows: int, copies: int) -> None:
        self._make(lambda _task, out: self._desk.print_blank(rows, copies, out))

    def turn(self, by: int) -> None:
        """Shows another page, stopping at the ends."""
        page = min(max(self._page + by, 0), max(self._pages - 1, 0))
        if page != self._page:
            self._page = page
            self._draw()

    def print(self) -> None:
        """Sends the pages to a printer a person chooses; they go there in the background."""
        from ffp_desktop.ui.printing import choose_printer, print_pages

        pdf, pages = self._pdf, self._pages
        if not pdf or self._task is not None:
            return
        try:
            printer = choose_printer(self, self._parts.settings.get("printer", ""), pages)
        except FfpError as error:
            self.notice.tell_error(error)
            return
        if printer is None:
            return
        name = printer.printerName()
        self._parts.settings.set("printer", name)
        self._is_printing = True
        self._run(
            lambda task: print_pages(printer, lambda page, dots: self._picture(pdf, page, dots), pages, task.report),
            lambda count: self._tell_printed(name, count),
            self.tr("正在送打印机 {0} / {1} 页…"),
        )

    def _tell_printed(self, name: str, count: int) -> None:
        self._end_task()
        self.notice.tell(self.tr("已送到打印机“{0}”，共 {1} 页。").format(name, count), "accent")

    def store(self, target: Path) -> None:
        """Writes the PDF as `target`, whole or not at all."""
        if not self._pdf:
            return
        try:
            write_whole(target, self._pdf)
            self.notice.tell(self.tr("已存为 {0}。").format(target.name), "accent")
        except FfpError as error:
            self.notice.tell_error(error)

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.choice)
        right = QVBoxLayout()
        right.setContentsMargins(14, 10, 14, 8)
        right.setSpacing(6)
        right.addLayout(self._make_head())
        right.addWidget(self.notice)
        right.addWidget(self.view, 1)
        row.addLayout(right, 1)
        self.choice.surveys_wanted.connect(self.show_surveys)
        self.choice.blank_wanted.connect(self.show_blank)

    def _make_head(self) -> QHBoxLayout:
        theme = self._parts.theme
        head = QHBoxLayout()
        head.setSpacing(10)
        self._page_label = Label(self.tr("还没有要打印的"), Type.SUBHEAD)
        self._turn_hint = KeyHint("PgUp PgDn", self.tr("翻页"), theme)
        self._turn_hint.clicked.connect(lambda: self.turn(1))
        self._store = KeyButton(self.tr("存为 PDF"), "Ctrl+P", theme)
        self._store.clicked.connect(self._choose_target)
        self._print = KeyButton(self.tr("打印"), "F7", theme, is_main=True)
        self._print.clicked.connect(self.print)
        head.addWidget(self._page_label)
        head.addWidget(self._turn_hint)
        head.addStretch()
        head.addWidget(self._store)
        head.addWidget(self._print)
        self._show_ready()
        return head

    def _bind(self) -> None:
        keys: dict[str, Callable[[], None]] = {
            "F7": self.print,
            "PgDown": lambda: self.turn(1),
            "PgUp": lambda: self.turn(-1),
            "Ctrl++": lambda: self._zoom(_ZOOM_STEP),
            "Ctrl+=": lambda: self._zoom(_ZOOM_STEP),
            "Ctrl+-": lambda: self._zoom(1 / _ZOOM_STEP),
            "Ctrl+P": self._choose_target,
            "Esc": self._escape,
            **{button.key: button.click for button in self.choice.of_surveys},
        }
        for key, act in keys.items():
            self.bind_key(key, act)

    def _show_ready(self) -> None:
        is_ready = bool(self._pdf) and self._task is None
        self._store.setEnabled(is_ready)
        self._print.setEnabled(is_ready)
        self._turn_hint.setVisible(is_ready and self._pages > 1)

    # -- making ------------------------------------------------------------------------------------------------

    def _make(self, write: Callable[[Task, BytesIO], None]) -> None:
        self._cancel()
        self._pdf = b""
        self.view.show_image(None)
        self.notice.tell(self.tr("正在排版…"))

        def work(task: Task) -> tuple[bytes, int]:
            out = BytesIO()
            write(task, out)
            pdf = out.getvalue()
            return pdf, self._parts.pictures.count_pages(pdf)

        self._run(work, self._take, self.tr("正在排版 {0} / {1} 户…"))

    def _run(self, work: Callable[[Task], Any], done: Callable[[Any], None], progress: str) -> None:
        def say_progress(so_far: int, total: int) -> None:
            if self._task is not None:
                self.notice.tell(progress.format(so_far, total))

        task = self._parts.background.run(work, done, self._refuse, self, say_progress)
        self._task = None if task.has_ended else task
        self._show_ready()
        self.keys_changed.emit()

    def _take(self, made: tuple[bytes, int]) -> None:
        self._pdf, self._pages = made
        self._page = 0
        self._end_task()
        self.view.setFocus()

    def _refuse(self, error: FfpError) -> None:
        self._end_task()
        if not self._pdf:
            self._page_label.setText(self.tr("还没有要打印的"))
        self.notice.tell_error(error)

    def _end_task(self) -> None:
        """The work is over: what is there can be looked at again."""
        self._task, self._is_printing = None, False
        self.notice.tell("")
        self._show_ready()
        self._draw()
        self.keys_changed.emit()

    def _cancel(self) -> None:
        if self._task is not None:
            words = self.tr("已停下，后面的页没有送去打印。") if self._is_printing else ""
            self._task.cancel()
            self._end_task()
            self.notice.tell(words)

    def _escape(self) -> None:
        if self._task is not None:
            self._cancel()
        else:
            self.left.emit()

    # -- showing -----------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        if not self._pdf:
            return
        words = self.tr("第 {0} / {1} 页").format(self._page + 1, self._pages)
        self._page_label.setText(words)
        try:
            self.view.show_image(self._picture(self._pdf, self._page, self.view.dots_per_inch()))
        except FfpError as error:
            self.notice.tell_error(error)

    def _picture(self, pdf: bytes, page: int, dots: float) -> QImage:
        width, height, pixels = self._parts.pictures.draw_page(pdf, page, dots)
        return QImage(pixels, width, height, width * 3, QImage.Format.Format_RGB888).copy()

    def _zoom(self, factor: float) -> None:
        self.view.set_zoom(self.view.zoom * factor)
        self._redraw.start()

    def _choose_target(self) -> None:
        if not self._pdf:
            return
        target = ask_target(self, self.tr("存为 PDF"), self.tr("摸底排查表.pdf"), "PDF (*.pdf)")
        if target is not None:
            self.store(target)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._pdf:
            self.view.set_zoom(self.view.zoom)
            self._redraw.start()
