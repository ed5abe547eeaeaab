"""What is asked of the ledger of clues, and what it answers: frozen records, no SQL."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Answered(StrEnum):
    """Which clues are meant by whether they have an answer; those of a list taken back need none."""

    ALL = "全部"
    OPEN = "未答复"
    DONE = "已答复"


@dataclass(frozen=True, slots=True)
class ClueFilter:
    """Which clues a ledger shows; "" and () mean all. `village` is a region code of any level. `result` is one of
    `Result`'s words. `text` are words that all stand in name, number or initials. `conflicts`: only those; `undecided`:
    only those of which nobody has said yet whom they are about."""

    round: str = ""
    list: str = ""
    kinds: tuple[str, ...] = ()
    department: str = ""
    village: str = ""
    result: str = ""
    answered: Answered = Answered.ALL
    text: str = ""
    household: str = ""
    conflicts: bool = False
    undecided: bool = False


@dataclass(frozen=True, slots=True)
class ClueCounts:
    """How many clues of each kind, department, village, result and list a filter leaves; each is counted under all
    the filter's other parts, so that it says what one would find by choosing it. `open` of `total` wait for an answer.
    """

    total: int = 0
    open: int = 0
    by_kind: Mapping[str, int] = field(default_factory=dict)
    by_department: Mapping[str, int] = field(default_factory=dict)
    by_village: Mapping[str, int] = field(default_factory=dict)
    by_result: Mapping[str, int] = field(default_factory=dict)
    open_in_village: Mapping[str, int] = field(default_factory=dict)
