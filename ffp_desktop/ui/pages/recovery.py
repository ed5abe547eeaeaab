"""Opening the vault with the recovery code when a password is forgotten, and setting a new one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.background import Background
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.doors import CardOperatorShape, VaultDoor
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import KeyAction, Page
from ffp_desktop.ui.pages.first_start_parts import Part, PasswordPart
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.combo_field import ComboField
from ffp_desktop.ui.widgets.field import LatinField
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.link import Link
from ffp_desktop.ui.widgets.sheet import Rule, lay_sheet

_GROUP, _GROUPS = 4, 8


class CodePart(Part):
    """The recovery code typed whole; blanks and dashes between the groups do not matter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(1, "", parent)
        self._name.setText(self.tr("恢复码"))
        self.field = LatinField(max_length=80)
        self.field.value_changed.connect(self._show)
        self.body.addWidget(self.field)
        words = self.tr("照纸条输入 8 组，大小写、空格都不要紧。")
        self.body.addWidget(Label(words, Type.LABEL, "label"))
        self._show("")

    def code(self) -> str:
        """The groups parted by one blank."""
        letters = "".join(character for character in self.field.value().upper() if character.isalnum())
        return " ".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))

    def missing(self) -> str:
        letters = len(self.code().replace(" ", ""))
        left = _GROUP * _GROUPS - letters
        return self.tr("恢复码还差 {0} 位").format(left) if left > 0 else ""

    def _show(self, _typed: str) -> None:
        groups = len(self.code().split())
        self.say_state(
            self.tr("填完") if self.is_full else self.tr("第 {0} / {1} 组").format(groups, _GROUPS),
            is_done=self.is_full,
        )
        self.changed.emit()


class RecoveryPage(Page):
    """Code, whose password, the new password twice; then the vault opens."""

    opened = Signal(object)  # DeskShape
    left = Signal()

    def __init__(self, door: VaultDoor, theme: Theme, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self._theme = theme
        self._background = background
        self._operators: Sequence[CardOperatorShape] = ()
        self._is_opening = False
        self.code = CodePart()
        self.who = Part(2, self.tr("谁的密码"))
        self.operator = ComboField(theme)
        self.who.body.addWidget(self.operator)
        self.password = PasswordPart(3, self.tr("新密码"))
        self.notice = NoticeLine()
        self._build()
        for part in (self.code, self.password):
            part.changed.connect(self._show)
        self.operator.entered.connect(self.press_enter)
        self.bind_key("Esc", self.left.emit)
        self._show()

    def title(self) -> str:
        return self.tr("用恢复码打开")

    def help_chapter(self) -> str:
        return "07-操作员"

    def key_actions(self) -> list[KeyAction]:
        return [KeyAction("Enter", self.tr("下一项")), KeyAction("Esc", self.tr("返回"), self.left.emit)]

    def arrive(self) -> None:
        self.notice.tell("")
        try:
            self._operators = self._door.read_card().operators
        except FfpError as error:
            self.notice.tell_error(error)
        self.operator.clear()
        self.operator.addItems([f"{one.name}  {one.role}" for one in self._operators])
        last = max(range(len(self._operators)), key=lambda i: self._operators[i].last_used, default=-1)
        self.operator.setCurrentIndex(last)
        self.code.field.setFocus()

    def leave(self) -> None:
        self.code.field.clear()
        self.password.clear()

    def _build(self) -> None:
        content = lay_sheet(self, 640, self._theme, top=30)
        content.addWidget(Label(self.tr("用恢复码打开"), Type.PAGE))
        content.addSpacing(10)
        content.addWidget(Rule(self._theme.palette.frame))
        content.addSpacing(18)
        for part in (self.code, self.who, self.password):
            content.addWidget(part)
            content.addSpacing(20)
        content.addWidget(self.notice)
        content.addWidget(Rule(self._theme.palette.rule_light))
        content.addSpacing(8)
        foot = QHBoxLayout()
        foot.setSpacing(14)
        back = Link(self.tr("返回"))
        back.clicked.connect(self.left)
        self._missing = Label("", Type.LABEL, "warning")
        self.button = KeyButton(self.tr("设新密码并进入"), "Enter", self._theme, is_main=True)
        self.button.clicked.connect(self._open)
        foot.addWidget(back)
        foot.addStretch()
        foot.addWidget(self._missing)
        foot.addWidget(self.button)
        content.addLayout(foot)
        content.addSpacing(8)

    def _show(self) -> None:
        missing = [part.missing() for part in (self.code, self.password) if not part.is_full]
        self._missing.setText(self.tr("还差：{0}").format("、".join(missing)) if missing else "")
        self.button.setEnabled(not missing and not self._is_opening)

    def press_enter(self) -> None:
        """Enter goes on: code, who, the password twice; from the last one to what is missing, or opens."""
        code, who, first = self.code.field, self.operator, self.password.first
        following: dict[QWidget, QWidget] = {code: who, who: first, first: self.password.second}
        focused = self.focusWidget()
        if focused is not None and focused in following:
            following[focused].setFocus()
        elif not self.code.is_full:
            code.setFocus()
        elif not self.password.is_full:
            self.password.focus_missing()
        else:
            self._open()

    def _open(self) -> None:
        index = self.operator.currentIndex()
        if self._is_opening or index < 0 or not (self.code.is_full and self.password.is_full):
            return
        code, operator, password = self.code.code(), self._operators[index].id, self.password.password
        self._is_opening = True
        self._show()
        self.notice.tell(self.tr("正在打开…"))
        self._background.run(
            lambda _task: self._door.open_with_recovery(code, operator, password), self._finish, self._refuse, self
        )

    def _finish(self, desk: DeskShape) -> None:
        self._is_opening = False
        self.opened.emit(desk)

    def _refuse(self, error: FfpError) -> None:
        self._is_opening = False
        self._show()
        self.notice.tell_error(error)
        self.code.field.setFocus()
