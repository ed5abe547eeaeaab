"""Mistakes as tired hands make them, planted in a survey on purpose: each is known to fire its rule."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from ffp_desktop.services.demo.household import MONITORED, Household
from ffp_desktop.services.demo.monitoring import NO, YES
from ffp_desktop.services.demo.person import number_with_check

ERROR, WARNING = "错误", "提醒"


@dataclass(frozen=True, slots=True)
class PlantedMistake:
    """The finding that a survey must give. `member` is the 1-based row, None for the household."""

    rule: str
    level: str
    item: str
    member: int | None


_Planter = Callable[[Random, Household, dict[str, Any]], tuple[PlantedMistake, ...]]


def plant_mistake(random: Random, household: Household, encoded: dict[str, Any]) -> tuple[PlantedMistake, ...]:
    """Plants one mistake that the household offers room for, in its JSON object; what must be found."""
    for planter in random.sample(_PLANTERS, len(_PLANTERS)):
        planted = planter(random, household, encoded)
        if planted:
            return planted
    return ()


def _error(rule: str, item: str, member: int | None = None) -> tuple[PlantedMistake, ...]:
    return (PlantedMistake(rule, ERROR, item, member),)


def _warning(rule: str, item: str, member: int | None = None) -> tuple[PlantedMistake, ...]:
    return (PlantedMistake(rule, WARNING, item, member),)


def _mistype_last_digit(random: Random, household: Household, encoded: dict[str, Any]) -> tuple[PlantedMistake, ...]:
    index = random.randrange(len(household.family))
    number = household.family[index].number
    if len(number) != 18:
        return ()
    wrong = random.choice([digit for digit in "0123456789" if digit != number[17]])
    encoded["members"][index]["id_number"] = number[:17] + wrong
    return _error("id_check_digit", "id_number", index + 1)


def _mistype_birth_month(random: Random, household: Household, encoded: dict[str, Any]) -> tuple[PlantedMistake, ...]:
    index = random.randrange(len(household.family))
    number = household.family[index].number
    if len(number) != 18:
        return ()
    encoded["members"][index]["id_number"] = number_with_check(f"{number[:10]}13{number[12:17]}")
    return _error("id_birth_date_impossible", "id_number", index + 1)


def _give_old_number(random: Random, household: Household, encoded: dict[str, Any]) -> tuple[PlantedMistake, ...]:
    index = random.randrange(len(household.family))
    person = household.family[index]
    if len(person.number) != 18 or person.birth.year > 1985:
        return ()
    encoded["members"][index]["id_number"] = person.number[:6] + person.number[8:17]
    return _error("id_fifteen_digits", "id_number", index + 1)


def _swap_sex(_random: Random, _household: Household, encoded: dict[str, Any]) -> tuple[PlantedMistake, ...]:
    head = encoded["members"][0]
    head["sex"] = "女" if head["sex"] == "男" else "男"
    return _error("sex_contradicts_id", "sex", 1)


def _mistake_child(_random: Random, household: Household, encoded: dict[str, Any]) -> tuple[PlantedMistake, ...]:
    for index, person in enumerate(household.family):
        if person.relation in ("之子", "之女"):
            encoded["members"][index]["relation"] = "之女" if person.relation == "之子" else "之子"
            return _error("sex_contradicts_relation", "relation", index + 1)
    return ()


def _name_two_heads(_random: Random, household: Household, encoded: dict[str, Any]) -> tuple[PlantedMistake, ...]:
    if len(household.family) < 2:
        return ()
    encoded["members"][1]["relation"] = "户主"
    return (*_error("head_twice", "relation", 1), *_error("head_twice", "relation", 2))


def _let_child_work(_random: Random, household: Household, encoded: dict[str, Any]) -> tuple[PlantedMistake, ...]:
    for index, person in enumerate(household.family):
        if person.age < 14:
            encoded["members"][index]["labor_skill"] = "普通劳动力"
            return _error("child_or_pupil_with_labour", "labor_skill", index + 1)
    return ()


def _tick_too_much(random: Random, household: Household, encoded: dict[str, Any]) -> tuple[PlantedMistake, ...]:
    index = random.randrange(len(household.family))
    if household.family[index].health != ["健康"]:
        return ()
    encoded["members"][index]["health"] = ["健康", "长期慢性病"]
    return _error("exclusive", "health", index + 1)


def _forget_nation(random: Random, household: Household, encoded: dict[str, Any]) -> tuple[PlantedMistake, ...]:
    index = random.randrange(len(household.family))
    del encoded["members"][index]["ethnicity"]
    return _error("missing", "ethnicity", index + 1)


def _misadd_total(random: Random, household: Household, encoded: dict[str, Any]) -> tuple[PlantedMistake, ...]:
    answers = encoded["answers"]
    answers.pop("net_income_per_head", None)
    answers["total_income"] = str(household.money.total + random.choice((10, 100, 900, 1000)))
    return _error("total_income_differs", "total_income")


def _misdivide_net(random: Random, household: Household, encoded: dict[str, Any]) -> tuple[PlantedMistake, ...]:
    net = household.money.per_head(len(household.family))
    encoded["answers"]["net_income_per_head"] = str(net + random.choice((2, 10, 100, -500)))
    return _error("net_income_differs", "net_income_per_head")


def _write_less_than_nothing(_r: Random, household: Household, encoded: dict[str, Any]) -> tuple[PlantedMistake, ...]:
    if household.money.held:
        return ()
    for sum_item in ("total_income", "net_income_per_head"):
        encoded["answers"].pop(sum_item, None)
    encoded["answers"]["property_income"] = "-350.00"
    return _error("constraint", "property_income")


def _forget_uninsured(random: Random, household: Household, encoded: dict[str, Any]) -> tuple[PlantedMistake, ...]:
    index = random.randrange(len(household.family))
    encoded["members"][index]["medical_insurance"] = NO
    return _error("all_insured_with_uninsured_member", "all_insured")


def _judge_alone(_random: Random, household: Household, encoded: dict[str, Any]) -> tuple[PlantedMistake, ...]:
    encoded["answers"]["judges"] = household.judges[:1]
    return _error("judges_too_few", "judges")


def _tick_resettlement(_random: Random, _household: Household, encoded: dict[str, Any]) -> tuple[PlantedMistake, ...]:
    encoded["answers"]["resettlement_site"] = YES
    return _error("resettlement_site_in_county", "resettlement_site")


def _shorten_phone(_random: Random, household: Household, encoded: dict[str, Any]) -> tuple[PlantedMistake, ...]:
    if not household.phone.startswith("1"):
        return ()
    encoded["answers"]["head_phone"] = household.phone[:10]
    return _error("constraint", "head_phone")


def _eliminate_too_early(_random: Random, household: Household, encoded: dict[str, Any]) -> tuple[PlantedMistake, ...]:
    if household.monitoring is None or not household.at_risk:
        return ()
    encoded["answers"] |= {
        "risk_eliminated": YES,
        "elimination_way": "帮扶消除",
        "marked_in_system": YES,
        "elimination_months": 12,
    }
    return _error("eliminated_with_risk", "risk_eliminated")


def _mistype_loan_date(_random: Random, household: Household, encoded: dict[str, Any]) -> tuple[PlantedMistake, ...]:
    if household.monitoring is None or not household.monitoring.loan:
        return ()
    encoded["answers"]["loan_date"] = "2022-02-30"
    return _error("malformed", "loan_date")


def _lend_too_much(_random: Random, household: Household, encoded: dict[str, Any]) -> tuple[PlantedMistake, ...]:
    if household.monitoring is None or not household.monitoring.loan:
        return ()
    encoded["answers"]["loan_amount"] = "50.00"
    return _warning("loan_above_50000", "loan_amount")


def _hurry_elimination(_random: Random, household: Household, encoded: dict[str, Any]) -> tuple[PlantedMistake, ...]:
    if household.kind not in MONITORED or household.monitoring is None or not household.monitoring.eliminated:
        return ()
    encoded["answers"]["elimination_months"] = 3
    return _warning("eliminated_within_six_months", "elimination_months")


def _forget_dropped_zero(_random: Random, household: Household, encoded: dict[str, Any]) -> tuple[PlantedMistake, ...]:
    if not household.money.business:
        return ()
    for sum_item in ("total_income", "net_income_per_head"):
        encoded["answers"].pop(sum_item, None)
    encoded["answers"]["business_cost"] = str(household.money.business + 1000)
    return _warning("cost_above_business_income", "business_cost")


def _leave_child_at_home(_random: Random, household: Household, encoded: dict[str, Any]) -> tuple[PlantedMistake, ...]:
    for index, person in enumerate(household.family):
        if 8 <= person.age <= 14:
            encoded["members"][index]["education"] = "文盲或半文盲"
            return _warning("child_out_of_school_without_dropout", "school_dropout")
    return ()


_PLANTERS: tuple[_Planter, ...] = (
    _mistype_last_digit,
    _mistype_birth_month,
    _give_old_number,
    _swap_sex,
    _mistake_child,
    _name_two_heads,
    _let_child_work,
    _tick_too_much,
    _forget_nation,
    _misadd_total,
    _misdivide_net,
    _write_less_than_nothing,
    _forget_uninsured,
    _judge_alone,
    _tick_resettlement,
    _shorten_phone,
    _eliminate_too_early,
    _mistype_loan_date,
    _lend_too_much,
    _hurry_elimination,
    _forget_dropped_zero,
    _leave_child_at_home,
)
