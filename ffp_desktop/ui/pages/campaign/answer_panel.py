"""The panel in which clues are answered: result by its digit, day, who verified, reason, evidence. Records nothing.

API: `AnswerPanel(theme, page)`: `ask(head, signers, today)`, `refuse(sentence)`, `close_panel()`; signals
`told(Answer)`, `closed`.
"""

import re
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.campaign.records import Answer, Result
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.pages.campaign.ask_panel import whole_day
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.digit_list import DigitList
from ffp_desktop.ui.widgets.field import LatinField, LineField
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.panel import Panel
from ffp_desktop.ui.widgets.tick_list import TickList

GIVEN = tuple(result for result in Result if result not in (Result.OPEN, Result.LIST_WITHDRAWN))
"""In the order of the digits."""
_NEED_REASON = (Result.NOT_IDENTIFIED, Result.UNTRUE, Result.DUPLICATE)
_BETWEEN = re.compile(r"[、,，;；\s]+")
_WIDTH, _TOP = 660, 40  # px
_MOST_SIGNERS = 10


class AnswerPanel(Panel):
    """Enter goes from field to field and records at the end; Esc leaves everything as it was.

    The day and the names of the answer before are offered again.
    """

    told = Signal(object)  # Answer

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(theme, page, _WIDTH, _TOP)
        self.result, self.signers = DigitList(theme), TickList(theme)
        self.result.set_words([result.value for result in GIVEN])
        self.date = LatinField(max_length=10)
        self.others, self.reason = LineField(max_length=100), LineField(max_length=300)
        self.evidence = LineField(max_length=200)
        self.notice = NoticeLine()
        self._names: Sequence[str] = ()
        self._last_by: Sequence[str] = ()
        self._head = Label("", Type.HOUSEHOLD, wraps=True)
        self._save = KeyButton(self.tr("答复"), "Enter", theme, is_main=True)
        self._who = Label("", Type.LABEL, "label", is_bold=True)
        self._why = Label("", Type.LABEL, "label", is_bold=True)
        self._build()
        self._join()

    def ask(self, head: str, signers: Sequence[str], today: str) -> None:
        """`head` says which clues; `signers` are the village's list."""
        self._names = signers[:_MOST_SIGNERS]
        self._head.setText(head)
        self.result.set_words([result.value for result in GIVEN])
        self.date.set_value(today)
        self.signers.set_lines([(name, str((line + 1) % 10)) for line, name in enumerate(self._names)])
        for line, name in enumerate(self._names):
            if name in self._last_by:
                self.signers.toggle(line)
        self.signers.setVisible(bool(self._names))
        self._who.setText(self.tr("核实人（数字勾选）") if self._names else self.tr("核实人（几个人用顿号隔开）"))
        self.others.setPlaceholderText(self.tr("名单上没有的人，用顿号隔开") if self._names else "")
        self.others.set_value("、".join(name for name in self._last_by if name not in self._names))
        self.reason.clear()
        self.evidence.clear()
        self.notice.tell("")
        self._say_reason()
        self.rise()
        self.result.setFocus()

    def refuse(self, sentence: str) -> None:
        """Why nothing was recorded; the panel stays as it is."""
        self.notice.tell(sentence, "error")
        self.fit()

    def answer(self) -> Answer:
        """What stands in the fields; the service says what is missing."""
        index = self.result.index
        result = GIVEN[index] if index >= 0 else Result.OPEN
        day = whole_day(self.date.value().strip())
        return Answer(result, day, self.by, self.reason.value().strip(), self.evidence.value().strip())

    @property
    def by(self) -> tuple[str, ...]:
        """The ticked names, then those typed."""
        ticked = [self._names[line] for line in self.signers.ticked()]
        return tuple(dict.fromkeys([*ticked, *filter(None, _BETWEEN.split(self.others.value()))]))

    def remember(self) -> None:
        """The answer was recorded: who verified is offered for the next one."""
        self._last_by = self.by

    # -- private -----------------------------------------------------------------------------------------------

    @property
    def _walk(self) -> list[QWidget]:
        """The fields in their order."""
        names = (self.signers,) if self._names else ()
        return [self.result, self.date, *names, self.others, self.reason, self.evidence]

    def _build(self) -> None:
        column = self.column
        column.setSpacing(5)
        self.add_head(self._head, self.tr("不答，关闭"))
        asked = (
            (Label(self.tr("核实结果（按数字）"), Type.LABEL, "label", is_bold=True), (self.result,)),
            (Label(self.tr("核实日期，如 2023-03-06"), Type.LABEL, "label", is_bold=True), (self.date,)),
            (self._who, (self.signers, self.others)),
            (self._why, (self.reason,)),
            (Label(self.tr("佐证（可以空着）"), Type.LABEL, "label", is_bold=True), (self.evidence,)),
        )
        for label, widgets in asked:
            column.addWidget(label)
            for widget in widgets:
                column.addWidget(widget)
        column.addWidget(self.notice)
        self.add_foot(self._save)

    def _join(self) -> None:
        for widget in (self.result, self.signers):
            widget.entered.connect(self._go_on)
        self.result.entered.connect(self._say_reason)
        for field in (self.date, self.others, self.reason, self.evidence):
            field.returnPressed.connect(self._go_on)
        self._save.clicked.connect(self._tell)

    def _say_reason(self) -> None:
        index = self.result.index
        needs = index >= 0 and GIVEN[index] in _NEED_REASON
        self._why.setText(
            self.tr("原因（“{0}”必填）").format(GIVEN[index].value) if needs else self.tr("原因（可以空着）")
        )

    def _go_on(self) -> None:
        """To the next field; from the last one what was answered is told."""
        walk = self._walk
        here = next((at for at, widget in enumerate(walk) if widget.hasFocus()), -1)
        if here == len(walk) - 1:
            self._tell()
        else:
            following = walk[here + 1]
            following.setFocus()
            if isinstance(following, LineField):
                following.selectAll()

    def _tell(self) -> None:
        self.told.emit(self.answer())
