"""What a list itself does not say: its kind, who sent it, its date and letter, a title.

API: `TermsPart(kinds, theme)`: `.terms(place) -> ListTerms`, `.focus_first()`, `.clear()`; signal `changed`.
"""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ffp_desktop.services.campaign.list_import import ListTerms
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.combo_field import ComboField
from ffp_desktop.ui.widgets.field import LatinField, LineField
from ffp_desktop.ui.widgets.label import Label


class TermsPart(QWidget):
    """Five fields in a row; Enter goes from one to the next. `kinds` are departments by kind."""

    changed = Signal()
    left = Signal()

    def __init__(self, kinds: Mapping[str, str], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds = kinds
        self.kind = ComboField(theme)
        self.kind.addItem(self.tr("选种类"))
        self.kind.addItems(list(kinds))
        self.department = LineField(max_length=40)
        self.date = LatinField(hint="2023-02-10", max_length=10)
        self.letter = LineField(hint=self.tr("莫民函〔2023〕7号"), max_length=40)
        self.name = LineField(hint=self.tr("可不填；会随名单下发，不要写人名"), max_length=60)
        self._fields: tuple[QWidget, ...] = (self.kind, self.department, self.date, self.letter, self.name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(2)
        words = (self.tr("种类"), self.tr("部门"), self.tr("名单日期"), self.tr("推送函"), self.tr("名称"))
        for column, (word, field, share) in enumerate(zip(words, self._fields, (5, 3, 2, 4, 6), strict=True)):
            grid.addWidget(Label(word, Type.SECONDARY, "label"), 0, column)
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, share)
        self.kind.currentIndexChanged.connect(lambda _index: self._take_kind())
        self.kind.entered.connect(lambda: self._go_on(0))
        for place, field in enumerate(self._fields):
            if isinstance(field, LineField):
                field.returnPressed.connect(lambda place=place: self._go_on(place))
                field.value_changed.connect(lambda _text: self.changed.emit())

    def terms(self, place: str) -> ListTerms:
        """As they stand; the kind is "" while none is chosen."""
        kind = self.kind.currentText() if self.kind.currentIndex() > 0 else ""
        day = self.date.value().strip()
        whole = f"{day[:4]}-{day[4:6]}-{day[6:]}" if len(day) == 8 and day.isdigit() else day
        words = (field.value().strip() for field in (self.department, self.letter, self.name))
        department, letter, name = words
        return ListTerms(kind, department, whole, letter, name, place)

    def clear(self) -> None:
        self.kind.setCurrentIndex(0)
        for field in (self.department, self.date, self.letter, self.name):
            field.set_value("")

    def focus_first(self) -> None:
        self.kind.setFocus()

    def _take_kind(self) -> None:
        self.department.set_value(self._kinds.get(self.kind.currentText(), ""))
        self.changed.emit()

    def _go_on(self, place: int) -> None:
        if place + 1 < len(self._fields):
            self._fields[place + 1].setFocus()
        else:
            self.left.emit()
