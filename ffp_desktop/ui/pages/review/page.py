"""审核 (Alt+7): what waits for this office to be judged, village by village, what has findings first."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.domain.regions import Region, RegionLevel
from ffp_desktop.domain.survey import State
from ffp_desktop.errors import FfpError
from ffp_desktop.ui.desk_shape import CountsShape, DeskShape, SurveyQuery
from ffp_desktop.ui.errand import Errand
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import REVIEW_TAB, KeyAction, Page
from ffp_desktop.ui.pages.home.bars_column import BarsColumn
from ffp_desktop.ui.pages.home.villages import Progress
from ffp_desktop.ui.pages.review.queue_rows import queue_columns, queue_row
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.cell_table import CellTable
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from ffp_desktop.services.review.records import Outcome, QueueLine

_TOWNSHIP_JUDGED = (State.APPROVED, State.SUBMITTED_UP, State.FINAL)
_TYPIST = "录入员"


class ReviewPage(Page):
    """Enter opens a survey, F9 approves the ticked ones; F6 goes to the villages."""

    tab = REVIEW_TAB
    left = Signal()
    survey_wanted = Signal(str)

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = parts.theme
        self._lines: Sequence[QueueLine] = ()
        self._shown: Sequence[QueueLine] = ()
        self._ticked: dict[str, None] = {}
        self._keeps = ""  # the survey the row is to stand on
        self._is_county = len(desk.unit.code) == 6
        self._approval = self.tr("审定 {0} 户") if self._is_county else self.tr("审核通过 {0} 户")
        self.errand = Errand(parts.background, self)
        self._side = BarsColumn(parts.theme)
        self.bars = self._side.bars
        self.table = CellTable(queue_columns(), parts.theme)
        self.notice = NoticeLine(keeps_room=True)
        self.head = Label("", Type.TEXT, "label")
        self.search = SearchField(self.tr("查找：姓名、拼音、身份证、村、表号"), parts.theme)
        self._foot = Label("", Type.SECONDARY, "label")
        self._approve = KeyButton("", "F9", parts.theme, is_main=True)
        self._build()
        self._join()

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("审核")

    def help_chapter(self) -> str:
        return "16-审核与退回"

    def key_actions(self) -> list[KeyAction]:
        actions = []
        if self._shown:
            actions.append(KeyAction("Enter", self.tr("打开来审"), self.open_current))
            actions.append(KeyAction("空格", self.tr("勾"), lambda: self._tick(self.table.row)))
        if self._ticked:
            actions.append(KeyAction("F9", self._approval.format(len(self._ticked)), self.approve))
        actions.append(KeyAction("F3", self.tr("查找"), self.search.start_search))
        actions.append(KeyAction("F6", self.tr("换村") if not self._is_county else self.tr("换乡镇"), self.switch_pane))
        words = self.tr("去掉勾") if self._ticked else self.tr("不查了") if self.search.value() else self.tr("返回")
        return [*actions, KeyAction("Esc", words, self._escape)]

    def status_words(self) -> tuple[str, str]:
        return self.tr("数据已保存"), self.tr("待审 {0} 户").format(len(self._lines)) if self._lines else ""

    def arrive(self) -> None:
        self.refresh()
        self.table.setFocus()

    # -- the queue as a list that one walks through ------------------------------------------------------------

    def neighbour(self, survey_id: str, by: int) -> str:
        """The survey `by` rows after or before in the queue as it was read last, "" at its ends."""
        at = self._row_of(survey_id)
        return self._shown[at + by].survey if at >= 0 and 0 <= at + by < len(self._shown) else ""

    def next_to_judge(self, survey_id: str) -> str:
        """The next after it that this person has not judged yet; "" when all have been."""
        following = self._shown[self._row_of(survey_id) + 1 :]
        return next((line.survey for line in following if not self._is_done_by_me(line)), "")

    def position(self, survey_id: str) -> tuple[int, int]:
        return self._row_of(survey_id) + 1, len(self._shown)

    def keep(self, survey_id: str) -> None:
        """The row will stand on this survey, or where it stood."""
        self._keeps = survey_id

    # -- public ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Reads the queue again, beside the window's own work."""
        if not self.errand.is_busy:
            self.errand.run(lambda _task: (self._desk.review.queue(), self._count()), lambda read: self._show(*read))

    def open_current(self) -> None:
        if 0 <= self.table.row < len(self._shown):
            self._open(self.table.row)

    def switch_pane(self) -> None:
        (self.table if self.bars.hasFocus() else self.bars).setFocus()

    def approve(self) -> None:
        """审核通过 of all that are ticked."""
        ticked = tuple(self._ticked)
        if ticked and not self.errand.is_busy:
            self.notice.tell(self.tr("正在办…"))
            self.errand.run(lambda _task: self._desk.review.approve(ticked), self._end)

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._side.lay_out(self.tr("各乡镇") if self._is_county else self.tr("各村"), self.tr("审过 / 报来"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        right = QVBoxLayout()
        right.setContentsMargins(15, 12, 12, 9)
        right.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(20)
        head.addWidget(Label(self.tr("审核"), Type.PAGE))
        head.addWidget(self.head, 1)
        self.search.setFixedWidth(300)
        head.addWidget(self.search)
        head.addWidget(self._approve)
        right.addLayout(head)
        right.addWidget(self.notice)
        frame = QWidget()
        frame.setProperty("ground", "sheet")
        frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        self._foot.setContentsMargins(12, 3, 12, 4)
        self._foot.setAlignment(Qt.AlignmentFlag.AlignRight)
        column.addWidget(self._foot)
        right.addWidget(frame, 1)
        row.addLayout(right, 1)

    def _join(self) -> None:
        self.table.opened.connect(self._open)
        self.table.ticked.connect(self._tick)
        self.table.row_changed.connect(lambda _row: self.keys_changed.emit())
        self.bars.chosen.connect(lambda _code: self._show_list())
        self.bars.pointed.connect(lambda _row: self._side.show_chosen())
        self.bars.left.connect(self.table.setFocus)
        self.errand.refused.connect(self._refuse)
        self.search.value_changed.connect(lambda _typed: self._show_list())
        self.search.list_wanted.connect(self.table.setFocus)
        self.search.list_wanted.connect(self.keys_changed)
        self._approve.clicked.connect(self.approve)
        keys: dict[str, Callable[[], None]] = {"F3": self.search.start_search, "F6": self.switch_pane}
        keys |= {"F9": self.approve, "Esc": self._escape}
        for key, act in keys.items():
            self.bind_key(key, act)

    # -- showing -----------------------------------------------------------------------------------------------

    def _count(self) -> CountsShape:
        return self._desk.count_surveys(SurveyQuery())

    def _places(self) -> list[Region]:
        regions = self._desk.regions
        return regions.at_level(RegionLevel.TOWNSHIP) if self._is_county else regions.villages_in(self._desk.unit.code)

    def _show(self, lines: "Sequence[QueueLine]", counts: CountsShape) -> None:
        self._lines = sorted(lines, key=self._is_done_by_me)
        here = {line.survey for line in lines}
        self._ticked = {one: None for one in self._ticked if one in here}
        self._show_bars(counts)
        first = sum(bool(line.judged_by) for line in lines)
        late = max((line.days for line in lines), default=0)
        words = self.tr("待审 {0} 户，其中等第二个人审的 {1} 户").format(len(lines), first)
        words += self.tr("，等得最久的 {0} 天").format(late) if late else ""
        self.head.setText(words if lines else "")
        self._show_list()

    def _show_bars(self, counts: CountsShape) -> None:
        judged = (State.FINAL,) if self._is_county else _TOWNSHIP_JUDGED
        waiting = Counter(line.village for line in self._lines)
        done: Counter[str] = Counter()
        for village, states in counts.in_village.items():
            done[village] += sum(states.get(state, 0) for state in judged)
        rows = [self._bar("", self.tr("全部"), waiting, done)]
        rows += [self._bar(place.code, place.short_name, waiting, done) for place in self._places()]
        self.bars.set_rows(rows)

    def _bar(self, code: str, name: str, waiting: Counter[str], done: Counter[str]) -> Progress:
        left = sum(count for village, count in waiting.items() if village.startswith(code))
        judged = sum(count for village, count in done.items() if village.startswith(code))
        return Progress(code, name, judged, judged + left)

    def _show_list(self) -> None:
        current = self._keeps or self._current()
        found = self._find(self.search.value().strip())
        here = [line for line in self._lines if line.village.startswith(self.bars.code)]
        self._shown = [line for line in here if found is None or line.survey in found]
        self._draw()
        self._keeps = ""
        if (at := self._row_of(current)) >= 0:
            self.table.select(at)
        self._foot.setText(self.tr("按村，有发现的在前 · 共 {0} 户").format(len(self._shown)) if self._shown else "")
        self.status_changed.emit()

    def _find(self, text: str) -> frozenset[str] | None:
        """The surveys of the round that a text finds, as in the list of all; None for no text."""
        return frozenset(self._desk.find_surveys(SurveyQuery(text=text)).ids()) if text else None

    def _draw(self) -> None:
        palette, has_ticks, own = self._theme.palette, bool(self._ticked), self._desk.operator.name
        rows = [
            queue_row(line, palette, own, ticked=line.survey in self._ticked if has_ticks else None)
            for line in self._shown
        ]
        empty = self.tr("没有等着审核的表。\n收发（Alt+3）里读进报上来的包，就排在这里。")
        if self.search.value().strip():
            empty = self.tr("待审的表里没有这样的户。\n换几个字，或按 F3 再按 Esc 清除。")
        self.table.show_rows(rows, empty)
        self._approve.setText(self._approval.format(len(self._ticked)))
        self._approve.updateGeometry()
        self._approve.setVisible(has_ticks)
        self.keys_changed.emit()

    def _is_done_by_me(self, line: "QueueLine") -> bool:
        return self._desk.operator.name in line.judged_by

    def _row_of(self, survey_id: str) -> int:
        return next((number for number, line in enumerate(self._shown) if line.survey == survey_id), -1)

    def _current(self) -> str:
        return self._shown[self.table.row].survey if 0 <= self.table.row < len(self._shown) else ""

    # -- doing -------------------------------------------------------------------------------------------------

    def _open(self, row: int) -> None:
        self.survey_wanted.emit(self._shown[row].survey)

    def _tick(self, row: int) -> None:
        if 0 <= row < len(self._shown) and self._desk.operator.role != _TYPIST:
            survey = self._shown[row].survey
            if survey in self._ticked:
                del self._ticked[survey]
            else:
                self._ticked[survey] = None
            self._draw()

    def _end(self, outcome: "Outcome") -> None:
        self._ticked = {one.survey: None for one in outcome.refused}
        told = [self._approval.format(len(outcome.done))] if outcome.done else []
        if outcome.waiting:
            told.append(self.tr("初审 {0} 户，等第二个人").format(len(outcome.waiting)))
        words = "，".join(told) + "。" if told else ""
        if outcome.refused:
            first = outcome.refused[0].error.sentence
            words += self.tr("{0} 户没有通过，还勾着：{1}").format(len(outcome.refused), first)
        self.notice.tell(words, "error" if outcome.refused else "passed")
        self.refresh()

    def _refuse(self, error: FfpError) -> None:
        self.notice.tell_error(error)

    def _escape(self) -> None:
        if self.bars.hasFocus():
            self.table.setFocus()
        elif self._ticked:
            self._ticked = {}
            self._draw()
        elif self.search.value():
            self.search.clear()
        else:
            self.left.emit()
