"""入户任务 (Ctrl+3): whom to visit for departments' lists, one line for a household, and whom not to visit again."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.page import KeyAction
from ffp_desktop.ui.pages.campaign.clue_list import ClueListPage
from ffp_desktop.ui.pages.campaign.list_filters import ListFilters
from ffp_desktop.ui.pages.campaign.places import place_rows
from ffp_desktop.ui.pages.campaign.tasks.looking import TaskLook
from ffp_desktop.ui.pages.campaign.tasks.rows import Part, TaskPart, task_columns, task_row
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.widgets.cell_table import Cell
from ffp_desktop.ui.widgets.paged_rows import PagedRows

if TYPE_CHECKING:
    from ffp_desktop.domain.campaign.records import Clue
    from ffp_desktop.services.campaign.visits import VisitTask, VisitTasks
    from ffp_desktop.ui.pages.home.villages import Progress

PARTS = tuple(Part)
_KIND = "kind"
_MOST_TOLD = 20  # clues of one household that are told in words


class TasksPage(ClueListPage):
    """← → choose which, Enter opens the survey, F5 answers with the visit there was, F9 by hand, F7 prints."""

    section = "Ctrl+3"

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        filters = ListFilters(parts.theme, self.tr("查找：户主、名单上的人、住址、表号"), ((_KIND, self.tr("类别")),))
        super().__init__(desk, parts, task_columns(), filters, parent)
        self._look: TaskLook | None = None
        self._wants_green = False
        self._shown: Sequence[VisitTask] = ()
        self.paper_name = self.tr("入户核查任务单")
        self.task = TaskPart()
        self.lay_out(self.tr("不用去 / 全部"), self.task, search=self.filters, place_words=self.place_line)
        self.bars.pointed.connect(self._tell_place)
        keys: dict[str, Callable[[], None]] = {
            "F5": self.use_visits,
            "F9": self.answer,
            "Ctrl+E": self._choose_target,
        }
        for key, act in keys.items():
            self.bind_key(key, act)

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("入户任务")

    def help_chapter(self) -> str:
        return "19-台账和入户任务"

    def key_actions(self) -> list[KeyAction]:
        if self.answering.is_open:
            return [KeyAction("Enter", self.tr("下一格，最后一格答复")), KeyAction("Esc", self.tr("不答，关闭"))]
        if self.panel.isVisible():
            return [KeyAction("Enter", self.tr("新建并打开")), KeyAction("Esc", self.tr("不建，关闭"))]
        actions = [KeyAction("← →", self.tr("换清单"), lambda: self.tabs.step(1))]
        if self.current() is not None:
            count = len(self.ticked)
            actions.append(KeyAction("Enter", self.tr("打开调查表"), self.open_current))
            if self._visited():
                words = self.tr("用那次入户答复 {0} 户").format(count) if count else self.tr("用那次入户答复")
                actions.append(KeyAction("F5", words, self.use_visits))
            answer = self.tr("答复 {0} 户的线索").format(count) if count else self.tr("答复这户的线索")
            actions.append(KeyAction("F9", answer, self.answer))
            actions.append(KeyAction("空格", self.tr("勾"), lambda: self.tick(self.table.row)))
        actions += [
            KeyAction("F3", self.tr("查找"), self.filters.start_search),
            KeyAction("F6", self.place_words, self.switch_pane),
        ]
        if self._shown:
            actions.append(KeyAction("F7", self.tr("打印任务单"), self.print))
            actions.append(KeyAction("Ctrl+E", self.tr("存为 PDF"), self._choose_target))
        return [*actions, KeyAction("Esc", self.tr("返回"), self.go_back)]

    def status_words(self) -> tuple[str, str]:
        due = self._look.count(Part.DUE) if self._look else 0
        return self.tr("数据已保存"), self.tr("要入户 {0} 户").format(due) if due else ""

    # -- the list as one that is walked through ----------------------------------------------------------------

    def neighbour(self, survey_id: str, by: int) -> str:
        at = self.opened.get(survey_id, -1)
        rows = range(at + by, len(self._shown) if by > 0 else -1, by) if at >= 0 else ()
        row = next((row for row in rows if self._shown[row].survey), -1)
        if row < 0:
            return ""
        self.opened[self._shown[row].survey] = row
        return self._shown[row].survey

    # -- public ------------------------------------------------------------------------------------------------

    @property
    def part(self) -> Part:
        return PARTS[self.tabs.index]

    def current(self) -> "VisitTask | None":
        return self._shown[self.table.row] if 0 <= self.table.row < len(self._shown) else None

    def refresh(self) -> None:
        """Looks again, beside the window's own work."""
        if not self.errand.is_busy:
            if self._look is None:
                self.notice.tell(self.tr("正在看哪些户要去…"))
            self.errand.run(lambda _task: self.desk.campaign.visits.tasks(), self._take)

    def show_green(self) -> None:
        """The 绿色通道 of the whole unit, as soon as it is read; where all of it was visited and only waits for its
        answers, those that are not visited again."""
        self.filters.clear()
        self.bars.choose("")
        self._wants_green = True

    def key_of(self, row: int) -> str:
        return self._shown[row].clues[0] if 0 <= row < len(self._shown) else ""

    def clue_here(self) -> "Clue | None":
        task = self.current()
        return self.desk.campaign.clues.get(task.clues[0]) if task is not None else None

    def household_here(self) -> str:
        task = self.current()
        return task.household if task is not None else ""

    def answer(self) -> None:
        """F9: all clues of the ticked households, else of the one under the cursor."""
        task = self.current()
        if task is None or self.is_asking:
            return
        tasks = self._meant()
        clues = [clue for one in tasks for clue in one.clues]
        head = self.tr("答复　{0}：{1} 条线索").format(task.name, len(clues))
        if self.ticked:
            head = self.tr("答复勾选的 {0} 户，{1} 条线索").format(len(tasks), len(clues))
        self.answering.ask(head, task.village, clues)
        self.keys_changed.emit()

    def use_visits(self) -> None:
        """F5: those who need not be visited again are answered with the visit there was."""
        if not self.is_asking:
            self.answering.use_visits(self._visited())

    def write(self, target: Path) -> None:
        """What F7 prints, as a PDF."""
        done = self.tr("已写出 {0}。里面有住址和电话，用完请删掉。").format(target.name)
        self.errand.run(lambda _task: self.draw_paper(target), lambda _pages: self.notice.tell(done, "accent"))

    def draw_paper(self, out: Path | IO[bytes]) -> object:
        return self.desk.campaign.papers.print(self._meant() if self.ticked else self._shown, out)

    # -- showing -----------------------------------------------------------------------------------------------

    def narrow(self) -> None:
        here = self._here
        if self._look is None or here is None:
            return
        counts = [(part.value, here.count(part)) for part in PARTS]
        self.tabs.set_tabs(counts, self.tabs.index)
        self.filters.set_choices(_KIND, [(kind, f"{kind}　{count}") for kind, count in sorted(here.kinds().items())])
        self.filters.say_left(self.tr("还剩 {0} 户要入户").format(here.count(Part.DUE)))
        self._show_bars()
        self._show_rows(here)

    def show_current(self) -> None:
        task = self.current()
        campaign = self.desk.campaign
        lines = campaign.ledger.lines([campaign.clues.get(clue) for clue in task.clues[:_MOST_TOLD]]) if task else ()
        self.task.show_task(task, lines, campaign.item_names(task.look_at) if task else ())
        self.keys_changed.emit()

    def show_answered(self, clues: "Sequence[Clue]", words: str, *, was_single: bool) -> None:  # noqa: ARG002
        """Only the households that were answered are looked at again; the cursor stays at its row."""
        if self._look is not None:
            self._look = self._look.after([clue.id for clue in clues], self.desk.campaign.visits.tasks)
            self.narrow()
            left = self._look.within(self.bars.code).count(Part.DUE)
            self.notice.tell(self.tr("{0}还剩 {1} 户要入户。").format(words, left), "accent")

    def _take(self, tasks: "VisitTasks") -> None:
        if self._look is None:
            self.notice.tell("")
        self._look = TaskLook(tasks)
        if self._wants_green:
            part = Part.GREEN if self._look.count(Part.GREEN) else Part.VISITED
            self.tabs.set_tabs([(one.value, 0) for one in PARTS], PARTS.index(part))
            self._wants_green = False
        self.narrow()

    def _show_rows(self, here: TaskLook) -> None:
        palette, item_names = self.parts.theme.palette, self.desk.campaign.item_names
        task = self.current()
        at = set(task.clues) if task is not None else set()
        self._shown = shown = here.of(self.part, self.filters.text, self.filters.value(_KIND))

        def draw(task: "VisitTask") -> list[Cell]:
            return task_row(task, item_names(task.look_at), self.box_of(task.clues[0]), palette)

        rows = PagedRows(len(shown), lambda start, count: shown[start : start + count], draw)
        self.table.show_rows(rows, self._empty_words())
        place = next((row for row, one in enumerate(shown) if at.intersection(one.clues)), -1) if at else -1
        if place >= 0:
            self.table.select(place)
        words = self.tr("绿色通道在前，再按最早推送 · 共 {0} 户")
        self.foot.setText(words.format(len(shown)) if shown else "")
        self.show_current()
        self.status_changed.emit()

    def _show_bars(self) -> None:
        if self._look is not None:
            visited, whole = self._look.by_place(9 if self.is_banner else 12)
            self.bars.set_rows(place_rows(self.desk.regions, self.unit, visited, whole, self.tr("全部")))

    def _tell_place(self, row: "Progress | None") -> None:
        words = self.tr("{0}：要入户 {1} 户，不再入户 {2} 户")
        self.place_line.setText(words.format(row.name, row.total - row.finished, row.finished) if row else "")

    def _empty_words(self) -> str:
        if self.filters.is_set or self.bars.code:
            return self.tr("没有符合条件的户。\nAlt+0 清除条件，← → 换清单。")
        if self.part is Part.VISITED:
            return self.tr("没有可以用已有入户记录答复的户。")
        return self.tr("没有要入户的户：名单上的线索都答复了，或还没有登记名单。")

    # -- doing -------------------------------------------------------------------------------------------------

    @property
    def _here(self) -> TaskLook | None:
        return self._look.within(self.bars.code) if self._look is not None else None

    def _meant(self) -> "tuple[VisitTask, ...]":
        """The ticked tasks, wherever they stand now, else the one under the cursor."""
        task, ticked = self.current(), set(self.ticked)
        if not ticked:
            return (task,) if task is not None else ()
        whole = (*self._look.tasks.due, *self._look.tasks.visited) if self._look is not None else ()
        return tuple(one for one in whole if one.clues[0] in ticked)

    def _visited(self) -> "tuple[VisitTask, ...]":
        return tuple(task for task in self._meant() if task.why_not)

    def _choose_target(self) -> None:
        if self._shown:
            target = self.choose_target(self.tr("任务单存为"), self.tr("入户核查任务单.pdf"), "PDF (*.pdf)")
            if target is not None:
                self.write(target)
