"""Choices in a member's cell: what the popup offers, and what is done with what it answers."""

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.choice_match import match_choices, number_choices
from ffp_desktop.domain.form.definition import ChoiceList, Item, ItemType
from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.values import Mark
from ffp_desktop.services.entry import EntrySession, OfferedChoice
from ffp_desktop.ui.form.choice_popup import ChoicePopup, PopupContent


def _numbers_of(choices: ChoiceList) -> dict[str, str]:
    return number_choices(choices.choices)


class CellChoices(QObject):
    """Feeds the popup from the session for one cell at a time; commits nothing itself."""

    def __init__(self, session: EntrySession, popup: ChoicePopup, parent: QObject) -> None:
        super().__init__(parent)
        self.session = session
        self.popup = popup
        self.is_marking = False
        popup.dismissed.connect(self._stop_marking)

    def type_at(self, place: Place, anchor: QWidget, rect: QRect, text: str) -> None:
        """Passes what is typed in a choice cell on to the popup, which opens or takes."""
        if not self.popup.is_open:
            if not text.strip() or self._takes_at_once(place, text):
                return
            self.popup.serve(anchor, rect, self._content(place))
        self.popup.set_typed(text)

    def _takes_at_once(self, place: Place, text: str) -> bool:
        """A complete number is taken without a list: of a single choice, or of the one that stands alone (健康)."""
        item = self.session.item(place)
        if item.choices is None:
            return False
        numbers = _numbers_of(item.choices)
        name = next((name for name, number in numbers.items() if number == text), None)
        if name is None or any(number != text and number.startswith(text) for number in numbers.values()):
            return False
        if item.type is ItemType.SELECT_ONE:
            self.popup.taken.emit(name)
            return True
        if name == item.choices.exclusive:
            self.popup.finished.emit((name,))
            return True
        return False

    def browse_at(self, place: Place, anchor: QWidget, rect: QRect) -> None:
        """Opens the whole list, what the village chose lately first."""
        self.popup.serve(anchor, rect, self._content(place, self.session.suggestions(place)))
        self.popup.browse()

    def mark_at(self, place: Place, anchor: QWidget, rect: QRect) -> None:
        """Offers what the paper shows instead of an answer (F4)."""
        if not self.session.item(place).markable:
            return
        marks = tuple(OfferedChoice(mark.value, "", "", self._mark_hint(mark)) for mark in Mark)
        numbers = {mark.value: str(number) for number, mark in enumerate(Mark, 1)}
        title = self.tr("%1 纸上是：").replace("%1", self.session.item(place).place_name)
        self.popup.serve(anchor, rect, PopupContent(title, marks, numbers))
        self.popup.browse()
        self.is_marking = True

    def meant_by(self, place: Place, typed: str) -> str | None:
        """The name of the choice that `typed` means beyond doubt."""
        item = self.session.item(place)
        numbers = _numbers_of(item.choices) if item.choices else {}
        certain = match_choices(typed, self.session.choices(place), numbers).certain
        return certain.name if certain else None

    def close(self) -> None:
        """Closes the popup without an answer."""
        self.is_marking = False
        self.popup.dismiss(is_silent=True)

    def _content(self, place: Place, recent: tuple[str, ...] = ()) -> PopupContent:
        item = self.session.item(place)
        answer = self.session.answer(place)
        return PopupContent(
            title=item.place_name,
            choices=self.session.choices(place),
            numbers=_numbers_of(item.choices) if item.choices else {},
            recent=recent,
            next_name=self._next_name(place),
            is_multiple=item.type is ItemType.SELECT_MULTIPLE,
            ticked=answer if isinstance(answer, tuple) else (),
            exclusive=item.choices.exclusive if item.choices else "",
            chosen=answer if isinstance(answer, str) else "",
        )

    def _next_name(self, place: Place) -> str:
        following = self.session.focus.next(place)
        if following is None:
            return ""
        item: Item = self.session.item(following)
        if following.member == place.member or not item.repeat:
            return item.number or item.name
        return self.tr("下一人 %1").replace("%1", item.number)

    def _mark_hint(self, mark: Mark) -> str:
        hints = {
            Mark.BLANK: self.tr("纸上空着"),
            Mark.STRUCK: self.tr("纸上划掉了"),
            Mark.ILLEGIBLE: self.tr("字认不出"),
        }
        return hints[mark]

    def _stop_marking(self) -> None:
        self.is_marking = False
