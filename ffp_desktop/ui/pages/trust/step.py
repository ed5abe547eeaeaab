"""A step of the enrolment: a sheet that says what it is for, where the stick is, and what both sides read aloud."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.domain.regions import Regions
from ffp_desktop.errors import FfpError
from ffp_desktop.files import write_whole
from ffp_desktop.services.enrolment import Enrolment
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.cell_table import Cell, CellColumn, CellTable
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.place_field import PlaceField
from ffp_desktop.ui.widgets.sheet import Rule

_LIST_HEIGHT = 128


class TrustStep(QWidget):
    """`body` takes what the step needs; F9 does it. `finished` follows with words for the list's page."""

    finished = Signal(str)
    changed = Signal()

    def __init__(self, enrolment: Enrolment, regions: Regions, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.enrolment = enrolment
        self.regions = regions
        self.parts = parts
        self.setProperty("ground", "sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.place = PlaceField(parts.find_drives, parts.settings)
        self.act = KeyButton("", "F9", parts.theme, is_main=True)
        self.missing = Label("", Type.LABEL, "warning", wraps=True)
        self.notice = NoticeLine()
        self.digits = Label("", Type.TITLE, "answer")
        self.digits.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self._title = Label("", Type.HOUSEHOLD)
        self._words = Label("", Type.TEXT, "label", wraps=True)
        foot = QHBoxLayout()
        foot.setSpacing(14)
        foot.addWidget(self.act)
        foot.addWidget(self.missing, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 18, 28, 16)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        layout.addWidget(Rule(parts.theme.palette.frame))
        layout.addWidget(self._words)
        layout.addLayout(self.body)
        layout.addWidget(self.notice)
        layout.addLayout(foot)
        layout.addStretch()
        self.act.clicked.connect(self.carry_out)
        self.place.value_changed.connect(self.show_ready)

    def name(self, title: str, words: str, act: str) -> None:
        """What the step is called, what it is for, and what its button does."""
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.act.setText(act)

    @property
    def title(self) -> str:
        return self._title.text()

    def start(self) -> None:
        """The step is shown: nothing of an earlier one is left."""
        self.notice.tell("")
        self.digits.setText("")
        self.place.look()
        self.show_ready()
        self.place.setFocus()

    def lacks(self) -> str:
        """What is still to be done before F9, "" for nothing."""
        return "" if self.place.value() is not None else self.tr("还差：插上U盘，或按 F6 打一个文件夹。")

    def show_ready(self) -> None:
        lacking = self.lacks()
        self.act.setEnabled(not lacking)
        self.missing.setText(lacking)
        self.changed.emit()

    def carry_out(self) -> None:
        """F9."""
        if not self.act.isEnabled():
            return
        try:
            self.do()
        except FfpError as error:
            self.notice.tell_error(error)

    def do(self) -> None:
        """Does the step. Raises FfpError."""
        raise NotImplementedError

    def unit_name(self, code: str) -> str:
        full = self.regions.full_name(code)
        return full or code


class WritingStep(TrustStep):
    """A step that writes one file to the stick; then digits are read to the other side on the telephone."""

    def __init__(self, enrolment: Enrolment, regions: Regions, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(enrolment, regions, parts, parent)
        self._asked = Label("", Type.TEXT, "label", wraps=True)
        for widget in (self.place, self._asked, self.digits):
            self.body.addWidget(widget)

    def start(self) -> None:
        self._asked.setText("")
        super().start()

    def make(self) -> tuple[str, bytes, str, str]:
        """The file's name and content, then whom to read digits to, and the digits. Raises FfpError."""
        raise NotImplementedError

    def do(self) -> None:
        folder = self.place.value()
        if folder is None:
            return
        name, content, asked, digits = self.make()
        write_whole(folder / name, content)
        self._asked.setText(asked)
        self.digits.setText(digits)
        self.notice.tell(self.tr("已写好：{0}。可以拔出U盘了。").format(name), "passed")
        self.changed.emit()


class FileStep(TrustStep):
    """A step that begins with a file from the stick."""

    suffix = ""

    def __init__(self, enrolment: Enrolment, regions: Regions, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(enrolment, regions, parts, parent)
        self.content = b""  # of the file that was opened
        self._listed: Sequence[Path] = ()
        self.files = CellTable([CellColumn(self.tr("文件"), 500)], parts.theme)
        self.files.setFixedHeight(_LIST_HEIGHT)
        self.who = Label("", Type.TEXT, "answer", is_bold=True, wraps=True)
        self.asked = Label("", Type.LABEL, "label", wraps=True)
        self.body.addWidget(self.place)
        self.body.addWidget(self.files)
        self.body.addWidget(self.who)
        self.body.addWidget(self.asked)
        self.body.addWidget(self.digits)
        self.place.value_changed.connect(self.list_files)
        self.place.finished.connect(self._open_only)
        self.files.opened.connect(lambda row: self.open_file(self._listed[row]))

    def start(self) -> None:
        self.forget()
        super().start()
        self.list_files()
        self._open_only()

    def forget(self) -> None:
        """Nothing is open."""
        self.content = b""
        for label in (self.who, self.asked, self.digits):
            label.setText("")

    def list_files(self) -> None:
        folder = self.place.value()
        try:
            found = sorted(folder.iterdir()) if folder is not None else []
        except OSError:
            found = []  # the stick went out just now; the field says so
        self._listed = [file for file in found if file.suffix == self.suffix]
        empty = self.tr("这里没有 {0} 文件").format(self.suffix)
        self.files.show_rows([(Cell(file.name, self.parts.theme.palette.answer),) for file in self._listed], empty)
        self.show_ready()

    def _open_only(self) -> None:
        """The one file there is; among several a person chooses."""
        if len(self._listed) == 1:
            self.open_file(self._listed[0])
        elif self._listed:
            self.files.setFocus()

    def open_file(self, file: Path) -> None:
        """Reads a file and shows who stands behind it; nothing is believed yet."""
        self.forget()
        self.notice.tell("")
        if self.place.value() != file.parent:
            self.place.set_value(file.parent)
        if file in self._listed:
            self.files.select(list(self._listed).index(file))
        try:
            from ffp_desktop.services.bundles.inspection import read_bundle_file

            content = read_bundle_file(file)
            self.look(content)
            self.content = content
        except FfpError as error:
            self.forget()
            self.notice.tell_error(error)
        self.show_ready()
        if self.act.isEnabled():
            self.act.setFocus()  # nothing is left to be compared

    def look(self, content: bytes) -> None:
        """Shows who stands behind the content. Raises FfpError."""
        raise NotImplementedError

    def lacks(self) -> str:
        return super().lacks() or ("" if self.content else self.tr("还差：选一个文件，按 Enter 打开。"))
