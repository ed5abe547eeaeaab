"""ID numbers as departments' lists have them: made into the 18 characters that they are, or left aside with the reason.

API: `read_number(cell) -> ReadNumber`, `read_numbers(cell) -> tuple[ReadNumber, …]` of a cell with several,
`split_cell(text)`, `clean_text(text)`. Nothing is guessed: a digit that is missing stays missing.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from ffp_desktop.domain.id_number import IDENTITY_CARD, NO_NUMBER, birth_date, find_problem, upgrade_to_18
from ffp_desktop.domain.table.sheet import Cell, CellError, has_lost_digits, is_empty, text_of

SEPARATORS = re.compile(r"[、,，;；/|\r\n]+")
_CROSSES = str.maketrans(dict.fromkeys("×✕✖╳ХхⅩⅹ", "X"))
_PLAIN = re.compile(r"[0-9]{17}[0-9X]")
_RUN = re.compile(r"[0-9A-Z*]+")
_BETWEEN = re.compile(r"(?<=[0-9])[-—–－.](?=[0-9X])")
_CERTIFICATE = re.compile(r"([0-9]{17}[0-9X])(?:[0-9]{2}|[0-9]{2}B[0-9]|[0-9]{4})")
_DIGITS_LOST = "号码在表格里变成了数字，后几位已经丢失，补不回来"
_PERHAPS_LOST = "号码末尾是 000，也可能是在表格里丢了后几位"
_PERHAPS_CUT = "只有15位，看不出是老号码还是丢了后三位"
_SEVERAL = "一格里有几个号码，看不出哪个是"
_PROBLEMS = {
    "no_number": "没有证件号码（999999开头）",
    "character": "号码里有不该有的字",
    "birth_date": "号码里的出生日期不存在",
    "future": "号码里的出生日期还没有到",
    "check_digit": "号码的校验位不对，有一位写错了",
}


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """`number` is a sound one of 18 characters, or "". `written` is what stands there when it is none, and `reason`
    why; a sound one may have a reason too, which says what to look at."""

    number: str = ""
    written: str = ""
    reason: str = ""


NOTHING = ReadNumber()


def clean_text(text: str) -> str:
    """Without characters that nobody sees, and without outer spaces."""
    return "".join(c for c in text if unicodedata.category(c) != "Cf").strip()


def split_cell(text: str) -> list[str]:
    """The parts of a cell that lists several."""
    return [part.strip() for part in SEPARATORS.split(text) if part.strip()]


def read_numbers(cell: Cell) -> tuple[ReadNumber, ...]:
    """The numbers of a cell, one after another."""
    if not isinstance(cell, str):
        return () if is_empty(cell) else (read_number(cell),)
    parts = [word for part in split_cell(cell) for word in _apart(part)]
    return tuple(found for part in parts if (found := read_number(part)) != NOTHING)


def read_number(cell: Cell) -> ReadNumber:
    """15 digits count as their 18, a 残疾人证 as its first 18; case, width, spaces and words before it are nothing."""
    if is_empty(cell):
        return NOTHING
    if isinstance(cell, CellError | date | datetime | bool):
        return ReadNumber("", text_of(cell), "这一格不是号码")
    if has_lost_digits(cell) and not isinstance(cell, str):
        return ReadNumber("", text_of(cell), _DIGITS_LOST)
    if isinstance(cell, str) and _PLAIN.fullmatch(cell) and not has_lost_digits(cell) and not _problem(cell):
        return ReadNumber(cell)  # as nearly every one is written
    text = _normalise(text_of(cell))
    runs = [run for run in _RUN.findall(text) if any(c.isdigit() or c == "*" for c in run)]
    if not runs:
        return ReadNumber("", text, "没有号码") if text else NOTHING
    if len(runs) > 1:
        return ReadNumber("", text, _SEVERAL)
    return _check(runs[0], text)


def _normalise(text: str) -> str:
    """Half width, upper case, no spaces, no signs between the digits, an X for what looks like one."""
    folded = clean_text(unicodedata.normalize("NFKC", text.translate(_CROSSES))).upper().translate(_CROSSES)
    return _BETWEEN.sub("", "".join(folded.split()))


def _check(run: str, text: str) -> ReadNumber:
    if has_lost_digits(text):
        is_sound = len(run) == 18 and not _problem(run)
        return ReadNumber(run, "", _PERHAPS_LOST) if is_sound else ReadNumber("", run, _DIGITS_LOST)
    if "*" in run:
        return ReadNumber("", run, "号码被“*”遮住了几位")
    if certificate := _CERTIFICATE.fullmatch(run):
        run = certificate[1]
    if len(run) == 15 and run.isdigit():
        return _check_fifteen(run)
    if len(run) != 18:
        return ReadNumber("", run, f"号码有 {len(run)} 位，位数不对")
    problem = _problem(run)
    return ReadNumber("", run, problem) if problem else ReadNumber(run)


def _check_fifteen(run: str) -> ReadNumber:
    """An old number, unless it could as well be a new one that lost its end."""
    if birth_date(run) is None:
        return ReadNumber("", run, "号码有 15 位，又不是老号码")
    if _is_day(run[6:14]):
        return ReadNumber("", run, _PERHAPS_CUT)
    return ReadNumber(upgrade_to_18(run))


def _problem(number: str) -> str:
    """An unknown region is none: whoever married in may have any."""
    if number.startswith(NO_NUMBER):
        return _PROBLEMS["no_number"]
    return _PROBLEMS.get(find_problem(IDENTITY_CARD, number), "")


def _is_day(digits: str) -> bool:
    try:
        return 1900 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])).year <= 2099
    except ValueError:
        return False


def _apart(part: str) -> list[str]:
    """Several whole numbers with only a space between them; a number written in groups stays one."""
    words = part.split()
    return words if len(words) > 1 and all(len(_normalise(word)) >= 15 for word in words) else [part]
