"""How a figure is measured and shown beside its yardstick."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report. `ours` and `yardstick` have the same `unit`; `line` is what we hold, in words."""

    work: str
    ours: float
    yardstick: float
    unit: str
    yardstick_name: str
    line: str
    holds: bool

    def as_row(self) -> str:
        ratio = self.ours / self.yardstick if self.yardstick else float("nan")
        verdict = "holds" if self.holds else "MISSED"
        return (
            f"{self.work:<44} {self.ours:>10.2f} {self.unit:<8} | {self.yardstick_name:<34}"
            f" {self.yardstick:>10.2f} | ×{ratio:<7.2f} | {self.line:<34} | {verdict}"
        )


def time_each(action: Callable[[], object], times: int, warm_up: int = 1) -> list[float]:
    """Seconds of each of `times` calls, after `warm_up` calls that are not counted."""
    for _ in range(warm_up):
        action()
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - start)
    return seconds


def median_ms(seconds: list[float]) -> float:
    return statistics.median(seconds) * 1000


def percentile_ms(seconds: list[float], percent: int) -> float:
    """The value below which `percent` per cent of the samples lie, in ms."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, round(len(ordered) * percent / 100))] * 1000
