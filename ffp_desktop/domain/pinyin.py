"""The only door to pypinyin: how Chinese is read. What is not Chinese stays as it is. Pure.

API: `syllables(text)`, `letters(text)` (the first of each), `readings(text)` each way that each may be read.

Importing it takes tenths of a second and some 50 MB, so whoever needs it imports it when it is needed first.
"""

import os

os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "1")  # words of its own would need the copy; here there are none

from pypinyin import Style, lazy_pinyin, pinyin


def syllables(text: str) -> list[str]:
    """Without tones: 苏日娜 -> su, ri, na."""
    return [*lazy_pinyin(text, style=Style.NORMAL, errors="default")]


def letters(text: str) -> list[str]:
    """苏日娜 -> s, r, n."""
    return [*lazy_pinyin(text, style=Style.FIRST_LETTER, errors="default")]


def readings(text: str) -> list[list[str]]:
    """苏日娜 -> [su], [ri, mi], [na, nuo]: the usual one first."""
    return [*pinyin(text, style=Style.NORMAL, heteronym=True, errors="default")]
