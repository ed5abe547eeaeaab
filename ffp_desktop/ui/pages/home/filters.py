"""The filter row of the home page: one search box, village, findings, the other conditions in words, what is left."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ffp_desktop.domain.findings import FindingsWanted
from ffp_desktop.ui.desk_shape import ChoicesShape, SurveyQuery
from ffp_desktop.ui.pages.home.conditions_button import ConditionsButton
from ffp_desktop.ui.query_words import say_conditions
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.field import LineField
from ffp_desktop.ui.widgets.filter_box import FilterBox
from ffp_desktop.ui.widgets.key_hint import KeyHint
from ffp_desktop.ui.widgets.label import Label

CONDITIONS_KEY = "Ctrl+F"


class FilterRow(QWidget):
    """Says when any filter changed; ↓ and Enter in the search box go to the list."""

    changed = Signal()
    cleared = Signal()
    list_wanted = Signal()
    conditions_wanted = Signal()

    def __init__(self, theme: Theme, choices: ChoicesShape, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = LineField(hint=self.tr("查找：姓名、拼音、身份证任意几位、电话、住址"), max_length=60)
        self._theme = theme
        self._choices = choices
        self._operators: Mapping[str, str] = {}
        self._conditions = SurveyQuery()
        self._rescale()
        theme.rescaled.connect(self._rescale)
        self.search.installEventFilter(self)
        inner = QHBoxLayout(self.search)
        inner.setContentsMargins(0, 0, 10, 0)
        inner.addStretch()
        key = KeyHint("F3", "", theme)
        key.clicked.connect(self.search.setFocus)
        inner.addWidget(key)
        self.village = FilterBox(self.tr("村"), theme)
        self.findings = FilterBox(self.tr("发现"), theme)
        self.findings.set_choices([(one.value, one.value) for one in FindingsWanted])
        self.more = ConditionsButton(CONDITIONS_KEY, theme)
        self.clear_hint = KeyHint("Alt+0", self.tr("清除"), theme)
        self.clear_hint.clicked.connect(self.clear)
        self._left = Label("", Type.TEXT, "", is_bold=True)
        self._build()
        self._is_quiet = False
        self._show_clear()

    def set_choices(self, villages: Sequence[tuple[str, str]], operators: Mapping[str, str]) -> None:
        """The villages as (code, name); none hides the filter, as at a village's own office."""
        self._is_quiet = True
        self.village.setVisible(bool(villages))
        self.village.set_choices(villages)
        self._operators = operators
        self._is_quiet = False

    def query(self) -> SurveyQuery:
        """What the row narrows the list to; the state is chosen elsewhere."""
        findings = self.findings.value()
        return replace(
            self._conditions,
            text=self.search.value().strip(),
            village=self.village.value(),
            findings=FindingsWanted(findings) if findings else None,
        )

    def show_query(self, query: SurveyQuery) -> None:
        """Narrows to this instead; who calls tells the list."""
        self._is_quiet = True
        self._conditions = replace(query, text="", village="", findings=None, state=None)
        self.search.set_value(query.text)
        self.village.set_value(query.village)
        self.findings.set_value(query.findings.value if query.findings else "")
        self.more.set_words(say_conditions(query, self._choices, self._operators))
        self._is_quiet = False
        self._show_clear()

    def start_search(self) -> None:
        """The next key typed replaces what is searched for."""
        self.search.setFocus()
        self.search.selectAll()

    def type_on(self, text: str) -> None:
        """Takes what was typed elsewhere on the page."""
        self.search.setFocus()
        self.search.insert(text)

    def say_left(self, words: str) -> None:
        self._left.setText(words)

    @property
    def is_set(self) -> bool:
        return self.query() != SurveyQuery()

    def clear(self) -> None:
        self.show_query(SurveyQuery())
        self.cleared.emit()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.search)
        row.addSpacing(8)
        for box in (self.village, self.findings):
            row.addWidget(box)
            box.value_changed.connect(lambda _value: self._tell())
        row.addWidget(self.more)
        row.addStretch()
        row.addWidget(self.clear_hint)
        row.addSpacing(4)
        row.addWidget(self._left)
        self.more.clicked.connect(self.conditions_wanted)
        self.search.value_changed.connect(lambda _typed: self._tell())

    def _rescale(self) -> None:
        self.search.setFixedWidth(430 if self._theme.is_wide else 360)

    def _tell(self) -> None:
        if not self._is_quiet:
            self._show_clear()
            self.changed.emit()

    def _show_clear(self) -> None:
        self.clear_hint.setVisible(self.is_set)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.list_wanted.emit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.search.clear()
                self.list_wanted.emit()
                return True
        return super().eventFilter(watched, event)
