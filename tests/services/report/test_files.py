"""The report as files: what stands in them is what was counted."""

from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest

from ffp_desktop.documents.preview import page_words
from ffp_desktop.documents.report.content import Paragraph
from ffp_desktop.errors import FfpError
from ffp_desktop.services.campaign.written import report_written
from ffp_desktop.services.forms import county_regions
from ffp_desktop.services.report.document import make_document
from ffp_desktop.services.report.figures import ReportFigures, list_figures
from ffp_desktop.services.report.files import headings, write_pdf_report, write_workbook
from ffp_desktop.services.report.reporting import Reporting
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.vault import OpenVault
from tests.conftest import Clock

PARTS = ["一、重点核查基本情况", "二、动态管理情况", "三、典型经验做法", "四、存在问题及建议", "五、下一步工作计划"]


def test_document__has_the_notices_five_parts(figures: ReportFigures) -> None:
    document = make_document(figures, county_regions())
    assert headings(document) == PARTS
    assert document.title == "莫旗2023年一季度防返贫监测和帮扶\n重点核查工作报告"
    assert (document.addressee, document.signature, document.date) == ("市乡村振兴局", "莫旗乡村振兴局", "2023年3月6日")
    assert document.annex_titles == ("重点人群多、识别少的村名单",)


@pytest.mark.parametrize("unit", ["莫力达瓦达斡尔族自治旗", "巴彦鄂温克民族乡", "莫力达瓦达斡尔族自治旗乡村振兴局"])
def test_title__of_a_long_name__stays_within_the_page(figures: ReportFigures, unit: str) -> None:
    title = make_document(replace(figures, unit_name=unit), county_regions()).title
    assert title.replace("\n", "") == f"{unit}2023年一季度防返贫监测和帮扶重点核查工作报告"
    assert all(len(line.encode("gbk")) <= 40 for line in title.split("\n"))


def test_plan__says_until_when__and_soon_once_that_has_passed(figures: ReportFigures) -> None:
    def plan(now: str) -> str:
        blocks = make_document(replace(figures, now=now), county_regions()).blocks
        parts = [block.parts for block in blocks if isinstance(block, Paragraph)]
        return next(str(part[0]) for part in parts if str(part[0]).startswith("一是"))

    assert plan("2023-03-06T10:00:00").startswith("一是3月13日前完成还没有收到的")
    assert plan("2023-03-14T10:00:00").startswith("一是尽快完成还没有收到的")


@pytest.mark.parametrize(
    ("unit", "name", "addressee", "signature"),
    [
        ("150722108", "腾克镇", "旗乡村振兴局", "腾克镇人民政府"),
        ("150722108204", "特莫呼珠村", "腾克镇人民政府", "特莫呼珠村"),
    ],
)
def test_document__of_another_level__goes_to_the_office_above(
    figures: ReportFigures, unit: str, name: str, addressee: str, signature: str
) -> None:
    document = make_document(replace(figures, unit=unit, unit_name=name), county_regions())
    assert (document.addressee, document.signature) == (addressee, signature)


def test_workbook__says_of_every_number_where_it_is_from(figures: ReportFigures, tmp_path: Path) -> None:
    out = tmp_path / "r.xlsx"
    write_workbook(figures, county_regions(), out, "苏日娜")
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["进度", "三保障和饮水", "部门名单", "人口变更", "重点关注", "来源", "说明"]
    rows = list(book["来源"].iter_rows(min_row=2, values_only=True))
    assert [(row[1], row[2]) for row in rows] == [(one.words, one.value) for _part, one in list_figures(figures)]
    assert all(row[3] and row[4] for row in rows)
    progress = list(book["进度"].iter_rows(min_row=2, values_only=True))
    assert progress[-1][:3] == ("合计", figures.basics.households.value, figures.basics.received.value)
    assert sum(row[1] for row in progress[:-1]) == progress[-1][1]


def test_pdf__has_the_same_numbers_as_the_docx(
    campaign: tuple[OpenVault, Surveys], figures: ReportFigures, tmp_path: Path, clock: Clock
) -> None:
    vault, surveys = campaign
    Reporting(vault, surveys, county_regions(), clock).write(tmp_path / "r.docx", figures)
    assert report_written(vault, "2023Q1").startswith("2023-03-06")
    write_pdf_report(figures, county_regions(), tmp_path / "r.pdf")
    printed = "".join("".join(page_words(tmp_path / "r.pdf")).split())
    for paragraph in docx.Document(str(tmp_path / "r.docx")).paragraphs:
        words = "".join(paragraph.text.split())
        if "入户核查" in words and len(words) < 60:
            assert words in printed
    assert str(figures.basics.people) in printed


def test_write__to_a_name_of_no_kind__is_refused(
    campaign: tuple[OpenVault, Surveys], figures: ReportFigures, tmp_path: Path, clock: Clock
) -> None:
    with pytest.raises(FfpError) as refused:
        Reporting(*campaign, county_regions(), clock).write(tmp_path / "r.txt", figures)
    assert refused.value.code == "report.suffix_unknown" and list(tmp_path.iterdir()) == []
