"""What stands in a table's cell for an answer, so that reading it again gives the same answer.

Amounts and counts are numbers; everything else is text: an ID number, a phone and a date (2022-05-18) never become a
number. Several choices are joined by "，"; a mark stands in its brackets, 〔看不清〕; unreadable text as it was typed.
"""

from decimal import Decimal

from ffp_desktop.domain.answer_text import format_answer
from ffp_desktop.domain.form.definition import Item
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
