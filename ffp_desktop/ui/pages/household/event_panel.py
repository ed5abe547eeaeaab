"""The panel that asks what happened (F2): the kind, who, the day, why; and the one that takes an event back."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.events import Event, HouseholdChange
from ffp_desktop.domain.form.definition import Level
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.pages.household.event_fields import EventFields
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.panel import Panel

if TYPE_CHECKING:
    from ffp_desktop.domain.event_checks import EventFinding
    from ffp_desktop.domain.population import Resident
    from ffp_desktop.ui.desk_shape import DeskShape
    from ffp_desktop.ui.dossier_shape import FoundHouseholdShape

WIDTH = 560  # px
_TOP = 48


class EventPanel(Panel):
    """Enter goes from field to field and records at the end; Esc leaves everything as it was."""

    told = Signal(object)  # an Event without id
    withdrawal_told = Signal(str, str)  # the event's id, the reason

    def __init__(self, desk: "DeskShape", theme: Theme, page: QWidget) -> None:
        super().__init__(theme, page, WIDTH, _TOP)
        self._withdrawn: Event | None = None
        self.fields = EventFields(desk.event_directions(), desk.relations(), desk.regions, theme, self)
        self.notice = NoticeLine()
        self._head = Label("", Type.HOUSEHOLD)
        self._note = Label("", Type.LABEL, "muted", wraps=True)
        self._save = KeyButton(self.tr("记下"), "Enter", theme, is_main=True)
        self._rows: dict[QWidget, Label] = {}
        self._build()
        self.fields.kind_changed.connect(self._show_fields)
        self.fields.grown.connect(self.fit)
        self.fields.passed.connect(self._go_on)
        self.fields.reason.returnPressed.connect(self._finish)
        self._save.clicked.connect(self._finish)

    # -- public ------------------------------------------------------------------------------------------------

    def open(
        self,
        people: "Sequence[Resident]",
        village: str,
        today: str,
        search: "Callable[[str], Sequence[FoundHouseholdShape]]",
    ) -> None:
        """Asks what happened to a household with these people, in this village."""
        self._withdrawn = None
        self.fields.start(people, village, today, search)
        self._head.setText(self.tr("记一条变动"))
        self._appear(self.fields.kind)

    def open_withdrawal(self, event: Event) -> None:
        """Asks why an event is taken back."""
        self._withdrawn = event
        people = "、".join(person.name for person in event.persons if person.name)
        self._head.setText(self.tr("撤回：{0} {1} {2}").format(event.date, event.kind, people))
        self.fields.reason.set_value("")
        self._appear(self.fields.reason)

    def tell_findings(self, findings: "Sequence[EventFinding]") -> None:
        """What bars recording; the panel stays as it is."""
        barring = next((finding for finding in findings if finding.level is Level.ERROR), None)
        self.notice.tell(barring.sentence if barring else "", "error")
        self.fit()

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.add_head(self._head, self.tr("不记，关闭"))
        for words, field in self.fields.labels():
            label = Label(words, Type.LABEL, "label", is_bold=True)
            self._rows[field] = label
            self.column.addWidget(label)
            self.column.addWidget(field)
        self.column.addWidget(self._note)
        self.column.addWidget(self.notice)
        self.add_foot(self._save)

    def _appear(self, first: QWidget) -> None:
        self.notice.tell("")
        self._show_fields()
        self.rise()
        first.setFocus()

    def _show_fields(self) -> None:
        shown = self._asked()
        for field, label in self._rows.items():
            field.setVisible(field in shown)
            label.setVisible(field in shown)
        note = "" if self._withdrawn is not None else self._say_note(self.fields.kind.currentText())
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.fit()

    def _say_note(self, kind: str) -> str:
        if kind == HouseholdChange.SPLIT:
            return self.tr("两边下一次都从分开以后的样子填起；和新户主的关系到时再填。")
        if kind == HouseholdChange.MERGE:
            return self.tr("全家一起并过去，这一户以后不再单独填表；和新户主的关系下一次填表时再填。")
        return ""

    # -- doing -------------------------------------------------------------------------------------------------

    def _asked(self) -> list[QWidget]:
        return [self.fields.reason] if self._withdrawn is not None else self.fields.asked()

    def _go_on(self) -> None:
        asked = self._asked()
        focus = self.focusWidget() or self
        here = next((i for i, field in enumerate(asked) if field is focus or field.isAncestorOf(focus)), 0)
        asked[min(here + 1, len(asked) - 1)].setFocus()

    def _finish(self) -> None:
        if self._withdrawn is not None:
            self.withdrawal_told.emit(self._withdrawn.id, self.fields.reason.value().strip())
        else:
            self.told.emit(self.fields.tell())
