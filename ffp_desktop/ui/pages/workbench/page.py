"""工作台: progress at the left, villages that stand out in the middle, deadlines and what is late at the right."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.errand import Errand
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import DESK_TAB, KeyAction, Page
from ffp_desktop.ui.pages.quality.reading import Reading, Work
from ffp_desktop.ui.pages.workbench.bars_panel import BarsPanel
from ffp_desktop.ui.pages.workbench.panel import Panel
from ffp_desktop.ui.pages.workbench.paper import WorkbenchPaper
from ffp_desktop.ui.pages.workbench.points_panel import PointsPanel
from ffp_desktop.ui.pages.workbench.small_panels import DatesPanel, LatePanel, OutlierPanel
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.file_choice import ask_target
from ffp_desktop.ui.widgets.label import Label

if TYPE_CHECKING:
    from ffp_desktop.services.campaign.desk_records import Desk as Seen
    from ffp_desktop.services.campaign.desk_records import UnitBar
    from ffp_desktop.ui.workbench import WrittenReport

QUALITY_KEY = "Ctrl+2"
_DIGITS = 9
_BANNER = 6


class WorkbenchPage(Page):
    """F6 goes from panel to panel, Enter opens the line, a digit opens what is late; what is shown is as of a time."""

    tab = DESK_TAB
    left = Signal()
    unit_wanted = Signal(str)  # a region's code
    village_wanted = Signal(str, str)  # code, name
    source_wanted = Signal(object)  # where a number is from
    quality_wanted = Signal()

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = parts.theme
        self._settings = parts.settings
        self.seen: Seen | None = None
        is_banner = len(desk.unit.code) == _BANNER
        judged = self.tr("审定") if is_banner else self.tr("审核")
        theme = parts.theme
        self.bars = BarsPanel(self.tr("各乡镇进度") if is_banner else self.tr("各村进度"), judged, theme)
        self.points = PointsPanel(self.tr("重点人群多、识别少的村"), theme)
        self.outliers, self.dates, self.late = OutlierPanel(theme), DatesPanel(theme), LatePanel(theme)
        self.notice = NoticeLine()
        self._headline = Label("", Type.HOUSEHOLD, is_bold=True)
        self._summary = Label("", Type.TEXT, "label")
        self._report = KeyButton(self.tr("写季度报告"), "F2", theme)
        self._quality = KeyButton(self.tr("录入质量"), QUALITY_KEY, theme)
        self.counting = Reading(parts.background, self._prepare, self._show, self)
        self.writing = Errand(parts.background, self)
        self._build()
        self._join()

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("工作台")

    def help_chapter(self) -> str:
        return "22-工作台和季度报告"

    def key_actions(self) -> list[KeyAction]:
        actions = []
        count = min(len(self.late.late), _DIGITS)
        if count:
            actions.append(KeyAction(f"1…{count}" if count > 1 else "1", self.tr("去办")))
        actions.append(KeyAction("F6", self.tr("换一块"), self._next_panel))
        if words := self._enter_words():
            actions.append(KeyAction("Enter", words))
        actions.append(KeyAction("F2", self.tr("写季度报告"), self.ask_report))
        actions.append(KeyAction("F7", self.tr("打印"), self.print_look))
        actions.append(KeyAction(QUALITY_KEY, self.tr("录入质量"), self.quality_wanted.emit))
        return [*actions, KeyAction("Esc", self.tr("返回"), self.left.emit)]

    def status_words(self) -> tuple[str, str]:
        if self.seen is None:
            return self.tr("正在数…"), ""
        last = self.seen.last_bundle.replace("T", " ")[5:16]
        return self.tr("数据截至 {0}").format(self.seen.now[11:16]), self.tr("最近收到 {0}").format(
            last
        ) if last else ""

    def arrive(self) -> None:
        self.counting.refresh()
        if not any(panel.hasFocus() for panel in self.panels):
            self.bars.setFocus()

    def leave(self) -> None:
        self.counting.stop()

    # -- public ------------------------------------------------------------------------------------------------

    @property
    def panels(self) -> tuple[Panel, ...]:
        """In the order of F6."""
        return (self.bars, self.points, self.outliers, self.dates, self.late)

    @property
    def headline(self) -> str:
        return f"{self._headline.text()} {self._summary.text()}"

    def ask_report(self) -> None:
        """F2: asks where the report is to be, and writes it with its figures as .xlsx and PDF beside it."""
        if self.writing.is_busy:
            return
        name, kinds = self._desk.workbench.proposed_name(), self.tr("Word 文档 (*.docx)")
        target = ask_target(self, self.tr("写季度报告"), name, kinds)
        if target is not None:
            self.write_report(target)

    def write_report(self, target: Path) -> None:
        """Writes the three files beside the window's own work."""
        self.notice.tell(self.tr("正在数、正在写…"))

        def done(written: "WrittenReport") -> None:
            names = "、".join(file.name for file in written.files)
            words = self.tr("已写到 {0}：{1}。还有 {2} 处〔请填写〕，请打开 .docx 写完。")
            self.notice.tell(words.format(target.parent, names, written.to_write), "accent")
            self.counting.refresh()

        self.writing.run(lambda _task: self._desk.workbench.write_report(target), done)

    def make_paper(self) -> WorkbenchPaper:
        """What is shown, for a printer."""
        title = self.tr("{0}　{1}").format(self._desk.unit.name, self._headline.text())
        return WorkbenchPaper(self, self.panels, self._theme, title, self._summary.text())

    def print_look(self) -> None:
        """F7: asks for a printer, and prints one page."""
        from ffp_desktop.ui.printing import choose_printer, print_pages

        self.setFocus()  # no ring on paper
        paper = self.make_paper()
        try:
            printer = choose_printer(self, self._settings.get("printer", ""), paper.pages)
            if printer is not None:
                print_pages(printer, paper.draw, paper.pages, lambda _done, _of: None, self.tr("工作台"))
                self.notice.tell(self.tr("已送去打印 1 页。"), "accent")
        except FfpError as error:
            self.notice.tell_error(error)
        self.bars.setFocus()

    # -- private -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(22)
        head.addWidget(self._headline)
        head.addWidget(self._summary, 1)
        head.addWidget(self._report)
        head.addWidget(self._quality)
        middle, right = QVBoxLayout(), QVBoxLayout()
        for column, upper, lower, shares in (
            (middle, self.points, self.outliers, (66, 32)),
            (right, self.dates, self.late, (37, 61)),
        ):
            column.setSpacing(12)
            column.addWidget(upper, shares[0])
            column.addWidget(lower, shares[1])
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self.bars, 54)
        row.addLayout(middle, 43)
        row.addLayout(right, 34)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 8)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.notice)
        layout.addLayout(row, 1)

    def _join(self) -> None:
        self.bars.opened.connect(lambda index: self.unit_wanted.emit(self.bars.bars[index].unit))
        self.points.opened.connect(lambda index: self._open_village(self.points.villages[index]))
        self.outliers.opened.connect(lambda index: self._open_village(self.outliers.villages[index]))
        self.late.opened.connect(self._open_late)
        self.dates.opened.connect(self._open_date)
        for panel in self.panels:
            panel.moved.connect(self.keys_changed)
        self._report.clicked.connect(self.ask_report)
        self._quality.clicked.connect(self.quality_wanted)
        self.counting.refused.connect(self.notice.tell_error)
        self.writing.refused.connect(self.notice.tell_error)
        keys: dict[str, Callable[[], None]] = {"F2": self.ask_report, "F6": self._next_panel, "Esc": self.left.emit}
        keys |= {QUALITY_KEY: self.quality_wanted.emit, "F7": self.print_look}
        keys |= {str(digit): partial(self._open_late, digit - 1) for digit in range(1, _DIGITS + 1)}
        for key, act in keys.items():
            self.bind_key(key, act)

    def _prepare(self) -> Work:
        return lambda _task: self._desk.workbench.look()

    def _show(self, seen: "Seen") -> None:
        self.seen = seen
        self.bars.show_bars(seen.bars, seen.total.percent)
        self.points.show_villages(seen.villages, seen.settings)
        self.outliers.show_villages(seen.outliers)
        self.dates.show_dates(seen.deadlines)
        self.late.show_late(seen.late)
        month, day = int(seen.now[5:7]), int(seen.now[8:10])
        self._headline.setText(self.tr("{0}月{1}日，本轮第 {2} 天").format(month, day, seen.day))
        self._summary.setText(self._say(seen))
        self.keys_changed.emit()
        self.status_changed.emit()

    def _say(self, seen: "Seen") -> str:
        total: UnitBar = seen.total
        judged = self.tr("审定") if len(seen.unit) == _BANNER else self.tr("审核通过")
        approved = 100 * total.approved // total.due if total.due else 100
        words = self.tr("应查 {0:,} 户，已收到 {1:,} 户（{2}%），{3} {4:,} 户（{5}%）。").format(
            total.due, total.received, total.percent, judged, total.approved, approved
        )
        if not total.missing:
            return words
        words += self.tr("缺 {0:,} 户").format(total.missing)
        if not seen.finished_on:
            return words + self.tr("，近 {0} 天没有新到的。").format(seen.settings.silent_days)
        month, day = int(seen.finished_on[5:7]), int(seen.finished_on[8:10])
        ends = self.tr("，按近 {0} 天的速度 {1}月{2}日 收齐。")
        return words + ends.format(seen.settings.silent_days, month, day)

    def _enter_words(self) -> str:
        words = {
            self.bars: self.tr("看这里的表"),
            self.points: self.tr("看这个村"),
            self.outliers: self.tr("逐户看"),
            self.dates: self.tr("看是哪些"),
            self.late: self.tr("去办"),
        }
        return next((said for panel, said in words.items() if panel.hasFocus() and panel.count), "")

    def _next_panel(self) -> None:
        """The next one that has lines."""
        panels = list(self.panels)
        at = next((index for index, panel in enumerate(panels) if panel.hasFocus()), -1)
        order = [*panels[at + 1 :], *panels[: at + 1]]
        next((panel for panel in order if panel.count), self.bars).setFocus()

    def _open_village(self, village: object) -> None:
        figures, name = getattr(village, "figures", None), getattr(village, "name", "")
        if figures is not None:
            self.village_wanted.emit(figures.unit, name)

    def _open_late(self, index: int) -> None:
        if index < len(self.late.late):
            self.late.choose(index)
            late = self.late.late[index]
            self.source_wanted.emit(late.source)

    def _open_date(self, index: int) -> None:
        due = self.dates.dates[index]
        if due.deadline.key == "report":
            self.ask_report()
        elif due.source is not None:
            self.source_wanted.emit(due.source)
