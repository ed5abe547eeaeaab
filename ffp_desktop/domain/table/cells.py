"""What stands in a table's cell for an answer, so that reading it again gives the same answer.

Amounts and counts are numbers; everything else is text: an ID number, a phone and a date (2022-05-18) never become a
number. Several choices are joined by "，"; a mark stands in its brackets, 〔看不清〕; unreadable text as it was typed.
"""

from decimal import Decimal

from ffp_desktop.domain.answer_text import format_answer
from ffp_desktop.domain.form.definition import Item
from ffp_desktop.domain.regions import RegionLevel, Regions
from ffp_desktop.domain.values import Answer

Cell = str | int | Decimal
"""A cell's value; "" leaves it empty."""

SEPARATOR = "，"


def cell_of(item: Item, answer: Answer | None) -> Cell:
    """The cell of an answer to `item`."""
    if isinstance(answer, tuple):
        return SEPARATOR.join(answer)
    if isinstance(answer, Decimal | int):
        return answer
    return format_answer(item, answer)


def village_text(code: str, regions: Regions) -> str:
    """家庭住址 for people to choose: "150722108204 腾克镇特莫呼珠村"."""
    return f"{code} {village_name(code, regions)}".strip()


def village_name(code: str, regions: Regions) -> str:
    """腾克镇特莫呼珠村; "" for a code that is no village's."""
    township, village = regions.township_of(code), regions.find(code)
    return f"{township.short_name}{village.short_name}" if township and village else ""


def village_code(text: str, regions: Regions) -> str:
    """The code that 家庭住址 means: a 12-digit code alone or before a name, a full name; "" for anything else."""
    start = text.strip()[:12]
    if len(start) == 12 and start.isascii() and start.isdigit():
        return start
    wanted = "".join(text.split())
    named = [r.code for r in regions.at_level(RegionLevel.VILLAGE) if village_name(r.code, regions) == wanted]
    return named[0] if len(named) == 1 else ""
