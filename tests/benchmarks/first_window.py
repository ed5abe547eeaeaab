"""From the start of the process to the first painted window, beside a bare PySide6 window."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from ffp_desktop.store.records import Unit
from ffp_desktop.store.slots import KdfParams
from ffp_desktop.store.vault import create_vault
from tests.benchmarks.report import Figure

TIMES = 7


def run() -> list[Figure]:
    """Median time and memory of the unlock page, ours and bare in turn."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        now = datetime.now()
        unit = Unit("150722108", "腾克镇", "乡镇")
        vault, _code = create_vault(folder / "vault", unit, "苏日娜", "六个不相干的字", now, KdfParams(8, 1))
        vault.close(now, backup=False)
        for which in ("bare", "ours"):
            start_window(which, folder)
        bare, ours = zip(
            *((start_window("bare", folder), start_window("ours", folder)) for _ in range(TIMES)), strict=True
        )
    bare_ms, ours_ms = (statistics.median(found[0] for found in runs) * 1000 for runs in (bare, ours))
    bare_mib, ours_mib = (statistics.median(found[1] for found in runs) for runs in (bare, ours))
    return [
        Figure("first window", ours_ms, bare_ms, "ms", "bare PySide6 window", "≤ 1.3 × bare", ours_ms <= 1.3 * bare_ms),
        Figure("memory at first paint", ours_mib, bare_mib, "MiB", "bare PySide6 window", "≤ 85 MB", ours_mib <= 85),
    ]


def start_window(which: str, folder: Path) -> tuple[float, float]:
    """Seconds to the first paint and resident MiB of one process; from the second on, both have their bytecode."""
    environment = {"QT_QPA_PLATFORM": "offscreen"} | os.environ | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.time()
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.window_child", which, str(folder)],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    painted, rss, _imported = json.loads(done.stdout)
    return painted - start, rss
