"""Asks for days: a named span, or two dates of which either may be left empty."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.domain.periods import NAMED, find_days, join_days
from ffp_desktop.errors import FfpError
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.combo_field import ComboField
from ffp_desktop.ui.widgets.field import LatinField
from ffp_desktop.ui.widgets.label import Label


class DaysField(QWidget):
    """`value` is the text that `find_days` reads, "" for any day and while what is typed is no date."""

    value_changed = Signal(str)
    entered = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.combo = ComboField(theme)
        self.combo.addItems([self.tr("哪天都行"), *NAMED, self.tr("从哪天到哪天")])
        self.first = LatinField(max_length=10, hint=self.tr("20230301"))
        self.last = LatinField(max_length=10, hint=self.tr("20230306"))
        self._value = ""
        self._dates = self._make_dates()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.combo)
        layout.addWidget(self._dates)
        self.setFocusProxy(self.combo)
        self._show_dates()
        self.combo.currentIndexChanged.connect(lambda _index: self._take())
        self.combo.entered.connect(lambda: self._asked[1].setFocus() if len(self._asked) > 1 else self.entered.emit())
        self.first.returnPressed.connect(self.last.setFocus)
        self.last.returnPressed.connect(self.entered)
        for field in (self.first, self.last):
            field.value_changed.connect(lambda _typed: self._take())

    def value(self) -> str:
        return self._value

    def set_value(self, value: str) -> None:
        first, between, last = value.partition("..")
        self.first.set_value(first if between else "")
        self.last.set_value(last)
        index = self.combo.count() - 1 if between else NAMED.index(value) + 1 if value in NAMED else 0
        self.combo.setCurrentIndex(index)
        self._take()

    @property
    def _asked(self) -> list[QWidget]:
        is_between = self.combo.currentIndex() == self.combo.count() - 1
        return [self.combo, *((self.first, self.last) if is_between else ())]

    def _make_dates(self) -> QWidget:
        dates = QWidget()
        row = QHBoxLayout(dates)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (self.first, Label(self.tr("到"), Type.LABEL, "label"), self.last):
            row.addWidget(widget)
        return dates

    def _show_dates(self) -> None:
        self._dates.setVisible(len(self._asked) > 1)

    def _take(self) -> None:
        self._show_dates()
        value = self._read()
        if value != self._value:
            self._value = value
            self.value_changed.emit(value)

    def _read(self) -> str:
        if len(self._asked) == 1:
            return NAMED[self.combo.currentIndex() - 1] if self.combo.currentIndex() > 0 else ""
        days = []
        for field in (self.first, self.last):
            try:
                days.append(find_days(field.value(), date.min)[0] if field.value().strip() else "")
                field.show_finding("")
            except FfpError as error:
                field.show_finding(error.sentence)
                return self._value
        is_turned = all(days) and days[0] > days[1]
        self.last.show_finding(self.tr("比开头的日期早") if is_turned else "")
        return self._value if is_turned else join_days(*days)
