"""What the ledger page tells of the clue under the cursor: its story, and the visit that could answer it.

API: `Telling(campaign)`: `story(line)`, `task_of(clue)`, `forget()`; `head_words(line, ticked)`.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.pages.campaign.ledger.story import Story

if TYPE_CHECKING:
    from ffp_desktop.domain.campaign.records import Clue, DepartmentList
    from ffp_desktop.services.campaign.ledger import LedgerLine
    from ffp_desktop.services.campaign.visits import VisitTask
    from ffp_desktop.ui.campaign_desk import CampaignDesk


class Telling:
    """Reads what one looks at, and keeps the tasks of the villages one has looked at until `forget`."""

    def __init__(self, campaign: "CampaignDesk") -> None:
        self._campaign = campaign
        self._tasks: dict[str, dict[str, VisitTask]] = {}
        self._lists: dict[str, DepartmentList | None] = {}

    def forget(self) -> None:
        """Something was answered: what could be is asked again."""
        self._tasks.clear()

    def story(self, line: "LedgerLine | None") -> Story | None:
        if line is None:
            return None
        clue, clues = line.clue, self._campaign.clues
        kind = next((kind for kind in self._campaign.lists.kinds.all() if kind.name == clue.kind), None)
        look_at = self._campaign.item_names(kind.look_at) if kind is not None and clue.is_open else ()
        task = self.task_of(clue)
        return Story(
            line,
            self._list_of(clue),
            clues.history(clue.id),
            clues.sides(clue.id),
            look_at,
            task.why_not if task is not None else "",
        )

    def task_of(self, clue: "Clue") -> "VisitTask | None":
        """The task of an open clue whose household was visited already."""
        if not clue.is_open or not clue.match.household:
            return None
        if clue.village not in self._tasks:
            visited = self._campaign.visits.tasks(clue.village).visited
            self._tasks[clue.village] = {own: task for task in visited for own in task.clues}
        return self._tasks[clue.village].get(clue.id)

    def _list_of(self, clue: "Clue") -> "DepartmentList | None":
        if clue.list not in self._lists:
            try:
                self._lists[clue.list] = self._campaign.lists.get(clue.list)
            except FfpError:  # it comes with another bundle
                return None
        return self._lists[clue.list]


def head_words(line: "LedgerLine", ticked: int) -> str:
    """Which clues are answered."""
    if ticked:
        return _tr("答复勾选的 {0} 条线索").format(ticked)
    clue = line.clue
    words = _tr("答复　{0}：{1}").format(clue.told.name, clue.kind)
    return words if clue.answer is None else _tr("{0}（现在是{1}，留在历史里）").format(words, clue.result.value)


def _tr(text: str) -> str:
    return QCoreApplication.translate("LedgerTelling", text)
