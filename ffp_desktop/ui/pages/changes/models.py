"""The counts by unit and the people behind them as table models, and how they are drawn."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from ffp_desktop.domain.events import Direction
from ffp_desktop.domain.regions import Regions
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.list_delegate import Index, ListDelegate, cell_state
from ffp_desktop.ui.widgets.row_model import RowModel

if TYPE_CHECKING:
    from ffp_desktop.domain.change_table import ChangeRow
    from ffp_desktop.domain.population import Movement
    from ffp_desktop.services.dynamics import ChangeTable

_NOWHERE = QModelIndex()
_UNIT, _NUMBER = 150, 66
PEOPLE_WIDTHS: dict[int, int] = {0: 110, 1: 120, 2: 150, 3: 170, 4: 400}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Changes", text)


def name_region(regions: Regions, code: str) -> str:
    region = regions.find(code) if code else None
    return region.short_name if region is not None else code


class ChangeModel(QAbstractTableModel):
    """The whole first, then each unit below; a column for each kind between 期初 and 期末."""

    def __init__(
        self, regions: Regions, directions: Mapping[str, Direction | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._regions = regions
        self._directions = directions
        self._rows: Sequence[ChangeRow] = ()
        self._kinds: Sequence[str] = ()
        self._names: Sequence[str] = ()

    def show(self, table: "ChangeTable") -> None:
        """Starts over with a table."""
        self.beginResetModel()
        is_alone = [row.unit for row in table.rows] == [table.total.unit]
        self._rows = (table.total,) if is_alone else (table.total, *table.rows)
        self._kinds = table.kinds
        names = [name_region(self._regions, row.unit) for row in self._rows]
        self._names = [_tr("{0} 合计").format(names[0]) if len(names) > 1 else names[0], *names[1:]]
        self.endResetModel()

    def row(self, row: int) -> "ChangeRow | None":
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def widths(self) -> dict[int, int]:
        return {0: _UNIT} | dict.fromkeys(range(1, self.columnCount()), _NUMBER)

    def text(self, row: int, column: int) -> str:
        """Numbers that are nothing are left out, so that the others are seen."""
        entry = self._rows[row]
        if column == 0:
            return self._names[row]
        if column == 1:
            return str(entry.before)
        if column == self.columnCount() - 1:
            return str(entry.after)
        count = entry.count(self._kinds[column - 2])
        return str(count) if count else ""

    def heading(self, column: int) -> str:
        """＋新生儿, －死亡."""
        if column == 0:
            return _tr("单位")
        if column in (1, self.columnCount() - 1):
            return _tr("期初") if column == 1 else _tr("期末")
        kind = self._kinds[column - 2]
        return f"{'－' if self._is_less(kind) else '＋'}{kind}"

    def _is_less(self, kind: str) -> bool:
        direction = self._directions.get(kind)
        if direction is not None:
            return direction is Direction.DECREASE
        moved = next((movement for row in self._rows for movement in row.by_kind.get(kind, ())), None)
        return moved is not None and moved.direction < 0

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._kinds) + 3

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if index.isValid() and role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return self.heading(section) if role == Qt.ItemDataRole.DisplayRole else None


class PeopleModel(RowModel["Movement"]):
    """Who came and who went: day, kind, name, village, the other village."""

    def __init__(self, regions: Regions, parent: QObject | None = None) -> None:
        super().__init__((_tr("日期"), _tr("变动"), _tr("姓名"), _tr("村"), _tr("从哪里来，到哪里去")), parent)
        self._regions = regions

    def words(self, row: "Movement") -> Sequence[str]:
        sign = "＋" if row.direction > 0 else "－"
        other = name_region(self._regions, row.other_village)
        come, gone = _tr("从 {0} 来"), _tr("到 {0} 去")
        way = (come if row.direction > 0 else gone).format(other) if other else ""
        return (row.date, sign + row.kind, row.name, name_region(self._regions, row.village), way)


class ChangeDelegate(ListDelegate):
    """Cells of either table; `numbers_from` is the first column that stands at the right."""

    def __init__(
        self,
        model: ChangeModel | PeopleModel,
        theme: Theme,
        *,
        bold_row: int = -1,
        bold_column: int = -1,
        numbers_from: int = 99,
    ) -> None:
        super().__init__(theme, model)
        self._model = model
        self._bold = (bold_row, bold_column)
        self._numbers_from = numbers_from

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette, cell = self._theme.palette, cell_state(option)
        row, column = index.row(), index.column()
        if cell.is_selected:
            painter.fillRect(cell.rect, QColor(palette.accent_tint))
            if column == 0:
                bar = QRectF(cell.rect.left(), cell.rect.top(), 4, cell.rect.height())
                painter.fillRect(bar, QColor(palette.accent))
        self.paint_rule(painter, cell.rect)
        is_bold = row == self._bold[0] or column == self._bold[1]
        is_number = column >= self._numbers_from
        font = self._theme.font(Type.TEXT if is_number else Type.LABEL, is_bold=is_bold)
        painter.setFont(font)
        painter.setPen(QColor(palette.answer if is_number or is_bold else palette.label))
        inner = cell.rect.adjusted(10, 0, -10, 0)
        side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
        words = self._model.text(row, column)
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
