"""The second step: the sheet as it is, what each column is taken for, and keys to put it right."""

from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from ffp_desktop.domain.regions import Region
from ffp_desktop.domain.table.mapping import ColumnMatcher, Target
from ffp_desktop.domain.table.synonyms import PASSED_OVER
from ffp_desktop.services.workbook_import.opening import OpenedSheet, OpenedWorkbook
from ffp_desktop.ui.pages.workbook_import.drawing import TargetHeader
from ffp_desktop.ui.pages.workbook_import.sheet_model import SheetModel
from ffp_desktop.ui.pages.workbook_import.target_panel import TargetPanel
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.filter_box import FilterBox
from ffp_desktop.ui.widgets.label import Label

_NARROWEST, _WIDEST = 70, 200  # px
_ROWS_MEASURED = 25


class SheetImports(Protocol):
    """What takes a workbook in, as this part asks it."""

    @property
    def matcher(self) -> ColumnMatcher: ...
    def targets(self) -> tuple[Target, ...]: ...
    def move_header(self, opened: OpenedSheet, row: int, depth: int = 1) -> OpenedSheet: ...


class SheetTable(QTableView):
    """Cells by ←→↑↓; Enter asks what the column is, Space leaves it out."""

    column_asked = Signal(int)
    column_toggled = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        column = self.currentIndex().column()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and column >= 0:
            self.column_asked.emit(column)
        elif event.key() == Qt.Key.Key_Space and column >= 0:
            self.column_toggled.emit(column)
        else:
            super().keyPressEvent(event)


class SheetPart(QWidget):
    """Shows one sheet of the opened workbook at a time."""

    changed = Signal()

    def __init__(
        self,
        imports: SheetImports,
        villages: list[Region],
        theme: Theme,
        page: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._imports = imports
        self._theme = theme
        self._opened: OpenedWorkbook | None = None
        self._position = 0
        self._asked = -1
        self.model = SheetModel(imports.matcher, theme, self)
        self.table = SheetTable()
        self.table.setModel(self.model)
        self.header = TargetHeader(self.model, theme)
        self.table.setHorizontalHeader(self.header)
        self.village = FilterBox(self.tr("表里没写村时，算作"), theme, without=self.tr("没有选"))
        self.village.set_choices([(village.code, village.short_name) for village in villages])
        self.panel = TargetPanel(imports.targets(), imports.matcher, theme, page)
        self._words = Label("", Type.TEXT, "label")
        self._about = Label("", Type.SECONDARY, "muted")
        self._build(theme)
        self.table.column_asked.connect(self._ask)
        self.table.column_toggled.connect(self._toggle)
        self.header.sectionDoubleClicked.connect(self._ask)
        self.panel.taken.connect(self._take)
        self.panel.closed.connect(self.table.setFocus)

    # ---- what the page asks

    @property
    def is_open(self) -> bool:
        return self._opened is not None

    @property
    def opened(self) -> OpenedWorkbook:
        assert self._opened is not None
        return self._opened

    @property
    def sheet(self) -> OpenedSheet:
        return self.opened.sheets[self._position]

    def show_workbook(self, opened: OpenedWorkbook) -> None:
        """Begins with the first sheet whose rows would be taken."""
        self._opened = opened
        chosen = [number for number, one in enumerate(opened.sheets) if one.is_chosen]
        self._show_sheet(chosen[0] if chosen else 0)

    def step_sheet(self, by: int) -> None:
        self._show_sheet((self._position + by) % len(self.opened.sheets))

    def take_or_leave(self) -> None:
        """Takes the rows of this sheet, or leaves them."""
        one = self.sheet
        if one.mapping is not None:
            self._change(replace(one, is_chosen=not one.is_chosen))

    def set_header(self) -> None:
        """The row with the cursor is the (last) row of the header."""
        row = max(self.table.currentIndex().row(), 0)
        column = self.table.currentIndex().column()
        self._change(self._imports.move_header(self.sheet, row))
        self.table.setCurrentIndex(self.model.index(row, max(column, 0)))

    # ---- private

    def _build(self, theme: Theme) -> None:
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().setDefaultSectionSize(theme.sizes.list_row - 3)
        self.table.setCornerButtonEnabled(False)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._words)
        head.addStretch()
        head.addWidget(self.village)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._about)

    def _show_sheet(self, position: int) -> None:
        self._position = position
        self._show()
        self._fit_columns()
        mapping = self.sheet.mapping
        unknown = mapping.unknown if mapping is not None else ()
        row = mapping.header.row if mapping is not None else 0
        self.table.setCurrentIndex(self.model.index(row, unknown[0] if unknown else 0))

    def _show(self) -> None:
        one = self.sheet
        self.model.show(one.sheet, one.mapping)
        count = len(self.opened.sheets)
        name = one.sheet.name or self.tr("文字表格")
        taken = self.tr("要导入") if one.is_chosen else self.tr("不导入：{0}").format(one.reason)
        self._words.setText(self.tr("第 {0} / {1} 张  {2}  ·  {3}").format(self._position + 1, count, name, taken))
        self._about.setText(self._say_columns(one))
        self.changed.emit()

    def _say_columns(self, one: OpenedSheet) -> str:
        if one.mapping is None:
            return self.tr("前 5 行里没有找到表头：把光标放到表头那一行，按 Ctrl+H。")
        targets = one.mapping.targets
        known = sum(1 for target in targets if target.item not in ("", PASSED_OVER))
        rows = len(one.sheet.rows) - one.mapping.header.below
        words = self.tr("表头在第 {0} 行，下面有 {1} 行；认出 {2} 列").format(one.mapping.header.below, rows, known)
        if one.mapping.unknown and self._imports.matcher.target_name(Target()):
            words += self.tr("，另有 {0} 列照原样留着").format(len(one.mapping.unknown))
        elif one.mapping.unknown:
            words += self.tr("，有 {0} 列不认识，不会导入（光标放上去按 Enter 指明）").format(len(one.mapping.unknown))
        return words + "。"

    def _fit_columns(self) -> None:
        """By the words of the heads and of the first rows: a sheet can have 100,000."""
        first = range(min(self.model.rowCount(), _ROWS_MEASURED))
        metrics = QFontMetricsF(self._theme.font(Type.TEXT))
        for column in range(self.model.columnCount()):
            texts = {str(self.model.index(row, column).data() or "") for row in first}
            widest = max((round(metrics.horizontalAdvance(text)) + 14 for text in texts), default=0)
            self.table.setColumnWidth(column, min(max(self.header.width_of(column), widest, _NARROWEST), _WIDEST))

    def _change(self, changed: OpenedSheet) -> None:
        current = self.table.currentIndex()
        self._opened = self.opened.with_sheet(self._position, changed)
        self._show()
        self.table.setCurrentIndex(self.model.index(current.row(), current.column()))
        self.table.setFocus()

    def _ask(self, column: int) -> None:
        mapping = self.sheet.mapping
        if mapping is not None:
            self._asked = column
            self.panel.open(mapping.header.heading(column) or self.tr("没有名称的列"), mapping.targets[column])

    def _take(self, target: Target) -> None:
        mapping = self.sheet.mapping
        if mapping is not None and self._asked >= 0:
            wanted = self._imports.matcher.target_for(mapping.header, self._asked, target)
            changed = mapping.with_target(self._asked, wanted)
            self._change(replace(self.sheet, mapping=changed))

    def _toggle(self, column: int) -> None:
        mapping = self.sheet.mapping
        if mapping is None:
            return
        if mapping.targets[column].item == PASSED_OVER:
            again = self._imports.matcher.match(mapping.header).targets[column]
            changed = mapping.with_target(column, again if again.item != PASSED_OVER else Target())
        else:
            changed = mapping.with_target(column, Target(PASSED_OVER))
        self._change(replace(self.sheet, mapping=changed))
