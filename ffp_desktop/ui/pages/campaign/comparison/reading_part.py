"""The steps of taking a file in that are this page's own: what can be taken, and what was read, each row accounted."""

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.domain.reconciliation.items import ITEMS, Side
from ffp_desktop.domain.regions import Regions
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.cell_table import Cell, CellColumn, CellTable
from ffp_desktop.ui.widgets.combo_field import ComboField
from ffp_desktop.ui.widgets.field import LatinField
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.list_table import frame_list
from ffp_desktop.ui.widgets.sheet import lay_sheet

if TYPE_CHECKING:
    from ffp_desktop.domain.reconciliation.export_reading import ReadExport

_ROWS_NAMED = 6  # rows of a reason that are named before it is enough
_FIELD, _DAY = 250, 130  # px


class ChoosePart(QWidget):
    """Says what can be taken in."""

    file_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choose = KeyButton(self.tr("选文件"), "F2", theme, is_main=True)
        self.choose.clicked.connect(self.file_wanted)
        layout = lay_sheet(self, 760, theme, top=20)
        layout.setSpacing(10)
        for words in (
            self.tr(
                "机：全国防返贫监测信息系统导出的表。表头在第几行、选了哪些列都可以，照列名来认；月份是202203的样子也认得。"
            ),
            self.tr(
                "账：本乡镇自己的台账，一人一行、一户一行都认得。没有导入台账的，用程序自己记的（上一轮排查和以后的变动）。"
            ),
            self.tr("实：本轮已完成的调查表，不用导入。"),
            self.tr(
                "一村一村导出也可以：每个村用最新的一份，旧的留着。合计行、空行、外旗县的、重复的人、号码不对的都不取，逐行说明原因。"
            ),
        ):
            layout.addWidget(Label(words, Type.TEXT, "label", wraps=True))
        layout.addSpacing(10)
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addStretch()
        layout.addLayout(row)
        layout.addSpacing(10)


class ReadingPart(QWidget):
    """What was read; which side it is, of which day, and what it covers whole."""

    def __init__(self, theme: Theme, regions: Regions, today: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._regions = regions
        self._covered = ""
        self.first = ComboField(theme)
        self.first.addItems([self.tr("机（全国系统的导出表）"), self.tr("账（本单位的台账）")])
        self.day = LatinField(max_length=10)
        self.day.set_value(today)
        self.whole = ComboField(theme)
        self.words = Label("", Type.TEXT, "answer", wraps=True)
        self.columns = Label("", Type.LABEL, "label", wraps=True)
        self.table = CellTable(
            [
                CellColumn(self.tr("没取或略过的原因"), 520),
                CellColumn(self.tr("行数"), 60, is_right=True),
                CellColumn(self.tr("第几行"), 360),
            ],
            theme,
        )
        self._build()

    @property
    def side(self) -> Side:
        return Side.LEDGER if self.first.currentIndex() else Side.MACHINE

    @property
    def as_of(self) -> str:
        text = self.day.value().strip()
        return f"{text[:4]}-{text[4:6]}-{text[6:]}" if len(text) == 8 and text.isdigit() else text

    @property
    def covers(self) -> str:
        """The region that the file covers whole, "" for none."""
        return "" if self.whole.currentIndex() else self._covered

    def switch_pane(self) -> None:
        """F6: the fields and the list of reasons, round and round."""
        panes: list[QWidget] = [self.first, self.day, self.whole, self.table]
        here = next((at for at, pane in enumerate(panes) if pane.hasFocus()), len(panes) - 1)
        panes[(here + 1) % len(panes)].setFocus()

    def show_read(self, read: "ReadExport", covered: str) -> None:
        self._covered = covered
        self.whole.clear()
        region = self._regions.find(covered) if covered else None
        name = region.short_name if region else ""
        only = self.tr("只有表里的这 {0} 个村，别的村不比").format(len(read.villages))
        self.whole.addItems([self.tr("是{0}的全部：不在表里的算系统里没有").format(name), only] if name else [only])
        told = self.tr("共 {0} 行：取 {1} 行，没取 {2} 行，略过 {3} 行；{4} 户 {5} 人，{6} 个村。")
        numbers = (read.rows, read.taken, len(read.refused), len(read.passed))
        self.words.setText(told.format(*numbers, len(read.households), read.people, len(read.villages)))
        names = "、".join(dict.fromkeys(ITEMS[item].name for item in read.columns))
        self.columns.setText(self.tr("可以比的 {0} 项：{1}。").format(len(read.columns), names))
        reasons = [(one.reason, one.row) for one in read.refused] + [(one.reason, one.row) for one in read.passed]
        counts = Counter(reason for reason, _ in reasons)
        rows = []
        for reason, count in counts.most_common():
            where = [str(row + 1) for found, row in reasons if found == reason]
            more = self.tr(" 等") if len(where) > _ROWS_NAMED else ""
            rows.append(
                [Cell(reason, self._theme.palette.title), Cell(str(count)), Cell("、".join(where[:_ROWS_NAMED]) + more)]
            )
        self.table.show_rows(rows, self.tr("每一行都取了。"))

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        self.first.setFixedWidth(_FIELD)
        self.day.setFixedWidth(_DAY)
        for words, field in (
            (self.tr("这是"), self.first),
            (self.tr("数据日期"), self.day),
            (self.tr("包括"), self.whole),
        ):
            row.addWidget(Label(words, Type.LABEL, "label"))
            row.addWidget(field)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.words)
        layout.addWidget(self.columns)
        layout.addWidget(frame_list(self.table), 1)
