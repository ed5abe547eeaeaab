"""The report as files: .docx to write on in, .xlsx of the same figures with their sources, PDF to print.

API: `write_docx_report(figures, regions, out)`, `write_workbook(figures, regions, out, operator)`,
`write_pdf_report(figures, regions, out) -> pages`. Each is written whole or not at all; FfpError `file.…`.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from ffp_desktop import __version__
from ffp_desktop.documents.fonts import FontStack, report_fonts
from ffp_desktop.documents.report.content import Block, Heading, ReportDocument, ReportTable
from ffp_desktop.documents.report.docx_file import write_docx
from ffp_desktop.documents.report.pdf_file import write_pdf
from ffp_desktop.documents.workbook.writing import Table, TableColumn, Value, write_tables
from ffp_desktop.domain.regions import Regions
from ffp_desktop.files import written_whole
from ffp_desktop.services.campaign.sources import say_source
from ffp_desktop.services.report.document import make_document
from ffp_desktop.services.report.figures import ReportFigures, list_figures
from ffp_desktop.services.workbook_export.checked_file import checked_file

_SHEETS = ("进度", "三保障和饮水", "部门名单", "人口变更", "重点关注")
"""Names of the sheets of the report's tables, in their order."""


def write_docx_report(figures: ReportFigures, regions: Regions, out: Path) -> None:
    with written_whole(out) as file:
        write_docx(file, make_document(figures, regions), datetime.fromisoformat(figures.now))


def write_pdf_report(figures: ReportFigures, regions: Regions, out: Path) -> int:
    """The number of pages. Raises FfpError `paper.…` too."""
    with written_whole(out) as file:
        return write_pdf(file, make_document(figures, regions), FontStack(report_fonts()))


def write_workbook(figures: ReportFigures, regions: Regions, out: Path, operator: str) -> None:
    """One sheet for each table of the report, one with all figures and their sources, one that says what this is."""
    with checked_file(out) as file:
        write_tables(file, _tables(figures, regions, operator))


def _tables(figures: ReportFigures, regions: Regions, operator: str) -> Iterator[Table]:
    document = make_document(figures, regions)
    for name, table in zip(_SHEETS, _report_tables(document), strict=False):
        yield _sheet(name, table)
    columns = (
        TableColumn("部分", 22),
        TableColumn("数字是什么", 44),
        TableColumn("数", 12, is_text=False),
        TableColumn("怎么数的", 50),
        TableColumn("在哪里看到", 70),
    )
    rows = (
        (part, figure.words, figure.value, figure.how, say_source(figure.source, regions))
        for part, figure in list_figures(figures)
    )
    yield Table("来源", columns, rows)
    lines = (
        ("内容", document.title.replace("\n", "")),
        ("单位", figures.unit_name),
        ("轮次", f"{figures.round.name}（{figures.round.id}）"),
        ("数据截至", figures.now.replace("T", " ")),
        ("动态管理期间", f"{figures.changes.start} 至 {figures.changes.end}"),
        ("写出的人", operator),
        ("程序", f"防返贫摸底排查 {__version__}"),
        ("注意", "“来源”里说明每个数是怎么数的，在程序的哪个清单里、用什么条件看到。"),
    )
    yield Table("说明", (TableColumn("项目", 20), TableColumn("内容", 90)), lines)


def _report_tables(document: ReportDocument) -> Iterator[ReportTable]:
    for blocks in (document.blocks, *document.annexes):
        yield from (block for block in blocks if isinstance(block, ReportTable))


def _sheet(name: str, table: ReportTable) -> Table:
    columns = [TableColumn(one.heading, 12 * one.share, is_text=not one.is_number) for one in table.columns]
    flags = [one.is_number for one in table.columns]
    return Table(name, columns, ([*map(_value, row, flags)] for row in table.rows))


def _value(text: str, is_number: bool) -> Value:
    plain = text.replace(",", "")
    return int(plain) if is_number and plain.isdigit() else text


def headings(document: ReportDocument) -> Sequence[str]:
    """The headings of the first level: the report's parts."""
    blocks: Sequence[Block] = document.blocks
    return [block.words for block in blocks if isinstance(block, Heading) and block.level == 1]
