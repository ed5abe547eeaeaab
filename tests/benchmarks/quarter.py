"""A quarter of the whole banner: twelve lists of 80,000 rows into a vault of 100,000 households, matched, visited,
answered, shown on the desk, reported; each figure beside a plain look at the same rows.

Seconds are of the processor. It takes an hour and 20 GB of disk; `FFP_HOUSEHOLDS=5000` plays a small one in minutes.
What is found is held against the planted truth on the way: nothing wrong may be matched, no sum may differ.
"""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.report import Figure
from tests.quarter.measuring import Took
from tests.quarter.steps import play_quarter

HOUSEHOLDS = int(os.environ.get("FFP_HOUSEHOLDS", "100000"))


def run() -> list[Figure]:
    """All steps, each in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        seen = play_quarter(Path(name), HOUSEHOLDS, lambda line: print(line, flush=True))
    for line in seen.facts["table"]:
        print(line)
    took, rows = seen.took, seen.facts["rows"]["rows"]
    opened, previewed, put = (_sum(took, work) for work in ("open ", "preview ", "put in "))
    scan = _sum(took, "plain scan of the clues")
    filters = sorted(one.processor for one in took if one.work.startswith("ledger, filter"))
    p95 = filters[round(0.95 * (len(filters) - 1))]
    first = _sum(took, "ledger, counts")
    groups, surveys = _sum(took, "plain grouping of open clues"), _sum(took, "plain grouping of surveys")
    desk, tasks = _sum(took, "desk, first look"), _sum(took, "visit tasks")
    figures, docx = _sum(took, "report, its figures"), _sum(took, "report as .docx")
    memory = max(one.peak for one in took if one.step == "take")
    wrong, sums = len(seen.facts["wrong"]) + len(seen.facts["hasty"]), _faults(seen.facts)
    return [
        Figure(f"read and match {rows:,} rows of 12 lists", previewed, opened, "s", "the files read", "", True),
        Figure("put them in", put, previewed, "s", "read and match", "", True),
        Figure("memory while lists come in", memory, 300, "MiB", "the line itself", "≤ 300 MiB", memory <= 300),
        Figure("ledger: counts and first page", first, scan, "s", "GROUP BY over all clues", "≤ 0.5 s", first <= 0.5),
        Figure("ledger: a filter, p95", p95, scan, "s", "GROUP BY over all clues", "≤ 0.4 s", p95 <= 0.4),
        Figure("visit tasks of the banner", tasks, groups, "s", "GROUP BY household", "", True),
        Figure("desk, first look", desk, surveys, "s", "GROUP BY over all surveys", "", True),
        Figure("report, its figures", figures, surveys, "s", "GROUP BY over all surveys", "", True),
        Figure("report as .docx", docx, figures, "s", "its figures", "", True),
        Figure("certain matches that are wrong", wrong, 0, "", "none", "0", wrong == 0),
        Figure("sums that differ from the truth", sums, 0, "", "none", "0", sums == 0),
    ]


def _sum(took: Sequence[Took], work: str) -> float:
    return sum(one.processor for one in took if one.work.startswith(work))


def _faults(facts: dict[str, object]) -> int:
    """How many of the facts that must hold do not."""
    held = ("rows_right", "sums_equal", "tasks_right", "by_hand_right", "answered_or_open", "ledger_right")
    empty = ("outcomes_wrong", "figures_wrong", "problems")
    return sum(not facts[name] for name in held) + sum(bool(facts[name]) for name in empty)
