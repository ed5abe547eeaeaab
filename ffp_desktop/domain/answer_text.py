"""Answers as text: what a person types becomes an answer, and an answer becomes what stands on the line.

Nothing is guessed: what cannot be read as the item's type is kept as it was typed (`Unparsed`).
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from ffp_desktop.domain.form.definition import ChoiceList, Item, ItemType
from ffp_desktop.domain.values import CLEARED, Answer, Cleared, Mark, Unparsed, Value

_SEPARATORS = re.compile(r"[、,，;；|\s]+")
_DATE = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
_NUMBER = re.compile(r"-?\d{1,13}(\.\d+)?")
_MARKS = {f"〔{mark.value}〕": mark for mark in Mark}
_DOTS = "•・‧∙⋅．.。·"
_HAN_DOT = re.compile(rf"(?<=[^\W\da-zA-Z])\s*[{re.escape(_DOTS)}]\s*(?=[^\W\da-zA-Z])")


def parse_answer(item: Item, text: str) -> Answer:
    """The answer that `text` means for `item`; `CLEARED` for nothing, `Unparsed` for what cannot be read.

    A mark is read as `format_answer` writes it, where the item can have one.
    """
    cleaned = text.strip()
    if not cleaned:
        return CLEARED
    if item.markable and cleaned in _MARKS:
        return _MARKS[cleaned]
    if len(cleaned) > max(item.max_length, 1) or not _is_plain(cleaned):
        return Unparsed(text)
    value = _READERS[item.type](item, cleaned)
    has_grown = isinstance(value, str) and len(value) > max(item.max_length, 1)  # ß becomes SS
    return Unparsed(text) if value is None or has_grown else value


def format_answer(item: Item, answer: Answer | None) -> str:
    """What an editor shows: plain figures, names joined by 、, a mark in brackets, unreadable text as typed."""
    if answer is None or isinstance(answer, Cleared):
        return ""
    if isinstance(answer, Mark):
        return f"〔{answer.value}〕"
    if isinstance(answer, Unparsed):
        return answer.text
    if isinstance(answer, tuple):
        return "、".join(answer)
    if isinstance(answer, Decimal):
        return f"{answer:.{item.places}f}"
    return answer.isoformat() if isinstance(answer, date) else str(answer)


def format_printed(item: Item, answer: Answer | None) -> str:
    """What stands on the sheet at rest and in print: 48,200.00 · 2022年5月18日 · 长期慢性病,残疾."""
    if isinstance(answer, Decimal):
        return f"{answer:,.{item.places}f}{item.measure}"
    if isinstance(answer, int):
        return f"{answer}{item.measure}"
    if isinstance(answer, date):
        return f"{answer.year}年{answer.month}月{answer.day}日"
    if isinstance(answer, tuple) and item.choices is not None:
        return ",".join(answer)
    return format_answer(item, answer)


def normalise_name(text: str) -> str:
    """A person's name as it is kept: NFC, no outer spaces, the middle dot of minority names as U+00B7."""
    return _until_settled(text, lambda name: _HAN_DOT.sub("·", unicodedata.normalize("NFC", name.strip())))


def normalise_code(text: str) -> str:
    """An ID number or phone as it is kept: half width, upper case, no spaces."""
    return _until_settled(text, _clean_code)


def _clean_code(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper().replace("－", "-").replace("—", "-")


def _until_settled(text: str, clean: Callable[[str], str]) -> str:
    """Cleans until nothing changes: a space that goes can bring a letter and its mark together."""
    while (cleaned := clean(text)) != text:
        text = cleaned
    return text


def find_choice(choices: ChoiceList, text: str) -> str | None:
    """The stored name of the choice that `text` names: exact, an alias, with other brackets, or its code."""
    found = choices.find(text)
    if found is not None:
        return found.name
    folded = unicodedata.normalize("NFKC", text)
    for choice in choices.choices:
        if unicodedata.normalize("NFKC", choice.name) == folded or (choice.code and choice.code == folded):
            return choice.name
    return None


def _is_plain(text: str) -> bool:
    """Whether the text holds no control character and no half of a surrogate pair."""
    return text.isprintable() or not any(unicodedata.category(c) in ("Cc", "Cs") for c in text)


def _read_text(item: Item, text: str) -> Value | None:
    if item.normalise == "person_name":
        return normalise_name(text)
    if item.normalise in ("id_number", "phone"):
        return normalise_code(text)
    return text


def _read_number(text: str) -> str | None:
    figure = unicodedata.normalize("NFKC", text).replace(",", "").replace("，", "").replace(" ", "")
    figure = figure.removeprefix("¥").removesuffix("元")
    return figure if _NUMBER.fullmatch(figure) else None


def _read_decimal(item: Item, text: str) -> Value | None:
    figure = _read_number(text)
    if figure is None or len(figure.partition(".")[2].rstrip("0")) > item.places:
        return None
    return Decimal(figure).quantize(Decimal(1).scaleb(-item.places))


def _read_integer(_item: Item, text: str) -> Value | None:
    figure = _read_number(text)
    return int(figure) if figure is not None and "." not in figure else None


def _read_date(_item: Item, text: str) -> Value | None:
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", ""))
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups() if part is not None)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _read_choice(item: Item, text: str) -> Value | None:
    return find_choice(item.choices, text) if item.choices else None


def _read_choices(item: Item, text: str) -> Value | None:
    if item.choices is None:
        return tuple(dict.fromkeys(normalise_name(part) for part in _SEPARATORS.split(text) if part))
    names: list[str] = []
    rest = text
    while rest := _SEPARATORS.sub("", rest, count=1) if _SEPARATORS.match(rest) else rest:
        part = _next_name(item.choices, rest)
        name = find_choice(item.choices, part)
        if name is None:
            return None
        names.append(name)
        rest = rest[len(part) :]
    return tuple(dict.fromkeys(names))


def _next_name(choices: ChoiceList, text: str) -> str:
    """The piece `text` begins with: the longest choice's name (some hold a 、), else what stands before a separator."""
    begun = [choice.name for choice in choices.choices if text.startswith(choice.name)]
    whole = [name for name in begun if len(name) == len(text) or _SEPARATORS.match(text, len(name))]
    return max(whole, key=len, default=_SEPARATORS.split(text, maxsplit=1)[0])


_READERS = {
    ItemType.TEXT: _read_text,
    ItemType.DECIMAL: _read_decimal,
    ItemType.INTEGER: _read_integer,
    ItemType.DATE: _read_date,
    ItemType.SELECT_ONE: _read_choice,
    ItemType.SELECT_MULTIPLE: _read_choices,
    ItemType.CALCULATE: _read_text,
}
