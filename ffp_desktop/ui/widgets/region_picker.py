"""A field that picks a region by pinyin initials, part of its name, or its code."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ffp_desktop.domain.regions import Region, Regions
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.field import LineField
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.region_list import RegionList


class RegionPicker(LineField):
    """The list opens on the first key, not on arrival; a complete code or the only hit and Enter choose.

    `value_changed` gives the chosen code, "" while there is none; `finished` that Enter was pressed with one chosen.
    """

    region_changed = Signal(object)  # Region | None
    finished = Signal()

    def __init__(self, regions: Regions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._regions = regions
        self._theme = theme
        self._among: Sequence[Region] = ()
        self._region: Region | None = None
        self._is_full_name = True
        self._list: RegionList | None = None
        self._code = Label("", Type.LABEL, "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 10, 0)
        row.addStretch()
        row.addWidget(self._code)
        self.textEdited.connect(self._narrow)
        self.installEventFilter(self)

    @property
    def region(self) -> Region | None:
        return self._region

    def set_among(self, among: Sequence[Region], *, shows_full_name: bool = True) -> None:
        """What can be picked; what was picked goes when it is not among them."""
        self._among = among
        self._is_full_name = shows_full_name
        if self._region is not None and self._region not in among:
            self.set_region(None)

    def set_region(self, region: Region | None) -> None:
        self._region = region
        name = ""
        if region is not None:
            name = self._regions.full_name(region.code) if self._is_full_name else region.short_name
        self.setText(name)
        self.setCursorPosition(0)
        if region is not None and self.hasFocus():
            self.selectAll()  # typing on looks for another place
        self._code.setText(region.code if region else "")
        self._close_list()
        self.region_changed.emit(region)

    def is_list_open(self) -> bool:
        return self._list is not None and self._list.isVisible()

    def _narrow(self, typed: str) -> None:
        if self._region is not None:
            self._region = None
            self._code.setText("")
            self.region_changed.emit(None)
        found = self._regions.search(typed, self._among)
        if len(found) == 1 and found[0].code == typed.strip():
            self.set_region(found[0])
            return
        self._open_list(found)

    def _open_list(self, found: Sequence[Region]) -> None:
        if self._list is None:
            self._list = RegionList(self._regions, self._theme, self.window())
            self._list.picked.connect(self._pick)
        self._list.show_below(self, found, len(self._among))

    def _close_list(self) -> None:
        if self._list is not None:
            self._list.hide()

    def _pick(self, region: Region) -> None:
        self.set_region(region)
        self.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(event.key())
        if event.type() == QEvent.Type.FocusOut:
            self._close_list()
        elif event.type() == QEvent.Type.FocusIn and self._region is not None:
            self.selectAll()
        return super().eventFilter(watched, event)

    def _take_key(self, key: int) -> bool:
        is_open = self.is_list_open()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if not is_open:
                self._open_list(self._regions.search("" if self._region else self.text(), self._among))
            elif self._list is not None:
                self._list.step(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if is_open and self._list is not None and self._list.current is not None:
                self.set_region(self._list.current)
            if self._region is not None:
                self.finished.emit()
            return True
        if key == Qt.Key.Key_Escape and is_open:
            self._close_list()
            return True
        return False
