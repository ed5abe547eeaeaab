"""The columns of an export or a ledger: what each may be called, and which of the compared items it holds.

API: `EXPORT_ITEMS` (what a column can be, by id, as items of a form), `export_synonyms()`,
`MEASURE_COLUMNS`, `RISK_COLUMNS`, `COUNTY`. Headings of the national system are those of its own exports; the words of
our own form count too.
"""

from functools import lru_cache

from ffp_desktop.domain.form.definition import Item, ItemType
from ffp_desktop.domain.reconciliation.items import ITEMS
from ffp_desktop.domain.reconciliation.vocabulary import MEASURE_LINES
from ffp_desktop.domain.table.synonyms import (
    HEAD_ID,
    HEAD_NAME,
    HOUSEHOLD,
    PASSED_OVER,
    TOWNSHIP,
    VILLAGE,
    Synonyms,
    bare_text,
)

COUNTY, ADDRESS = "county", "village"
MONITOR_CATEGORY, SAFE_HOUSE, HOUSE_GRADE = "monitor_category", "safe_house", "house_grade"
RISK_COLUMNS = ("risk_types", *(f"risk_types_{number}" for number in range(1, 6)))
MEASURE_COLUMNS = {f"measures_{number}": title for number, title in enumerate(MEASURE_LINES, 34)}
"""A column for each of A34–A45, by the line's title."""

_HOUSEHOLD = {
    COUNTY: ("旗县", "县 旗 区县 旗县 县区 旗县区 县市区 所在县 所属县 县名称"),
    ADDRESS: ("地址", "地址 住址 家庭住址 家庭地址 详细地址 村代码 行政村代码"),
    "household_kind": ("户类型", "户类型 农户类型 户属性 家庭属性 户类别 农户属性 脱贫属性 农牧户类型 A1户属性"),
    MONITOR_CATEGORY: (
        "监测对象类别",
        "监测对象类别 监测对象类型 监测类别 监测户类型 监测对象属性 防止返贫监测对象类别",
    ),
    "identified_on": (
        "识别时间",
        "识别监测时间 识别时间 监测对象识别时间 识别日期 纳入监测时间 纳入时间 认定时间 识别监测时间0",
    ),
    "risk_types": (
        "风险类型",
        "致贫返贫风险 返贫致贫风险 风险类型 风险类别 致贫返贫风险类型 主要致贫返贫风险 "
        "返贫风险类型 致贫返贫原因 致贫原因",
    ),
    "measures": ("帮扶措施", "帮扶措施 帮扶措施类型 落实帮扶措施 已落实帮扶措施 措施类型 帮扶类型"),
    "risk_eliminated": (
        "风险是否消除",
        "风险是否已消除 风险是否消除 是否消除风险 是否已消除风险 风险消除状态 风险是否已消除0 是否消除",
    ),
    "eliminated_on": ("消除时间", "消除监测时间 风险消除时间 消除时间 风险消除日期 消除日期"),
    "net_income": ("人均纯收入", "人均纯收入 家庭人均纯收入 年人均纯收入 家庭年人均纯收入 人均收入"),
    "safe_water": (
        "安全饮水",
        "是否解决安全饮用水 是否解决安全饮水 安全饮水 饮水安全 是否饮水安全 饮水是否安全 安全饮用水",
    ),
    "unsafe_house": ("是否危房", "是否危房户 是否危房 危房户 危房 住房是否危房 是否为危房"),
    SAFE_HOUSE: ("住房安全", "住房安全 住房是否安全 是否住房安全 住房有保障 住房质量安全"),
    HOUSE_GRADE: ("危房等级", "危房等级 房屋等级 住房鉴定等级 住房等级 房屋鉴定等级"),
}
_MEMBER = {
    "name": "姓名 成员姓名 家庭成员姓名 人员姓名 家庭成员",
    "id_number": (
        "证件号码 身份证号 身份证号码 身份证 证件号 公民身份号码 居民身份证号 居民身份证号码 人员身份证号 成员证件号码"
    ),
    "sex": "性别",
    "birth": "出生日期 出生年月 出生年月日",
    "relation": "与户主关系 与户主的关系 户主关系 关系",
    "ethnicity": "民族 民族成份 民族成分",
    "political_status": "政治面貌",
    "health": "健康状况 健康情况 身体状况 身体健康状况",
    "education": "文化程度 学历 受教育程度 教育程度",
    "in_school": "在校生状况 在校生情况 在校状况 是否在校生 就学状况",
    "labor_skill": "劳动技能 劳动能力 劳动力类型 劳动力 劳动力状况 劳动技能状况",
    "work_region": "务工区域 务工地点 务工地区 外出务工区域 务工所在地",
    "medical_insurance": (
        "是否参加城乡居民基本医疗保险 是否参加城乡居民医疗保险 基本医疗保险 城乡居民医保 "
        "参加城乡居民基本医疗保险 是否参加医保 医保"
    ),
    "critical_illness_insurance": (
        "是否参加大病保险 参加大病保险 大病保险 参加大病医疗 是否参加大病医疗 是否参加大病医疗保险"
    ),
    "medical_aid": "是否接受医疗救助 接受医疗救助 医疗救助 是否享受医疗救助",
    "minimum_living": (
        "享受低保政策情况 是否享受农村居民最低生活保障 是否享受低保 是否低保 低保 农村低保 是否享受农村低保"
    ),
    "destitute_support": "享受特困供养政策情况 是否享受特困供养 是否特困供养 特困供养 是否特困 是否特困供养人员",
    "pension_insurance": (
        "是否参加城乡居民基本养老保险 参加城乡居民基本养老保险 基本养老保险 城乡居民养老保险 是否参加养老保险 养老保险"
    ),
}
_KEYS = {
    HOUSEHOLD: "户编号 家庭编号 户编码 户号 农户编号 表号 户id 户码",
    TOWNSHIP: "乡镇 乡 镇 苏木 苏木乡镇 乡镇苏木 所属乡镇 所在乡镇",
    VILLAGE: "村 行政村 嘎查 嘎查村 村嘎查 村名 所属村 所在村 行政村嘎查",
    HEAD_NAME: "户主 户主姓名 户主名称",
    HEAD_ID: "户主证件号码 户主身份证号 户主身份证号码 户主身份证 户主证件号",
    PASSED_OVER: (
        "序号 编号 顺序号 省 市 盟市 人口编号 人编号 证件类型 年龄 家庭人口 家庭人口数 人数 备注 联系电话 风险消除方式"
    ),
}


def _item(id: str, name: str, number: str = "", *, repeat: bool = False) -> Item:
    kind = ItemType.DECIMAL if id == "net_income" else ItemType.TEXT
    return Item(id, number, name, name, kind, "", repeat)


def _items() -> dict[str, Item]:
    found = {id: _item(id, name) for id, (name, _) in _HOUSEHOLD.items()}
    for number, id in enumerate(RISK_COLUMNS[1:], 1):
        found[id] = _item(id, f"风险类型{number}")
    for id, title in MEASURE_COLUMNS.items():
        found[id] = _item(id, f"{title}措施")
    for id in _MEMBER:
        found[id] = _item(id, ITEMS[id].name, "" if id == "in_school" else ITEMS[id].number, repeat=True)
    return found


EXPORT_ITEMS = _items()
"""In the order in which a person chooses among them."""


@lru_cache(maxsize=1)
def export_synonyms() -> Synonyms:
    """Every heading that is known, bare."""
    words: dict[str, str] = {}
    listed = {id: text for id, (_, text) in _HOUSEHOLD.items()} | _MEMBER | _KEYS
    for id, text in listed.items():
        words.update((bare_text(word), id) for word in text.split())
    for number, id in enumerate(RISK_COLUMNS[1:], 1):
        for stem in ("致贫返贫风险", "返贫致贫风险", "风险类型", "致贫返贫风险类型"):
            words[bare_text(f"{stem}{number}")] = id
    for id, title in MEASURE_COLUMNS.items():
        words.update((bare_text(word), id) for word in (title, f"{title}措施"))
    return Synonyms(words)
