"""Whether a column of ID numbers still has all its digits.

A number that a spreadsheet has rounded ends in 000; so does one person's in 1,300. One alone cannot be told apart: its
check digit is right by chance once in eleven times. A whole column can: where digits were lost, they were lost in most
rows.

API: `keeps_digits(cells)`, `is_whole(number)`.
"""

from collections.abc import Iterable

from ffp_desktop.domain.answer_text import normalise_code
from ffp_desktop.domain.id_number import find_problem
from ffp_desktop.domain.table.sheet import Cell, has_lost_digits

_LEAST, _SHARE = 20, 0.02
_LONG = 15


def keeps_digits(cells: Iterable[Cell]) -> bool:
    """Whether every number of a column is text, its long ones are many, and few of them end in 000, all of those with
    the right check digit."""
    many = rounded = 0
    for cell in cells:
        text = normalise_code(cell) if isinstance(cell, str) else ""
        if has_lost_digits(text or cell):
            if not is_whole(text):
                return False
            rounded += 1
        many += len(text) > _LONG
    return many >= _LEAST and rounded <= max(1, _SHARE * many)


def is_whole(number: str) -> bool:
    """Whether an 18-digit number is right in itself."""
    return len(number) == 18 and find_problem("居民身份证", number) in ("", "region")
