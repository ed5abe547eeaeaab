"""Section 二 on the sheet: header and table as one widget, as tall as its content, driven from the keyboard."""

from collections.abc import Set

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.survey import Place
from ffp_desktop.services.entry import Change, EntrySession
from ffp_desktop.ui.form.choice_popup import ChoicePopup
from ffp_desktop.ui.form.members.choosing import CellChoices
from ffp_desktop.ui.form.members.editing import CellEditor, mode_of
from ffp_desktop.ui.form.members.header import MemberHeader
from ffp_desktop.ui.form.members.keyboard import MemberKeyboard
from ffp_desktop.ui.form.members.model import MembersModel
from ffp_desktop.ui.form.members.table import MemberTable
from ffp_desktop.ui.form.members.type_fit import TypeFit
from ffp_desktop.ui.theme import Theme


class MembersView(QWidget):
    """Give it a width; it takes its height. Places of the empty row have no member: `Place("name", "")`."""

    place_focused = Signal(object)  # Place
    committed = Signal(object)  # Change
    leave_forward = Signal()
    leave_backward = Signal()
    reason_wanted = Signal(str, object)  # prompt, Callable[[str], None]: "" when given up
    height_changed = Signal(int)

    def __init__(self, session: EntrySession, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._theme = theme
        self._fit = TypeFit(theme)
        self._place: Place | None = None
        self._is_active = False
        self._laid_width = 0
        self._refreshed: Set[Place] | None = None
        self.model = MembersModel(session, self)
        self.header = MemberHeader(self.model.columns, theme, self._fit, self)
        self._headers = [self.header]
        self.table = MemberTable(self.model, theme, self._fit, self)
        self.choices = CellChoices(session, ChoicePopup(theme, self), self)
        self._keyboard = MemberKeyboard(self)
        self.editor = CellEditor(theme, self._keyboard.take_key, self._keyboard.wants_key, self.table.viewport())
        self._connect()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _connect(self) -> None:
        self._keyboard.connect_editor(self.editor)
        self.editor.arrived.connect(self._arrive)
        self.editor.left.connect(self._leave)
        self.table.pressed.connect(self._press)
        self.table.heights_changed.connect(self._take_height)
        self._theme.rescaled.connect(self._take_height)

    # ---- what the page asks and says

    def header_widget(self, parent: QWidget | None = None) -> MemberHeader:
        """One more header that follows this one, for the page to keep on top while the sheet scrolls."""
        header = MemberHeader(self.model.columns, self._theme, self._fit, parent)
        header.resize(self.width(), header.height_at(max(1, self.width())))
        self._headers.append(header)
        header.destroyed.connect(lambda: self._headers.remove(header))
        return header

    def set_session(self, session: EntrySession) -> None:
        """Shows another survey of the same form; the focus is nowhere."""
        self.commit()
        self.choices.close()
        self._is_active, self._place, self._refreshed = False, None, None
        self.session = self.choices.session = session
        self.model.set_session(session)
        self.table.set_current(None)
        self.table.measure_all()
        self._tint_headers()
        self.editor.hide()

    def commit(self) -> None:
        """Commits what is typed in the focused cell; the focus stays."""
        if self._is_active:
            self._keyboard.commit()

    def hold(self) -> None:
        """Measures nothing until the next `lay_out`: more is going to change."""
        self.table.hold()

    def lay_out(self, width: int) -> None:
        """Measures everything for a sheet of `width` px and takes the height it needs."""
        self._laid_width = width
        self.resize(width, self.height())
        for header in self._headers:
            header.resize(width, header.height_at(width))
        self.table.set_width(width)

    def set_notes_shown(self, is_on: bool) -> None:
        """Whether findings stand as note rows under their members; else the cells carry the word."""
        self.model.set_notes_shown(is_on)
        self._settle()

    def current_place(self) -> Place | None:
        """The focused place; None while the focus is elsewhere."""
        return self._place if self._is_active else None

    @property
    def first_empty(self) -> Place:
        """Where the next member's name is typed."""
        return Place(self.model.columns[1].id)

    def rect_of(self, place: Place) -> QRect:
        """Where a place stands in this widget."""
        rect = self.table.cell_rect(place)
        return QRect(self.table.viewport().mapTo(self, rect.topLeft()), rect.size()) if rect.isValid() else QRect()

    def focus_place(self, place: Place) -> None:
        """Puts the focus into a cell; what was typed in the one before is committed first."""
        if self._is_active and place != self._place:
            self._keyboard.commit()
        self._enter(place)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, places: Set[Place] | None = None) -> None:
        """Draws these places again (None: all) and the findings, after a change made elsewhere."""
        if places is not None and places is self._refreshed:
            return
        self.model.refresh(places, focus=self.current_place())
        self._settle()

    # ---- for the keyboard

    def apply(self, change: Change) -> None:
        """Draws what a change of our own touched, and tells the page."""
        if change.focus is not None and change.members and change.focus.item in self.model.column_of:
            self._place = change.focus
        self.model.refresh(
            change.places,
            has_new_findings=change.findings or change.members,
            focus=self._place if self._is_active else None,
        )
        self._refreshed = change.places
        self._settle()
        self.committed.emit(change)

    @property
    def cell_rect(self) -> QRect:
        """The focused cell, in the table's viewport."""
        return self.table.cell_rect(self._place) if self._place else QRect()

    # ---- private

    def _enter(self, place: Place) -> None:
        self.choices.close()
        self.model.set_focus(place)  # brings the empty row
        if place.item not in self.model.column_of or self.model.row_of(place.member) < 0:
            place = Place(self.model.columns[1].id, "" if self.model.row_of("") >= 0 else self.session.members()[-1])
            self.model.set_focus(place)
        self._place, self._is_active = place, True
        self.table.set_current(place)
        self._tint_headers()
        column = self.model.columns[self.model.column_of[place.item]]
        mode = mode_of(column, is_struck=self.session.is_struck(place.member))
        text = self.session.text(place) if place.member else ""
        self.editor.arrive(mode, text, self.table.cell_rect(place))
        self.place_focused.emit(place)

    def _settle(self) -> None:
        """After rows or cells changed: ring, editor and height follow."""
        if self._place is not None and self.model.row_of(self._place.member) < 0:
            self._place = self.first_empty
        if self._is_active and self._place is not None:
            if self._place != self.table.current:
                self.table.set_current(self._place)
            else:
                self.table.locate_current()
            self.editor.move_to(self.table.cell_rect(self._place))

    def _tint_headers(self) -> None:
        place = self.current_place()
        column = self.model.column_of.get(place.item, -1) if place else -1
        for header in self._headers:
            header.set_current(column)

    def _arrive(self) -> None:
        if not self._is_active and self._place is not None:
            self._enter(self._place)

    def _leave(self) -> None:
        """The focus goes elsewhere: what was typed is committed, the table is at rest."""
        if not self._is_active:
            return
        self._keyboard.commit()
        self.choices.close()
        self._is_active = False
        self.editor.rest()
        self.model.set_focus(None)
        self.table.set_current(None)
        self._tint_headers()

    def _press(self, index: QModelIndex) -> None:
        finding = self.model.finding(self.model.row(index.row()))
        place = finding.place if finding else self.model.place(index.row(), max(1, index.column()))
        if place is not None:
            self.focus_place(place)

    def _take_height(self) -> None:
        height = self.header.height_at(max(1, self.width())) + self.table.content_height
        self.table.setGeometry(0, height - self.table.content_height, self.width(), self.table.content_height)
        if self._is_active:
            self.table.locate_current()
            self.editor.move_to(self.cell_rect)
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
            self.height_changed.emit(height)

    # ---- Qt

    def focusInEvent(self, _event: QFocusEvent) -> None:
        self.focus_place(self._place or Place(self.model.columns[1].id, next(iter(self.session.members()), "")))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != self._laid_width:
            self.lay_out(event.size().width())
