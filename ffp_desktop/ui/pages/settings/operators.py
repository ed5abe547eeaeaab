"""Operators: the list, adding one, roles, stopping one, and one's own password."""

import secrets
from itertools import pairwise

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.services.vaults import SHORTEST
from ffp_desktop.ui.desk_shape import ADMINISTRATOR, ROLES, DeskShape, ListedOperatorShape
from ffp_desktop.ui.pages.settings.part import SettingsPart
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.combo_field import ComboField
from ffp_desktop.ui.widgets.field import LineField, PasswordField
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.link import Link
from ffp_desktop.ui.widgets.sheet import Rule

_LETTERS = "abcdefghjkmnpqrtuvwxy346789"  # none that is taken for another


class OperatorsPart(SettingsPart):
    """Only an administrator changes who may enter; everyone else sees the list."""

    def __init__(self, desk: DeskShape, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.set_name(self.tr("操作员"))
        self._desk = desk
        self._can_change = desk.operator.role == ADMINISTRATOR
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.body.addLayout(self._list)
        if self._can_change:
            self._add_form()
        else:
            self.add_words(self.tr("加人、改角色、停用要由管理员来做。"))
        self.body.addWidget(self.notice)
        self.body.addStretch()

    def first_field(self) -> QWidget | None:
        return self.new_name if self._can_change else None

    def show_now(self) -> None:
        self.asked = ""
        while self._list.count():
            widget = self._list.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._in_row: list[QWidget] = []
        for operator in self._desk.list_operators():
            self._list.addWidget(self._make_row(operator))
            self._list.addWidget(Rule(self.theme.palette.rule_light))
        if self._can_change:  # Tab goes down the list, then to the new one
            for before, after in pairwise([*self._in_row, self.new_name]):
                QWidget.setTabOrder(before, after)

    def add(self) -> None:
        """Adds the person typed in, always as a clerk unless another role was chosen for this one."""
        name, password = self.new_name.value().strip(), self.new_password.value() or _make_password()
        if not name:
            self.notice.tell(self.tr("请写姓名。"), "warning")
            self.new_name.setFocus()
            return
        role = self.new_role.currentText()
        done = self.tr("已加 {0}（{1}）。").format(name, role)
        if not self.new_password.value():
            done += self.tr("第一次的密码是 {0}，请当面告诉他，让他进来后自己改。").format(password)
        if self.try_to(lambda: self._desk.add_operator(name, role, password), done):
            self.new_name.clear()
            self.new_role.setCurrentIndex(0)
            self.new_password.clear()
            self.new_name.setFocus()

    def _make_row(self, operator: ListedOperatorShape) -> QWidget:
        row = QWidget()
        row.setFixedHeight(44)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(4, 0, 4, 0)
        layout.setSpacing(14)
        name = Label(operator.name, Type.TEXT, "answer", is_bold=True)
        name.setFixedWidth(160)
        layout.addWidget(name)
        is_self = operator.id == self._desk.operator.id
        is_off = bool(operator.disabled_at)
        if self._can_change and not is_self and not is_off:
            roles = ComboField(self.theme)
            roles.addItems(list(ROLES))
            roles.setCurrentText(operator.role)
            roles.setFixedWidth(120)
            roles.textActivated.connect(lambda role, one=operator: self._set_role(one, role))
            layout.addWidget(roles)
            self._in_row.append(roles)
        else:
            layout.addWidget(Label(operator.role, Type.TEXT, "label"))
        if is_off:
            layout.addWidget(Label(self.tr("— 已停用"), Type.LABEL, "muted"))
        layout.addStretch()
        if self._can_change and not is_self and not is_off:
            for words, act in ((self.tr("重设密码"), self._reset), (self.tr("停用"), self._disable)):
                link = Link(words)
                link.clicked.connect(lambda _checked=False, act=act, one=operator: act(one))
                layout.addWidget(link)
                self._in_row.append(link)
        elif is_self:
            layout.addWidget(Label(self.tr("现在登录的"), Type.LABEL, "muted"))
        return row

    def _add_form(self) -> None:
        self.body.addSpacing(6)
        self.body.addWidget(Label(self.tr("加一个人"), Type.SUBHEAD))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        self.new_name = LineField(max_length=40)
        self.new_role = ComboField(self.theme)
        self.new_role.addItems(list(ROLES))
        self.new_password = PasswordField()
        self.new_add = KeyButton(self.tr("加上"), "Enter", self.theme)
        labels = (self.tr("姓名"), self.tr("角色"), self.tr("第一次的密码"))
        for column, (words, widget) in enumerate(zip(labels, self._new_fields(), strict=True)):
            grid.addWidget(Label(words, Type.LABEL, "label"), 0, column)
            widget.setFixedWidth(150)
            grid.addWidget(widget, 1, column)
        grid.addWidget(self.new_add, 1, 3)
        grid.setColumnStretch(4, 1)
        self.body.addLayout(grid)
        self.add_words(self.tr("密码不写，就由程序出一个，写在这里。管理员还能加人、改角色、停用，改周期和监测线。"))
        self.new_add.clicked.connect(self.add)
        self.new_name.returnPressed.connect(self.new_role.setFocus)
        self.new_role.entered.connect(self.new_password.setFocus)
        self.new_password.returnPressed.connect(self.add)

    def _new_fields(self) -> tuple[QWidget, QWidget, QWidget]:
        return self.new_name, self.new_role, self.new_password

    def _set_role(self, operator: ListedOperatorShape, role: str) -> None:
        done = self.tr("{0} 现在是{1}。").format(operator.name, role)
        if not self.try_to(lambda: self._desk.set_role(operator.id, role), done):
            self.show_now()
        self.new_name.setFocus()

    def _disable(self, operator: ListedOperatorShape) -> None:
        words = self.tr("停用以后 {0} 不能再登录，要用得重新加；他录的表都还在。要停用就再按一次“停用”。")
        if not self.is_asked_again(f"disable {operator.id}", words.format(operator.name)):
            return
        done = self.tr("{0} 不能再登录；他录的表都还在。").format(operator.name)
        self.try_to(lambda: self._desk.disable_operator(operator.id), done)
        self.new_name.setFocus()

    def _reset(self, operator: ListedOperatorShape) -> None:
        """Gives a forgetful person a password to come in with once."""
        words = self.tr("{0} 现在的密码会作废，换成程序出的一个。要换就再按一次“重设密码”。")
        if not self.is_asked_again(f"reset {operator.id}", words.format(operator.name)):
            return
        password = _make_password()
        done = self.tr("{0} 的新密码是 {1}。请当面告诉他，让他进来后自己改。").format(operator.name, password)
        self.try_to(lambda: self._desk.reset_password(operator.id, password), done)
        self.new_name.setFocus()


def _make_password() -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


class PasswordSettings(SettingsPart):
    """One's own password."""

    def __init__(self, desk: DeskShape, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.set_name(self.tr("我的密码"))
        self._desk = desk
        self.old, self.new, self.again = PasswordField(), PasswordField(), PasswordField()
        for words, field in (
            (self.tr("现在的密码"), self.old),
            (self.tr("新密码"), self.new),
            (self.tr("再输一次"), self.again),
        ):
            field.setFixedWidth(300)
            self.add_line(words, field)
            field.returnPressed.connect(self.focusNextChild)
        self.change = KeyButton(self.tr("改密码"), "", theme, is_main=True)
        self.add_line("", self.change)
        self.add_words(self.tr("至少 {0} 位。四个不相干的词比一个难记的词好。").format(SHORTEST))
        if desk.operator.role == ADMINISTRATOR:
            renew = Link(self.tr("纸条丢了，换一个恢复码…"))
            renew.clicked.connect(self.renew_code)
            self.add_line(self.tr("恢复码"), renew)
        self.body.addWidget(self.notice)
        self.body.addStretch()
        self.change.clicked.connect(self.change_password)

    def first_field(self) -> QWidget | None:
        return self.old

    def renew_code(self) -> None:
        """A new recovery code, shown until something else is said."""
        words = self.tr("会出一个新的恢复码，旧的马上作废。请先拿好纸笔，再按一次。")
        if not self.is_asked_again("renew", words):
            return
        try:
            code = self._desk.renew_recovery_code()
        except FfpError as error:
            self.notice.tell_error(error)
            return
        self.notice.tell(
            self.tr("新的恢复码：{0}。请抄在纸上，和电脑分开放；离开这里就不再显示。").format(code), "accent"
        )

    def change_password(self) -> None:
        old, new = self.old.value(), self.new.value()
        if len(new) < SHORTEST or new != self.again.value():
            words = self.tr("新密码至少 {0} 位，两次要一样。").format(SHORTEST)
            self.notice.tell(words, "warning")
            self.new.setFocus()
            return
        if self.try_to(lambda: self._desk.change_password(old, new), self.tr("密码已改。")):
            for field in (self.old, self.new, self.again):
                field.clear()

    def hideEvent(self, event: QHideEvent) -> None:
        """A recovery code does not stay behind."""
        super().hideEvent(event)
        self.asked = ""
        self.notice.tell("")
