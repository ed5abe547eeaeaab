"""台账 (Ctrl+2): every clue of departments' lists from push to result, and answering it. Nothing can be struck out."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.campaign.records import Result
from ffp_desktop.services.campaign.ledger import ClueFilter
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.page import KeyAction
from ffp_desktop.ui.pages.campaign.ask_panel import TEXT, Asking
from ffp_desktop.ui.pages.campaign.clue_list import ClueListPage
from ffp_desktop.ui.pages.campaign.ledger.looking import Looking
from ffp_desktop.ui.pages.campaign.ledger.rows import (
    ALL,
    CONFLICTS,
    department_choices,
    ledger_columns,
    ledger_row,
    place_counts,
    result_tabs,
)
from ffp_desktop.ui.pages.campaign.ledger.story import StoryPart
from ffp_desktop.ui.pages.campaign.ledger.telling import Telling, head_words
from ffp_desktop.ui.pages.campaign.list_filters import ListFilters
from ffp_desktop.ui.pages.campaign.places import place_rows
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.widgets.cell_table import Cell
from ffp_desktop.ui.widgets.paged_rows import PagedRows

if TYPE_CHECKING:
    from ffp_desktop.domain.campaign.records import Clue
    from ffp_desktop.services.campaign.ledger import LedgerLine
    from ffp_desktop.ui.pages.home.villages import Progress

_KIND, _DEPARTMENT = "kind", "department"


class LedgerPage(ClueListPage):
    """← → choose a result, Enter opens the household's survey, F9 answers, F5 answers with the visit there was."""

    section = "Ctrl+2"

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        hint = self.tr("查找：姓名、拼音、证件号码任意几位")
        boxes = ((_KIND, self.tr("类别")), (_DEPARTMENT, self.tr("部门")))
        super().__init__(desk, parts, ledger_columns(), ListFilters(parts.theme, hint, boxes), parent)
        self._looking = Looking(desk.campaign)
        self._telling = Telling(desk.campaign)
        self._rows: PagedRows[LedgerLine] | None = None
        self._tab_keys: Sequence[str] = (ALL, Result.OPEN.value)
        self._list = ""  # only the clues of this list
        self.paper_name = self.tr("核实核查台账")
        self.story = StoryPart()
        self.lay_out(self.tr("已答复 / 全部"), self.story, search=self.filters, place_words=self.place_line)
        self.bars.pointed.connect(self._tell_place)
        keys: dict[str, Callable[[], None]] = {
            "F5": self.answer_with_visit,
            "F9": self.answer,
            "Ctrl+Del": self.reopen,
            "Ctrl+E": self._choose_target,
        }
        for key, act in keys.items():
            self.bind_key(key, act)

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("核实核查台账")

    def help_chapter(self) -> str:
        return "19-台账和入户任务"

    def key_actions(self) -> list[KeyAction]:
        if self.answering.is_open:
            return [KeyAction("Enter", self.tr("下一格，最后一格答复")), KeyAction("Esc", self.tr("不答，关闭"))]
        if self.panel.isVisible():
            return [KeyAction("Enter", self.tr("记下")), KeyAction("Esc", self.tr("不记，关闭"))]
        actions = [KeyAction("← →", self.tr("换结果"), lambda: self.tabs.step(1))]
        line = self.current()
        if line is not None:
            actions.append(KeyAction("Enter", self.tr("打开调查表"), self.open_current))
            count = len(self.ticked)
            words = self.tr("答复 {0} 条").format(count) if count else self.tr("答复")
            actions.append(KeyAction("F9", words, self.answer))
            if self._telling.task_of(line.clue) is not None:
                actions.append(KeyAction("F5", self.tr("用那次入户答复"), self.answer_with_visit))
            actions.append(KeyAction("空格", self.tr("勾"), lambda: self.tick(self.table.row)))
            if line.clue.answer is not None:
                actions.append(KeyAction("Ctrl+Del", self.tr("重新核实"), self.reopen))
        actions += [
            KeyAction("F3", self.tr("查找"), self.filters.start_search),
            KeyAction("F6", self.place_words, self.switch_pane),
        ]
        if self._looking.total:
            actions.append(KeyAction("F7", self.tr("打印"), self.print))
            actions.append(KeyAction("Ctrl+E", self.tr("导出"), self._choose_target))
        return [*actions, KeyAction("Esc", self.tr("返回"), self.go_back)]

    def status_words(self) -> tuple[str, str]:
        total = self._looking.total
        return self.tr("数据已保存"), self.tr("台账 {0} 条").format(total) if total else ""

    # -- the list as one that is walked through ----------------------------------------------------------------

    def neighbour(self, survey_id: str, by: int) -> str:
        row = self.opened.get(survey_id, self.table.row)
        survey, at = self._looking.survey_near(row, by, survey_id)
        if survey:
            self.opened[survey] = at
        return survey

    # -- public ------------------------------------------------------------------------------------------------

    @property
    def left_words(self) -> str:
        return self.filters.left_words

    def current(self) -> "LedgerLine | None":
        return self._rows.at(self.table.row) if self._rows is not None else None

    def clue_here(self) -> "Clue | None":
        line = self.current()
        return line.clue if line is not None else None

    def household_here(self) -> str:
        line = self.current()
        return line.clue.match.household if line is not None else ""

    def key_of(self, row: int) -> str:
        line = self._rows.at(row) if self._rows is not None else None
        return line.clue.id if line is not None else ""

    def clear(self) -> None:
        self._list = ""
        super().clear()

    def show_filter(self, wanted: ClueFilter) -> None:
        """Narrows to what another page points at, when this one is shown next."""
        self._list = wanted.list
        kind = wanted.kinds[0] if len(wanted.kinds) == 1 else ""
        self.filters.show_values(wanted.text, **{_KIND: kind, _DEPARTMENT: wanted.department})
        self._show_tabs(wanted.result)
        if wanted.village:
            self.refresh()
            self.bars.choose(wanted.village)

    def refresh(self) -> None:
        """Looks again, with the cursor on the same clue."""
        line = self.current()
        self._telling.forget()
        self._looking.look(self._wanted())
        self._show_tabs(self._chosen)
        self._show_bars()
        self._show_choices()
        self._show_rows(line.clue.id if line else "")

    def answer(self) -> None:
        """F9: the ticked clues, else the one under the cursor."""
        line = self.current()
        if line is not None and not self.is_asking:
            clues = self.ticked or (line.clue.id,)
            self.answering.ask(head_words(line, len(self.ticked)), line.clue.village, clues)
            self.keys_changed.emit()

    def answer_with_visit(self) -> None:
        """F5: all that the household's last visit can answer."""
        line = self.current()
        task = self._telling.task_of(line.clue) if line is not None else None
        if task is not None and not self.is_asking:
            self.answering.use_visits([task])

    def reopen(self) -> None:
        """Ctrl+Del: an answer was wrong; both stay in the history."""
        line = self.current()
        if line is None or line.clue.answer is None or self.is_asking:
            return
        clue, words = line.clue.id, self.tr("重新核实：{0}　{1}（现在是{2}）")
        head = words.format(line.clue.told.name, line.clue.kind, line.clue.result.value)
        asking = Asking(head, {TEXT: self.tr("为什么，留在历史里")}, save=self.tr("重新核实"))

        def record(answers: dict[str, str]) -> None:
            self.desk.campaign.clues.reopen([clue], answers[TEXT])

        self.ask(asking, record)

    def write(self, target: Path) -> None:
        """The ledger as it is narrowed, as a workbook or PDF by the file's name."""
        ledger, wanted = self.desk.campaign.ledger, self._looking.wanted
        done = self.tr("已写出 {0}，{1} 条。里面有证件号码，用完请删掉。").format(target.name, self._looking.total)
        is_pdf = target.suffix.lower() == ".pdf"
        self.errand.run(
            lambda task: ledger.print(wanted, target) if is_pdf else ledger.export(wanted, target, task.report),
            lambda _count: self.notice.tell(done, "accent"),
        )

    def draw_paper(self, out: Path | IO[bytes]) -> object:
        return self.desk.campaign.ledger.print(self._looking.wanted, out)

    # -- showing -----------------------------------------------------------------------------------------------

    def show_current(self) -> None:
        self.story.show_story(self._telling.story(self.current()))
        self.keys_changed.emit()

    def show_answered(self, _clues: "Sequence[Clue]", words: str, *, was_single: bool) -> None:
        """What is left is said, and the cursor goes on to the next clue if that waits."""
        self._show_changed()
        self.notice.tell(self.tr("{0}还剩 {1} 条待核实。").format(words, self._looking.left), "accent")
        row = self.table.row + 1
        following = self._rows.at(row) if self._rows is not None else None
        if was_single and following is not None and following.clue.is_open:
            self.table.select(row)

    def _show_changed(self) -> None:
        """Rows stay where they are, with what is said of them now; the counts say how many are left."""
        if self._rows is not None:
            self._rows.forget()
        self._telling.forget()
        self._looking.count_again()
        self._show_tabs(self._chosen)
        self._show_bars()
        self.table.viewport().update()
        self.show_current()

    def _show_rows(self, clue: str) -> None:
        found, palette = self._looking.found, self.parts.theme.palette
        if found is None:
            return

        def draw(line: "LedgerLine") -> list[Cell]:
            return ledger_row(line, self.box_of(line.clue.id), palette)

        self._rows = PagedRows(found.total, found.page, draw, [Cell("") for _ in ledger_columns()])
        self.table.show_rows(self._rows, self._empty_words())
        if clue and (at := found.position(clue)) >= 0:
            self.table.select(at)
        words = self.tr("▲ 绿色通道 · 按推送日期和名单里的次序 · 共 {0} 条")
        words += self.tr(" · 只是一份名单，Alt+0 看全部") if self._list else ""
        self.foot.setText(words.format(found.total) if found.total else "")
        self.show_current()
        self.status_changed.emit()

    def _show_tabs(self, chosen: str) -> None:
        looking = self._looking
        by_result = looking.wide.by_result
        self._tab_keys, tabs = result_tabs(by_result, sum(by_result.values()), looking.conflicts, chosen)
        self.tabs.set_tabs(tabs, self._tab_keys.index(chosen))
        self.filters.say_left(self.tr("还剩 {0} 条待核实").format(looking.left) if by_result else "")

    def _show_bars(self) -> None:
        wide, digits = self._looking.wide, 9 if self.is_banner else 12
        totals = place_counts(wide.by_village, digits)
        waiting = place_counts(wide.open_in_village, digits)
        done = {code: total - waiting.get(code, 0) for code, total in totals.items()}
        self.bars.set_rows(place_rows(self.desk.regions, self.unit, done, totals, self.tr("全部")))

    def _show_choices(self) -> None:
        self.filters.set_choices(_KIND, department_choices(self._looking.counts.by_kind))
        self.filters.set_choices(_DEPARTMENT, department_choices(self._looking.counts.by_department))

    def _tell_place(self, row: "Progress | None") -> None:
        words = self.tr("{0}：待核实 {1} 条，共 {2} 条")
        self.place_line.setText(words.format(row.name, row.total - row.finished, row.total) if row else "")

    def _empty_words(self) -> str:
        if self._looking.wide.total or self.filters.is_set or self.bars.code:
            return self.tr("没有符合条件的线索。\nAlt+0 清除条件，← → 换结果。")
        return self.tr("台账还是空的。\n部门名单登记后，名单里的每一条都会排在这里，从推送到结果。")

    # -- doing -------------------------------------------------------------------------------------------------

    @property
    def _chosen(self) -> str:
        return self._tab_keys[self.tabs.index] if self.tabs.index < len(self._tab_keys) else ALL

    def _wanted(self) -> ClueFilter:
        kind, chosen = self.filters.value(_KIND), self._chosen
        return ClueFilter(
            list=self._list,
            kinds=(kind,) if kind else (),
            department=self.filters.value(_DEPARTMENT),
            village=self.bars.code,
            result="" if chosen == CONFLICTS else chosen,
            text=self.filters.text,
            conflicts=chosen == CONFLICTS,
        )

    def _choose_target(self) -> None:
        if self._looking.total:
            kinds = self.tr("Excel 工作簿 (*.xlsx);;PDF (*.pdf)")
            target = self.choose_target(self.tr("台账存为"), self.tr("核实核查台账.xlsx"), kinds)
            if target is not None:
                self.write(target)
