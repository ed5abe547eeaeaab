"""上报 and 撤回 from the list: what is meant, the panel that asks, the work, and what is told afterwards."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent

from ffp_desktop.domain.custody import unit_above
from ffp_desktop.domain.survey import State
from ffp_desktop.errors import FfpError
from ffp_desktop.ui.background import Background
from ffp_desktop.ui.desk_shape import SummaryShape, SurveyQuery
from ffp_desktop.ui.errand import Errand
from ffp_desktop.ui.page import KeyAction
from ffp_desktop.ui.pages.home.handing_panel import HandingPanel, LeftBehind, count_villages
from ffp_desktop.ui.spoken import say_unit
from ffp_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from ffp_desktop.services.review.records import Outcome
    from ffp_desktop.ui.desk_shape import DeskShape
    from ffp_desktop.ui.pages.home.page import HomePage

_VILLAGE, _TOWNSHIP = 12, 9
_ABOVE = (State.SUBMITTED, State.SUBMITTED_UP)


class HandingPart(QObject):
    """The ticked surveys, else (上报) all that the list's conditions leave, or (撤回) the row."""

    def __init__(self, page: "HomePage", desk: "DeskShape", theme: Theme, background: Background) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._surveys: Sequence[str] = ()
        self.errand = Errand(background, self)
        self.panel = HandingPanel(theme, page)
        self.panel.wanted.connect(self._carry_out)
        self.panel.closed.connect(page.come_back)
        self.panel.opened.connect(page.survey_wanted)
        self.errand.refused.connect(self.panel.notice.tell_error)

    # -- what the page asks ------------------------------------------------------------------------------------

    def keys(self) -> list[KeyAction]:
        """F9 while something can go up, Ctrl+Del on what can come back."""
        keys = []
        if self._count():
            is_village = len(self._desk.unit.code) == _VILLAGE and not self._page.model.ticked
            words = self.tr("上报 {0} 户").format(self._count()) if is_village else self.tr("上报")
            keys.append(KeyAction("F9", words, self.ask_to_submit))
        if self._lies_above():
            keys.append(KeyAction("Ctrl+Del", self.tr("撤回"), self.ask_to_recall))
        return keys

    def take_key(self, event: QKeyEvent) -> bool:
        """F9 and Ctrl+Del that no panel wanted."""
        is_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        acts = {(Qt.Key.Key_F9, False): self.ask_to_submit, (Qt.Key.Key_Delete, True): self.ask_to_recall}
        act = acts.get((Qt.Key(event.key()), is_control))
        if act is None or self._page.is_asking:
            return False
        act()
        return True

    def ask_to_submit(self) -> None:
        """F9: what of the list is ready, by village."""
        page = self._page
        try:
            meant = page.model.ticked or list(self._desk.find_surveys(replace(page.query(), state=None)).ids())
            ready = frozenset(self._desk.handing.ready())
            self._surveys = [one for one in meant if one in ready]
            lines = self._lines(self._surveys)
        except FfpError as error:
            self._page.notice.tell(error.sentence, "error")
            return
        if not self._surveys:
            self._page.notice.tell(self.tr("没有能上报的户：已完成的才能上报。先用 ← → 看“已完成”。"), "label")
            return
        names = [say_unit(line.village, self._desk.regions) for line in lines]
        self.panel.ask_to_submit(count_villages(names), self._receiver(lines))
        page.keys_changed.emit()

    def ask_to_recall(self) -> None:
        """Ctrl+Del: what was handed up and has not arrived comes back, for a reason."""
        if not self._can_recall():
            return
        self._surveys = self._page.model.ticked or [self._page.current_id()]
        name = self._lines(self._surveys[:1])[0].head_name
        self.panel.ask_to_recall(len(self._surveys), name)
        self._page.keys_changed.emit()

    # -- private -----------------------------------------------------------------------------------------------

    def _count(self) -> int:
        """How many of the list are finished; at a township also what it judged."""
        states = [State.FINISHED]
        if len(self._desk.unit.code) == _TOWNSHIP:
            states.append(State.APPROVED)
        return sum(self._page.counts.count_of(state) for state in states)

    def _can_recall(self) -> bool:
        line = self._page.model.summary(self._page.table.currentIndex().row())
        return bool(self._page.model.ticked) or (line is not None and line.state in _ABOVE)

    def _lies_above(self) -> bool:
        line = self._page.model.summary(self._page.table.currentIndex().row())
        return self._can_recall() and line is not None and bool(self._page.model.hands(line)[0])

    def _receiver(self, lines: Sequence[SummaryShape]) -> str:
        unit = self._desk.unit.code
        is_own = len(unit) <= _TOWNSHIP and any(line.state is State.FINISHED for line in lines)
        return self.tr("本单位") if is_own else say_unit(unit_above(unit), self._desk.regions)

    def _lines(self, surveys: Sequence[str]) -> Sequence[SummaryShape]:
        return self._desk.find_surveys(SurveyQuery(ids=tuple(surveys))).page(0, len(surveys)) if surveys else ()

    def _carry_out(self, reason: str) -> None:
        if self.errand.is_busy:
            return
        handing, surveys = self._desk.handing, tuple(self._surveys)
        if reason:
            self.panel.notice.tell(self.tr("正在撤回…"))
            self.errand.run(lambda _task: handing.recall(surveys, reason), lambda done: self._end(done, reason))
        else:
            self.panel.notice.tell(self.tr("正在上报…"))
            self.errand.run(lambda _task: handing.submit(surveys), lambda done: self._end(done, ""))

    def _end(self, outcome: "Outcome", reason: str) -> None:
        count = len(outcome.done)
        words = (
            self.tr("已撤回 {0} 户，可以改了。") if reason else self.tr("已上报 {0} 户。收发（Alt+3）里写到U盘带去。")
        )
        done = words.format(count) if count else ""
        if outcome.refused:
            self.panel.tell_left(done.partition("。")[0] or self.tr("一户也没有办"), self._left_of(outcome))
        else:
            self.panel.close_panel()
        self._page.model.clear_ticks()
        self._page.refresh()
        if done:
            self._page.notice.tell(done, "passed" if reason else "accent")

    def _left_of(self, outcome: "Outcome") -> list[LeftBehind]:
        lines = {line.id: line for line in self._lines([one.survey for one in outcome.refused])}
        return [
            LeftBehind(
                one.survey,
                say_unit(lines[one.survey].village, self._desk.regions),
                lines[one.survey].head_name or one.number,
                one.error.sentence,
            )
            for one in outcome.refused
            if one.survey in lines
        ]
