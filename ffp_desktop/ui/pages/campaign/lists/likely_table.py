"""The row as the list has it, and the likely persons beside it, fact by fact: what differs stands out.

API: `LikelyTable(regions, theme)`: `.show_clue(looked at clue or None)`, `.texts()`; signal
`chosen(number)`, 0 for none.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from ffp_desktop.domain.campaign.list_reading import WRITTEN_NUMBER
from ffp_desktop.domain.campaign.records import ToldRow
from ffp_desktop.domain.regions import Regions
from ffp_desktop.services.campaign.list_import.rematch import LookedAtClue, Suggestion
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.sheet import Rule

_SHOWN_MORE, _LEAST = 8, 270


class LikelyTable(QWidget):
    """A white sheet; the first column names the facts."""

    chosen = Signal(int)

    def __init__(self, regions: Regions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._regions = regions
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._labels: list[Label] = []
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self.show_clue(None)

    def show_clue(self, one: LookedAtClue | None) -> None:
        sheet = QWidget()
        sheet.setProperty("ground", "sheet")
        sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        grid = QGridLayout(sheet)
        grid.setContentsMargins(20, 14, 20, 14)
        grid.setHorizontalSpacing(22)
        grid.setVerticalSpacing(7)
        if one is None:
            words = self.tr(
                "没有待认定的线索了。库里没有相近的人的，在台账里答复；新录入的户多了以后，可以再来认一次。"
            )
            grid.addWidget(Label(words, Type.TEXT, "muted", wraps=True), 0, 0)
            grid.setRowStretch(1, 1)
        else:
            self._fill(grid, one)
        items = [grid.itemAt(place) for place in range(grid.count())]
        self._labels = [widget for item in items if item and isinstance(widget := item.widget(), Label)]
        self._scroll.setWidget(sheet)

    def texts(self) -> list[str]:
        """Every word on the sheet, for whoever reads rather than looks."""
        return [label.text() for label in self._labels]

    # -- private -----------------------------------------------------------------------------------------------

    def _fill(self, grid: QGridLayout, one: LookedAtClue) -> None:
        told, likely = one.clue.told, one.found.suggestions
        grid.addWidget(Label(self.tr("名单第 {0} 行").format(told.row), Type.SUBHEAD, is_bold=True), 0, 1)
        for column, suggestion in enumerate(likely, 2):
            button = KeyButton(self.tr("是这个人"), str(column - 1), self._theme, is_main=column == 2)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, number=column - 1: self.chosen.emit(number))
            grid.addWidget(button, 0, column)
            grid.addWidget(Label(suggestion.reason, Type.LABEL, "accent", wraps=True), 1, column)
        grid.addWidget(Label(self.tr("依据"), Type.LABEL, "label"), 1, 0)
        grid.addWidget(Rule(self._theme.palette.rule), 2, 0, 1, len(likely) + 2)
        row = self._fill_facts(grid, told, likely, 3)
        grid.addWidget(Rule(self._theme.palette.rule_light), row, 0, 1, len(likely) + 2)
        row = self._fill_more(grid, told, row + 1, len(likely))
        nobody = KeyButton(self.tr("都不是，查无此人"), "0", self._theme)
        nobody.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        nobody.clicked.connect(lambda: self.chosen.emit(0))
        grid.addWidget(nobody, row, 1)
        grid.setRowStretch(row + 1, 1)
        grid.setColumnMinimumWidth(0, 84)
        for column in range(1, len(likely) + 2):
            grid.setColumnMinimumWidth(column, _LEAST)
        grid.setColumnStretch(len(likely) + 2, 1)

    def _fill_facts(self, grid: QGridLayout, told: ToldRow, likely: Sequence[Suggestion], row: int) -> int:
        names = ("姓名", "证件号码", "出生日期", "性别", "村", "户主", "电话", "现在")
        columns = [self._told_facts(told), *(self._known_facts(one) for one in likely)]
        for place, name in enumerate(self.tr(word) for word in names):
            grid.addWidget(Label(name, Type.LABEL, "label"), row + place, 0)
            first = columns[0][place]
            for column, facts in enumerate(columns, 1):
                words = facts[place]
                differs = column > 1 and first and words and _bare(words) != _bare(first)
                ink = "warning" if differs or (place == len(names) - 1 and words) else "answer"
                kind = Type.HOUSEHOLD if place == 0 else Type.TEXT
                grid.addWidget(Label(words or "—", kind, ink, is_bold=place == 0, wraps=True), row + place, column)
        return row + len(names)

    def _fill_more(self, grid: QGridLayout, told: ToldRow, row: int, count: int) -> int:
        """What else the list says, over the whole width."""
        more = [("备注", told.note), ("发生日期", told.event_date), *told.more.items()]
        shown = [(name, words) for name, words in more if words and name != WRITTEN_NUMBER][:_SHOWN_MORE]
        for place, (name, words) in enumerate(shown):
            grid.addWidget(Label(name, Type.LABEL, "label", wraps=True), row + place, 0)
            grid.addWidget(Label(words, Type.LABEL, wraps=True), row + place, 1, 1, count + 1)
        return row + len(shown)

    def _told_facts(self, told: ToldRow) -> tuple[str, ...]:
        number = told.id_number or told.more.get(WRITTEN_NUMBER, "")
        place = self._place(told.village) or told.place
        return (told.name, _grouped(number), told.birth, told.sex, place, told.head_name, told.phone, "")

    def _known_facts(self, one: Suggestion) -> tuple[str, ...]:
        person = one.person
        birth = person.birth
        day = f"{birth[:4]}-{birth[4:6]}-{birth[6:]}" if birth else ""
        facts = (person.name, _grouped(person.key), day, person.sex, self._place(person.village))
        return (*facts, person.head_name, person.phone, person.gone)

    def _place(self, village: str) -> str:
        region = self._regions.find(village)
        town = self._regions.township_of(village)
        if region is None:
            return ""
        return f"{town.short_name} {region.short_name}" if town is not None and town != region else region.short_name


def _grouped(number: str) -> str:
    return f"{number[:6]} {number[6:14]} {number[14:]}" if len(number) == 18 else number


def _bare(words: str) -> str:
    return "".join(words.split()).replace("·", "")
