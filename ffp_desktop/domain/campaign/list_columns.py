"""What the columns of a department's list are: read from a form's list_columns.yaml, refused with file and line.

API: `read_list_columns(folder) -> ListColumns`, `ListMatcher(columns)` (a `ColumnMatcher`), `TARGETS` (what a column
can be, in the order of the choice), and the names of the targets.
"""

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from pathlib import Path

from ffp_desktop.domain.form.source import FormProblem, Node, load_yaml
from ffp_desktop.domain.table.header import Header, Words
from ffp_desktop.domain.table.mapping import Mapping, Target, find_mapping, keep_first
from ffp_desktop.domain.table.sheet import Sheet
from ffp_desktop.domain.table.synonyms import PASSED_OVER, bare_text, bare_without_brackets
from ffp_desktop.errors import FfpError

FILE = "list_columns.yaml"
NAME, ID_NUMBER, HEAD_NAME, HEAD_ID = "name", "id_number", "head_name", "head_id"
COUNTY, TOWNSHIP, VILLAGE, NATURAL_VILLAGE = "county", "township", "village", "natural_village"
ADDRESS, PHONE, EVENT_DATE, NOTE, SEX, BIRTH = "address", "phone", "event_date", "note", "sex", "birth"

TARGETS: MappingOf[str, str] = {
    PASSED_OVER: "不要这一列",
    NAME: "姓名",
    ID_NUMBER: "证件号码",
    COUNTY: "旗县",
    TOWNSHIP: "乡镇",
    VILLAGE: "村",
    NATURAL_VILLAGE: "自然村（组）",
    ADDRESS: "地址",
    PHONE: "电话",
    HEAD_NAME: "户主姓名",
    HEAD_ID: "户主证件号码",
    EVENT_DATE: "发生日期",
    NOTE: "备注",
    SEX: "性别",
    BIRTH: "出生日期",
}
"""What people call each target. A column that is none of them keeps its heading."""
KEPT = "照原样留着"
PLACES = (COUNTY, TOWNSHIP, VILLAGE, NATURAL_VILLAGE, ADDRESS)
OWN = frozenset({NAME, ID_NUMBER, SEX, BIRTH, HEAD_ID})
"""What belongs to one person: merged cells of these are not carried to the rows below."""


@dataclass(frozen=True, slots=True)
class ListColumns:
    """`targets` maps a bare heading to what it means; the places are how addresses call our county, and what is
    written before it, the longest first."""

    targets: MappingOf[str, str]
    own_county: tuple[str, ...] = ()
    above_county: tuple[str, ...] = ()


def read_list_columns(folder: Path) -> ListColumns:
    """The words of a form's folder. Raises FfpError `form.invalid` that names file and line."""
    try:
        return _read(load_yaml(folder / FILE))
    except FormProblem as problem:
        raise FfpError("form.invalid", f"{problem.file}:{problem.line}：{problem.message}") from problem


class ListMatcher:
    """Knows what lists call their columns; by name only, never by likeness."""

    def __init__(self, columns: ListColumns) -> None:
        self.columns = columns

    def find_mapping(self, sheet: Sheet) -> Mapping | None:
        """The header within the first rows that most columns are known by."""
        return find_mapping(sheet, self.match)

    def match(self, header: Header) -> Mapping:
        return keep_first(header, (Target(self._find(words)) for words in header.columns))

    def target_for(self, _header: Header, _column: int, wanted: Target) -> Target:
        """A target that a person chose."""
        return wanted

    def target_name(self, target: Target) -> str:
        """What becomes of a column that is none of these, too."""
        return TARGETS.get(target.item, KEPT)

    def _find(self, words: Words) -> str:
        """The innermost word, unless with its group's it means something else: 户主 over 姓名 is 户主姓名."""
        if not words:
            return ""
        group = bare_without_brackets(words[-2]).removesuffix("信息").removesuffix("情况") if len(words) > 1 else ""
        leaf = words[-1]
        candidates = [group + bare_without_brackets(leaf)] if group else []
        candidates += [bare_text(leaf), bare_without_brackets(leaf)]
        known = self.columns.targets
        return next((known[word] for word in candidates if word in known), "")


def _read(node: Node) -> ListColumns:
    parts = node.as_mapping(required={"columns", "passed_over", "own_county", "above_county"}, allowed=frozenset())
    found: dict[str, str] = {}
    allowed = frozenset(TARGETS) - {PASSED_OVER}
    for item, words in parts["columns"].as_mapping(allowed).items():
        _take_words(found, words, item)
    _take_words(found, parts["passed_over"], PASSED_OVER)
    return ListColumns(found, _places(parts["own_county"]), _places(parts["above_county"]))


def _take_words(found: dict[str, str], words: Node, target: str) -> None:
    for word in words.as_list():
        bare = bare_text(word.as_text())
        if not bare:
            raise word.problem("这里缺少文字。")
        if bare in found:
            raise word.problem(f"“{word.as_text()}”写了两次。")
        found[bare] = target


def _places(node: Node) -> tuple[str, ...]:
    words = [word.as_text() for word in node.as_list()]
    if not all(words):
        raise node.problem("这里缺少文字。")
    return tuple(sorted(words, key=len, reverse=True))
