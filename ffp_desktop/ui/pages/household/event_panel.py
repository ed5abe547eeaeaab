"""The panel that asks what happened (F2): the kind, who, the day, why; and the one that takes an event back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.domain.events import Direction, Event, EventPerson, HouseholdChange
from ffp_desktop.domain.form.definition import Level
from ffp_desktop.domain.regions import Region, RegionLevel, Regions
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.combo_field import ComboField
from ffp_desktop.ui.widgets.field import LatinField, LineField
from ffp_desktop.ui.widgets.key_hint import KeyHint
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.region_picker import RegionPicker

if TYPE_CHECKING:
    from ffp_desktop.domain.event_checks import EventFinding
    from ffp_desktop.domain.population import Resident

WIDTH = 560  # px
HEAD = "户主"


class EventPanel(QFrame):
    """Enter goes from field to field and records at the end; Esc leaves everything as it was."""

    told = Signal(object)  # an Event without id
    withdrawal_told = Signal(str, str)  # the event's id, the reason
    closed = Signal()

    def __init__(
        self,
        directions: dict[str, Direction | None],
        relations: Sequence[str],
        regions: Regions,
        theme: Theme,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._theme = theme
        self._directions = directions
        self._withdrawn: Event | None = None
        self._people: Sequence[Resident] = ()
        self.setObjectName("panel")
        palette = theme.palette
        self.setStyleSheet(f"#panel {{ background: {palette.sheet}; border: 2px solid {palette.accent}; }}")
        self.setFixedWidth(WIDTH)
        self.kind, self.person, self.relation = ComboField(theme), ComboField(theme), ComboField(theme)
        self.kind.addItems(list(directions))
        self.relation.addItems(["", *(name for name in relations if name != HEAD)])
        self.name, self.id_number = LineField(max_length=50), LatinField(max_length=22)
        self.village = RegionPicker(regions, theme)
        self.village.set_among(regions.at_level(RegionLevel.VILLAGE))
        self.date, self.reason = LatinField(max_length=10), LineField(max_length=100)
        self.notice = NoticeLine()
        self._head = Label("", Type.HOUSEHOLD)
        self._save = KeyButton(self.tr("记下"), "Enter", theme, is_main=True)
        self._rows: dict[QWidget, Label] = {}
        self._build()
        self._join()
        self.hide()

    # -- public ------------------------------------------------------------------------------------------------

    def open(self, people: "Sequence[Resident]", today: str) -> None:
        """Asks what happened to a household with these people."""
        self._withdrawn = None
        self._people = people
        self.person.clear()
        self.person.addItems([f"{p.name}　{p.relation}" for p in people])
        for field in (self.name, self.id_number, self.reason):
            field.set_value("")
        self.relation.setCurrentIndex(0)
        self.village.set_region(None)
        self.date.set_value(today)
        self._head.setText(self.tr("记一条变动"))
        self._appear(self.kind)

    def open_withdrawal(self, event: Event) -> None:
        """Asks why an event is taken back."""
        self._withdrawn = event
        people = "、".join(person.name for person in event.persons if person.name)
        self._head.setText(self.tr("撤回：{0} {1} {2}").format(event.date, event.kind, people))
        self.reason.set_value("")
        self._appear(self.reason)

    def tell_findings(self, findings: "Sequence[EventFinding]") -> None:
        """What bars recording; the panel stays as it is."""
        barring = next((finding for finding in findings if finding.level is Level.ERROR), None)
        self.notice.tell(barring.sentence if barring else "", "error")
        self.adjustSize()

    def close_panel(self) -> None:
        self.hide()
        self.closed.emit()

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 16)
        layout.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(self._head)
        head.addStretch()
        hint = KeyHint("Esc", self.tr("不记，关闭"), self._theme)
        hint.clicked.connect(self.close_panel)
        head.addWidget(hint)
        layout.addLayout(head)
        for words, field in (
            (self.tr("什么变动（↓ 选）"), self.kind),
            (self.tr("谁"), self.person),
            (self.tr("姓名"), self.name),
            (self.tr("证件号码（没有就空着）"), self.id_number),
            (self.tr("与户主关系"), self.relation),
            (self.tr("迁往哪个村"), self.village),
            (self.tr("日期，如 2023-04-02"), self.date),
            (self.tr("原因，或谁报的"), self.reason),
        ):
            label = Label(words, Type.LABEL, "label", is_bold=True)
            self._rows[field] = label
            layout.addWidget(label)
            layout.addWidget(field)
        layout.addWidget(self.notice)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self._save)
        layout.addLayout(foot)

    def _join(self) -> None:
        self.kind.currentIndexChanged.connect(lambda _index: self._show_fields())
        for combo in (self.kind, self.person, self.relation):
            combo.entered.connect(self._go_on)
        for field in (self.name, self.id_number, self.date):
            field.returnPressed.connect(self._go_on)
        self.village.finished.connect(self._go_on)
        self.reason.returnPressed.connect(self._finish)
        self._save.clicked.connect(self._finish)

    def _appear(self, first: QWidget) -> None:
        self.notice.tell("")
        self._show_fields()
        self.move((self._page.width() - self.width()) // 2, 60)
        self.raise_()
        self.show()
        first.setFocus()

    # -- doing -------------------------------------------------------------------------------------------------

    def _show_fields(self) -> None:
        shown = self._asked()
        for field, label in self._rows.items():
            field.setVisible(field in shown)
            label.setVisible(field in shown)
        self.adjustSize()

    def _asked(self) -> list[QWidget]:
        """The fields of the chosen kind, in order."""
        if self._withdrawn is not None:
            return [self.reason]
        kind = self.kind.currentText()
        if self._directions.get(kind) is Direction.INCREASE:
            who: list[QWidget] = [self.name, self.id_number, self.relation]
        else:
            who = [self.village] if kind == HouseholdChange.MOVE else [self.person]
        return [self.kind, *who, self.date, self.reason]

    def _go_on(self) -> None:
        asked = self._asked()
        here = next((i for i, field in enumerate(asked) if field.hasFocus() or field.isAncestorOf(_focus(self))), 0)
        asked[min(here + 1, len(asked) - 1)].setFocus()

    def _finish(self) -> None:
        reason = self.reason.value().strip()
        if self._withdrawn is not None:
            self.withdrawal_told.emit(self._withdrawn.id, reason)
            return
        kind = self.kind.currentText()
        region: Region | None = self.village.region if kind == HouseholdChange.MOVE else None
        village = region.code if region else ""
        day = self.date.value().strip()
        self.told.emit(Event("", kind, day, "", persons=self._persons(kind), other_village=village, reason=reason))

    def _persons(self, kind: str) -> tuple[EventPerson, ...]:
        if kind == HouseholdChange.MOVE:
            return ()
        if self._directions.get(kind) is Direction.INCREASE:
            told = (self.name.value().strip(), self.id_number.value().strip())
            return (EventPerson("", *told, relation=self.relation.currentText()),)
        index = self.person.currentIndex()
        chosen = self._people[index : index + 1] if index >= 0 else ()
        relation = HEAD if kind == HouseholdChange.HEAD else ""
        return tuple(EventPerson(one.member, one.name, relation=relation) for one in chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # those are the fields' own, not the page's
            super().keyPressEvent(event)


def _focus(panel: QWidget) -> QWidget:
    """The widget with the focus, the panel itself when nothing in it has it."""
    return panel.focusWidget() or panel
