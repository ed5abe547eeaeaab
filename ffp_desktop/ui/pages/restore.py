"""Restoring the vault from a backup: choose a file, see what it is, F9."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.background import Background
from ffp_desktop.ui.doors import BackupShape, VaultDoor
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import KeyAction, Page
from ffp_desktop.ui.spoken import read_time
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.key_hint import KeyHint
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.link import Link
from ffp_desktop.ui.widgets.row_list import RowList
from ffp_desktop.ui.widgets.sheet import Rule, lay_sheet


class RestorePage(Page):
    """Lists the backups this computer knows; another file can be chosen from a stick."""

    restored = Signal()
    left = Signal()

    def __init__(
        self,
        door: VaultDoor,
        theme: Theme,
        background: Background,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._door = door
        self._theme = theme
        self._background = background
        self._files: list[Path] = []
        self._is_busy = False
        self._build()
        self.bind_key("F9", self.restore)
        self.bind_key("Esc", self.left.emit)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

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
            self._show(self._door.list_backups())
        except FfpError as error:
            self._show(())
            self.notice.tell_error(error)
        self.setFocus()

    def add_file(self, file: Path) -> None:
        """Puts a file from elsewhere at the top and chooses it."""
        self._files.insert(0, file)
        self._texts.insert(0, (file.name, "", self.tr("选来的文件")))
        self.rows.set_rows(self._texts)
        self._button.setEnabled(True)

    def restore(self) -> None:
        if self._is_busy or self.rows.index < 0:
            return
        file = self._files[self.rows.index]
        self._set_busy(True)
        self.notice.tell(self.tr("正在核对并恢复…"))
        self._background.run(lambda _task: self._door.restore(file), self._finish, self._refuse, self)

    def _build(self) -> None:
        content = lay_sheet(self, 720, self._theme)
        content.addWidget(Label(self.tr("从备份恢复"), Type.PAGE))
        words = self.tr("恢复后是备份那一刻的数据；现在的数据会原样留在旁边的文件夹里，不会删掉。密码用备份时的密码。")
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
        content.addWidget(self.rows)
        self._none = Label(self.tr("这台电脑上没有找到备份，请用下面的链接从U盘选。"), Type.TEXT, "muted")
        content.addWidget(self._none)
        content.addSpacing(12)
        self.notice = NoticeLine()
        content.addWidget(self.notice)
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
        content.addLayout(foot)
        content.addSpacing(10)

    def _show(self, backups: Sequence[BackupShape]) -> None:
        self._files = [Path(backup.file) for backup in backups]
        self._texts = [(self._say_time(one.made_at), one.unit, self._say_size(one.size)) for one in backups]
        self.rows.set_rows(self._texts)
        self.rows.setVisible(bool(backups))
        self._none.setVisible(not backups)
        self._button.setEnabled(bool(backups))

    def _say_time(self, text: str) -> str:
        at = read_time(text)
        return f"{at.month}月{at.day}日 {at:%H:%M}" if at else text

    def _say_size(self, size: int) -> str:
        return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size / 1000:.0f} KB"

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("选备份文件"))
        if name:
            self.rows.show()
            self._none.hide()
            self.add_file(Path(name))

    def _finish(self, _nothing: object) -> None:
        self._set_busy(False)
        self.restored.emit()

    def _refuse(self, error: FfpError) -> None:
        self._set_busy(False)
        self.notice.tell_error(error)

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self._button.setEnabled(not is_busy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.rows.step(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)
