"""Known differences planted into an export: each kind changes rows of one household and says what is to be found."""

from collections.abc import Callable
from typing import Any

from tests.services.reconciliation.national import MONITORED, Row

Survey = dict[str, Any]
Rows = list[Row]
Who = tuple[str, str]
Planted = set[Who] | None
"""What is to be found; None when the household does not suit this kind."""
Plant = Callable[[Rows, Survey], Planted]


def head_of(rows: Rows) -> Row:
    return next(row for row in rows if row["与户主关系"] == "户主")


def _on_household(item: str, **changes: str) -> Plant:
    """Other cells in the household's columns, on every row."""

    def plant(rows: Rows, _survey: Survey) -> Planted:
        for row in rows:
            row.update(changes)
        return {(head_of(rows)["证件号码"], item)}

    return plant


def _on_person(item: str, column: str, other: Callable[[str], str]) -> Plant:
    def plant(rows: Rows, _survey: Survey) -> Planted:
        row = rows[-1]
        row[column] = other(row[column])
        return {(row["证件号码"], item)}

    return plant


def _swap(one: str, other: str) -> Callable[[str], str]:
    return lambda text: other if text == one else one


def _only_monitored(plant: Plant) -> Plant:
    def narrowed(rows: Rows, survey: Survey) -> Planted:
        is_one = survey["answers"]["household_kind"] in MONITORED
        return plant(rows, survey) if is_one and survey["answers"]["risk_eliminated"] == "否" else None

    return narrowed


def _only_eliminated(plant: Plant) -> Plant:
    def narrowed(rows: Rows, survey: Survey) -> Planted:
        return plant(rows, survey) if survey["answers"].get("risk_eliminated") == "是" else None

    return narrowed


def _leave_out_household(rows: Rows, _survey: Survey) -> Planted:
    number = head_of(rows)["证件号码"]
    rows.clear()
    return {(number, "household_listed")}


def _leave_out_person(rows: Rows, _survey: Survey) -> Planted:
    return {(rows.pop()["证件号码"], "member_listed")} if len(rows) > 2 else None


def _add_person(rows: Rows, _survey: Survey) -> Planted:
    name = f"莫日根{head_of(rows)['姓名']}"
    number = with_check("15072219800101" + head_of(rows)["证件号码"][14:17])
    rows.append(dict(rows[-1]) | {"姓名": name, "证件号码": number, "人口编号": ""})
    return {(name, "member_listed")}


def _mistype_number(rows: Rows, _survey: Survey) -> Planted:
    """Another sound number: the sequence goes up by two, so that the sex stays."""
    row = rows[-1]
    number = row["证件号码"]
    row["证件号码"] = with_check(number[:14] + f"{(int(number[14:17]) + 2) % 1000:03}")
    return {(number, "id_number")}


def with_check(first_17: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return first_17 + "10X98765432"[sum(int(d) * w for d, w in zip(first_17, weights, strict=True)) % 11]


def _not_monitored(rows: Rows, _survey: Survey) -> Planted:
    for row in rows:
        row.update(
            {"户类型": "脱贫户", "监测对象类别": "", "识别监测时间": "", "风险是否已消除": "", "消除监测时间": ""}
        )
        row.update({column: "" for column in row if "帮扶" in column or "返贫风险" in column or "保障" in column})
    return {(head_of(rows)["证件号码"], "household_kind")}


def _other_measures(rows: Rows, _survey: Survey) -> Planted:
    for row in rows:
        row["扶志扶智"] = "" if row["扶志扶智"] else "教育培训"
    return {(head_of(rows)["证件号码"], "measures")}


def _other_month(rows: Rows, _survey: Survey) -> Planted:
    for row in rows:
        row["消除监测时间"] = "202001"
    return {(head_of(rows)["证件号码"], "eliminated_on")}


def _empty(item: str, column: str) -> Plant:
    return _on_person(item, column, lambda _text: "")


PLANTS: dict[str, Plant] = {
    "household left out": _leave_out_household,
    "person left out": _leave_out_person,
    "person too many": _add_person,
    "number mistyped": _mistype_number,
    "name": _on_person("name", "姓名", lambda name: name + "错"),
    "sex": _on_person("sex", "性别", _swap("男", "女")),
    "birth": _on_person("birth", "出生日期", _swap("19010203", "19020304")),
    "relation": _on_person("relation", "与户主关系", _swap("其他", "之曾孙子")),
    "ethnicity": _on_person("ethnicity", "民族", _swap("回族", "苗族")),
    "political status": _on_person("political_status", "政治面貌", _swap("中共党员", "群众")),
    "health": _on_person("health", "健康状况", _swap("患有大病", "残疾,长期慢性病")),
    "labour": _on_person("labor_skill", "劳动技能", _swap("技能劳动力", "丧失劳动力")),
    "work": _on_person("work_region", "务工区域", _swap("省外务工", "县外省内务工")),
    "school": _on_person("in_school", "在校生状况", _swap("七年级", "本科一年级")),
    "insurance": _on_person("medical_insurance", "是否参加城乡居民基本医疗保险", _swap("是", "否")),
    "serious illness": _on_person("critical_illness_insurance", "是否参加大病保险", _swap("是", "否")),
    "medical aid": _on_person("medical_aid", "是否接受医疗救助", _swap("是", "否")),
    "minimum living": _on_person("minimum_living", "享受低保政策情况", _swap("农村低保", "未享受")),
    "destitute": _on_person("destitute_support", "享受特困供养政策情况", _swap("农村特困", "")),
    "pension": _on_person("pension_insurance", "是否参加城乡居民基本养老保险", _swap("是", "否")),
    "labour empty": _empty("labor_skill", "劳动技能"),
    "ethnicity empty": _empty("ethnicity", "民族"),
    "kind": _only_monitored(_not_monitored),
    "income": _on_household("net_income", **{"人均纯收入（元）": "1.37"}),
    "water": _on_household("safe_water", 是否解决安全饮用水="看不明白"),
    "house": _on_household("unsafe_house", 是否危房户=""),
    "identified": _only_monitored(_on_household("identified_on", 识别监测时间="201912")),
    "risks": _only_monitored(_on_household("risk_types", **{"致贫/返贫风险5": "因安全住房"})),
    "measures": _only_monitored(_other_measures),
    "eliminated": _only_monitored(_on_household("risk_eliminated", 风险是否已消除="是", 消除监测时间="202212")),
    "elimination month": _only_eliminated(_other_month),
}


def plant_all(households: list[Rows], surveys: list[Survey], every: int = 3) -> tuple[set[Who], set[str]]:
    """Each kind in several households, never two in one; what is to be found, and which kinds were planted."""
    expected: set[Who] = set()
    done: set[str] = set()
    waiting = list(PLANTS) * every
    for rows, survey in zip(households, surveys, strict=True):
        for kind in waiting:
            found = PLANTS[kind](rows, survey)
            if found is not None:
                expected |= found
                done.add(kind)
                waiting.remove(kind)
                break
    return expected, done


def wrong_digit(number: str) -> str:
    """A check digit that a number of these first 17 cannot have."""
    return "1" if number[17] != "1" else "2"
