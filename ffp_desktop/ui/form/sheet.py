"""The sheet in the middle of the survey page: it scrolls, keeps heads on top, and moves the focus over the paper."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea

from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import Place
from ffp_desktop.services.entry import Change, EntrySession
from ffp_desktop.ui.form.editors.line_editor import TakeKey
from ffp_desktop.ui.form.item_editing import REGION, ItemEditing
from ffp_desktop.ui.form.paper_walk import PaperWalk
from ffp_desktop.ui.form.reading import SheetReading
from ffp_desktop.ui.form.section_paint import NO_FOCUS
from ffp_desktop.ui.form.section_view import SectionView
from ffp_desktop.ui.form.sheet_stack import SheetStack
from ffp_desktop.ui.form.sticky_heads import StickyHeads
from ffp_desktop.ui.theme import Theme

_BAR = 8  # width of the scroll bar, px
_LEAST_EDITOR = 44


class Sheet(QScrollArea):
    """Shows one survey. Every move of the focus and every commit goes through here."""

    place_focused = Signal(object)  # Place
    committed = Signal(object)  # Change
    reason_wanted = Signal(str, object)  # prompt, Callable[[str], None]
    off_end = Signal()  # Enter on the last item
    finding_pressed = Signal(object)

    def __init__(self, theme: Theme, regions: Regions, session: EntrySession, take_key: TakeKey) -> None:
        super().__init__()
        self._theme = theme
        self._regions = regions
        self._place: Place | None = None
        self._is_held = False
        self.stack = SheetStack(theme, SheetReading(session, regions))
        self.editing = ItemEditing(theme, regions, take_key, self.stack)
        self.editing.session = session
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setFixedWidth(_BAR)
        self.setWidget(self.stack)
        self.sticky = StickyHeads(self.stack, self.viewport())
        self._walk = PaperWalk(session)
        self._connect()

    def _connect(self) -> None:
        self.stack.stacked.connect(self._follow)
        self.verticalScrollBar().valueChanged.connect(self._keep_heads)
        self.editing.committed.connect(self.apply)
        self.editing.advanced.connect(self.go_next)
        self.editing.focus_changed.connect(self._show_focus)
        self.editing.lost.connect(self._rest)
        self.editing.grown.connect(lambda: self.ensureWidgetVisible(self.editing.editor or self.stack, 0, 6))
        for view in self.stack.views():
            view.item_pressed.connect(lambda item: self.focus_place(Place(item)))
            view.choice_pressed.connect(self._press_choice)
            view.finding_pressed.connect(self.finding_pressed)
        members = self.stack.members
        members.place_focused.connect(self._take_member_focus)
        members.committed.connect(self._take_member_change)
        members.leave_forward.connect(lambda: self._go(self._walk.after_members()))
        members.leave_backward.connect(lambda: self._go_if_any(self._walk.before_members()))
        members.reason_wanted.connect(self.reason_wanted)
        self._theme.rescaled.connect(self._set_again)

    # ---- asking

    @property
    def session(self) -> EntrySession:
        return self.editing.session

    @property
    def reading(self) -> SheetReading:
        return self.stack.reading

    @property
    def place(self) -> Place | None:
        """The place with the focus, or that had it last."""
        return self._place

    # ---- showing

    def show_session(self, session: EntrySession) -> None:
        """Another survey in the same sheet."""
        self._rest()
        self._place = None
        self.editing.session = session
        self._walk = PaperWalk(session)
        with self.laid_out_once():
            self.stack.show_reading(SheetReading(session, self._regions))

    def set_notes_shown(self, is_shown: bool) -> None:
        """Note rows stand under the rows while the findings pane is folded."""
        if self.stack.notes.is_shown != is_shown:
            with self.laid_out_once():
                self.stack.notes.is_shown = is_shown
                self.stack.members.set_notes_shown(is_shown)

    @contextmanager
    def laid_out_once(self) -> Iterator[None]:
        """Whatever changes inside (survey, notes, width) is laid out a single time, at the end."""
        if self._is_held:
            yield
            return
        self._is_held = True
        self.stack.hold()
        try:
            yield
        finally:
            self._is_held = False
            self._set_again()

    def apply(self, change: Change) -> None:
        """Draws what a change touched, and nothing else."""
        drawn = self._draw(change)
        if change.members or any(self.session.item(place).repeat for place in drawn):
            self.stack.members.refresh(drawn)
        self.committed.emit(change)

    def _draw(self, change: Change) -> set[Place]:
        """Draws what is not in the member table; answers every place whose look changed."""
        places = set(change.places)
        if change.findings or change.members:
            places |= self.reading.read_findings()
        for view in self.stack.views():
            view.refresh({place for place in places if view.has_item(place.item)})
        if change.sections:
            self.stack.stack()
        self._follow()
        self.mark_head()
        return places

    def draw_all(self) -> None:
        """Draws every answer again."""
        for view in self.stack.views():
            view.refresh({Place(item) for cell in view.placing.cells() for item in cell.items})
        self.stack.members.refresh(None)
        self._follow()

    # ---- moving the focus

    def focus_place(self, place: Place) -> None:
        """Commits what was typed and goes to a place; a closed one is left alone."""
        self.editing.commit()
        if self.session.item(place).repeat:
            self._rest()
            self.stack.members.focus_place(place)
            return
        view = self.stack.view_of(place.item)
        if view is None or not self.session.is_relevant(place):
            return
        before = self._view_at(self._place)
        self.editing.rest()
        self._place = place
        if before is not None and before is not view:
            before.set_focus(NO_FOCUS)
        view.set_focus(self.editing.prepare(place))
        self.editing.arrive(place, self._editor_rect(view, place), view.cell_rect(place.item).translated(view.pos()))
        self._arrived(place)

    def go_next(self) -> None:
        """Enter: the next open item in the paper's order. What was carried here has been looked at."""
        self.editing.commit()
        if self._place is not None and self.session.is_unconfirmed(self._place):
            self.apply(self.session.keep(self._place))
        self._go(self._walk.step(self._place, 1, self.stack.off_paper_places()))

    def go_previous(self) -> None:
        """Shift+Enter: the item before, derived ones included."""
        self.editing.commit()
        self._go_if_any(self._walk.step(self._place, -1, self.stack.off_paper_places()))

    def go_next_group(self) -> None:
        self.editing.commit()
        self._go(self.session.focus.next_group(self._place) if self._place else None)

    def go_previous_group(self) -> None:
        self.editing.commit()
        self._go_if_any(self.session.focus.previous_group(self._place) if self._place else None)

    def go_to_next_finding(self) -> bool:
        """F8; false when nothing is open."""
        self.editing.commit()
        following = self._walk.next_finding(self._place, self.reading.findings)
        self._go_if_any(following)
        return following is not None

    def _go(self, place: Place | None) -> None:
        if place is not None:
            self.focus_place(place)
        else:
            self.off_end.emit()

    def _go_if_any(self, place: Place | None) -> None:
        if place is not None:
            self.focus_place(place)

    def _take_member_focus(self, place: Place) -> None:
        if self.editing.place is not None:
            self.editing.commit()
            self._rest()
        self._place = place
        self._arrived(place)

    def _take_member_change(self, change: Change) -> None:
        self._draw(change)
        self.committed.emit(change)

    def _press_choice(self, item: str, choice: str) -> None:
        """A click on a label ticks its box."""
        place = Place(item)
        if not self.session.is_relevant(place):
            return
        self.focus_place(place)
        if self.editing.place == place and self.session.is_editable:
            self.editing.choice.toggled.emit(choice)

    def _rest(self) -> None:
        self.editing.commit()
        view = self._view_at(self._place)
        self.editing.rest()
        if view is not None:
            view.set_focus(NO_FOCUS)

    def _arrived(self, place: Place) -> None:
        self.mark_head()
        self.show_place(place)
        self.place_focused.emit(place)

    # ---- following

    def mark_head(self) -> None:
        """The heads tell the section with the focus, its keys, and what waits there from the last round."""
        if self._place is not None:
            item = self.session.item(self._place)
            self.sticky.mark_place(self._place, item, self.session)

    def _view_at(self, place: Place | None) -> SectionView | None:
        return self.stack.view_of(place.item) if place is not None else None

    def _editor_rect(self, view: SectionView, place: Place) -> QRect:
        rect = view.rect_of(place.item)
        line = self.stack.sheet_type.line_height
        if not self.editing.is_choice(place):
            if place.item != REGION and rect.height() > line + 1:  # a long answer is typed from its first whole line
                rect = QRect(rect.left(), rect.top() + line, rect.width(), line)
            rect.setWidth(max(rect.width(), _LEAST_EDITOR))
            rect = rect.adjusted(-1, -1, 1, 1)
        return rect.translated(view.pos())

    def _show_focus(self) -> None:
        place = self.editing.place
        view = self._view_at(place)
        if place is not None and view is not None:
            view.set_focus(self.editing.focus_of(place))

    def _follow(self) -> None:
        place = self.editing.place
        view = self._view_at(place)
        if place is not None and view is not None:
            self.editing.move_to(self._editor_rect(view, place), view.cell_rect(place.item).translated(view.pos()))
        self._keep_heads()

    def show_place(self, place: Place) -> None:
        """Scrolls so that the place is in the middle third; a paper that fits whole stays where it is."""
        bar = self.verticalScrollBar()
        bar.setValue(self.stack.scroll_for(place, bar.value(), self.viewport().height()))
        self._keep_heads()

    def _keep_heads(self) -> None:
        self.sticky.follow(self.verticalScrollBar().value())

    def _set_again(self) -> None:
        self.stack.lay_out(self.viewport().width())
        place = self.editing.place
        if place is not None:
            self._follow()
            self.show_place(place)

    # ---- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # the page's

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._is_held and (self.viewport().width() != self.stack.width() or not self.stack.table_width):
            self._set_again()
            if self._place is not None:
                self.show_place(self._place)
