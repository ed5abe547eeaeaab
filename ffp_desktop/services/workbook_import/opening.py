"""A workbook as it was found: its sheets, their headers and mapped columns, and what a person may choose there."""

from dataclasses import dataclass, replace
from pathlib import PurePath

from ffp_desktop.domain.table.header import read_header
from ffp_desktop.domain.table.mapping import ColumnMatcher, Mapping
from ffp_desktop.domain.table.sheet import Sheet, Workbook
from ffp_desktop.errors import FfpError
from ffp_desktop.services.workbook_import.memory import MappingMemory

_KINDS = {"xlsx": "Excel 工作簿", "xls": "旧式 Excel 工作簿", "ods": "ODS 工作簿", "text": "文字表格"}
_ENDINGS = {".xlsx": "xlsx", ".xls": "xls", ".ods": "ods", ".csv": "text", ".txt": "text"}


@dataclass(frozen=True, slots=True)
class OpenedSheet:
    """A sheet, its mapping (None when no header was found) and whether its rows are to be taken."""

    sheet: Sheet
    mapping: Mapping | None
    is_chosen: bool

    @property
    def reason(self) -> str:
        """Why its rows are left out; "" for a chosen one."""
        if self.is_chosen:
            return ""
        if self.mapping is None:
            return "没有找到表头" if self.sheet.rows else "空表"
        return "隐藏的表" if self.sheet.is_hidden else "没有选这张表"


@dataclass(frozen=True, slots=True)
class OpenedWorkbook:
    """A workbook on its way in. Each change gives a new one."""

    file_name: str
    kind: str
    sheets: tuple[OpenedSheet, ...]

    @property
    def real_kind(self) -> str:
        """What the file is, in words, where its name says something else; "" where it does not."""
        ending = _ENDINGS.get(PurePath(self.file_name).suffix.lower(), self.kind)
        return "" if ending == self.kind else _KINDS[self.kind]

    @property
    def chosen(self) -> list[tuple[Sheet, Mapping]]:
        return [(one.sheet, one.mapping) for one in self.sheets if one.is_chosen and one.mapping is not None]

    def with_sheet(self, position: int, changed: OpenedSheet) -> "OpenedWorkbook":
        sheets = list(self.sheets)
        sheets[position] = changed
        return replace(self, sheets=tuple(sheets))

    def with_mapping(self, position: int, mapping: Mapping) -> "OpenedWorkbook":
        return self.with_sheet(position, replace(self.sheets[position], mapping=mapping, is_chosen=True))

    def only(self, name: str) -> "OpenedWorkbook":
        """Only the sheet of this name (or number from 1). Raises FfpError `import.sheet_unknown`."""
        for position, one in enumerate(self.sheets):
            if name in (one.sheet.name, str(position + 1)):
                sheets = [replace(other, is_chosen=other is one) for other in self.sheets]
                return replace(self, sheets=tuple(sheets))
        names = "、".join(one.sheet.name for one in self.sheets)
        raise FfpError("import.sheet_unknown", f"工作簿里没有这张表。有的是：{names}。")


def map_sheets(file_name: str, workbook: Workbook, matcher: ColumnMatcher, memory: MappingMemory) -> OpenedWorkbook:
    """Every sheet with its header, mapped as it was the last time or by the form's words."""
    sheets = []
    for sheet in workbook.sheets:
        found = matcher.find_mapping(sheet)
        mapping = None if found is None else memory.recall(found)
        sheets.append(OpenedSheet(sheet, mapping, mapping is not None and not sheet.is_hidden))
    return OpenedWorkbook(file_name, workbook.kind, tuple(sheets))


def move_header(opened: OpenedSheet, row: int, depth: int, matcher: ColumnMatcher) -> OpenedSheet:
    """The same sheet with the header that a person showed: `depth` rows from `row` (from 0) on."""
    row = min(max(row, 0), max(len(opened.sheet.rows) - 1, 0))
    return replace(opened, mapping=matcher.match(read_header(opened.sheet, row, max(depth, 1))), is_chosen=True)
