"""Invented sheets to print."""

from collections.abc import Mapping
from dataclasses import replace

from ffp_desktop.domain.paper.sheet import PaperSheet

FACTS = {"round_period_start": "2022年2月15日", "round_period_end": "2023年2月14日"}
_ITEMS = [
    *("name", "sex", "id_type", "id_number", "relation", "ethnicity", "political_status", "health", "education"),
    *("labor_skill", "work_region", "medical_insurance", "critical_illness_insurance", "medical_aid"),
    *("minimum_living", "destitute_support", "pension_insurance", "relocated"),
]
_ROWS = (
    "涂·阿尔腾|男|居民身份证|152123197806111217|户主|达斡尔族|群众|长期慢性病|初中|弱劳动力或半劳动力||是|是|是|是|否|是|否",
    "敖·斯琴|女|居民身份证|152123198109231824|配偶|鄂温克族|群众|健康|初中|普通劳动力|乡(镇)外县内务工|是|是|否|是|否|是|否",
    "涂海峰|男|居民身份证|150722200504171213|之子|达斡尔族|共青团员|健康|普通高中二年级|无劳动力||是|是|否|是|否|否|否",
    "涂铉|女|居民身份证|150722201302081222|之女|达斡尔族|群众|健康|小学|无劳动力||否(职工医保)|是|否|是|否|否|否",
    "吴·娜仁其木格|女|残疾人证|15212319520530128642|之母|蒙古族|群众|长期慢性病,残疾|文盲或半文盲|丧失劳动力||是|是|是|是|否|是|否",
)
MEMBERS = [dict(zip(_ITEMS, row.split("|"), strict=True)) for row in _ROWS]

MONITORED = PaperSheet(
    round_name="2023年一季度防返贫监测和帮扶重点核查",
    number="150722108204-2023Q1-0037",
    state="已完成",
    head_name="涂·阿尔腾",
    place="腾克镇特莫呼珠村",
    revision=3,
    revision_hash="7f3a91c4d2",
    operator="苏日娜",
    unit="腾克镇人民政府",
    printed_at="2023-03-06 15:20",
    facts=FACTS,
    answers={
        "village.county": "莫力达瓦达斡尔族自治",
        "village.township": "腾克",
        "village.village": "特莫呼珠",
        "natural_village": "东屯第二",
        "head_phone": "13847012236",
        "business_income": "21,600.00",
        "wage_income": "18,400.00",
        "property_income": "1,250.00",
        "transfer_income": "14,368.50",
        "business_cost": "9,860.00",
        "total_income": "55,618.50",
        "net_income_per_head": "9,151.70",
        "other_spending": "26,300.00",
        "other_spending_reason": "户主住院自付",
        "surveyors.0": "金海波",
        "judges.0": "杜海峰",
        "judges.1": "苏日娜",
        "judges.2": "鄂志强",
        "loan_date": "2022年5月18日",
        "loan_months": "36个月",
        "loan_amount": "3.00",
        "security_other": "高龄津贴",
    },
    ticks={
        "household_kind": ("边缘易致贫户",),
        "resettlement_site": ("否",),
        "school_dropout": ("否",),
        "all_insured": ("是",),
        "safe_water": ("是",),
        "unsafe_house": ("否",),
        "at_risk": ("是",),
        "risk_types": ("因病", "因残", "因缺劳力"),
        "industry_help": ("是",),
        "industry_measures": ("产业奖补项目", "光伏扶贫收益"),
        "loan_help": ("是",),
        "security_help": ("是",),
        "security_measures": ("低保", "困难残疾人生活补贴", "其他"),
        "risk_eliminated": ("否",),
    },
    members=MEMBERS,
)


def with_answers(**answers: str) -> PaperSheet:
    """The sheet with these answers changed."""
    return replace(MONITORED, answers={**MONITORED.answers, **answers})


def with_members(count: int, **texts: str) -> PaperSheet:
    """The sheet with so many members; `texts` stand in the last one's row."""
    members: list[Mapping[str, str]] = [{**MEMBERS[n % len(MEMBERS)], "name": f"成员第{n + 1}人"} for n in range(count)]
    members[-1] = {**members[-1], **texts}
    return replace(MONITORED, members=members)
