"""The functions expressions may call: XLSForm's, XPath's, and those of this survey's rules.

Every function takes values as `values.py` describes them, answers with one, and never raises.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from itertools import compress

from ffp_desktop.domain import id_number
from ffp_desktop.domain.expressions.values import (
    MISSING,
    are_equal,
    as_date,
    as_flag,
    as_number,
    as_text,
    each,
    is_less,
    present,
)


@dataclass(frozen=True, slots=True)
class Function:
    """What a name in an expression calls, with the least and the most arguments it takes (None: any number)."""

    call: Callable[..., object]
    least: int
    most: int | None
    is_flag: bool = False  # it always answers with True or False


def count_completed_years(birth: object, on: object) -> object:
    """Age in completed years; negative before birth is missing."""
    born, day = as_date(birth), as_date(on)
    if born is None or day is None or day < born:
        return MISSING
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def count_months(start: object, end: object) -> object:
    """Completed months from `start` to `end`; negative when `end` comes first."""
    first, last = as_date(start), as_date(end)
    if first is None or last is None:
        return MISSING
    return -_completed_months(last, first) if last < first else _completed_months(first, last)


def count_days(start: object, end: object) -> object:
    first, last = as_date(start), as_date(end)
    return MISSING if first is None or last is None else (last - first).days


def round_half_up(number: object, places: object) -> object:
    """A number rounded half up to so many places, exactly."""
    value, digits = as_number(number), as_number(places)
    if isinstance(value, tuple) or isinstance(digits, tuple) or not -20 <= digits <= 20:
        return MISSING
    try:
        return Decimal(value).quantize(Decimal(1).scaleb(-int(digits)), ROUND_HALF_UP)
    except InvalidOperation:
        return MISSING


def is_selected(several: object, name: object) -> bool:
    """Whether a choice is among those of an answer (or of any member's)."""
    wanted = as_text(name)
    if isinstance(several, str):
        return wanted in several.split()
    return any(wanted in as_text(entry).split() for entry in each(several))


def count_selected(several: object) -> int:
    return sum(len(as_text(entry).split()) for entry in each(several))


def is_answered(*values: object) -> bool:
    """Whether every argument holds an answer."""
    return all(bool(present(value)) if value.__class__ is tuple else value != "" for value in values)


def find_value(results: object, keys: object, key: object) -> object:
    """The entry of `results` in the first row whose entry of `keys` equals `key`; "" when there is none."""
    return next(iter(filter_values(results, keys, key)), "")


def filter_values(results: object, keys: object, key: object) -> tuple[object, ...]:
    """The entries of `results` in all rows whose entry of `keys` equals `key`."""
    return tuple(compress(each(results), _equals(keys, key)))


def count_equal(values: object, value: object) -> int:
    return sum(_equals(values, value))


def list_row_numbers(values: object, value: object) -> str:
    """The positions, from 1, of the rows that equal a value: "1、5"."""
    return "、".join([str(row) for row, is_equal in enumerate(_equals(values, value), 1) if is_equal])


def _equals(values: object, value: object) -> list[bool]:
    """Which entries equal a value."""
    return [
        entry == value if entry.__class__ is str and value.__class__ is str else are_equal(entry, value)
        for entry in each(values)
    ]


def add_up(values: object) -> object:
    """The sum of the entries that are numbers; 0 for none."""
    numbers = [as_number(entry) for entry in each(values)]
    return sum(number for number in numbers if not isinstance(number, tuple))


def find_largest(*values: object) -> object:
    return _extreme(values, is_less)


def find_smallest(*values: object) -> object:
    return _extreme(values, lambda best, entry: is_less(entry, best))


def join_texts(separator: object, *values: object) -> str:
    """All entries that are there, with a separator between them."""
    return as_text(separator).join(as_text(entry) for value in values for entry in present(value))


def matches_pattern(text: object, pattern: object) -> bool:
    """Whether the whole text fits a regular expression."""
    try:
        return re.fullmatch(as_text(pattern), as_text(text)) is not None
    except re.error:
        return False


def cut_text(text: object, start: object, length: object = MISSING) -> str:
    """XPath's substring: positions count from 1."""
    first, count = as_number(start), as_number(length)
    if isinstance(first, tuple):
        return ""
    begin = round(first) - 1
    if length == MISSING or isinstance(count, tuple):
        return as_text(text)[max(begin, 0) :]
    return as_text(text)[max(begin, 0) : max(begin + round(count), 0)]


def _text_before(text: object, mark: object) -> str:
    before, found, _ = as_text(text).partition(as_text(mark) or "\0")
    return before if found else ""


def _text_after(text: object, mark: object) -> str:
    return as_text(text).partition(as_text(mark) or "\0")[2]


def _translate(text: object, letters: object, others: object) -> str:
    old, new = as_text(letters), as_text(others)
    table = {ord(letter): new[place] if place < len(new) else None for place, letter in reversed([*enumerate(old)])}
    return as_text(text).translate(table)


def _has_sex_digit(document: object, number: object) -> bool:
    return id_number.has_birth_and_sex(as_text(document), as_text(number))


def _completed_months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def _extreme(values: tuple[object, ...], is_better: Callable[[object, object], bool]) -> object:
    best: object = MISSING
    for value in values:
        for entry in present(value):
            if best == MISSING or is_better(best, entry):
                best = entry
    return best


def _rounded(how: Callable[[Decimal], int]) -> Callable[[object], object]:
    def apply(number: object) -> object:
        value = as_number(number)
        return MISSING if isinstance(value, tuple) or not -(10**20) < value < 10**20 else how(Decimal(value))

    return apply


def _certificate_part(part: str) -> Callable[[object], object]:
    def read(number: object) -> object:
        certificate = id_number.read_certificate(as_text(number))
        return MISSING if certificate is None else getattr(certificate, part)

    return read


def _birth_date(number: object) -> str:
    born = id_number.birth_date(as_text(number))
    return born.isoformat() if born else ""


def _id_problem(document: object, number: object, on: object = "") -> str:
    return id_number.find_problem(as_text(document), as_text(number), as_date(on))


FUNCTIONS: dict[str, Function] = {
    "not": Function(lambda value: not as_flag(value), 1, 1, is_flag=True),
    "true": Function(lambda: True, 0, 0, is_flag=True),
    "false": Function(lambda: False, 0, 0, is_flag=True),
    "boolean": Function(as_flag, 1, 1, is_flag=True),
    "number": Function(as_number, 1, 1),
    "string": Function(as_text, 1, 1),
    "concat": Function(lambda *values: "".join(as_text(value) for value in values), 2, None),
    "join": Function(join_texts, 2, None),
    "string-length": Function(lambda text: len(as_text(text)), 1, 1),
    "contains": Function(lambda text, part: as_text(part) in as_text(text), 2, 2, is_flag=True),
    "starts-with": Function(lambda text, part: as_text(text).startswith(as_text(part)), 2, 2, is_flag=True),
    "substring": Function(cut_text, 2, 3),
    "substring-before": Function(_text_before, 2, 2),
    "substring-after": Function(_text_after, 2, 2),
    "normalize-space": Function(lambda text: " ".join(as_text(text).split()), 1, 1),
    "translate": Function(_translate, 3, 3),
    "regex": Function(matches_pattern, 2, 2, is_flag=True),
    "sum": Function(add_up, 1, 1),
    "count": Function(lambda values: len(present(values)), 1, 1),
    "count-rows": Function(lambda values: len(each(values)), 1, 1),
    "count-distinct": Function(lambda values: len(set(present(values))), 1, 1),
    "max": Function(find_largest, 1, None),
    "min": Function(find_smallest, 1, None),
    "floor": Function(_rounded(math.floor), 1, 1),
    "ceiling": Function(_rounded(math.ceil), 1, 1),
    "round": Function(lambda number: round_half_up(number, 0), 1, 1),
    "round_half_up": Function(round_half_up, 2, 2),
    "selected": Function(is_selected, 2, 2, is_flag=True),
    "count-selected": Function(count_selected, 1, 1),
    "answered": Function(is_answered, 1, None, is_flag=True),
    "value_where": Function(find_value, 3, 3),
    "values_where": Function(filter_values, 3, 3),
    "count-equal": Function(count_equal, 2, 2),
    "row-numbers": Function(list_row_numbers, 2, 2),
    "age_on": Function(count_completed_years, 2, 2),
    "months_between": Function(count_months, 2, 2),
    "days_between": Function(count_days, 2, 2),
    "has_sex_digit": Function(_has_sex_digit, 2, 2, is_flag=True),
    "id_birth_date": Function(_birth_date, 1, 1),
    "id_sex": Function(lambda number: id_number.sex(as_text(number)), 1, 1),
    "id_problem": Function(_id_problem, 2, 3),
    "id_person": Function(lambda number: id_number.person_key(as_text(number)), 1, 1),
    "id_18": Function(lambda number: id_number.upgrade_to_18(as_text(number)), 1, 1),
    "id_check_digit": Function(lambda number: id_number.check_digit(as_text(number)), 1, 1),
    "id_expected_check": Function(lambda number: id_number.check_digit(as_text(number)), 1, 1),
    "disability_category": Function(_certificate_part("category"), 1, 1),
    "disability_level": Function(_certificate_part("level"), 1, 1),
}
"""By name. `if`, `coalesce` and `pulldata` are the parser's own: the first two look at an argument only when
it is needed, the last knows the form's choice lists."""
