"""The right side of the quality page: the period, the picture, and the workbook of its figures."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.errand import Errand
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.pages.quality.bars import BarHeads, BarRow, TypingBars
from ffp_desktop.ui.pages.quality.paper import BarsPaper
from ffp_desktop.ui.pages.quality.periods import bar_rows, days_of, period_choices, say_day, without_words
from ffp_desktop.ui.pages.quality.reading import Reading, Work
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.file_choice import ask_target
from ffp_desktop.ui.widgets.filter_box import FilterBox
from ffp_desktop.ui.widgets.label import Label

if TYPE_CHECKING:
    from ffp_desktop.services.verification.statistics import QualityFigures


class PicturePart(QWidget):
    """Counts in the background; what is shown stays until the new figures are there."""

    opened = Signal(object)  # BarRow
    changed = Signal()

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = parts.theme
        self._settings = parts.settings
        self._clock: Callable[[], datetime] = parts.clock
        self.figures: QualityFigures | None = None
        self.counting = Reading(parts.background, self._prepare, self._show, self)
        self.writing = Errand(parts.background, self)
        self.period = FilterBox(self.tr("时间"), parts.theme, without=without_words())
        self.period.set_choices(period_choices())
        self.bars = TypingBars(parts.theme)
        self.notice = NoticeLine()
        self._foot = Label("", Type.SECONDARY, "label")
        self._empty = Label("", Type.TEXT, "muted")
        self._write = KeyButton(self.tr("导出"), "Ctrl+E", parts.theme)
        self._build()
        self.period.value_changed.connect(lambda _value: self.refresh())
        self.bars.opened.connect(self.opened)
        self._write.clicked.connect(self.export)
        self.counting.refused.connect(self._refuse)
        self.writing.refused.connect(self._refuse)

    @property
    def days(self) -> tuple[date, date]:
        return days_of(self.period.value(), self._clock().date())

    @property
    def has_rows(self) -> bool:
        return bool(self.bars.rows)

    @property
    def empty_words(self) -> str:
        return "" if self._empty.isHidden() else self._empty.text()

    @property
    def foot(self) -> str:
        return self._foot.text()

    def days_behind(self, row: BarRow) -> tuple[date, date]:
        """The days a bar stands for."""
        return self.days if row.is_total else (row.figures.work.day, row.figures.work.day)

    def refresh(self) -> None:
        """Counts again."""
        self.counting.refresh()

    def stop(self) -> None:
        """The page is left: nothing goes on behind it."""
        self.counting.stop()
        self.writing.stop()

    def export(self) -> None:
        """Asks where the workbook is to be, and writes it."""
        if self.figures is None or not self.has_rows or self.writing.is_busy:
            return
        target = ask_target(self, self.tr("导出到"), self.tr("录入质量.xlsx"), self.tr("Excel 工作簿 (*.xlsx)"))
        if target is not None:
            self.store(target)

    def store(self, target: Path) -> None:
        """Writes the workbook as `target`, whole or not at all, beside the window's own work."""
        figures = self.figures
        if figures is None:
            return
        self.notice.tell(self.tr("正在写…"))

        def done(_nothing: object) -> None:
            self.notice.tell(self.tr("已写出 {0}，里面没有任何答案。").format(target.name), "accent")

        self.writing.run(lambda _task: self._desk.quality.export_figures(figures, target), done)

    def make_paper(self) -> BarsPaper:
        """The picture as it stands, for a printer."""
        title = self.tr("各人录得多快、多准　{0}").format(self._desk.unit.name)
        return BarsPaper(self.bars, self._heads, self._theme, title, self._foot.text())

    def print_picture(self) -> None:
        """F7: asks for a printer, and prints; one page, as a rule."""
        if not self.has_rows:
            return
        from ffp_desktop.ui.printing import choose_printer, print_pages

        paper = self.make_paper()
        try:
            printer = choose_printer(self, self._settings.get("printer", ""), paper.pages)
            if printer is not None:
                count = print_pages(printer, paper.draw, paper.pages, lambda _done, _of: None, self.tr("录入质量"))
                self.notice.tell(self.tr("已送去打印 {0} 页。").format(count), "accent")
        except FfpError as error:
            self._refuse(error)

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Label(self.tr("各人录得多快、多准"), Type.SUBHEAD))
        head.addStretch()
        head.addWidget(self.period)
        head.addWidget(self._write)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self._make_sheet(), 1)

    def _make_sheet(self) -> QWidget:
        sheet = QWidget()
        sheet.setProperty("ground", "sheet")
        sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        inner = QWidget()
        inner.setProperty("ground", "plain")
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.bars)
        inside.addStretch()
        self._around = QScrollArea()
        self._around.setWidgetResizable(True)
        self._around.setFrameShape(QFrame.Shape.NoFrame)
        self._around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._around.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._around.setWidget(inner)
        self.bars.moved.connect(self._follow)
        self._heads = BarHeads(self.bars, self._theme)
        column.addWidget(self._heads)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._empty, 1)
        column.addWidget(self._around, 1)
        words = self.tr(
            "用时不算停下 5 分钟以上的；按键只数答案的字，不数回车和改错。错误由复录判定，算在第一次录的人那天。"
        )
        for label in (Label(words, Type.SECONDARY, "muted", wraps=True), self._foot):
            label.setContentsMargins(12, 3, 12, 4)
            column.addWidget(label)
        self._foot.setAlignment(Qt.AlignmentFlag.AlignRight)
        return sheet

    # -- showing -----------------------------------------------------------------------------------------------

    def _prepare(self) -> Work:
        since, until = self.days
        return lambda task: self._desk.quality.typing_figures(since, until, task.report)

    def _show(self, figures: "QualityFigures") -> None:
        self.figures = figures
        self.bars.show_rows(bar_rows(figures))
        self._empty.setText(self.tr("这段时间没有人录入，也没有复录。换一段时间看看。"))
        self._empty.setVisible(not self.has_rows)
        self._around.setVisible(self.has_rows)
        self._write.setEnabled(self.has_rows)
        self._foot.setText(self._foot_words(figures))
        self.changed.emit()

    def _foot_words(self, figures: "QualityFigures") -> str:
        compared = sum(one.errors.compared for one in figures.operators)
        wrong = sum(one.errors.first_wrong for one in figures.operators)
        first = min((day.work.day for day in figures.days), default=figures.since)
        words = self.tr("{0} – {1} · {2} 人 · 复录核对 {3} 项，录错 {4} 项")
        days = (say_day(first, figures.until), say_day(figures.until, figures.until))
        return words.format(*days, len(figures.operators), compared, wrong) if figures.days else ""

    def _follow(self) -> None:
        rect = self.bars.row_rect(self.bars.row)
        self._around.ensureVisible(0, round(rect.center().y()), 0, round(rect.height()))

    def _refuse(self, error: FfpError) -> None:
        self.notice.tell_error(error)
