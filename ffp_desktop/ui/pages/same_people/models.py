"""The likely pairs as a list, and one pair's two sides as a table; how both are drawn."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.list_delegate import Index, ListDelegate, cell_state
from ffp_desktop.ui.widgets.row_model import RowModel

if TYPE_CHECKING:
    from ffp_desktop.services.same_people import Pair, PairRow

_NOWHERE = QModelIndex()
PAIR_WIDTHS: dict[int, int] = {0: 80, 1: 150, 2: 150}
SIDE_WIDTHS: dict[int, int] = {0: 120, 1: 300, 2: 300}
_MARK = 62  # px for the mark and word before a text


def _tr(text: str) -> str:
    return QCoreApplication.translate("SamePeople", text)


def say_state(pair: "Pair") -> str:
    """待认, 同一人, 不是."""
    if pair.decision is None:
        return _tr("待认")
    return _tr("同一人") if pair.is_same else _tr("不是")


class PairModel(RowModel["Pair"]):
    """State, names, evidence."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((_tr("认定"), _tr("姓名"), _tr("凭什么")), parent)

    def words(self, row: "Pair") -> Sequence[str]:
        one, other = row.names
        return (say_state(row), one if one == other else f"{one}、{other}", row.evidence)


class SideModel(RowModel["PairRow"]):
    """A heading and what is known of the one and of the other."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((_tr("项目"), _tr("这边登记的"), _tr("另一处登记的")), parent)

    def words(self, row: "PairRow") -> Sequence[str]:
        return (row.label, *row.texts)


class PairDelegate(ListDelegate):
    """Undecided pairs in ink, decided ones quiet."""

    def __init__(self, model: PairModel, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(theme, parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette, cell = self._theme.palette, cell_state(option)
        pair = self._model.at(index.row())
        if cell.is_selected:
            painter.fillRect(cell.rect, QColor(palette.accent_tint))
            if index.column() == 0:
                bar = QRectF(cell.rect.left(), cell.rect.top(), 4, cell.rect.height())
                painter.fillRect(bar, QColor(palette.accent))
        self.paint_rule(painter, cell.rect)
        is_open = pair is not None and pair.decision is None
        is_name = index.column() == 1
        ink = palette.warning if is_open and not index.column() else palette.answer if is_name else palette.label
        font = self._theme.font(Type.LABEL, is_bold=is_open and index.column() < 2)
        inner = cell.rect.adjusted(10, 0, -8, 0)
        _paint(painter, inner, self._model.text(index.row(), index.column()), font, ink)


class SideDelegate(ListDelegate):
    """Equal rows are quiet; unequal ones stand on a tint, with the mark ≠."""

    def __init__(self, model: SideModel, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(theme, parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette, rect = self._theme.palette, cell_state(option).rect
        row, column = self._model.at(index.row()), index.column()
        if row is None:
            return
        is_other = row.is_told and all(row.texts) and not row.is_equal
        if column and is_other:
            painter.fillRect(rect, QColor(palette.warning_tint))
        self.paint_rule(painter, rect)
        inner = rect.adjusted(10, 0, -10, 0)
        if not column:
            _paint(painter, inner, row.label, self._theme.font(Type.LABEL, is_bold=is_other), palette.label)
            return
        mark = "" if not row.is_told else _tr("= 相同") if row.is_equal else _tr("≠ 不同") if is_other else ""
        font = self._theme.font(Type.SECONDARY, is_bold=is_other)
        _paint(painter, inner, mark, font, palette.warning if is_other else palette.muted)
        text = row.texts[column - 1] or "—"
        answer = self._theme.font(Type.TEXT, is_bold=is_other)
        _paint(painter, inner.adjusted(_MARK, 0, 0, 0), text, answer, palette.answer if is_other else palette.label)


def _paint(painter: QPainter, rect: QRectF, words: str, font: QFont, ink: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(ink))
    shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
