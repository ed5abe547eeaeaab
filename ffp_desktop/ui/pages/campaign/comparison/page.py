"""机账实 (Ctrl+5): where the national system, the ledger and the visit differ about a person, and who is right."""

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.reconciliation.items import ITEMS, Side
from ffp_desktop.errors import FfpError
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.page import KeyAction
from ffp_desktop.ui.pages.campaign.comparison.lists import TABS, is_on_list
from ffp_desktop.ui.pages.campaign.comparison.rows import DifferencePart, comparison_columns, comparison_row
from ffp_desktop.ui.pages.campaign.comparison.settling_page import SettlingPage
from ffp_desktop.ui.pages.campaign.places import place_rows
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.widgets.cell_table import Cell
from ffp_desktop.ui.widgets.paged_rows import PagedRows
from ffp_desktop.ui.widgets.step_box import StepBox

if TYPE_CHECKING:
    from ffp_desktop.services.reconciliation.records import Compared, DifferenceLine

NO_EXPORTS = "compare.no_exports"


class ComparisonPage(SettlingPage):
    """← → choose a list, 1 2 3 which side is right, F5 as proposed; what is ticked is settled at once."""

    section = "Ctrl+5"
    taking_wanted = Signal()
    exports_wanted = Signal()

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(desk, parts, comparison_columns(), parent)
        self._compared: Compared | None = None
        self._keeps = ""
        self.item = StepBox(self.tr("项目"), parts.theme)
        self.side = StepBox(self.tr("要改的"), parts.theme)
        self.side.set_choices([(side.value, side.value) for side in Side])
        self.difference = DifferencePart(parts.theme)
        self.lay_out(self.tr("已定 / 差异"), self.difference, (self.item, self.side))
        for box in (self.item, self.side):
            box.value_changed.connect(lambda _value: self.show_list())
        self.table.opened.connect(lambda _row: self._open())
        self.errand.progressed.connect(self._tell_progress)
        self.bind_key("F2", self.taking_wanted.emit)
        self.bind_key("Ctrl+R", self.exports_wanted.emit)

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("机账实一致")

    def help_chapter(self) -> str:
        return "21-机账实"

    def key_actions(self) -> list[KeyAction]:
        if self.panel.isVisible():
            return [KeyAction("Enter", self.tr("定下")), KeyAction("Esc", self.tr("不定，关闭"))]
        actions = [KeyAction("← →", self.tr("换清单"), lambda: self.tabs.step(1))]
        line = self.current()
        if line is not None:
            settled = KeyAction("Ctrl+Z", self.tr("取消已定"), self.reopen)
            actions += [
                KeyAction("1 2 3", self.tr("为准")),
                KeyAction("4", self.tr("不用改")),
                settled if line.settlement is not None else KeyAction("F5", self.tr("照建议"), self.accept),
                KeyAction("空格", self.tr("勾"), self.tick),
                KeyAction("Ctrl+A", self.tr("全勾"), self.tick_all),
                KeyAction("Enter", self.tr("调查表"), self._open),
                KeyAction("F7", self.tr("打印"), self.print_sheet),
                KeyAction("Ctrl+E", self.tr("导出"), self.choose_target),
            ]
        actions.append(KeyAction("F6", self.tr("换栏"), self.switch_pane))
        actions.append(KeyAction("F2", self.tr("导入"), self.taking_wanted.emit))
        actions.append(KeyAction("Ctrl+R", self.tr("导入过的"), self.exports_wanted.emit))
        return [*actions, KeyAction("Esc", self.tr("返回"), self.go_back)]

    def status_words(self) -> tuple[str, str]:
        exports = self._compared.exports if self._compared else ()
        told = "　".join(f"{card.side.value} {card.as_of}" for card in exports[:3])
        return self.tr("数据已保存"), told

    def arrive(self) -> None:
        self.refresh()
        self.table.setFocus()

    # -- the list as one that is walked through ----------------------------------------------------------------

    def neighbour(self, survey_id: str, by: int) -> str:
        ids = self._surveys()
        at = ids.index(survey_id) + by if survey_id in ids else -1
        return ids[at] if 0 <= at < len(ids) else ""

    def position(self, survey_id: str) -> tuple[int, int]:
        ids = self._surveys()
        return (ids.index(survey_id) + 1 if survey_id in ids else 0), len(ids)

    def keep(self, survey_id: str) -> None:
        """The row will stand on this survey, unless it does already."""
        line = self.current()
        if line is None or line.difference.survey != survey_id:
            found = (one.difference.id for one in self.lines if one.difference.survey == survey_id)
            self._keeps = next(found, "")

    # -- public ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Compares again, beside the window's own work; villages in which nothing happened are not looked at."""
        if not self.errand.is_busy:
            if self._compared is None:
                self.notice.tell(self.tr("正在比对…"))
            self.errand.run(lambda task: self.desk.reconciliation.compare(task.report), self._show)

    def switch_pane(self) -> None:
        """F6: the places, the items, who has to change, the list, and round again."""
        if not self.panel.isVisible():
            panes: list[QWidget] = [self.table, self.bars, self.item, self.side]
            here = next((at for at, pane in enumerate(panes) if pane.hasFocus()), len(panes) - 1)
            panes[(here + 1) % len(panes)].setFocus()
            self.keys_changed.emit()

    # -- showing -----------------------------------------------------------------------------------------------

    def take_place(self) -> None:
        self._show_items()
        self.show_list()

    def show_list(self) -> None:
        self._show_bars()
        here = self._here()
        self.tabs.set_tabs([(words, sum(is_on_list(one, words) for one in here)) for words in TABS], self.tabs.index)
        current = self.current()
        keeps = self._keeps or (current.difference.id if current else "")
        self._keeps = ""
        words = TABS[self.tabs.index]
        self.lines = [line for line in here if is_on_list(line, words)]
        self.table.show_rows(self._rows(), self._empty_words())
        at = next((at for at, line in enumerate(self.lines) if line.difference.id == keeps), -1)
        if at >= 0:
            self.table.select(at)
        ticked = sum(line.difference.id in self.marked for line in self.lines)
        told = self.tr("共 {0} 项").format(len(self.lines)) if self.lines else ""
        self.foot.setText(self.tr("勾选 {0} 项 · {1}").format(ticked, told) if ticked else told)
        self.show_current()
        self.status_changed.emit()

    def show_current(self) -> None:
        self.difference.show_line(self.current(), self.desk.reconciliation.value_words)
        self.keys_changed.emit()

    def recorded(self) -> None:
        self.show_list()

    # -- private -----------------------------------------------------------------------------------------------

    def _here(self) -> "list[DifferenceLine]":
        """What the place, the item and the side leave, on whatever list."""
        lines = self._compared.lines if self._compared else ()
        code, item, side = self.bars.code, self.item.value(), self.side.value()
        return [
            line
            for line in lines
            if line.difference.village.startswith(code)
            and item in ("", line.difference.item)
            and (not side or Side(side) in line.wrong)
        ]

    def _rows(self) -> PagedRows["DifferenceLine"]:
        lines, reconciliation, palette = self.lines, self.desk.reconciliation, self.parts.theme.palette

        def draw(line: "DifferenceLine") -> list[Cell]:
            place = reconciliation.place_name(line.difference.village)
            ticked = line.difference.id in self.marked
            return comparison_row(line, place, reconciliation.value_words, palette, ticked=ticked)

        blank = [Cell("") for _ in comparison_columns()]
        return PagedRows(len(lines), lambda start, count: lines[start : start + count], draw, blank)

    def _show(self, compared: "Compared") -> None:
        words = []
        if compared.uncovered:
            words.append(self.tr("有 {0} 个村不在导入的表里，没有比。").format(len(compared.uncovered)))
        if unvisited := sum(village.unvisited for village in compared.villages):
            words.append(self.tr("另有 {0} 户本轮还没有排查完，排查完再比。").format(unvisited))
        self.notice.tell("".join(words), "warning")
        self.take_lines(compared)

    def take_lines(self, compared: "Compared") -> None:
        self._compared = compared
        self._show_items()
        self.show_list()

    def _show_items(self) -> None:
        lines = self._compared.lines if self._compared else ()
        counts = Counter(one.difference.item for one in lines if one.difference.village.startswith(self.bars.code))
        self.item.set_choices([(item, f"{ITEMS[item].name} {counts[item]}") for item in ITEMS if counts[item]])

    def _show_bars(self) -> None:
        digits = 9 if self.is_banner else 12
        counts: Counter[str] = Counter()
        totals: Counter[str] = Counter()
        for one in self._compared.villages if self._compared else ():
            counts[one.village[:digits]] += one.settled
            totals[one.village[:digits]] += one.open + one.settled
        self.bars.set_rows(place_rows(self.desk.regions, self.unit, counts, totals, self.tr("全部")))

    def _empty_words(self) -> str:
        if self._compared is None:
            return self.tr("还没有导入全国系统的导出表。\n按 F2 选文件：表头在第几行、有哪些列都可以，照列名来认。")
        return self.tr("这张清单上没有差异。")

    def _refuse(self, error: FfpError) -> None:
        if error.code == NO_EXPORTS:
            self.notice.tell("")
            self._compared = None
            self.take_place()
        else:
            super()._refuse(error)

    def _surveys(self) -> list[str]:
        return list(dict.fromkeys(line.difference.survey for line in self.lines if line.difference.survey))

    def _open(self) -> None:
        line = self.current()
        if line is not None and line.difference.survey:
            self._keeps = line.difference.id
            self.walk_wanted.emit(line.difference.survey)
        elif line is not None:
            self.notice.tell(self.tr("这一户只在导出表里，本轮没有它的调查表。"), "warning")

    def _tell_progress(self, done: int, total: int) -> None:
        if self.errand.is_busy and self._compared is None:
            self.notice.tell(self.tr("正在比对… {0} / {1} 个村").format(done, total))
