"""The quiet line that tells a known error or a result, where the person is looking, without taking the focus."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.label import Label


class NoticeLine(QWidget):
    """A line with a sentence: red for a refusal, ink for a fact; it stays until something else is said."""

    def __init__(self, parent: QWidget | None = None, *, keeps_room: bool = False) -> None:
        super().__init__(parent)
        self._words = Label("", Type.LABEL, wraps=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.addWidget(self._words)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setRetainSizeWhenHidden(keeps_room)
        self.setSizePolicy(policy)
        self._words.setMinimumWidth(300)
        if keeps_room:
            self.setMinimumHeight(24)
        self.hide()

    @property
    def sentence(self) -> str:
        return self._words.text()

    def tell_error(self, error: FfpError) -> None:
        self.tell(error.sentence, "error")

    def tell(self, sentence: str, ink: str = "label") -> None:
        """Shows a sentence; "" takes the line away."""
        self._words.say(sentence, ink)
        self.setVisible(bool(sentence))
