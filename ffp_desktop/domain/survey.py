"""The data tree: one filled form. It knows answers by place, and nothing about rules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from ffp_desktop.domain.values import Answer


class Place(NamedTuple):
    """Where an answer stands: an item, and the member's id when the item is asked of every member.

    A tuple because places are keys of nearly every dictionary, looked up thousands of times for one key press.
    """

    item: str
    member: str = ""


class State(StrEnum):
    """How far a survey has come. 未录入 is said of a household that has none in the round; no survey is kept so."""

    NOT_ENTERED = "未录入"
    DRAFT = "草稿"
    FINISHED = "已完成"
    RETURNED = "退回"
    SUBMITTED = "已上报"
    APPROVED = "审核通过"
    SUBMITTED_UP = "已上报旗"
    FINAL = "审定"
    WITHDRAWN = "作废"


@dataclass(frozen=True, slots=True)
class Strike:
    """A member struck out of the list, and why."""

    reason: str


@dataclass(slots=True)
class Answers:
    """All that a survey's draft holds. `members` are ids in the order they were added, struck ones included."""

    given: dict[Place, Answer] = field(default_factory=dict)
    members: list[str] = field(default_factory=list)
    struck: dict[str, Strike] = field(default_factory=dict)

    def present_members(self) -> list[str]:
        """The members that count: not struck out."""
        return [member for member in self.members if member not in self.struck]

    def of_member(self, member: str) -> Iterator[tuple[Place, Answer]]:
        return ((place, answer) for place, answer in self.given.items() if place.member == member)


@dataclass(frozen=True, slots=True)
class Round:
    """A quarter's campaign. `monitoring_line` is yuan per head and year as text, "" until it is set."""

    id: str
    name: str
    form: str
    period_start: str  # ISO dates
    period_end: str
    monitoring_line: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SurveyHeader:
    """Who and what a survey is, beside its answers. `number` is printed: village code, round, running number."""

    id: str
    household: str
    round: Round
    form: str
    village: str  # 12-digit code
    number: str
    state: State = State.DRAFT
    revision: int = 0  # how many revisions; 0 for a draft that was never finished
    revision_hash: str = ""
    created_by: str = ""
    holder: str = ""  # the region code of the office that has it; "" while nobody has said
