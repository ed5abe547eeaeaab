"""The editor of a reason: it begins as one line over the blank and grows downwards as more is written."""

from PySide6.QtCore import QEvent, QMimeData, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from ffp_desktop.domain.findings import Finding
from ffp_desktop.domain.survey import Place
from ffp_desktop.ui.form.editors.line_editor import PASSING, TakeKey
from ffp_desktop.ui.form.editors.tab_key import tab_press
from ffp_desktop.ui.theme import Theme, Type

_MOST_HEIGHT = 160  # px; longer words scroll


class AreaEditor(QPlainTextEdit):
    """Takes words that may need several lines; Enter goes on, as everywhere. The input method is on."""

    value_changed = Signal(str)
    left = Signal()
    grown = Signal()  # it may reach further down than can be seen

    def __init__(self, theme: Theme, take_key: TakeKey, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._take_key = take_key
        self._blank = QRect()
        self.room = QRect()  # the cell that may be covered
        self.place: Place | None = None
        self.is_locked = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.document().setDocumentMargin(1)
        self._dress()
        theme.rescaled.connect(self._dress)
        self.textChanged.connect(self._take_edit)
        self.hide()

    def value(self) -> str:
        return self.toPlainText()

    def set_value(self, value: str) -> None:
        self.setPlainText(value)
        self.selectAll()

    def show_finding(self, finding: Finding | None) -> None:
        self.setAccessibleDescription(finding.message if finding else "")

    def arrive(self, place: Place, value: str, rect: QRect) -> None:
        """Stands over `rect` with the answer selected, so that typing replaces it."""
        self.place = place
        self.setReadOnly(self.is_locked)
        self.set_value(value)
        self.stand_over(rect)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def stand_over(self, rect: QRect) -> None:
        """In the blank while the words fit there; else under it, as wide as the cell and as high as the words."""
        self._blank = QRect(rect)
        self._grow()

    def rest(self) -> None:
        self.place = None
        self.hide()

    # ---- private

    def _take_edit(self) -> None:
        if self.place is not None:
            self._grow()
            self.value_changed.emit(self.value())

    def _grow(self) -> None:
        frame = 2 * self._theme.sizes.focus_ring + 2
        if self.fontMetrics().horizontalAdvance(self.value()) + 3 * frame <= self._blank.width():
            self.setGeometry(self._blank)
            return
        is_whole = self._blank.width() * 2 > self.room.width()  # a line of its own, not the end of one
        rect = self._blank if is_whole else self.room
        top = rect.top() if is_whole else self._blank.bottom() + 1
        self.resize(rect.width(), self.height())  # how the words break follows from the width
        words = self.blockBoundingRect(self.document().firstBlock()).height()
        height = max(self._blank.height(), min(round(words), _MOST_HEIGHT) + frame + 2)
        self.setGeometry(rect.left(), top, rect.width(), height)
        self.grown.emit()

    def _dress(self) -> None:
        palette, sizes = self._theme.palette, self._theme.sizes
        self.setFont(self._theme.font(Type.TEXT))
        self.setStyleSheet(
            f"QPlainTextEdit {{ padding: 0 1px; border-radius: {sizes.radius}px;"
            f" border: {sizes.focus_ring}px solid {palette.accent}; background: {palette.sheet};"
            f" color: {palette.answer}; font-size: {self._theme.type_size(Type.TEXT)}px; }}"
        )

    # ---- Qt

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(" ".join(source.text().split()))  # an answer is one paragraph

    def event(self, event: QEvent) -> bool:
        if (tab := tab_press(event)) is not None:
            self.keyPressEvent(tab)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_undo = event.key() == Qt.Key.Key_Z and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not (is_undo and self.document().isUndoAvailable()) and self._take_key(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in PASSING and self.place is not None:
            self.left.emit()
