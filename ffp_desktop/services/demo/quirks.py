"""Small irregularities of real households: each gives one warning, which a finished survey confirms with a reason."""

from collections.abc import Callable
from random import Random

from ffp_desktop.services.demo.household import Household

SHARE = 0.12
"""How many households have one."""


def add_quirk(random: Random, household: Household) -> None:
    """Gives the household one irregularity that fits it, and the confirmation of its warning when it is finished."""
    quirk = random.choice(_QUIRKS)
    found = quirk(household)
    if found is not None and household.is_finished:
        rule, item, member, reason = found
        household.confirmed.append({"rule": rule, "item": item, "member": member, "reason": reason})


_Quirk = tuple[str, str, int | None, str]


def _has_no_phone(household: Household) -> _Quirk:
    household.phone = ""
    return ("missing", "head_phone", None, "家里没有电话，由网格员代为联系")


def _lacks_critical_illness_insurance(household: Household) -> _Quirk:
    household.family[-1].critical = False
    return ("no_critical_illness_insurance", "critical_illness_insurance", len(household.family), "刚迁入，正在办理")


def _waits_for_certificate(household: Household) -> _Quirk | None:
    if household.monitoring is not None:
        return None
    for number, person in enumerate(household.family, 1):
        if person.age >= 30 and person.health == ["长期慢性病"]:
            person.health = ["长期慢性病", "残疾"]
            return ("disabled_without_certificate", "health", number, "残疾人证正在办理")
    return None


def _borrows_more(household: Household) -> _Quirk | None:
    if household.monitoring is None or not household.monitoring.loan:
        return None
    household.monitoring.loan["loan_months"] = 48
    return ("loan_over_36_months", "loan_months", None, "已办理展期")


_QUIRKS: tuple[Callable[[Household], _Quirk | None], ...] = (
    _has_no_phone,
    _has_no_phone,
    _lacks_critical_illness_insurance,
    _waits_for_certificate,
    _borrows_more,
)
