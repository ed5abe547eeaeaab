"""The visit tasks that the page has, narrowed and counted, and brought up to date where clues were answered.

API: `TaskLook(tasks)`: `within(village)`, `count(part)`, `of(part, words, kind)`, `by_place(digits)`,
`kinds()`, `after(answered, look)`.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from ffp_desktop.services.campaign.visits import VisitTasks
from ffp_desktop.ui.pages.campaign.tasks.rows import Part, says

if TYPE_CHECKING:
    from ffp_desktop.services.campaign.visits import VisitTask


class TaskLook:
    """Tasks as of one look."""

    def __init__(self, tasks: VisitTasks) -> None:
        self.tasks = tasks

    def within(self, village: str) -> "TaskLook":
        """Those of a place (a code of any level)."""
        due, visited = (
            tuple(task for task in some if task.village.startswith(village))
            for some in (self.tasks.due, self.tasks.visited)
        )
        return TaskLook(VisitTasks(due, visited))

    def count(self, part: Part) -> int:
        if part is Part.GREEN:
            return sum(task.is_green for task in self.tasks.due)
        return len(self.tasks.visited if part is Part.VISITED else self.tasks.due)

    def of(self, part: Part, text: str = "", kind: str = "") -> "tuple[VisitTask, ...]":
        """The tasks of a part, that say all the words and are of a kind."""
        some = self.tasks.visited if part is Part.VISITED else self.tasks.due
        words = text.split()
        return tuple(
            task
            for task in some
            if (part is not Part.GREEN or task.is_green)
            and (not kind or kind in task.kinds)
            and (not words or says(task, words))
        )

    def kinds(self) -> Mapping[str, int]:
        """How many tasks each kind of list has."""
        return Counter(kind for task in (*self.tasks.due, *self.tasks.visited) for kind in task.kinds)

    def by_place(self, digits: int) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """How many need no visit any more, and how many there are, by the codes of places."""
        visited = Counter(task.village[:digits] for task in self.tasks.visited)
        whole = Counter(task.village[:digits] for task in (*self.tasks.due, *self.tasks.visited))
        return visited, whole

    def after(self, answered: Collection[str], look: "Callable[[str], VisitTasks]") -> "TaskLook":
        """With the tasks that had one of these clues as they are now; `look(village)` looks there again."""
        done = set(answered)
        old = [task for task in (*self.tasks.due, *self.tasks.visited) if done.intersection(task.clues)]
        clues = {clue for task in old for clue in task.clues}
        found = [look(village) for village in {task.village for task in old}]
        due, visited = (
            self._with(kept, [task for tasks in now for task in tasks if clues.intersection(task.clues)], clues)
            for kept, now in (
                (self.tasks.due, [tasks.due for tasks in found]),
                (self.tasks.visited, [tasks.visited for tasks in found]),
            )
        )
        return TaskLook(VisitTasks(due, visited))

    @staticmethod
    def _with(
        kept: "Sequence[VisitTask]", again: "Sequence[VisitTask]", clues: Collection[str]
    ) -> "tuple[VisitTask, ...]":
        whole = [*(task for task in kept if not set(task.clues) & set(clues)), *again]
        return tuple(
            sorted(whole, key=lambda task: (not task.is_green, task.since, task.village, task.place, task.name))
        )
