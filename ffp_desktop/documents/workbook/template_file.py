"""A workbook to be filled in: columns with drop-downs, notes and limits, and cells that keep ID numbers as text.

API: `TemplateColumn`, `TemplateSheet`, `write_template(file, sheets, last)`. The lists of the drop-downs stand on a
hidden sheet, since a list in a cell's own rule may not be longer than 255 characters.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from ffp_desktop.documents.workbook.cell_text import safe_text
from ffp_desktop.documents.workbook.styled_file import draw_lines, new_workbook, put_text, save_styled
from ffp_desktop.documents.workbook.writing import column_letters

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

LISTS_SHEET = "选项"
_LONGEST_WORDS = 220  # characters of a message that every program shows whole
_HEADING_HEIGHT = 48
_NOTE_WIDTH, _NOTE_LINE, _NOTE_LETTERS = 320, 20, 22


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A column to fill in.

    `choices` are offered; `takes_several` lets more than one stand in the cell; `is_strict` refuses what is no choice,
    else a person is asked. `longest` bounds text, 0 does not. `hint` is shown at the cell, `note` at the heading.
    """

    heading: str
    note: str = ""
    width: float = 12
    is_text: bool = True
    is_whole: bool = False
    choices: tuple[str, ...] = ()
    takes_several: bool = False
    is_strict: bool = True
    longest: int = 0
    hint: str = ""


@dataclass(frozen=True, slots=True)
class TemplateSheet:
    """A sheet with so many rows to fill in."""

    name: str
    columns: Sequence[TemplateColumn]
    rows: int


def write_template(
    file: IO[bytes], sheets: Sequence[TemplateSheet], last: tuple[str, Sequence[tuple[str, str]]]
) -> None:
    """Writes the sheets, the hidden lists, and a last sheet of words: its name and lines."""
    workbook = new_workbook()
    lists = _Lists()
    for sheet in sheets:
        _draw_sheet(workbook.create_sheet(sheet.name), sheet, lists)
    draw_lines(workbook.create_sheet(last[0]), last[1])
    lists.draw(workbook)
    save_styled(workbook, file)


class _Lists:
    """The drop-downs' lists, each once, in the columns of the hidden sheet."""

    def __init__(self) -> None:
        self._columns: dict[tuple[str, ...], int] = {}

    def place(self, choices: tuple[str, ...]) -> str:
        """Where a list stands, as a rule names it."""
        letters = column_letters(self._columns.setdefault(choices, len(self._columns) + 1))
        return f"'{LISTS_SHEET}'!${letters}$1:${letters}${len(choices)}"

    def draw(self, workbook: "Workbook") -> None:
        worksheet = workbook.create_sheet(LISTS_SHEET)
        for choices, column in self._columns.items():
            for row, choice in enumerate(choices, 1):
                put_text(worksheet.cell(row, column), choice)
        worksheet.sheet_state = "hidden"


def _draw_sheet(worksheet: "Worksheet", sheet: TemplateSheet, lists: _Lists) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    line = Side(style="thin", color="FF3A3631")
    for number, column in enumerate(sheet.columns, 1):
        heading, letters = worksheet.cell(1, number), column_letters(number)
        put_text(heading, column.heading)
        heading.font = Font(name="宋体", size=10, bold=True)
        heading.fill = PatternFill("solid", fgColor="FFF1EFEA")
        heading.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        heading.border = Border(left=line, right=line, top=line, bottom=line)
        if column.note:
            height = _NOTE_LINE * (3 + len(column.note) // _NOTE_LETTERS)
            heading.comment = Comment(safe_text(column.note), "", height=height, width=_NOTE_WIDTH)
        worksheet.column_dimensions[letters].width = column.width
        if column.is_text:
            worksheet.column_dimensions[letters].number_format = "@"
        rule = _rule(column, lists)
        if rule is not None:
            rule.add(f"{letters}2:{letters}{sheet.rows + 1}")
            worksheet.add_data_validation(rule)
    worksheet.row_dimensions[1].height = _HEADING_HEIGHT
    worksheet.freeze_panes = "B2"


def _rule(column: TemplateColumn, lists: _Lists) -> "DataValidation | None":
    """What a cell of the column takes; None when it takes anything."""
    from openpyxl.worksheet.datavalidation import DataValidation

    words = {"errorTitle": "请核对", "promptTitle": "", "prompt": safe_text(column.hint)[:_LONGEST_WORDS] or None}
    if column.choices:
        error = "请从下拉框里选一个。" if column.is_strict else "下拉框里没有这一项。纸上没填、看不清的可以照写。"
        rule = DataValidation("list", lists.place(column.choices), error=error, **words)
        rule.showErrorMessage = not column.takes_several
    elif not column.is_text:
        kind, error = ("whole", "请填整数。") if column.is_whole else ("decimal", "请填数字，不要写“元”。")
        rule = DataValidation(kind, "-9999999999999", "9999999999999", operator="between", error=error, **words)
        rule.showErrorMessage = True
    elif column.longest:
        error = f"最多 {column.longest} 个字。"
        rule = DataValidation("textLength", str(column.longest), operator="lessThanOrEqual", error=error, **words)
        rule.showErrorMessage = True
    else:
        return None
    rule.allowBlank = True
    rule.errorStyle = "stop" if column.is_strict else "warning"
    rule.showInputMessage = bool(column.hint)
    return rule
