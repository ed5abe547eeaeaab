"""Restoring the vault from a backup: choose a file, see whose it is, its password, F9."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.background import Background
from ffp_desktop.ui.doors import BackupShape, CardOperatorShape, VaultDoor
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import KeyAction, Page
from ffp_desktop.ui.spoken import read_time
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.combo_field import ComboField
from ffp_desktop.ui.widgets.field import PasswordField
from ffp_desktop.ui.widgets.file_choice import ask_file
from ffp_desktop.ui.widgets.key_hint import KeyHint
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.link import Link
from ffp_desktop.ui.widgets.row_list import RowList
from ffp_desktop.ui.widgets.sheet import Rule, lay_sheet


@dataclass(frozen=True, slots=True)
class _Offer:
    """A backup as a row of the list."""

    file: Path
    time: str
    unit: str
    aside: str


class RestorePage(Page):
    """Lists the backups this computer knows; another file can be chosen from a stick.

    ↑↓ choose a backup while the password is typed. `restored` tells what came of it, in a sentence.
    """

    restored = Signal(str)
    left = Signal()

    def __init__(self, door: VaultDoor, theme: Theme, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self._theme = theme
        self._background = background
        self._offers: list[_Offer] = []
        self._operators: Sequence[CardOperatorShape] = ()
        self._is_busy = False
        self._build()
        self.bind_key("F9", self.restore)
        self.bind_key("Esc", self.left.emit)

    def title(self) -> str:
        return self.tr("从备份恢复")

    def help_chapter(self) -> str:
        return "06-备份与恢复"

    def key_actions(self) -> list[KeyAction]:
        return [
            KeyAction("↑↓", self.tr("选备份")),
            KeyAction("F9", self.tr("恢复"), self.restore),
            KeyAction("Esc", self.tr("返回"), self.left.emit),
        ]

    def arrive(self) -> None:
        self.notice.tell("")
        try:
            backups = self._door.list_backups()
        except FfpError as error:
            backups = ()
            self.notice.tell_error(error)
        self._offers = [self._offer(backup) for backup in backups]
        self._show()
        self.password.setFocus()

    def leave(self) -> None:
        self.password.clear()

    def press_enter(self) -> None:
        self.restore()

    def add_file(self, file: Path) -> None:
        """Puts a file from elsewhere at the top and chooses it."""
        self._offers.insert(0, _Offer(file, file.name, "", self.tr("选来的文件")))
        self._show()
        self.password.setFocus()

    def restore(self) -> None:
        """Puts the chosen backup in the place of the vault, once its password is there."""
        if self._is_busy or self.rows.index < 0 or not self._operators:
            return
        offer, password = self._offers[self.rows.index], self.password.value()
        operator = self._operators[max(self.operator.currentIndex(), 0)].id
        if not password:
            self.notice.tell(self.tr("请输入备份那时的密码；忘了就输恢复码。"), "warning")
            self.password.setFocus()
            return
        self._set_busy(True)
        self.notice.tell(self.tr("正在核对并恢复…"))
        self._background.run(
            lambda _task: self._door.restore(offer.file, operator, password),
            lambda aside: self._finish(offer, aside),
            self._refuse,
            self,
        )

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        content = lay_sheet(self, 720, self._theme)
        content.addWidget(Label(self.tr("从备份恢复"), Type.PAGE))
        words = self.tr("恢复后是备份那一刻的数据；现在的数据会原样留在旁边的文件夹里，不会删掉。")
        content.addSpacing(4)
        content.addWidget(Label(words, Type.TEXT, "label", wraps=True))
        content.addSpacing(12)
        content.addWidget(Rule(self._theme.palette.frame))
        head = QHBoxLayout()
        head.setContentsMargins(0, 8, 0, 4)
        head.addWidget(Label(self.tr("备份"), Type.LABEL, "label", is_bold=True))
        head.addStretch()
        head.addWidget(KeyHint("↑↓", self.tr("选备份"), self._theme))
        content.addLayout(head)
        self.rows = RowList(self._theme)
        self.rows.chosen.connect(self._choose)
        content.addWidget(self.rows)
        self._none = Label(self.tr("这台电脑上没有找到备份，请用下面的链接从U盘选。"), Type.TEXT, "muted")
        content.addWidget(self._none)
        content.addSpacing(12)
        content.addWidget(self._make_entry())
        self.notice = NoticeLine(keeps_room=True)
        content.addWidget(self.notice)
        content.addSpacing(6)
        content.addLayout(self._make_foot())
        content.addSpacing(10)

    def _make_entry(self) -> QWidget:
        """Who, and the password of that time."""
        self._entry = QWidget()
        column = QVBoxLayout(self._entry)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        column.addWidget(Label(self.tr("备份那时的密码（忘了就输恢复码）"), Type.LABEL, "label", is_bold=True))
        row = QHBoxLayout()
        row.setSpacing(10)
        self.operator = ComboField(self._theme)
        self.operator.setFixedWidth(200)
        self.password = PasswordField()
        self.password.installEventFilter(self)
        self.operator.entered.connect(self.password.setFocus)
        row.addWidget(self.operator)
        row.addWidget(self.password, 1)
        column.addLayout(row)
        return self._entry

    def _make_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(20)
        other = Link(self.tr("选别的文件…"))
        other.clicked.connect(self._choose_file)
        back = Link(self.tr("返回"))
        back.clicked.connect(self.left)
        self._button = KeyButton(self.tr("恢复这一份"), "F9", self._theme, is_main=True)
        self._button.clicked.connect(self.restore)
        foot.addWidget(other)
        foot.addWidget(back)
        foot.addStretch()
        foot.addWidget(self._button)
        return foot

    # -- showing -----------------------------------------------------------------------------------------------

    def _show(self) -> None:
        has_some = bool(self._offers)
        self._none.setVisible(not has_some)
        self.rows.setVisible(has_some)
        self._entry.setVisible(has_some)
        self._set_busy(False)
        self.rows.set_rows([(one.time, one.unit, one.aside) for one in self._offers])

    def _choose(self, index: int) -> None:
        """Says whose backup it is; the one who came last is taken to be the one at the keys."""
        try:
            self._operators = self._door.backup_card(self._offers[index].file).operators
            self.notice.tell("")
        except FfpError as error:
            self._operators = ()
            self.notice.tell_error(error)
        self.operator.clear()
        self.operator.addItems([f"{one.name}  {one.role}" for one in self._operators])
        last = max(range(len(self._operators)), key=lambda i: self._operators[i].last_used, default=-1)
        self.operator.setCurrentIndex(last)
        self.password.clear()
        self._set_busy(False)

    def _offer(self, backup: BackupShape) -> _Offer:
        at, size = read_time(backup.made_at), backup.size
        time = f"{at.month}月{at.day}日 {at:%H:%M:%S}" if at else backup.made_at
        told = f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size / 1000:.0f} KB"
        return _Offer(Path(backup.file), time, backup.unit, told)

    def _choose_file(self) -> None:
        file = ask_file(self, self.tr("选备份文件"), self.tr("备份 (*.ffpvault)"))
        if file is not None:
            self.add_file(file)

    # -- what comes of it --------------------------------------------------------------------------------------

    def _finish(self, offer: _Offer, aside: Path | None) -> None:
        self._set_busy(False)
        words = self.tr("已恢复到“{0}”的备份。").format(offer.time)
        if aside is not None:
            words += self.tr("原来的数据在 {0}。").format(aside)
        self.restored.emit(words + self.tr("请用备份那时的密码进入。"))

    def _refuse(self, error: FfpError) -> None:
        self._set_busy(False)
        self.notice.tell_error(error)
        self.password.selectAll()
        self.password.setFocus()

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self.password.setEnabled(not is_busy)
        self._button.setEnabled(not is_busy and bool(self._operators))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
            if event.key() in steps:
                self.rows.step(steps[Qt.Key(event.key())])
                return True
        return super().eventFilter(watched, event)
