"""Draws sections 六–八 of a monitored household: risks that its members show, measures that fit them, elimination."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from ffp_desktop.services.demo.person import WITHOUT_LABOUR, Person

YES, NO = "是", "否"
LINES = (
    "industry",
    "employment",
    "ecology",
    "public_post",
    "education",
    "health",
    "living",
    "infrastructure",
    "security",
    "aspiration",
)
_INDUSTRY = (
    "产业奖补项目",
    "托管托养、入股分红、集体经济、资产收益等利益联结机制类项目",
    "光伏扶贫收益",
    "旅游电商项目",
)
_EMPLOYMENT = ("扶贫车间就业", "企业、合作社务工", "岗位、务工等劳动技能培训", "交通补助", "劳务补助")
_POSTS = ("保洁员", "护水员", "护路员", "信息员", "护理员")
_ECOLOGY = ("生态护林员", "公益林护林员", "护草员")
_INFRASTRUCTURE = ("通村组硬化路", "通生产用电", "光纤宽带接入", "产业路")
_ASPIRATION = ("教育培训", "引导就业", "引导发展产业", "消费帮扶、订单农业")
_DISASTERS = ("洪涝灾害", "旱灾", "生物灾害（虫灾）", "气象灾害")


@dataclass(slots=True)
class Home:
    """What the measures depend on besides the members."""

    safe_water: bool = True
    unsafe_house: bool = False


@dataclass(slots=True)
class Monitoring:
    """六–八 while they are drawn. `measures` are by line; a line without any is 否."""

    risks: list[str] = field(default_factory=list)
    disasters: list[str] = field(default_factory=list)
    remark: str = ""
    measures: dict[str, list[str]] = field(default_factory=dict)
    loan: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    eliminated: bool = False
    months: int = 0

    def add(self, line: str, *measures: str) -> None:
        chosen = self.measures.setdefault(line, [])
        chosen.extend(measure for measure in measures if measure not in chosen)

    def encode(self) -> dict[str, Any]:
        encoded: dict[str, Any] = {"risk_types": self.risks}
        if self.remark:
            encoded["risk_remark"] = self.remark
        if self.disasters:
            encoded["disaster_types"] = self.disasters
        for line in LINES:
            chosen = self.measures.get(line, [])
            encoded[f"{line}_help"] = YES if chosen else NO
            if chosen:
                encoded["ecology_jobs" if line == "ecology" else f"{line}_measures"] = chosen
        encoded["loan_help"] = YES if self.loan else NO
        encoded |= self.loan
        encoded["other_help"] = YES if "other_help_text" in self.texts else NO
        encoded |= self.texts
        encoded["risk_eliminated"] = YES if self.eliminated else NO
        if self.eliminated:
            encoded["elimination_way"] = "帮扶消除"
            encoded["marked_in_system"] = YES
            encoded["elimination_months"] = self.months
        return encoded


def draw_monitoring(random: Random, family: list[Person], home: Home, today: date, sudden: bool) -> Monitoring:
    """Risks, then the measures that the risks and the members call for, then some that many have."""
    drawn = Monitoring()
    drawn.risks, drawn.disasters = _draw_risks(random, family, sudden)
    if drawn.risks == ["其他"]:
        drawn.remark = "家庭变故，收入不稳"
    _add_for_members(drawn, family)
    _add_for_risks(random, drawn)
    _add_for_work(random, drawn, family, today)
    if not home.safe_water:
        drawn.add("living", "安全饮水改造")
    if home.unsafe_house:
        drawn.add("living", "房屋改造")
    if random.random() < 0.15:
        drawn.add("living", random.choice(("厕所改造", "入户路改造")))
    if random.random() < 0.25:
        drawn.add("infrastructure", random.choice(_INFRASTRUCTURE))
    if random.random() < 0.3:
        drawn.add("aspiration", random.choice(_ASPIRATION))
    if random.random() < 0.05:
        drawn.texts["other_help_text"] = "包联干部每月走访，送米面油"
    if not drawn.measures and not drawn.loan:
        drawn.add("security", "政府临时救助")
    return drawn


def _draw_risks(random: Random, family: list[Person], sudden: bool) -> tuple[list[str], list[str]]:
    able = sum(person.is_able for person in family)
    fitting = []
    if any(person.is_ill for person in family):
        fitting.append("因病")
    if any(person.is_disabled for person in family):
        fitting.append("因残")
    if any(person.is_pupil for person in family) and random.random() < 0.5:
        fitting.append("因学")
    if able * 4 <= len(family):
        fitting.append("因缺劳力")
    if any(person.work for person in family) and random.random() < 0.4:
        fitting.append("因就业不稳定")
    if able and random.random() < 0.2:
        fitting.append(random.choice(("因产业失败", "因发展动力不足")))
    disasters: list[str] = []
    if sudden:
        kind = random.choice(("因自然灾害", "因自然灾害", "因意外事故", "因疫情"))
        fitting.insert(0, kind)
        if kind == "因自然灾害":
            disasters = random.sample(_DISASTERS, random.choice((1, 1, 2)))
    return fitting[:5] or ["其他"], disasters


def _add_for_members(drawn: Monitoring, family: list[Person]) -> None:
    if any(person.minimum_living for person in family):
        drawn.add("security", "低保")
    if any(person.destitute for person in family):
        drawn.add("security", "特困供养")
    if any(person.is_disabled for person in family):
        drawn.add("security", "困难残疾人生活补贴")
    if any(person.is_severely_disabled for person in family):
        drawn.add("security", "重度残疾人护理补贴")
    if any(person.aided for person in family):
        drawn.add("health", "医疗救助")
    if any("患有大病" in person.health for person in family):
        drawn.add("health", "大病救治")
    if any(person.is_vocational for person in family):
        drawn.add("education", "雨露计划")


def _add_for_risks(random: Random, drawn: Monitoring) -> None:
    if "因病" in drawn.risks or random.random() < 0.5:
        drawn.add("health", "城乡居民基本医疗保险费补贴")
    if "因学" in drawn.risks:
        drawn.add("education", random.choice(("生活费、交通费补贴", "享受助学金")))
    if "因产业失败" in drawn.risks:
        drawn.add("industry", _INDUSTRY[0])
    if "因就业不稳定" in drawn.risks:
        drawn.add("employment", random.choice(_EMPLOYMENT))
    if drawn.disasters or "因意外事故" in drawn.risks or "因疫情" in drawn.risks:
        drawn.add("security", "政府临时救助")
    if random.random() < 0.15:
        drawn.add("security", "防贫保")
    if random.random() < 0.04:
        drawn.add("security", "其他")
        drawn.texts["security_other"] = "高龄津贴"


def _add_for_work(random: Random, drawn: Monitoring, family: list[Person], today: date) -> None:
    able = [person for person in family if person.is_able]
    if not able:
        if random.random() < 0.3:
            drawn.add("industry", _INDUSTRY[2])
        return
    if random.random() < 0.75 or not drawn.measures.keys() & {"industry", "employment"}:
        drawn.add("industry", *random.sample(_INDUSTRY, random.choice((1, 1, 2))))
    if random.random() < 0.25:
        taken = today - timedelta(days=random.randint(60, 700))
        drawn.loan = {
            "loan_date": taken.isoformat(),
            "loan_months": random.choice((12, 24, 36)),
            "loan_amount": random.choice(("1.00", "2.00", "3.00", "5.00")),
        }
    if random.random() < 0.12:
        drawn.add("ecology", random.choice(_ECOLOGY))
    if any(16 <= person.age <= 70 and person.work == "乡（镇）内务工" for person in able) and random.random() < 0.5:
        drawn.add("public_post", random.choice(_POSTS))


def has_no_labour(family: list[Person]) -> bool:
    """丧失/无劳动力 in every row."""
    return all(person.labour in WITHOUT_LABOUR for person in family)
