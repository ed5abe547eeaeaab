"""What the desk shows: frozen records.

`Desk` is the whole; `UnitBar` one township's (in a township: one village's) progress; `Due` a deadline and how far what
it asks for has come; `Late` something that should be seen to now, with the list behind it.
"""

from dataclasses import dataclass
from enum import StrEnum

from ffp_desktop.domain.campaign.attention import Attention
from ffp_desktop.domain.campaign.round_settings import Deadline, RoundSettings
from ffp_desktop.domain.survey import Round
from ffp_desktop.services.campaign.sources import Source


@dataclass(frozen=True, slots=True)
class UnitBar:
    """Households of a unit: all that are due, those that came in (`received`, the approved ones among them), those that
    were `approved`. `recent` came in the last days; `last_bundle` is the ISO time of its last one, "" for none."""

    unit: str
    name: str
    due: int = 0
    received: int = 0
    approved: int = 0
    recent: int = 0
    last_bundle: str = ""

    @property
    def missing(self) -> int:
        return max(0, self.due - self.received)

    @property
    def percent(self) -> int:
        """Whole hundredths, rounded down: nothing is complete before it is. 100 where nothing is due."""
        return 100 * self.received // self.due if self.due else 100


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline: `done` of `of` (households, departments, reports). `missing` names what has not come, if that can be
    named shortly."""

    deadline: Deadline
    days_left: int
    done: int
    of: int
    missing: tuple[str, ...] = ()
    source: Source | None = None

    @property
    def is_done(self) -> bool:
        return self.done >= self.of

    @property
    def is_late(self) -> bool:
        return self.days_left < 0 and not self.is_done


class LateKind(StrEnum):
    """In the order of the list: who may be in need first, then what holds others up."""

    GREEN = "绿色通道"
    SLOW = "进度慢"
    RETURNED = "退回未改"
    CONFLICTS = "冲突"
    BUNDLES = "缺包"
    NO_MEASURE = "监测对象无措施"
    OVERDUE = "监测满一年未消除"
    LISTS = "名单没到"


@dataclass(frozen=True, slots=True)
class Late:
    """One line: what it is with its number, what more there is to say, and where it opens."""

    kind: LateKind
    title: str
    detail: str
    count: int
    source: Source


@dataclass(frozen=True, slots=True)
class Village:
    """A village on the chart. `mark` is its number among those that stand out, "" for the others."""

    name: str
    township: str
    figures: Attention
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """All of it, as of `now` (ISO time). `day` is the campaign's how manieth. `speed` households came in each of the
    last seven days on average; `finished_on` is when at that speed the last one comes, "" when nothing comes or all is
    there. `bars` are in the order of their progress, the slowest first."""

    unit: str
    unit_name: str
    round: Round
    settings: RoundSettings
    now: str
    day: int
    total: UnitBar
    speed: float
    finished_on: str
    bars: tuple[UnitBar, ...]
    villages: tuple[Village, ...]
    outliers: tuple[Village, ...]
    deadlines: tuple[Due, ...]
    late: tuple[Late, ...]
    last_bundle: str = ""
