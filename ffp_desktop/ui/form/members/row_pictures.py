"""Pictures of table rows that did not change, so that a scrolled or pushed table is not painted word by word."""

from collections import OrderedDict
from collections.abc import Callable, Hashable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

_MOST_BYTES = 24_000_000
_BYTES_A_PIXEL = 4


class RowPictures:
    """Keeps the rows drawn last, by all that is drawn in them; the oldest go when there are too many."""

    def __init__(self) -> None:
        self._pictures: OrderedDict[Hashable, QPixmap] = OrderedDict()
        self._bytes = 0

    def clear(self) -> None:
        self._pictures.clear()
        self._bytes = 0

    def paint(
        self, painter: QPainter, rect: QRectF, content: Hashable, draw: Callable[[QPainter, QRectF], None]
    ) -> None:
        """Puts the picture of `content` at `rect`; `draw` makes it when it is not known yet."""
        transform = painter.deviceTransform()
        inside = transform.mapRect(rect)
        # at fractional scaling a row begins between device pixels: the picture takes the nearest whole ones
        left, top = round(inside.left()), round(inside.top())
        size = QSize(round(inside.right()) - left, round(inside.bottom()) - top)
        key = (content, size.width(), size.height())
        picture = self._pictures.get(key)
        if picture is None:
            picture = self._draw(rect, size, painter.device().devicePixelRatioF(), draw)
            self._keep(key, picture)
        else:
            self._pictures.move_to_end(key)
        painter.drawPixmap(transform.inverted()[0].map(QPointF(left, top)), picture)

    def _draw(self, rect: QRectF, size: QSize, ratio: float, draw: Callable[[QPainter, QRectF], None]) -> QPixmap:
        picture = QPixmap(size)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        draw(painter, QRectF(0, 0, rect.width(), rect.height()))
        painter.end()
        return picture

    def _keep(self, key: Hashable, picture: QPixmap) -> None:
        self._pictures[key] = picture
        self._bytes += picture.width() * picture.height() * _BYTES_A_PIXEL
        while self._bytes > _MOST_BYTES and len(self._pictures) > 1:
            _, oldest = self._pictures.popitem(last=False)
            self._bytes -= oldest.width() * oldest.height() * _BYTES_A_PIXEL
