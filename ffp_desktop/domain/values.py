"""The values an answer can have, and how they are typed, shown and exchanged.

An answer that was never given is absent from a survey; `CLEARED` is one that was taken away again; a `Mark` says
what the paper shows instead of an answer; `Unparsed` keeps what was typed and cannot be read. None of the four is
a value that rules count: `is_value` tells them apart.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import TypeGuard


class Mark(StrEnum):
    """What the paper shows where an answer should stand (F4)."""

    BLANK = "未填"
    STRUCK = "划掉"
    ILLEGIBLE = "看不清"


class Cleared(Enum):
    """The type of `CLEARED`: an answer that was given and taken away again."""

    CLEARED = "cleared"


CLEARED = Cleared.CLEARED


@dataclass(frozen=True, slots=True)
class Unparsed:
    """What was typed and cannot be read as the item's type: kept as it is, with a finding."""

    text: str


Value = str | Decimal | int | date | tuple[str, ...]
"""A readable answer: text or a choice's name · decimal · integer · date · names of several choices, in ticked order."""

Answer = Value | Mark | Unparsed | Cleared


_KINDS = frozenset((str, Decimal, int, date, tuple))
_NO_VALUES = (Mark, Unparsed, Cleared)


def is_value(answer: Answer | None) -> TypeGuard[Value]:
    """Whether rules count this answer."""
    return answer.__class__ in _KINDS or (answer is not None and not isinstance(answer, _NO_VALUES))
