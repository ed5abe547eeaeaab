"""The panel that asks why a device is taken back; the reason is chosen, because it travels with the list."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ffp_desktop.services.devices import Device
from ffp_desktop.services.enrolment import REASONS
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.panel import Panel

WIDTH = 560  # px


class RevokePanel(Panel):
    """A digit (the page has the key) or Enter chooses why, and the device is taken back; Esc leaves all as it was."""

    wanted = Signal(str, str)  # fingerprint, reason

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(theme, page, WIDTH)
        self._fingerprint = ""
        self._title = Label("", Type.HOUSEHOLD)
        self.notice = NoticeLine()
        self.add_head(self._title, self.tr("不停用，关闭"))
        words = self.tr(
            "停用后它写的包一律不收，以前收过的不受影响；名单随下一个包带给各单位，不能恢复，要用就重新登记。为什么停用？"
        )
        self.column.addWidget(Label(words, Type.LABEL, "label", wraps=True))
        self.buttons = []
        for number, reason in enumerate(REASONS, 1):
            button = KeyButton(reason, str(number), theme)
            button.setMinimumWidth(240)
            button.clicked.connect(partial(self.choose, reason))
            self.column.addWidget(button)
            self.buttons.append(button)
        self.column.addWidget(self.notice)

    def open(self, device: Device, unit: str) -> None:
        self._fingerprint = device.fingerprint
        self._title.setText(self.tr("停用 {0} 的设备 {1}").format(unit, device.fingerprint))
        self.notice.tell("")
        self.rise()
        self.buttons[0].setFocus()

    def choose(self, reason: str, _checked: bool = False) -> None:
        self.wanted.emit(self._fingerprint, reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            at = next((number for number, button in enumerate(self.buttons) if button.hasFocus()), 0)
            self.buttons[(at + steps[Qt.Key(event.key())]) % len(self.buttons)].setFocus()
        else:
            super().keyPressEvent(event)
