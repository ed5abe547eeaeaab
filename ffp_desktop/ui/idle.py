"""Tells when nobody has touched the keys or the mouse for a while."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

IDLE_AFTER = timedelta(minutes=10)
_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.InputMethod,
    QEvent.Type.TouchBegin,
}


class IdleWatch(QObject):
    """Watches all events of the application; `fell_idle` comes once per stretch of idleness."""

    fell_idle = Signal()

    def __init__(self, clock: Callable[[], datetime], watched: QObject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._last_touch = clock()
        self._is_idle = False
        self._timer = QTimer(self)
        self._timer.setInterval(5000)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        watched.installEventFilter(self)

    def look(self) -> None:
        """Looks at the clock now; the timer does this every few seconds."""
        is_idle = self._clock() - self._last_touch >= IDLE_AFTER
        if is_idle and not self._is_idle:
            self._is_idle = True
            self.fell_idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.look()  # a machine that slept through the ten minutes locks at the first touch
            self._last_touch = self._clock()
            self._is_idle = False
        return super().eventFilter(watched, event)
