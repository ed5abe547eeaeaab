"""The header of a foreign table: where it stands, and the words above each column, group by group.

API: `Header`, `read_header(sheet, row, depth)`, `header_places()`, `has_groups(sheet, row)`.

A heading 姓名 under 家庭成员情况 has the words ("家庭成员情况", "姓名"): a group reaches over the columns that are
merged into it, or that stand empty beside it.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ffp_desktop.domain.table.sheet import Range, Sheet, text_of
from ffp_desktop.domain.table.synonyms import bare_text

LAST_HEADER_ROW, DEEPEST = 5, 3  # rows from 1; a header has one to three rows
REASON = "原因"  # the column that we write beside rows that were not taken; it may come back with them
_UNIT = re.compile(r"[（(]?(?:金额)?单位[:：]\s*(.*?)[)）]?")
_LINE = re.compile(
    r"[^:：]*(?:单位|部门|时间|日期|人|电话)\s*[:：]\s*\S.*"
)  # 导出单位：腾克镇, as it stands above a table
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """`row` is the first of its rows, from 0; `columns` holds the words above each column, the outermost first.

    `scale` is what amounts are counted in where a line above says so: 10000 for 单位：万元.
    """

    row: int
    depth: int
    columns: tuple[Words, ...]
    scale: int = 1

    @property
    def below(self) -> int:
        """The first row after it."""
        return self.row + self.depth

    @property
    def fingerprint(self) -> str:
        """The same for every table with the same header, wherever it stands; it tells nothing of any person."""
        own = [words for words in self.columns if words != (REASON,)]
        text = "\n".join([str(self.scale), *("/".join(map(bare_text, words)) for words in own)])
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def heading(self, column: int) -> str:
        """The words above a column as people see them."""
        return " / ".join(" ".join(word.split()) for word in self.columns[column])


def header_places() -> Iterator[tuple[int, int]]:
    """Row (from 0) and depth of every header that may be: the simple ones first."""
    for depth in range(1, DEEPEST + 1):
        for row in range(LAST_HEADER_ROW):
            yield row, depth


def read_header(sheet: Sheet, row: int, depth: int) -> Header:
    """The words of the rows from `row` on as a header."""
    width = sheet.width
    own = [[_word(sheet, row + level, column) for column in range(width)] for level in range(depth)]
    reach = [_reach(own, level, row, sheet) for level in range(depth)]
    columns = []
    for column in range(width):
        leaf = max((level for level in range(depth) if own[level][column]), default=-1)
        words = [reach[level][column] for level in range(leaf)] + ([own[leaf][column]] if leaf >= 0 else [])
        columns.append(tuple(word for at, word in enumerate(words) if word and word not in words[:at]))
    return Header(row, depth, tuple(columns), _scale(sheet, row + depth))


def has_groups(sheet: Sheet, row: int) -> bool:
    """Whether a row names groups of columns: several words, or one that does not begin at the left, as a title does."""
    words = [column for column in range(sheet.width) if _word(sheet, row, column)]
    return len(words) > 1 or (len(words) == 1 and words[0] > 0)


def _word(sheet: Sheet, row: int, column: int) -> str:
    """A heading's own text; a line that says in what amounts are counted, or who wrote it and when, is none."""
    text = text_of(sheet.cell(row, column)).strip()
    return "" if _UNIT.fullmatch(text) or _LINE.fullmatch(text) else text


def _scale(sheet: Sheet, below: int) -> int:
    units = [_UNIT.fullmatch(text_of(cell).strip()) for row in sheet.rows[:below] for cell in row]
    return 10_000 if any(unit and unit[1].startswith("万元") for unit in units) else 1


def _reach(own: list[list[str]], level: int, row: int, sheet: Sheet) -> list[str]:
    """The words of one row, each carried to the right over the columns of its group."""
    words, carried, since = list(own[level]), "", 0
    merged = [area for area in sheet.merged or () if area[0] <= row + level <= area[2]]
    for column, word in enumerate(words):
        if word:
            carried, since = word, column
        elif carried and _belongs(own, level, column, since, merged):
            words[column] = carried
        else:
            carried = ""
    return words


def _belongs(own: list[list[str]], level: int, column: int, since: int, merged: list[Range]) -> bool:
    if merged:
        return any(area[1] <= since and column <= area[3] for area in merged)
    has_words_below = any(own[below][column] for below in range(level + 1, len(own)))
    return has_words_below and any(own[below][since] for below in range(level + 1, len(own)))
