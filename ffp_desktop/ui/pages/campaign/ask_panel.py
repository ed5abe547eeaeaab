"""A panel over a page that asks a few things before something is recorded, and records nothing itself.

API: `Asking` (what to ask), `AskPanel(theme, page)`: `ask(asking)`, `refuse(sentence)`, `close_panel()`; signals `told`
(the answers by field's name), `closed`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.combo_field import ComboField
from ffp_desktop.ui.widgets.field import LatinField, LineField
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.panel import Panel

CHOICE, DATE, END, BY, TEXT = "choice", "date", "end", "by", "text"
"""The fields there are, in the order they are asked."""
_WIDTH, _TOP = 560, 60  # px


@dataclass(frozen=True, slots=True)
class Asking:
    """What a panel asks: its head, the fields' labels by name, what stands in them, the choices, a line of advice."""

    head: str
    labels: Mapping[str, str]
    values: Mapping[str, str] = field(default_factory=dict)
    choices: Sequence[str] = ()
    note: str = ""
    save: str = ""


class AskPanel(Panel):
    """Enter goes from field to field and records at the end; Esc leaves everything as it was."""

    told = Signal(object)  # dict of texts by field's name

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(theme, page, _WIDTH, _TOP)
        self.choice = ComboField(theme)
        self.date, self.end = LatinField(max_length=10), LatinField(max_length=10)
        self.by, self.text = LineField(max_length=60), LineField(max_length=200)
        self.notice = NoticeLine()
        self._head = Label("", Type.HOUSEHOLD, wraps=True)
        self._note = Label("", Type.LABEL, "muted", wraps=True)
        self._save = KeyButton("", "Enter", theme, is_main=True)
        self._labels = {name: Label("", Type.LABEL, "label", is_bold=True) for name in self._fields}
        self._asked: list[str] = []
        self._build()
        self._join()

    def ask(self, asking: Asking) -> None:
        """Shows the fields that are asked, with the focus in the first one that is empty."""
        self._asked = [name for name in self._fields if name in asking.labels]
        self._head.setText(asking.head)
        self._note.setText(asking.note)
        self._note.setVisible(bool(asking.note))
        self._save.setText(asking.save or self.tr("记下"))
        self.choice.clear()
        self.choice.addItems(list(asking.choices))
        for name, widget in self._fields.items():
            self._labels[name].setText(asking.labels.get(name, ""))
            self._labels[name].setVisible(name in self._asked)
            widget.setVisible(name in self._asked)
            if isinstance(widget, LineField):
                widget.set_value(asking.values.get(name, ""))
        if asking.values.get(CHOICE):
            self.choice.setCurrentText(asking.values[CHOICE])
        self.notice.tell("")
        self.rise()
        empty = (name for name in self._asked if name == CHOICE or not asking.values.get(name))
        self._fields[next(empty, self._asked[0])].setFocus()

    def refuse(self, sentence: str) -> None:
        """Why nothing was recorded; the panel stays as it is."""
        self.notice.tell(sentence, "error")
        self.fit()

    def answers(self) -> dict[str, str]:
        """What stands in the fields that are asked."""
        found = {CHOICE: self.choice.currentText()} if CHOICE in self._asked else {}
        for name, widget in self._fields.items():
            if isinstance(widget, LineField) and name in self._asked:
                text = widget.value().strip()
                found[name] = whole_day(text) if name in (DATE, END) else text
        return found

    # -- private -----------------------------------------------------------------------------------------------

    @property
    def _fields(self) -> dict[str, QWidget]:
        return {CHOICE: self.choice, DATE: self.date, END: self.end, BY: self.by, TEXT: self.text}

    def _build(self) -> None:
        column = self.column
        self.add_head(self._head, self.tr("不记，关闭"))
        for name, widget in self._fields.items():
            column.addWidget(self._labels[name])
            column.addWidget(widget)
        column.addWidget(self._note)
        column.addWidget(self.notice)
        self.add_foot(self._save)

    def _join(self) -> None:
        self.choice.entered.connect(self._go_on)
        for widget in self._fields.values():
            if isinstance(widget, LineField):
                widget.returnPressed.connect(self._go_on)
        self._save.clicked.connect(lambda: self.told.emit(self.answers()))

    def _go_on(self) -> None:
        """To the next field; from the last one what was answered is told."""
        here = next((at for at, name in enumerate(self._asked) if self._fields[name].hasFocus()), -1)
        if here == len(self._asked) - 1:
            self.told.emit(self.answers())
        else:
            self._fields[self._asked[here + 1]].setFocus()


def whole_day(text: str) -> str:
    """20230306 as 2023-03-06; anything else as it is."""
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if len(text) == 8 and text.isdigit() else text
