"""Days, and what else a list says of a person, as they are kept: ISO days, 男 and 女, digits of a phone.

API: `read_day(cell, list_date="") -> ReadDay`, `read_birth(cell) -> ReadDay` (which may be only a year or a month),
`read_sex(cell)`, `read_phone(cell)`. What cannot be read is left out with the reason, and never guessed.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ffp_desktop.domain.table.sheet import Cell, CellError, is_empty, text_of

_WHOLE = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?|(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})[-./年](\d{1,2})月?|(\d{4})(\d{2})")
_YEAR = re.compile(r"(\d{4})年?")
_WITHOUT_YEAR = re.compile(r"(\d{1,2})月(\d{1,2})[日号]")
_TIME = re.compile(r"(?<=\d)[ T]*\d{1,2}:\d{2}(:\d{2})?(\.\d+)?$")
_FIRST_SERIAL, _LAST_SERIAL = 7_000, 73_050  # 1919 to 2099 as a spreadsheet counts days; below them are years
_DAY_ZERO = date(1899, 12, 30)
_SEXES = {"男": "男", "男性": "男", "M": "男", "女": "女", "女性": "女", "F": "女"}
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}")
_UNREADABLE = "看不出是哪一天"


@dataclass(frozen=True, slots=True)
class ReadDay:
    """`day` is ISO, "" when there is none; `reason` says why, or what was taken from the list itself."""

    day: str = ""
    reason: str = ""


def read_day(cell: Cell, list_date: str = "") -> ReadDay:
    """A day written in any of the usual ways, or as a spreadsheet counts it. 2月5日 takes the year of the list, which
    cannot be older than what it tells of; without a date of the list it stays unread."""
    found = _read_whole(cell)
    if found is not None:
        return found
    if without := _WITHOUT_YEAR.fullmatch(_folded(cell)):
        return _with_year(int(without[1]), int(without[2]), list_date)
    return ReadDay("", _UNREADABLE)


def read_birth(cell: Cell) -> ReadDay:
    """A day of birth; as much of it as stands there: 1970, 1970-01 or 1970-01-05."""
    found = _read_whole(cell)
    if found is not None:
        return found
    text = _folded(cell)
    if month := _MONTH.fullmatch(text):
        year, number = (int(part) for part in month.groups() if part)
        if 1900 <= year <= 2099 and 1 <= number <= 12:
            return ReadDay(f"{year:04d}-{number:02d}")
    if (year_only := _YEAR.fullmatch(text)) and 1900 <= int(year_only[1]) <= 2099:
        return ReadDay(year_only[1])
    return ReadDay("", _UNREADABLE)


def read_sex(cell: Cell) -> str:
    """男, 女 or "": the codes 1 and 2 may mean either."""
    return _SEXES.get(_folded(cell).upper(), "")


def read_phone(cell: Cell) -> str:
    """The first number that can be a phone's, "" for none."""
    found = _PHONE.search(re.sub(r"(?<=\d)[ -](?=\d{4})", "", unicodedata.normalize("NFKC", text_of(cell))))
    return found[0].replace("-", "") if found else ""


def _read_whole(cell: Cell) -> ReadDay | None:
    """None for what is not written as a whole day."""
    if is_empty(cell):
        return ReadDay()
    if isinstance(cell, CellError | bool):
        return ReadDay("", _UNREADABLE)
    if isinstance(cell, datetime):
        return ReadDay(cell.date().isoformat())
    if isinstance(cell, date):
        return ReadDay(cell.isoformat())
    if isinstance(cell, int | float) and _FIRST_SERIAL <= cell <= _LAST_SERIAL:
        return ReadDay((_DAY_ZERO + timedelta(days=int(cell))).isoformat())
    written = _WHOLE.fullmatch(_folded(cell))
    if written is None:
        return None
    day = _as_day(*(int(part) for part in written.groups() if part is not None))
    return ReadDay(day) if day else ReadDay("", "没有这一天")


def _with_year(month: int, day: int, list_date: str) -> ReadDay:
    if not list_date:
        return ReadDay("", "没有写年份，名单也没有日期")
    year = int(list_date[:4])
    found = _as_day(year, month, day)
    if found > list_date:
        found = _as_day(year - 1, month, day)
    if not found:
        return ReadDay("", "没有这一天")
    return ReadDay(found, f"没有写年份，按名单的日期算作{found[:4]}年")


def _as_day(year: int, month: int, day: int) -> str:
    try:
        found = date(year, month, day)
    except ValueError:
        return ""
    return found.isoformat() if 1900 <= year <= 2099 else ""


def _folded(cell: Cell) -> str:
    text = unicodedata.normalize("NFKC", text_of(cell)).strip()
    return "".join(_TIME.sub("", text).split())
