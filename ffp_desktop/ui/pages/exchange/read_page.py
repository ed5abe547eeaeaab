"""读U盘: the files on a stick, told before they are read; Enter looks at one, F9 reads all that is for this office."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.services.bundles.exchange import BundleExchange, ReadLine
from ffp_desktop.services.bundles.inspection import read_bundle_file
from ffp_desktop.services.bundles.preview import Preview
from ffp_desktop.services.bundles.stick import FileKind, StickFile
from ffp_desktop.ui.background import Task
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.errand import Errand
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import EXCHANGE_TAB, KeyAction, Page
from ffp_desktop.ui.pages.exchange.file_words import FileWords, is_unread
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.cell_table import CellColumn, CellTable, frame_list
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.place_field import PlaceField

_READ_BEFORE, _WAITING = "bundle.replayed", "bundle.waiting"


class ReadPage(Page):
    """The cursor starts at the first file that is still to be read."""

    tab = EXCHANGE_TAB
    left = Signal()
    took_in = Signal()  # a bundle, or several
    preview_wanted = Signal(object, object)  # Preview, the bundle's file
    enrolment_wanted = Signal(object)  # a request's, a certificate pack's or an unknown device's file

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._exchange: BundleExchange = desk.bundles
        self._files: Sequence[StickFile] = ()
        self._lines: dict[str, ReadLine] = {}
        self._words = FileWords(desk.regions, parts.theme.palette)
        self._folder: Path | None = None
        self.errand = Errand(parts.background, self)
        self.place = PlaceField(parts.find_drives, parts.settings)
        self.notice = NoticeLine(keeps_room=True)
        self.sentence = Label("", Type.TEXT, "label", wraps=True)
        self.read = KeyButton("", "F9", parts.theme, is_main=True)
        self._build()
        self._bind()

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("读U盘")

    def help_chapter(self) -> str:
        return "13-收发"

    def key_actions(self) -> list[KeyAction]:
        if self.errand.is_busy:
            return [KeyAction("Esc", self.tr("不读了"), self._escape)]
        actions = [KeyAction("↑↓", self.tr("看文件"))] if self._files else []
        if self._files:
            actions.append(KeyAction("Enter", self.tr("打开这一个"), lambda: self._open(self.table.row)))
        if self.read.isEnabled():
            actions.append(KeyAction("F9", self.tr("全部读入"), self.read_all))
        actions.append(KeyAction("F6", self.tr("换U盘"), self.place.setFocus))
        return [*actions, KeyAction("Esc", self.tr("返回"), self._escape)]

    def arrive(self) -> None:
        self.place.look()
        self.scan()
        self.table.setFocus()

    def leave(self) -> None:
        self.errand.stop()

    # -- public ------------------------------------------------------------------------------------------------

    @property
    def files(self) -> Sequence[StickFile]:
        return self._files

    def scan(self) -> None:
        """Looks at what lies there now."""
        folder = self.place.value()
        if self.errand.is_busy:
            return
        if folder != self._folder:
            self._lines = {}
            self.notice.tell("")
        self._folder = folder
        if folder is None:
            self._show(())
            return
        self.errand.run(lambda task: self._exchange.scan(folder, task.report), self._show)

    def take_line(self, line: ReadLine) -> None:
        """What became of a bundle that was looked at."""
        self._lines[line.name] = line
        file = next((one for one in self._files if one.file.name == line.name), None)
        if file is not None:
            self.notice.tell(*self._words.sentence(file, line))
        self.scan()

    def read_all(self) -> None:
        """Receipts and bundles, in any order; each bundle is a transaction of its own, after one backup."""
        folder = self._folder
        if folder is None or self.errand.is_busy or not self.read.isEnabled():
            return
        self.notice.tell(self.tr("正在核对、备份、导入…"))
        self.errand.run(lambda task: self._exchange.read_all(folder, task.report), self._tell_read)

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        tr = self.tr
        self.table = CellTable(
            [
                CellColumn(tr("是什么"), 96),
                CellColumn(tr("从"), 140),
                CellColumn(tr("号"), 84),
                CellColumn(tr("写于"), 120),
                CellColumn(tr("怎样"), 150),
                CellColumn(tr("文件"), 400),
            ],
            self._parts.theme,
        )
        head = QHBoxLayout()
        head.setSpacing(24)
        title = QVBoxLayout()
        title.addWidget(Label(tr("读U盘"), Type.PAGE))
        title.addStretch()
        head.addLayout(title)
        head.addWidget(self.place)
        head.addStretch()
        self.sentence.setContentsMargins(14, 8, 14, 10)
        self.sentence.setMinimumHeight(48)
        frame, self._aside = frame_list(tr("U盘上的文件"), self.table, self.sentence)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.read)
        foot.addWidget(self.notice, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 8)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(frame, 1)
        layout.addLayout(foot)

    def _bind(self) -> None:
        self.place.value_changed.connect(self._take_place)
        self.place.finished.connect(self.table.setFocus)
        self.table.opened.connect(self._open)
        self.table.row_changed.connect(lambda _row: self._say_current())
        self.read.clicked.connect(self.read_all)
        self.errand.refused.connect(self._refuse)
        self.errand.changed.connect(self._show_ready)
        self.errand.stopped.connect(lambda: self.notice.tell(self.tr("已停下。")))
        keys: dict[str, Callable[[], None]] = {"F6": self.place.setFocus, "F9": self.read_all, "Esc": self._escape}
        for key, act in keys.items():
            self.bind_key(key, act)

    # -- showing -----------------------------------------------------------------------------------------------

    def _take_place(self) -> None:
        if self.isVisible() and self.place.value() != self._folder:
            self.scan()

    def _show(self, files: Sequence[StickFile]) -> None:
        if self.isVisible() and self.place.value() != self._folder:
            self.scan()  # another place was named while this one was looked at
            return
        current = self._current()
        self._files = files
        now = self._parts.clock()
        empty = self.tr("这里没有包、回执或证书。") if self._folder else self.tr("没有看到U盘：插上就会认出来。")
        self.table.show_rows([self._words.row(one, self._lines.get(one.file.name), now) for one in files], empty)
        unread = [row for row, one in enumerate(files) if self._is_unread(one)]
        names = [one.file.name for one in files]
        if current is not None and current.file.name in names and not unread:
            self.table.select(names.index(current.file.name))
        elif unread:
            self.table.select(unread[0])
        self._aside.setText(self.tr("{0} 个文件，{1} 个还没读").format(len(files), len(unread)) if files else "")
        self._say_current()
        self._show_ready()

    def _is_unread(self, one: StickFile) -> bool:
        return is_unread(one) and one.file.name not in self._lines

    def _say_current(self) -> None:
        one = self._current()
        self.sentence.say(*(self._words.sentence(one, self._lines.get(one.file.name)) if one else ("", "label")))
        self.keys_changed.emit()

    def _current(self) -> StickFile | None:
        row = self.table.row
        return self._files[row] if 0 <= row < len(self._files) else None

    def _show_ready(self) -> None:
        unread = sum(self._is_unread(one) for one in self._files)
        self.read.setText(self.tr("全部读入，{0} 个").format(unread) if unread else self.tr("全部读入"))
        self.read.setEnabled(unread > 0 and not self.errand.is_busy)
        self.read.updateGeometry()
        self.keys_changed.emit()

    # -- doing -------------------------------------------------------------------------------------------------

    def _open(self, row: int) -> None:
        """A bundle is looked at, a receipt is taken, the rest is for the page of devices."""
        one = self._files[row] if 0 <= row < len(self._files) else None
        if one is None or self.errand.is_busy:
            return
        if one.kind in (FileKind.PACK, FileKind.REQUEST):
            self.enrolment_wanted.emit(one.file)
        elif one.kind is FileKind.RECEIPT:
            self._run(self.tr("正在核对回执…"), lambda _task: self._take_receipt(one.file), self._tell_line)
        elif one.kind is FileKind.ATTACHMENTS:
            self._run(self.tr("正在收下附件…"), lambda _task: self._exchange.take_part(one.file), self._tell_line)
        else:
            self._run(self.tr("正在核对签名、解密…"), lambda _task: self._look(one.file), self._show_preview)

    def _take_receipt(self, file: Path) -> ReadLine:
        return ReadLine(file.name, self._exchange.sending.take_receipt(read_bundle_file(file)))

    def _look(self, file: Path) -> tuple[Path, Preview | FfpError]:
        content = read_bundle_file(file)
        try:
            return file, self._exchange.receiving.look(content)
        except FfpError as error:
            if error.code == _WAITING:
                self._exchange.receiving.keep(content)
            return file, error

    def _show_preview(self, looked: tuple[Path, Preview | FfpError]) -> None:
        file, preview = looked
        self.notice.tell("")
        if not self.isVisible():
            return  # a person went on to something else
        if isinstance(preview, Preview):
            self.preview_wanted.emit(preview, file)
        elif preview.code == "bundle.not_enrolled":
            self.enrolment_wanted.emit(file)
        else:
            self._tell_line(ReadLine(file.name, error=preview))

    def _tell_line(self, line: ReadLine) -> None:
        self._tell_read((line,))

    def _tell_read(self, lines: Sequence[ReadLine]) -> None:
        """What was read before, or is for somebody else, stays as it is told already."""
        unread = {one.file.name: is_unread(one) for one in self._files}
        lines = [line for line in lines if line.taken or unread.get(line.name, True)] or lines[:1]
        self._lines |= {line.name: line for line in lines}
        self.took_in.emit()
        if len(lines) == 1:
            self.notice.tell("")
        else:
            self._tell_counts(lines)
        self._show(self._files)
        if len(lines) == 1:
            names = [one.file.name for one in self._files]
            self.table.select(names.index(lines[0].name) if lines[0].name in names else 0)

    def _tell_counts(self, lines: Sequence[ReadLine]) -> None:
        taken = sum(line.taken is not None for line in lines)
        receipts = sum(line.receipt_of is not None for line in lines)
        left = sum(line.error is not None and line.error.code != _READ_BEFORE for line in lines)
        words = self.tr("导入 {0} 个包，收下 {1} 个回执").format(taken, receipts)
        words += self.tr("，没有读 {0} 个").format(left) if left else ""
        more = self.tr("；每个怎样，看上面各行。可以拔出U盘了。")
        self.notice.tell(words + more, "passed" if not left else "label")

    def _run(self, words: str, work: Callable[[Task], Any], done: Callable[[Any], None]) -> None:
        self.notice.tell(words)
        self.errand.run(work, done)

    def _refuse(self, error: FfpError) -> None:
        self.notice.tell_error(error)
        self._show_ready()

    def _escape(self) -> None:
        if self.errand.is_busy:
            self.errand.stop()
        else:
            self.left.emit()
