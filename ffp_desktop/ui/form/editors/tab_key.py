"""Tab is a key of the paper, not of the window: it must reach `keyPressEvent`."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


def tab_press(event: QEvent) -> QKeyEvent | None:
    """The event, if it is a press of Tab or Shift+Tab."""
    if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _TABS:
        return event
    return None
