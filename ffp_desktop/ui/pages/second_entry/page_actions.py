"""What each key does on a second entry: the survey page's keys as far as they mean something here."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent

from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.values import Mark
from ffp_desktop.errors import FfpError
from ffp_desktop.ui.form.keymap import Action
from ffp_desktop.ui.page import KeyAction

if TYPE_CHECKING:
    from ffp_desktop.ui.pages.second_entry.page import SecondEntryPage

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PageActions(QObject):
    """One method an action; `do` answers whether the key was taken."""

    def __init__(self, page: "SecondEntryPage") -> None:
        super().__init__(page)
        self._page = page
        self._is_warned = False  # that something is not on the disk
        self._table: dict[Action, Callable[[], None]] = {
            Action.NEXT: lambda: self._go("next"),
            Action.PREVIOUS: self.go_previous,
            Action.NEXT_GROUP: lambda: self._go("next_group"),
            Action.PREVIOUS_GROUP: lambda: self._go("previous_group"),
            Action.MARK: self.open_marks,
            Action.SAME: self.take_same,
            Action.FINISH: self.finish,
            Action.BACK: self.go_back,
        }

    def do(self, action: Action, number: int) -> bool:
        """False for a key that means nothing here, or is typing."""
        if action is Action.SECTION:
            self.go_to_section(number)
            return True
        if action not in self._table or (action is Action.SAME and not self._can_take_same()):
            return False
        self._table[action]()
        return True

    def typing(self, place: Place) -> list[KeyAction]:
        """The keys at an item."""
        item = self._page.session.item(place)
        onward = self.tr("下一格") if item.repeat else self.tr("下一项")
        keys = [KeyAction("Enter", onward, self._table[Action.NEXT] if not item.repeat else None)]
        if item.choices is not None:
            keys.append(KeyAction(self.tr("数字/拼音首字母"), self.tr("选")))
        keys.append(KeyAction("Shift+Enter", self.tr("上一项"), self.go_previous))
        if item.markable:
            keys.append(KeyAction("F4", self.tr("未填/划掉/看不清"), self.open_marks))
        if self._page.session.is_third:
            keys.append(KeyAction("Esc", self.tr("回到两次的比较"), self.go_back))
        keys.append(KeyAction("F9", self.tr("核完"), self.finish))
        keys.append(KeyAction("F1", self.tr("说明"), self._switch_help))
        return keys

    # ---- going

    def _go(self, where: str) -> None:
        sheet = self._page.sheet  # built with the first survey
        moves = {"next": sheet.go_next, "next_group": sheet.go_next_group, "previous_group": sheet.go_previous_group}
        moves[where]()

    def go_previous(self) -> None:
        """The item before; the sheet's own band above the paper is not asked."""
        page = self._page
        page.sheet.editing.commit()
        before = page.session.focus.previous(page.sheet.place) if page.sheet.place is not None else None
        if before is not None:
            page.sheet.focus_place(before)

    def go_to_section(self, position: int) -> None:
        page = self._page
        sections = page.session.form.sections
        page.sheet.editing.commit()
        place = page.session.focus.first(sections[position].id) if position < len(sections) else None
        if place is not None and page.session.difference is None:
            page.sheet.focus_place(place)

    def go_on_from(self, place: Place) -> None:
        following = self._page.session.focus.next(place)
        if following is not None:
            self._page.sheet.focus_place(following)
        else:
            self.tell_end()

    def go_back(self) -> None:
        """Esc: puts away what is open, takes back what is being typed, else leaves; what was typed is kept."""
        page = self._page
        if page.is_done:
            page.left.emit()
        elif not page.help.isHidden():
            page.help.hide()
        elif page.session.is_third:
            page.session.is_third = False
            page.return_to_difference()
        elif page.sheet.editing.is_touched:
            page.sheet.editing.read_again()
        else:
            page.left.emit()

    def tell_end(self) -> None:
        self.tell(self.tr("都录完了。按 F9 核完。"))

    # ---- answers

    def open_marks(self) -> None:
        page, place = self._page, self._page.sheet.place
        if place is None or page.session.item(place).repeat:
            return
        if not page.session.item(place).markable:
            self.tell(self.tr("这一项不能记成未填、划掉或看不清。"))
            return
        page.sheet.editing.read_again()
        page.marks.open_at(page.sheet.stack, page.sheet.stack.item_rect(place), page.session.item(place).place_name)

    def take_mark(self, mark: Mark) -> None:
        page, place = self._page, self._page.sheet.place
        if place is not None:
            page.sheet.apply(page.session.set_mark(place, mark))
            page.sheet.editing.read_again()
            page.sheet.go_next()

    def _can_take_same(self) -> bool:
        """While something is typed a plus is a plus."""
        page, place = self._page, self._page.sheet.place
        return place is not None and page.session.copies_above(place) and not page.sheet.editing.is_touched

    def take_same(self) -> None:
        page, place = self._page, self._page.sheet.place
        if place is not None:
            page.sheet.apply(page.session.copy_above(place))
            page.sheet.editing.read_again()
            page.sheet.go_next()

    def refuse_rows(self) -> None:
        self.tell(self.tr("复录时不加人也不划去人：多出或少了的，核完在原表上改。"), is_refused=True)

    # ---- the page

    def take_table_key(self, event: QKeyEvent) -> bool:
        """What the member table must not have: keys at a difference, and typing before the people are counted."""
        page = self._page
        if page.is_held:
            page.panel.take_key(event)
            return True
        if page.session.is_counted or page.session.difference is not None:
            return False
        is_digit = event.text().isdigit()
        is_enter = event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if is_digit or is_enter:
            page.deciding.ask_count(event.text() if is_digit else "")
            return True
        return False

    def explain(self) -> bool:
        page = self._page
        place = page.sheet.place if not page.is_done else None
        if place is None:
            return False
        if not page.help.isHidden():
            page.help.hide()
            return True
        page.help.explain(page.session.item(place))
        page.help.stand_beside(page.sheet)
        page.help.show()
        return True

    def _switch_help(self) -> None:
        self.explain()

    def keep_typed(self) -> FfpError | None:
        """Commits what is being typed and keeps what was compared; the error when the disk refuses."""
        page = self._page
        if page.is_done or not page.is_built:
            return None
        self._commit()
        return page.save()

    def _commit(self) -> None:
        """Takes what is being typed; ticks that wait for Enter are compared too."""
        page = self._page
        page.sheet.editing.commit()
        page.sheet.stack.members.commit()
        place = page.sheet.place
        if place is not None and page.session.is_unconfirmed(place) and page.session.text(place):
            page.sheet.apply(page.session.keep(place))

    def hold(self) -> bool:
        """Whether leaving would lose what the disk refuses. Who tries again at once knows, and is let go."""
        problem = self.keep_typed()
        is_told, self._is_warned = self._is_warned and problem is not None, problem is not None
        if problem is not None and not is_told:
            words = self.tr("刚录的还没写进磁盘，离开会丢。请先腾出空间；一定要离开，就再按一次。")
            self.tell(words, is_refused=True)
        return problem is not None and not is_told

    def finish(self) -> None:
        """F9: records and corrects, or goes to what is still to be typed."""
        page = self._page
        if page.is_done or page.is_held:
            return
        self._commit()
        if page.session.difference is not None:
            return
        if page.session.left:
            self.tell(self.tr("还剩 {0} 项没录，先录完。").format(page.session.left), is_refused=True)
            page.focus_due()
            return
        try:
            done = page.desk.quality.finish_second_entry(page.session)
        except FfpError as error:
            self.tell(error.sentence, is_refused=True)
            return
        page.show_done(done)

    def tell(self, sentence: str, *, is_refused: bool = False) -> None:
        self._page.status.say_saved(sentence, is_refused=is_refused)
