"""名单 (Ctrl+1): the lists that departments sent, and how far each of them is.

Signals: `take_wanted()` (F2, a new list), `decide_wanted(list id)` (Ctrl+J, and Enter while rows wait for it),
`ledger_wanted(list id)` (Enter), `file_dropped(path)`.
"""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ffp_desktop.domain.campaign.records import DepartmentList
from ffp_desktop.errors import FfpError
from ffp_desktop.services.campaign.list_import import ListImport, ListProgress
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import KeyAction
from ffp_desktop.ui.pages.campaign.lists.share_bar import Share, ShareBar
from ffp_desktop.ui.pages.campaign.refused_table import RefusedTable
from ffp_desktop.ui.pages.campaign.section_page import SectionPage
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.cell_table import Cell, CellColumn, CellTable
from ffp_desktop.ui.widgets.field import LineField
from ffp_desktop.ui.widgets.file_choice import ask_target, brought_files
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.list_table import frame_list

KEY = "Ctrl+1"


class ListsPage(SectionPage):
    """One row a list; the row's own figures as a picture under the table."""

    section = KEY
    take_wanted = Signal()
    decide_wanted = Signal(str)
    ledger_wanted = Signal(str)
    file_dropped = Signal(object)  # Path

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parts.theme, parent)
        self._imports: ListImport = desk.make_list_import()
        self._palette = parts.theme.palette
        self._lists: list[DepartmentList] = []
        self.table = CellTable(self._columns(), parts.theme)
        self.refused, self._views = RefusedTable(parts.theme), QStackedWidget()
        self.notice = NoticeLine()
        self.matched, self.answered = ShareBar(parts.theme), ShareBar(parts.theme)
        self.reason = LineField(hint=self.tr("为什么撤回，写好按 Enter；Esc 不撤回"))
        self._title = Label("", Type.HOUSEHOLD, is_bold=True)
        self._about = Label("", Type.LABEL, "label", wraps=True)
        self._count = Label("", Type.SECONDARY, "label")
        self._progress: list[ListProgress] = []
        self._build(parts)
        self._bind()

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("名单")

    def help_chapter(self) -> str:
        return "18-名单"

    def key_actions(self) -> list[KeyAction]:
        if self.reason.isVisible():
            return [KeyAction("Enter", self.tr("撤回")), KeyAction("Esc", self.tr("不撤回"), self._escape)]
        if self._is_showing_refused():
            words = self.tr("回到名单")
            return [KeyAction("F6", words, self.switch_view), KeyAction("Esc", words, self._escape)]
        actions = [KeyAction("F2", self.tr("登记新名单"), self.take_wanted.emit)]
        told = self._chosen()
        if told is not None:
            actions.append(KeyAction("Enter", self.tr("认定到人") if self._waits() else self.tr("看台账"), self._open))
            if told.refused:
                actions.append(KeyAction("F6", self.tr("看没收的 {0} 行").format(told.refused), self.switch_view))
            actions += [
                KeyAction("Ctrl+J", self.tr("再认人"), self.decide),
                KeyAction("Ctrl+S", self.tr("取出原文件"), self._take_file_out),
                KeyAction("Ctrl+Del", self.tr("撤回这份名单"), self._ask_reason),
            ]
        return [*actions, KeyAction("Esc", self.tr("返回"), self._escape)]

    def status_words(self) -> tuple[str, str]:
        return self._count.text(), ""

    def arrive(self) -> None:
        self._views.setCurrentWidget(self.table)
        self.refresh()
        self.table.setFocus()

    # -- public ------------------------------------------------------------------------------------------------

    def switch_view(self) -> None:
        """F6: the rows that were not taken, and back."""
        told = self._chosen()
        if self._is_showing_refused():
            self._views.setCurrentWidget(self.table)
        elif told is not None and told.refused:
            self.refused.show_refused(self._imports.lists.refused(told.id))
            self._views.setCurrentWidget(self.refused)
        self._views.currentWidget().setFocus()
        self.keys_changed.emit()

    def decide(self) -> None:
        """Ctrl+J: whom the rows are about, looked at once more."""
        told = self._chosen()
        if told is not None and not told.withdrawn:
            self.decide_wanted.emit(told.id)

    def refresh(self) -> None:
        found = self._imports.overview()
        self._lists = [told for told, _progress in found]
        self._progress = [progress for _told, progress in found]
        rows = []
        for told, progress in found:
            ink = self._palette.muted if told.withdrawn else self._palette.answer
            waits = self.tr("待认定 {0}").format(progress.undecided) if progress.undecided else ""
            state = self.tr("已撤回") if told.withdrawn else waits
            figures = (told.rows, progress.matched, progress.to_visit, progress.open, progress.answered, told.refused)
            rows.append(
                [
                    Cell(told.kind, ink, is_bold=not told.withdrawn),
                    *(Cell(words) for words in (told.department, told.date, told.letter)),
                    *(Cell(str(figure), ink) for figure in figures),
                    Cell(state, self._palette.muted if told.withdrawn else self._palette.warning),
                ]
            )
        self.table.show_rows(rows, self.tr("还没有登记名单。按 F2 选一个文件，或把文件拖到这里。"))
        standing = [progress for told, progress in found if not told.withdrawn]
        left = sum(progress.open for progress in standing)
        self._count.setText(self.tr("{0} 份名单 · 还有 {1} 条线索没有答复").format(len(standing), left))
        self._show_current()
        self.status_changed.emit()
        self.keys_changed.emit()

    # -- private -----------------------------------------------------------------------------------------------

    def _columns(self) -> list[CellColumn]:
        figures = ("行", "认定", "需入户", "未答复", "已答复", "没收")
        return [
            CellColumn(self.tr("种类"), 230),
            CellColumn(self.tr("部门"), 120),
            CellColumn(self.tr("日期"), 100),
            CellColumn(self.tr("推送函"), 170),
            *(CellColumn(self.tr(words), 76, is_right=True) for words in figures),
            CellColumn("", 130),
        ]

    def _build(self, parts: Parts) -> None:
        head = QHBoxLayout()
        take = KeyButton(self.tr("登记新名单"), "F2", parts.theme, is_main=True)
        take.clicked.connect(self.take_wanted)
        head.addWidget(Label(self.tr("部门名单"), Type.PAGE))
        head.addWidget(self._count)
        head.addStretch()
        head.addWidget(take)
        detail = QWidget()
        column = QVBoxLayout(detail)
        column.setContentsMargins(16, 8, 16, 10)
        column.setSpacing(5)
        for widget in (self._title, self._about, self.matched, self.answered, self.reason):
            column.addWidget(widget)
        self.reason.hide()
        self.body.addLayout(head)
        for view in (self.table, self.refused):
            self._views.addWidget(view)
        self.body.addWidget(frame_list(self._views), 1)
        self.body.addWidget(frame_list(detail))
        self.body.addWidget(self.notice)
        self.setAcceptDrops(True)

    def _bind(self) -> None:
        self.table.row_changed.connect(lambda _row: self._show_current())
        self.table.opened.connect(lambda _row: self._open())
        self.reason.returnPressed.connect(self._withdraw)
        for key, act in (
            ("F2", self.take_wanted.emit),
            ("F6", self.switch_view),
            ("Ctrl+J", self.decide),
            ("Ctrl+S", self._take_file_out),
            ("Ctrl+Del", self._ask_reason),
            ("Esc", self._escape),
        ):
            self.bind_key(key, act)

    def _chosen(self) -> DepartmentList | None:
        row = self.table.row
        return self._lists[row] if 0 <= row < len(self._lists) else None

    def _show_current(self) -> None:
        told = self._chosen()
        for widget in (self._title, self._about, self.matched, self.answered):
            widget.setVisible(told is not None)
        if told is None:
            return
        progress = self._progress[self.table.row]
        self._title.setText(f"{told.kind} {told.title}")
        at = told.at[:16].replace("T", " ")
        words = [self.tr("{0} {1} 登记 · 收 {2} 条线索，没收 {3} 行").format(told.author, at, told.clues, told.refused)]
        words += [self.tr("撤回：{0}").format(told.withdrawn)] if told.withdrawn else []
        self._about.setText(" · ".join(words))
        palette = self._palette
        self.matched.show_shares(
            self.tr("是谁"),
            (
                Share(self.tr("认定到户"), progress.matched, palette.chart_done),
                Share(self.tr("待认定"), progress.undecided, palette.chart_rest),
                Share(self.tr("查无此人"), progress.clues - progress.matched - progress.undecided, palette.sheet),
            ),
        )
        self.answered.show_shares(
            self.tr("核实"),
            (
                Share(self.tr("已答复"), progress.answered, palette.chart_done),
                Share(self.tr("需入户"), progress.to_visit, palette.chart_rest),
                Share(self.tr("其他未答复"), progress.open - progress.to_visit, palette.sheet),
            ),
        )
        self.keys_changed.emit()

    def _open(self) -> None:
        told = self._chosen()
        if self._waits():
            self.decide()
        elif told is not None:
            self.ledger_wanted.emit(told.id)

    def _waits(self) -> bool:
        """Whether rows of the chosen list wait for a person to say whom they are about."""
        told = self._chosen()
        return told is not None and not told.withdrawn and self._progress[self.table.row].undecided > 0

    def _is_showing_refused(self) -> bool:
        return self._views.currentWidget() is self.refused

    def _take_file_out(self) -> None:
        told = self._chosen()
        if told is None:
            return
        target = ask_target(self, self.tr("原文件存到"), f"{told.kind}{told.date}.xlsx", self.tr("表格 (*.xlsx)"))
        if target is not None:
            self.store_file(target)

    def store_file(self, target: Path) -> None:
        """The chosen list's workbook as it came."""
        told = self._chosen()
        if told is not None:
            try:
                self._imports.write_file(told.id, target)
                self.notice.tell(self.tr("原文件已存好。"), "passed")
            except FfpError as error:
                self.notice.tell_error(error)

    def _ask_reason(self) -> None:
        told = self._chosen()
        if told is not None and not told.withdrawn:
            self.reason.set_value("")
            self.reason.show()
            self.reason.setFocus()
            self.keys_changed.emit()

    def _withdraw(self) -> None:
        told = self._chosen()
        try:
            if told is not None:
                self._imports.lists.withdraw(told.id, self.reason.value())
        except FfpError as error:
            self.notice.tell_error(error)
            return
        self.notice.tell(self.tr("已撤回，线索留着，不再要求答复。"), "passed")
        self._close_reason()
        self.refresh()

    def _close_reason(self) -> None:
        self.reason.hide()
        self.table.setFocus()
        self.keys_changed.emit()

    def _escape(self) -> None:
        if self.reason.isVisible():
            self._close_reason()
        elif self._is_showing_refused():
            self.switch_view()
        else:
            self.left.emit()

    # -- Qt ----------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if brought_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = brought_files(event.mimeData())
        if files:
            self.file_dropped.emit(files[0])
