"""照纸表重填: the paper's own editors in the last column, for what no side has right."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from ffp_desktop.domain.answer_text import format_answer, format_printed, parse_answer
from ffp_desktop.domain.form.definition import Item, ItemType
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.values import Mark, Unparsed
from ffp_desktop.services.entry import EntrySession
from ffp_desktop.services.review.conflict_records import ConflictRow
from ffp_desktop.ui.form.editors.line_editor import CodeEditor, DateEditor, LineEditor, NumberEditor, TextEditor
from ffp_desktop.ui.form.item_editing import REGION
from ffp_desktop.ui.pages.conflict.table import UnitTable
from ffp_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from ffp_desktop.ui.form.editors.region_editor import RegionEditor
    from ffp_desktop.ui.form.mark_menu import MarkMenu

_NUMBERS = (ItemType.DECIMAL, ItemType.INTEGER)
_CODES = ("phone", "id_number")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NEXT, _BEFORE = (Qt.Key.Key_Down,), (Qt.Key.Key_Up,)


class Retyping(QObject):
    """Enter takes what was typed and goes on, F4 what the paper shows instead; what is computed is proposed.

    Nothing is kept before it is settled.
    """

    changed = Signal()
    ended = Signal(bool)  # past the last blank, or back before the first

    def __init__(self, table: UnitTable, theme: Theme, regions: Regions) -> None:
        super().__init__(table)
        self._table = table
        self._host = table.lines
        self._theme = theme
        self._regions = regions
        self._session: EntrySession | None = None
        self._rows: list[tuple[int, ConflictRow, Place]] = []
        self._at = -1
        self._editor: LineEditor | RegionEditor | None = None
        self._editors: dict[str, LineEditor | RegionEditor] = {}
        self._marks: MarkMenu | None = None
        self.texts: dict[Place, str] = {}
        self.wrong: set[Place] = set()
        table.lines.resized.connect(self._follow)

    @property
    def is_open(self) -> bool:
        """Whether an editor has the keys."""
        return self._editor is not None

    @property
    def can_mark(self) -> bool:
        """Whether the blank can say 未填, 划掉 or 看不清."""
        return self.is_open and self._item(self._rows[self._at][2]).markable

    def ask_mark(self) -> None:
        """F4: what the paper shows instead of an answer."""
        if not self.can_mark or self._editor is None:
            return
        number, row, _place = self._rows[self._at]
        if self._marks is None:
            from ffp_desktop.ui.form.mark_menu import MarkMenu

            self._marks = MarkMenu(self._theme, self._table.parentWidget() or self._table)
            self._marks.marked.connect(self._take_mark)
        self._marks.open_at(self._host, self._host.blank(number), row.label)

    def close_marks(self) -> bool:
        """Takes the list of F4 away; false when it was not there."""
        if self._marks is None or not self._marks.is_open:
            return False
        self._marks.close()
        return True

    def begin(self, session: EntrySession, rows: Sequence[ConflictRow], texts: Mapping[Place, str]) -> None:
        """Another unit, with what was typed before. `session` lends the form and is only reckoned with."""
        self.rest()
        self._session = session
        self._rows = [(number, row, row.place) for number, row in enumerate(rows) if row.place is not None]
        self.texts, self.wrong = dict(texts), set()
        for place, text in texts.items():
            self._reckon(place, text)

    def printed(self) -> dict[Place, str]:
        """What was retyped as the paper shows it; what cannot be read stays as it was typed."""
        return {
            place: format_printed(self._item(place), parse_answer(self._item(place), text))
            for place, text in self.texts.items()
        }

    def missing(self) -> tuple[ConflictRow, ...]:
        """What differs and was not retyped, or cannot be read."""
        return tuple(
            row
            for _number, row, place in self._rows
            if (not row.is_equal and place not in self.texts) or place in self.wrong
        )

    def start(self, row: int = -1) -> None:
        """At a row, or at the first one that differs and was not retyped."""
        waiting = [at for at, (_number, one, place) in enumerate(self._rows) if not one.is_equal]
        untyped = [at for at in waiting if self._rows[at][2] not in self.texts]
        wanted = [at for at, (number, _row, _place) in enumerate(self._rows) if number == row]
        self._go(next(iter(wanted or untyped or waiting), 0))

    def rest(self) -> None:
        """Takes the editor away with what was typed in it."""
        if self._marks is not None:
            self._marks.close()
        if self._editor is not None:
            self._editor.rest()
        self._editor, self._at = None, -1

    def commit(self) -> None:
        """Keeps what stands in the editor now, if it was touched."""
        if self._editor is not None and self._session is not None and self._rows:
            self._keep(self._editor.value(), is_meant=False)

    # -- going -------------------------------------------------------------------------------------------------

    def _go(self, at: int) -> None:
        if not 0 <= at < len(self._rows):
            self.rest()
            self.ended.emit(at >= 0)
            return
        self.rest()
        number, _row, place = self._rows[at]
        self._table.show_row(number)
        editor = self._editor_for(self._item(place), place)
        self._at, self._editor = at, editor
        editor.arrive(place, self._beginning(place), self._host.blank(number))

    def _step(self, by: int) -> None:
        """To the next line that differs; an equal one is reached by a click."""
        following = self._at + by
        while 0 <= following < len(self._rows) and self._rows[following][1].is_equal:
            following += by
        self._go(following)

    def _beginning(self, place: Place) -> str:
        """What was typed before, else what follows from the other answers."""
        if place in self.texts:
            return self.texts[place]
        return self._computed(place)

    def _computed(self, place: Place) -> str:
        session = self._session
        name = f"computed_{place.item}"
        if session is None or place.member or name not in session.form.items:
            return ""
        return format_answer(self._item(place), parse_answer(self._item(place), str(session.evaluation.value(name))))

    def _keep(self, text: str, *, is_meant: bool) -> None:
        """`is_meant`: Enter was pressed, so that an empty blank means that the paper is empty there."""
        _number, row, place = self._rows[self._at]
        if not is_meant and (not text or text == self._beginning(place)):
            return
        if row.is_equal and not text and place not in self.texts:
            return
        self.texts[place] = text
        self._reckon(place, text)
        self.changed.emit()

    def _reckon(self, place: Place, text: str) -> None:
        """What follows from an answer; nothing is committed."""
        answer = parse_answer(self._item(place), text)
        self.wrong.discard(place)
        if isinstance(answer, Unparsed):
            self.wrong.add(place)
        elif self._session is not None:
            self._session.evaluation.set(place, answer)

    def _take_key(self, event: QKeyEvent) -> bool:
        key, is_shifted = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self._editor is None:
            return False
        if self._marks is not None and self._marks.take_key(event):
            return True
        if key == Qt.Key.Key_F4:
            self.ask_mark()
            return True
        if key in (*_ENTER, *_NEXT, *_BEFORE):
            is_back = key in _BEFORE or (key in _ENTER and is_shifted)
            self._keep(self._editor.value(), is_meant=not is_back)
            self._step(-1 if is_back else 1)
            return True
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.commit()
            self.rest()
            self.ended.emit(key == Qt.Key.Key_Tab)
            return True
        return False

    def _take_mark(self, mark: Mark) -> None:
        _number, _row, place = self._rows[self._at]
        self.texts[place] = format_answer(self._item(place), mark)
        self._reckon(place, self.texts[place])
        self.changed.emit()
        self._step(1)

    def _lose(self) -> None:
        """A click elsewhere."""
        self.commit()
        self.rest()

    def _follow(self) -> None:
        if self._editor is not None:
            self._editor.setGeometry(self._host.blank(self._rows[self._at][0]))

    # -- editors -----------------------------------------------------------------------------------------------

    def _item(self, place: Place) -> Item:
        assert self._session is not None
        return self._session.form.items[place.item]

    def _editor_for(self, item: Item, place: Place) -> "LineEditor | RegionEditor":
        if item.id == REGION:
            return self._region_editor()
        if item.choices is not None or item.suggest:
            return self._suggest_editor(item, place)
        if item.type in _NUMBERS:
            return self._line(NumberEditor)
        if item.type is ItemType.DATE:
            return self._line(DateEditor)
        return self._line(CodeEditor if item.normalise in _CODES else TextEditor)

    def _line(self, kind: type[LineEditor]) -> LineEditor:
        found = self._editors.get(kind.__name__)
        if not isinstance(found, LineEditor):
            found = self._editors[kind.__name__] = kind(self._theme, self._take_key, self._host)
            found.left.connect(self._lose)
        return found

    def _suggest_editor(self, item: Item, place: Place) -> LineEditor:
        from ffp_desktop.ui.form.editors.suggest_editor import SuggestEditor

        assert self._session is not None
        editor = self._line(SuggestEditor)
        assert isinstance(editor, SuggestEditor)
        names = [one.name for one in item.choices.choices] if item.choices else self._session.suggestions(place)
        editor.suggest(item.name, names, is_several=item.type is ItemType.SELECT_MULTIPLE)
        return editor

    def _region_editor(self) -> "RegionEditor":
        from ffp_desktop.ui.form.editors.region_editor import RegionEditor

        assert self._session is not None
        found = self._editors.get(REGION)
        if not isinstance(found, RegionEditor):
            county = self._session.header.village[:6]
            found = RegionEditor(self._regions, county, self._theme, self._take_key, self._host)
            found.left.connect(self._lose)
            self._editors[REGION] = found
        return found
