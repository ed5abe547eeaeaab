"""What each key of the survey page does."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ffp_desktop.domain.findings import Finding
from ffp_desktop.domain.form.definition import Level
from ffp_desktop.domain.survey import Place, State
from ffp_desktop.domain.values import Mark
from ffp_desktop.errors import FfpError
from ffp_desktop.services.entry import Change
from ffp_desktop.ui.form.keymap import Action
from ffp_desktop.ui.form.sheet import Sheet

if TYPE_CHECKING:
    from ffp_desktop.ui.form.page import SurveyPage


class PageActions(QObject):
    """One method an action; `do` answers whether the key was taken."""

    def __init__(self, page: "SurveyPage") -> None:
        super().__init__(page)
        self._page = page
        self._is_warned = False  # that something is not on the disk
        self._table: dict[Action, Callable[[], None]] = {
            Action.NEXT: lambda: self._go(Sheet.go_next),
            Action.PREVIOUS: lambda: self._go(Sheet.go_previous),
            Action.NEXT_GROUP: lambda: self._go(Sheet.go_next_group),
            Action.PREVIOUS_GROUP: lambda: self._go(Sheet.go_previous_group),
            Action.MARK: self.open_marks,
            Action.ACCEPT: self.accept,
            Action.PANE: page.pane.switch,
            Action.NEXT_FINDING: self.go_to_next_finding,
            Action.FINISH: self.finish,
            Action.PRINT: self.print_survey,
            Action.ATTACHMENTS: lambda: page.attachments_wanted.emit([page.session.header.id]),
            Action.NEW_MEMBER: self.go_to_new_member,
            Action.SAME: self.take_same,
            Action.KEEP: self.keep_section,
            Action.UNDO: lambda: self._follow(page.session.undo(), self.tr("没有可以撤销的了。")),
            Action.REDO: lambda: self._follow(page.session.redo(), self.tr("没有可以恢复的了。")),
            Action.OFF_PAPER: self.go_off_paper,
            Action.HISTORY: self.show_history,
            Action.NEXT_SURVEY: lambda: self.go_to_neighbour(1),
            Action.PREVIOUS_SURVEY: lambda: self.go_to_neighbour(-1),
            Action.BACK: self.go_back,
            Action.HELP: lambda: self._ignore(self.explain()),
        }

    def do(self, action: Action, number: int) -> bool:
        if action is Action.SAME and not self._can_take_same():
            return False
        if action is Action.SECTION:
            self.go_to_section(number)
        else:
            self._table[action]()
        return True

    def caller(self, action: Action) -> Callable[[], None]:
        """The action for a click on its key."""
        return self._table[action]

    @property
    def _place(self) -> Place | None:
        return self._page.sheet.place

    # ---- going

    def _go(self, move: Callable[[Sheet], None]) -> None:
        move(self._page.sheet)  # built with the first survey

    def go_to_section(self, position: int) -> None:
        sections = self._page.session.form.sections
        place = self._page.session.focus.first(sections[position].id) if position < len(sections) else None
        if place is not None:
            self._page.sheet.focus_place(place)
        else:
            section = sections[position]
            words = self.tr("{0}、{1} 现在不适用：{2}")
            self.tell(words.format(section.numeral, section.title, section.irrelevant_reason))

    def go_to_new_member(self) -> None:
        self._page.sheet.focus_place(Place(self._page.session.form.member_items[0].id))

    def go_off_paper(self) -> None:
        place = next(iter(self._page.sheet.stack.off_paper_places()), None)
        if place is not None:
            self._page.sheet.focus_place(place)

    def go_to_next_finding(self) -> None:
        if not self._page.sheet.go_to_next_finding():
            self.tell(self.tr("没有要处理的发现。"))

    def go_back(self) -> None:
        """Esc: puts away what is open, takes back what is being typed, else leaves the page."""
        page = self._page
        if not page.help.isHidden():
            page.help.hide()
        elif page.sheet.editing.is_touched:
            page.sheet.editing.read_again()
        else:
            page.leave()
            page.left.emit()

    def hold(self) -> bool:
        """Whether leaving would lose what the disk refuses. Who tries again at once knows, and is let go."""
        page = self._page
        page.leave()
        problem = page.session.save_pending()
        is_told, self._is_warned = self._is_warned and problem is not None, problem is not None
        if problem is not None and not is_told:
            words = self.tr("刚填的还没写进磁盘，离开会丢。请先腾出空间；一定要离开，就再按一次。")
            page.status.say_saved(words, is_refused=True)
        return problem is not None and not is_told

    def tell_end(self) -> None:
        self.tell(self.tr("到头了。F9 完成，PgDn 下一户。"))

    # ---- answers

    def open_marks(self) -> None:
        page, place = self._page, self._place
        if place is None or page.session.item(place).repeat or not page.session.is_editable:
            return
        if not page.session.item(place).markable:
            self.tell(self.tr("这一项不能记成未填、划掉或看不清。"))
            return
        page.sheet.editing.read_again()
        page.marks.open_at(page.sheet.stack, page.sheet.stack.item_rect(place), page.session.item(place).place_name)

    def take_mark(self, mark: Mark) -> None:
        if self._place is not None:
            self._page.sheet.apply(self._page.session.set_mark(self._place, mark))
            self._page.sheet.editing.read_again()
            self._page.sheet.go_next()

    def _can_take_same(self) -> bool:
        """While something is typed a plus is a plus."""
        page, place = self._page, self._place
        return place is not None and page.session.copies_above(place) and not page.sheet.editing.is_touched

    def take_same(self) -> None:
        """The same as the household before, and on."""
        if self._place is None:
            return
        change = self._page.session.copy_above(self._place)
        if change.is_empty and self._page.session.answer(self._place) is None:
            self.tell(self.tr("打开程序以来还没有录过这一项，没有可以照抄的。"))
            return
        self._page.sheet.apply(change)
        self._page.sheet.editing.read_again()
        self._page.sheet.go_next()

    def keep_section(self) -> None:
        """无变化: what was carried into this section is taken over, and on to what still waits."""
        page, place = self._page, self._place
        if place is None:
            return
        page.sheet.editing.commit()
        section = page.session.item(place).section
        change = page.session.keep_section(section)
        if change.is_empty:
            self.tell(self.tr("这一部分没有上一轮带来的答案要核对。"))
            return
        page.sheet.apply(change)
        order = page.session.evaluation.place_order
        following = next((p for p in page.session.missing() if order(p) > order(place)), None)
        if following is not None:
            page.sheet.focus_place(following)

    def accept(self) -> None:
        """F5: takes what the finding proposes, or confirms the warning with a reason."""
        page, place = self._page, self._place
        if place is None:
            return
        page.sheet.editing.commit()
        finding = self._finding_at(place)
        if finding is None:
            self.tell(self.tr("这里没有可以确认的发现。F8 到下一条。"))
        elif finding.proposal:
            self._follow(page.session.take_proposal(finding), "")
        elif finding.level is Level.WARNING:
            prompt = self.tr("确认“{0}”，原因：").format(finding.place_name)
            page.reason.ask(prompt, lambda reason: self._confirm(finding, reason))
        else:
            self.tell(self.tr("错误要改正，不能确认。纸上看不清的按 F4。"))

    def _confirm(self, finding: Finding, reason: str) -> None:
        if reason:
            self._page.sheet.apply(self._page.session.confirm(finding, reason))

    def _finding_at(self, place: Place) -> Finding | None:
        """The finding F5 means: here, then one that speaks of this place; proposals and warnings before errors."""
        found = [f for f in self._page.sheet.reading.findings if f.is_open and place in (f.place, *f.touches)]
        found.sort(key=lambda f: (f.place != place, not f.proposal, f.level is Level.ERROR))
        return found[0] if found else None

    def _follow(self, change: Change, nothing: str) -> None:
        page = self._page
        if change.problem is not None:
            self.tell(change.problem.sentence, is_refused=True)
        if change.is_empty:
            if nothing and change.problem is None:
                self.tell(nothing)
            return
        page.sheet.apply(change)
        page.sheet.editing.read_again()
        if change.focus is not None and page.session.is_relevant(change.focus):
            page.sheet.focus_place(change.focus)

    # ---- the page

    def explain(self) -> bool:
        page, place = self._page, self._place
        if place is None:
            return False
        if not page.help.isHidden():
            page.help.hide()
            return True
        page.help.explain(page.session.item(place))
        page.help.stand_beside(page.sheet)
        page.help.show()
        return True

    def go_to_neighbour(self, by: int) -> None:
        position, total = self._page.position
        if position and not 1 <= position + by <= total:
            self.tell(self.tr("这是最后一户。") if by > 0 else self.tr("这是第一户。"))
            return
        self._page.leave()
        self._page.neighbour_wanted.emit(by)

    def print_survey(self) -> None:
        self._page.leave()
        self._page.print_wanted.emit([self._page.session.header.id])

    def show_history(self) -> None:
        """Who wrote what at the focused item, and in the whole survey."""
        self._page.leave()
        self._page.history_wanted.emit(self._page.session.header.id, self._place)

    def finish(self) -> None:
        """F9: done, or to the first thing that bars it, with how many there are."""
        page = self._page
        page.sheet.editing.commit()
        if page.bar.conflicts:
            page.conflicts_wanted.emit(page.session.header.id)
            return
        if page.review.is_judging:
            page.review.approve()
            return
        if not page.session.is_editable:
            is_done = page.session.header.state is State.FINISHED and page.session.is_here
            self.tell(self.tr("这份表已经完成。Esc 回列表，F9 上报。") if is_done else page.review.closed_words())
            return
        try:
            finish = page.session.finish()
        except FfpError as error:
            self.tell(error.sentence, is_refused=True)
            return
        if finish.done:
            page.show_all()
            page.review.refresh()
            self.tell(self.tr("已完成。PgDn 下一户，Esc 返回。"))
            return
        page.note_try()
        if finish.first is not None:
            page.sheet.focus_place(finish.first)
        words = self.tr("还不能完成：错误 {0}，提醒 {1}，没填 {2}。F8 逐条去。")
        self.tell(words.format(finish.errors, finish.warnings, finish.missing), is_refused=True)

    def tell(self, sentence: str, *, is_refused: bool = False) -> None:
        self._page.status.say_saved(sentence, is_refused=is_refused)

    def _ignore(self, _result: bool) -> None:
        return
