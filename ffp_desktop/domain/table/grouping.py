"""Which rows are one household: by a household's number, its head's number, the row of a 户主, or the head's name.

API: `Group`, `group_sheets(sheets) -> list[Group]`. Raises FfpError `table.households_unknown` when nothing tells.
"""

from dataclasses import dataclass, field

from ffp_desktop.domain.answer_text import normalise_code
from ffp_desktop.domain.table.mapped_sheet import ID_NUMBER, NAME, RELATION, MappedSheet, SheetKind
from ffp_desktop.domain.table.synonyms import HEAD_ID, HEAD_NAME, HOUSEHOLD, TOWNSHIP, VILLAGE, bare_text
from ffp_desktop.errors import FfpError

HEAD_WORDS = ("户主", "本人")
_PEOPLE = (SheetKind.PERSON, SheetKind.BLOCKS)


@dataclass(slots=True)
class Group:
    """The rows of one household, as (sheet's position, row). `keys` are what other sheets may know it by."""

    rows: list[tuple[int, int]] = field(default_factory=list)
    keys: set[tuple[str, ...]] = field(default_factory=set)


def group_sheets(sheets: list[MappedSheet]) -> list[Group]:
    """Households in the order they begin. Rows of a sheet of households join the people of the same household."""
    people: list[Group] = []
    households: list[Group] = []
    for position, sheet in enumerate(sheets):
        (people if sheet.kind in _PEOPLE else households).extend(_group(sheet, position))
    known: dict[tuple[str, ...], Group] = {}
    for group in people:
        for key in group.keys:
            known.setdefault(key, group)
    alone = []
    for group in households:
        found = next((known[key] for key in sorted(group.keys) if key in known), None)
        if found is None:
            alone.append(group)
        else:
            found.rows[:0] = group.rows
    return people + alone


def is_head(sheet: MappedSheet, row: int) -> bool:
    return sheet.text(row, RELATION) in HEAD_WORDS


def _group(sheet: MappedSheet, position: int) -> list[Group]:
    if sheet.kind is not SheetKind.PERSON:
        return [Group([(position, row)], _keys(sheet, row)) for row in sheet.rows]
    for key in (HOUSEHOLD, HEAD_ID):
        if sheet.has(key):
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
    """A row without a number belongs to the row above."""
    groups: dict[tuple[str, ...], Group] = {}
    current: Group | None = None
    for row in sheet.rows:
        if sheet.text(row, key) or current is None:
            name = _key(sheet, row, key) or ("row", str(row))
            current = groups.setdefault(name, Group())
        current.rows.append((position, row))
        current.keys |= _keys(sheet, row)
    return list(groups.values())


def _group_by_head(sheet: MappedSheet, position: int) -> list[Group]:
    """A 户主 begins a household."""
    groups: list[Group] = []
    for row in sheet.rows:
        if is_head(sheet, row) or not groups:
            groups.append(Group())
        groups[-1].rows.append((position, row))
        groups[-1].keys |= _keys(sheet, row)
    return groups


def _group_by_neighbours(sheet: MappedSheet, position: int) -> list[Group]:
    """Rows below one another with the same head and village."""
    groups: list[Group] = []
    before = ""
    for row in sheet.rows:
        name = "/".join(bare_text(sheet.text(row, item)) for item in (TOWNSHIP, VILLAGE, "village", HEAD_NAME))
        if not groups or (sheet.text(row, HEAD_NAME) and name != before):
            groups.append(Group())
            before = name
        groups[-1].rows.append((position, row))
    return groups


def _keys(sheet: MappedSheet, row: int) -> set[tuple[str, ...]]:
    """What the household of a row is known by: its number, its head's number."""
    keys = {_key(sheet, row, HOUSEHOLD), _key(sheet, row, HEAD_ID)}
    is_own = sheet.kind is SheetKind.HEAD or is_head(sheet, row)
    if is_own and (number := normalise_code(sheet.text(row, ID_NUMBER))):
        keys.add((HEAD_ID, number))
    return {key for key in keys if key}


def _key(sheet: MappedSheet, row: int, item: str) -> tuple[str, ...]:
    text = normalise_code(sheet.text(row, item))
    return (item, text) if text else ()


__all__ = ["HEAD_WORDS", "NAME", "Group", "group_sheets", "is_head"]
