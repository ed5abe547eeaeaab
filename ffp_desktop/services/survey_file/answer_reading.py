"""One JSON value of a survey file as an answer: the right type or refused; unreadable text stays as it was written."""

import unicodedata
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from ffp_desktop.domain.answer_text import find_choice, normalise_name, parse_answer
from ffp_desktop.domain.form.definition import Item, ItemType
from ffp_desktop.domain.values import CLEARED, Answer, Mark, Unparsed
from ffp_desktop.services.survey_file.json_text import NumberText
from ffp_desktop.services.survey_file.refusal import Path, RefusalError

MAX_UNREADABLE = 2000
"""Characters of a {"text": …} kept as typed."""
_MAX_NUMBER = 60
_MAX_CHOICES = 60

_EXPECTED = {
    ItemType.TEXT: "文字（放在引号里）",
    ItemType.SELECT_ONE: "一个选项的名称（放在引号里）",
    ItemType.SELECT_MULTIPLE: '选项名称的列表，例如 ["健康"]',
    ItemType.DATE: '日期，例如 "2022-05-18"',
    ItemType.INTEGER: "整数",
    ItemType.DECIMAL: '金额，例如 "3600.50"',
}


def read_answer(item: Item, raw: Any, path: Path) -> Answer:
    """The answer that `raw` means for `item`. Raises `RefusalError`; a date or number that cannot be is `Unparsed`."""
    if item.type is ItemType.CALCULATE:
        raise RefusalError("calculated_item", path, "这一项由程序算出，不能填写，请去掉。")
    if raw is None:
        return CLEARED
    reader = _READERS.get(type(raw))
    return reader(item, raw, path) if reader else _refuse_type(item, path)


def read_text(raw: Any, path: Path, longest: int) -> str:
    """A plain text of at most `longest` characters. Raises `RefusalError`."""
    if type(raw) is not str:
        raise RefusalError("wrong_type", path, "这里要写文字（放在引号里）。")
    check_characters(raw, path)
    if len(raw.strip()) > longest:
        raise RefusalError("text_too_long", path, f"文字有 {len(raw.strip())} 个字，最多 {longest} 个，请缩短。")
    return raw


def check_characters(text: str, path: Path) -> None:
    """Raises `RefusalError` for a control character or half of a surrogate pair."""
    if text.isprintable():
        return
    categories = {unicodedata.category(character) for character in text}
    if "Cs" in categories:
        raise RefusalError("lone_surrogate", path, "文字里有半个字符（落单的代理码），请重新录入这段文字。")
    if "Cc" in categories:
        raise RefusalError("control_character", path, "文字里有控制字符，请删掉后再试。")


def _read_string(item: Item, raw: str, path: Path) -> Answer:
    if item.choices is not None and item.choices.find(raw) is not None and item.type is ItemType.SELECT_ONE:
        return parse_answer(item, raw)
    return parse_answer(item, read_text(raw, path, item.max_length))


def _read_number(item: Item, raw: NumberText | int, path: Path) -> Answer:
    if item.type not in (ItemType.INTEGER, ItemType.DECIMAL):
        return _refuse_type(item, path)
    figure = str(raw)
    if len(figure) > _MAX_NUMBER:
        raise RefusalError("text_too_long", path, f"数字有 {len(figure)} 位，最多 {_MAX_NUMBER} 位。")
    return parse_answer(item, _plain_figure(figure))


def _read_list(item: Item, raw: list[Any], path: Path) -> Answer:
    if item.type is not ItemType.SELECT_MULTIPLE:
        return _refuse_type(item, path)
    if len(raw) > _MAX_CHOICES:
        raise RefusalError("text_too_long", path, f"列表有 {len(raw)} 项，最多 {_MAX_CHOICES} 项。")
    texts = [read_text(part, (*path, index), item.max_length) for index, part in enumerate(raw)]
    if item.choices is None:
        names: list[str | None] = [normalise_name(text) for text in texts]
    else:
        names = [find_choice(item.choices, text.strip()) for text in texts]
    known = [name for name in names if name]
    if len(known) < len(texts):
        return Unparsed("、".join(texts))
    return tuple(dict.fromkeys(known)) if known else CLEARED


def _read_object(item: Item, raw: dict[str, Any], path: Path) -> Answer:
    if len(raw) == 1 and "mark" in raw:
        if raw["mark"] not in tuple(Mark):
            raise RefusalError("wrong_type", (*path, "mark"), f"标记只有{'、'.join(Mark)}三种。")
        return Mark(raw["mark"])
    if len(raw) == 1 and "text" in raw:
        return Unparsed(read_text(raw["text"], (*path, "text"), MAX_UNREADABLE))
    unknown = next((key for key in raw if key not in ("mark", "text")), None)
    if unknown is not None:
        raise RefusalError("unknown_key", (*path, unknown), "不认识这个键，请去掉或改正。")
    return _refuse_type(item, path)


def _plain_figure(raw: str) -> str:
    """A JSON number without its exponent, where that is short: 4.82e4 -> 48200."""
    if "e" not in raw and "E" not in raw:
        return raw
    try:
        figure = Decimal(raw)
    except InvalidOperation:
        return raw
    return f"{figure:f}" if -20 < figure.adjusted() < 20 else raw


def _refuse_type(item: Item, path: Path) -> Answer:
    raise RefusalError("wrong_type", path, f"类型不对，这里要写{_EXPECTED[item.type]}。")


_READERS: dict[type, Callable[[Item, Any, Path], Answer]] = {
    str: _read_string,
    NumberText: _read_number,
    int: _read_number,  # from a generator, not from a file
    list: _read_list,
    dict: _read_object,
}
