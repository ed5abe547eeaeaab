"""The first steps of any workbook on its way in, whatever it tells of: read, headers moved, columns named.

API: `WorkbookIntake`, inherited by whatever takes workbooks in, which says its `matcher`, `memory` and `targets()`:
    read_file(file, report) -> OpenedWorkbook        move_header(opened sheet, row, depth) -> OpenedSheet
    find_target(word) -> Target | None               map_column(opened, column, target) -> OpenedWorkbook | None
    remember(opened)
and `require_header(opened)`.
"""

from abc import ABC, abstractmethod
from pathlib import Path

from ffp_desktop.domain.progress import Report
from ffp_desktop.domain.table.header import Header
from ffp_desktop.domain.table.mapping import ColumnMatcher, Target
from ffp_desktop.domain.table.sheet import column_letters
from ffp_desktop.errors import FfpError
from ffp_desktop.services.workbook_import.memory import MappingMemory
from ffp_desktop.services.workbook_import.opening import OpenedSheet, OpenedWorkbook, map_sheets, move_header


class WorkbookIntake(ABC):
    """Nothing here writes anything but a remembered mapping."""

    @property
    @abstractmethod
    def matcher(self) -> ColumnMatcher:
        """Who knows what columns are called."""

    @property
    @abstractmethod
    def memory(self) -> MappingMemory:
        """What a person said of headers before."""

    @abstractmethod
    def targets(self) -> tuple[Target, ...]:
        """Everything that a column can be, in the order of the choice."""

    def read_file(self, file: Path, report: Report) -> OpenedWorkbook:
        """Every sheet with its header, mapped. Raises FfpError `workbook.…`."""
        from ffp_desktop.documents.workbook.reading import read_workbook

        return map_sheets(file.name, read_workbook(file, report), self.matcher, self.memory)

    def move_header(self, opened: OpenedSheet, row: int, depth: int = 1) -> OpenedSheet:
        return move_header(opened, row, depth, self.matcher)

    def find_target(self, word: str) -> Target | None:
        """What a person calls by an item's id, number or name, or by a heading; None for nothing known."""
        for target in self.targets():
            if word in (target.item, self.matcher.target_name(target)):
                return target
        found = self.matcher.match(Header(0, 1, ((word,),))).targets[0]
        return Target(found.item, found.block) if found.item else None

    def map_column(self, opened: OpenedWorkbook, column: str, target: Target) -> OpenedWorkbook | None:
        """The chosen sheets with one column (its heading or its letters) as `target`; None when no sheet has it."""
        changed = None
        for position, one in enumerate(opened.sheets):
            if one.mapping is None or not one.is_chosen:
                continue
            columns = range(len(one.mapping.targets))
            places = {column_letters(at): at for at in columns}
            headings = {one.mapping.header.heading(at): at for at in reversed(columns)}  # the first of two alike
            at = headings.get(column, places.get(column.upper(), -1))
            if at >= 0:
                wanted = self.matcher.target_for(one.mapping.header, at, target)
                changed = (changed or opened).with_mapping(position, one.mapping.with_target(at, wanted))
        return changed

    def remember(self, opened: OpenedWorkbook) -> None:
        """Keeps the mappings of the chosen sheets for the next workbook with the same header."""
        for _, mapping in opened.chosen:
            self.memory.remember(mapping)


def require_header(opened: OpenedWorkbook) -> None:
    """Raises FfpError `import.header_not_found` when no sheet is to be taken."""
    if not opened.chosen:
        raise FfpError(
            "import.header_not_found",
            "前5行里没有找到表头（至少要认出两列，例如姓名、证件号码）。请指明表头在第几行、各列是什么。",
        )
