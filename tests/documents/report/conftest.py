"""A small official document with everything in it."""

import pytest

from ffp_desktop.documents.report.content import (
    Bar,
    BarChart,
    Heading,
    Paragraph,
    Point,
    PointChart,
    ReportColumn,
    ReportDocument,
    ReportTable,
    ToWrite,
)

LONG = "按照文件要求我镇对全镇各村农牧户开展重点核查" * 12
LEGEND = ("审定", "收到", "未到")
COLUMNS = (ReportColumn("乡镇", 2, is_number=False), ReportColumn("应核查（户）"), ReportColumn("占比"))


@pytest.fixture
def document() -> ReportDocument:
    rows = tuple((f"第{number}村", f"{number:,}", "50%") for number in range(1, 41))
    return ReportDocument(
        "腾克镇2023年一季度防返贫监测和帮扶\n重点核查工作报告",
        "旗乡村振兴局",
        (
            Heading(1, "一、重点核查基本情况"),
            Heading(2, "（一）核查范围"),
            Paragraph((LONG,)),
            Heading(3, "1.“三保障”和安全饮水。"),
            Paragraph(("坏\x00字\x1b符\u202e和<b>&记号，", ToWrite("培训了多少人"), "。")),
            ReportTable(
                "表1　进度", COLUMNS, (*rows, ("合计", "820", "50%")), "注：占比为收到占应核查。", has_total=True
            ),
            BarChart(
                "图1　进度", ("审定", "收到", "未到"), (Bar("腾克镇", (3, 4, 5), "7 / 12"), Bar("红彦镇", (0, 0, 0)))
            ),
            PointChart("图2　散点", "人 →", "↑ 户", (Point(60, 1, "1"), Point(5, 2)), 1 / 20, 50, "每 20 人识别 1 户"),
            ReportTable("表2　变更", COLUMNS, (("出生", "12", "—"),), is_open=True),
        ),
        "腾克镇人民政府",
        "2023年3月20日",
        ("名单", "说明"),
        ((ReportTable("", COLUMNS, (("特莫呼珠村", "96", "1%"),)),), (Paragraph(("略。",)),)),
    )
