"""A difference as a row, and the one with the cursor in full under the list."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.domain.reconciliation.differences import Difference
from ffp_desktop.domain.reconciliation.items import Side
from ffp_desktop.domain.reconciliation.rules import CHANGES
from ffp_desktop.services.reconciliation.records import DifferenceLine, Standing
from ffp_desktop.ui.theme import Palette, Theme, Type
from ffp_desktop.ui.widgets.cell_table import Cell, CellColumn
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.marks import Shape

Words = Callable[[Difference, Side], str]
_MARKS = {Standing.OPEN: Shape.RING, Standing.REOPENED: Shape.TRIANGLE, Standing.SETTLED: Shape.CHECK}


def _tr(text: str) -> str:
    return QCoreApplication.translate("ComparisonRows", text)


def comparison_columns() -> list[CellColumn]:
    return [
        CellColumn(_tr("村"), 130),
        CellColumn(_tr("户主"), 88),
        CellColumn(_tr("姓名"), 80),
        CellColumn(_tr("项目"), 104),
        CellColumn(_tr("1 机"), 146),
        CellColumn(_tr("2 账"), 146),
        CellColumn(_tr("3 实"), 146),
        CellColumn(_tr("要改的"), 70),
        CellColumn(_tr("状态"), 88),
    ]


def comparison_row(line: DifferenceLine, place: str, words: Words, palette: Palette, *, ticked: bool) -> list[Cell]:
    """What differs from the side that counts is dark, the rest is quiet."""
    one = line.difference
    ink = {Standing.OPEN: palette.label, Standing.REOPENED: palette.warning, Standing.SETTLED: palette.passed}
    return [
        Cell(place, ticked=ticked),
        Cell(one.head_name),
        Cell(one.name or _tr("全户"), palette.answer if one.name else palette.muted, is_bold=bool(one.name)),
        Cell(one.asked.name, palette.title),
        *(_side(line, side, words(one, side), palette) for side in Side),
        Cell(change_words(line, short=True), palette.answer),
        Cell(line.standing.value, ink[line.standing], shape=_MARKS[line.standing]),
    ]


def change_words(line: DifferenceLine, *, short: bool = False) -> str:
    """Who has to change what."""
    if line.right is None:
        return _tr("不用改") if line.standing is Standing.SETTLED else _tr("再核实")
    if short:
        return "、".join(side.value for side in line.wrong)
    return "；".join(CHANGES[side] for side in line.wrong)


def _side(line: DifferenceLine, side: Side, words: str, palette: Palette) -> Cell:
    is_wrong = side in line.wrong
    return Cell(words, palette.answer if is_wrong else palette.muted, is_bold=is_wrong)


class DifferencePart(QWidget):
    """Three sides in full, what the rules say, what was settled."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = theme.palette
        self.head = Label("", Type.SUBHEAD)
        self.rule = Label("", Type.LABEL, "label", wraps=True)
        self.settled = Label("", Type.LABEL, "label", wraps=True)
        self._values = {side: Label("", Type.TEXT, "answer", wraps=True) for side in Side}
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(1)
        for column, (side, name) in enumerate(zip(Side, _names(), strict=True)):
            grid.addWidget(Label(name, Type.SECONDARY, "muted"), 0, column)
            grid.addWidget(self._values[side], 1, column)
            grid.setColumnStretch(column, 1)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(12, 7, 12, 8)
        column_box.setSpacing(4)
        top = QHBoxLayout()
        top.setSpacing(24)
        top.addWidget(self.head)
        top.addWidget(self.rule, 1)
        column_box.addLayout(top)
        column_box.addLayout(grid)
        column_box.addWidget(self.settled)

    def show_line(self, line: DifferenceLine | None, words: Words) -> None:
        for label in (self.head, self.rule, self.settled, *self._values.values()):
            label.setText("")
        if line is None:
            return
        one = line.difference
        self.head.setText("　".join(filter(None, (_tr("{0}户").format(one.head_name), one.name, one.asked.title))))
        proposed = _tr("建议以{0}为准").format(one.right.value) if one.right else _tr("建议再入户核实")
        self.rule.setText(f"{proposed}：{one.reason}　{change_words(line)}")
        for side, label in self._values.items():
            label.setText(words(one, side))
        self.settled.setText(_settled_words(line))


def _names() -> Sequence[str]:
    return (_tr("1 机（全国系统）"), _tr("2 账（台账）"), _tr("3 实（入户排查）"))


def _settled_words(line: DifferenceLine) -> str:
    settled = line.settlement
    if settled is None:
        return _tr("还没有定。")
    right = _tr("以{0}为准").format(settled.right.value) if settled.right else _tr("不用改")
    told = _tr("{0} {1} 定：{2}，原因：{3}。").format(
        settled.author, settled.at.replace("T", " "), right, settled.reason
    )
    if line.changed:
        sides = "、".join(side.value for side in line.changed)
        told += _tr("后来{0}变了，要重新定。").format(sides)
    if settled.conflicts:
        told += _tr("另一个单位定的不一样，要商量好重新定。")
    return told
