"""Rows of a mapped sheet told apart: those with answers, and those passed over, each with the reason.

API: `PassedRow`, `sort_rows(sheet, mapping) -> (rows with answers, passed over)`; every row below the header is in one.
"""

import re
from dataclasses import dataclass

from ffp_desktop.domain.table.mapping import Mapping
from ffp_desktop.domain.table.sheet import Row, Sheet, is_empty, text_of
from ffp_desktop.domain.table.synonyms import bare_text

_TOTAL = re.compile(r"(合计|总计|小计|共计|总合计|累计|本页合计|平均)[:：]?.*")
_NOTE = re.compile(
    r"(注|备注|说明|填表说明|填报说明|填表人|填报人|制表人?|审核人|单位负责人|负责人|联系人|填报单位|填表时间|填报日期|制表日期)[:：].*",
    re.DOTALL,
)
_LONGEST_TOTAL = 12
_NUMBERING = re.compile(r"\d{1,3}|[甲乙丙丁戊]|[A-Z]{1,2}|\(\d{1,3}\)")


@dataclass(frozen=True, slots=True)
class PassedRow:
    """A row that holds no household or person, and why it was passed over."""

    sheet: str
    row: int
    reason: str


def sort_rows(sheet: Sheet, mapping: Mapping) -> tuple[list[int], list[PassedRow]]:
    """Row numbers from 0; both in the sheet's order."""
    taken: list[int] = []
    passed: list[PassedRow] = []
    wanted = [at for at, target in enumerate(mapping.targets) if target.item and target.item != "@passed_over"]
    header = _header_words(mapping)
    for number in range(mapping.header.below, len(sheet.rows)):
        reason = _reason(sheet.rows[number], wanted, header, is_first=number == mapping.header.below)
        if reason:
            passed.append(PassedRow(sheet.name, number, reason))
        else:
            taken.append(number)
    return taken, passed


def _reason(row: Row, wanted: list[int], header: dict[int, str], *, is_first: bool) -> str:
    filled = {at: text_of(cell).strip() for at, cell in enumerate(row) if not is_empty(cell)}
    if not filled:
        return "空行"
    first = next(iter(filled.values()))
    spaceless = "".join(first.split())
    if _TOTAL.fullmatch(spaceless) and len(spaceless) <= _LONGEST_TOTAL:
        return "合计行"
    if _NOTE.fullmatch(first):
        return "表下的说明"
    told = [at for at in wanted if at in filled]
    if not told:
        return "没有要导入的内容" if len(filled) > 1 else "表下的说明"
    if all(header.get(at) == bare_text(filled[at]) for at in told):
        return "重复的表头"
    if is_first and len(filled) > 2 and all(_NUMBERING.fullmatch(text) for text in filled.values()):
        return "列的编号"
    return ""


def _header_words(mapping: Mapping) -> dict[int, str]:
    return {at: bare_text(words[-1]) for at, words in enumerate(mapping.header.columns) if words}
