"""Ctrl+R of 机账实: the files that were taken in, what each serves, what of it was not taken, and withdrawing one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ffp_desktop.domain.campaign.records import RefusedRow
from ffp_desktop.errors import FfpError
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import LISTS_TAB, KeyAction, Page
from ffp_desktop.ui.pages.campaign.ask_panel import TEXT, Asking, AskPanel
from ffp_desktop.ui.pages.campaign.refused_table import RefusedTable
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.cell_table import Cell, CellColumn, CellTable
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.list_table import frame_list

if TYPE_CHECKING:
    from ffp_desktop.services.reconciliation.records import TakenExport
    from ffp_desktop.store.system_exports import ExportCard


class ExportsPage(Page):
    """The newest first. What is withdrawn stays in the list, with its reason."""

    tab = LISTS_TAB
    left = Signal()

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._palette = parts.theme.palette
        self._taken: tuple[TakenExport, ...] = ()
        self.table = CellTable(self._columns(), parts.theme)
        self.refused, self._views = RefusedTable(parts.theme, has_words=False), QStackedWidget()
        self.notice = NoticeLine(keeps_room=True)
        self.panel = AskPanel(parts.theme, self)
        self._about = Label("", Type.SECONDARY, "label", wraps=True)
        self._build()
        self._bind()

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("导入过的表")

    def help_chapter(self) -> str:
        return "21-机账实"

    def key_actions(self) -> list[KeyAction]:
        if self.panel.isVisible():
            return [KeyAction("Enter", self.tr("撤下")), KeyAction("Esc", self.tr("不撤，关闭"), self._escape)]
        if self._is_showing_refused():
            return [KeyAction(key, self.tr("回到各份表"), self.switch_view) for key in ("F6", "Esc")]
        actions = []
        chosen = self._chosen()
        if chosen is not None and chosen.card.refused:
            actions.append(KeyAction("F6", self.tr("看没取的 {0} 行").format(chosen.card.refused), self.switch_view))
        if chosen is not None and not chosen.card.withdrawn:
            actions.append(KeyAction("Ctrl+Del", self.tr("撤下这份表"), self.ask_reason))
        return [*actions, KeyAction("Esc", self.tr("返回"), self._escape)]

    def arrive(self) -> None:
        self._views.setCurrentWidget(self.table)
        self.notice.tell("")
        self.refresh()
        self.table.setFocus()

    # -- public ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self._taken = self._desk.reconciliation.taken()
        rows = [self._row(one) for one in self._taken]
        self.table.show_rows(rows, self.tr("还没有导入过。按 Esc 返回，再按 F2 选文件。"))
        self._show_current()

    def switch_view(self) -> None:
        """F6: the rows that were not taken, and back."""
        chosen = self._chosen()
        if self._is_showing_refused():
            self._views.setCurrentWidget(self.table)
        elif chosen is not None and chosen.card.refused:
            found = self._desk.reconciliation.refusals(chosen.card.id)
            self.refused.show_refused([RefusedRow(sheet, row + 1, reason) for sheet, row, reason in found])
            self._views.setCurrentWidget(self.refused)
        self._views.currentWidget().setFocus()
        self.keys_changed.emit()

    def ask_reason(self) -> None:
        """Ctrl+Del: the chosen file shall not count any more; asks why."""
        chosen = self._chosen()
        if chosen is None or chosen.card.withdrawn or self.panel.isVisible() or self._is_showing_refused():
            return
        what = f"{chosen.card.side.value}　{chosen.card.as_of}　{self._place_words(chosen.card)}"
        note = self.tr("撤下以后不再用它比对，这些村改用以前导入的一份；没有以前的，就不比。已定的都留着。")
        self.panel.ask(Asking(what, {TEXT: self.tr("为什么撤下")}, note=note, save=self.tr("撤下")))
        self.keys_changed.emit()

    # -- private -----------------------------------------------------------------------------------------------

    def _columns(self) -> list[CellColumn]:
        figures = (("行", 76), ("取", 76), ("没取", 76), ("户", 76), ("人", 84))
        return [
            CellColumn(self.tr("方"), 50),
            CellColumn(self.tr("数据日期"), 110),
            CellColumn(self.tr("哪里的"), 190),
            *(CellColumn(self.tr(words), width, is_right=True) for words, width in figures),
            CellColumn(self.tr("导入人"), 100),
            CellColumn(self.tr("导入时间"), 150),
            CellColumn("", 200),
        ]

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Label(self.tr("导入过的导出表和台账"), Type.PAGE))
        head.addStretch()
        for view in (self.table, self.refused):
            self._views.addWidget(view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 8)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(frame_list(self._views), 1)
        layout.addWidget(self._about)
        layout.addWidget(self.notice)

    def _bind(self) -> None:
        self.table.row_changed.connect(lambda _row: self._show_current())
        self.panel.told.connect(lambda answers: self._withdraw(answers[TEXT]))
        self.panel.closed.connect(self._leave_panel)
        for key, act in (("F6", self.switch_view), ("Ctrl+Del", self.ask_reason), ("Esc", self._escape)):
            self.bind_key(key, act)

    def _row(self, one: "TakenExport") -> list[Cell]:
        card = one.card
        ink = self._palette.muted if card.withdrawn or one.is_replaced else self._palette.answer
        figures = (card.rows, card.taken, card.refused, card.households, card.people)
        return [
            Cell(card.side.value, ink, is_bold=one.serving > 0),
            *(Cell(words, ink) for words in (card.as_of, self._place_words(card))),
            *(Cell(str(figure), ink) for figure in figures),
            *(Cell(words) for words in (card.operator, card.at[:16].replace("T", " "))),
            Cell(self._state_words(one), self._palette.muted if one.serving == 0 else self._palette.passed),
        ]

    def _state_words(self, one: "TakenExport") -> str:
        if one.card.withdrawn:
            return self.tr("已撤下")
        if one.is_replaced:
            return self.tr("有更新的，不用它")
        total = len(one.card.villages)
        partly = self.tr("{1} 个村里 {0} 个在用").format(one.serving, total)
        return self.tr("在用") if one.serving == total else partly

    def _place_words(self, card: "ExportCard") -> str:
        villages = [village for village in card.villages if village]
        place = self._desk.reconciliation.place_name(card.unit or (villages[0] if len(villages) == 1 else ""))
        return place or self.tr("{0} 个村").format(len(villages))

    def _show_current(self) -> None:
        chosen = self._chosen()
        withdrawn = chosen.card.withdrawn if chosen is not None else ""
        self._about.setText(self.tr("撤下的原因：{0}").format(withdrawn) if withdrawn else "")
        self.keys_changed.emit()

    def _chosen(self) -> "TakenExport | None":
        row = self.table.row
        return self._taken[row] if 0 <= row < len(self._taken) else None

    def _is_showing_refused(self) -> bool:
        return self._views.currentWidget() is self.refused

    def _withdraw(self, reason: str) -> None:
        chosen = self._chosen()
        try:
            if chosen is not None:
                self._desk.reconciliation.withdraw_export(chosen.card.id, reason)
        except FfpError as error:
            self.panel.refuse(error.sentence)
            return
        self.panel.close_panel()
        self.refresh()
        self.notice.tell(self.tr("已撤下，比对不再用它。"), "passed")

    def _leave_panel(self) -> None:
        self.table.setFocus()
        self.keys_changed.emit()

    def _escape(self) -> None:
        if self.panel.isVisible():
            self.panel.close_panel()
        elif self._is_showing_refused():
            self.switch_view()
        else:
            self.left.emit()
