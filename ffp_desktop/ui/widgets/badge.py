"""A word in a thin frame: 错误, 提醒, 已确认, 意见, 绿色通道, 暂存."""

from enum import StrEnum

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ffp_desktop.ui.theme import Palette, Theme
from ffp_desktop.ui.widgets.marks import CAP_HEIGHT, badge_width, paint_badge


class BadgeKind(StrEnum):
    """The badges; the value is the word."""

    ERROR = "错误"
    WARNING = "提醒"
    CONFIRMED = "已确认"
    COMMENT = "意见"
    GREEN_CHANNEL = "绿色通道"
    HELD = "暂存"


def badge_colors(kind: BadgeKind, palette: Palette) -> tuple[str, str]:
    """Ink and ground (hex)."""
    return {
        BadgeKind.ERROR: (palette.error, palette.error_tint),
        BadgeKind.WARNING: (palette.warning, palette.warning_tint),
        BadgeKind.CONFIRMED: (palette.warning, palette.sheet),
        BadgeKind.COMMENT: (palette.error, palette.sheet),
        BadgeKind.GREEN_CHANNEL: (palette.passed, palette.passed_tint),
        BadgeKind.HELD: (palette.draft, palette.section_head),
    }[kind]


class Badge(QWidget):
    """Shows one badge."""

    def __init__(self, kind: BadgeKind, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind = kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(kind.value)

    def set_kind(self, kind: BadgeKind) -> None:
        self._kind = kind
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(badge_width(self._kind.value, self._theme)) + 1, round(CAP_HEIGHT) + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        ink, ground = badge_colors(self._kind, self._theme.palette)
        paint_badge(QPainter(self), 0, self.height() / 2, self._kind.value, ink, ground, self._theme)
