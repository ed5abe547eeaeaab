"""Text on a page: always plain text, sized and coloured by the stylesheet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ffp_desktop.ui.theme import Type


class Label(QLabel):
    """A label that shows any text as it is. `ink` is a palette name the stylesheet knows, "" for the title ink."""

    def __init__(
        self,
        text: str = "",
        kind: Type = Type.TEXT,
        ink: str = "",
        *,
        is_bold: bool = False,
        wraps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("type", kind.value)
        self.setProperty("ink", ink)
        self.setProperty("bold", is_bold)
        self.setWordWrap(wraps)
        if wraps:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setText(text)

    def set_ink(self, ink: str) -> None:
        """Changes the colour to another palette name."""
        if self.property("ink") != ink:
            self.setProperty("ink", ink)
            self.style().unpolish(self)
            self.style().polish(self)

    def say(self, text: str, ink: str = "") -> None:
        """Shows `text` in `ink`."""
        self.setText(text)
        self.set_ink(ink)
