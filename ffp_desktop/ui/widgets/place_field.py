"""Where a stick is: filled in by itself when one is plugged in; a folder can be typed or chosen as well."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.settings import Settings
from ffp_desktop.ui.drives import Drive, free_bytes, say_size
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.field import LineField
from ffp_desktop.ui.widgets.file_choice import ask_folder
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.link import Link

LOOK_EVERY = 1500  # ms between two looks for a stick, while the field is shown
_WIDTH = 420
_LAST = "exchange_folder"  # the folder that was typed or chosen last


class _Field(LineField):
    """↑↓ go through the sticks."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class PlaceField(QWidget):
    """`value_changed` follows another place, also when a stick comes or goes; `finished` is Enter with a place."""

    value_changed = Signal()
    finished = Signal()

    def __init__(
        self,
        find_drives: Callable[[], Sequence[Drive]],
        settings: Settings,
        parent: QWidget | None = None,
        *,
        width: int = 0,
    ) -> None:
        super().__init__(parent)
        self._find_drives = find_drives
        self._settings = settings
        self._drives: Sequence[Drive] = ()
        self._taken = ""  # what was filled in by itself
        self._had_stick = False
        self.field = _Field(max_length=400)
        self.field.setFixedWidth(width or _WIDTH)
        self._words = Label("", Type.LABEL, "muted", wraps=True)
        choose = Link(self.tr("选文件夹…"))
        choose.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.field)
        row.addWidget(choose)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._words)
        self.setFocusProxy(self.field)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self.field.textChanged.connect(self._tell)
        self.field.stepped.connect(self._step)
        self.field.returnPressed.connect(self._finish)
        choose.clicked.connect(self._choose)

    @property
    def words(self) -> str:
        """What is said of the place."""
        return self._words.text()

    def value(self) -> Path | None:
        """The folder, None while there is none."""
        typed = self.field.value().strip()
        folder = Path(typed).expanduser() if typed else None
        return folder if folder is not None and folder.is_dir() else None

    def set_value(self, folder: Path | str) -> None:
        self.field.set_value(str(folder))

    def look(self) -> None:
        """Looks for sticks: a new one is taken unless a folder was typed; one that is gone is given up.

        Where there never was one, it is the folder that was used last.
        """
        self._drives = list(self._find_drives())
        places = [str(drive.folder) for drive in self._drives]
        self._had_stick = self._had_stick or bool(places)
        last, typed = self._settings.get(_LAST, ""), self.field.value().strip()
        if not self._had_stick and last and Path(last).is_dir():
            places = [last]
        if typed in ("", self._taken) and typed not in places:
            self._taken = places[0] if places else ""
            self.field.set_value(self._taken)
        self._tell()

    def _step(self, by: int) -> None:
        places = [str(drive.folder) for drive in self._drives]
        if places:
            typed = self.field.value().strip()
            at = places.index(typed) + by if typed in places else 0
            self._taken = places[at % len(places)]
            self.field.set_value(self._taken)

    def _tell(self) -> None:
        before = (self._words.text(), self.property("place"))
        self._words.say(*self._say())
        place = str(self.value() or "")
        if (
            place
            and place not in [str(drive.folder) for drive in self._drives]
            and place != self._settings.get(_LAST, "")
        ):
            self._settings.set(_LAST, place)
        self.setProperty("place", place)
        if before != (self._words.text(), place):
            self.value_changed.emit()

    def _say(self) -> tuple[str, str]:
        typed, folder = self.field.value().strip(), self.value()
        drive = next((one for one in self._drives if str(one.folder) == typed), None)
        if typed and folder is None:
            return self.tr("没有这个文件夹，或U盘已经拔出。"), "warning"
        if drive is not None and drive.is_read_only:
            return self.tr("U盘“{0}”写了保护，只能读。").format(drive.name), "warning"
        if drive is not None:
            more = self.tr("，↑↓ 换一个") if len(self._drives) > 1 else ""
            return self.tr("U盘“{0}”，还能放 {1}").format(drive.name, say_size(drive.free)) + more, "muted"
        if folder is not None:
            free = free_bytes(folder)
            room = self.tr("，还能放 {0}").format(say_size(free)) if free >= 0 else ""
            return self.tr("文件夹") + room, "muted"
        return self.tr("没有看到U盘：插上就会认出来；也可以打文件夹的位置。"), "warning"

    def _choose(self) -> None:
        folder = ask_folder(self, self.tr("选文件夹"))
        if folder is not None:
            self.field.set_value(str(folder))

    def _finish(self) -> None:
        if self.value() is not None:
            self.finished.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
