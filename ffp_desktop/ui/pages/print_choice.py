"""The column at the left of the print page: which surveys, or how many blank forms."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.field import LatinField
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.sheet import Rule

MOST_ROWS, MOST_COPIES = 60, 500
_WIDTH = 250


class PrintChoice(QWidget):
    """Asks for a survey's pages, the whole list's, or blank forms."""

    surveys_wanted = Signal(list)
    blank_wanted = Signal(int, int)  # rows, copies

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read_ids: Callable[[], Sequence[str]] = list
        self._current = ""
        self.setObjectName("side")
        self.setStyleSheet(f"#side {{ border-right: 1px solid {theme.palette.rule}; }}")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(Label(self.tr("打印填好的表"), Type.SUBHEAD))
        self._ticked: Sequence[str] = ()
        self.one = KeyButton(self.tr("选中的一户"), "1", theme)
        self.all = KeyButton(self.tr("列表里的全部"), "2", theme)
        self.ticked = KeyButton(self.tr("勾上的"), "3", theme)
        self._list_words = Label("", Type.LABEL, "label", wraps=True)
        for widget in (self.one, self.all, self.ticked, self._list_words):
            layout.addWidget(widget)
        layout.addSpacing(8)
        layout.addWidget(Rule(theme.palette.rule))
        layout.addSpacing(8)
        layout.addWidget(Label(self.tr("打印空白表"), Type.SUBHEAD))
        self.copies = self._ask(layout, self.tr("份数"), "1", MOST_COPIES)
        self.rows = self._ask(layout, self.tr("成员行数"), "6", MOST_ROWS)
        self.blank = KeyButton(self.tr("排空白表"), "Enter", theme)
        layout.addWidget(self.blank)
        words = self.tr("超过 6 行的印在续页上。")
        layout.addWidget(Label(words, Type.LABEL, "muted", wraps=True))
        layout.addStretch()
        self.one.clicked.connect(lambda: self.surveys_wanted.emit([self._current]))
        self.all.clicked.connect(lambda: self.surveys_wanted.emit(list(self._read_ids())))
        self.ticked.clicked.connect(lambda: self.surveys_wanted.emit(list(self._ticked)))
        self.blank.clicked.connect(self._want_blank)
        for field in (self.copies, self.rows):
            field.returnPressed.connect(self._want_blank)

    def set_list(
        self, total: int, read_ids: Callable[[], Sequence[str]], current: str, ticked: Sequence[str] = ()
    ) -> None:
        """The list as it stands: how many, their ids when they are asked for, the chosen one's id, the ticked ones."""
        self._read_ids, self._current, self._ticked = read_ids, current, ticked
        self.ticked.setVisible(bool(ticked))
        self.ticked.setEnabled(bool(ticked))
        self.ticked.setText(self.tr("勾上的 {0} 户").format(len(ticked)))
        self.one.setEnabled(bool(current))
        self.all.setEnabled(total > 0)
        self.all.setText(self.tr("列表里的 {0} 户").format(total))
        self._list_words.setText("" if total else self.tr("列表里还没有调查表，先按 Alt+1 录一户。"))
        self._list_words.setVisible(not total)

    @property
    def of_surveys(self) -> Sequence[KeyButton]:
        """The buttons for filled forms; their key presses them."""
        return (self.one, self.all, self.ticked)

    def focus(self) -> None:
        first = self.one if self.one.isEnabled() else self.copies
        first.setFocus()

    def _ask(self, layout: QVBoxLayout, words: str, value: str, most: int) -> LatinField:
        row = QHBoxLayout()
        row.addWidget(Label(words, Type.LABEL, "label"))
        row.addStretch()
        field = LatinField(max_length=len(str(most)))
        field.setValidator(QIntValidator(1, most, field))
        field.set_value(value)
        field.setFixedWidth(80)
        row.addWidget(field)
        layout.addLayout(row)
        return field

    def _want_blank(self) -> None:
        for field, most in ((self.copies, MOST_COPIES), (self.rows, MOST_ROWS)):
            is_wrong = not field.value().isdigit() or not 1 <= int(field.value()) <= most
            field.show_finding(self.tr("1 到 {0}").format(most) if is_wrong else "")
            if is_wrong:
                field.setFocus()
                return
        self.blank_wanted.emit(int(self.rows.value()), int(self.copies.value()))
