"""Whom a row of a list is about: the row and up to three likely persons side by side, taken with 1, 2, 3; 0 is none.

Signals: `left` (back to the lists). F5 accepts all 同名同村 at once, asked twice; Ctrl+Z takes the last word back.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.services.campaign.list_import.rematch import LookedAgain, LookedAtClue, Rematch
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.errand import Errand
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import LISTS_TAB, KeyAction, Page
from ffp_desktop.ui.pages.campaign.lists.likely_table import LikelyTable
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.label import Label

_MOST = 3


class DecidingPage(Page):
    """One clue at a time; after each word the next one comes by itself."""

    tab = LISTS_TAB
    left = Signal()
    ledger_wanted = Signal(str)  # the list whose clues are to be answered

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rematch: Rematch = desk.make_rematch()
        self._list = ""
        self._looked = LookedAgain(())
        self._waiting: list[LookedAtClue] = []
        self._decided: list[LookedAtClue] = []
        self._at = 0
        self._is_asked_twice = False
        self.errand = Errand(parts.background, self)
        self.table = LikelyTable(desk.regions, parts.theme)
        self.notice = NoticeLine(keeps_room=True)
        self.all = KeyButton("", "F5", parts.theme)
        self._title = Label(self.tr("认定到人"), Type.PAGE)
        self._count = Label("", Type.TEXT, "label")
        self._build()
        self._bind()

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("认定到人")

    def help_chapter(self) -> str:
        return "18-名单"

    def key_actions(self) -> list[KeyAction]:
        actions: list[KeyAction] = []
        if self.current is not None:
            actions = [
                KeyAction("1 2 3", self.tr("是这个人")),
                KeyAction("0", self.tr("都不是，查无此人"), self.take_nobody),
                KeyAction("PgUp PgDn", self.tr("前一条、后一条"), lambda: self.step(1)),
            ]
        if self.namesakes:
            actions.append(KeyAction("F5", self.tr("同名同村全部认定"), self.take_namesakes))
        if self.current is None:
            actions.append(KeyAction("Enter", self.tr("看这份名单的台账"), self.press_enter))
        if self._decided:
            actions.append(KeyAction("Ctrl+Z", self.tr("刚才认错了"), self.take_back))
        return [*actions, KeyAction("Esc", self.tr("返回"), self.left.emit)]

    def status_words(self) -> tuple[str, str]:
        return self._count.text(), ""

    def arrive(self) -> None:
        self.table.setFocus()

    def leave(self) -> None:
        self.errand.stop()

    # -- public ------------------------------------------------------------------------------------------------

    @property
    def current(self) -> LookedAtClue | None:
        return self._waiting[self._at] if 0 <= self._at < len(self._waiting) else None

    @property
    def namesakes(self) -> Sequence[LookedAtClue]:
        return [one for one in self._waiting if one.namesake is not None]

    def press_enter(self) -> None:
        """Nobody waits any more: to the ledger, where the others are answered."""
        if self.current is None and not self.errand.is_busy:
            self.ledger_wanted.emit(self._list)

    def open_list(self, list_id: str) -> None:
        """Looks at a list again: what is certain is taken, what is likely is shown."""
        self._list, self._decided = list_id, []
        self.notice.tell(self.tr("正在和库里比对…"))
        self.errand.run(lambda _task: self._look(), self._show_looked)

    def take(self, number: int) -> None:
        """The person of this number, from 1."""
        one = self.current
        if one is not None and number <= len(one.found.suggestions):
            likely = one.found.suggestions[number - 1]
            self._decide(one, lambda: self._rematch.accept(one.clue.id, likely), likely.person.name)

    def take_nobody(self) -> None:
        one = self.current
        if one is not None:
            self._decide(one, lambda: self._rematch.nobody(one.clue.id), self.tr("查无此人"))

    def take_namesakes(self) -> None:
        """All 同名同村 at once; the first press only says how many."""
        found = self.namesakes
        if not found:
            return
        if not self._is_asked_twice:
            self._is_asked_twice = True
            words = self.tr("有 {0} 条全村只有一个同名，别的也没有不同。都认定是，请再按一次 F5。").format(len(found))
            self.notice.tell(words, "warning")
            return
        done = self._rematch.accept_namesakes(LookedAgain(tuple(found)))
        self._waiting = [one for one in self._waiting if one.namesake is None]
        self._at = min(self._at, max(len(self._waiting) - 1, 0))
        self.notice.tell(self.tr("已认定 {0} 条同名同村。").format(done), "passed")
        self._show()

    def take_back(self) -> None:
        """The last word was wrong: the clue waits again."""
        if self._decided:
            one = self._decided.pop()
            self._rematch.take_back(one.clue.id, self.tr("认错了，改正"))
            self._waiting.insert(min(self._at, len(self._waiting)), one)
            self.notice.tell(self.tr("已取消，{0}这一条重新认。").format(one.clue.told.name))
            self._show()

    def step(self, by: int) -> None:
        if self._waiting:
            self._at = (self._at + by) % len(self._waiting)
            self._show()

    # -- private -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(20)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch()
        head.addWidget(self.all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 8)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.notice)

    def _bind(self) -> None:
        self.errand.refused.connect(self.notice.tell_error)
        self.all.clicked.connect(self.take_namesakes)
        self.table.chosen.connect(lambda number: self.take(number) if number else self.take_nobody())
        keys: dict[str, Callable[[], None]] = {
            "0": self.take_nobody,
            "F5": self.take_namesakes,
            "Esc": self.left.emit,
            "Ctrl+Z": self.take_back,
            "PgUp": lambda: self.step(-1),
            "PgDown": lambda: self.step(1),
        }
        keys |= {str(number): lambda number=number: self.take(number) for number in range(1, _MOST + 1)}  # type: ignore[misc]
        for key, act in keys.items():
            self.bind_key(key, act)

    def _look(self) -> tuple[int, LookedAgain]:
        looked = self._rematch.look(self._list)
        return self._rematch.take_certain(looked), looked

    def _show_looked(self, found: tuple[int, LookedAgain]) -> None:
        certain, self._looked = found
        self._waiting, self._at = list(self._looked.waiting), 0
        words = self.tr("这次又有 {0} 条拿得准的，已经认定。").format(certain) if certain else ""
        self.notice.tell(words, "passed")
        self._show()

    def _decide(self, one: LookedAtClue, say: Callable[[], object], words: str) -> None:
        try:
            say()
        except FfpError as error:
            self.notice.tell_error(error)
            return
        self._waiting.remove(one)
        self._decided.append(one)
        self._at = min(self._at, max(len(self._waiting) - 1, 0))
        self.notice.tell(self.tr("{0}：认定为{1}。Ctrl+Z 取消。").format(one.clue.told.name, words), "passed")
        self._show()

    def _show(self) -> None:
        self._is_asked_twice = False
        one, left = self.current, len(self._waiting)
        nobody = len(self._looked.clues) - len(self._looked.waiting) - len(self._looked.certain)
        here = self.tr("第 {0} / {1} 条").format(self._at + 1, left) if one else self.tr("没有要认定的了")
        self._count.setText(self.tr("{0} · 库里没有相近的人 {1} 条").format(here, nobody))
        self.all.setText(self.tr("同名同村 {0} 条全部认定").format(len(self.namesakes)))
        self.all.setVisible(bool(self.namesakes))
        self.all.updateGeometry()
        self.table.show_clue(one)
        self.keys_changed.emit()
        self.status_changed.emit()
