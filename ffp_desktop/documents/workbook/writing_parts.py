"""The parts of a .xlsx around its rows: styles, the list of sheets, and how a sheet begins and ends."""

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

TEXT_STYLE, AMOUNT_STYLE, COUNT_STYLE, HEADING_STYLE = 1, 2, 3, 4
"""Places in the styles' list: "@", #,##0.00, 0, and headings."""

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = f"""{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font>\
<font><b/><sz val="11"/><name val="宋体"/></font></fonts>\
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>\
<fill><patternFill patternType="solid"><fgColor rgb="FFF1EFEA"/><bgColor indexed="64"/></patternFill></fill></fills>\
<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>\
<border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/><diagonal/></border>\
</borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" \
applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""


def sheet_start(widths: Sequence[float], is_text: Sequence[bool]) -> bytes:
    """A sheet up to its first row: headings stay in view, and are printed on every page."""
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width:g}" style="{TEXT_STYLE if text else 0}" customWidth="1"/>'
        for number, (width, text) in enumerate(zip(widths, is_text, strict=True), 1)
    )
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" '
        'state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
        f"<cols>{columns}</cols><sheetData>"
    ).encode()


def sheet_end(rows: str) -> bytes:
    """What follows the last row; `rows` is the table's whole range. Numbers are text on purpose: no green corners."""
    return (
        f'</sheetData><autoFilter ref="{rows}"/>'
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        f'<ignoredErrors><ignoredError sqref="{rows}" numberStoredAsText="1"/></ignoredErrors></worksheet>'
    ).encode()


def write_parts(package: ZipFile, names: Sequence[str]) -> None:
    """Everything but the sheets; `names` are theirs, in order."""
    package.writestr("[Content_Types].xml", _content_types(len(names)))
    package.writestr("_rels/.rels", _relations([(f"{_OFFICE}/officeDocument", "xl/workbook.xml")]))
    package.writestr("xl/workbook.xml", _workbook(names))
    sheets = [(f"{_OFFICE}/worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(names) + 1)]
    package.writestr("xl/_rels/workbook.xml.rels", _relations([*sheets, (f"{_OFFICE}/styles", "styles.xml")]))
    package.writestr("xl/styles.xml", _STYLES)


def _content_types(sheets: int) -> str:
    parts = [(f"/xl/worksheets/sheet{number}.xml", "worksheet") for number in range(1, sheets + 1)]
    parts += [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    listed = "".join(f'<Override PartName="{name}" ContentType="{_SHEET_ML}.{kind}+xml"/>' for name, kind in parts)
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{listed}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _workbook(names: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>' for number, name in enumerate(names, 1)
    )
    titles = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{number}">\'{name}\'!$1:$1</definedName>'
        for number, name in enumerate(names)
    )
    return (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{sheets}</sheets><definedNames>{titles}</definedNames></workbook>"
    )
