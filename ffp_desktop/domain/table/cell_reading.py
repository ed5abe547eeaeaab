"""One cell of a foreign table as an answer, or the reason why it cannot be one. Nothing is guessed, nothing repaired.

API: `CellReader(synonyms).read(item, cell, scale=1) -> Answer | Unreadable | Doubtful | None` (None: an empty cell);
`Unreadable(reason)`; `Doubtful(answer, reason)`, an answer that only a person who sees the certificate can confirm;
`tidy_name(text)`.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ffp_desktop.domain.answer_text import normalise_code, parse_answer
from ffp_desktop.domain.form.definition import Item, ItemType
from ffp_desktop.domain.id_number import find_problem
from ffp_desktop.domain.table.sheet import Cell, CellError, has_lost_digits, is_empty, text_of
from ffp_desktop.domain.table.synonyms import Synonyms
from ffp_desktop.domain.values import Answer, Mark, Unparsed

_ERRORS = {
    "formula": "公式出错（#N/A 之类），没有值。请改成实际的内容。",
    "no_result": "公式还没有算出结果。请用 WPS 或 Excel 打开、保存一次再导入。",
    "too_long": "文字太长。请核对是不是贴错了格子。",
    "not_a_number": "这不是一个能用的数。请改成实际的内容。",
}
_LOST = "号码在表格里变成了数字，后几位已经丢失，补不回来。请把这一格设成文本，照证件重新填。"
_PERHAPS_LOST = "末尾是 000：可能是真号码，也可能后几位在表格里丢了。请照证件核对：对的，确认照取；不对的，在表里改。"
_AMBIGUOUS_CODE = "只有编号，看不出用的是哪一套编号。请改成选项的名称。"
_TYPES = {
    ItemType.DECIMAL: "不是一个数。请填数字，例如 3600.50。",
    ItemType.INTEGER: "不是整数。请填整数。",
    ItemType.DATE: "日期看不明白。请填成 2023-02-05 的样子。",
    ItemType.SELECT_ONE: "选项里没有这一种写法。请改成选项的名称。",
    ItemType.SELECT_MULTIPLE: "有的写法选项里没有。请改成选项的名称，用“，”隔开。",
    ItemType.TEXT: "文字太长或有不能用的字符。请改短。",
}
_MARK = re.compile(r"[〔\[](未填|划掉|看不清)[〕\]]")
_GROUPED = re.compile(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?")
_AMOUNT = re.compile(r"¥?([-+]?[\d,]+(?:\.\d+)?)(万元|万|元)?")
_SHORT_YEAR = re.compile(r"\d{1,2}[-./年]\d{1,2}[-./月]\d{1,4}日?")
_BREAKS = re.compile(r"[\r\n]+")
_PADDED_NAME = re.compile(r"([\u3400-\u9fff])[ \u3000]+([\u3400-\u9fff])")
_TEN_THOUSAND = 10_000
_NO_LENGTH = (16, 17, 19, 21)  # digits; other documents' numbers are left to the form's own rules
_MUCH = 1_000  # 万元 in a single loan of a household: certainly meant as yuan


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a cell is no answer: what is wrong and what to do."""

    reason: str


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A number that may be what stands on the certificate, or one that a spreadsheet has rounded; the cell cannot tell.

    A number kept as a number loses its last three digits to 000. Of genuine ones one in a thousand ends so; of rounded
    ones one in eleven has the right check digit by chance.
    """

    answer: Answer
    reason: str


class CellReader:
    """Reads cells by the item they belong to."""

    def __init__(self, synonyms: Synonyms) -> None:
        self._synonyms = synonyms
        self._choices: dict[tuple[str, type, Cell], Answer | Unreadable] = {}  # the same few words stand in every row

    def read(self, item: Item, cell: Cell, scale: int = 1) -> Answer | Unreadable | Doubtful | None:
        """`scale` is what a column's amounts are counted in: 10000 for 万元."""
        if is_empty(cell):
            return None
        if isinstance(cell, CellError):
            return Unreadable(_ERRORS[cell.kind])
        if isinstance(cell, str) and (mark := _MARK.fullmatch(cell.strip())):
            return Mark(mark[1]) if item.markable else Unreadable("这一项不能写未填、划掉、看不清。请填实际的内容。")
        if item.normalise in ("id_number", "phone"):
            return _read_number_text(item, cell)
        if item.type in (ItemType.DECIMAL, ItemType.INTEGER):
            return _read_figure(item, cell, scale)
        if item.type is ItemType.DATE:
            return _read_date(item, cell)
        if item.type in (ItemType.SELECT_ONE, ItemType.SELECT_MULTIPLE):
            key = (item.id, type(cell), cell)
            if key not in self._choices:
                self._choices[key] = self._read_choice(item, cell)
            return self._choices[key]
        if has_lost_digits(cell):
            return Unreadable(_LOST)
        return _parse(item, tidy_name(text_of(cell)) if item.normalise == "person_name" else _one_line(text_of(cell)))

    def _read_choice(self, item: Item, cell: Cell) -> Answer | Unreadable:
        text = _BREAKS.sub("、", text_of(cell).strip())
        if item.choices is None:
            return _read_names(item, text)
        folded = unicodedata.normalize("NFKC", text)
        if folded.isdigit():
            return self._read_code(item, folded, is_text=isinstance(cell, str))
        words = self._synonyms.choices.get(item.choices.name, {})
        if item.type is ItemType.SELECT_ONE:
            return _parse(item, words.get(text, text))
        parsed = _parse(item, text)
        if not isinstance(parsed, Unreadable):
            return parsed
        parts = [part for part in re.split(r"[,，、;；/|\s]+", text) if part]
        return _parse(item, "，".join(words.get(part, part) for part in parts))

    def _read_code(self, item: Item, code: str, *, is_text: bool) -> Answer | Unreadable:
        """A code of two digits or more is that of a published list; 1 and 2 can be anything."""
        choices = item.choices.choices if item.choices else ()
        named = [choice.name for choice in choices if choice.name == code]
        coded = [choice.name for choice in choices if choice.code == code and len(code) > 1]
        if named or (coded and is_text):
            return _parse(item, (named or coded)[0])
        return Unreadable(_AMBIGUOUS_CODE)


def _parse(item: Item, text: str) -> Answer | Unreadable:
    answer = parse_answer(item, text)
    return Unreadable(_TYPES[item.type]) if isinstance(answer, Unparsed) else answer


def _read_number_text(item: Item, cell: Cell) -> Answer | Unreadable | Doubtful:
    """An ID number or a phone: digits that a spreadsheet has dropped are never made up."""
    if isinstance(cell, date | bool):
        return Unreadable("这一格是日期或是否，不是号码。请照证件重新填。")
    if isinstance(cell, float) and not cell.is_integer():
        return Unreadable("号码里有小数点。请把这一格设成文本，照证件重新填。")
    text = text_of(cell).strip().lstrip("'’`").rstrip("\t")
    number = normalise_code(text)
    if has_lost_digits(cell) or has_lost_digits(number):
        return _doubt(item, cell, number)
    if item.normalise == "id_number" and number.removesuffix("X").isdigit() and len(number) in _NO_LENGTH:
        return Unreadable(f"证件号码有 {len(number)} 位，位数不对。请照证件重新填。")
    return _parse(item, text)


def _doubt(item: Item, cell: Cell, number: str) -> Unreadable | Doubtful:
    """Text that is a sound number to its last digit can be genuine; everything else has lost digits."""
    is_sound = len(number) == 18 and find_problem("居民身份证", number) in ("", "region")
    answer = _parse(item, number) if isinstance(cell, str) and is_sound else Unreadable(_LOST)
    return answer if isinstance(answer, Unreadable) else Doubtful(answer, _PERHAPS_LOST)


def _read_figure(item: Item, cell: Cell, scale: int) -> Answer | Unreadable:
    if isinstance(cell, bool | date):
        return Unreadable(_TYPES[item.type])
    if has_lost_digits(cell):
        return Unreadable("数太大，后几位已经丢失。请核对。")
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text_of(cell)))
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return _parse(item, text)
    figure, unit = match[1], match[2] or ""
    if "," in figure and not _GROUPED.fullmatch(figure):
        return Unreadable("逗号的位置不对，看不出是多少。请去掉逗号核对。")
    amount = Decimal(figure.replace(",", ""))
    if item.type is ItemType.INTEGER:
        return Unreadable(_TYPES[item.type]) if unit else _parse(item, f"{amount:f}")
    counts_ten_thousands = "万元" in item.label
    if unit.startswith("万"):
        amount *= 1 if counts_ten_thousands else _TEN_THOUSAND
    elif unit == "元":
        amount /= _TEN_THOUSAND if counts_ten_thousands else 1
    elif counts_ten_thousands and amount >= _MUCH:
        return Unreadable("这一项按万元填，这个数像是按元写的。请写明单位，例如 5万元。")
    else:
        amount *= scale
    return _fit(item, amount)


def _fit(item: Item, amount: Decimal) -> Answer | Unreadable:
    """As many decimal places as the item has, never rounded."""
    plain = f"{amount.normalize():f}"
    if len(plain.partition(".")[2]) > item.places:
        return Unreadable(f"小数超过 {item.places} 位，没有四舍五入。请改成 {item.places} 位小数。")
    return _parse(item, plain)


def _read_date(item: Item, cell: Cell) -> Answer | Unreadable:
    """A day as a date cell or written with four digits of the year; a bare day number is not guessed."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = re.sub(r"\s+", "", text_of(cell))
    if _SHORT_YEAR.fullmatch(unicodedata.normalize("NFKC", text)):
        return Unreadable("年份没有写全，看不出是哪一天。请填成 2023-02-05 的样子。")
    return _parse(item, text)


def _read_names(item: Item, text: str) -> Answer | Unreadable:
    """Several people's names; a blank may part two of them or stand inside one."""
    tidy = tidy_name(re.sub(r"[,，、;；/|]+", "、", text))
    if re.search(r"\s", tidy):
        return Unreadable("名字中间有空格，看不出是几个人。请用“，”把人名隔开。")
    return _parse(item, tidy)


def tidy_name(text: str) -> str:
    """张　三 is 张三: two characters padded to the width of three. Other blanks stay."""
    parts = [
        _PADDED_NAME.sub(r"\1\2", part) if _PADDED_NAME.fullmatch(part) else part for part in text.strip().split("、")
    ]
    return "、".join(_one_line(part) for part in parts)


def _one_line(text: str) -> str:
    return _BREAKS.sub(" ", text.strip())
