"""What is compared: the items that the national system, a ledger and a visit can all speak of.

API: `Side`, `Weight`, `ComparedItem`, `ITEMS` (by id, in the order they are shown), `HOUSEHOLD_LISTED`,
`MEMBER_LISTED`, `FOLLOWS`, `ONLY_MONITORED`.
"""

from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """The three that shall agree. 机: the national monitoring system; 账: the ledger; 实: what the visit found."""

    MACHINE = "机"
    LEDGER = "账"
    VISIT = "实"


class Weight(StrEnum):
    """Which side knows an item best. A `FIXED` one cannot change between two visits, so two sides that agree outweigh
    the third; a `RECORDED` one is a date that the system itself sets."""

    FIXED = "fixed"
    SEEN = "seen"
    RECORDED = "recorded"


@dataclass(frozen=True, slots=True)
class ComparedItem:
    """One item. `number` is the printed one, "" for what is not on the paper."""

    id: str
    name: str
    number: str = ""
    of_member: bool = False
    weight: Weight = Weight.SEEN

    @property
    def title(self) -> str:
        return f"{self.number} {self.name}".strip()


HOUSEHOLD_LISTED, MEMBER_LISTED = "household_listed", "member_listed"
"""Whether a household is in the system at all, and whether a person is listed in it."""

_FIXED, _RECORDED = Weight.FIXED, Weight.RECORDED
_ALL = (
    ComparedItem(HOUSEHOLD_LISTED, "户在册"),
    ComparedItem("village", "所在村"),
    ComparedItem("household_kind", "户属性", "A1"),
    ComparedItem("identified_on", "识别时间", weight=_RECORDED),
    ComparedItem("risk_types", "风险类型", "A33"),
    ComparedItem("measures", "帮扶措施", "A34—A45"),
    ComparedItem("risk_eliminated", "风险是否消除", "A46"),
    ComparedItem("eliminated_on", "消除时间", weight=_RECORDED),
    ComparedItem("net_income", "人均纯收入", "A27"),
    ComparedItem("safe_water", "安全饮水", "A31"),
    ComparedItem("unsafe_house", "是否危房", "A32"),
    ComparedItem(MEMBER_LISTED, "在户", of_member=True),
    ComparedItem("name", "姓名", "A3", True),
    ComparedItem("id_number", "证件号码", "A6", True, _FIXED),
    ComparedItem("sex", "性别", "A4", True, _FIXED),
    ComparedItem("birth", "出生日期", "", True, _FIXED),
    ComparedItem("relation", "与户主关系", "A7", True),
    ComparedItem("ethnicity", "民族", "A8", True),
    ComparedItem("political_status", "政治面貌", "A9", True),
    ComparedItem("health", "健康状况", "A10", True),
    ComparedItem("education", "文化程度", "A11", True),
    ComparedItem("in_school", "在校生状况", "A11", True),
    ComparedItem("labor_skill", "劳动技能", "A12", True),
    ComparedItem("work_region", "务工区域", "A13", True),
    ComparedItem("medical_insurance", "基本医疗保险", "A14", True),
    ComparedItem("critical_illness_insurance", "大病保险", "A15", True),
    ComparedItem("medical_aid", "医疗救助", "A16", True),
    ComparedItem("minimum_living", "低保", "A17", True),
    ComparedItem("destitute_support", "特困供养", "A18", True),
    ComparedItem("pension_insurance", "基本养老保险", "A19", True),
)
ITEMS = {item.id: item for item in _ALL}

ONLY_MONITORED = ("identified_on", "risk_types", "measures", "risk_eliminated", "eliminated_on")
"""What only a 监测对象 has. Where one side has the household as one and another has not, that is the one difference."""

FOLLOWS = {"id_number": ("sex", "birth"), "risk_eliminated": ("eliminated_on",)}
"""What follows from another item: where that one differs, these are no differences of their own."""
