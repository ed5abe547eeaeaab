"""Backups: the last one, one now, a second folder. And the printer, and what this program is."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.settings import Settings
from ffp_desktop.ui.background import Background
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.pages.settings.part import SettingsPart
from ffp_desktop.ui.spoken import say_when
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.combo_field import ComboField
from ffp_desktop.ui.widgets.file_choice import ask_folder
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.link import Link


class BackupPart(SettingsPart):
    """Every close makes a backup anyway; this one makes another now, and copies go to a second folder."""

    def __init__(
        self,
        desk: DeskShape,
        settings: Settings,
        background: Background,
        clock: Callable[[], datetime],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent=parent)
        self.set_name(self.tr("备份"))
        self._desk = desk
        self._settings = settings
        self._background = background
        self._clock = clock
        self._last = Label("", Type.TEXT, "answer")
        self._second = Label("", Type.TEXT, "answer")
        self.now_button = KeyButton(self.tr("现在备份"), "", theme, is_main=True)
        choose, forget = Link(self.tr("选文件夹…")), Link(self.tr("不要第二处"))
        self.add_line(self.tr("最近一次"), self._last)
        self.add_line(self.tr("第二处"), self._second, choose, forget)
        self.add_words(self.tr("每次关闭程序自动备份并核对。第二处最好是U盘：电脑坏了，数据还在。"))
        self.add_words(self.tr("留最近 10 份，另有 7 天、4 周、6 个月各一份。备份是加密的，用密码或恢复码才打得开。"))
        self.add_line("", self.now_button)
        self.body.addWidget(self.notice)
        self.body.addStretch()
        self.now_button.clicked.connect(self.back_up)
        choose.clicked.connect(self._choose)
        forget.clicked.connect(lambda: self.set_second(""))

    def first_field(self) -> QWidget | None:
        return self.now_button

    def show_now(self) -> None:
        self._last.setText(say_when(self._desk.last_backup(), self._clock()) or self.tr("还没有"))
        second = self._settings.get("second_backup", "")
        is_away = bool(second) and not Path(second).is_dir()
        words = self.tr("{0}（现在不在）").format(second) if is_away else second or self.tr("没有设")
        self._second.say(words, "warning" if is_away else "answer")

    def set_second(self, folder: str) -> None:
        self._settings.set("second_backup", folder)
        self.show_now()

    def back_up(self) -> None:
        second = self._settings.get("second_backup", "")
        self.now_button.setEnabled(False)
        self.notice.tell(self.tr("正在备份…"))
        self._background.run(
            lambda _task: self._desk.back_up(Path(second) if second else None), self._tell, self._refuse, self
        )

    def _tell(self, file: Path) -> None:
        self.now_button.setEnabled(True)
        self.now_button.setFocus()
        second = self._settings.get("second_backup", "")
        words = self.tr("已备份并核对：{0}").format(str(file))
        if second and file.parent != Path(second):
            words += self.tr("。第二处不在，那里没有存；插上U盘再备份一次。")
        self.notice.tell(words, "warning" if second and file.parent != Path(second) else "accent")
        self.show_now()

    def _refuse(self, error: FfpError) -> None:
        self.now_button.setEnabled(True)
        self.now_button.setFocus()
        self.notice.tell_error(error)
        self.show_now()

    def _choose(self) -> None:
        folder = ask_folder(self, self.tr("第二处备份放在哪里"))
        if folder is not None:
            self.set_second(str(folder))


class PrinterPart(SettingsPart):
    """The printer that F7 offers first."""

    def __init__(self, settings: Settings, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.set_name(self.tr("打印机"))
        self._settings = settings
        self.printer = ComboField(self.theme)
        self.printer.setFixedWidth(360)
        self.printer.textActivated.connect(self._keep)
        self.add_line(self.tr("先用这一台"), self.printer)
        self._words = self.add_words("")
        self.body.addStretch()

    def first_field(self) -> QWidget | None:
        return self.printer

    def show_now(self) -> None:
        from ffp_desktop.ui.printing import list_printers

        names = list_printers()
        self.printer.clear()
        self.printer.addItems(names or [self.tr("没有打印机")])
        self.printer.setEnabled(bool(names))
        if self._settings.get("printer", "") in names:
            self.printer.setCurrentText(self._settings.get("printer", ""))
        found = self.tr("表是 A4 横向，正反两面，按短边翻。")
        none = self.tr("这台电脑上没有打印机；可以存为 PDF 拿到别处打印。")
        self._words.setText(found if names else none)

    def _keep(self, name: str) -> None:
        self._settings.set("printer", name)


class AboutPart(SettingsPart):
    """What this is, which version, and where the data is."""

    def __init__(self, desk: DeskShape, version: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.set_name(self.tr("关于"))
        self.add_line(self.tr("程序"), Label(self.tr("防返贫摸底排查"), Type.TEXT, "answer"))
        self.add_line(self.tr("版本"), Label(version, Type.TEXT, "answer"))
        self.add_line(self.tr("单位"), Label(f"{desk.unit.name}  {desk.unit.code}", Type.TEXT, "answer"))
        self.add_line(self.tr("数据在"), Label(str(desk.vault_folder), Type.TEXT, "answer"))
        self.add_words(self.tr("数据只存在这台电脑上，已加密；不联网。"))
        self.body.addStretch()
