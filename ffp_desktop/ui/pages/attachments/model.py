"""The attachments of a household as a list: a small picture, what it is, who added it when; or 附件未到."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from ffp_desktop.domain.attachments import Presence
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.list_delegate import ListDelegate, cell_state

if TYPE_CHECKING:
    from ffp_desktop.services.attachments import KeptAttachment

Index = QModelIndex | QPersistentModelIndex
_ROW = 84
_THUMB = QSize(92, 68)
_TEXT_LEFT = 120


class AttachmentModel(QAbstractListModel):
    """The rows, and the small pictures that have been drawn so far, by digest."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[KeptAttachment] = ()
        self._thumbs: dict[str, QImage] = {}
        self._wheres: Mapping[str, str] = {}

    def show(self, rows: "Sequence[KeptAttachment]", wheres: Mapping[str, str]) -> None:
        """Other rows; `wheres` says of each survey which one it is, "" when that goes without saying."""
        self.beginResetModel()
        self.rows, self._wheres = rows, wheres
        here = {one.attachment.digest for one in rows}
        self._thumbs = {digest: thumb for digest, thumb in self._thumbs.items() if digest in here}
        self.endResetModel()

    def wanted_thumbs(self) -> "list[KeptAttachment]":
        """The rows whose small picture could be drawn and is not yet."""
        return [one for one in self.rows if one.presence is Presence.HERE and one.attachment.digest not in self._thumbs]

    def take_thumb(self, digest: str, thumb: QImage) -> None:
        self._thumbs[digest] = thumb
        for number, row in enumerate(self.rows):
            if row.attachment.digest == digest:
                self.dataChanged.emit(self.index(number), self.index(number))

    def thumb(self, row: int) -> QImage | None:
        return self._thumbs.get(self.rows[row].attachment.digest)

    def where(self, row: int) -> str:
        return self._wheres.get(self.rows[row].attachment.survey, "")

    def row_of(self, attachment: str) -> int:
        """-1 when it is not among them."""
        return next((number for number, one in enumerate(self.rows) if one.attachment.id == attachment), -1)

    def words(self, row: int) -> tuple[str, str, str]:
        """Kind and name; page and size, or that it has not come; author and time."""
        kept = self.rows[row]
        one = kept.attachment
        parts = [self.tr("第 {0} / {1} 页").format(one.page, one.pages)] if one.pages > 1 else []
        is_here = kept.presence is Presence.HERE
        parts.insert(0, f"{max(1, round(one.size / 1000))} KB" if is_here else kept.presence.value)
        day, _, clock = one.at.partition("T")
        told = [self.where(row), one.author, f"{day} {clock[:5]}"]
        return f"{one.kind.value}　{one.name}", "  ".join(parts), "  ".join(word for word in told if word)

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return "，".join(self.words(index.row()))
        return None


class AttachmentDelegate(ListDelegate):
    """Rows high enough for a small picture."""

    def __init__(self, model: AttachmentModel, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(theme, parent)
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(300, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell, palette, row = cell_state(option), self._theme.palette, index.row()
        painter.save()
        painter.fillRect(cell.rect, QColor(palette.accent_tint if cell.is_selected else palette.sheet))
        if cell.has_focus:
            painter.fillRect(QRectF(cell.rect.left(), cell.rect.top(), 4, cell.rect.height()), QColor(palette.accent))
        self._paint_thumb(painter, cell.rect, row)
        self._paint_words(painter, cell.rect, row)
        self.paint_rule(painter, cell.rect.adjusted(0, 0, 0, -1))
        painter.restore()

    def _paint_thumb(self, painter: QPainter, rect: QRectF, row: int) -> None:
        palette = self._theme.palette
        box = QRectF(
            rect.left() + 14, rect.top() + (rect.height() - _THUMB.height()) / 2, _THUMB.width(), _THUMB.height()
        )
        thumb, kept = self._model.thumb(row), self._model.rows[row]
        if kept.presence is not Presence.HERE:
            painter.fillRect(box, QColor(palette.closed))
            painter.setPen(QColor(palette.warning))
            painter.setFont(self._theme.font(Type.SECONDARY, is_bold=True))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, kept.presence.value)
        elif thumb is not None:
            size = thumb.size().scaled(_THUMB, Qt.AspectRatioMode.KeepAspectRatio)
            box = QRectF(0, 0, size.width(), size.height()).translated(
                box.center().x() - size.width() / 2, box.center().y() - size.height() / 2
            )
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(box, thumb)
        painter.setPen(self._theme.pen(palette.rule))
        painter.drawRect(box)

    def _paint_words(self, painter: QPainter, rect: QRectF, row: int) -> None:
        palette = self._theme.palette
        head, state, told = self._model.words(row)
        is_here = self._model.rows[row].presence is Presence.HERE
        lines = (
            (head, self._theme.font(Type.TEXT, is_bold=True), palette.answer, 10),
            (state, self._theme.font(Type.LABEL), palette.label if is_here else palette.warning, 34),
            (told, self._theme.font(Type.SECONDARY), palette.muted, 55),
        )
        for words, font, ink, top in lines:
            room = QRectF(rect.left() + _TEXT_LEFT, rect.top() + top, rect.width() - _TEXT_LEFT - 8, 22)
            painter.setFont(font)
            painter.setPen(QColor(ink))
            shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideMiddle, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
