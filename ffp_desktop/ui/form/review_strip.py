"""The strip under the sheet: how far the judging has come, what was said of the survey, and where it is written."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.ui.form.comment_line import CommentEdit
from ffp_desktop.ui.form.comment_rows import CommentLine, CommentRows
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.key_hint import KeyHint
from ffp_desktop.ui.widgets.label import Label


class ReviewStrip(QWidget):
    """Hidden while nobody has said anything and nobody is to judge."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._standing = Label("", Type.LABEL, "", is_bold=True)
        self._hints: list[KeyHint] = []
        self.rows = CommentRows(theme)
        self.edit = CommentEdit(theme)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 1, 0, 0)
        column.setSpacing(0)
        self._head = QHBoxLayout()
        self._head.setContentsMargins(12, 4, 12, 4)
        self._head.setSpacing(16)
        self._head.addWidget(self._standing)
        self._head.addStretch()
        column.addLayout(self._head)
        column.addWidget(self.rows)
        column.addWidget(self.edit)
        self.hide()

    @property
    def standing(self) -> str:
        """What the head line says."""
        return self._standing.text()

    def show_all(self, standing: str, ink: str, lines: Sequence[CommentLine], *, is_judging: bool) -> None:
        self._standing.say(standing, ink)
        self.rows.show_lines(lines)
        self.setVisible(bool(standing or lines or is_judging))

    def set_hints(self, hints: Sequence[KeyHint]) -> None:
        """The keys of the review, at the right of the head line."""
        for old in self._hints:
            self._head.removeWidget(old)
            old.deleteLater()
        self._hints = list(hints)
        for hint in hints:
            self._head.addWidget(hint)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self._theme.palette
        painter.fillRect(self.rect(), QColor(palette.sheet))
        painter.setPen(self._theme.pen(palette.frame))
        painter.drawLine(0, 0, self.width(), 0)
