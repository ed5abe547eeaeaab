"""The manual, shown in the program: chapters at the left, text at the right."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout, QWidget

from ffp_desktop.ui.page import KeyAction, Page
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.side_column import SideColumn, lay_beside

_CHAPTERS_WIDTH, _TEXT_WIDTH = 230, 860
_LINE_HEIGHT = 135  # percent


class HelpPage(Page):
    """F1 opens it at the chapter of the page one comes from; Esc goes back there."""

    can_explain = False
    left = Signal()

    def __init__(self, folder: Path, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._files = sorted(folder.glob("*.md"))
        self._index = -1
        self._build()
        self.bind_key("Esc", self.left.emit)
        self.bind_key("F1", self.left.emit)

    def title(self) -> str:
        return self.tr("说明")

    def key_actions(self) -> list[KeyAction]:
        return [
            KeyAction("↑↓", self.tr("上下翻")),
            KeyAction("← →", self.tr("换一章"), lambda: self._step(1)),
            KeyAction("Esc", self.tr("返回"), self.left.emit),
        ]

    def arrive(self) -> None:
        self.text.setFocus()

    def show_chapter(self, name: str) -> None:
        """`name` is how the file's name begins; an unknown one shows the first chapter."""
        self._show(next((number for number, file in enumerate(self._files) if file.stem.startswith(name)), 0))

    @property
    def chapter(self) -> str:
        return self._files[self._index].stem if self._index >= 0 else ""

    def _build(self) -> None:
        sheet = QWidget()
        sheet.setProperty("ground", "sheet")
        sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        sheet.setMaximumWidth(_TEXT_WIDTH + (140 if self._theme.is_wide else 0))
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(36, 16, 12, 8)
        self.text = QTextBrowser()
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.installEventFilter(self)
        inner.addWidget(self.text)
        names = [file.stem.partition("-")[2] for file in self._files]
        self._column = SideColumn(self.tr("说明"), names, _CHAPTERS_WIDTH, self._theme)
        self._column.pressed.connect(self._show)
        lay_beside(self, self._column, sheet)

    def _show(self, index: int) -> None:
        if not self._files:
            return
        self._index = index
        self._column.set_chosen(index)
        self.text.document().setDefaultFont(self._theme.font(Type.TEXT))
        self.text.setMarkdown(self._files[index].read_text(encoding="utf-8"))
        self._space_lines()

    def _space_lines(self) -> None:
        """Sets the lines apart as on our other pages; Markdown alone sets them tight."""
        block = self.text.document().begin()
        while block.isValid():
            cursor = QTextCursor(block)
            shape = block.blockFormat()
            shape.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            shape.setBottomMargin(4 if block.textList() else 8)
            cursor.setBlockFormat(shape)
            block = block.next()

    def _step(self, by: int) -> None:
        if self._files:
            self._show((self._index + by) % len(self._files))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
            if event.key() in steps:
                self._step(steps[Qt.Key(event.key())])
                return True
        return super().eventFilter(watched, event)
