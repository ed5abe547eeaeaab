"""Words with suggestions: what the village has used before narrows as one types; names are parted by 、."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.survey import Place
from ffp_desktop.services.entry import OfferedChoice
from ffp_desktop.ui.form.choice_popup import ChoicePopup, PopupContent
from ffp_desktop.ui.form.editors.line_editor import TakeKey, TextEditor
from ffp_desktop.ui.theme import Theme

_SEPARATORS = re.compile(r"[、,，;；]")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down)


class SuggestEditor(TextEditor):
    """Letters are pinyin initials of a suggestion; Chinese is taken as it is typed, unless a suggestion was marked."""

    def __init__(self, theme: Theme, take_key: TakeKey, parent: QWidget) -> None:
        super().__init__(theme, take_key, parent)
        self._popup = ChoicePopup(theme, parent)
        self._popup.taken.connect(self._take)
        self._content = PopupContent("", (), {})
        self._is_several = False
        self._has_moved = False
        self.textEdited.connect(self._narrow)

    def suggest(self, title: str, suggestions: Sequence[str], *, is_several: bool) -> None:
        """What is offered; `is_several` for a list of names."""
        self._is_several, self._has_moved = is_several, False
        offers = tuple(OfferedChoice(name, "", "") for name in suggestions)
        self._content = PopupContent(title, offers, {})

    @property
    def is_open(self) -> bool:
        return self._popup.is_open

    def arrive(self, place: Place, value: str, rect: QRect) -> None:
        super().arrive(place, value, rect)
        if self._is_several and value:
            self.deselect()
            self.end(False)
        self._popup.serve(self, self.rect(), self._content)

    def rest(self) -> None:
        self._popup.dismiss(is_silent=True)
        super().rest()

    def value(self) -> str:
        return self.text().strip().rstrip("、,，;； ")

    def _part(self) -> str:
        """What is being typed: the last name of a list."""
        return _SEPARATORS.split(self.text())[-1].strip() if self._is_several else self.text().strip()

    def _narrow(self, _text: str) -> None:
        self._has_moved = False
        part = self._part()
        if not part or not self._content.choices or self.is_locked:
            self._popup.dismiss(is_silent=True)
            return
        self._popup.set_typed(part)
        if not self._popup.matches.hits:
            self._popup.dismiss(is_silent=True)

    def _take(self, name: str) -> None:
        text = self.text()
        start = len(text) - len(_SEPARATORS.split(text)[-1]) if self._is_several else 0
        self.setText(text[:start] + name + ("、" if self._is_several else ""))
        self._has_moved = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _MOVES and not self._popup.is_open and self._content.choices and not self.is_locked:
            self._popup.browse()
            self._has_moved = True
            return
        if self._popup.is_open:
            if key in _ENTER:
                part = self._part()
                is_meant = self._has_moved or (part.isascii() and part.isalpha())
                if is_meant and self._popup.handle_key(event):
                    if not self._is_several:
                        self._take_key(event)
                    return
                self._popup.dismiss(is_silent=True)
            elif self._popup.handle_key(event):
                self._has_moved = self._has_moved or key in _MOVES
                return
        super().keyPressEvent(event)
