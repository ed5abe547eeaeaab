"""Moving through the member table: the paper's order with Enter, members with Tab, cells with the arrows."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import SignalInstance

from ffp_desktop.domain.survey import Place

if TYPE_CHECKING:
    from ffp_desktop.ui.form.members.view import MembersView


class MemberMovement:
    """Every move commits what was typed first, and answers that it took the key."""

    def __init__(self, view: "MembersView", commit: Callable[[], None]) -> None:
        self._view = view
        self._commit = commit

    def advance(self) -> bool:
        """The next place in the paper's order; out of the table after the last."""
        return self._go(self._view.session.focus.next(self._place), self._view.leave_forward)

    def go_back(self) -> bool:
        """The place before, derived ones too."""
        self._commit()
        return self._go(self._view.session.focus.previous(self._place), self._view.leave_backward)

    def go_next_member(self) -> bool:
        self._commit()
        return self._go(self._view.session.focus.next_group(self._place), self._view.leave_forward)

    def go_previous_member(self) -> bool:
        self._commit()
        return self._go(self._view.session.focus.previous_group(self._place), self._view.leave_backward)

    def go_empty_row(self) -> bool:
        """To where the next member is typed."""
        self._commit()
        if self._view.model.row_of("") >= 0:
            self._view.focus_place(self._view.first_empty)
        return True

    def step_row(self, step: int) -> bool:
        """Up and down: the same column of the nearest row that takes the focus; stays at the ends."""
        self._commit()
        model = self._view.model
        row, column = model.row_of(self._place.member) + step, model.column_of[self._place.item]
        while 0 <= row < model.rowCount():
            place = model.place(row, column)
            if place is not None:
                self._view.focus_place(place)
                break
            row += step
        return True

    def step_column(self, step: int) -> bool:
        """Left and right: the next column, derived ones too."""
        model = self._view.model
        place = model.place(model.row_of(self._place.member), model.column_of[self._place.item] + step)
        if place is not None:
            self._view.focus_place(place)
        return True

    def _go(self, place: Place | None, leave: SignalInstance) -> bool:
        if place is not None and place.item in self._view.model.column_of:
            self._view.focus_place(place)
        else:
            leave.emit()
        return True

    @property
    def _place(self) -> Place:
        return self._view.current_place() or self._view.first_empty
