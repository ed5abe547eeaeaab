"""An empty workbook to enter surveys in, on a computer without this program; the import takes it back without loss."""

from datetime import datetime
from pathlib import Path

from ffp_desktop import __version__
from ffp_desktop.documents.workbook.template_file import TemplateColumn, TemplateSheet, write_template
from ffp_desktop.domain.form.definition import Form, Item, ItemType
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import Round
from ffp_desktop.domain.table.cells import village_text
from ffp_desktop.domain.table.columns import Column, table_columns
from ffp_desktop.services.workbook_export.checked_file import checked_file
from ffp_desktop.services.workbook_export.provenance import SHEET_NAME
from ffp_desktop.services.workbook_export.survey_tables import NUMBER_HEADING, column_shape

HOUSEHOLD_ROWS, MEMBER_ROWS = 500, 2500
"""Rows with drop-downs: a village of 50–300 households and its people."""

_ADDRESS = "village"
_KEY_NOTE = "同一户在“家庭”和“成员”两张表里写同一个号，例如 1、2、3。导出来的表改完再导入时，原来的表号不要动。"
_SEVERAL = "可以填几种，用逗号隔开。"
_DATE = "写成 2022-05-18 的样子。"
_CALCULATED = "空着就由程序算出。"


def write_entry_template(form: Form, regions: Regions, unit: str, of_round: Round, out: Path, now: datetime) -> None:
    """Writes the template for the villages of a unit (a region code). Raises FfpError `file.…`."""
    columns = table_columns(form)
    villages = tuple(village_text(village.code, regions) for village in regions.villages_in(unit))
    shaped = [(column, _template_column(form.items[column.item], column, villages)) for column in columns]
    key = TemplateColumn(NUMBER_HEADING, _KEY_NOTE, 14)
    sheets = (
        TemplateSheet("家庭", (key, *(made for column, made in shaped if not column.of_member)), HOUSEHOLD_ROWS),
        TemplateSheet("成员", (key, *(made for column, made in shaped if column.of_member)), MEMBER_ROWS),
    )
    with checked_file(out) as file:
        write_template(file, sheets, (SHEET_NAME, _lines(form, regions, unit, of_round, now)))


def _template_column(item: Item, column: Column, villages: tuple[str, ...]) -> TemplateColumn:
    shape = column_shape(item, column.heading)
    is_address = item.id == _ADDRESS
    choices = villages if is_address else tuple(c.name for c in item.choices.choices) if item.choices else ()
    takes_several = item.type is ItemType.SELECT_MULTIPLE
    notes = [item.help, _SEVERAL * takes_several, _CALCULATED * (item.calculation is not None)]
    return TemplateColumn(
        heading=column.heading,
        note="\n".join(note for note in notes if note),
        width=30 if is_address else shape.width,
        is_text=shape.is_text,
        is_whole=item.type is ItemType.INTEGER,
        choices=choices,
        takes_several=takes_several,
        is_strict=not item.markable,
        longest=item.max_length if item.type is ItemType.TEXT and not is_address else 0,
        hint=_SEVERAL if takes_several else _DATE if item.type is ItemType.DATE else "",
    )


def _lines(form: Form, regions: Regions, unit: str, of_round: Round, now: datetime) -> list[tuple[str, str]]:
    return [
        ("这是什么", f"《{form.title}》的录入模板。填好后用程序的“导入”收进来。"),
        (
            "怎么填",
            "“家庭”一户一行，“成员”一人一行，两张表用表号对上。每列标题上的批注说明怎么填；有下拉框的从里面选。",
        ),
        ("证件号码和电话", "这些格子是文字格式，号码照原样保留。从别处粘贴时请用“只粘贴数值”，不要改格子的格式。"),
        ("几种一起选", "健康状况、风险类型、帮扶措施等可以填几种，用逗号隔开，例如：长期慢性病，残疾。"),
        ("纸上没有的", "纸上没填、划掉、看不清的，写〔未填〕〔划掉〕〔看不清〕。没问到的空着。"),
        ("不要动的", "不要改标题行，不要合并格子；可以不用的列空着，不必删。"),
        ("轮次", f"{of_round.name}（{of_round.id}）"),
        ("范围", regions.full_name(unit) or unit),
        ("表的版本", f"{form.id}/{form.version}"),
        ("写出时间", now.strftime("%Y-%m-%d %H:%M")),
        ("程序", f"防返贫摸底排查 {__version__}"),
        ("注意", "填了以后就含个人信息，请妥善保管，导入后及时删除。"),
    ]
