"""The editors of the sheet: which one an item gets, where it stands, and how what was typed is committed."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.form.definition import Item, ItemType
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import Place
from ffp_desktop.services.entry import Change, EntrySession
from ffp_desktop.ui.form.editors.choice_editor import ChoiceEditor
from ffp_desktop.ui.form.editors.line_editor import (
    CodeEditor,
    DateEditor,
    LineEditor,
    NumberEditor,
    TakeKey,
    TextEditor,
)
from ffp_desktop.ui.form.section_paint import CellFocus
from ffp_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from ffp_desktop.ui.form.editors.area_editor import AreaEditor
    from ffp_desktop.ui.form.editors.region_editor import RegionEditor

REGION = "village"
_NUMBERS = (ItemType.DECIMAL, ItemType.INTEGER)
_REASON = 100  # characters: texts that may be as long get an editor of several lines
_CODES = ("phone", "id_number")


class ItemEditing(QObject):
    """Puts one editor over the focused item and takes it away again; editors are built at their first use."""

    committed = Signal(object)  # Change
    advanced = Signal()  # a digit answered: go on
    focus_changed = Signal()  # the marked option or what is shown at the item
    grown = Signal()  # the editor became higher
    lost = Signal()  # the focus went elsewhere by itself

    def __init__(self, theme: Theme, regions: Regions, take_key: TakeKey, host: QWidget) -> None:
        super().__init__(host)
        self._theme = theme
        self._regions = regions
        self._take_key = take_key
        self._host = host
        self.session: EntrySession
        self.place: Place | None = None
        self._editor: LineEditor | AreaEditor | ChoiceEditor | RegionEditor | None = None
        self._start = ""
        self.choice = ChoiceEditor(take_key, host)
        self.choice.chosen.connect(self._choose)
        self.choice.toggled.connect(self._toggle)
        self.choice.cleared.connect(self._clear)
        self.choice.option_changed.connect(self.focus_changed)
        self.choice.left.connect(self.lost)
        self._lines: dict[type[LineEditor], LineEditor] = {}
        self._region: RegionEditor | None = None
        self._area: AreaEditor | None = None

    @property
    def editor(self) -> QWidget | None:
        """The editor that stands on the sheet now."""
        return self._editor

    def is_choice(self, place: Place) -> bool:
        return self.session.item(place).choices is not None

    def focus_of(self, place: Place) -> CellFocus:
        """How the section shows this place while it has the focus."""
        if not self.is_choice(place):
            return CellFocus(place.item)
        return CellFocus(place.item, True, self.choice.option, self.choice.numbers)

    def prepare(self, place: Place) -> CellFocus:
        """Before the cell is set: what the choice offers, so that its numbers find room."""
        item = self.session.item(place)
        if item.choices is not None:
            names = tuple(choice.name for choice in item.choices.choices)
            self.choice.offer(names, self.session.choices(place), is_multiple=item.type is ItemType.SELECT_MULTIPLE)
        return self.focus_of(place)

    def arrive(self, place: Place, rect: QRect, room: QRect) -> None:
        """Stands over `rect` (in the host) with the answer of `place`; `room` is its whole cell."""
        self.rest()
        self.place = place
        is_locked = not self.session.is_editable
        item = self.session.item(place)
        if item.choices is not None:
            value = self._chosen(place)
            self._editor = self.choice
            self.choice.is_locked = is_locked
            self.choice.arrive(place, value, rect)
            return
        editor = self._line_for(item, place)
        self._editor = editor
        editor.is_locked = is_locked
        if self._area is not None:
            self._area.room = room
        self._start = self.session.text(place)
        editor.arrive(place, self._start, rect)
        self._start = editor.value()

    def move_to(self, rect: QRect, room: QRect) -> None:
        """Follows its item after rows moved."""
        if self._area is not None and self._editor is self._area:
            self._area.room = room
            self._area.stand_over(rect)
        elif self._editor is not None and self._editor.geometry() != rect:
            self._editor.setGeometry(rect)

    def commit(self) -> None:
        """Commits what was typed, if anything was."""
        place, editor = self.place, self._editor
        if place is None or editor is None or isinstance(editor, ChoiceEditor):
            return
        text = editor.value()
        if text != self._start and self.session.is_editable:
            self._start = text
            self._tell(self.session.set_text(place, text))

    @property
    def is_touched(self) -> bool:
        """Whether something was typed that is not committed yet."""
        editor = self._editor
        if editor is None or isinstance(editor, ChoiceEditor):
            return False
        return editor.value() != self._start

    def read_again(self) -> None:
        """The answer under the editor changed (undo, F4): shows it."""
        if self.place is None or self._editor is None:
            return
        if isinstance(self._editor, ChoiceEditor):
            answer = self.session.answer(self.place)
            self._editor.set_value(
                answer if isinstance(answer, tuple) else (answer,) if isinstance(answer, str) else ()
            )
        else:
            self._editor.set_value(self.session.text(self.place))
            self._start = self._editor.value()

    def rest(self) -> None:
        """Takes the editor away."""
        if self._editor is not None:
            self._editor.rest()
        self._editor, self.place = None, None

    # ---- private

    def _chosen(self, place: Place) -> tuple[str, ...]:
        answer = self.session.answer(place)
        return answer if isinstance(answer, tuple) else (answer,) if isinstance(answer, str) else ()

    def _choose(self, name: str) -> None:
        if self.place is not None and self.session.is_editable:
            self._tell(self.session.choose(self.place, name))
            self.advanced.emit()

    def _toggle(self, name: str) -> None:
        if self.place is None or not self.session.is_editable:
            return
        if self.choice.is_multiple:
            self._tell(self.session.toggle(self.place, name))
        else:
            self._tell(self.session.choose(self.place, name))
        self.read_again()

    def _clear(self) -> None:
        if self.place is not None and self.session.is_editable:
            self._tell(self.session.clear(self.place))
            self.read_again()

    def _tell(self, change: Change) -> None:
        if not change.is_empty or change.problem is not None:
            self.committed.emit(change)

    def _line_for(self, item: Item, place: Place) -> "LineEditor | AreaEditor | RegionEditor":
        if item.id == REGION:
            return self._region_editor()
        if item.suggest:
            return self._suggest_editor(item, place)
        if item.type in _NUMBERS:
            return self._line(NumberEditor)
        if item.type is ItemType.DATE:
            return self._line(DateEditor)
        if item.max_length >= _REASON:
            return self._area_editor()
        return self._line(CodeEditor if item.normalise in _CODES else TextEditor)

    def _line(self, kind: Callable[..., LineEditor]) -> LineEditor:
        assert isinstance(kind, type)
        found = self._lines.get(kind)
        if found is None:
            found = self._lines[kind] = kind(self._theme, self._take_key, self._host)
            found.left.connect(self.lost)
        return found

    def _area_editor(self) -> "AreaEditor":
        if self._area is None:
            from ffp_desktop.ui.form.editors.area_editor import AreaEditor

            self._area = AreaEditor(self._theme, self._take_key, self._host)
            self._area.left.connect(self.lost)
            self._area.grown.connect(self.grown)
        return self._area

    def _suggest_editor(self, item: Item, place: Place) -> LineEditor:
        from ffp_desktop.ui.form.editors.suggest_editor import SuggestEditor

        editor = self._line(SuggestEditor)
        assert isinstance(editor, SuggestEditor)
        is_several = item.type is ItemType.SELECT_MULTIPLE
        editor.suggest(item.name, self.session.suggestions(place), is_several=is_several)
        return editor

    def _region_editor(self) -> "RegionEditor":
        if self._region is None:
            from ffp_desktop.ui.form.editors.region_editor import RegionEditor

            county = self.session.header.village[:6]
            self._region = RegionEditor(self._regions, county, self._theme, self._take_key, self._host)
            self._region.left.connect(self.lost)
        return self._region
