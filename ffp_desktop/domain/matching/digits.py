"""How a number that is none, or nobody's, may be a known one: a digit wrong, two exchanged, one missing, some hidden.

API: `Digits`, `compare_digits(written, key) -> Digits`, `as_pattern(written) -> str`.
"""

import re
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from rapidfuzz.distance import OSA

LENGTH = 18
_KEPT = 15  # digits that a spreadsheet keeps of a number
_POWER = re.compile(r"\d(?:\.\d+)?E\+?1[67]", re.IGNORECASE)
_ROUNDED = re.compile(r"([1-9]\d{14})0{3}")


class Digits(StrEnum):
    """The likeness of two numbers, in the words that people read."""

    UNKNOWN = ""
    SAME = "号码相同"
    HIDDEN = "号码看得见的位都相同"
    LAST_LOST = "号码前15位相同"
    ONE_WRONG = "号码差一位"
    SWAPPED = "号码有两位颠倒"
    ONE_MISSING = "号码少一位"
    ONE_MORE = "号码多一位"
    TWO_WRONG = "号码差两位"
    OTHER = "号码不同"


NEAR = (
    *(Digits.HIDDEN, Digits.LAST_LOST, Digits.ONE_WRONG, Digits.SWAPPED),
    *(Digits.ONE_MISSING, Digits.ONE_MORE, Digits.TWO_WRONG),
)


def as_pattern(written: str) -> str:
    """A number with * where a digit is lost or hidden: 1.50722197001011E+17 is 150722197001011***."""
    if _POWER.fullmatch(written):
        try:
            whole = str(int(Decimal(written)))
        except InvalidOperation:
            return written
        return whole[:_KEPT] + "***" if len(whole) == LENGTH else written
    rounded = _ROUNDED.fullmatch(written)
    return rounded[1] + "***" if rounded else written


def compare_digits(written: str, key: str) -> Digits:
    """`written` is what `as_pattern` gives; `key` a known person's number."""
    if not written or not key:
        return Digits.UNKNOWN
    if written == key:
        return Digits.SAME
    if "*" in written:
        return _compare_hidden(written, key)
    distance = OSA.distance(written, key, score_cutoff=2)
    if distance > 2:
        return Digits.OTHER
    if distance == 2:
        return Digits.TWO_WRONG
    if len(written) != len(key):
        return Digits.ONE_MISSING if len(written) < len(key) else Digits.ONE_MORE
    return Digits.SWAPPED if sorted(written) == sorted(key) else Digits.ONE_WRONG


def _compare_hidden(pattern: str, key: str) -> Digits:
    if not key.startswith(pattern.partition("*")[0]):  # most are told so
        return Digits.OTHER
    if len(pattern) != len(key) or any(a not in ("*", b) for a, b in zip(pattern, key, strict=True)):
        return Digits.OTHER
    if len(key) - pattern.count("*") < LENGTH // 2:
        return Digits.UNKNOWN
    return Digits.LAST_LOST if pattern.endswith("***") and pattern.count("*") == 3 else Digits.HIDDEN
