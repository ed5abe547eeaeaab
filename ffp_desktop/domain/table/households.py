"""The rows of mapped sheets as households: who belongs together, what is answered, what cannot be read and why.

API: `TableReader(form, synonyms, villages, default_village="").read(mapped) -> ReadTable`, with the records
`ReadTable`, `ReadHousehold`, `ReadMember`, `CellPlace`, `CellProblem`. Every row is in a household or passed over.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ffp_desktop.domain.answer_text import normalise_name
from ffp_desktop.domain.form.definition import Form, Item
from ffp_desktop.domain.regions import Region
from ffp_desktop.domain.table.cell_reading import CellReader, Doubtful, Unreadable
from ffp_desktop.domain.table.grouping import Group, group_sheets, is_head
from ffp_desktop.domain.table.mapped_sheet import ID_NUMBER, NAME, RELATION, MappedSheet, SheetKind
from ffp_desktop.domain.table.mapping import Mapping, Target
from ffp_desktop.domain.table.places import VillageFinder
from ffp_desktop.domain.table.rows import PassedRow
from ffp_desktop.domain.table.sheet import Sheet, is_empty
from ffp_desktop.domain.table.synonyms import HEAD_ID, HEAD_NAME, HOUSEHOLD, TOWNSHIP, VILLAGE, Synonyms, bare_text
from ffp_desktop.domain.values import Answer

ADDRESS = "village"


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell of the workbook: sheet's name, row and column from 0; column -1 is the row as a whole."""

    sheet: str
    row: int
    column: int = -1


@dataclass(frozen=True, slots=True)
class CellProblem:
    """Why a cell cannot be taken, in a sentence that says what to do; `answer` is what it would be once confirmed."""

    place: CellPlace
    reason: str
    answer: Answer | None = None


@dataclass(slots=True)
class ReadMember:
    """A person of a table."""

    row: CellPlace
    answers: dict[str, Answer] = field(default_factory=dict)


@dataclass(slots=True)
class ReadHousehold:
    """A household of a table. `rows` are all its rows; with a problem none of it is taken, with a doubt (a number that
    may have lost digits) only when a person confirms it."""

    rows: list[CellPlace]
    numbers: list[str] = field(default_factory=list)  # what the table calls the household: may be a printed number
    village: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    members: list[ReadMember] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    doubts: list[CellProblem] = field(default_factory=list)

    @property
    def head(self) -> ReadMember | None:
        """The 户主, else the first person."""
        heads = [member for member in self.members if member.answers.get(RELATION) == "户主"]
        return heads[0] if heads else next(iter(self.members), None)

    @property
    def head_name(self) -> str:
        return str(self.head.answers.get(NAME, "")) if self.head else ""


@dataclass(frozen=True, slots=True)
class ReadTable:
    """What a workbook says: households in order, and the rows that are none."""

    households: tuple[ReadHousehold, ...]
    passed: tuple[PassedRow, ...]


class TableReader:
    """Reads mapped sheets of one form. `default_village` is the code for tables that name no village."""

    def __init__(self, form: Form, synonyms: Synonyms, villages: VillageFinder, default_village: str = "") -> None:
        self._form = form
        self._cells = CellReader(synonyms)
        self._villages = villages
        self._default_village = default_village
        self._repeated = frozenset(item.id for item in form.member_items)

    def read(self, mapped: Iterable[tuple[Sheet, Mapping]]) -> ReadTable:
        """Raises FfpError `table.households_unknown`."""
        sheets = [MappedSheet(sheet, mapping, self._repeated) for sheet, mapping in mapped]
        households = [self._read_household(sheets, group) for group in group_sheets(sheets)]
        return ReadTable(tuple(households), tuple(row for sheet in sheets for row in sheet.passed))

    # ---- private

    def _read_household(self, sheets: Sequence[MappedSheet], group: Group) -> ReadHousehold:
        found = ReadHousehold([CellPlace(sheets[position].sheet.name, row) for position, row in group.rows])
        if group.doubt:
            found.problems.append(CellProblem(found.rows[0], group.doubt))
        rows = [(sheets[position], row) for position, row in group.rows]
        for sheet, row in rows:
            if (number := sheet.text(row, HOUSEHOLD)) and number not in found.numbers:
                found.numbers.append(number)
            self._read_household_cells(found, sheet, row, rows)
            self._read_people(found, sheet, row)
        if not found.members or sheets[group.rows[0][0]].kind is SheetKind.BLOCKS:
            self._read_heads(found, rows)
        _note_head(found, rows)
        if len(found.members) > self._form.max_members:
            reason = f"一户有 {len(found.members)} 人，超过 {self._form.max_members} 人。请核对哪些行是一户。"
            found.problems.append(CellProblem(found.rows[0], reason))
        self._find_village(found, rows)
        return found

    def _read_household_cells(
        self, found: ReadHousehold, sheet: MappedSheet, row: int, rows: Sequence[tuple[MappedSheet, int]]
    ) -> None:
        for column, target in sheet.items(of_member=False):
            item = self._form.items[target.item]
            if item.id == ADDRESS or (item.normalise == "phone" and _is_someone_elses(sheet, row, rows)):
                continue
            answer = self._read(found, sheet, target, row, column)
            if answer is not None and found.answers.setdefault(item.id, answer) != answer:
                reason = "和这一户前面的行写的不一样，看不出哪个对。请改成一致。"
                found.problems.append(CellProblem(CellPlace(sheet.sheet.name, row, column), reason))

    def _read_people(self, found: ReadHousehold, sheet: MappedSheet, row: int) -> None:
        if sheet.kind not in (SheetKind.PERSON, SheetKind.BLOCKS):
            return
        for block in sheet.mapping.blocks or (0,):
            columns = sheet.items(of_member=True, block=block)
            if not any(not is_empty(sheet.cell_at(row, column)) for column, _ in columns):
                continue
            member = ReadMember(CellPlace(sheet.sheet.name, row))
            self._read_member(found, member, sheet, columns, row)
            if NAME not in member.answers and ID_NUMBER not in member.answers:
                found.problems.append(CellProblem(member.row, "这一行有成员的内容，却没有姓名和证件号码。请补上。"))
            found.members.append(member)

    def _read_heads(self, found: ReadHousehold, rows: Sequence[tuple[MappedSheet, int]]) -> None:
        """A table that lists households by their head: the head's own columns make a person."""
        for sheet, row in rows:
            name = sheet.text(row, HEAD_NAME)
            if sheet.kind is SheetKind.PERSON or not name or _is_among(found, name):
                continue
            member = ReadMember(CellPlace(sheet.sheet.name, row))
            columns = sheet.items(of_member=True)
            columns.append((sheet.column(HEAD_NAME), Target(NAME)))
            if sheet.has(HEAD_ID) and not sheet.has(ID_NUMBER):
                columns.append((sheet.column(HEAD_ID), Target(ID_NUMBER)))
            self._read_member(found, member, sheet, columns, row)
            member.answers.setdefault(RELATION, "户主")
            found.members.insert(0, member)

    def _read_member(
        self,
        found: ReadHousehold,
        member: ReadMember,
        sheet: MappedSheet,
        columns: Sequence[tuple[int, Target]],
        row: int,
    ) -> None:
        for column, target in columns:
            answer = self._read(found, sheet, target, row, column)
            if answer is not None:
                member.answers[target.item] = answer

    def _read(self, found: ReadHousehold, sheet: MappedSheet, target: Target, row: int, column: int) -> Answer | None:
        cell = sheet.cell_at(row, column)
        if cell == "":
            return None
        item: Item = self._form.items[target.item]
        answer = self._cells.read(item, cell, target.scale)
        if isinstance(answer, Unreadable):
            found.problems.append(CellProblem(CellPlace(sheet.sheet.name, row, column), answer.reason))
            return None
        if isinstance(answer, Doubtful):
            found.doubts.append(CellProblem(CellPlace(sheet.sheet.name, row, column), answer.reason, answer.answer))
            return answer.answer
        return answer

    def _find_village(self, found: ReadHousehold, rows: Sequence[tuple[MappedSheet, int]]) -> None:
        texts = [_first(rows, item) for item in (TOWNSHIP, VILLAGE, ADDRESS)]
        if not any(text for text, _ in texts[1:]) and self._default_village:
            found.village = self._default_village
            return
        for item in (TOWNSHIP, VILLAGE):
            others = {bare_text(text) for sheet, row in rows if (text := sheet.text(row, item))}
            if len(others) > 1:
                found.problems.append(CellProblem(found.rows[0], "同一户的行写着不同的村。请核对哪些行是一户。"))
                return
        region = self._villages.find(*(text for text, _ in texts))
        if isinstance(region, Region):
            found.village = region.code
            return
        places = [place for _, place in (texts[1], texts[2], texts[0]) if place is not None]
        found.problems.append(CellProblem(places[0] if places else found.rows[0], region.reason))


def _is_among(found: ReadHousehold, name: str) -> bool:
    return any(member.answers.get(NAME) == normalise_name(name) for member in found.members)


def _note_head(found: ReadHousehold, rows: Sequence[tuple[MappedSheet, int]]) -> None:
    """A person whom the table itself names as the head, and of whom it says no relation, is the 户主."""
    if any(member.answers.get(RELATION) == "户主" for member in found.members):
        return
    name = normalise_name(_first(rows, HEAD_NAME)[0])
    named = [member for member in found.members if name and member.answers.get(NAME) == name]
    if len(named) == 1:
        named[0].answers.setdefault(RELATION, "户主")


def _first(rows: Sequence[tuple[MappedSheet, int]], item: str) -> tuple[str, CellPlace | None]:
    """The first text of a column in a household's rows, and where it stands."""
    place = None
    for sheet, row in rows:
        if sheet.has(item):
            place = place or CellPlace(sheet.sheet.name, row, sheet.column(item))
            if text := sheet.text(row, item):
                return text, CellPlace(sheet.sheet.name, row, sheet.column(item))
    return "", place


def _is_someone_elses(sheet: MappedSheet, row: int, rows: Sequence[tuple[MappedSheet, int]]) -> bool:
    """Whether a phone stands on the row of another person than the head."""
    has_head = any(is_head(other, number) for other, number in rows)
    return sheet.kind is SheetKind.PERSON and has_head and not is_head(sheet, row)
