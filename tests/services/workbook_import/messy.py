"""Three workbooks as villages send them: titles, merged two-line headers, full-width digits, people side by side,
subtotals and notes. Everyone is invented."""

from pathlib import Path

from openpyxl import Workbook

from ffp_desktop.domain.id_number import check_digit


def number(village: int, n: int) -> str:
    """A made-up ID number with its right check digit."""
    first_17 = f"150722{1960 + n % 40}{1 + n % 12:02}{10 + n % 18:02}{100 + n + village:03}"
    return first_17 + check_digit(first_17)


def full_width(text: str) -> str:
    return text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789X"})


def write_roll(file: Path) -> Path:
    """一人一行: title, unit line, two-line merged header; columns merged down; totals and notes."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "花名册"
    sheet["A1"] = "腾克镇2022年农牧户基本情况花名册"
    sheet["A2"], sheet["K2"] = "填报单位：腾克镇人民政府", "单位：万元"
    groups = ["序号", "行政村", "户主\n电话", "家庭成员情况", "", "", "", "", "家庭收支情况", "", "备注"]
    words = [
        "",
        "",
        "",
        "姓 名",
        "身份证号码",
        "与户主关系",
        "民  族",
        "健康状况",
        "工资性收入",
        "生产经营性收入（元）",
        "",
    ]
    sheet.append(groups)
    sheet.append(words)
    sheet.append(list(range(1, 12)))
    people = [
        [
            1,
            "特莫呼珠村",
            full_width("13847012236"),
            "敖日格勒",
            full_width(number(1, 1)),
            "户主",
            "达斡尔",
            "健康",
            4.82,
            "12,000",
            "",
        ],
        ["", "", "", "何　花", number(1, 2), "妻子", "汉", "慢性病、残疾", "", "", ""],
        ["", "", "", "敖其其格", number(1, 3), "长女", "达斡尔", "健康", "", "", ""],
        [2, "", "", "郭海波", number(1, 4), "户主", "汉族", "健康", 0.5, "800元", ""],
        ["", "", "", "小  计", "", "", "", "", 5.32, 12800, ""],
        [3, "怪勒村", "0470-5612345", "孟•和", number(1, 5), "本人", "鄂温克", "患有大病", "1.2万元", 0, "五保"],
    ]
    for row in people:
        sheet.append(row)
    sheet.append(["合计", "", "", "6人", "", "", "", "", 6.52, 12800, ""])
    sheet.append(["注：1.金额按万元填；2.一人一行。"])
    sheet.append(["填表人：苏日娜", "", "", "审核人：金海波"])
    for area in ("A1:K1", "D3:H3", "I3:J3", "B6:B9", "A6:A8", "C6:C8", "A3:A4", "B3:B4", "C3:C4", "K3:K4"):
        sheet.merge_cells(area)
    book.save(file)
    return file


def write_side_by_side(file: Path) -> Path:
    """一户一行: 第X人 blocks, the head apart from them, full-width digits."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["怪勒村农户信息采集表"])
    sheet.append(
        ["户编号", "村（嘎查）", "户主信息", "", "联系电话", "第一人", "", "", "第二人", "", "", "户类型", "是否危房"]
    )
    sheet.append(
        ["", "", "姓名", "身份证号", "", "姓名", "身份证号", "与户主关系", "姓名", "身份证号", "与户主关系", "", ""]
    )
    one, two, three = number(2, 11), number(2, 12), number(2, 13)
    sheet.append(
        ["001", "怪勒村", "涂金山", one, 13847012237, "白玉", two, "配偶", "涂雪", three, "次女", "一般户", "×"]
    )
    four = full_width(number(2, 14))
    sheet.append(["００２", "怪勒村", "沃志军", four, "", "", "", "", "", "", "", "边缘户", "√"])
    sheet.append([])
    sheet.append(["共计：2户"])
    for area in ("A1:M1", "C2:D2", "F2:H2", "I2:K2", "A2:A3", "B2:B3", "E2:E3", "L2:L3", "M2:M3"):
        sheet.merge_cells(area)
    book.save(file)
    return file


def write_two_sheets(file: Path) -> Path:
    """户 and 人 apart, joined by 户编号, begun again in every village; subtotals, a repeated header."""
    book = Workbook()
    homes = book.worksheets[0]
    homes.title = "户表"
    for row in (
        ["户号", "所在村", "户主姓名", "手机号", "户属性", "贷款金额（万元）", "贷款日期"],
        ["1", "霍日里村", "乌仁", "13947012236", "一般农牧户", "5万元", "2022.5.18"],
        ["2", "霍日里村", "莫力", "", "突发户", "", ""],
        ["小计", "", "2户", "", "", "", ""],
        ["1", "腾克村", "安达", "", "脱贫享受政策户", 3, "20220601"],
    ):
        homes.append(row)
    people = book.create_sheet("人口表")
    header = ["户号", "所在村", "成员姓名", "证件号码", "关系", "文化程度", "是否参加医保"]
    for row in (
        ["人口情况"],
        header,
        ["1", "霍日里村", "乌仁", number(3, 21), "户主", "小学", "是"],
        ["1", "霍日里村", "乌云", number(3, 22), "儿子", "七年级", "是"],
        [],
        header,
        ["2", "霍日里村", "莫力", number(3, 23), "户主", "文盲", "否(职工医保)"],
        ["1", "腾克村", "安达", number(3, 24), "户主", "初中", "是"],
        ["总计", "", "", "", "", "", 4],
    ):
        people.append(row)
    note = book.create_sheet("填表说明")
    note["A1"] = "一、本表由村里填写。"
    book.save(file)
    return file
