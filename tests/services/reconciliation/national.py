"""An export as the national system writes it, made from the same invented households by other means than the program's.

Text cells, the header in row 3 under a title and a line that says who exported when, months as YYYYMM, the system's own
words. Nothing of ffp_desktop is used here.
"""

from pathlib import Path
from typing import Any

from openpyxl import Workbook

MONITORED = ("脱贫不稳定户", "边缘易致贫户", "突发严重困难户")
SCHOOLING = ("文盲或半文盲", "小学", "初中", "高中", "大专", "本科及以上")
KINDS = {
    "脱贫享受政策户": ("脱贫户", ""),
    "脱贫不享受政策户": ("脱贫户", ""),
    "脱贫不稳定户": ("脱贫户", "脱贫不稳定户"),
    "边缘易致贫户": ("一般农户", "边缘易致贫户"),
    "突发严重困难户": ("一般农户", "突发严重困难户"),
}
RISKS = {
    "因产业失败": "因产业项目失败",
    "因就业不稳定": "因务工就业不稳",
    "因缺劳力": "缺劳动力",
    "因发展动力不足": "自身发展动力不足",
    "因疫情": "其他",
}
LINES = {
    "产业帮扶": ("industry_help", ["industry_measures"]),
    "就业帮扶": ("employment_help", ["employment_measures"]),
    "金融帮扶": ("loan_help", []),
    "生态帮扶": ("ecology_help", ["ecology_jobs", "ecology_projects"]),
    "公益岗位帮扶": ("public_post_help", ["public_post_measures"]),
    "教育帮扶": ("education_help", ["education_measures"]),
    "健康帮扶": ("health_help", ["health_measures"]),
    "生活条件改善": ("living_help", ["living_measures"]),
    "基础设施建设": ("infrastructure_help", ["infrastructure_measures"]),
    "综合保障": ("security_help", ["security_measures"]),
    "扶志扶智": ("aspiration_help", ["aspiration_measures"]),
    "其他帮扶": ("other_help", []),
}
HEADINGS = (
    *(
        "省",
        "市",
        "县",
        "乡",
        "村",
        "户编号",
        "人口编号",
        "姓名",
        "证件类型",
        "证件号码",
        "性别",
        "出生日期",
        "与户主关系",
    ),
    *("民族", "政治面貌", "文化程度", "在校生状况", "健康状况", "劳动技能", "务工区域"),
    *("是否参加城乡居民基本医疗保险", "是否参加大病保险", "是否接受医疗救助", "享受低保政策情况"),
    *("享受特困供养政策情况", "是否参加城乡居民基本养老保险"),
    *("户类型", "监测对象类别", "识别监测时间", "致贫/返贫风险1", "致贫/返贫风险2", "致贫/返贫风险3"),
    *("致贫/返贫风险4", "致贫/返贫风险5", *LINES, "风险是否已消除", "消除监测时间"),
    *("人均纯收入（元）", "是否解决安全饮用水", "是否危房户"),
)
Row = dict[str, str]


def is_in_system(survey: dict[str, Any]) -> bool:
    answers = survey["answers"]
    return answers["household_kind"] in KINDS or answers.get("newly_identified") == "是"


def household_rows(survey: dict[str, Any], township: str, village: str, number: int) -> list[Row]:
    """The household as the system has it: a row for each person, with the household's columns on each."""
    kept = _household(survey["answers"], len(survey["members"]))
    rows = []
    for place, member in enumerate(survey["members"], 1):
        row = {
            "省": "内蒙古自治区",
            "市": "呼伦贝尔市",
            "县": "莫力达瓦达斡尔族自治旗",
            "乡": township,
            "村": village,
            "户编号": f"1507{number:06}",
            "人口编号": f"1507{number:06}{place:02}",
        }
        rows.append(row | _person(member) | kept)
    return rows


def _person(member: dict[str, Any]) -> Row:
    number = member["id_number"]
    school = member.get("education", "")
    return {
        "姓名": member["name"],
        "证件类型": "居民身份证",
        "证件号码": number[:18],
        "性别": "男" if int(number[16]) % 2 else "女",
        "出生日期": number[6:14],
        "与户主关系": member["relation"],
        "民族": member["ethnicity"],
        "政治面貌": member["political_status"],
        "文化程度": school if school in SCHOOLING else "",
        "在校生状况": "" if school in SCHOOLING else school,
        "健康状况": ",".join(reversed(member["health"])),
        "劳动技能": member["labor_skill"],
        "务工区域": member.get("work_region", ""),
        "是否参加城乡居民基本医疗保险": member["medical_insurance"][:1],
        "是否参加大病保险": member["critical_illness_insurance"],
        "是否接受医疗救助": member["medical_aid"],
        "享受低保政策情况": "农村低保" if member["minimum_living"] == "是" else "未享受",
        "享受特困供养政策情况": "农村特困" if member["destitute_support"] == "是" else "",
        "是否参加城乡居民基本养老保险": member["pension_insurance"],
    }


def _household(answers: dict[str, Any], people: int) -> Row:
    kind, category = KINDS.get(answers["household_kind"], ("一般农户", ""))
    if answers.get("newly_identified") == "是":
        category = "脱贫不稳定户" if kind == "脱贫户" else "边缘易致贫户"
    incomes = sum(
        float(answers[item]) for item in ("business_income", "wage_income", "property_income", "transfer_income")
    )
    net = (incomes - float(answers["business_cost"])) / int(answers.get("household_size", people))
    row = {
        "户类型": kind,
        "监测对象类别": category,
        "人均纯收入（元）": answers.get("net_income_per_head") or f"{net + 1e-9:.2f}",
        "是否解决安全饮用水": answers["safe_water"],
        "是否危房户": answers["unsafe_house"],
    }
    return row | (_monitored(answers) if category else {})


def _monitored(answers: dict[str, Any]) -> Row:
    identified = answers["identified_on"]
    risks = list(dict.fromkeys(RISKS.get(risk, risk) for risk in answers["risk_types"]))
    row = {"识别监测时间": identified[:4] + identified[5:7], "风险是否已消除": answers["risk_eliminated"]}
    row |= {f"致贫/返贫风险{place}": risk for place, risk in enumerate(reversed(risks), 1)}
    for title, (asked, items) in LINES.items():
        options = [option for item in items for option in answers.get(item, ())]
        row[title] = ("，".join(reversed(options)) or "是") if answers.get(asked) == "是" else ""
    if answers["risk_eliminated"] == "是":
        months = int(identified[:4]) * 12 + int(identified[5:7]) - 1 + int(answers["elimination_months"])
        row["消除监测时间"] = f"{months // 12}{months % 12 + 1:02}"
    return row


def write_export(file: Path, rows: list[Row], columns: tuple[str, ...] = HEADINGS) -> Path:
    """A title over all columns, a line below it, the header in row 3."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "导出数据"
    sheet.append(["全国防返贫监测信息系统 监测对象和脱贫人口信息导出"])
    sheet.append(["导出单位：腾克镇", *[""] * (len(columns) - 2), "导出时间：2023-03-01"])
    sheet.append(list(columns))
    for row in rows:
        sheet.append([row.get(column, "") for column in columns])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(columns))
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type, cell.number_format = "s", "@"
    book.save(file)
    return file
