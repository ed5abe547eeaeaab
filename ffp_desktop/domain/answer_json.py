"""Answers as JSON, in drafts and revisions: text and choices as strings, several choices as a list, decimals and dates
as text, marks and unreadable text as small objects, a cleared answer as null."""

from datetime import date
from decimal import Decimal
from typing import Any

from ffp_desktop.domain.form.definition import Item, ItemType
from ffp_desktop.domain.values import CLEARED, Answer, Cleared, Mark, Unparsed


def encode_answer(answer: Answer) -> Any:
    """A JSON value for `answer`, exact: `decode_answer` gives the same answer back."""
    if isinstance(answer, Cleared):
        return None
    if isinstance(answer, Mark):
        return {"mark": answer.value}
    if isinstance(answer, Unparsed):
        return {"text": answer.text}
    if isinstance(answer, tuple):
        return list(answer)
    if isinstance(answer, date):
        return answer.isoformat()
    return str(answer) if isinstance(answer, Decimal) else answer


def decode_answer(item: Item, encoded: Any) -> Answer:
    """The answer that `encode_answer` wrote for `item`. Raises ValueError for anything it cannot have written."""
    if encoded is None:
        return CLEARED
    if isinstance(encoded, dict):
        return Mark(encoded["mark"]) if "mark" in encoded else Unparsed(str(encoded["text"]))
    if isinstance(encoded, list):
        return tuple(str(name) for name in encoded)
    if item.type is ItemType.DECIMAL:
        return Decimal(encoded)
    if item.type is ItemType.INTEGER:
        return int(encoded)
    if item.type is ItemType.DATE:
        return date.fromisoformat(encoded)
    return str(encoded)
