"""The list of choices at a cell: opened by the first key, narrowed by typing, never over the cell.

The host keeps the keyboard focus and the typed text; it tells the popup what is typed and offers it every key first.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.choice_match import Matches, match_choices, toggle_choice
from ffp_desktop.services.entry import OfferedChoice
from ffp_desktop.ui.form.choice_paint import ChoicePainter, PopupRow, PopupView
from ffp_desktop.ui.form.visible_part import find_visible_part
from ffp_desktop.ui.theme import Theme

MOST_ROWS = 10
_GAP = 3  # between the cell and the popup, px


@dataclass(frozen=True, slots=True)
class PopupContent:
    """What the popup offers. `numbers` is from `number_choices`; `next_name` is where Enter goes ("A8")."""

    title: str
    choices: Sequence[OfferedChoice]
    numbers: Mapping[str, str]
    recent: Sequence[str] = ()
    next_name: str = ""
    is_multiple: bool = False
    ticked: tuple[str, ...] = ()
    exclusive: str = ""
    chosen: str = field(default="")


class ChoicePopup(QWidget):
    """Serves one place after another. One choice: `taken`; several: `toggled` as they are ticked, then `finished`."""

    taken = Signal(str)
    toggled = Signal(str)  # the host empties what is typed
    finished = Signal(object)  # tuple[str, ...]: the ticked names
    dismissed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._painter = ChoicePainter(theme)
        self._content = PopupContent("", (), {})
        self._matches: Matches[OfferedChoice] = match_choices("", (), {})
        self._typed = ""
        self._ticked: tuple[str, ...] = ()
        self._current = 0
        self._first = 0
        self._room = MOST_ROWS
        self._anchor: QWidget | None = None
        self._rect = QRect()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.hide()

    # ---- what the host says

    def serve(self, anchor: QWidget, rect: QRect, content: PopupContent) -> None:
        """Makes ready for the cell `rect` of `anchor`; nothing shows until something is typed."""
        self.dismiss(is_silent=True)
        self._anchor, self._rect, self._content = anchor, rect, content
        self._ticked = content.ticked
        self._narrow("")

    def set_typed(self, typed: str) -> None:
        """Narrows to what is typed. A complete number is taken (or ticked) at once, without showing the list."""
        self._narrow(typed)
        complete = self._matches.complete
        if complete is not None and not self._content.is_multiple:
            self._take(complete.name)
            return
        if complete is not None and complete.name == self._content.exclusive:
            self.dismiss(is_silent=True)
            self.finished.emit((complete.name,))
            return
        if complete is not None:
            self._toggle(complete.name)
        self._open()

    def browse(self) -> None:
        """Shows the whole list, nothing typed."""
        self._narrow("")
        self._open()

    def tick(self, name: str) -> None:
        """Ticks one of several choices."""
        if name not in self._ticked:
            self._ticked = toggle_choice(self._ticked, name, self._content.exclusive)

    def dismiss(self, *, is_silent: bool = False) -> None:
        """Goes away; nothing changes."""
        was_open = self.isVisible()
        self._watch(False)
        self.hide()
        if was_open and not is_silent:
            self.dismissed.emit()

    @property
    def is_open(self) -> bool:
        return self.isVisible()

    @property
    def matches(self) -> Matches[OfferedChoice]:
        return self._matches

    @property
    def ticked(self) -> tuple[str, ...]:
        return self._ticked

    @property
    def current(self) -> OfferedChoice | None:
        hits = self._matches.hits
        return hits[self._current] if 0 <= self._current < len(hits) else None

    def handle_key(self, event: QKeyEvent) -> bool:
        """Takes the keys that belong to an open list; false for all others."""
        if not self.is_open or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -self._room, Qt.Key.Key_PageDown: self._room}
        key = Qt.Key(event.key())
        if key in steps:
            self._move(steps[key])
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._enter()
        elif key == Qt.Key.Key_Space and self._content.is_multiple:
            self._toggle_current()
        else:
            return False
        return True

    # ---- private

    def _enter(self) -> bool:
        """Enter takes the marked row; in a list of several it ticks what was typed, and else is the end."""
        choice = self.current
        if self._content.is_multiple:
            if self._typed and choice is not None:
                self._toggle(choice.name)
            else:
                self.dismiss(is_silent=True)
                self.finished.emit(self._ticked)
            return True
        if choice is None:
            return False
        self._take(choice.name)
        return True

    def _take(self, name: str) -> None:
        self.dismiss(is_silent=True)
        self.taken.emit(name)

    def _toggle_current(self) -> None:
        if self.current is not None:
            self._toggle(self.current.name)

    def _toggle(self, name: str) -> None:
        self._ticked = toggle_choice(self._ticked, name, self._content.exclusive)
        self._narrow("")
        names = [hit.name for hit in self._matches.hits]
        self._current = names.index(name)
        self.update()
        self.toggled.emit(name)

    def _narrow(self, typed: str) -> None:
        content = self._content
        self._typed = typed
        self._matches = match_choices(typed, content.choices, content.numbers, content.recent)
        names = [hit.name for hit in self._matches.hits]
        is_at_chosen = not typed and not content.recent and content.chosen in names
        self._current = names.index(content.chosen) if is_at_chosen else 0
        self._first = 0
        if self.is_open:
            self._place()

    def _move(self, step: int) -> None:
        last = len(self._matches.hits) - 1
        self._current = max(0, min(last, self._current + step))
        self._keep_current_visible()
        self.update()

    def _keep_current_visible(self) -> None:
        self._first = max(min(self._first, self._current), self._current - self._room + 1, 0)

    def _open(self) -> None:
        if self._anchor is None:
            return
        self.setParent(self._anchor.window())
        self._place()
        self._watch(True)
        self.show()
        self.raise_()

    def _place(self) -> None:
        """Below the cell, above it where there is more room; as many rows as go."""
        if self._anchor is None:
            return
        window = self._anchor.window()
        cell = QRect(self._anchor.mapTo(window, self._rect.topLeft()), self._rect.size())
        room = find_visible_part(self._anchor)
        painter = self._painter
        wanted = max(1, min(MOST_ROWS, len(self._matches.hits)))
        below, above = room.bottom() - cell.bottom() - _GAP, cell.top() - room.top() - _GAP
        is_below = below >= painter.height(wanted) or below >= above
        self._room = max(1, min(wanted, painter.rows_in(below if is_below else above)))
        self._keep_current_visible()
        width = min(painter.width(self._view()), room.width())
        height = painter.height(self._room)
        left = max(room.left(), min(cell.left(), room.right() - width + 1))
        top = cell.bottom() + _GAP if is_below else cell.top() - _GAP - height
        self.setGeometry(left, top, width, height)
        self.update()

    def _view(self) -> PopupView:
        content = self._content
        rows = [
            PopupRow(hit, content.numbers.get(hit.name, ""), hit.name in self._ticked)
            for hit in self._matches.hits[self._first : self._first + self._room]
        ]
        counted = self.tr("“%1” 剩 %2 / 共 %3") if self._typed else self.tr("共 %3")
        for sign, value in (("%1", self._typed), ("%2", len(self._matches.hits)), ("%3", self._matches.total)):
            counted = counted.replace(sign, str(value))
        return PopupView(
            title=content.title,
            counted=counted,
            rows=tuple(rows),
            current=self._current - self._first,
            keys=self._keys(),
            nothing=self.tr("没有这样的选项，请退格再打。"),
            is_multiple=content.is_multiple,
            scrolled=(self._first, self._room, len(self._matches.hits)),
        )

    def _keys(self) -> tuple[tuple[str, str], ...]:
        onward = self._content.next_name
        if self._content.is_multiple:
            done = self.tr("完成并到 %1").replace("%1", onward) if onward else self.tr("完成")
            return (("1…9", self.tr("勾选/取消")), ("Enter", done), ("Esc", self.tr("不改")))
        take = self.tr("选定并到 %1").replace("%1", onward) if onward else self.tr("选定")
        return (("Enter", take), ("↑↓", self.tr("移动")), ("Esc", self.tr("不改")))

    def _watch(self, is_on: bool) -> None:
        """Follows the cell when the sheet scrolls under it."""
        widget = self._anchor
        act: Callable[[QWidget], None] = (
            (lambda w: w.installEventFilter(self)) if is_on else (lambda w: w.removeEventFilter(self))
        )
        while widget is not None:
            act(widget)
            widget = None if widget.isWindow() else widget.parentWidget()

    # ---- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize) and self.is_open:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._painter.paint(self, self._view())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().toPoint())
        if row is not None and row != self._current:
            self._current = row
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().toPoint())
        if row is None:
            return
        name = self._matches.hits[row].name
        if self._content.is_multiple:
            self._toggle(name)
        else:
            self._take(name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        most = max(0, len(self._matches.hits) - self._room)
        self._first = max(0, min(most, self._first - (1 if event.angleDelta().y() > 0 else -1) * 3))
        self._current = max(self._first, min(self._current, self._first + self._room - 1))
        self.update()
        event.accept()

    def _row_at(self, point: QPoint) -> int | None:
        row = self._painter.row_at(point.y())
        if row is None or row >= self._room or self._first + row >= len(self._matches.hits):
            return None
        return self._first + row
