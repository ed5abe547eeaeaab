"""Settings (Alt+6): parts at the left, the chosen one on a sheet at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.page import SETTINGS_TAB, KeyAction, Page
from ffp_desktop.ui.pages.settings.backup import AboutPart, BackupPart, PrinterPart
from ffp_desktop.ui.pages.settings.limits import LimitsPart
from ffp_desktop.ui.pages.settings.list_kinds import ListKindsPart
from ffp_desktop.ui.pages.settings.operators import OperatorsPart, PasswordSettings
from ffp_desktop.ui.pages.settings.part import SettingsPart
from ffp_desktop.ui.pages.settings.round import RoundPart
from ffp_desktop.ui.pages.settings.signers import SignersPart
from ffp_desktop.ui.pages.settings.units import UnitsPart
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.widgets.side_column import SideColumn, lay_beside

_SIDE, _SHEET = 200, 900


class SettingsPage(Page):
    """↑↓ choose a part while the list has the focus; Tab and Enter go into it, F6 or Esc back, Esc once more away."""

    tab = SETTINGS_TAB
    left = Signal()

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = parts.theme
        self.operators = OperatorsPart(desk, theme)
        self.password = PasswordSettings(desk, theme)
        self.round = RoundPart(desk, theme)
        self.limits = LimitsPart(desk, parts.clock, theme)
        self.units = UnitsPart(desk, theme)
        self.signers = SignersPart(desk, theme)
        self.list_kinds = ListKindsPart(desk, theme)
        self.backup = BackupPart(desk, parts.settings, parts.background, parts.clock, theme)
        self.printer = PrinterPart(parts.settings, theme)
        self.about = AboutPart(desk, parts.version, theme)
        self._parts: Sequence[SettingsPart] = (
            self.operators,
            self.password,
            self.round,
            self.limits,
            self.units,
            self.signers,
            self.list_kinds,
            self.backup,
            self.printer,
            self.about,
        )
        self._index = 0
        self._stack = QStackedWidget()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._build(parts)
        self.bind_key("F6", self.setFocus)
        self.bind_key("Esc", self._go_back)

    def title(self) -> str:
        return self.tr("设置")

    def help_chapter(self) -> str:
        part = self._parts[self._index]
        if part is self.list_kinds:
            return "19-台账和入户任务"
        if part is self.limits:
            return "22-工作台和季度报告"
        if part in (self.units, self.signers):
            return "08-新一轮和户档案"
        return "06-备份与恢复" if part is self.backup else "07-操作员"

    def key_actions(self) -> list[KeyAction]:
        return [
            KeyAction("↑↓", self.tr("换一项")),
            KeyAction("Enter", self.tr("进去改"), self._enter),
            KeyAction("F6", self.tr("回到左边"), self.setFocus),
            KeyAction("Esc", self.tr("返回"), self._go_back),
        ]

    def arrive(self) -> None:
        self.choose(self._index)
        self.setFocus()

    def choose(self, index: int) -> None:
        """Shows a part, read again."""
        self._index = index
        self._column.set_chosen(index)
        self._stack.setCurrentIndex(index)
        part = self._parts[index]
        try:
            part.show_now()
        except FfpError as error:
            part.notice.tell_error(error)

    def _build(self, parts: Parts) -> None:
        for part in self._parts:
            self._stack.addWidget(part)
        sheet = QWidget()
        sheet.setProperty("ground", "sheet")
        sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        sheet.setMaximumWidth(_SHEET)
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(1, 1, 1, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stack.setProperty("ground", "plain")
        scroll.setWidget(self._stack)
        inside.addWidget(scroll)
        self._column = SideColumn(self.tr("设置"), [part.name for part in self._parts], _SIDE, parts.theme)
        self._column.pressed.connect(self.choose)
        lay_beside(self, self._column, sheet)

    def _go_back(self) -> None:
        if self.hasFocus():
            self.left.emit()
        else:
            self.setFocus()

    def _enter(self) -> None:
        field = self._parts[self._index].first_field()
        if field is not None:
            field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps and self.hasFocus():
            self.choose(min(max(self._index + steps[Qt.Key(event.key())], 0), len(self._parts) - 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right) and self.hasFocus():
            self._enter()
        else:
            super().keyPressEvent(event)
