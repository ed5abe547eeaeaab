"""特殊档案 (Ctrl+6): the files of key-person households that were not included, and what each still lacks."""

from collections import Counter
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.page import KeyAction
from ffp_desktop.ui.pages.campaign.archive.printing import print_covers
from ffp_desktop.ui.pages.campaign.archive.rows import FilePart, archive_columns, archive_row
from ffp_desktop.ui.pages.campaign.ask_panel import TEXT, Asking
from ffp_desktop.ui.pages.campaign.placed_list import PlacedListPage
from ffp_desktop.ui.pages.campaign.places import place_rows
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.widgets.file_choice import ask_target
from ffp_desktop.ui.widgets.paged_rows import PagedRows

if TYPE_CHECKING:
    from ffp_desktop.services.archive.files import ArchiveLine, ArchiveLook, Part

_TABS = ("全部", "有缺的", "齐全的", "没有编号", "编号重复")


class ArchivePage(PlacedListPage):
    """← → choose which, Enter opens the survey, F2 says where a file lies, F9 numbers, F7 prints covers."""

    section = "Ctrl+6"

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(desk, parts, archive_columns(), parent)
        self._look: ArchiveLook | None = None
        self._lines: Sequence[ArchiveLine] = ()
        self._keeps = ""
        self.file = FilePart()
        self.lay_out(self.tr("齐全 / 全部"), self.file)
        self.table.opened.connect(lambda _row: self._open())
        keys: dict[str, Callable[[], None]] = {
            "F2": self.place_file,
            "F7": self.print_covers,
            "F9": self.number_files,
            "Ctrl+E": self._choose_catalogue,
        }
        for key, act in keys.items():
            self.bind_key(key, act)

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("特殊档案")

    def help_chapter(self) -> str:
        return "20-监测对象和特殊档案"

    def key_actions(self) -> list[KeyAction]:
        if self.panel.isVisible():
            return [KeyAction("Enter", self.tr("记下")), KeyAction("Esc", self.tr("不记，关闭"))]
        actions = [KeyAction("← →", self.tr("换清单"), lambda: self.tabs.step(1))]
        if self.current() is not None:
            actions.append(KeyAction("Enter", self.tr("打开调查表"), self._open))
            actions.append(KeyAction("F2", self.tr("登记存放位置"), self.place_file))
        if self._lines:
            actions.append(KeyAction("F7", self.tr("打印封面"), self.print_covers))
        if self._unnumbered:
            actions.append(KeyAction("F9", self.tr("编号 {0} 份").format(len(self._unnumbered)), self.number_files))
        actions.append(KeyAction("F6", self.place_words, self.switch_pane))
        if self._lines:
            actions.append(KeyAction("Ctrl+E", self.tr("目录"), self._choose_catalogue))
        return [*actions, KeyAction("Esc", self.tr("返回"), self.go_back)]

    def status_words(self) -> tuple[str, str]:
        total = len(self._look.lines) if self._look else 0
        return self.tr("数据已保存"), self.tr("特殊档案 {0} 份").format(total) if total else ""

    def arrive(self) -> None:
        self.refresh()
        self.table.setFocus()

    # -- the list as one that is walked through ----------------------------------------------------------------

    def neighbour(self, survey_id: str, by: int) -> str:
        at = self._row_of(survey_id)
        return self._lines[at + by].row.survey if at >= 0 and 0 <= at + by < len(self._lines) else ""

    def position(self, survey_id: str) -> tuple[int, int]:
        return self._row_of(survey_id) + 1, len(self._lines)

    def keep(self, survey_id: str) -> None:
        """The row will stand on this survey."""
        self._keeps = survey_id

    # -- public ------------------------------------------------------------------------------------------------

    def current(self) -> "ArchiveLine | None":
        return self._lines[self.table.row] if 0 <= self.table.row < len(self._lines) else None

    def refresh(self) -> None:
        """Looks at the files again, beside the window's own work."""
        if not self.errand.is_busy:
            if self._look is None:
                self.notice.tell(self.tr("正在看档案…"))
            self.errand.run(lambda _task: self.desk.monitoring.archive.look(), self._show)

    def place_file(self) -> None:
        """F2: where the paper of this file lies."""
        line, archive = self.current(), self.desk.monitoring.archive
        if line is not None:
            head = self.tr("{0}　纸质档案放在哪里").format(line.row.head_name)
            asking = Asking(head, {TEXT: self.tr("存放位置，如 一号柜第3格")}, {TEXT: line.record.place})

            def record(answers: dict[str, str]) -> None:
                archive.file(line, answers[TEXT])

            self.ask(asking, record)

    def number_files(self) -> None:
        """F9: numbers for all on the list that have none."""
        lines, archive = self._unnumbered, self.desk.monitoring.archive
        if lines:
            head = self.tr("给 {0} 份没有编号的档案编号").format(len(lines))
            note = self.tr("每个村从1起，接着已有的往下编；编过的不动。")
            labels = {TEXT: self.tr("存放位置（可以空着）")}

            def record(answers: dict[str, str]) -> None:
                archive.number(lines, answers[TEXT])

            self.ask(Asking(head, labels, note=note, save=self.tr("编号")), record)

    def print_covers(self) -> None:
        """F7: a cover for each file on the list, to a printer."""
        if self._lines and not self.errand.is_busy:
            lines, papers, of_round = tuple(self._lines), self.desk.monitoring.papers, self.desk.current_round()

            def draw(_task: object) -> bytes:
                content = BytesIO()
                papers.write_covers(lines, content, of_round)
                return content.getvalue()

            self.errand.run(draw, self._print)

    def write_catalogue(self, target: Path) -> None:
        """The catalogue of the list, as a workbook or PDF by the file's name."""
        lines, papers, of_round = tuple(self._lines), self.desk.monitoring.papers, self.desk.current_round()
        done = self.tr("已写出 {0}，{1} 份档案的目录。").format(target.name, len(lines))
        self.errand.run(
            lambda _task: papers.write_catalogue(lines, target, of_round),
            lambda _none: self.notice.tell(done, "accent"),
        )

    # -- showing -----------------------------------------------------------------------------------------------

    def take_place(self) -> None:
        here = self._here
        counts = {part.value: count for part, count in here.counts.items()} if here else {}
        counts[_TABS[0]] = len(here.lines) if here else 0
        self.tabs.set_tabs([(self.tr(words), counts.get(words, 0)) for words in _TABS], self.tabs.index)
        self.show_list()

    def show_list(self) -> None:
        look = self._here
        self._show_bars()
        if look is None:
            return
        current = self.current()
        keeps = self._keeps or (current.row.survey if current else "")
        self._lines = look.of(self._part)
        papers, palette = self.desk.monitoring.papers, self.parts.theme.palette
        lines = self._lines
        rows = PagedRows(
            len(lines),
            lambda start, count: lines[start : start + count],
            lambda line: archive_row(line, papers.village_name(line), palette),
        )
        self.table.show_rows(rows, self._empty_words())
        if (at := self._row_of(keeps)) >= 0:
            self.table.select(at)
        self._keeps = ""
        self.foot.setText(self.tr("按村和表号 · 共 {0} 份").format(len(rows)) if rows else "")
        self.show_current()
        self.status_changed.emit()

    def show_current(self) -> None:
        line = self.current()
        self.file.show_file(line, self.desk.monitoring.papers.name_of(line.record) if line else "")
        self.keys_changed.emit()

    def recorded(self) -> None:
        line = self.current()
        self._keeps = line.row.survey if line else ""
        self.refresh()

    def _show(self, look: "ArchiveLook") -> None:
        self._look = look
        words = self.tr("另有 {0} 户重点人群本轮还没有排查，排查完才有档案。").format(look.unvisited)
        self.notice.tell(words if look.unvisited else "")
        self.take_place()

    def _show_bars(self) -> None:
        if self._look is not None:
            digits = 9 if self.is_banner else 12
            totals = Counter(line.row.village[:digits] for line in self._look.lines)
            whole = Counter(line.row.village[:digits] for line in self._look.lines if not line.gaps)
            self.bars.set_rows(place_rows(self.desk.regions, self.unit, whole, totals, self.tr("全部")))

    def _empty_words(self) -> str:
        if self._look is not None and self._look.lines:
            return self.tr("这张清单上没有档案。")
        return self.tr("还没有特殊档案。\n部门名单上的重点人群，排查后没有纳入监测的户，会排在这里。")

    # -- doing -------------------------------------------------------------------------------------------------

    @property
    def _here(self) -> "ArchiveLook | None":
        return self._look.within(self.bars.code) if self._look is not None else None

    @property
    def _part(self) -> "Part | None":
        from ffp_desktop.services.archive.files import Part

        return Part(_TABS[self.tabs.index]) if self.tabs.index else None

    @property
    def _unnumbered(self) -> "tuple[ArchiveLine, ...]":
        return tuple(line for line in self._lines if not line.record.number)

    def _row_of(self, survey_id: str) -> int:
        return next((at for at, line in enumerate(self._lines) if line.row.survey == survey_id), -1)

    def _open(self) -> None:
        line = self.current()
        if line is not None:
            self.walk_wanted.emit(line.row.survey)

    def _print(self, pdf: bytes) -> None:
        try:
            print_covers(self, pdf, self.parts, self.notice)
        except FfpError as error:
            self.notice.tell_error(error)

    def _choose_catalogue(self) -> None:
        if self._lines and not self.errand.is_busy:
            kinds = self.tr("Excel 工作簿 (*.xlsx);;PDF (*.pdf)")
            target = ask_target(self, self.tr("档案目录存为"), self.tr("一般农户特殊档案目录.xlsx"), kinds)
            if target is not None:
                self.write_catalogue(target)
