"""监测对象 (Ctrl+4): who is on which list and why, what was recorded of a household, and what comes next."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.monitoring.records import ActionKind
from ffp_desktop.domain.monitoring.watch import Watch
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.page import KeyAction
from ffp_desktop.ui.pages.campaign.ask_panel import BY, CHOICE, DATE, TEXT
from ffp_desktop.ui.pages.campaign.monitoring.askings import (
    Next,
    ask_action,
    ask_next,
    ask_step_back,
    ask_withdrawal,
    last_step,
    next_thing,
)
from ffp_desktop.ui.pages.campaign.monitoring.course_picture import HouseholdPart
from ffp_desktop.ui.pages.campaign.monitoring.measure_picture import MeasurePicture
from ffp_desktop.ui.pages.campaign.monitoring.rows import monitoring_columns, monitoring_row, say_empty, tab_pairs
from ffp_desktop.ui.pages.campaign.placed_list import PlacedListPage
from ffp_desktop.ui.pages.campaign.places import place_rows
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.widgets.cell_table import Cell
from ffp_desktop.ui.widgets.file_choice import ask_target
from ffp_desktop.ui.widgets.paged_rows import PagedRows

if TYPE_CHECKING:
    from ffp_desktop.services.monitoring.lists import Look, MonitoredHousehold

LISTS: tuple[Watch | None, ...] = (None, *Watch)


class MonitoringPage(PlacedListPage):
    """← → choose a list, Enter opens the survey, F2 begins an action, F9 goes on with what is under way."""

    section = "Ctrl+4"

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(desk, parts, monitoring_columns(), parent)
        self._look: Look | None = None
        self._rows: PagedRows[MonitoredHousehold] | None = None
        self._keeps = ""
        self.household = HouseholdPart(parts.theme)
        self.measures = MeasurePicture(parts.theme)
        self.lay_out(self.tr("清单上 / 全部"), self.household, picture=self.measures)
        self.table.opened.connect(lambda _row: self._open())
        self.errand.progressed.connect(self._say_progress)
        self.measures.stepped.connect(self.tabs.step)
        self.measures.opened.connect(lambda: self.tabs.choose(LISTS.index(Watch.UNFIT)))
        self.measures.row_changed.connect(lambda _row: self.show_current())
        keys: dict[str, Callable[[], None]] = {
            "F2": self.begin_action,
            "F9": self.go_on,
            "Ctrl+Del": self.withdraw,
            "Ctrl+E": self._choose_target,
        }
        for key, act in keys.items():
            self.bind_key(key, act)

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("监测对象")

    def help_chapter(self) -> str:
        return "20-监测对象和特殊档案"

    def key_actions(self) -> list[KeyAction]:
        if self.panel.isVisible():
            return [KeyAction("Enter", self.tr("下一格，最后一格记下")), KeyAction("Esc", self.tr("不记，关闭"))]
        actions = [KeyAction("← →", self.tr("换清单"), lambda: self.tabs.step(1))]
        household = self.current()
        if self.is_picture:
            actions.append(KeyAction("Enter", self.tr("看措施不对应的户"), self.measures.opened.emit))
        if household is not None:
            actions.append(KeyAction("Enter", self.tr("打开调查表"), self._open))
            actions.append(KeyAction("F2", self.tr("提出动作"), self.begin_action))
            following = self._following(household)
            if following is not None:
                actions.append(KeyAction("F9", following.words, self.go_on))
            if household.record.open_action is not None:
                actions.append(KeyAction("Ctrl+Del", self.tr("撤回动作"), self.withdraw))
            elif (step := last_step(household, self.unit)) is not None:
                actions.append(KeyAction("Ctrl+Del", self.tr("撤回{0}").format(step), self.withdraw))
        actions.append(KeyAction("F6", self.place_words, self.switch_pane))
        if self._under_way:
            actions.append(KeyAction("Ctrl+E", self.tr("报送名单"), self._choose_target))
        return [*actions, KeyAction("Esc", self.tr("返回"), self.go_back)]

    def status_words(self) -> tuple[str, str]:
        total = self._look.households if self._look else 0
        return self.tr("数据已保存"), self.tr("监测对象 {0} 户").format(total) if total else ""

    def arrive(self) -> None:
        self.refresh()
        self.focus_view()

    # -- the list as one that is walked through ----------------------------------------------------------------

    def neighbour(self, survey_id: str, by: int) -> str:
        ids = self._ids()
        at = ids.index(survey_id) + by if survey_id in ids else -1
        return ids[at] if 0 <= at < len(ids) else ""

    def position(self, survey_id: str) -> tuple[int, int]:
        ids = self._ids()
        return (ids.index(survey_id) + 1 if survey_id in ids else 0), len(ids)

    def keep(self, survey_id: str) -> None:
        """The row will stand on this survey."""
        self._keeps = survey_id

    # -- public ------------------------------------------------------------------------------------------------

    @property
    def watch(self) -> Watch | None:
        """The list that is shown, None for all and for the picture."""
        return LISTS[self.tabs.index] if not self.is_picture else None

    @property
    def is_picture(self) -> bool:
        """Whether 七 against A33 is shown, behind the last tab."""
        return self.tabs.index == len(LISTS)

    def current(self) -> "MonitoredHousehold | None":
        return self._rows.at(self.table.row) if self._rows is not None and not self.is_picture else None

    def refresh(self) -> None:
        """Works the lists out again, beside the window's own work."""
        if not self.errand.is_busy:
            if self._look is None:
                self.notice.tell(self.tr("正在算清单…"))
            self.errand.run(lambda task: self.desk.monitoring.lists.look(report=task.report), self._show)

    def show_watch(self, watch: Watch) -> None:
        """That list, of the whole unit."""
        self.bars.choose("")
        if not self.tabs.tabs:  # nothing has been counted yet
            self.tabs.set_tabs(tab_pairs(0, [(one, 0) for one in Watch]))
        self.tabs.choose(LISTS.index(watch))

    def begin_action(self) -> None:
        """F2: 提出."""
        household = self.current()
        if household is not None:
            survey, course = household.survey.id, self.desk.monitoring.course

            def record(answers: dict[str, str]) -> None:
                course.raise_action(survey, ActionKind(answers[CHOICE]), answers[TEXT], answers[DATE], answers[BY])

            self.ask(ask_action(household, self.desk.unit.name, self._today(), self.watch), record)

    def go_on(self) -> None:
        """F9: the next step, or the next state of the action under way."""
        household = self.current()
        following = self._following(household) if household is not None else None
        if household is not None and following is not None:
            survey, course = household.survey.id, self.desk.monitoring.course
            asking = ask_next(following, household, self.desk.unit.name, self._today())
            self.ask(asking, lambda answers: following.record(course, survey, answers))

    def withdraw(self) -> None:
        """Takes the action back that is under way, else the last step, for a reason."""
        household = self.current()
        if household is None:
            return
        survey, course = household.survey.id, self.desk.monitoring.course
        action, step = household.record.open_action, last_step(household, self.unit)
        if action is not None:
            which = action.id

            def drop_action(answers: dict[str, str]) -> None:
                course.withdraw_action(survey, which, answers[TEXT])

            self.ask(ask_withdrawal(household, action), drop_action)
        elif step is not None:
            taken = step

            def drop_step(answers: dict[str, str]) -> None:
                course.take_back_step(survey, taken, answers[TEXT])

            self.ask(ask_step_back(household, taken), drop_step)

    def write_letter(self, target: Path) -> None:
        """The letter's lists of all actions under way in the shown place."""
        village, letter = self.bars.code, self.desk.monitoring.letter
        done = self.tr("已写出 {0}，{1} 行。里面有证件号码，用完请删掉。")
        self.errand.run(
            lambda _task: letter.write(target, list(ActionKind), village),
            lambda rows: self.notice.tell(done.format(target.name, rows), "accent"),
        )

    # -- showing -----------------------------------------------------------------------------------------------

    def take_place(self) -> None:
        here = self._here
        pairs = [(watch, here.total(watch)) for watch in Watch] if here else []
        self.tabs.set_tabs(tab_pairs(here.total() if here else 0, pairs), self.tabs.index)
        self.show_list()

    def show_list(self) -> None:
        look, watch = self._here, self.watch
        self._show_bars()
        self.show_view(self.measures if self.is_picture else self.table)
        if look is None:
            return
        if self.is_picture:
            self._show_measures()
            return
        keeps = self._keeps or (household.survey.id if (household := self.current()) else "")
        palette = self.parts.theme.palette
        self._rows = PagedRows(
            look.total(watch),
            lambda start, count: look.page(watch, start, count),
            lambda line: monitoring_row(line, watch, palette),
            [Cell("") for _ in monitoring_columns()],
        )
        self.table.show_rows(self._rows, say_empty(watch))
        if (at := self.position(keeps)[0]) > 0:
            self.table.select(at - 1)
        self._keeps = ""
        self.foot.setText(self.tr("绿色通道在前，再按村 · 共 {0} 户").format(len(self._rows)) if self._rows else "")
        self.show_current()
        self.status_changed.emit()

    def show_current(self) -> None:
        if self.is_picture:
            self.household.show_words(self.measures.risk, self.measures.words(self.measures.risk))
        else:
            self.household.show_household(self.current())
        self.keys_changed.emit()

    def recorded(self) -> None:
        household = self.current()
        self._keeps = household.survey.id if household else ""
        self.refresh()

    def _show(self, look: "Look") -> None:
        self._look = look
        words = self.tr("本轮还没有定监测线，“可能回退”“可能清退”算不全。请管理员在设置的轮次里填上。")
        self.notice.tell("" if look.line is not None else words, "warning")
        self.take_place()

    def _say_progress(self, done: int, total: int) -> None:
        """Only a vault from an older version needs it, once."""
        self.notice.tell(self.tr("第一次用，正在整理监测对象：{0} / {1} 户…").format(done, total))

    def _show_measures(self) -> None:
        self.measures.show_table(self.desk.monitoring.lists.measures(self.bars.code))
        self.foot.setText(self.tr("只数风险没有消除的户，一户有几种风险每种都数；框起来的是对应的措施"))
        self.show_current()
        self.status_changed.emit()

    def _show_bars(self) -> None:
        if self._look is not None:
            digits, watch = 9 if self.is_banner else 12, self.watch
            totals = self._look.household_counts(digits)
            on_list = (
                {code: counts.get(watch, 0) for code, counts in self._look.by_unit(digits).items()} if watch else totals
            )
            self.bars.set_rows(place_rows(self.desk.regions, self.unit, on_list, totals, self.tr("全部")))

    # -- doing -------------------------------------------------------------------------------------------------

    @property
    def _here(self) -> "Look | None":
        return self._look.within(self.bars.code) if self._look is not None else None

    @property
    def _under_way(self) -> int:
        return self._look.total(Watch.UNDER_WAY) if self._look is not None else 0

    def _ids(self) -> tuple[str, ...]:
        here = self._here
        return here.ids(self.watch) if here is not None else ()

    def _today(self) -> str:
        return self.parts.clock().date().isoformat()

    def _following(self, household: "MonitoredHousehold") -> Next | None:
        return next_thing(household, self.desk.monitoring.course, self.unit)

    def _open(self) -> None:
        household = self.current()
        if household is not None:
            self.walk_wanted.emit(household.survey.id)

    def _choose_target(self) -> None:
        if self._under_way and not self.errand.is_busy:
            kinds = self.tr("Excel 工作簿 (*.xlsx);;PDF (*.pdf)")
            target = ask_target(self, self.tr("报送名单存为"), self.tr("监测对象报送名单.xlsx"), kinds)
            if target is not None:
                self.write_letter(target)
