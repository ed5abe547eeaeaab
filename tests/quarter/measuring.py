"""What a step of the quarter took, and what was seen in it.

API: `Took`, `Seen`, `Step(folder, name, day)`: `.timed(work)`, `.office()`, `.seen`, `.random`.
"""

import os
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from tests.quarter.office import Office, open_office


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds by the clock and of the processor, child processes included; `peak` is the most memory that the step's
    process had until then, MiB."""

    step: str
    work: str
    clock: float
    processor: float
    peak: float


@dataclass(slots=True)
class Seen:
    """What a step took, and facts by name."""

    took: list[Took] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)


class Step:
    """One step under way, on the vault in the folder."""

    def __init__(self, folder: Path, name: str, day: str) -> None:
        """`day` (ISO) is the one it plays on."""
        self.folder = folder
        self.name = name
        self.day = day
        self.seen = Seen()
        self.random = Random(name)

    @contextmanager
    def timed(self, work: str) -> Iterator[None]:
        clock, processor = time.perf_counter(), _processor()
        yield
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        took = (time.perf_counter() - clock, _processor() - processor, peak)
        self.seen.took.append(Took(self.name, work, *took))

    @contextmanager
    def office(self) -> Iterator[Office]:
        office = open_office(self.folder / "vault", datetime.fromisoformat(f"{self.day}T08:30:00"))
        yield office
        office.close()


def _processor() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system
