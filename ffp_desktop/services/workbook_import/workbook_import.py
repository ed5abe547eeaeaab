"""A foreign workbook on its way into the vault: read, mapped, previewed, put in, taken back.

API (class `WorkbookImport(vault, surveys, shelf, regions, clock=datetime.now)`):
    open(file, report) -> OpenedWorkbook             move_header(opened sheet, row, depth) -> OpenedSheet
    find_target(word) -> Target | None               map_column(opened, column, target) -> OpenedWorkbook | None
    preview(opened, village, report) -> Preview      put_in(preview, mode, choices, report) -> ImportDone
    write_failed(opened, preview, out, choices) -> rows
    undo(report) -> UndoDone                         remember(opened)      targets() -> what a column can be
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.table.columns import table_columns, table_items
from ffp_desktop.domain.table.header import Header
from ffp_desktop.domain.table.households import TableReader
from ffp_desktop.domain.table.mapping import Matcher, Target
from ffp_desktop.domain.table.places import VillageFinder
from ffp_desktop.domain.table.sheet import column_letters
from ffp_desktop.domain.table.synonyms import KEYS, PASSED_OVER, Synonyms, read_synonyms
from ffp_desktop.errors import FfpError
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.services.workbook_import.comparing import Comparer
from ffp_desktop.services.workbook_import.failed_rows import write_failed
from ffp_desktop.services.workbook_import.memory import MappingMemory
from ffp_desktop.services.workbook_import.opening import OpenedSheet, OpenedWorkbook, map_sheets, move_header
from ffp_desktop.services.workbook_import.preview import Choice, Kind, Mode, Preview
from ffp_desktop.services.workbook_import.previewing import Previewer, Report
from ffp_desktop.services.workbook_import.putting_in import ImportDone, Importer, UndoDone

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault


def say_nothing(_done: int, _total: int) -> None:
    """A report that nobody reads."""


class WorkbookImport:
    """What a person does with a workbook; every step before `put_in` writes nothing but a remembered mapping."""

    def __init__(
        self,
        vault: "OpenVault",
        surveys: Surveys,
        shelf: FormShelf,
        regions: Regions,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        self._vault = vault
        self._surveys = surveys
        self._shelf = shelf
        self._regions = regions
        self._clock = clock

    @property
    def form(self) -> Form:
        return self._shelf.form

    def open(self, file: Path, report: Report = say_nothing) -> OpenedWorkbook:
        """Raises FfpError `workbook.…`, or `import.header_not_found` when no sheet has a known header."""
        from ffp_desktop.documents.workbook.reading import read_workbook

        return map_sheets(file.name, read_workbook(file, report), self.matcher, self.memory)

    def move_header(self, opened: OpenedSheet, row: int, depth: int = 1) -> OpenedSheet:
        return move_header(opened, row, depth, self.matcher)

    def targets(self) -> tuple[Target, ...]:
        """Everything a column can be, in the paper's order; the keys and 不导入 first."""
        items = (Target(column.item) for column in table_columns(self._shelf.form))
        return (Target(PASSED_OVER), *map(Target, KEYS), *items)

    def find_target(self, word: str) -> Target | None:
        """What a person calls by a printed number, an item's id or name, or a key's name; None for nothing known."""
        for target in self.targets():
            if word in (target.item, self.matcher.target_name(target)):
                return target
        found = self.matcher.match(Header(0, 1, ((word,),))).targets[0]
        return Target(found.item, found.block) if found.item else None

    def map_column(self, opened: OpenedWorkbook, column: str, target: Target) -> OpenedWorkbook | None:
        """The chosen sheets with one column (its letters or its heading) as `target`; None when no sheet has it."""
        changed = None
        for position, one in enumerate(opened.sheets):
            if one.mapping is None or not one.is_chosen:
                continue
            headings = [one.mapping.header.heading(at) for at in range(len(one.mapping.targets))]
            letters = [column_letters(at) for at in range(len(headings))]
            at = headings.index(column) if column in headings else _index(letters, column.upper())
            if at >= 0:
                wanted = self.matcher.target_for(one.mapping.header, at, target)
                changed = (changed or opened).with_mapping(position, one.mapping.with_target(at, wanted))
        return changed

    def remember(self, opened: OpenedWorkbook) -> None:
        """Keeps the mappings of the chosen sheets for the next workbook with the same header."""
        for _, mapping in opened.chosen:
            self.memory.remember(mapping)

    def preview(self, opened: OpenedWorkbook, village: str = "", report: Report = say_nothing) -> Preview:
        """`village` is the code for tables that name none.

        Raises FfpError `import.header_not_found`, `table.households_unknown`.
        """
        if not opened.chosen:
            raise FfpError(
                "import.header_not_found",
                "前5行里没有找到表头（至少要认出两列，例如姓名、证件号码）。请指明表头在第几行、各列是什么。",
            )
        villages = VillageFinder(self._regions, self._vault.unit.code)
        reader = TableReader(self._shelf.form, self.synonyms, villages, village)
        table = reader.read(opened.chosen)
        previewer = Previewer(self._vault, self._surveys, self._shelf, self._clock().date())
        return previewer.preview(table, opened, report)

    def put_in(
        self,
        preview: Preview,
        mode: Mode = Mode.FILL,
        choices: Mapping[int, Choice] | None = None,
        report: Report = say_nothing,
    ) -> ImportDone:
        """One transaction, after a backup. Raises FfpError `import.changed_meanwhile`, `backup.…`, `store.…`; then
        nothing was written."""
        return self._importer.put_in(preview, mode, choices or {}, report)

    def write_failed(
        self, opened: OpenedWorkbook, preview: Preview, out: Path, choices: Mapping[int, Choice] | None = None
    ) -> int:
        """Writes what was not taken, marked and explained; how many rows. Raises FfpError `file.cannot_write`."""
        return write_failed(opened, preview, out, choices or {})

    def undo(self, report: Report = say_nothing) -> UndoDone:
        """Takes the last import back, as a new change. Raises FfpError `import.nothing_to_undo`."""
        return self._importer.undo(report)

    @cached_property
    def synonyms(self) -> Synonyms:
        return read_synonyms(self._shelf.folder, self._shelf.form)

    @cached_property
    def matcher(self) -> Matcher:
        return Matcher(table_items(self._shelf.form), self.synonyms)

    @cached_property
    def memory(self) -> MappingMemory:
        return MappingMemory(self._vault.imports, frozenset(self._shelf.form.items))

    @property
    def _importer(self) -> Importer:
        comparer = Comparer(self._shelf, self._surveys.current_round(), self._clock().date())
        return Importer(self._vault, self._surveys, self._shelf, self._regions, comparer, self._clock)


def _index(words: list[str], word: str) -> int:
    return words.index(word) if word in words else -1


__all__ = ["Choice", "Kind", "Mode", "WorkbookImport"]
