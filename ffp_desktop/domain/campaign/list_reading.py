"""A department's workbook as rows that tell of somebody and rows that do not: every row is in exactly one of them.

API: `ListReader(places, list_date="").read(sheets with their mappings) -> ReadList`, whose `ReadRow`s hold a `ToldRow`
and, for one that speaks of another county, which; `WRITTEN_NUMBER`, `READING_NOTE` (headings in `more`).

What cannot be read is not lost: a number that is none stays in `more` as it is written, with the reason beside it. A
row of another county is told all the same: whether anybody here is meant is for the matching to find.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ffp_desktop.domain.campaign.list_columns import (
    ADDRESS,
    BIRTH,
    EVENT_DATE,
    HEAD_ID,
    HEAD_NAME,
    ID_NUMBER,
    NAME,
    NOTE,
    OWN,
    PHONE,
    PLACES,
    SEX,
    TOWNSHIP,
    VILLAGE,
)
from ffp_desktop.domain.campaign.list_days import ReadDay, read_birth, read_day, read_phone, read_sex
from ffp_desktop.domain.campaign.list_numbers import split_cell
from ffp_desktop.domain.campaign.list_people import NamedPerson, read_people
from ffp_desktop.domain.campaign.list_places import PlaceReader, ReadPlace
from ffp_desktop.domain.campaign.records import RefusedRow, ToldRow
from ffp_desktop.domain.id_number import birth_date, sex
from ffp_desktop.domain.table.header import REASON
from ffp_desktop.domain.table.mapped_sheet import MappedSheet
from ffp_desktop.domain.table.mapping import Mapping
from ffp_desktop.domain.table.sheet import Cell, Sheet, column_letters, is_empty, text_of
from ffp_desktop.domain.table.synonyms import PASSED_OVER

WRITTEN_NUMBER, READING_NOTE, BESIDE_NAME = "证件号码（原文）", "读取说明", "姓名旁的字"
_TOTALS = ("合计", "小计", "总计", "共计")
_LONGEST_TOTAL, _LONGEST_ALONE = 16, 4
_VILLAGE_DIGITS = 12
_TOTAL, _MERGED, _ALONE = "合计行", "姓名是合并的格，看不出这一行是谁", "只有一格有字，像是表下的说明"


@dataclass(frozen=True, slots=True)
class ReadRow:
    """`elsewhere` is the other county that the row names, "" for none."""

    told: ToldRow
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class ReadList:
    """`rows_in` is how many rows stand below the headers; a row with several people is told of several times."""

    rows_in: int
    told: tuple[ReadRow, ...] = ()
    refused: tuple[RefusedRow, ...] = ()


@dataclass(slots=True)
class _Notes:
    """What is said of a row's reading, and what is kept beside it."""

    more: dict[str, str]
    said: list[str] = field(default_factory=list)

    def say(self, words: str) -> None:
        if words and words not in self.said:
            self.said.append(words)


class ListReader:
    """Reads mapped sheets. `list_date` (ISO) gives days without a year theirs."""

    def __init__(self, places: PlaceReader, list_date: str = "") -> None:
        self._places = places
        self._list_date = list_date

    def read(self, mapped: Iterable[tuple[Sheet, Mapping]]) -> ReadList:
        told: list[ReadRow] = []
        refused: list[RefusedRow] = []
        rows_in = 0
        for sheet, mapping in mapped:
            last = _last_filled(sheet, mapping.header.below)
            rows_in += max(last + 1 - mapping.header.below, 0)
            page = MappedSheet(sheet, mapping, OWN)
            passed = {one.row: one.reason for one in page.passed}
            places = _Headings(self._places, page)
            for row in range(mapping.header.below, last + 1):
                found = passed.get(row) or self._read_row(page, row, places)
                if isinstance(found, str):
                    places.take(row)
                    refused.append(_refuse(page, row, found))
                else:
                    told += found
        refused.sort(key=lambda one: (one.sheet, one.row))
        return ReadList(rows_in, tuple(told), tuple(refused))

    def _read_row(self, page: MappedSheet, row: int, places: "_Headings") -> list[ReadRow] | str:
        """Those whom a row names, or why it names nobody."""
        if _is_total(page, row):
            return _TOTAL
        by_head = not page.has(NAME)
        name, number = (HEAD_NAME, HEAD_ID) if by_head else (NAME, ID_NUMBER)
        if by_head and not page.has(HEAD_ID):
            number = ID_NUMBER
        found = read_people(page.cell(row, name), page.cell(row, number))
        if isinstance(found, str):
            return _MERGED if _is_below_merged(page, row, name) else found
        if _stands_alone(page, row, found):
            return _ALONE
        place = places.read(row)
        return [
            ReadRow(self._tell(page, row, part, len(found), one, place), place.elsewhere)
            for part, one in enumerate(found, 1)
        ]

    def _tell(self, page: MappedSheet, row: int, part: int, parts: int, one: NamedPerson, place: ReadPlace) -> ToldRow:
        notes = _Notes(_more(page, row))
        _note_number(notes, one)
        if place.reason:
            notes.say(place.reason)
        day = self._day(page, row, notes, part, parts)
        born, its_sex = _birth_and_sex(page, row, one.number.number, notes, part, parts)
        if one.beside:
            notes.more[BESIDE_NAME] = one.beside
        if parts > 1:
            notes.say(f"原表这一行写了{parts}个人，这是第{part}个")
        if notes.said:
            notes.more[READING_NOTE] = "；".join(notes.said)
        return ToldRow(
            sheet=page.sheet.name,
            row=row + 1,
            part=part,
            name=one.name,
            id_number=one.number.number,
            village=place.village,
            place=place.words,
            phone=read_phone(page.cell(row, PHONE)),
            birth=born,
            sex=its_sex,
            head_name="".join(page.text(row, HEAD_NAME).split()),
            event_date=day,
            note=page.text(row, NOTE),
            more=notes.more,
        )

    def _day(self, page: MappedSheet, row: int, notes: _Notes, part: int, parts: int) -> str:
        cell = _part_of(page.cell(row, EVENT_DATE), part, parts)
        found = read_day(cell, self._list_date)
        _note_day(page, EVENT_DATE, cell, found, notes)
        return found.day


class _Headings:
    """Where rows are that do not say it themselves: what the sheet is called, or a line above them that names one of
    our villages or townships and nothing else."""

    def __init__(self, places: PlaceReader, page: MappedSheet) -> None:
        self._places = places
        self._page = page
        self._above = ""
        name = page.sheet.name
        self._sheet = {}
        if places.is_township(name):
            self._sheet = {TOWNSHIP: name}
        elif len(places.read({VILLAGE: name}).village) == _VILLAGE_DIGITS and name:
            self._sheet = {VILLAGE: name}

    def take(self, row: int) -> None:
        """A row that tells of nobody: perhaps a heading."""
        cells = self._page.sheet.rows[row] if row < len(self._page.sheet.rows) else ()
        texts = [text for cell in cells if (text := text_of(cell).strip())]
        if len(texts) == 1 and self._places.read({ADDRESS: texts[0]}).village:
            self._above = texts[0]

    def read(self, row: int) -> ReadPlace:
        words = {target: text for target in PLACES if (text := self._page.text(row, target))}
        if not words and self._above:
            found = self._places.read({ADDRESS: self._above})
            return replace(found, reason=f"村是上面的小标题“{self._above[:20]}”")
        missing = {target: text for target, text in self._sheet.items() if not words.get(target)}
        return self._places.read({**words, **missing})


def _birth_and_sex(page: MappedSheet, row: int, number: str, notes: _Notes, part: int, parts: int) -> tuple[str, str]:
    """As the row says, else as the number does; a row of several people says it of nobody unless it says it of each."""
    born_cell, sex_cell = (_own_part(page.cell(row, target), part, parts) for target in (BIRTH, SEX))
    born = read_birth(born_cell)
    _note_day(page, BIRTH, born_cell, born, notes)
    known = birth_date(number) if number else None
    if known and born.day and not known.isoformat().startswith(born.day):
        notes.say("出生日期和证件号码里的不一样")
    said = read_sex(sex_cell)
    if said and number and said != sex(number):
        notes.say("性别和证件号码里的不一样")
    return born.day or (known.isoformat() if known else ""), said or (sex(number) if number else "")


def _more(page: MappedSheet, row: int) -> dict[str, str]:
    """The columns that nothing is known of, by their heading; merged words hold for each row, merged figures for the
    first."""
    found: dict[str, str] = {}
    header = page.mapping.header
    for at, target in enumerate(page.mapping.targets):
        if target.item and not (target.item == HEAD_ID and page.has(NAME)):
            continue
        if target.item == PASSED_OVER or header.columns[at] == (REASON,):
            continue
        cell = page.cell_at(row, at)
        text = text_of(cell).strip()
        if not text or (not isinstance(cell, str) and is_empty(page.sheet.cell(row, at))):
            continue
        heading = header.heading(at) or f"{column_letters(at)}列"
        found[f"{heading}（{column_letters(at)}列）" if heading in found else heading] = text
    return found


def _note_number(notes: _Notes, one: NamedPerson) -> None:
    if one.number.written:
        notes.more[WRITTEN_NUMBER] = one.number.written
    notes.say(one.number.reason)


def _note_day(page: MappedSheet, target: str, cell: Cell, found: ReadDay, notes: _Notes) -> None:
    """A day that could not be read is kept in its own words."""
    if not found.reason:
        return
    heading = page.mapping.header.heading(page.column(target))
    notes.say(f"{heading}“{text_of(cell).strip()[:20]}”{found.reason}")
    if not found.day:
        notes.more[heading] = text_of(cell).strip()


def _own_part(cell: Cell, part: int, parts: int) -> Cell:
    """A person's own part of a cell, "" where the cell has not as many parts as the row has people."""
    if parts == 1:
        return cell
    words = split_cell(text_of(cell))
    return words[part - 1] if len(words) == parts else ""


def _part_of(cell: Cell, part: int, parts: int) -> Cell:
    """The same, but what is said once is said of all."""
    return _own_part(cell, part, parts) if isinstance(cell, str) and len(split_cell(cell)) > 1 else cell


def _is_total(page: MappedSheet, row: int) -> bool:
    """腾克镇小计, 合计 behind an empty cell: sums that stand anywhere in a row without a number of anybody."""
    texts = ["".join(text_of(cell).split()) for cell in page.sheet.rows[row] if isinstance(cell, str)]
    return any(text.endswith(_TOTALS) and len(text) <= _LONGEST_TOTAL for text in texts)


def _stands_alone(page: MappedSheet, row: int, found: tuple[NamedPerson, ...]) -> bool:
    """Whether the row has only what would be a name, too long for one, in a table that has more to say of people."""
    filled = sum(not is_empty(cell) for cell in page.sheet.rows[row])
    known = sum(bool(target.item) for target in page.mapping.targets)
    return filled == 1 and known > 1 and any(len(one.name) > _LONGEST_ALONE and "·" not in one.name for one in found)


def _is_below_merged(page: MappedSheet, row: int, target: str) -> bool:
    column = page.column(target)
    return any(top < row <= low and left <= column <= right for top, left, low, right in page.sheet.merged or ())


def _last_filled(sheet: Sheet, below: int) -> int:
    """The last row that holds anything: what a format reaches below it is no part of the list."""
    for row in range(len(sheet.rows) - 1, below - 1, -1):
        if not all(map(is_empty, sheet.rows[row])):
            return row
    return below - 1


def _refuse(page: MappedSheet, row: int, reason: str) -> RefusedRow:
    cells = page.sheet.rows[row] if row < len(page.sheet.rows) else ()
    return RefusedRow(
        page.sheet.name, row + 1, reason, tuple(text for cell in cells if (text := text_of(cell).strip()))
    )
