"""The list of regions that opens below a region picker, and how a row of it is drawn."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ffp_desktop.domain.regions import Region, Regions
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.label import Label

ROWS_SEEN = 8
_Index = QModelIndex | QPersistentModelIndex
_REGION = int(Qt.ItemDataRole.UserRole)


class _RegionModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.regions: Sequence[Region] = ()

    def set_regions(self, regions: Sequence[Region]) -> None:
        self.beginResetModel()
        self.regions = regions
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.regions)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        if role == _REGION:
            return self.regions[index.row()]
        return self.regions[index.row()].short_name if role == Qt.ItemDataRole.DisplayRole else None


class _RegionDelegate(QStyledItemDelegate):
    def __init__(self, regions: Regions, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._regions = regions
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(200, 30)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        region = index.data(_REGION)
        palette, rect = self._theme.palette, QRectF(option.rect)  # type: ignore[attr-defined]
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        if is_chosen:
            painter.fillRect(rect, QColor(palette.accent_tint))
            painter.fillRect(QRectF(rect.left(), rect.top(), 4, rect.height()), QColor(palette.accent))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.setFont(self._theme.font(Type.TEXT, is_bold=is_chosen))
        painter.setPen(QColor(palette.answer))
        painter.drawText(rect.adjusted(12, 0, 0, 0), middle, region.short_name)
        painter.setFont(self._theme.font(Type.SECONDARY))
        painter.setPen(QColor(palette.muted))
        painter.drawText(rect.adjusted(190, 0, 0, 0), middle, self._regions.initials(region))
        above = self._regions.find(region.parent)
        where = f"{above.short_name}  {region.code}" if above is not None else region.code
        painter.drawText(rect.adjusted(0, 0, -10, 0), middle | Qt.AlignmentFlag.AlignRight, where)


class RegionList(QFrame):
    """Stands below its field, never takes the focus; the picker moves and chooses in it."""

    picked = Signal(object)  # Region

    def __init__(self, regions: Regions, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._model = _RegionModel()
        self._view = QListView()
        self._view.setModel(self._model)
        self._view.setItemDelegate(_RegionDelegate(regions, theme, self._view))
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setUniformItemSizes(True)
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.clicked.connect(lambda index: self.picked.emit(index.data(_REGION)))
        self._foot = Label("", Type.SECONDARY, "muted")
        self._foot.setContentsMargins(10, 3, 10, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self._view)
        layout.addWidget(self._foot)
        self.setObjectName("popup")
        palette = theme.palette
        self.setStyleSheet(f"#popup {{ background: {palette.sheet}; border: 1px solid {palette.frame}; }}")
        self.hide()

    def show_below(self, field: QWidget, regions: Sequence[Region], of: int) -> None:
        """Shows what is left of `of` regions below `field`, or above it where there is no room."""
        self._model.set_regions(regions)
        foot = self.tr("没有这样的地方。可以输入拼音首字母、名称的一部分或代码。")
        self._foot.setText(self.tr("剩 {0} / 共 {1}").format(len(regions), of) if regions else foot)
        rows = 30 * min(len(regions), ROWS_SEEN)
        self._view.setFixedHeight(rows)
        height = rows + 28
        top = field.mapTo(self.window(), field.rect().bottomLeft())
        if top.y() + height + 4 > self.window().height():
            top.setY(field.mapTo(self.window(), field.rect().topLeft()).y() - height - 6)
        self.setGeometry(top.x(), top.y() + 3, max(field.width(), 400), height)
        self._view.setVisible(bool(regions))
        if regions:
            self._view.setCurrentIndex(self._model.index(0, 0))
        self.raise_()
        self.show()

    def step(self, by: int) -> None:
        count = self._model.rowCount()
        if count:
            row = min(max(self._view.currentIndex().row() + by, 0), count - 1)
            self._view.setCurrentIndex(self._model.index(row, 0))

    @property
    def current(self) -> Region | None:
        index = self._view.currentIndex()
        return self._model.regions[index.row()] if index.isValid() and self._model.regions else None
