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
from ffp_desktop.domain.progress import Report, say_nothing
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.table.columns import table_columns, table_items
from ffp_desktop.domain.table.households import TableReader
from ffp_desktop.domain.table.mapping import Matcher, Target
from ffp_desktop.domain.table.places import VillageFinder
from ffp_desktop.domain.table.synonyms import KEYS, PASSED_OVER, Synonyms, read_synonyms
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.services.workbook_import.comparing import Comparer
from ffp_desktop.services.workbook_import.failed_rows import write_failed
from ffp_desktop.services.workbook_import.intake import WorkbookIntake, require_header
from ffp_desktop.services.workbook_import.memory import MappingMemory
from ffp_desktop.services.workbook_import.opening import OpenedWorkbook
from ffp_desktop.services.workbook_import.preview import Choice, Kind, Mode, Preview
from ffp_desktop.services.workbook_import.previewing import Previewer
from ffp_desktop.services.workbook_import.putting_in import ImportDone, Importer, UndoDone

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault


class WorkbookImport(WorkbookIntake):
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
        """Raises FfpError `workbook.…`."""
        return self.read_file(file, report)

    def targets(self) -> tuple[Target, ...]:
        """Everything a column can be, in the paper's order; the keys and 不导入 first."""
        items = (Target(column.item) for column in table_columns(self._shelf.form))
        return (Target(PASSED_OVER), *map(Target, KEYS), *items)

    def preview(self, opened: OpenedWorkbook, village: str = "", report: Report = say_nothing) -> Preview:
        """`village` is the code for tables that name none.

        Raises FfpError `import.header_not_found`, `table.households_unknown`.
        """
        require_header(opened)
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


__all__ = ["Choice", "Kind", "Mode", "WorkbookImport"]
