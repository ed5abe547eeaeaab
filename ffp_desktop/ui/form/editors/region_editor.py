"""The address: one field over the blanks of 旗, 乡镇 and 村, that picks the village from the region table."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.findings import Finding
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import Place
from ffp_desktop.ui.form.editors.line_editor import TakeKey, dress_line
from ffp_desktop.ui.theme import Theme
from ffp_desktop.ui.widgets.region_picker import RegionPicker

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PASSING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class RegionEditor(RegionPicker):
    """Its value is the village's 12-digit code; what names no village stays as it was typed."""

    left = Signal()

    def __init__(self, regions: Regions, county: str, theme: Theme, take_key: TakeKey, parent: QWidget) -> None:
        super().__init__(regions, theme, parent)
        self._own_regions = regions
        self._county = county
        self._keys_out = take_key
        self.place: Place | None = None
        self.is_locked = False
        self.finished.connect(lambda: take_key(_enter()))
        self.installEventFilter(self)
        self._code.hide()  # no room for it over the paper's blanks
        dress_line(self, theme)
        theme.rescaled.connect(lambda: dress_line(self, theme))
        self.hide()

    def value(self) -> str:
        return self.region.code if self.region else self.text().strip()

    def set_value(self, value: str) -> None:
        region = self._own_regions.find(value) if len(value) == 12 else None
        self.set_region(region)
        if region is None:
            self.setText(value)

    def show_finding(self, finding: Finding | str | None) -> None:
        self.setAccessibleDescription(finding.message if isinstance(finding, Finding) else finding or "")

    def arrive(self, place: Place, value: str, rect: QRect) -> None:
        self.place = place
        self.setReadOnly(self.is_locked)
        self.setGeometry(rect)
        self.set_among(self._own_regions.villages_in(self._county))
        self.set_value(value)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()

    def rest(self) -> None:
        self.place = None
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_picking = self.is_list_open() and event.key() in (*_ENTER, Qt.Key.Key_Escape)
            is_moving = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
            if not is_picking and not is_moving and self._keys_out(event):
                return True
            if event.key() in _ENTER and not is_picking:
                return True
        return super().eventFilter(watched, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _PASSING and self.place is not None:
            self.left.emit()


def _enter() -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
