"""Types a household into the real window, with key presses only, and counts them.

Chinese comes as an input method commits it, and only where the input method is on; everything else is single keys.
"""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ffp_desktop.domain.answer_text import format_answer
from ffp_desktop.domain.choice_match import number_choices, spell_initials
from ffp_desktop.domain.form.definition import Item, ItemType
from ffp_desktop.domain.survey import Answers, Place
from ffp_desktop.ui.form.sheet import Sheet

ENTER = Qt.Key.Key_Return


class Typist:
    """Follows the focus of `sheet` and types what `wanted` says, by item and row number (-1: the household's own)."""

    def __init__(self, sheet: Sheet, wanted: Answers) -> None:
        self._sheet = sheet
        self._wanted = rows_of(wanted)
        self.keys = 0
        self.visited: list[Place] = []

    def go_back_to(self, item: str) -> None:
        """Ctrl+0 into the band above the paper, and on to an item that Enter passes over."""
        self.press(Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
        for _ in range(10):
            if self._sheet.place is not None and self._sheet.place.item == item:
                return
            self.press(ENTER)
        raise AssertionError(f"{item} cannot be reached by keys")

    def type_all(self) -> None:
        """Types from the focused item to the end of the paper."""
        while (place := self._sheet.place) is not None:
            self.visited.append(place)
            self.type_at(place)
            if self._sheet.place == place:
                break
            assert len(self.visited) < 2000, "the focus goes round in circles"

    def type_at(self, place: Place) -> None:
        """Answers the focused item and goes on."""
        item = self._sheet.session.item(place)
        text = self.wanted_at(place)
        if not text or self._sheet.session.text(place).replace("-", "") == text:
            self.press(ENTER)
        elif self._stands_above(item, place, text):
            self.press(Qt.Key.Key_Plus, Qt.KeyboardModifier.KeypadModifier)
        elif item.type is ItemType.SELECT_ONE:
            self.choose(item, text)
        elif item.type is ItemType.SELECT_MULTIPLE and item.choices is not None:
            for name in text.split("、"):
                self.type_text(number_choices(item.choices.choices)[name])
            self._go_on_from(place)
        else:
            self.type_text(text)
            self._go_on_from(place)

    def wanted_at(self, place: Place) -> str:
        """What is to be typed at a place, "" for nothing: dates as eight digits."""
        item = self._sheet.session.item(place)
        text = self._wanted.get((item.id, self._row(place)), "")
        return text.replace("-", "") if item.type is ItemType.DATE else text

    def _row(self, place: Place) -> int:
        session = self._sheet.session
        if not session.item(place).repeat:
            return -1
        members = session.members()
        return members.index(place.member) if place.member else len(members)

    def _stands_above(self, item: Item, place: Place, text: str) -> bool:
        """Whether one key, the same as above, is the shortest way."""
        above = format_answer(item, self._sheet.session.above(place)).replace("-", "")
        is_short = item.type is ItemType.SELECT_ONE and len(self._keys_of(item, text)) == 1
        return above == text and not is_short

    def _go_on_from(self, place: Place) -> None:
        """Enter, unless what was typed was complete and went on by itself."""
        if self._sheet.place == place:
            self.press(ENTER)

    def _keys_of(self, item: Item, name: str) -> str:
        assert item.choices is not None
        return number_choices(item.choices.choices)[name] or spell_initials(name)

    def choose(self, item: Item, name: str) -> None:
        """Takes one choice by its number, or by pinyin initials where it has none."""
        assert item.choices is not None
        number = number_choices(item.choices.choices)[name]
        if number:
            self.type_text(number)
        else:
            self.type_text(spell_initials(name))
            self.press(ENTER)

    def type_text(self, text: str) -> None:
        for character in text:
            self.keys += 1
            if character.isascii():
                QTest.keyClicks(focused(), character)
            else:
                commit(character)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.keys += 1
        QTest.keyClick(focused(), key, modifier)


def focused() -> QWidget:
    """The widget that has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus: the next key would be lost"
    return widget


def commit(text: str) -> None:
    """What an input method does when a person takes a word."""
    widget = focused()
    assert widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled), "the input method is off here"
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def rows_of(answers: Answers) -> Mapping[tuple[str, int], str]:
    """The texts to type, by item and row."""
    from ffp_desktop.services.forms import FormShelf

    items = FormShelf().form.items
    return {
        (place.item, answers.members.index(place.member) if place.member else -1): format_answer(
            items[place.item], answer
        )
        for place, answer in answers.given.items()
    }
