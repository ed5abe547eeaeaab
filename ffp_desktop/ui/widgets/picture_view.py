"""A picture from memory, whole or magnified, turned by quarters; arrows scroll it, the mouse drags it."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QTransform
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from ffp_desktop.ui.theme import Theme

LARGEST_ZOOM = 8.0
_EDGE = 2


class _Canvas(QWidget):
    """Paints the picture at its own size, and words where there is none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.picture = QPixmap()
        self.words = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self._theme.palette
        if self.picture.isNull():
            painter.fillRect(self.rect(), QColor(palette.desk))
            painter.setPen(QColor(palette.closed_text))
            painter.setFont(self._theme.font())
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.words)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(QRectF(self.rect()), self.picture, QRectF(self.picture.rect()))
        painter.setPen(self._theme.pen(palette.rule))
        painter.drawRect(QRectF(self.rect()).adjusted(0, 0, -1, -1))


class PictureView(QScrollArea):
    """Zoom 1 shows the whole picture."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = _Canvas(theme)
        self._image = QImage()
        self._zoom = 1.0
        self._quarters = 0
        self._dragged_from: QPoint | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setWidget(self._canvas)

    @property
    def zoom(self) -> float:
        return self._zoom

    @property
    def words(self) -> str:
        """What stands in the picture's place; "" while there is one."""
        return self._canvas.words if self._canvas.picture.isNull() else ""

    def image(self) -> QImage:
        """The picture as it is turned now; null when there is none."""
        return self._image.transformed(QTransform().rotate(90 * self._quarters))

    def show_image(self, image: QImage) -> None:
        """Another picture, whole and upright."""
        self._image, self._zoom, self._quarters = image, 1.0, 0
        self._canvas.words = ""
        self._turn_canvas()

    def show_words(self, words: str) -> None:
        """Words in the picture's place."""
        self.show_image(QImage())
        self._canvas.words = words
        self._canvas.update()

    def zoom_by(self, factor: float) -> None:
        """Keeps the middle where it is."""
        before = self._zoom
        self._zoom = min(max(self._zoom * factor, 1.0), LARGEST_ZOOM)
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        middles = [bar.value() + bar.pageStep() / 2 for bar in bars]
        self._fit()
        for bar, middle in zip(bars, middles, strict=True):
            bar.setValue(round(middle * self._zoom / before - bar.pageStep() / 2))

    def turn_by(self, quarters: int) -> None:
        """To the right; below 0 to the left."""
        self._quarters = (self._quarters + quarters) % 4
        self._zoom = 1.0
        self._turn_canvas()

    def _turn_canvas(self) -> None:
        self._canvas.picture = QPixmap.fromImage(self.image()) if not self._image.isNull() else QPixmap()
        self._fit()
        self._canvas.update()

    def _fit(self) -> None:
        room = self.maximumViewportSize() - QSize(_EDGE, _EDGE)
        picture = self._canvas.picture
        if picture.isNull():
            self._canvas.resize(room)
            return
        whole = picture.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        self._canvas.resize(whole * self._zoom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._dragged_from = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = event.position().toPoint()
        if self._dragged_from is not None:
            moved = self._dragged_from - here
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + moved.x())
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved.y())
            self._dragged_from = here

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._dragged_from = None
