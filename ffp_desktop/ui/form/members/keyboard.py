"""What every key does in the member table, and how what was typed is committed."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent

from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.values import Mark
from ffp_desktop.services.entry import Change
from ffp_desktop.ui.form.members.editing import CellEditor, EditMode
from ffp_desktop.ui.form.members.movement import MemberMovement

if TYPE_CHECKING:
    from ffp_desktop.ui.form.members.view import MembersView

_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_Keys = dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], bool]]


class MemberKeyboard(QObject):
    """Sits between the cell editor and the session. Every handler answers whether it took the key."""

    def __init__(self, view: "MembersView") -> None:
        super().__init__(view)
        self._view = view
        self._editor: CellEditor
        self._movement = MemberMovement(view, self.commit)
        self._keys = self._key_map()
        popup = view.choices.popup
        popup.taken.connect(self._take_choice)
        popup.toggled.connect(lambda _name: self._editor.empty())
        popup.finished.connect(self._take_choices)
        popup.dismissed.connect(self._rest)

    def connect_editor(self, editor: CellEditor) -> None:
        self._editor = editor
        editor.typed.connect(self._take_typed)
        editor.pressed.connect(self._press)

    def _key_map(self) -> _Keys:
        keys: _Keys = {
            (Qt.Key.Key_Tab, _NONE): self._movement.go_next_member,
            (Qt.Key.Key_Backtab, _SHIFT): self._movement.go_previous_member,
            (Qt.Key.Key_Tab, _SHIFT): self._movement.go_previous_member,
            (Qt.Key.Key_Up, _NONE): lambda: self._movement.step_row(-1),
            (Qt.Key.Key_Down, _NONE): lambda: self._movement.step_row(1),
            (Qt.Key.Key_Left, _NONE): lambda: self._step_column(-1),
            (Qt.Key.Key_Right, _NONE): lambda: self._step_column(1),
            (Qt.Key.Key_Escape, _NONE): self._give_up,
            (Qt.Key.Key_F2, _NONE): self._movement.go_empty_row,
            (Qt.Key.Key_F4, _NONE): self._mark,
            (Qt.Key.Key_D, _CONTROL): self._copy_above,
            (Qt.Key.Key_Plus, _NONE): self._copy_above_at_rest,  # the number pad's, beside Enter
            (Qt.Key.Key_Delete, _CONTROL): self._strike,
            (Qt.Key.Key_Delete, _NONE): self._clear,
            (Qt.Key.Key_Backspace, _NONE): self._shorten,
            (Qt.Key.Key_Space, _NONE): self._browse,
            (Qt.Key.Key_Space, _CONTROL): self._switch_input_method,
            (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier): self._browse,
        }
        keys |= {(key, _NONE): self._go_on for key in _ENTER} | {
            (key, _SHIFT): self._movement.go_back for key in _ENTER
        }
        return keys

    def take_key(self, event: QKeyEvent) -> bool:
        """Does what the key means here; false when it is typing, or the page's."""
        choices = self._view.choices
        if choices.popup.handle_key(event):
            return True
        if choices.is_marking:
            return self._type_mark(event)
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        handler = self._keys.get((Qt.Key(event.key()), modifiers))
        return handler() if handler else False

    def wants_key(self, event: QKeyEvent) -> bool:
        """Whether a key is the table's even where the page has a shortcut on it."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._view.choices.popup.is_open and not modifiers:
            return True
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            return not self._editor.is_resting
        return (key, modifiers) in self._keys

    # ---- committing

    def commit(self) -> None:
        """Commits what was typed in the focused cell, if anything was. Nothing typed is lost and nothing guessed."""
        place, text = self._place, self._editor.text()
        choices = self._view.choices
        if choices.is_marking:
            choices.close()
        if self._editor.is_resting and not choices.popup.is_open:
            return
        if self._editor.mode is EditMode.CHOICE:
            self._commit_choice(place, text)
        elif not self._editor.is_resting and text != self._session_text(place):
            self._apply(self._view.session.set_text(place, text))
        choices.close()
        self._editor.rest()

    def _commit_choice(self, place: Place, text: str) -> None:
        session, popup = self._view.session, self._view.choices.popup
        meant = self._view.choices.meant_by(place, text) if text.strip() else None
        if self._is_multiple(place):
            if meant is not None:
                popup.tick(meant)
            typed = popup.ticked if popup.is_open else None
            if text.strip() and meant is None:
                self._apply(session.set_text(place, text))
            elif typed is not None and typed != (session.answer(place) or ()):
                self._apply(session.set_text(place, "、".join(typed)))
        elif meant is not None:
            self._apply(session.choose(place, meant))
        elif text.strip():
            self._apply(session.set_text(place, text))

    def _apply(self, change: Change) -> None:
        if not change.is_empty or change.problem is not None:
            self._view.apply(change)

    def _take_choice(self, name: str) -> None:
        place, session = self._place, self._view.session
        if self._view.choices.is_marking:
            self._view.choices.close()
            self._editor.rest()
            if place.member:
                self._apply(session.set_mark(place, Mark(name)))
        else:
            self._editor.rest()
            self._apply(session.choose(place, name))
        self._movement.advance()

    def _take_choices(self, names: tuple[str, ...]) -> None:
        self._editor.rest()
        self._apply(self._view.session.set_text(self._place, "、".join(names)))
        self._movement.advance()

    # ---- typing

    def _take_typed(self, text: str) -> None:
        if self._editor.mode is EditMode.CHOICE:
            self._view.choices.type_at(self._place, self._view.table.viewport(), self._view.cell_rect, text)

    def _type_mark(self, event: QKeyEvent) -> bool:
        if event.text().strip() and event.text().isprintable():
            self._view.choices.popup.set_typed(event.text())
            return True
        self._view.choices.close()
        return False

    def _press(self) -> None:
        """A click into the focused cell: the list opens, or the cursor goes to the end of the text."""
        if not self._browse() and self._editor.mode is not EditMode.LOCKED:
            self._editor.begin()

    def _browse(self) -> bool:
        if self._editor.mode is not EditMode.CHOICE or not self._editor.is_resting:
            return False
        self._view.choices.browse_at(self._place, self._view.table.viewport(), self._view.cell_rect)
        return True

    def _mark(self) -> bool:
        if not self._place.member or self._editor.mode is EditMode.LOCKED:
            return True
        self._editor.rest()
        self._view.choices.mark_at(self._place, self._view.table.viewport(), self._view.cell_rect)
        return True

    def _switch_input_method(self) -> bool:
        self._editor.switch_input_method_on()
        return True

    def _give_up(self) -> bool:
        """Esc puts the answer back; at rest it is the page's."""
        if self._editor.is_resting:
            return False
        self._view.choices.close()
        self._editor.rest()
        return True

    def _clear(self) -> bool:
        if not self._editor.is_resting or self._editor.mode is EditMode.LOCKED:
            return False
        if self._place.member:
            self._apply(self._view.session.clear(self._place))
            self._view.focus_place(self._place)
        return True

    def _shorten(self) -> bool:
        """Backspace at rest takes the last character of a text, or a choice away."""
        if not self._editor.is_resting:
            return False
        if self._editor.mode is EditMode.CHOICE:
            return self._clear()
        self._editor.begin()
        return False

    def _rest(self) -> None:
        self._editor.rest()

    # ---- members

    def _copy_above(self) -> bool:
        self._editor.rest()
        change = self._view.session.copy_above(self._place)
        self._apply(change)
        if not change.is_empty:
            self._movement.advance()
        return True

    def _copy_above_at_rest(self) -> bool:
        return self._editor.is_resting and self._copy_above()

    def _strike(self) -> bool:
        place, session = self._place, self._view.session
        if not place.member:
            return True
        self._editor.rest()
        if session.is_struck(place.member):
            self._apply(session.restore_member(place.member))
            self._view.focus_place(place)
            return True
        row = self._view.model.row(self._view.model.row_of(place.member))
        name = session.printed(Place(self._view.model.columns[1].id, place.member))
        prompt = self.tr("划去第%1人 %2，原因：").replace("%1", str(row.ordinal)).replace("%2", name)
        self._view.reason_wanted.emit(prompt, lambda reason: self._strike_out(place, reason))
        return True

    def _strike_out(self, place: Place, reason: str | None) -> None:
        if reason and reason.strip():
            self._apply(self._view.session.strike_member(place.member, reason.strip()))
            place = self._view.session.focus.next(place) or place
        if place.item not in self._view.model.column_of:
            place = self._view.first_empty
        self._view.focus_place(place)

    # ---- moving

    @property
    def _place(self) -> Place:
        return self._view.current_place() or self._view.first_empty

    def _go_on(self) -> bool:
        """Enter: the next relevant cell; on the empty row's name the table is done."""
        was_empty_name = self._place == self._view.first_empty and not self._editor.text().strip()
        self.commit()
        self._apply(self._view.session.keep(self._place))
        if was_empty_name:
            self._view.leave_forward.emit()
        else:
            self._movement.advance()
        return True

    def _step_column(self, step: int) -> bool:
        """Left and right at rest: the next column; in a text they move the cursor."""
        return self._editor.is_resting and self._movement.step_column(step)

    def _is_multiple(self, place: Place) -> bool:
        model = self._view.model
        return model.columns[model.column_of[place.item]].is_multiple

    def _session_text(self, place: Place) -> str:
        return self._view.session.text(place) if place.member else ""
