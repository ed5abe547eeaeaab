"""Answering clues from a list of the campaign: with what a person says in the panel, or with a visit there was.

API: `AnsweringPart(page, campaign, theme)`: `panel`, `is_open`, `ask(head, village, clues)`, `use_visits(tasks)`;
signals `answered(clues, words)`, `closed`.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.campaign.records import Answer
from ffp_desktop.errors import FfpError
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.pages.campaign.answer_panel import AnswerPanel
from ffp_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from ffp_desktop.domain.campaign.records import Clue
    from ffp_desktop.services.campaign.visits import VisitTask
    from ffp_desktop.ui.campaign_desk import CampaignDesk


class AnsweringPart(QObject):
    """One user action is one call; what is refused stays in the panel, as it was typed."""

    answered = Signal(object, str)  # the clues as they are now, what was done in words
    closed = Signal()

    def __init__(
        self,
        page: QWidget,
        campaign: "CampaignDesk",
        theme: Theme,
        notice: NoticeLine,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__(page)
        self._campaign = campaign
        self._notice = notice
        self._clock = clock
        self._clues: Sequence[str] = ()
        self.panel = AnswerPanel(theme, page)
        self.panel.told.connect(self._record)
        self.panel.closed.connect(self.closed)

    @property
    def is_open(self) -> bool:
        return self.panel.isVisible()

    def ask(self, head: str, village: str, clues: Sequence[str]) -> None:
        """Opens the panel for clues; `village` is where the names are offered from."""
        self._clues = clues
        self.panel.ask(head, self._campaign.signers(village), self._clock().date().isoformat())

    def use_visits(self, tasks: "Sequence[VisitTask]") -> None:
        """Answers tasks with the visits of their households; those on whom they did not see stay open."""
        done: list[Clue] = []
        try:
            for task in tasks:
                done += self._campaign.visits.answer_with_visit(task)
        except FfpError as error:
            self._notice.tell_error(error)
        if done:
            answered = sum(clue.answer is not None for clue in done)
            self.answered.emit(tuple(done), self.tr("用入户记录答复了 {0} 条。").format(answered))

    def _record(self, answer: Answer) -> None:
        try:
            done = self._campaign.clues.answer(self._clues, answer)
        except FfpError as error:
            self.panel.refuse(error.sentence)
            return
        self.panel.remember()
        self.panel.close_panel()
        self.answered.emit(done, self.tr("已答复 {0} 条：{1}。").format(len(done), answer.result.value))
