"""Text that is safe in any workbook: it can be nothing but text, and every program opens the file.

API: `safe_text(text)` for a value, `escape_names(text)` for what is written into the file, `SHEET_NAME_LONGEST`.

Cells are written as text with the number format "@" (see `writing`), so that = + - @ at the start stay what they are
even after someone has edited the cell; nothing here has to be put before them.
"""

import re

LONGEST_CELL = 32_767  # UTF-16 units, ECMA-376
SHEET_NAME_LONGEST = 31
_CUT = "…（太长，后面的没有写出）"
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_NAMED_CHARACTER = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def safe_text(text: str) -> str:
    """The text without what a workbook cannot hold: control characters and halves of pairs show as �, a tab is a space,
    and what is longer than a cell is cut and says so."""
    clean = _UNWRITABLE.sub("�", _LINE_ENDS.sub("\n", text).replace("\t", " "))
    if len(clean) <= LONGEST_CELL // 2 or _units(clean) <= LONGEST_CELL:
        return clean
    kept = clean[: LONGEST_CELL - len(_CUT)]
    while _units(kept) > LONGEST_CELL - len(_CUT):
        kept = kept[: len(kept) - max(1, (_units(kept) - LONGEST_CELL + len(_CUT)) // 2)]
    return kept + _CUT


def escape_names(text: str) -> str:
    """Keeps a typed `_x0041_` from being read as the character it names."""
    return _NAMED_CHARACTER.sub("_x005F_", text)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
