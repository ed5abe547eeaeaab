"""A part of the settings: a heading, what belongs there, and a quiet line for its results."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.sheet import Rule

LABEL_WIDTH = 110  # px


class SettingsPart(QWidget):
    """`show_now` reads everything again; `try_to` does something and tells what came of it."""

    def __init__(self, theme: Theme, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(36, 20, 36, 18)
        self.body.setSpacing(10)
        self._head = Label(name, Type.HOUSEHOLD)
        self.body.addWidget(self._head)
        self.body.addWidget(Rule(theme.palette.frame))
        self.notice = NoticeLine()
        self.asked = ""  # what was asked once and is done when asked again

    @property
    def name(self) -> str:
        return self._head.text()

    def show_now(self) -> None:
        """Reads what is shown again."""

    def set_name(self, name: str) -> None:
        self._head.setText(name)

    def first_field(self) -> QWidget | None:
        """What takes the focus when the part is opened."""
        return None

    def add_line(self, words: str, *widgets: QWidget) -> QHBoxLayout:
        """A label with widgets beside it."""
        row = QHBoxLayout()
        row.setSpacing(10)
        label = Label(words, Type.TEXT, "label")
        label.setFixedWidth(LABEL_WIDTH)
        row.addWidget(label)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch()
        self.body.addLayout(row)
        return row

    def add_words(self, words: str, ink: str = "muted") -> Label:
        label = Label(words, Type.LABEL, ink, wraps=True)
        self.body.addWidget(label)
        return label

    def try_to(self, act: Callable[[], object], done: str) -> bool:
        """Does `act`, tells `done`, or the known error in its place."""
        try:
            act()
        except FfpError as error:
            self.notice.tell_error(error)
            return False
        self.notice.tell(done, "accent")
        self.show_now()
        return True

    def is_asked_again(self, what: str, words: str) -> bool:
        """Whether this was asked just before; the first time only says what would happen."""
        is_again = self.asked == what
        self.asked = "" if is_again else what
        if not is_again:
            self.notice.tell(words, "warning")
        return is_again
