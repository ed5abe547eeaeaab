"""The rows of an export or a ledger as households with their people; every row is taken, refused or passed over.

API: `ExportReader(vocabulary, villages, regions, unit, default_village="")`: `.read(mapped) -> ReadExport`;
`RefusedRow`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ffp_desktop.domain.answer_text import normalise_name
from ffp_desktop.domain.id_number import NO_NUMBER, find_problem, normalise_id_number, person_key
from ffp_desktop.domain.reconciliation.columns import ADDRESS, COUNTY, EXPORT_ITEMS
from ffp_desktop.domain.reconciliation.items import ITEMS
from ffp_desktop.domain.reconciliation.normalising import ExportNormaliser
from ffp_desktop.domain.reconciliation.sides import Line, ListedHousehold
from ffp_desktop.domain.reconciliation.vocabulary import Vocabulary
from ffp_desktop.domain.regions import Region, Regions
from ffp_desktop.domain.table.cell_reading import Unreadable
from ffp_desktop.domain.table.grouping import Group, group_sheets, is_head
from ffp_desktop.domain.table.mapped_sheet import ID_NUMBER, NAME, MappedSheet, SheetKind
from ffp_desktop.domain.table.mapping import Mapping as ColumnMapping
from ffp_desktop.domain.table.places import VillageFinder
from ffp_desktop.domain.table.rows import PassedRow
from ffp_desktop.domain.table.sheet import Cell, Sheet, has_lost_digits, text_of
from ffp_desktop.domain.table.synonyms import HEAD_ID, HEAD_NAME, HOUSEHOLD, TOWNSHIP, VILLAGE, bare_text

_REPEATED = frozenset(item.id for item in EXPORT_ITEMS.values() if item.repeat)
_NUMBERS_MAY_BE = ("", "region", "no_number", "fifteen")
_CARD, _CERTIFICATE = "居民身份证", "残疾人证"
_NOBODY = "这一行没有姓名和证件号码。"
_PEOPLE = (SheetKind.PERSON, SheetKind.BLOCKS)


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is not taken, and why; it tells nothing of the person."""

    sheet: str
    row: int
    reason: str


@dataclass(slots=True)
class ReadExport:
    """What a file says. `rows` is how many stand below its headers: those taken, refused and passed over together.

    `columns` are the items that it can speak of, in its own order.
    """

    households: list[ListedHousehold] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    passed: list[PassedRow] = field(default_factory=list)
    taken: int = 0
    columns: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        return self.taken + len(self.refused) + len(self.passed)

    @property
    def people(self) -> int:
        return sum(not line.is_witness for household in self.households for line in household.people)

    @property
    def villages(self) -> tuple[str, ...]:
        return tuple(sorted({household.village for household in self.households}))

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of households that stand in it."""
        return tuple(sorted({household.values.get("household_kind") or "" for household in self.households} - {""}))


class ExportReader:
    """Reads mapped sheets within a unit. `default_village` is the code for files that name no village."""

    def __init__(
        self, vocabulary: Vocabulary, villages: VillageFinder, regions: Regions, unit: str, default_village: str = ""
    ) -> None:
        self._normaliser = ExportNormaliser(vocabulary)
        self._villages = villages
        self._regions = regions
        self._unit = unit
        self._default_village = default_village
        self._seen: dict[str, int] = {}

    def read(self, mapped: Iterable[tuple[Sheet, ColumnMapping]]) -> ReadExport:
        """Raises FfpError `table.households_unknown`."""
        sheets = [MappedSheet(sheet, mapping, _REPEATED) for sheet, mapping in mapped]
        found = ReadExport(passed=[row for sheet in sheets for row in sheet.passed])
        for group in group_sheets(sheets):
            self._read_group(found, sheets, group)
        found.columns = _columns(found.households)
        return found

    # ---- private

    def _read_group(self, found: ReadExport, sheets: Sequence[MappedSheet], group: Group) -> None:
        rows = [(sheets[position], row) for position, row in group.rows]
        village = self._village(rows)
        reason = group.doubt or (village.reason if isinstance(village, Unreadable) else "")
        if reason:
            found.refused += [RefusedRow(sheet.sheet.name, row, reason) for sheet, row in rows]
            return
        code = village.code if isinstance(village, Region) else ""
        household = ListedHousehold(_key(rows), code, {}, [], any(sheet.kind in _PEOPLE for sheet, _ in rows))
        taken = []
        for sheet, row in rows:
            reason = self._read_row(household, sheet, row)
            if reason:
                found.refused.append(RefusedRow(sheet.sheet.name, row, reason))
            else:
                taken.append((sheet, row))
        if not household.people:
            found.refused += [RefusedRow(sheet.sheet.name, row, "这一户没有能认出的人。") for sheet, row in taken]
            return
        found.taken += len(taken)
        household.values = dict(self._normaliser.household(_household_cells(taken)))
        found.households.append(household)

    def _read_row(self, household: ListedHousehold, sheet: MappedSheet, row: int) -> str:
        """Why the row is not taken, "" when it is."""
        if sheet.kind not in _PEOPLE:
            return self._read_head(household, sheet, row)
        lines = []
        for block in sheet.mapping.blocks or (0,):
            cells = {target.item: _text(sheet, row, at) for at, target in sheet.items(of_member=True, block=block)}
            if block and not any(cells.values()):
                continue
            reason = self._check(cells.get(NAME, ""), sheet.cell(row, ID_NUMBER, block))
            if reason:
                self._bear_witness(household, cells.get(NAME, ""))
                return reason
            number = normalise_id_number(cells.get(ID_NUMBER, ""))
            is_first = is_head(sheet, row) if not block else cells.get("relation") == "户主"
            values = dict(self._normaliser.person(cells))
            lines.append(Line(0, normalise_name(cells.get(NAME, "")), person_key(number), is_first, values))
        self._note(lines, row)
        household.people += lines
        return "" if lines else _NOBODY

    def _read_head(self, household: ListedHousehold, sheet: MappedSheet, row: int) -> str:
        """A row for a household: its head is known by name and number, unless people have rows of their own."""
        if household.lists_people or household.people:
            return ""
        cell = sheet.cell(row, HEAD_ID if sheet.has(HEAD_ID) else ID_NUMBER)
        name = sheet.text(row, HEAD_NAME if sheet.has(HEAD_NAME) else NAME)
        reason = self._check(name, cell)
        if reason:
            return reason
        line = Line(0, normalise_name(name), person_key(normalise_id_number(text_of(cell))), True, {})
        self._note([line], row)
        household.people.append(line)
        return ""

    def _note(self, lines: Sequence[Line], row: int) -> None:
        for line in lines:
            if line.key:
                self._seen.setdefault(line.key, row)

    def _bear_witness(self, household: ListedHousehold, name: str) -> None:
        if name:
            household.people.append(Line(0, normalise_name(name), "", False, {}, is_witness=True))

    def _check(self, name: str, cell: Cell) -> str:
        """Why a row with this number is refused, "" when it is not."""
        number = normalise_id_number(text_of(cell))
        if not name and not number:
            return _NOBODY
        if has_lost_digits(cell):
            return "证件号码在表格里丢了后几位。请把这一列设成文本重新导出。"
        if not number or number.startswith(NO_NUMBER) or number[:1].isalpha():
            return ""
        problem = find_problem(_CERTIFICATE if len(number) in (20, 22) else _CARD, number)
        if problem not in _NUMBERS_MAY_BE:
            return "证件号码不对（位数、出生日期或校验位）。请照证件核对后改。"
        if (before := self._seen.get(person_key(number))) is not None:
            return f"同一个人（证件号码相同）在第 {before + 1} 行已经有了。"
        return ""

    def _village(self, rows: Sequence[tuple[MappedSheet, int]]) -> Region | Unreadable | None:
        county = _first(rows, COUNTY)
        if county and not self._is_own_county(county):
            return Unreadable("写的是别的旗县，不是本旗的。")
        township, village, address = (_first(rows, item) for item in (TOWNSHIP, VILLAGE, ADDRESS))
        if not village and not address:
            return self._regions.find(self._default_village) if self._default_village else None
        for item in (TOWNSHIP, VILLAGE):
            if len({bare_text(text) for sheet, row in rows if (text := sheet.text(row, item))}) > 1:
                return Unreadable("同一户的行写着不同的村。请核对哪些行是一户。")
        region = self._villages.find(township, village, address)
        if isinstance(region, Region) and not region.code.startswith(self._unit):
            return Unreadable("不是本单位的村。")
        return region

    def _is_own_county(self, text: str) -> bool:
        own = self._regions.county_of(self._unit)
        bare = bare_text(text)
        return own is None or bare.startswith(own.code) or bare_text(own.name) in bare or bare in _own_words(own)


def _own_words(county: Region) -> tuple[str, ...]:
    """What people say for it: 莫力达瓦旗, 莫旗."""
    name = county.name
    return (name, county.short_name, county.paper_name, f"{name[0]}旗", name.partition("达斡尔")[0] + "旗")


def _household_cells(rows: Sequence[tuple[MappedSheet, int]]) -> dict[str, str]:
    """The household's columns: the head's row first, then the first row that says something."""
    ordered = sorted(rows, key=lambda pair: not (pair[0].kind is not SheetKind.PERSON or is_head(*pair)))
    cells: dict[str, str] = {}
    for sheet, row in ordered:
        for at, target in sheet.items(of_member=False):
            if not cells.get(target.item):
                cells[target.item] = _text(sheet, row, at)
    return cells


def _text(sheet: MappedSheet, row: int, column: int) -> str:
    return text_of(sheet.cell_at(row, column)).strip()


def _first(rows: Sequence[tuple[MappedSheet, int]], item: str) -> str:
    return next((text for sheet, row in rows if (text := sheet.text(row, item))), "")


def _key(rows: Sequence[tuple[MappedSheet, int]]) -> str:
    return normalise_id_number(_first(rows, HOUSEHOLD))


def _columns(households: Iterable[ListedHousehold]) -> tuple[str, ...]:
    """What the file can speak of, in the order in which items are shown."""
    spoken: set[str] = set()
    for household in households:
        spoken.update(household.values)
        for line in household.people:
            spoken.update(line.values)
    return tuple(item for item in ITEMS if item in spoken)
