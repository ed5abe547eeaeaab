"""自然增减: the tables of a period and a unit, the people behind the row one stands on, and the workbook of both."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.domain.regions import Region
from ffp_desktop.errors import FfpError
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.errand import Errand
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import HOME_TAB, KeyAction, Page
from ffp_desktop.ui.pages.changes.models import PEOPLE_WIDTHS, ChangeDelegate, ChangeModel, PeopleModel, name_region
from ffp_desktop.ui.pages.changes.periods import quarter_of, step_quarter
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.field import LatinField
from ffp_desktop.ui.widgets.file_choice import ask_target
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.list_table import ListTable, frame_list
from ffp_desktop.ui.widgets.region_picker import RegionPicker

if TYPE_CHECKING:
    from ffp_desktop.services.dynamics import ChangeTable

_UNIT, _DAY = 420, 130  # px


class ChangesPage(Page):
    """← → step by quarters, F6 goes round tables and period, Enter opens a person's household, Ctrl+E writes it."""

    tab = HOME_TAB
    left = Signal()
    household_wanted = Signal(str)  # household id

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._parts = parts
        self._table: ChangeTable | None = None
        theme = parts.theme
        self.unit = RegionPicker(desk.regions, theme)
        self.start, self.end = LatinField(max_length=10), LatinField(max_length=10)
        self.model = ChangeModel(desk.regions, desk.event_directions(), self)
        self.table = ListTable(self.model, self.model.widths(), theme)
        self.table.draw_with(ChangeDelegate(self.model, theme, bold_row=0, numbers_from=1))
        self.people_model = PeopleModel(desk.regions, self)
        self.people = ListTable(self.people_model, PEOPLE_WIDTHS, theme)
        self.people.draw_with(ChangeDelegate(self.people_model, theme, bold_column=2))
        self.notice = NoticeLine(keeps_room=True)
        self._people_head = Label("", Type.LABEL, "label", is_bold=True)
        self._export = KeyButton(self.tr("导出 Excel"), "Ctrl+E", theme)
        self._errand = Errand(parts.background, self)
        self._build()
        self._join()

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("自然增减")

    def help_chapter(self) -> str:
        return "08-新一轮和户档案"

    def key_actions(self) -> list[KeyAction]:
        actions = [
            KeyAction("← →", self.tr("上一季、下一季"), lambda: self.step(1)),
            KeyAction("↑↓", self.tr("换一行")),
        ]
        if self.people.hasFocus() and self.people_model.rowCount():
            actions.append(KeyAction("Enter", self.tr("打开户档案"), self._open_household))
        elif self.table.hasFocus() and self.table.row() > 0:
            actions.append(KeyAction("Enter", self.tr("只看这个单位"), self._open_unit))
        elif not self.table.hasFocus():
            actions.append(KeyAction("Enter", self.tr("算这个期间")))
        actions.append(KeyAction("F6", self.tr("名单、期间"), self._switch_pane))
        actions.append(KeyAction("Ctrl+E", self.tr("导出"), self._choose_target))
        actions.append(KeyAction("Esc", self.tr("返回"), self.left.emit))
        return actions

    def arrive(self) -> None:
        self.table.setFocus()

    # -- public ------------------------------------------------------------------------------------------------

    def show_unit(self, code: str) -> None:
        """Shows the quarter of today for a region, or again what was asked for it before."""
        own = self._desk.unit.code
        self.unit.set_among([region for region in self._desk.regions if region.code.startswith(own)])
        self.unit.set_region(self._desk.regions.find(code))
        if not self.start.value():
            self._set_period(*quarter_of(self._parts.clock().date()))
        self.count()

    def count(self) -> None:
        """Works the tables out beside the window's own work."""
        region: Region | None = self.unit.region
        if region is None:
            self.notice.tell(self.tr("请选旗、乡镇或村。"), "warning")
            self.unit.setFocus()
            return
        unit, start, end = region.code, self.start.value().strip(), self.end.value().strip()
        self.notice.tell(self.tr("正在算…"))
        self._errand.run(lambda _task: self._desk.dossier.change_table(unit, start, end), self._show)

    def step(self, by: int) -> None:
        """The quarter after or before the one the period begins in."""
        try:
            start = date.fromisoformat(self.start.value().strip())
        except ValueError:
            start = self._parts.clock().date()
        self._set_period(*step_quarter(start, by))
        self.count()

    def store(self, target: Path) -> None:
        """Writes the workbook as `target`, whole or not at all."""
        table = self._table
        if table is None:
            return
        done = self.tr("已写出 {0}。").format(target.name)
        self._errand.run(
            lambda _task: self._desk.dossier.export_changes(table, target),
            lambda _result: self.notice.tell(done, "accent"),
        )

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 12, 15, 10)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(Label(self.tr("自然增加、自然减少"), Type.PAGE))
        top.addStretch()
        self.unit.setFixedWidth(_UNIT)
        top.addWidget(self.unit)
        for field, words in ((self.start, ""), (self.end, self.tr("至"))):
            field.setFixedWidth(_DAY)
            if words:
                top.addWidget(Label(words, Type.TEXT, "label"))
            top.addWidget(field)
        top.addWidget(self._export)
        column.addLayout(top)
        column.addWidget(self.notice)
        column.addWidget(frame_list(self.table), 3)
        column.addWidget(self._people_head)
        column.addWidget(frame_list(self.people), 2)

    def _join(self) -> None:
        self.table.row_changed.connect(self._show_people)
        self.table.opened.connect(self._open_unit)
        self.people.opened.connect(self._open_household)
        for table in (self.table, self.people):
            table.stepped.connect(self.step)
        self.unit.finished.connect(self.start.setFocus)
        self.start.returnPressed.connect(self.end.setFocus)
        self.end.returnPressed.connect(self.count)
        self._export.clicked.connect(self._choose_target)
        self._errand.refused.connect(self._refuse)
        keys: dict[str, Callable[[], None]] = {"F6": self._switch_pane, "Ctrl+E": self._choose_target}
        keys["Esc"] = self.left.emit
        for key, act in keys.items():
            self.bind_key(key, act)

    # -- showing -----------------------------------------------------------------------------------------------

    def _show(self, table: "ChangeTable") -> None:
        self._table = table
        self.notice.tell("")
        self.model.show(table)
        self.table.set_widths(self.model.widths())
        self.table.choose(0)
        self._show_people()
        if self.isVisible():  # who has gone on meanwhile is left alone
            self.table.setFocus()
        self.keys_changed.emit()

    def _show_people(self) -> None:
        row = self.model.row(self.table.row())
        self.keys_changed.emit()
        people = self._desk.dossier.people_of(row) if row is not None else ()
        self.people_model.show(people)
        self.people.choose(0)
        name = name_region(self._desk.regions, row.unit) if row is not None else ""
        words = self.tr("{0}　这个期间有 {1} 人次").format(name, len(people))
        self._people_head.setText(words if people else self.tr("{0}　这个期间没有变动").format(name))

    def _set_period(self, start: date, end: date) -> None:
        self.start.set_value(start.isoformat())
        self.end.set_value(end.isoformat())

    def _refuse(self, error: FfpError) -> None:
        self.notice.tell_error(error)
        if error.code == "event.period_wrong":
            self.start.setFocus()

    def _switch_pane(self) -> None:
        """Counts, people, period, and round again."""
        panes: list[QWidget] = [self.table, self.people, self.unit]
        here = next((n for n, pane in enumerate(panes) if pane.hasFocus()), 2)
        panes[(here + 1) % 3].setFocus()
        self.keys_changed.emit()

    def _open_unit(self) -> None:
        """The unit of the row by itself, with what lies below it."""
        row = self.model.row(self.table.row())
        if row is not None and self.table.row() > 0:
            self.unit.set_region(self._desk.regions.find(row.unit))
            self.count()

    def _open_household(self) -> None:
        moved = self.people_model.at(self.people.row())
        if moved is not None:
            self.household_wanted.emit(moved.household)

    def _choose_target(self) -> None:
        if self._table is None:
            return
        name = self.tr("自然增减-{0}至{1}.xlsx").format(self._table.start, self._table.end)
        target = ask_target(self, self.tr("导出到"), name, self.tr("Excel 工作簿 (*.xlsx)"))
        if target is not None:
            self.store(target)
