"""The part of a window where something may pop up beside a widget on the sheet."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


def find_visible_part(anchor: QWidget) -> QRect:
    """Where the sheet that holds `anchor` scrolls, in the window's coordinates; the whole window if it does not."""
    window = anchor.window()
    widget: QWidget | None = anchor
    while widget is not None and not widget.isWindow():
        area = widget.parentWidget()
        can_scroll = isinstance(area, QAbstractScrollArea) and (
            area.verticalScrollBarPolicy() is not Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        if can_scroll and isinstance(area, QAbstractScrollArea):
            viewport = area.viewport()
            return QRect(viewport.mapTo(window, QPoint(0, 0)), viewport.size())
        widget = area
    return window.rect()
