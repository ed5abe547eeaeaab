"""Who a row of a list names: one person, or several in one cell where it is certain which number is whose.

API: `NamedPerson`, `read_people(name, number) -> tuple[NamedPerson, …] | str` (a str says why nobody can be told).
"""

import re
import unicodedata
from dataclasses import dataclass

from ffp_desktop.domain.answer_text import normalise_name
from ffp_desktop.domain.campaign.list_numbers import (
    NOTHING,
    ReadNumber,
    clean_text,
    read_number,
    read_numbers,
    split_cell,
)
from ffp_desktop.domain.table.cell_reading import tidy_name
from ffp_desktop.domain.table.sheet import Cell, text_of

_BRACKETS = re.compile(r"[（(【〔\[][^（()）【】〔〕\[\]]*[)）】〕\]]?")
_HARD = re.compile(r"[、,，;；/|]")
_NOBODY = {"无", "没有", "不详", "同上", "姓名", "户主", "暂无", "空", "本人", "〃", "-", "—", "——", "/", "无名氏"}
_NO_NAMES = re.compile(
    r".*(合计|小计|总计|共计|名单|花名册|统计表|汇总表|登记表|一览表|填表人?|填报人?|签字|签章|盖章|负责人|制表人?|审核人?|联系人|以上|以下空白)$"
    r"|(合计|小计|总计|共计|填表|填报|制表|审核|负责人|联系人|以上|以下).*"
)
_LETTERS = re.compile(r"[^\W\d_]|[·□?？*＊○〇\s\u00b7\u2e80-\u2fdf\ue000-\uf8ff\ufe00-\ufe0f\U000e0100-\U000fffff]")
_LONGEST = 50


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """`beside` is what stood in brackets beside the name."""

    name: str
    number: ReadNumber = NOTHING
    beside: str = ""


def read_people(name: Cell, number: Cell) -> tuple[NamedPerson, ...] | str:
    """In the order of the cell. Names and numbers must be as many, or there must be no number at all."""
    text = clean_text(text_of(name))
    whole, beside = _without_brackets(text)
    parts = split_cell(whole)
    numbers = read_numbers(number)
    if len(parts) > 1:
        return _read_several(parts, numbers, beside, is_certain=_HARD.search(whole) is not None)
    if len(numbers) > 1:
        words = whole.split()
        if len(words) == len(numbers):
            return _read_several(words, numbers, beside, is_certain=True)
        return f"一格里有{len(numbers)}个号码，姓名只有{len(parts)}个，看不出谁是谁"
    own = numbers[0] if numbers else read_number(number)
    return _read_one(whole, own, beside)


def why_no_name(text: str) -> str:
    """Why a text cannot be a person's name; "" when it can."""
    bare = "".join(text.split())
    if not bare or bare in _NOBODY:
        return "没有写是谁"
    if len(bare) > _LONGEST or _NO_NAMES.fullmatch(bare) or not all(map(_LETTERS.fullmatch, text)):
        return "姓名一栏里不是人名"
    return ""


def _read_one(text: str, number: ReadNumber, beside: str) -> tuple[NamedPerson, ...] | str:
    """A number without a name names somebody too."""
    if not text or "".join(text.split()) in _NOBODY:
        return (NamedPerson("", number, beside or text),) if number.number else "没有写是谁"
    name = normalise_name(tidy_name(_in_half_width(text)))
    reason = why_no_name(name)
    return reason or (NamedPerson(name, number, beside),)


def _read_several(
    parts: list[str], numbers: tuple[ReadNumber, ...], beside: str, *, is_certain: bool
) -> tuple[NamedPerson, ...] | str:
    if numbers and len(numbers) != len(parts):
        return f"一格里有{len(parts)}个姓名，号码有{len(numbers)}个，看不出谁是谁"
    if not numbers and not is_certain:
        return "姓名分成了几行，又没有号码，看不出是几个人"
    found: list[NamedPerson] = []
    for part, number in zip(parts, numbers or (NOTHING,) * len(parts), strict=True):
        one = _read_one(part, number, beside)
        if isinstance(one, str):
            return f"一格里有{len(parts)}个姓名，其中有的{one}" if one == "没有写是谁" else one
        if not one[0].name:
            return f"一格里有{len(parts)}个姓名，其中有的没有写是谁"
        found.append(one[0])
    return tuple(found)


def _without_brackets(text: str) -> tuple[str, str]:
    """张三（户主） is 张三; a name that is nothing but brackets stays."""
    found = _BRACKETS.findall(text)
    bare = _BRACKETS.sub("", text).strip()
    return (bare, "".join(found)) if found and bare else (text, "")


def _in_half_width(text: str) -> str:
    """Radicals and the like as the characters that they are; other letters of a name are left alone."""
    return "".join(unicodedata.normalize("NFKC", c) if "\u2e80" <= c <= "\u2fdf" or c == "\u3000" else c for c in text)
