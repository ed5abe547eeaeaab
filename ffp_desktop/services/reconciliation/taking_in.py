"""A file of the national system, or a ledger, on its way in: read, mapped by name, looked at, kept.

API (class `ExportIntake(vault, shelf, regions, clock)`):
    open(file, report) -> OpenedWorkbook        digest_of(file)        move_header(opened sheet, row, depth)
    targets(), find_target(word), map_column(opened, column, target), remember(opened)
    read(opened, village="") -> ReadExport      take(read, side, as_of, digest) -> ExportCard
"""

import hashlib
from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from ffp_desktop import paths
from ffp_desktop.domain.progress import Report, say_nothing
from ffp_desktop.domain.reconciliation.columns import EXPORT_ITEMS, export_synonyms
from ffp_desktop.domain.reconciliation.export_reading import ExportReader, ReadExport
from ffp_desktop.domain.reconciliation.items import Side
from ffp_desktop.domain.reconciliation.vocabulary import Vocabulary
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.table.mapping import Matcher, Target
from ffp_desktop.domain.table.places import VillageFinder
from ffp_desktop.domain.table.synonyms import KEYS, PASSED_OVER, read_synonyms
from ffp_desktop.errors import FfpError
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.workbook_import.intake import WorkbookIntake, require_header
from ffp_desktop.services.workbook_import.memory import MappingMemory
from ffp_desktop.services.workbook_import.opening import OpenedWorkbook
from ffp_desktop.store.system_exports import ExportCard

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

_CHUNK = 2**20


class ExportIntake(WorkbookIntake):
    """Steps before `take` write nothing but a remembered mapping."""

    def __init__(
        self, vault: "OpenVault", shelf: FormShelf, regions: Regions, clock: Callable[[], datetime] = datetime.now
    ) -> None:
        self._vault = vault
        self._shelf = shelf
        self._regions = regions
        self._clock = clock

    def open(self, file: Path, report: Report = say_nothing) -> OpenedWorkbook:
        """Every sheet with its header, found by the names of the columns. Raises FfpError `workbook.…`."""
        return self.read_file(file, report)

    def digest_of(self, file: Path) -> str:
        """The file's SHA-256: a name may tell of a person, so none is kept."""
        digest = hashlib.sha256()
        with file.open("rb") as opened:
            while part := opened.read(_CHUNK):
                digest.update(part)
        return digest.hexdigest()

    def targets(self) -> tuple[Target, ...]:
        """Everything a column can be; the keys and 不导入 first."""
        return (Target(PASSED_OVER), *map(Target, KEYS), *map(Target, EXPORT_ITEMS))

    def read(self, opened: OpenedWorkbook, village: str = "") -> ReadExport:
        """The rows as households; `village` is the code for files that name none.

        Raises FfpError `import.header_not_found`, `table.households_unknown`.
        """
        require_header(opened)
        unit = self._vault.unit.code
        villages = VillageFinder(self._regions, unit)
        return ExportReader(self.vocabulary, villages, self._regions, unit, village).read(opened.chosen)

    def covered(self, read: ReadExport) -> str:
        """The region that a file seems to cover whole: its one village, else the township or county of which it has
        rows in half the villages or more; "" when it has rows of a few villages only."""
        villages = [village for village in read.villages if village]
        if len(villages) < 2:
            return villages[0] if villages else ""
        townships = {village[:9] for village in villages}
        unit = townships.pop() if len(townships) == 1 else villages[0][:6]
        return unit if 2 * len(villages) >= len(self._regions.villages_in(unit)) else ""

    def take(self, read: ReadExport, side: Side, as_of: str, digest: str, covers: str | None = None) -> ExportCard:
        """Keeps what was read, beside earlier files. `covers` is a region's code: households of it that the file has
        not are missed there; None: as `covered` says.

        Raises FfpError `compare.day_wrong`, `compare.nobody`, `compare.side_wrong`, `compare.unit_unknown`.
        """
        if side is Side.VISIT:
            raise FfpError("compare.side_wrong", "实是排查表，不用导入。请选机（全国系统）或账（台账）。")
        if not _is_day(as_of) or as_of > self._clock().date().isoformat():
            raise FfpError("compare.day_wrong", "数据日期要写成 2023-02-05 的样子，而且不能晚于今天。")
        if not read.taken:
            raise FfpError("compare.nobody", "这个文件里没有一个能认出的人，没有导入。请看每一行没取的原因。")
        if covers and self._regions.find(covers) is None:
            raise FfpError("compare.unit_unknown", "区划表里没有这个代码。请核对这份表包括的是哪个旗、乡镇或村。")
        card = ExportCard(
            id=uuid4().hex,
            side=side,
            lists_people=any(one.lists_people for one in read.households),
            digest=digest,
            as_of=as_of,
            unit=self.covered(read) if covers is None else covers,
            at=self._clock().isoformat(timespec="seconds"),
            operator=self._vault.operator.name,
            rows=read.rows,
            taken=read.taken,
            passed=len(read.passed),
            households=len(read.households),
            people=read.people,
            columns=read.columns,
            villages=read.villages,
            kinds=read.kinds,
        )
        refusals = [(one.sheet, one.row, one.reason) for one in read.refused]
        self._vault.reconciliations.exports.take(card, read.households, refusals)
        return card

    @cached_property
    def vocabulary(self) -> Vocabulary:
        form = self._shelf.form
        return Vocabulary(form, read_synonyms(paths.FORMS / form.id, form))

    @cached_property
    def matcher(self) -> Matcher:
        return Matcher(EXPORT_ITEMS, export_synonyms())

    @cached_property
    def memory(self) -> MappingMemory:
        return MappingMemory(self._vault.imports, frozenset(EXPORT_ITEMS), "comparison:")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
