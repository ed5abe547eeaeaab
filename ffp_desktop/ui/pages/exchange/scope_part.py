"""What an export takes (new, all, chosen villages), for whom, and where to."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from ffp_desktop.domain.regions import RegionLevel
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.pages.exchange.outlook_words import say_waiting
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.spoken import say_unit
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.cell_table import Cell, CellColumn, CellTable
from ffp_desktop.ui.widgets.filter_box import FilterBox
from ffp_desktop.ui.widgets.key_hint import KeyHint
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.place_field import PlaceField

NEW, ALL, VILLAGES = 0, 1, 2
_WIDTH = 580


class ScopePart(QWidget):
    """`changed` follows every choice but the place's."""

    changed = Signal()

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = parts.theme
        self._places: Sequence[str] = ()
        self._waiting: Mapping[str, int] = {}
        self._waiting_clues = 0
        self._ticked: set[str] = set()
        unit = desk.regions.find(desk.unit.code)
        self.has_villages = unit is None or unit.level is not RegionLevel.VILLAGE
        self.setProperty("ground", "sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(_WIDTH)
        self._group = QButtonGroup(self)
        self._counts = [Label("", Type.TEXT, "answer", is_bold=True) for _ in range(3)]
        columns = [CellColumn(self.tr("村"), 300), CellColumn(self.tr("有新记录的户"), 140, is_right=True)]
        self.villages = CellTable(columns, parts.theme)
        self.is_top = unit is not None and unit.level is RegionLevel.COUNTY
        nobody = self.tr("选单位") if self.is_top else self.tr("上级")
        self._above_words = ""
        self.receiver = FilterBox(self.tr("换"), parts.theme, without=nobody)
        self.place = PlaceField(parts.find_drives, parts.settings, width=380)
        self._build()
        self._group.idToggled.connect(lambda _id, is_on: self._take_choice() if is_on else None)
        self.villages.ticked.connect(self._tick)
        self.villages.opened.connect(self._tick)
        self.receiver.value_changed.connect(lambda _code: self._take_receiver())

    # -- what the page asks ------------------------------------------------------------------------------------

    @property
    def is_choosing(self) -> bool:
        """Whether villages are chosen one by one."""
        return self._group.checkedId() == VILLAGES

    @property
    def has_receivers(self) -> bool:
        """Whether it can be for a unit below as well."""
        return not self.receiver.isHidden()

    def ask_receiver(self) -> None:
        """Opens the menu of those it can be for."""
        if self.has_receivers and self.isEnabled():
            self.receiver.setFocus()
            self.receiver.open_menu()

    def show_now(self, to: str = "") -> None:
        """Reads again what waits, and who can receive; `to` is who is to."""
        exchange, regions = self._desk.bundles, self._desk.regions
        outlook = exchange.look_out()
        above, *below = exchange.receivers() or ("",)
        if not outlook.office and above:
            above, below = "", [above, *below]
        self._waiting = outlook.waiting
        self._waiting_clues = sum(outlook.waiting_clues.values())
        self._places = [village.code for village in regions.villages_in(self._desk.unit.code)]
        self.receiver.set_choices([(code, say_unit(code, regions)) for code in below])
        self.receiver.setVisible(bool(below))
        nobody = self.tr("按 4 选下面的单位") if self.is_top else self.tr("还没有登记")
        self._above_words = say_unit(above, regions) if above else nobody
        self.receiver.blockSignals(True)  # whoever shows it works it out anyway
        self.receiver.set_value(to)
        self.receiver.blockSignals(False)
        self._say_receiver()
        self._show_villages()

    @property
    def lacks_receiver(self) -> bool:
        """Whether nobody was chosen to receive, where there is no office above."""
        return self.is_top and not self.receiver.value()

    def wanted(self) -> tuple[str, tuple[str, ...], bool]:
        """Whom for ("" the office above), which villages (() all), and whether all of it goes again."""
        villages = tuple(sorted(self._ticked)) if self.is_choosing else ()
        return self.receiver.value(), villages, self._group.checkedId() == ALL

    def choose(self, number: int) -> None:
        button = self._group.button(number)
        if button is not None and self.isEnabled():
            button.setChecked(True)
            if number == VILLAGES:
                self.villages.setFocus()

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(8)
        layout.addWidget(Label(self.tr("写什么"), Type.SUBHEAD))
        choices = [
            (self.tr("新的"), self.tr("上次回执以后改过的；U盘丢了也不漏")),
            (self.tr("全部"), self.tr("从头再发一遍，对方缺了包的时候用")),
            (self.tr("选村"), self.tr("只要勾上的村")),
        ]
        for number, (name, words) in enumerate(choices if self.has_villages else choices[:2]):
            layout.addLayout(self._make_choice(number, name, words))
        self._group.button(NEW).setChecked(True)
        layout.addWidget(self.villages, 1)
        self.villages.setVisible(False)
        layout.addSpacing(6)
        to = QHBoxLayout()
        to.setSpacing(12)
        to.addWidget(Label(self.tr("交给"), Type.SUBHEAD))
        self._to_words = Label("", Type.TEXT, "answer", is_bold=True)
        to.addWidget(self._to_words)
        to.addStretch()
        to.addWidget(self.receiver)
        layout.addLayout(to)
        layout.addSpacing(6)
        layout.addWidget(Label(self.tr("写到"), Type.SUBHEAD))
        layout.addWidget(self.place)
        layout.addStretch()

    def _make_choice(self, number: int, name: str, words: str) -> QHBoxLayout:
        button = QRadioButton(name)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the digits choose
        button.setFixedWidth(64)
        self._group.addButton(button, number)
        hint = KeyHint(str(number + 1), "", self._theme)
        hint.clicked.connect(lambda: self.choose(number))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(hint)
        row.addWidget(button)
        row.addWidget(Label(words, Type.LABEL, "muted"))
        row.addStretch()
        row.addWidget(self._counts[number])
        return row

    def _say_receiver(self) -> None:
        """Who it is for; how much is new is known of the office above before it is worked out."""
        below = self.receiver.value()
        self._to_words.setText(self.receiver.words() if below else self._above_words)
        words = say_waiting(sum(self._waiting.values()), self._waiting_clues)
        self._counts[NEW].setText("" if below or self.is_top else words)

    # -- choosing ----------------------------------------------------------------------------------------------

    def _take_choice(self) -> None:
        self.villages.setVisible(self.is_choosing)
        if self.is_choosing and not self._ticked:
            self._ticked = set(self._waiting)
            self._show_villages()
        self.changed.emit()

    def _take_receiver(self) -> None:
        self._say_receiver()
        self.changed.emit()

    def _tick(self, row: int) -> None:
        village = self._places[row]
        self._ticked ^= {village}
        self._show_villages()
        self.changed.emit()

    def _show_villages(self) -> None:
        palette, regions = self._theme.palette, self._desk.regions
        rows = [
            (
                Cell(say_unit(code, regions), palette.answer, ticked=code in self._ticked),
                Cell(str(self._waiting[code]), palette.answer, is_bold=True) if code in self._waiting else Cell("—"),
            )
            for code in self._places
        ]
        self.villages.show_rows(rows, self.tr("没有村"))
        words = self.tr("{0} 个村").format(len(self._ticked)) if self._ticked else ""
        self._counts[VILLAGES].setText(words)
