"""What a bundle would change, on A4 landscape pages: to go through with the village before anything is imported."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from ffp_desktop.ui.theme import FAMILIES, Palette
from ffp_desktop.ui.widgets.cell_table import Cell

_WIDTH, _HEIGHT, _MARGIN = 297.0, 210.0, 12.0  # mm
_MM_PER_INCH, _POINTS_PER_INCH = 25.4, 72.0
_HEAD, _ROW = 20.0, 6.4  # mm
_SHARES = (0.05, 0.08, 0.1, 0.1, 0.09, 0.58)
_TEXT, _TITLE = 9.5, 14.0  # points


class PreviewPaper:
    """The rows as they stand on the screen, with what is taken and what is not."""

    def __init__(self, title: str, words: str, rows: Sequence[Sequence[Cell]], palette: Palette) -> None:
        self._title = title
        self._words = words
        self._rows = rows
        self._palette = palette

    @property
    def _on_page(self) -> int:
        return int((_HEIGHT - 2 * _MARGIN - _HEAD - 2 * _ROW) / _ROW)

    @property
    def pages(self) -> int:
        return max(1, -(-len(self._rows) // self._on_page))

    def draw(self, page: int, dots: float) -> QImage:
        """Page number `page` (from 0) at `dots` per inch."""
        scale = dots / _MM_PER_INCH
        image = QImage(round(_WIDTH * scale), round(_HEIGHT * scale), QImage.Format.Format_RGB32)
        image.fill(QColor(self._palette.sheet))
        painter = QPainter(image)
        room = QRectF(_MARGIN, _MARGIN, _WIDTH - 2 * _MARGIN, _HEIGHT - 2 * _MARGIN)
        self._write(painter, scale, QRectF(room.left(), room.top(), room.width(), 9), self._title, _TITLE, is_bold=True)
        self._write(painter, scale, QRectF(room.left(), room.top() + 9, room.width(), 7), self._words, _TEXT)
        top = room.top() + _HEAD
        names = ("取", "怎样", "户主", "村", "状态", "会改什么")
        self._write_row(painter, scale, room, top, [_tr(name) for name in names], is_bold=True)
        first = page * self._on_page
        for number, row in enumerate(self._rows[first : first + self._on_page], 1):
            words = [cell.words for cell in row]
            words[0] = "" if row[0].ticked is None else "√" if row[0].ticked else "—"
            self._write_row(painter, scale, room, top + number * _ROW, words)
        foot = _tr("第 {0} / {1} 页").format(page + 1, self.pages)
        self._write(painter, scale, QRectF(room.left(), room.bottom() - _ROW, room.width(), _ROW), foot, _TEXT)
        painter.end()
        return image

    def _write_row(
        self,
        painter: QPainter,
        scale: float,
        room: QRectF,
        top: float,
        words: Sequence[str],
        *,
        is_bold: bool = False,
    ) -> None:
        left = room.left()
        for share, text in zip(_SHARES, words, strict=True):
            width = room.width() * share
            self._write(painter, scale, QRectF(left, top, width - 2, _ROW), text, _TEXT, is_bold=is_bold)
            left += width
        painter.setPen(QPen(QColor(self._palette.rule), 1))
        y = (top + _ROW) * scale
        painter.drawLine(round(room.left() * scale), round(y), round(room.right() * scale), round(y))

    def _write(
        self, painter: QPainter, scale: float, rect: QRectF, text: str, points: float, *, is_bold: bool = False
    ) -> None:
        font = QFont(list(FAMILIES))
        font.setPixelSize(max(11, round(points * scale * _MM_PER_INCH / _POINTS_PER_INCH)))
        font.setBold(is_bold)
        painter.setFont(font)
        painter.setPen(QColor(self._palette.title))
        box = QRectF(rect.left() * scale, rect.top() * scale, rect.width() * scale, rect.height() * scale)
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


def _tr(words: str) -> str:
    return QCoreApplication.translate("PreviewPaper", words)
