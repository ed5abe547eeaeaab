"""Draws what a household earned and spent; exact yuan and fen."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

from ffp_desktop.services.demo.person import Person

_FEN = Decimal("0.01")
_ZERO = Decimal("0.00")
_REASONS = ("住院自付", "孩子学费和住宿费", "农机维修", "修缮房屋", "慢性病买药", "外出就医路费")


@dataclass(slots=True)
class Money:
    """A21–A25 and A28, with the sums the paper also states."""

    business: Decimal
    wage: Decimal
    held: Decimal
    transfer: Decimal
    cost: Decimal
    spending: Decimal = _ZERO
    spending_reason: str = ""
    states_sums: bool = True

    @property
    def total(self) -> Decimal:
        return self.business + self.wage + self.held + self.transfer

    def per_head(self, members: int) -> Decimal:
        return ((self.total - self.cost) / members).quantize(_FEN, ROUND_HALF_UP)

    def encode(self, members: int) -> dict[str, Any]:
        encoded = {
            "business_income": str(self.business),
            "wage_income": str(self.wage),
            "property_income": str(self.held),
            "transfer_income": str(self.transfer),
            "business_cost": str(self.cost),
            "other_spending": str(self.spending),
        }
        if self.states_sums:
            encoded["total_income"] = str(self.total)
            encoded["net_income_per_head"] = str(self.per_head(members))
        if self.spending:
            encoded["other_spending_reason"] = self.spending_reason
        return encoded


def draw_money(random: Random, family: list[Person], is_poor: bool, at_risk: bool) -> Money:
    """Figures that fit who works, who draws a pension or support; `is_poor` keeps them low, `at_risk` spends more."""
    able = sum(person.is_able for person in family)
    farms = able > 0 and random.random() < 0.8
    business = _draw(random, 9000, 26000) * able if farms else _ZERO
    cost = (business * random.randint(35, 62) / 100).quantize(_FEN)
    wage = sum((_draw(random, 9000, 38000) for person in family if person.work), _ZERO)
    held = _draw(random, 800, 7000) if random.random() < 0.35 else _ZERO
    if is_poor:
        business, cost, wage = (_halve(amount) for amount in (business, cost, wage))
    money = Money(business, wage, held, _draw_transfer(random, family), cost)
    net = money.total - money.cost
    if random.random() < (0.7 if at_risk else 0.25) and net > 3000:
        share = random.randint(20, 90) if at_risk else random.randint(4, 40)
        money.spending = (net * share / 100).quantize(Decimal("1.00"))
        money.spending_reason = random.choice(_REASONS)
    money.states_sums = random.random() < 0.6
    return money


def _draw_transfer(random: Random, family: list[Person]) -> Decimal:
    amount = _draw(random, 300, 3200)
    for person in family:
        if person.pension and person.age >= 60:
            amount += _draw(random, 1500, 2500)
        if person.minimum_living:
            amount += _draw(random, 3200, 6500)
        if person.destitute:
            amount += _draw(random, 8800, 11500)
        if person.is_disabled:
            amount += _draw(random, 600, 2400)
    return amount


def _draw(random: Random, least: int, most: int) -> Decimal:
    yuan = Decimal(random.randint(least, most))
    return (yuan + Decimal(random.choice((0, 0, 0, 50, 25, 80, 68))) / 100).quantize(_FEN)


def _halve(amount: Decimal) -> Decimal:
    return (amount * Decimal("0.45")).quantize(_FEN)
