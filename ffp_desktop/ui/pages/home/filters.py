"""The filter row of the home page: one search box, village, operator, findings, and what is left."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ffp_desktop.domain.regions import Regions
from ffp_desktop.ui.desk_shape import SurveyQuery
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.field import LineField
from ffp_desktop.ui.widgets.filter_box import FilterBox
from ffp_desktop.ui.widgets.key_hint import KeyHint
from ffp_desktop.ui.widgets.label import Label

FINDINGS = "findings"


class FilterRow(QWidget):
    """Says when any filter changed; ↓ and Enter in the search box go to the list."""

    changed = Signal()
    cleared = Signal()
    list_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = LineField(hint=self.tr("查找：姓名、拼音首字母、身份证任意几位、电话"), max_length=60)
        self._theme = theme
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
        self.operator = FilterBox(self.tr("录入员"), theme)
        self.findings = FilterBox(self.tr("发现"), theme)
        self.findings.set_choices([(FINDINGS, self.tr("有错误或提醒"))])
        self.clear_hint = KeyHint("Alt+0", self.tr("清除"), theme)
        self.clear_hint.clicked.connect(self.clear)
        self._left = Label("", Type.TEXT, "", is_bold=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.search)
        row.addSpacing(8)
        for box in (self.village, self.operator, self.findings):
            row.addWidget(box)
            box.value_changed.connect(lambda _value: self._tell())
        row.addStretch()
        row.addWidget(self.clear_hint)
        row.addSpacing(4)
        row.addWidget(self._left)
        self.search.value_changed.connect(lambda _typed: self._tell())
        self._is_quiet = False
        self._show_clear()

    def set_choices(self, villages: Sequence[tuple[str, str]], operators: Mapping[str, str]) -> None:
        """The villages as (code, name); none hides the filter, as at a village's own office."""
        self._is_quiet = True
        self.village.setVisible(bool(villages))
        self.village.set_choices(villages)
        self.operator.set_choices(list(operators.items()))
        self._is_quiet = False

    def _rescale(self) -> None:
        self.search.setFixedWidth(430 if self._theme.is_wide else 360)

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
        boxes = (self.village, self.operator, self.findings)
        return bool(self.search.value()) or any(box.value() for box in boxes)

    def clear(self) -> None:
        self._is_quiet = True
        self.search.clear()
        for box in (self.village, self.operator, self.findings):
            box.set_value("")
        self._is_quiet = False
        self._show_clear()
        self.cleared.emit()

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


def say_scope(query: SurveyQuery, regions: Regions) -> str:
    """What a list of this query shows: 特莫呼珠村 · 草稿 · 查找“孟”."""
    region = regions.find(query.village) if query.village else None
    words = [region.short_name] if region is not None else []
    words += [query.state.value] if query.state is not None else []
    if query.text:
        words.append(QCoreApplication.translate("FilterRow", "查找“{0}”").format(query.text))
    return " · ".join(words) or QCoreApplication.translate("FilterRow", "全部")
