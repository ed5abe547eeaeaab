"""A department's list from its workbook into the vault: opened, mapped, previewed, put in, its file kept.

API (class `ListImport(vault, surveys, shelf, regions, clock=datetime.now)`):
    open(file, report) -> OpenedList                    move_header(opened sheet, row, depth) -> OpenedSheet
    find_target(word) -> Target | None                  map_column(opened, column, target) -> OpenedWorkbook | None
    preview(opened, terms) -> ListPreview               put_in(opened, preview, terms) -> DepartmentList
    file_of(list) -> the workbook's bytes               remember(workbook)     targets() -> what a column can be
    overview() -> each list with how far it is, the newest first
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ffp_desktop import paths
from ffp_desktop.domain.attachments import digest_of
from ffp_desktop.domain.campaign.list_columns import TARGETS, ListMatcher, read_list_columns
from ffp_desktop.domain.campaign.records import DepartmentList, NewClue
from ffp_desktop.domain.event_checks import is_day
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.progress import Report, say_nothing
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.table.mapping import Target
from ffp_desktop.errors import FfpError
from ffp_desktop.files import write_whole
from ffp_desktop.services.campaign.list_import.preview import ListPreview, PreviewedRow
from ffp_desktop.services.campaign.list_import.previewing import Previewer
from ffp_desktop.services.campaign.lists import Lists
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.services.workbook_import.intake import WorkbookIntake, require_header
from ffp_desktop.services.workbook_import.memory import MappingMemory
from ffp_desktop.services.workbook_import.opening import OpenedWorkbook
from ffp_desktop.store.campaign.list_progress import ListProgress
from ffp_desktop.store.headers import new_id

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

__all__ = ["ListImport", "ListProgress", "ListTerms", "OpenedList"]

_MAPPING = "list_mapping:"
_LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ListTerms:
    """What a list itself does not say. `place` is the code of the unit whose list it is, "" for all of ours."""

    kind: str
    department: str = ""
    date: str = ""
    letter: str = ""
    title: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class OpenedList:
    """A workbook as it was read, and its bytes as they were then: the stick may be gone when it is put in."""

    workbook: OpenedWorkbook
    content: bytes

    def with_workbook(self, workbook: OpenedWorkbook) -> "OpenedList":
        return replace(self, workbook=workbook)


class ListImport(WorkbookIntake):
    """What a person does with a list's workbook; every step before `put_in` writes nothing but a remembered mapping."""

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
        self.lists = Lists(vault, clock)
        self._is_backed_up = False

    @property
    def form(self) -> Form:
        return self._shelf.form

    def open(self, file: Path, report: Report = say_nothing) -> OpenedList:
        """Raises FfpError `workbook.…`, `list.file_unreadable`, `.file_too_large`."""
        content = _read_file(file)
        return OpenedList(self.read_file(file, report), content)

    def targets(self) -> tuple[Target, ...]:
        """Everything a column can be; one that is none of it keeps its heading."""
        return tuple(map(Target, TARGETS))

    def preview(self, opened: OpenedWorkbook, terms: ListTerms) -> ListPreview:
        """Raises FfpError `import.header_not_found`, `list.date_wrong`."""
        require_header(opened)
        if terms.date and not is_day(terms.date):
            raise FfpError("list.date_wrong", "名单日期不对，写成 2023-02-10 的样子。请重新填写。")
        previewer = Previewer(self._vault, self._shelf.form, self._regions, self.matcher.columns, self._clock)
        return previewer.preview(opened, self._surveys.current_round().id, terms.date, terms.place)

    def put_in(
        self, opened: OpenedList, preview: ListPreview, terms: ListTerms, report: Report = say_nothing
    ) -> DepartmentList:
        """One transaction, after a backup before the first list of a sitting: a list is taken back by itself, and a
        backup before each of twelve would push the others out. The file is kept first, and is nobody's if the rest
        fails.

        Raises FfpError `list.…`, `backup.…`, `store.…`, `file.cannot_write`; then nothing was written.
        """
        told = DepartmentList(
            id=new_id(),
            kind=terms.kind,
            department=terms.department,
            title=terms.title,
            round=self._surveys.current_round().id,
            date=terms.date,
            letter=terms.letter,
            digest=digest_of(opened.content),
            rows=preview.rows_in,
        )
        report(0, len(preview.rows))
        if not self._is_backed_up:
            self._vault.backup(None, self._clock())
            self._is_backed_up = True
        self._vault.attachments.files.put(opened.content)
        done = self.lists.add(told, map(_as_clue, preview.rows), preview.refused)
        report(len(preview.rows), len(preview.rows))
        return done

    def overview(self) -> tuple[tuple[DepartmentList, ListProgress], ...]:
        """The withdrawn ones too."""
        progress = self._vault.clues.people.progress(self._surveys.current_round().id)
        return tuple((told, progress.get(told.id, ListProgress())) for told in self.lists.all())

    def file_of(self, list_id: str) -> bytes:
        """The workbook as it came. Raises FfpError `list.unknown`, `list.file_not_here`, `attachment.damaged`."""
        content = self._vault.attachments.files.get(self.lists.get(list_id).digest)
        if content is None:
            raise FfpError("list.file_not_here", "这份名单的原文件不在这台电脑上，在登记它的单位。请与他们联系。")
        return content

    def write_file(self, list_id: str, out: Path) -> int:
        """Writes the workbook as it came; how many bytes. Raises as `file_of`, and `file.cannot_write`."""
        content = self.file_of(list_id)
        write_whole(out, content)
        return len(content)

    @cached_property
    def matcher(self) -> ListMatcher:
        return ListMatcher(read_list_columns(paths.FORMS / self._shelf.form.id))

    @cached_property
    def memory(self) -> MappingMemory:
        return MappingMemory(self._vault.imports, frozenset(TARGETS), _MAPPING)


def _as_clue(row: PreviewedRow) -> NewClue:
    return NewClue(row.told, row.found.match, row.answer)


def _read_file(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
    except OSError as error:
        raise FfpError("list.file_unreadable", "这个文件打不开。请检查U盘或位置，再选一次。") from error
    if len(content) > _LARGEST:
        raise FfpError("list.file_too_large", "文件超过 64 MB，不像一份名单。请只留名单那几张表再导入。")
    return content
