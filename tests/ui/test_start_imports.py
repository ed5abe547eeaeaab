"""The first window brings in none of the heavy libraries: they would be most of the wait for it."""

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from ffp_desktop.store.records import Unit
from ffp_desktop.store.vault import create_vault
from tests.conftest import PASSWORD, QUICK

PROJECT = Path(__file__).parents[2]


def test_start__unlock_page_painted__no_heavy_library_is_imported(tmp_path: Path) -> None:
    now = datetime(2023, 3, 6)
    vault, _code = create_vault(tmp_path / "vault", Unit("150722108", "腾克镇", "乡镇"), "苏日娜", PASSWORD, now, QUICK)
    vault.close(now, backup=False)
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.window_child", "ours", str(tmp_path)],
        cwd=PROJECT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    _painted, _memory, imported = json.loads(done.stdout)
    assert imported == []
