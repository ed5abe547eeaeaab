"""The fields that tell an event: which of them a kind asks for, and the event they tell."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.events import Direction, Event, EventPerson, HouseholdChange
from ffp_desktop.domain.regions import RegionLevel, Regions
from ffp_desktop.ui.pages.household.household_picker import HouseholdPicker
from ffp_desktop.ui.theme import Theme
from ffp_desktop.ui.widgets.combo_field import ComboField
from ffp_desktop.ui.widgets.field import LatinField, LineField
from ffp_desktop.ui.widgets.region_picker import RegionPicker
from ffp_desktop.ui.widgets.tick_list import TickList

if TYPE_CHECKING:
    from ffp_desktop.domain.population import Resident
    from ffp_desktop.ui.dossier_shape import FoundHouseholdShape

HEAD = "户主"


class EventFields(QObject):
    """One set of fields for all kinds; the panel shows those that `asked` names, in that order."""

    kind_changed = Signal()
    grown = Signal()  # a field became higher or lower
    passed = Signal()  # Enter in a field: go on to the next

    def __init__(
        self,
        directions: Mapping[str, Direction | None],
        relations: Sequence[str],
        regions: Regions,
        theme: Theme,
        panel: QWidget,
    ) -> None:
        super().__init__(panel)
        self._directions = directions
        self._regions = regions
        self._people: Sequence[Resident] = ()
        self._own_village = ""
        self.kind, self.person, self.relation = ComboField(theme), ComboField(theme), ComboField(theme)
        self.kind.addItems(list(directions))
        self.relation.addItems(["", *(name for name in relations if name != HEAD)])
        self.leaving, self.new_head = TickList(theme), ComboField(theme)
        self.name, self.id_number = LineField(max_length=50), LatinField(max_length=22)
        self.village = RegionPicker(regions, theme)
        self.other = HouseholdPicker(regions, theme)
        self.date, self.reason = LatinField(max_length=10), LineField(max_length=100)
        self._join()

    # -- public ------------------------------------------------------------------------------------------------

    def labels(self) -> list[tuple[str, QWidget]]:
        """Every field with its label, in the order they are asked."""
        return [
            (self.tr("什么变动（↓ 选）"), self.kind),
            (self.tr("谁"), self.person),
            (self.tr("谁分出去（空格或数字勾上）"), self.leaving),
            (self.tr("分出去的户主（↓ 选）"), self.new_head),
            (self.tr("并入哪一户：户主姓名、拼音首字母或表号"), self.other),
            (self.tr("姓名"), self.name),
            (self.tr("证件号码（没有就空着）"), self.id_number),
            (self.tr("与户主关系"), self.relation),
            (self.tr("住到哪个村"), self.village),
            (self.tr("日期，如 2023-04-02"), self.date),
            (self.tr("原因，或谁报的"), self.reason),
        ]

    def start(
        self,
        people: "Sequence[Resident]",
        village: str,
        today: str,
        search: "Callable[[str], Sequence[FoundHouseholdShape]]",
    ) -> None:
        """Empties the fields for a household with these people."""
        self._people = people
        self.person.clear()
        self.person.addItems([f"{p.name}　{p.relation}" for p in people])
        self.leaving.set_lines([(p.name, p.relation) for p in people])
        self._offer_heads()
        for field in (self.name, self.id_number, self.reason):
            field.set_value("")
        self.relation.setCurrentIndex(0)
        self._own_village = village
        self.village.set_among(self._regions.at_level(RegionLevel.VILLAGE))
        self._show_village()
        self.other.start(search)
        self.date.set_value(today)

    def asked(self) -> list[QWidget]:
        """The fields of the chosen kind, in order."""
        kind = self.kind.currentText()
        of_kind: dict[str, list[QWidget]] = {
            HouseholdChange.MOVE: [self.village],
            HouseholdChange.SPLIT: [self.leaving, self.new_head, self.village],
            HouseholdChange.MERGE: [self.other],
        }
        is_newcomer = self._directions.get(kind) is Direction.INCREASE
        who = [self.name, self.id_number, self.relation] if is_newcomer else of_kind.get(kind, [self.person])
        return [self.kind, *who, self.date, self.reason]

    def tell(self) -> Event:
        """The event as the fields tell it, without id and household."""
        kind = self.kind.currentText()
        has_village = self.village in self.asked() and self.village.region is not None
        return Event(
            id="",
            kind=kind,
            date=self.date.value().strip(),
            village="",
            persons=self._persons(kind),
            other_household=self.other.household() if kind == HouseholdChange.MERGE else "",
            other_village=self.village.region.code if has_village and self.village.region else "",
            reason=self.reason.value().strip(),
        )

    # -- private -----------------------------------------------------------------------------------------------

    def _join(self) -> None:
        self.kind.currentIndexChanged.connect(lambda _index: self._take_kind())
        self.leaving.ticks_changed.connect(self._offer_heads)
        for combo in (self.kind, self.person, self.relation, self.new_head, self.leaving):
            combo.entered.connect(self.passed)
        for field in (self.name, self.id_number, self.date):
            field.returnPressed.connect(self.passed)
        for picker in (self.village, self.other):
            picker.finished.connect(self.passed)
        self.other.grown.connect(self.grown)

    def _take_kind(self) -> None:
        self._show_village()
        self.kind_changed.emit()

    def _show_village(self) -> None:
        """A household that splits off mostly stays in its village; one that moves never does."""
        is_split = self.kind.currentText() == HouseholdChange.SPLIT
        self.village.set_region(self._regions.find(self._own_village) if is_split else None)

    def _offer_heads(self) -> None:
        """The new head is one of those who leave; whoever was chosen stays chosen."""
        chosen = self.new_head.currentText()
        names = [self._people[line].name for line in self.leaving.ticked()]
        self.new_head.clear()
        self.new_head.addItems(names)
        if chosen in names:
            self.new_head.setCurrentText(chosen)

    def _persons(self, kind: str) -> tuple[EventPerson, ...]:
        if kind == HouseholdChange.MOVE:
            return ()
        if kind == HouseholdChange.MERGE:
            return tuple(EventPerson(one.member, one.name) for one in self._people)
        if kind == HouseholdChange.SPLIT:
            leaving = [self._people[line] for line in self.leaving.ticked()]
            head = self.new_head.currentIndex()
            return tuple(
                EventPerson(one.member, one.name, relation=HEAD if place == head else "")
                for place, one in enumerate(leaving)
            )
        if self._directions.get(kind) is Direction.INCREASE:
            told = (self.name.value().strip(), self.id_number.value().strip())
            return (EventPerson("", *told, relation=self.relation.currentText()),)
        index = self.person.currentIndex()
        chosen = self._people[index : index + 1] if index >= 0 else ()
        relation = HEAD if kind == HouseholdChange.HEAD else ""
        return tuple(EventPerson(one.member, one.name, relation=relation) for one in chosen)
