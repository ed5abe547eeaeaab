"""The page that opens the vault: who you are, your password, Enter."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import Page
from ffp_desktop.ui.spoken import read_time, say_wait, say_when
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.field import PasswordField
from ffp_desktop.ui.widgets.key_hint import KeyHint
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.link import Link
from ffp_desktop.ui.widgets.row_list import RowList
from ffp_desktop.ui.widgets.sheet import Rule, lay_sheet

if TYPE_CHECKING:
    from ffp_desktop.domain.regions import Regions
    from ffp_desktop.ui.background import Background
    from ffp_desktop.ui.desk_shape import DeskShape, UnitShape
    from ffp_desktop.ui.doors import CardShape, VaultDoor


class UnlockPage(Page):
    """Operators as a list, the password focused at start; deriving the key goes on in the background."""

    opened = Signal(object)  # DeskShape
    restore_wanted = Signal()
    recovery_wanted = Signal()
    help_wanted = Signal()

    def __init__(
        self,
        door: "VaultDoor",
        theme: Theme,
        background: "Background",
        version: str,
        clock: Callable[[], datetime],
        regions: "Callable[[], Regions]",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._door = door
        self._theme = theme
        self._background = background
        self._version = version
        self._clock = clock
        self._regions = regions
        self._card: CardShape | None = None
        self._is_opening = False
        self._countdown = QTimer(self)
        self._countdown.setInterval(1000)
        self._countdown.timeout.connect(self._show_lock)
        self._build()

    # -- public ------------------------------------------------------------------------------------------------

    @property
    def password(self) -> PasswordField:
        return self._password

    @property
    def notice(self) -> NoticeLine:
        return self._notice

    @property
    def operators(self) -> RowList:
        return self._rows

    def arrive(self) -> None:
        self.refresh()
        self._password.setFocus()

    def leave(self) -> None:
        self._countdown.stop()
        self._password.clear()

    def refresh(self) -> None:
        """Reads the vault's card again and shows it."""
        try:
            self._card = self._door.read_card()
        except FfpError as error:
            self._notice.tell_error(error)
            return
        now = self._clock()
        operators = self._card.operators
        self._ids = [operator.id for operator in operators]
        self._names = [operator.name for operator in operators]
        rows = [(one.name, one.role, self._say_used(one.last_used, now)) for one in operators]
        latest = max(range(len(operators)), key=lambda i: operators[i].last_used, default=0)
        self._rows.set_rows(rows, latest)
        self._unit.setText(self._say_unit(self._card.unit))
        self._say_backup(self._card.last_backup)
        self._show_lock()

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        content = lay_sheet(self, 520, self._theme, top=46)
        content.addWidget(Label(self.tr("防返贫摸底排查"), Type.TITLE))
        content.addSpacing(2)
        self._unit = Label("", Type.TEXT, "label")
        content.addWidget(self._unit)
        content.addSpacing(14)
        content.addWidget(Rule(self._theme.palette.frame))
        content.addSpacing(8)
        content.addLayout(self._make_heading())
        content.addSpacing(2)
        self._rows = RowList(self._theme)
        self._rows.chosen.connect(self._greet)
        content.addWidget(self._rows)
        content.addSpacing(12)
        self._whose = Label("", Type.LABEL, "label", is_bold=True)
        content.addWidget(self._whose)
        content.addSpacing(3)
        content.addLayout(self._make_entry())
        content.addLayout(self._make_caps_line())
        self._notice = NoticeLine(keeps_room=True)
        content.addWidget(self._notice)
        content.addSpacing(10)
        self._make_foot(content)

    def _make_heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Label(self.tr("操作员"), Type.LABEL, "label", is_bold=True))
        row.addStretch()
        row.addWidget(KeyHint("↑↓", self.tr("选人"), self._theme))
        hint = KeyHint("F1", self.tr("说明"), self._theme)
        hint.clicked.connect(self.help_wanted)
        row.addWidget(hint)
        return row

    def _make_entry(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(9)
        row.setContentsMargins(0, 0, -3, 0)
        self._password = PasswordField()
        self._password.setProperty("tall", True)
        self._password.installEventFilter(self)
        self._password.caps_lock_changed.connect(self._say_caps)
        self._password.value_changed.connect(self._forget_refusal)
        self._enter = KeyButton(self.tr("进入"), "Enter", self._theme, is_main=True)
        self._enter.setFixedSize(124, 46)
        self._enter.clicked.connect(self._open)
        row.addWidget(self._password, 1)
        row.addWidget(self._enter)
        return row

    def _make_caps_line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        row.setContentsMargins(0, 4, 0, 0)
        self._caps = Label(self.tr("大写锁定已开"), Type.LABEL, "warning")
        self._caps.hide()
        row.addWidget(self._caps)
        row.addWidget(Label(self.tr("密码区分大小写。输入法已自动关到英文。"), Type.LABEL, "label"))
        row.addStretch()
        return row

    def _make_foot(self, content: QVBoxLayout) -> None:
        content.addWidget(Rule(self._theme.palette.rule_light))
        content.addSpacing(12)
        links = QHBoxLayout()
        links.setSpacing(28)
        self._restore = Link(self.tr("从备份恢复…"))
        self._restore.clicked.connect(self.restore_wanted)
        self._recover = Link(self.tr("忘了密码，用恢复码…"))
        self._recover.clicked.connect(self.recovery_wanted)
        links.addWidget(self._restore)
        links.addWidget(self._recover)
        links.addStretch()
        content.addLayout(links)
        content.addSpacing(14)
        self._backup = Label("", Type.LABEL, "label")
        content.addWidget(self._backup)
        content.addSpacing(4)
        content.addWidget(Label(self.tr("数据只存在这台电脑上，已加密；不联网。"), Type.LABEL, "label"))
        content.addSpacing(30)
        version = Label(self.tr("版本 {0}").format(self._version), Type.SECONDARY, "muted")
        version.setAlignment(Qt.AlignmentFlag.AlignRight)
        content.addWidget(version)

    # -- telling -----------------------------------------------------------------------------------------------

    def _say_unit(self, unit: "UnitShape | None") -> str:
        if unit is None:
            return ""
        county = self._regions().county_of(unit.code)
        is_below = county is not None and len(unit.code) > len(county.code)
        return f"{county.short_name} · {unit.name}" if county is not None and is_below else unit.name

    def _say_used(self, at: str, now: datetime) -> str:
        return self.tr("{0} 用过").format(say_when(at, now)) if at else self.tr("还没用过")

    def _say_backup(self, text: str) -> None:
        at = read_time(text)
        if at is None:
            self._backup.say(self.tr("还没有备份；每次关闭程序时自动备份。"), "warning")
        else:
            self._backup.say(self.tr("最近一次备份：{0}。").format(f"{at.month}月{at.day}日 {at:%H:%M}"), "label")

    def _greet(self, index: int) -> None:
        self._whose.setText(self.tr("{0} 的密码").format(self._names[index]))
        self._password.clear()

    def _say_caps(self, is_on: bool) -> None:
        self._caps.setVisible(is_on)

    def _forget_refusal(self, typed: str) -> None:
        if typed and not self._is_locked():
            self._password.show_finding("")
            self._notice.tell("")

    def _locked_until(self) -> datetime | None:
        return read_time(self._card.locked_until) if self._card else None

    def _is_locked(self) -> bool:
        until = self._locked_until()
        return until is not None and until > self._clock()

    def _show_lock(self) -> None:
        """Counts down while five wrong passwords keep the vault shut."""
        until = self._locked_until()
        is_locked = until is not None and until > self._clock()
        self._password.setEnabled(not is_locked and not self._is_opening)
        self._enter.setEnabled(not is_locked and not self._is_opening)
        if is_locked and until is not None:
            wait = say_wait(round((until - self._clock()).total_seconds()))
            self._notice.tell(self.tr("密码连续错了 5 次，还要等 {0}。忘了密码可以用恢复码。").format(wait), "error")
            if not self._countdown.isActive():
                self._recover.setFocus()  # Enter pressed once more leads to what still helps
            self._countdown.start()
        elif self._countdown.isActive():
            self._countdown.stop()
            self._notice.tell("")
            self._password.setFocus()

    # -- opening -----------------------------------------------------------------------------------------------

    def _open(self) -> None:
        if self._is_opening or self._is_locked() or self._rows.index < 0:
            return
        password = self._password.value()
        if not password:
            self._notice.tell(self.tr("请先输入密码。"), "warning")
            self._password.setFocus()
            return
        operator = self._ids[self._rows.index]
        self._set_opening(True)
        self._background.run(lambda _task: self._door.open(operator, password), self._finish, self._refuse, self)

    def _finish(self, desk: "DeskShape") -> None:
        self._set_opening(False)
        self._password.clear()
        self.opened.emit(desk)

    def _refuse(self, error: FfpError) -> None:
        self._set_opening(False)
        index = self._rows.index
        self.refresh()
        self._rows.choose(max(0, index))
        if not self._is_locked():
            self._notice.tell_error(error)
            self._password.show_finding(error.sentence)
            self._password.selectAll()
            self._password.setFocus()

    def _set_opening(self, is_opening: bool) -> None:
        self._is_opening = is_opening
        self._password.setEnabled(not is_opening)
        self._enter.setEnabled(not is_opening)
        if is_opening:
            self._notice.tell(self.tr("正在打开…"))
        else:
            self._notice.tell("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._rows.step(-1 if event.key() == Qt.Key.Key_Up else 1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open()
                return True
        return super().eventFilter(watched, event)
