"""The list of attachments: Enter shows one large, a digit says what the chosen ones are."""

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from ffp_desktop.domain.attachments import AttachmentKind
from ffp_desktop.ui.pages.attachments.model import AttachmentDelegate, AttachmentModel
from ffp_desktop.ui.theme import Theme

KINDS = tuple(AttachmentKind)


class AttachmentList(QListView):
    """What was just added is chosen together, so that one digit corrects all of it."""

    opened = Signal()
    kind_chosen = Signal(object)  # AttachmentKind
    current_changed = Signal()

    def __init__(self, model: AttachmentModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attachments = model
        self.setModel(model)
        self.setItemDelegate(AttachmentDelegate(model, theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.selectionModel().currentChanged.connect(lambda _new, _old: self.current_changed.emit())

    @property
    def row(self) -> int:
        """The current one's, -1 when there is none."""
        return self.currentIndex().row()

    def chosen(self) -> list[str]:
        """The ids of the chosen ones, in their order."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [self._attachments.rows[row].attachment.id for row in rows]

    def choose(self, attachments: list[str]) -> None:
        """Chooses these; the first is the current one."""
        rows = [row for one in attachments if (row := self._attachments.row_of(one)) >= 0]
        if not rows:
            return
        self._go_to(rows[0])
        for row in rows:
            self.selectionModel().select(self._attachments.index(row), QItemSelectionModel.SelectionFlag.Select)

    def step(self, by: int) -> None:
        row = min(max(self.row + by, 0), self._attachments.rowCount() - 1)
        if row >= 0:
            self._go_to(row)

    def _go_to(self, row: int) -> None:
        """Alone chosen, whatever key is held (the Ctrl of Ctrl+V would add to what is chosen)."""
        clear = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self._attachments.index(row), clear)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif text.isdigit() and 1 <= int(text) <= len(KINDS):
            self.kind_chosen.emit(KINDS[int(text) - 1])
        elif text and text.isprintable():
            event.accept()  # Qt would look for a row that begins so
        else:
            super().keyPressEvent(event)
