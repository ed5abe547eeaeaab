"""The line in which a comment or an answer is written, with ready sentences that a digit takes."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ffp_desktop.ui.form.editors.line_editor import dress_line
from ffp_desktop.ui.form.reason_line import ReasonEdit
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.key_hint import KeyHint
from ffp_desktop.ui.widgets.label import Label

_MAX = 200
_MOST = 9
_DIGITS = {Qt.Key(Qt.Key.Key_1 + digit): digit for digit in range(_MOST)}


class _Line(ReasonEdit):
    digit_pressed = Signal(int)
    widened = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever looks at the paper in between finds the words where they were; an empty line goes."""
        if self.text().strip():
            QLineEdit.focusOutEvent(self, event)
        else:
            super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """In an empty line a digit takes a sentence; behind words it is a digit."""
        if not self.text() and event.key() in _DIGITS and event.text():
            self.digit_pressed.emit(_DIGITS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_F2:
            self.widened.emit()
        else:
            super().keyPressEvent(event)


class CommentEdit(QFrame):
    """Enter writes it, Esc leaves everything as it was. The callback gets "" when it is given up.

    F2 once more says it of the whole form, where that can be said.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._widen: Callable[[], None] | None = None
        self._answer: Callable[[str], None] | None = None
        self._sentences: Sequence[str] = ()
        self._hints: list[KeyHint] = []
        self._prompt = Label("", Type.LABEL, "", is_bold=True)
        self.line = _Line()
        self.line.setMaxLength(_MAX)
        self.line.setMinimumHeight(30)
        self.line.entered.connect(self._enter)
        self.line.given_up.connect(lambda: self._end(""))
        self.line.digit_pressed.connect(self.take_sentence)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 6)
        column.setSpacing(6)
        self._row = QHBoxLayout()
        self._row.setSpacing(10)
        self._row.addWidget(self._prompt)
        self._row.addWidget(self.line, 1)
        self._done = KeyHint("Enter", self.tr("写下"), theme)
        self._done.clicked.connect(self._enter)
        self._row.addWidget(self._done)
        self._wider = KeyHint("F2", self.tr("改成对整张表说"), theme)
        self._wider.clicked.connect(self._take_wider)
        self.line.widened.connect(self._take_wider)
        self._row.addWidget(self._wider)
        self._row.addWidget(KeyHint("Esc", self.tr("不写"), theme))
        column.addLayout(self._row)
        self._ready = QHBoxLayout()
        self._ready.setSpacing(18)
        self._ready.addStretch()
        column.addLayout(self._ready)
        dress_line(self.line, theme)
        self.hide()

    @property
    def is_open(self) -> bool:
        return self._answer is not None

    @property
    def words(self) -> str:
        """What was typed and not sent yet."""
        return self.line.text().strip() if self.is_open else ""

    def go_on(self) -> None:
        """Back into the line."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def give_up(self) -> None:
        """Away with the line, whatever stands in it; nobody is told."""
        self._answer = None
        self.hide()

    @property
    def prompt(self) -> str:
        return self._prompt.text()

    @property
    def sentences(self) -> list[str]:
        return list(self._sentences)

    def ask(
        self,
        prompt: str,
        sentences: Sequence[str],
        words: str,
        answer: Callable[[str], None],
        widen: Callable[[], None] | None = None,
    ) -> None:
        """`words` stand there already; `widen` asks again, of the whole form."""
        self._widen = widen
        self._wider.setVisible(widen is not None)
        self._prompt.setText(prompt)
        self._show_sentences(sentences[:_MOST])
        self.line.setText(words)
        self._answer = answer
        self.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_sentence(self, number: int) -> None:
        """Puts a ready sentence into the line, to be sent as it is or changed."""
        if number < len(self._sentences):
            self.line.setText(self._sentences[number])
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_sentences(self, sentences: Sequence[str]) -> None:
        for hint in self._hints:
            self._ready.removeWidget(hint)
            hint.deleteLater()
        self._sentences = sentences
        self._hints = []
        for number, sentence in enumerate(sentences):
            hint = KeyHint(str(number + 1), sentence, self._theme, ink=self._theme.palette.label)
            hint.clicked.connect(lambda number=number: self.take_sentence(number))
            self._ready.insertWidget(number, hint)
            self._hints.append(hint)

    def _take_wider(self) -> None:
        if self._widen is not None:
            self._widen()

    def _enter(self) -> None:
        if self.line.text().strip():
            self._end(self.line.text().strip())

    def _end(self, words: str) -> None:
        """The line goes away first: whoever answers may move the focus."""
        answer, self._answer = self._answer, None
        if answer is not None:
            self.hide()
            QTimer.singleShot(0, self, lambda: answer(words))
