"""JSON text as the surveys it holds, one at a time: numbers stay as they are written, and nothing odd slips through."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, NoReturn

from ffp_desktop.errors import FfpError
from ffp_desktop.services.survey_file.line_search import find_constant, find_duplicate, line_at
from ffp_desktop.services.survey_file.refusal import Path, name_path

MAX_FILE = 128 * 2**20  # bytes; 20,000 large households
MAX_SURVEY = 5 * 2**20  # characters; 60 members with every text at its limit need a twentieth
MAX_SURVEYS = 20_000
_BLANK = " \t\n\r"


class NumberText(str):
    """A JSON number as it is written; never a binary float."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class SurveyText:
    """One survey's JSON value and where it begins. `index` is its place in the file's list, None when alone."""

    value: Any
    start: int
    index: int | None


class _DuplicateKeyError(ValueError):
    """A JSON object has a key twice."""


class _ConstantError(ValueError):
    """NaN or Infinity."""


def load_text(source: FilePath | bytes) -> str:
    """The file's text. Raises `FfpError` when it cannot be read, is over `MAX_FILE` or is not UTF-8."""
    try:
        content = source if isinstance(source, bytes) else _load_bytes(source)
    except OSError as error:
        raise FfpError("survey_file.cannot_read", "调查文件打不开，请确认文件还在原处，并且允许读取。") from error
    if len(content) > MAX_FILE:
        raise FfpError(
            "survey_file.too_big", f"文件超过 {MAX_FILE // 2**20} MB，没有读入。请分成几个文件，每个放一部分户。"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FfpError(
            "survey_file.not_utf8", f"第{line}行：文件不是 UTF-8 编码，没有读入。请另存为 UTF-8 后再试。"
        ) from error


def split_surveys(text: str) -> Iterator[SurveyText]:
    """The survey, or each survey of the list. Raises `FfpError` where the text is no JSON or breaks a limit."""
    start = _skip_blank(text, 0)
    if text[start : start + 1] != "[":
        value, end = _Window(text).decode(start, ())
        _expect_end(text, end)
        yield SurveyText(value, start, None)
        return
    window = _Window(text)
    position = _skip_blank(text, start + 1)
    index = 0
    while not (index == 0 and text[position : position + 1] == "]"):
        if index >= MAX_SURVEYS:
            raise FfpError("survey_file.too_many_surveys", f"一个文件最多放 {MAX_SURVEYS} 户，请分成几个文件。")
        value, end = window.decode(position, (index,))
        yield SurveyText(value, position, index)
        index += 1
        position = _skip_blank(text, end)
        if text[position : position + 1] == "]":
            break
        if text[position : position + 1] != ",":
            _refuse_json(text, position)
        position = _skip_blank(text, position + 1)
    _expect_end(text, position + 1)


class _Window:
    """Decodes values out of a long text without letting one value take more than `MAX_SURVEY` characters."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._base = 0
        self._part = text[:MAX_SURVEY]
        self._decoder = json.JSONDecoder(
            object_pairs_hook=_unique_keys,
            parse_float=NumberText,
            parse_int=NumberText,
            parse_constant=_refuse_constant,
        )

    def decode(self, start: int, path: Path) -> tuple[Any, int]:
        """The value that begins at `start`, and where it ends."""
        try:
            value, end = self._decoder.raw_decode(self._part, start - self._base)
        except json.JSONDecodeError as error:
            if start > self._base and self._is_cut():
                self._base, self._part = start, self._text[start : start + MAX_SURVEY]
                return self.decode(start, path)
            self._refuse(error, path)
        except RecursionError:
            raise FfpError(
                "survey_file.too_deep", f"{_at(self._text, start, path)}括号套得太深，不是调查文件，没有读入。"
            ) from None
        except _DuplicateKeyError:
            offset, inner = find_duplicate(self._text, start)
            where = _at(self._text, offset, (*path, *inner))
            raise FfpError("survey_file.duplicate_key", f"{where}同一个键写了两次，请去掉一个。") from None
        except _ConstantError:
            offset, inner = find_constant(self._text, start)
            where = _at(self._text, offset, (*path, *inner))
            raise FfpError("survey_file.not_a_number", f"{where}NaN 和 Infinity 不是数，请改成数字或去掉。") from None
        return value, self._base + end

    def _is_cut(self) -> bool:
        return self._base + len(self._part) < len(self._text)

    def _refuse(self, error: json.JSONDecodeError, path: Path) -> NoReturn:
        offset = self._base + error.pos
        if self._is_cut() and (error.msg.startswith("Unterminated") or error.pos >= len(self._part) - 16):
            limit = MAX_SURVEY // 2**20
            where = _at(self._text, self._base, path)
            raise FfpError("survey_file.too_big", f"{where}一户超过 {limit} MB，不是调查文件，没有读入。")
        if error.msg.startswith("Invalid control character"):
            where = f"第{line_at(self._text, offset)}行："
            raise FfpError("survey_file.control_character", f"{where}文字里有控制字符，请删掉后再试。")
        _refuse_json(self._text, offset)


def _load_bytes(path: FilePath) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_FILE + 1)


def _skip_blank(text: str, position: int) -> int:
    while text[position : position + 1] and text[position] in _BLANK:
        position += 1
    return position


def _expect_end(text: str, position: int) -> None:
    end = _skip_blank(text, position)
    if end < len(text):
        _refuse_json(text, end)


def _refuse_json(text: str, offset: int) -> NoReturn:
    raise FfpError(
        "survey_file.not_json", f"第{line_at(text, offset)}行：文件不是正确的 JSON，没有读入。请检查引号、逗号和括号。"
    )


def _at(text: str, offset: int, path: Path) -> str:
    return f"第{line_at(text, offset)}行 {name_path(path)}".rstrip() + "："


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _DuplicateKeyError
    return found


def _refuse_constant(_text: str) -> NoReturn:
    raise _ConstantError
