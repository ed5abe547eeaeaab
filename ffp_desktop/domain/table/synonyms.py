"""What other tables call our columns and choices: read from a form's columns.yaml, refused with file and line.

API: `read_synonyms(folder, form) -> Synonyms`, `bare_text(text)`, and the targets of columns that are no items:
`HOUSEHOLD`, `TOWNSHIP`, `VILLAGE`, `HEAD_NAME`, `HEAD_ID`, `PASSED_OVER`.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ffp_desktop.domain.form.definition import ChoiceList, Form
from ffp_desktop.domain.form.source import FormProblem, Node, load_yaml
from ffp_desktop.domain.table.columns import table_columns
from ffp_desktop.errors import FfpError

FILE = "columns.yaml"
HOUSEHOLD, TOWNSHIP, VILLAGE = "@household", "@township", "@village"
HEAD_NAME, HEAD_ID, PASSED_OVER = "@head_name", "@head_id", "@passed_over"
KEYS = (HOUSEHOLD, TOWNSHIP, VILLAGE, HEAD_NAME, HEAD_ID)

_SIGNS = re.compile(r"[\W_]+")
_BRACKETS = re.compile(r"[(\[【〔{][^()\[\]【】〔〕{}]*[)\]】〕}]")


@dataclass(frozen=True, slots=True)
class Synonyms:
    """`columns` maps a bare heading to the item or key it means; `choices` a list's other words to its names."""

    columns: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def bare_text(text: str) -> str:
    """A heading as it is compared: half width, upper case, without spaces, line breaks and signs."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text)).upper()


def bare_without_brackets(text: str) -> str:
    """The same without what stands in brackets: 收入（元） is 收入."""
    return bare_text(_BRACKETS.sub("", unicodedata.normalize("NFKC", text)))


def read_synonyms(folder: Path, form: Form) -> Synonyms:
    """The synonyms of a form's folder. Raises FfpError `form.invalid` that names file and line."""
    try:
        return _read(load_yaml(folder / FILE), form)
    except FormProblem as problem:
        raise FfpError("form.invalid", f"{problem.file}:{problem.line}：{problem.message}") from problem


def _read(node: Node, form: Form) -> Synonyms:
    parts = node.as_mapping(required={"items", "keys", "passed_over", "choices"}, allowed=frozenset())
    known = {column.item for column in table_columns(form)}
    columns: dict[str, str] = {}
    for item, words in parts["items"].as_mapping().items():
        if item not in known:
            raise words.problem(f"表里没有可以导入的“{item}”。")
        _take_words(columns, words, item)
    allowed = {key[1:] for key in KEYS}
    for key, words in parts["keys"].as_mapping(allowed).items():
        _take_words(columns, words, f"@{key}")
    _take_words(columns, parts["passed_over"], PASSED_OVER)
    choices = {}
    for name, words in parts["choices"].as_mapping().items():
        if name not in form.choice_lists:
            raise words.problem(f"没有选项表“{name}”。")
        choices[name] = _read_choices(words, form.choice_lists[name])
    return Synonyms(columns, choices)


def _take_words(columns: dict[str, str], words: Node, target: str) -> None:
    for word in words.as_list():
        bare = bare_text(word.as_text())
        if not bare:
            raise word.problem("这里缺少文字。")
        if bare in columns:
            raise word.problem(f"“{word.as_text()}”写了两次。")
        columns[bare] = target


def _read_choices(node: Node, choices: ChoiceList) -> dict[str, str]:
    found = {}
    for word, meant in node.as_mapping().items():
        if choices.find(meant.as_text()) is None:
            raise meant.problem(f"选项表里没有“{meant.as_text()}”。")
        found[word] = meant.as_text()
    return found
