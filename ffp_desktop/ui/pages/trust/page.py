"""设备与信任: the devices this vault knows, and the steps by which two offices come to believe each other."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ffp_desktop.domain.regions import RegionLevel
from ffp_desktop.errors import FfpError
from ffp_desktop.services.bundles.exchange import BundleExchange
from ffp_desktop.services.devices import Device
from ffp_desktop.services.enrolment import REASONS
from ffp_desktop.ui.desk_shape import ADMINISTRATOR, DeskShape
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import EXCHANGE_TAB, KeyAction, Page
from ffp_desktop.ui.pages.trust.answering import AcceptStep, CardStep, CertifyStep
from ffp_desktop.ui.pages.trust.asking import EnrolStep, RequestStep
from ffp_desktop.ui.pages.trust.device_words import ACCEPTED, CERTIFIED, DeviceWords
from ffp_desktop.ui.pages.trust.revoke_panel import RevokePanel
from ffp_desktop.ui.pages.trust.root_step import RootStep
from ffp_desktop.ui.pages.trust.step import FileStep, TrustStep
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.spoken import say_unit
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.cell_table import CellColumn, CellTable, frame_list
from ffp_desktop.ui.widgets.label import Label

_STEP = 820


class TrustPage(Page):
    """Digits open a step; in a step F9 does it and Esc comes back to the list. Only an administrator may."""

    tab = EXCHANGE_TAB
    left = Signal()

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._parts = parts
        self._exchange: BundleExchange = desk.bundles
        self._devices: Sequence[Device] = ()
        self._words = DeviceWords(desk.regions, parts.theme.palette)
        self.is_administrator = desk.operator.role == ADMINISTRATOR
        self.steps = self._make_steps()
        self.standing = Label("", Type.TEXT, "label", wraps=True)
        self.notice = NoticeLine(keeps_room=True)
        self.buttons: list[KeyButton] = []
        self._stack = QStackedWidget()
        self._build()
        self.panel = RevokePanel(parts.theme, self)
        self._bind()

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("设备与信任")

    def help_chapter(self) -> str:
        return "14-设备与信任"

    def key_actions(self) -> list[KeyAction]:
        step = self.step
        if step is not None:
            act = [KeyAction("F9", step.act.text(), step.carry_out)] if step.act.isEnabled() else []
            if isinstance(step, RootStep) and step.sheet:
                act = [KeyAction("F7", self.tr("打印恢复单"), step.print_sheet)]
            if isinstance(step, RootStep):
                return [*act, self._back()]
            return [*act, KeyAction("F6", self.tr("换U盘"), step.place.setFocus), self._back()]
        actions = [KeyAction("↑↓", self.tr("看设备"))]
        if self.is_administrator:
            actions.insert(0, KeyAction(f"1 – {len(self.steps)}", self.tr("选一样")))
            if self._can_revoke():
                actions.append(KeyAction("Ctrl+Del", self.tr("停用这台"), self.ask_revoke))
        return [*actions, self._back()]

    def arrive(self) -> None:
        self.refresh()
        if self.step is None and not self.panel.isVisible():
            self.table.setFocus()

    def leave(self) -> None:
        self.panel.hide()
        self._stack.setCurrentIndex(0)

    # -- public ------------------------------------------------------------------------------------------------

    @property
    def step(self) -> TrustStep | None:
        """The step that is open."""
        number = self._stack.currentIndex()
        return self.steps[number - 1] if number > 0 else None

    def refresh(self) -> None:
        """Reads the devices again."""
        try:
            self._devices = self._exchange.devices.list()
            reasons = self._exchange.enrolment.reasons()
        except FfpError as error:
            self.notice.tell_error(error)
            return
        today = self._parts.clock().date()
        self.table.show_rows([self._words.row(one, reasons, today) for one in self._devices])
        self.standing.say(*self._words.own_words(self._devices, today))
        self._aside.setText(self.tr("共 {0} 个").format(len(self._devices)))
        self.keys_changed.emit()

    def open_step(self, number: int) -> None:
        """Opens a step by its digit, counted from 0."""
        if self.is_administrator and self.step is None and not self.panel.isVisible() and number < len(self.steps):
            self.notice.tell("")
            self._stack.setCurrentIndex(number + 1)
            self.steps[number].start()
            self.keys_changed.emit()

    def open_file(self, file: Path) -> None:
        """Opens the step that a file from a stick is for, with the file."""
        self._stack.setCurrentIndex(0)
        for number, step in enumerate(self.steps):
            if isinstance(step, FileStep) and step.suffix == file.suffix:
                if self.is_administrator:
                    self.open_step(number)
                    step.open_file(file)
                return
        self.notice.tell(self.tr("这个文件要到乡镇或旗的电脑上办。"))

    def ask_revoke(self) -> None:
        if self.is_administrator and self.step is None and self._can_revoke():
            device = self._devices[self.table.row]
            self.panel.open(device, say_unit(device.unit, self._desk.regions))

    # -- building ----------------------------------------------------------------------------------------------

    def _make_steps(self) -> Sequence[TrustStep]:
        """Those that this office can need: a village only asks, the banner has nobody above."""
        desk, parts, enrolment = self._desk, self._parts, self._exchange.enrolment
        unit = desk.regions.find(desk.unit.code)
        level = unit.level if unit is not None else RegionLevel.VILLAGE
        shared = (enrolment, desk.regions, parts)
        asking = [RequestStep(desk.unit, *shared), EnrolStep(*shared)]
        answering = [CertifyStep(*shared), AcceptStep(*shared), CardStep(desk.unit, *shared)]
        if level is RegionLevel.COUNTY:
            return [*answering, RootStep(desk.unit, *shared)]
        return asking if level is RegionLevel.VILLAGE else [*asking, *answering]

    def _build(self) -> None:
        tr, theme = self.tr, self._parts.theme
        columns = [CellColumn(tr("怎样"), 100), CellColumn(tr("单位"), 190), CellColumn(tr("名称"), 240)]
        columns += [CellColumn(tr("是什么"), 100), CellColumn(tr("指纹"), 150), CellColumn(tr("到期"), 180)]
        self.table = CellTable([*columns, CellColumn(tr("停用原因"), 140)], theme)
        frame, self._aside = frame_list(tr("认得的设备"), self.table)
        head = QHBoxLayout()
        head.setSpacing(20)
        head.addWidget(Label(tr("设备与信任"), Type.PAGE))
        head.addWidget(self.standing, 1)
        ways = QHBoxLayout()
        ways.setSpacing(8)
        for number, step in enumerate(self.steps, 1):
            button = KeyButton(step.title, str(number), theme)
            button.setEnabled(self.is_administrator)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _on=False, number=number: self.open_step(number - 1))
            self.buttons.append(button)
            ways.addWidget(button)
        ways.addWidget(self.notice, 1)
        listing = QWidget()
        column = QVBoxLayout(listing)
        column.setContentsMargins(16, 10, 16, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(ways)
        column.addWidget(frame, 1)
        self._stack.addWidget(listing)
        for step in self.steps:
            self._stack.addWidget(_centred(step))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        if not self.is_administrator:
            self.notice.tell(self.tr("登记、发证、停用只有管理员能办，请管理员登录；这里可以看。"))

    def _bind(self) -> None:
        for step in self.steps:
            step.finished.connect(self._end_step)
            step.changed.connect(self.keys_changed)
        self.panel.wanted.connect(self._revoke)
        self.panel.closed.connect(self.table.setFocus)
        self.table.row_changed.connect(lambda _row: self.keys_changed.emit())
        keys: dict[str, Callable[[], None]] = {
            "Esc": self._escape,
            "F6": self._focus_place,
            "F7": self._print,
            "F9": self._carry_out,
            "Ctrl+Del": self.ask_revoke,
        }
        for key, act in keys.items():
            self.bind_key(key, act)
        for number in range(max(len(self.steps), len(REASONS))):
            self.bind_key(str(number + 1), partial(self._take_digit, number))

    # -- doing -------------------------------------------------------------------------------------------------

    def _back(self) -> KeyAction:
        return KeyAction("Esc", self.tr("返回"), self._escape)

    def _can_revoke(self) -> bool:
        row = self.table.row
        return 0 <= row < len(self._devices) and self._devices[row].state in (CERTIFIED, ACCEPTED)

    def _revoke(self, fingerprint: str, reason: str) -> None:
        try:
            device = self._exchange.enrolment.revoke(fingerprint, reason)
        except FfpError as error:
            self.panel.notice.tell_error(error)
            self.panel.adjustSize()
            return
        self.panel.close_panel()
        words = self.tr("已停用 {0}。名单会随下一个包带给各单位。").format(device.fingerprint)
        self.notice.tell(words, "passed")
        self.refresh()

    def _take_digit(self, number: int) -> None:
        """A digit chooses in the panel while that is open, else a step."""
        if not self.panel.isVisible():
            self.open_step(number)
        elif number < len(REASONS):
            self.panel.choose(REASONS[number])

    def _focus_place(self) -> None:
        if self.step is not None and not isinstance(self.step, RootStep):
            self.step.place.setFocus()

    def _carry_out(self) -> None:
        if self.step is not None:
            self.step.carry_out()

    def _print(self) -> None:
        if isinstance(self.step, RootStep):
            self.step.print_sheet()

    def _end_step(self, words: str) -> None:
        self._close_step()
        self.notice.tell(words, "passed")

    def _close_step(self) -> None:
        self._stack.setCurrentIndex(0)
        self.refresh()
        self.table.setFocus()

    def _escape(self) -> None:
        if self.panel.isVisible():
            self.panel.close_panel()
        elif self.step is not None:
            self._close_step()
        else:
            self.left.emit()


def _centred(step: TrustStep) -> QWidget:
    """A step's sheet in the middle of the desk."""
    step.setMaximumWidth(_STEP)
    around = QWidget()
    column = QVBoxLayout(around)
    column.setContentsMargins(16, 14, 16, 14)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(step, 1000)
    row.addStretch(1)
    column.addLayout(row)
    column.addStretch()
    return around
