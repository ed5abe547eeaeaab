"""Which rows are one household: by a household's number, its head's number, the row of a 户主, or the head's name.

API: `Group`, `group_sheets(sheets) -> list[Group]`. Raises FfpError `table.households_unknown` when nothing tells.
"""

from dataclasses import dataclass, field

from ffp_desktop.domain.answer_text import normalise_code
from ffp_desktop.domain.table.mapped_sheet import ID_NUMBER, RELATION, MappedSheet, SheetKind
from ffp_desktop.domain.table.sheet import has_lost_digits
from ffp_desktop.domain.table.synonyms import HEAD_ID, HEAD_NAME, HOUSEHOLD, VILLAGE, bare_text
from ffp_desktop.errors import FfpError

HEAD_WORDS = ("户主", "本人", "01")
"""01 is the published code of 户主; a plain 1 can be anything."""
_SEVERAL = "人的表里有几户都是这个户编号，看不出是哪一户。请写上村名。"
_NOBODY = "人的表里没有这一户的人。请核对户编号（或户主证件号码）两张表是否一致。"
_LOST = "户编号（或户主证件号码）在表格里丢了后几位，看不出谁和谁是一户。请把这一列设成文本，照证件重新填。"
_ANYWHERE = "*"
_PEOPLE = (SheetKind.PERSON, SheetKind.BLOCKS)


@dataclass(slots=True)
class Group:
    """The rows of one household, as (sheet's position, row). `keys` are what other sheets may know it by; `doubt` says
    why it cannot be told that they belong together, "" when it can."""

    rows: list[tuple[int, int]] = field(default_factory=list)
    keys: set[tuple[str, str, str]] = field(default_factory=set)
    doubt: str = ""


def group_sheets(sheets: list[MappedSheet]) -> list[Group]:
    """Households in the order they begin. Rows of a sheet of households join the people of the same household."""
    people: list[Group] = []
    households: list[Group] = []
    for position, sheet in enumerate(sheets):
        (people if sheet.kind in _PEOPLE else households).extend(_group(sheet, position))
    known: dict[tuple[str, str, str], list[Group]] = {}
    for group in people:
        for kind, number, place in group.keys:
            for key in {(kind, number, place), (kind, number, _ANYWHERE)}:
                known.setdefault(key, []).append(group)
    alone = []
    for group in households:
        found = _find_people(group, known)
        if len(found) == 1:
            found[0].rows[:0] = group.rows
        else:
            if people:
                group.doubt = group.doubt or (_SEVERAL if found else _NOBODY)
            alone.append(group)
    return people + alone


def is_head(sheet: MappedSheet, row: int) -> bool:
    return sheet.text(row, RELATION) in HEAD_WORDS


def _find_people(group: Group, known: dict[tuple[str, str, str], list[Group]]) -> list[Group]:
    """The people of a household by what it is called in its village, or anywhere when one of the sheets names none."""
    for kind, number, place in sorted(group.keys):
        if found := known.get((kind, number, place)):
            return found
        found = [one for one in known.get((kind, number, _ANYWHERE), []) if not place or (kind, number, "") in one.keys]
        if found:
            return found
    return []


def _group(sheet: MappedSheet, position: int) -> list[Group]:
    if sheet.kind is not SheetKind.PERSON:
        return [Group([(position, row)], _keys(sheet, row)) for row in sheet.rows]
    for key in (HOUSEHOLD, HEAD_ID):
        if sheet.has(key) and not (sheet.has(RELATION) and any(_is_lost(sheet, row, key) for row in sheet.rows)):
            return _group_by_key(sheet, position, key)
    if sheet.has(RELATION):
        return _group_by_head(sheet, position)
    if sheet.has(HEAD_NAME):
        return _group_by_neighbours(sheet, position)
    raise FfpError(
        "table.households_unknown",
        f"“{sheet.sheet.name or '表'}”里看不出哪几个人是一户。请指明与户主关系、户编号或户主证件号码是哪一列。",
    )


def _group_by_key(sheet: MappedSheet, position: int, key: str) -> list[Group]:
    """A row without a number belongs to the row above; the same number in another village is another household."""
    groups: list[Group] = []
    known: dict[tuple[str, str], Group] = {}
    current, before = None, ("", "")
    for row in sheet.rows:
        name, place = normalise_code(sheet.text(row, key)), _place(sheet, row)
        if current is None or (name and (name != before[0] or (place and before[1] and place != before[1]))):
            current = known.get((name, place)) if name else None
            if current is None:
                current = Group(
                    doubt="" if name else "第一户的行没有户编号（或户主证件号码），看不出是哪一户。请补上。"
                )
                groups.append(current)
            before = (name, place)
        known.setdefault((name or before[0], ""), current)
        known.setdefault((name or before[0], place or before[1]), current)
        if _is_lost(sheet, row, key):
            current.doubt = _LOST  # two households' numbers may look the same now
        current.rows.append((position, row))
        current.keys |= _keys(sheet, row)
    return groups


def _group_by_head(sheet: MappedSheet, position: int) -> list[Group]:
    """A 户主 begins a household; so does another head's name beside the rows."""
    groups: list[Group] = []
    before = ""
    for row in sheet.rows:
        name = bare_text(sheet.text(row, HEAD_NAME))
        begins = is_head(sheet, row)
        if begins or not groups or (name and before and name != before):
            doubt = "" if begins else "这一户前面没有户主的行，看不出是哪一户的人。请补上户主，或写明户编号。"
            groups.append(Group(doubt=doubt))
            before = ""
        before = name or before
        groups[-1].rows.append((position, row))
        groups[-1].keys |= _keys(sheet, row)
    return groups


def _group_by_neighbours(sheet: MappedSheet, position: int) -> list[Group]:
    """Rows below one another with the same head and village."""
    groups: list[Group] = []
    before = ""
    for row in sheet.rows:
        name = f"{_place(sheet, row)}/{bare_text(sheet.text(row, HEAD_NAME))}"
        if not groups or (sheet.text(row, HEAD_NAME) and name != before):
            groups.append(Group())
            before = name
        groups[-1].rows.append((position, row))
    return groups


def _keys(sheet: MappedSheet, row: int) -> set[tuple[str, str, str]]:
    """What the household of a row is known by: its number in its village, its head's number."""
    number = normalise_code(sheet.text(row, HOUSEHOLD))
    keys = {(HOUSEHOLD, number, _place(sheet, row))} if number and not _is_lost(sheet, row, HOUSEHOLD) else set()
    is_own = sheet.kind is SheetKind.HEAD or is_head(sheet, row)
    for item in (HEAD_ID, ID_NUMBER) if is_own else (HEAD_ID,):
        head = sheet.text(row, item)
        if head and not _is_lost(sheet, row, item):
            keys.add((HEAD_ID, normalise_code(head), ""))
    return keys


def _is_lost(sheet: MappedSheet, row: int, item: str) -> bool:
    """Whether a number that tells households apart may have lost the digits that do."""
    cell = sheet.cell(row, item)
    return has_lost_digits(cell) or has_lost_digits(normalise_code(sheet.text(row, item)))


def _place(sheet: MappedSheet, row: int) -> str:
    """The village in the sheet's own words; its address where it has no column for the village."""
    return bare_text(sheet.text(row, VILLAGE if sheet.has(VILLAGE) else "village"))
