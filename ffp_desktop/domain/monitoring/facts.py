"""What a survey says of a household that is monitored or to be: the part that lists of 监测对象 are worked out from.

API: `MonitoredFacts`, `LINES` (the lines of 七 in order).
"""

from dataclasses import dataclass

LINES = tuple(f"A{number}" for number in range(34, 46))
"""A34–A45."""


@dataclass(frozen=True, slots=True)
class MonitoredFacts:
    """Answers as they stand; "" for one that nobody has given. `identified_on` is an ISO date, `net_income` A27 (元).

    `is_new`: 新识别 是. `given` and `denied` are the lines of 七 that say 是 and 否, by number; one in neither has no
    answer. `problems` names what of 四 is not as it should be. `months` is A49, -1 without one.
    """

    is_new: bool = False
    identified_on: str = ""
    at_risk: str = ""
    net_income: str = ""
    no_labour: str = ""
    floor: str = ""
    risks: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    eliminated: str = ""
    way: str = ""
    marked: str = ""
    months: int = -1
