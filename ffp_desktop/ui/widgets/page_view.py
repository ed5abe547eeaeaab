"""One page of a PDF as a picture, at the screen's own resolution, whole or magnified."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from ffp_desktop.ui.theme import Theme

A4_LANDSCAPE = (297.0, 210.0)  # mm
MM_PER_INCH = 25.4


class _Sheet(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rect = QRectF(self.rect())
        painter.fillRect(rect, QColor(self._theme.palette.sheet))
        if self.image is not None:
            if self.image.width() == round(self.width() * self.devicePixelRatioF()):
                self.image.setDevicePixelRatio(self.devicePixelRatioF())
                painter.drawImage(QPointF(0, 0), self.image)
            else:
                painter.drawImage(rect, self.image)
        painter.setPen(self._theme.pen(self._theme.palette.rule))
        painter.drawRect(rect.adjusted(0, 0, -1, -1))


class PageView(QScrollArea):
    """`dots_per_inch` says at which resolution the picture should be drawn for the present zoom."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = _Sheet(theme)
        self._zoom = 1.0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWidget(self._sheet)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def zoom(self) -> float:
        """1 shows the whole page."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        self._zoom = min(max(zoom, 1.0), 4.0)
        self._fit()

    def dots_per_inch(self) -> float:
        return self._width() * self.devicePixelRatioF() / (A4_LANDSCAPE[0] / MM_PER_INCH)

    def show_image(self, image: QImage | None) -> None:
        self._sheet.image = image
        self._fit()
        self._sheet.update()

    def image(self) -> QImage | None:
        return self._sheet.image

    def _width(self) -> int:
        room = self.maximumViewportSize()
        whole = min(room.width() - 4, (room.height() - 4) * A4_LANDSCAPE[0] / A4_LANDSCAPE[1])
        return max(200, round(whole * self._zoom))

    def _fit(self) -> None:
        width = self._width()
        self._sheet.resize(QSize(width, round(width * A4_LANDSCAPE[1] / A4_LANDSCAPE[0])))
