"""The first start: unit, operator, password and recovery code on one page, then the vault is made."""

import secrets
from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.domain.regions import Regions
from ffp_desktop.errors import FfpError
from ffp_desktop.ui.background import Background
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.doors import VaultDoor
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import KeyAction, Page
from ffp_desktop.ui.pages.first_start_parts import OperatorPart, Part, PasswordPart, UnitPart
from ffp_desktop.ui.pages.recovery_code_part import RecoveryCodePart, split_code
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.link import Link
from ffp_desktop.ui.widgets.sheet import Rule, lay_sheet

PrintCode = Callable[[str, str, QWidget], None]
"""Prints a recovery code (code, unit's name, parent for the printer's dialog)."""


def pick_groups(count: int) -> list[int]:
    """Three positions of `count`, in order, that nobody can foresee."""
    return sorted(secrets.SystemRandom().sample(range(count), min(3, count)))


class FirstStartPage(Page):
    """Four numbered parts, each with its state in words; the button is greyed until nothing is missing."""

    opened = Signal(object)  # DeskShape
    restore_wanted = Signal()

    def __init__(
        self,
        door: VaultDoor,
        regions: Regions,
        theme: Theme,
        background: Background,
        print_code: PrintCode,
        pick: Callable[[int], Sequence[int]] = pick_groups,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._door = door
        self._theme = theme
        self._background = background
        self._print_code = print_code
        self._is_making = False
        self.unit = UnitPart(regions, theme)
        self.operator = OperatorPart()
        self.password = PasswordPart()
        self.recovery = RecoveryCodePart(theme)
        self._code = door.make_recovery_code()
        self.recovery.set_code(self._code, pick(len(split_code(self._code))))
        self._build()
        self._join()
        self._show()

    def title(self) -> str:
        return self.tr("第一次使用")

    def key_actions(self) -> list[KeyAction]:
        return [KeyAction("Enter", self.tr("下一项")), KeyAction("F7", self.tr("打印恢复码"), self._print)]

    def arrive(self) -> None:
        self.unit.picker.setFocus()

    def press_enter(self) -> None:
        """Enter goes to the next field, from the last one to what is still missing, or makes the vault."""
        missing = next((part for part in self._parts() if not part.is_full), None)
        fields = (self.operator.name, self.password.first, self.password.second, *self.recovery.fields)
        following = next((after for field, after in pairwise(fields) if field.hasFocus()), None)
        if missing is None:
            self._make_vault()
        elif following is not None:
            following.setFocus()
        else:
            missing.focus_missing()

    @property
    def start_button(self) -> KeyButton:
        return self._start

    @property
    def missing_words(self) -> str:
        return self._missing.text()

    @property
    def recovery_code(self) -> str:
        return self._code

    def _parts(self) -> Sequence[Part]:
        return (self.unit, self.operator, self.password, self.recovery)

    def _build(self) -> None:
        content = lay_sheet(self, 1140, self._theme, side=36, top=18)
        head = QHBoxLayout()
        head.setSpacing(20)
        head.addWidget(Label(self.tr("第一次使用"), Type.PAGE))
        head.addWidget(
            Label(
                self.tr("四项填完就能用。单位以后不能改，请看清楚；密码和恢复码可以在“设置”里换。"), Type.TEXT, "label"
            )
        )
        head.addStretch()
        content.addLayout(head)
        content.addSpacing(10)
        content.addWidget(Rule(self._theme.palette.frame))
        content.addSpacing(18)
        columns = QHBoxLayout()
        columns.setSpacing(32)
        left = QVBoxLayout()
        left.setSpacing(24)
        for part in (self.unit, self.operator, self.password):
            left.addWidget(part)
        left.addStretch()
        columns.addLayout(left, 1)
        columns.addWidget(Rule(self._theme.palette.rule_light, is_upright=True))
        columns.addWidget(self.recovery, 1)
        content.addLayout(columns)
        content.addStretch()
        content.addSpacing(14)
        self._notice = NoticeLine()
        content.addWidget(self._notice)
        content.addWidget(Rule(self._theme.palette.rule_light))
        content.addSpacing(8)
        content.addLayout(self._make_foot())

    def _make_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        restore = Link(self.tr("已有备份，从备份恢复…"))
        restore.clicked.connect(self.restore_wanted)
        self._missing = Label("", Type.LABEL, "warning")
        self._start = KeyButton(self.tr("开始使用"), "Enter", self._theme, is_main=True)
        self._start.setFixedSize(162, 46)
        self._start.clicked.connect(self._make_vault)
        row.addWidget(restore)
        row.addStretch()
        row.addWidget(self._missing)
        row.addWidget(self._start)
        return row

    def _join(self) -> None:
        for part in self._parts():
            part.changed.connect(self._show)
        self.unit.picker.finished.connect(self.operator.name.setFocus)
        self.recovery.print_wanted.connect(self._print)
        self.bind_key("F7", self._print)

    def _show(self) -> None:
        missing = [part.missing() for part in self._parts() if not part.is_full]
        self._missing.setText(self.tr("还差：{0}").format("、".join(missing)) if missing else "")
        self._start.setEnabled(not missing and not self._is_making)

    def _print(self) -> None:
        region = self.unit.region
        try:
            self._print_code(self._code, region.name if region else "", self)
        except FfpError as error:
            self._notice.tell_error(error)

    def _make_vault(self) -> None:
        region = self.unit.region
        if self._is_making or region is None or any(not part.is_full for part in self._parts()):
            return
        name, password, code = self.operator.name.value().strip(), self.password.password, self._code
        self._is_making = True
        self._show()
        self._notice.tell(self.tr("正在建立加密的数据库…"))
        self._background.run(
            lambda _task: self._door.create(region, name, password, code), self._finish, self._refuse, self
        )

    def _finish(self, desk: DeskShape) -> None:
        self.password.clear()
        self.opened.emit(desk)

    def _refuse(self, error: FfpError) -> None:
        self._is_making = False
        self._show()
        self._notice.tell_error(error)
