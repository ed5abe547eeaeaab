"""解决冲突: one unit after another, both sides next to each other; take one, the other, or retype it from the paper."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.services.review.conflict_records import Decision
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.page import EXCHANGE_TAB, KeyAction, Page
from ffp_desktop.ui.pages.conflict.begun import Begun, BegunShelf
from ffp_desktop.ui.pages.conflict.keys import list_keys
from ffp_desktop.ui.pages.conflict.queue import ConflictQueue
from ffp_desktop.ui.pages.conflict.retyping import Retyping
from ffp_desktop.ui.pages.conflict.settling_foot import SettlingFoot
from ffp_desktop.ui.pages.conflict.shown import (
    ShownUnit,
    describe_survey,
    find_hints,
    say_elsewhere,
    say_unit_rule,
    show_unit,
)
from ffp_desktop.ui.pages.conflict.table import UnitTable
from ffp_desktop.ui.pages.conflict.top_bar import ConflictBar
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.spoken import say_unit
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.label import Label

_AROUND, _LEAST_ROOM = 200, 300  # px of the page that are not the table; the least it gets
_MOST_SIDES = 8


class ConflictPage(Page):
    """A digit takes a side and goes to the reason, F9 settles and goes on; what was settled shows no more."""

    tab = EXCHANGE_TAB
    left = Signal()
    print_wanted = Signal(list)  # survey ids
    ended = Signal(str)  # nothing is left to settle: what to say

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._parts = parts
        self.queue = ConflictQueue((), self._read)
        self.choice = -1  # which column is taken
        self.last_reason = ""
        self._settled = 0
        self._begun = BegunShelf()
        self.bar = ConflictBar(parts.theme)
        self.table = UnitTable(parts.theme)
        self.retyping = Retyping(self.table, parts.theme, desk.regions)
        self.foot = SettlingFoot()
        self.reason, self.notice = self.foot.reason, self.foot.notice
        self._build()
        self._bind()

    # -- what the window asks ----------------------------------------------------------------------------------

    def top_bar(self) -> QWidget | None:
        return self.bar

    def title(self) -> str:
        return self.tr("收发 — 解决冲突")

    def help_chapter(self) -> str:
        return "17-冲突"

    def key_actions(self) -> list[KeyAction]:
        return list_keys(self)

    def status_words(self) -> tuple[str, str]:
        missing = self.missing_words
        right = self.tr("还差：{0}").format(missing) if missing else self.tr("可以定下了")
        return self.tr("未解决前不能审核通过"), right

    def arrive(self) -> None:
        self.table.setFocus()

    def leave(self) -> None:
        self._keep_begun()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.set_room(max(_LEAST_ROOM, self.height() - _AROUND))

    # -- public ------------------------------------------------------------------------------------------------

    @property
    def shown(self) -> ShownUnit | None:
        return self.queue.shown

    @property
    def missing_words(self) -> str:
        """What is missing before it can be settled, "" when nothing is."""
        shown = self.shown
        if shown is None or self.choice < 0:
            return self.tr("选一份")
        blanks = self.retyping.missing() if self.choice == len(shown.sides) else ()
        if blanks:
            name = blanks[0].label.split()[0]
            wrong = blanks[0].place in self.retyping.wrong
            words = self.tr("{0} 读不出来，再填一次") if wrong else self.tr("重填 {0}")
            return words.format(name)
        return "" if self.reason.value().strip() else self.tr("写明原因")

    def show_surveys(self, surveys: Sequence[str]) -> bool:
        """Shows the conflicts of these surveys, one after another; False when none has any."""
        self.queue, self._settled = ConflictQueue(surveys, self._read), 0
        if not self.queue.open_first():
            return False
        self._show()
        return True

    def choose(self, column: int) -> None:
        """Takes a side, or the paper's own blanks after them."""
        shown = self.shown
        if shown is None or not 0 <= column <= len(shown.sides):
            return
        is_retyping = column == len(shown.sides)
        if is_retyping and not shown.can_retype:
            self.notice.tell(self.tr("这一处不在纸表上，不能重填，请取一份。"), "warning")
            return
        self.choice = column
        self.notice.tell("")
        self._show_choice()
        if is_retyping:
            self.retyping.start()
        else:
            self.retyping.rest()
            self.reason.setFocus()
        self._tell()

    def settle(self) -> None:
        """F9: one revision that names every side; then the next conflict."""
        self.retyping.commit()
        shown = self.shown
        if shown is None:
            return
        if missing := self.missing_words:
            self.notice.tell(self.tr("还不能定下，还差：{0}。").format(missing), "warning")
            self._go_to_missing()
            return
        reason = self.reason.value().strip()
        is_retyped = self.choice == len(shown.sides)
        side = shown.sides[0 if is_retyped else self.choice].side
        texts = dict(self.retyping.texts) if is_retyped else {}
        try:
            self._desk.conflicts.resolve(self.queue.survey, {shown.unit.unit: Decision(side, texts)}, reason)
        except FfpError as error:
            self.notice.tell_error(error)
            return
        self.last_reason = reason
        self._settled += 1
        self.reason.set_value("")
        self._go_on_from(shown.unit.title)

    def go_on(self, by: int) -> None:
        """The next conflict, or the one before; nothing is settled, and what was begun is kept."""
        self._keep_begun()
        if self.queue.go(by):
            self._show()
        else:
            self.notice.tell(self.tr("这是最后一处。") if by > 0 else self.tr("这是第一处。"))
        self.table.setFocus()

    def repeat_reason(self) -> None:
        """F5: the reason that was given last."""
        if self.last_reason and self.reason.hasFocus() and not self.reason.value():
            self.reason.set_value(self.last_reason)

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.rule = Label("", Type.SUBHEAD, is_bold=True, wraps=True)
        look = Label(self.tr("请拿出纸表核对。取定之后，另一边仍留在历史里。"), Type.LABEL, "label")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 6)
        layout.setSpacing(4)
        layout.addWidget(self.rule)
        layout.addWidget(look)
        layout.addSpacing(6)
        layout.addWidget(self.table, 1)
        layout.addSpacing(8)
        layout.addWidget(self.foot)
        layout.addStretch()

    def _bind(self) -> None:
        self.bar.back_pressed.connect(self.escape)
        self.bar.print_pressed.connect(self.print_survey)
        self.bar.settle_pressed.connect(self.settle)
        self.bar.neighbour_pressed.connect(self.go_on)
        self.table.chosen.connect(self.choose)
        self.table.blank_pressed.connect(self.retyping.start)
        self.table.advanced.connect(self._go_to_missing)
        self.retyping.changed.connect(self._show_choice)
        self.retyping.ended.connect(lambda is_after: (self.reason if is_after else self.table).setFocus())
        self.reason.value_changed.connect(lambda _text: self._tell())
        self.reason.focus_changed.connect(self._tell)
        self.reason.left_back.connect(self.table.setFocus)
        keys: dict[str, Callable[[], None]] = {
            "F5": self.repeat_reason,
            "F7": self.print_survey,
            "F9": self.settle,
            "Esc": self.escape,
            "PgDown": lambda: self.go_on(1),
            "PgUp": lambda: self.go_on(-1),
        }
        for key, act in keys.items():
            self.bind_key(key, act)
        for number in range(_MOST_SIDES + 1):
            self.bind_key(str(number + 1), partial(self.choose, number))

    # -- showing -----------------------------------------------------------------------------------------------

    def _read(self, survey: str) -> tuple[ShownUnit, ...]:
        devices = self._desk.bundles.device_names()
        own = say_unit(self._desk.unit.code, self._desk.regions)
        words = self.tr("{0}电脑").format(own)
        return tuple(show_unit(unit, devices, words) for unit in self._desk.conflicts.show(survey))

    def _show(self) -> None:
        shown = self.shown
        if shown is None:
            return
        session = self._desk.open_session(self.queue.survey)  # to reckon with, fresh for each
        self.bar.show_survey(*describe_survey(session, self._desk.regions))
        begun = self._begun.take(self.queue.survey, shown.unit)
        self.retyping.begin(session, shown.unit.rows, begun.texts)
        self.reason.set_value(begun.reason)
        self.choice = begun.choice
        self.notice.tell(say_elsewhere(session.header.holder, self._desk.unit.code, self._desk.regions), "warning")
        self.rule.setText(say_unit_rule(shown))
        self.foot.show_hints(find_hints(shown, session.form))
        self.table.show_unit(shown)
        self.bar.show_position(*self.queue.position)
        self._show_choice()

    def _show_choice(self) -> None:
        self.table.mark(self.choice, self.retyping.printed(), frozenset(self.retyping.wrong))
        self._tell()

    def _keep_begun(self) -> None:
        self.retyping.commit()
        self.retyping.rest()
        if self.shown is not None:
            begun = Begun(self.choice, self.reason.value(), dict(self.retyping.texts))
            self._begun.keep(self.queue.survey, self.shown.unit, begun)

    def _tell(self) -> None:
        self.bar.settle.setEnabled(self.missing_words == "")
        self.keys_changed.emit()
        self.status_changed.emit()

    # -- going -------------------------------------------------------------------------------------------------

    def _go_to_missing(self) -> None:
        shown = self.shown
        if shown is None or self.choice < 0:
            self.table.setFocus()
        elif self.choice == len(shown.sides) and self.retyping.missing():
            self.retyping.start()
        else:
            self.reason.setFocus()

    def _go_on_from(self, title: str) -> None:
        """After one was settled: the next of this survey, of a later one, of an earlier one; or the end."""
        words = self.tr("已定下：{0}。").format(title)
        if not self.queue.settle():
            self.ended.emit(words + self.tr("没有冲突了，一共定下 {0} 处。").format(self._settled))
            return
        self._show()
        self.notice.tell(words, "passed")
        self.table.setFocus()

    def print_survey(self) -> None:
        if self.queue.survey:
            self.print_wanted.emit([self.queue.survey])

    def escape(self) -> None:
        if self.retyping.close_marks():
            return
        if self.retyping.is_open:  # what was typed in this blank is left as it was
            self.retyping.rest()
            self.table.setFocus()
            self._show_choice()
        else:
            self.left.emit()
