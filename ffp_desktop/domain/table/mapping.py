"""Which column of a foreign table is which item: by printed number, name, label and synonym, never by likeness.

API: `Target`, `Mapping`, `Matcher(items, synonyms)`: `.find_mapping(sheet)`, `.match(header)`,
`.target_for(header, column, target)`, `.target_name(target)`. For columns that are no form's: `find_mapping(sheet,
match)`, `keep_first(header, targets)`, and the protocol `ColumnMatcher`.
"""

import re
from collections.abc import Callable, Iterable
from collections.abc import Mapping as Map
from dataclasses import dataclass, replace
from typing import Protocol

from ffp_desktop.domain.form.definition import Item, ItemType
from ffp_desktop.domain.table.header import Header, Words, has_groups, header_places, read_header
from ffp_desktop.domain.table.sheet import Sheet
from ffp_desktop.domain.table.synonyms import (
    HEAD_ID,
    HEAD_NAME,
    HOUSEHOLD,
    PASSED_OVER,
    TOWNSHIP,
    VILLAGE,
    Synonyms,
    bare_text,
    bare_without_brackets,
)

Items = Map[str, Item]
LEAST_MATCHED = 2
_NUMBERED = re.compile(r"(A\d{1,2}A?)(.*)")
_ORDINAL = r"[一二三四五六七八九十]{1,3}|\d{1,2}"
_BLOCK = re.compile(
    rf"(?:第?(?P<a>{_ORDINAL})(?:人|个人|位成员|口人|号成员)|(?:家庭)?成员(?P<b>{_ORDINAL}))(?P<rest>.*)"
)
_TRAILING = re.compile(r"(?P<rest>.*\D)(?P<a>\d{1,2})")
_DIGITS = "零一二三四五六七八九"
_KEY_NAMES = {
    HOUSEHOLD: "户编号",
    TOWNSHIP: "乡镇",
    VILLAGE: "村",
    HEAD_NAME: "户主姓名",
    HEAD_ID: "户主证件号码",
    PASSED_OVER: "不导入",
}


@dataclass(frozen=True, slots=True)
class Target:
    """What a column is: an item's id, one of the keys of `synonyms`, or "" while nobody knows.

    `block` is n in a table with 第n人 side by side, else 0. `scale` is what its numbers are counted in: 10000 for 万元.
    """

    item: str = ""
    block: int = 0
    scale: int = 1

    @property
    def is_item(self) -> bool:
        return bool(self.item) and not self.item.startswith("@")


@dataclass(frozen=True, slots=True)
class Mapping:
    """A sheet's header and the target of each of its columns."""

    header: Header
    targets: tuple[Target, ...]

    def with_target(self, column: int, target: Target) -> "Mapping":
        """The same with another target for one column; whoever had it before is unknown again."""
        same = (target.item, target.block)
        targets = [
            Target() if target.item not in ("", PASSED_OVER) and (old.item, old.block) == same else old
            for old in self.targets
        ]
        targets[column] = target
        return replace(self, targets=tuple(targets))

    def column_of(self, item: str, block: int = 0) -> int:
        """-1 when no column holds it."""
        found = (at for at, target in enumerate(self.targets) if (target.item, target.block) == (item, block))
        return next(found, -1)

    @property
    def blocks(self) -> tuple[int, ...]:
        return tuple(sorted({target.block for target in self.targets if target.block}))

    @property
    def unknown(self) -> tuple[int, ...]:
        """Columns with a heading that nobody knows."""
        return tuple(at for at, words in enumerate(self.header.columns) if words and not self.targets[at].item)


class ColumnMatcher(Protocol):
    """Whoever knows what the columns of a table are called."""

    def find_mapping(self, sheet: Sheet) -> Mapping | None: ...
    def match(self, header: Header) -> Mapping: ...
    def target_for(self, header: Header, column: int, wanted: Target, /) -> Target: ...
    def target_name(self, target: Target) -> str:
        """Of a target without an item: what becomes of a column that nobody knows, "" for nothing."""


class Matcher:
    """Knows every word that a column may be called by. `items` are what columns can hold, by id."""

    def __init__(self, items: Items, synonyms: Synonyms) -> None:
        self._items = items
        self._words: dict[str, str] = dict(synonyms.columns)
        self._of_number: dict[str, list[str]] = {}
        self._headings: dict[str, str] = {}
        for item in items.values():
            self._headings[bare_text(item.place_name)] = item.id
            if item.number:
                self._of_number.setdefault(item.number.upper(), []).append(item.id)
            for word in (item.name, item.label):
                self._words.setdefault(bare_text(word), item.id)

    def find_mapping(self, sheet: Sheet) -> Mapping | None:
        """See `find_mapping`."""
        return find_mapping(sheet, self.match)

    def match(self, header: Header) -> Mapping:
        """The target of each column; of two columns with the same target the second stays unknown."""
        return keep_first(header, (self._match_words(words, header.scale) for words in header.columns))

    def target_for(self, header: Header, column: int, wanted: Target) -> Target:
        """A target that a person chose, with what the column's heading says of its amounts."""
        words = header.columns[column]
        return replace(wanted, scale=self._scale(wanted.item, _scale_of(words, header.scale) if words else 1))

    def target_name(self, target: Target) -> str:
        """How people call it: "A3 姓名", "第2人 A3 姓名", "户编号"."""
        if not target.item:
            return ""
        name = _KEY_NAMES.get(target.item) or self._items[target.item].place_name
        return f"第{target.block}人 {name}" if target.block else name

    # ---- private

    def _match_words(self, words: Words, scale: int) -> Target:
        if not words:
            return Target()
        scale = _scale_of(words, scale)
        block, leaf = _take_block(words)
        for word in leaf:
            item = self._find(word)
            if item:
                break
        else:
            item, block = self._find_numbered_person(words[-1], block)
        if block and not (item and not item.startswith("@") and self._items[item].repeat):
            return Target()
        return Target(item, block, self._scale(item, scale))

    def _find(self, word: str) -> str:
        bare, plain = bare_text(word), bare_without_brackets(word)
        if bare in self._headings:
            return self._headings[bare]
        if match := _NUMBERED.fullmatch(bare):
            return self._find_by_number(match[1], match[2], plain)
        return self._words.get(bare) or self._words.get(plain, "")

    def _find_by_number(self, number: str, rest: str, plain: str) -> str:
        """By the printed number, unless the words beside it speak of another item."""
        candidates = self._of_number.get(number, [])
        meant = self._words.get(rest) or self._words.get(plain.removeprefix(number), "")
        if meant:
            return meant if meant in candidates else ""
        alone = candidates[0] if candidates else ""
        if not rest:
            return alone
        return alone if len(candidates) == 1 else ""

    def _find_numbered_person(self, word: str, block: int) -> tuple[str, int]:
        """姓名2, 身份证号码2: the second person's, where nothing else says which."""
        match = None if block else _TRAILING.fullmatch(bare_text(word))
        item = self._words.get(match["rest"], "") if match else ""
        if match and item and not item.startswith("@") and self._items[item].repeat:
            return item, int(match["a"])
        return "", block

    def _scale(self, item: str, scale: int) -> int:
        """A heading that says 万元 counts in 万元, unless the item itself does."""
        asked = None if item.startswith("@") else self._items.get(item)
        is_amount = asked is not None and asked.type is ItemType.DECIMAL and "万元" not in asked.label
        return scale if is_amount else 1


def find_mapping(sheet: Sheet, match: Callable[[Header], Mapping]) -> Mapping | None:
    """The header within the first rows that most columns are known by; None when there is none."""
    best: Mapping | None = None
    most = LEAST_MATCHED - 1
    for row, depth in header_places():
        if row + depth > len(sheet.rows):
            continue
        mapping = match(read_header(sheet, row, depth))
        known = len({target for target in mapping.targets if target.item and target.item != PASSED_OVER})
        adds_groups = depth > 1 and known == most and best is not None and _is_above(mapping, best)
        if known > most or (adds_groups and has_groups(sheet, row)):
            best, most = mapping, known
    return best


def keep_first(header: Header, targets: Iterable[Target]) -> Mapping:
    """Of two columns with the same target the second stays unknown."""
    kept: list[Target] = []
    seen: set[tuple[str, int]] = set()
    for target in targets:
        key = (target.item, target.block)
        is_named = target.item not in ("", PASSED_OVER)
        kept.append(Target() if is_named and key in seen else target)
        if is_named:
            seen.add(key)
    return Mapping(header, tuple(kept))


def _scale_of(words: Words, scale: int) -> int:
    """What a column's own words say comes before what a line above the table says."""
    if "万元" in "".join(words):
        return 10_000
    return 1 if "元" in words[-1] else scale


def _is_above(mapping: Mapping, other: Mapping) -> bool:
    """Whether it is the same header with one more row above."""
    return mapping.header.below == other.header.below and mapping.header.row < other.header.row


def _take_block(words: Words) -> tuple[int, list[str]]:
    """n of 第n人, and the words to look for, the most telling first."""
    block = 0
    rest: list[str] = []
    for word in words:
        match = None if block else _BLOCK.fullmatch(bare_text(word))
        if match:
            block = _as_number(match["a"] or match["b"])
            rest += [match["rest"]] if match["rest"] else []
        else:
            rest.append(word)
    if not rest:
        return block, []
    group = bare_without_brackets(rest[-2]) if len(rest) > 1 else ""
    for ending in ("基本信息", "基本情况", "信息", "情况"):
        group = group.removesuffix(ending)
    return block, [group + rest[-1], rest[-1]] if group else [rest[-1]]


def _as_number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, mark, ones = text.partition("十")
    if not mark:
        return _DIGITS.index(tens)
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)
