"""Which side is right, and so who has to change what: the table of rules. A proposal; a person decides.

API: `Situation`, `RULES`, `find_right(weight, situation, values) -> Side | None`, `CHANGES` (who changes a side).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ffp_desktop.domain.reconciliation.items import Side, Weight


class Situation(StrEnum):
    """How the three stand to each other."""

    VISIT_ALONE = "机账相同，实不同"
    MACHINE_ALONE = "账实相同，机不同"
    LEDGER_ALONE = "机实相同，账不同"
    ALL_DIFFER = "三方都不同"
    TWO_DIFFER = "两方不同"
    VISIT_SILENT = "实没有，机或账有"
    OTHERS_SILENT = "实有，机账没有"


@dataclass(frozen=True, slots=True)
class Rule:
    """In this situation, for items of this weight (None: of any), that side is right; None: it takes another visit."""

    situation: Situation
    weight: Weight | None
    right: Side | None
    reason: str


RULES = (
    Rule(Situation.VISIT_ALONE, Weight.FIXED, Side.MACHINE, "这一项不会变，机账相同，多半是调查表抄错。"),
    Rule(Situation.VISIT_ALONE, Weight.RECORDED, Side.MACHINE, "这一项以全国系统为准。"),
    Rule(Situation.MACHINE_ALONE, Weight.RECORDED, Side.MACHINE, "这一项以全国系统为准。"),
    Rule(Situation.ALL_DIFFER, Weight.RECORDED, Side.MACHINE, "这一项以全国系统为准。"),
    Rule(Situation.TWO_DIFFER, Weight.RECORDED, Side.MACHINE, "这一项以全国系统为准。"),
    Rule(Situation.VISIT_SILENT, None, None, "调查表没有填，机或账有。请核实后补在表上。"),
    Rule(Situation.VISIT_ALONE, None, Side.VISIT, "入户排查是最新的情况。"),
    Rule(Situation.MACHINE_ALONE, None, Side.VISIT, "账实相同，入户排查是最新的情况。"),
    Rule(Situation.LEDGER_ALONE, None, Side.VISIT, "机实相同。"),
    Rule(Situation.ALL_DIFFER, None, Side.VISIT, "入户排查是最新的情况。"),
    Rule(Situation.TWO_DIFFER, None, Side.VISIT, "入户排查是最新的情况。"),
    Rule(Situation.OTHERS_SILENT, None, Side.VISIT, "入户排查有，要补录。"),
)
"""The first that fits counts."""

CHANGES: Mapping[Side, str] = {
    Side.MACHINE: "乡镇系统操作员改全国系统",
    Side.LEDGER: "台账管理员改台账",
    Side.VISIT: "排查人更正调查表",
}


def find_rule(situation: Situation, weight: Weight) -> Rule:
    """The rule of the table that fits."""
    return next(rule for rule in RULES if rule.situation is situation and rule.weight in (None, weight))
