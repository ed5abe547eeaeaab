"""One answer made durable (rules, journal row, list line, fsync) beside a bare fdatasync and raw SQLite."""

import os
import sqlite3
import tempfile
from datetime import datetime
from itertools import count
from pathlib import Path

from ffp_desktop.domain.survey import Place
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.records import Unit
from ffp_desktop.store.slots import KdfParams
from ffp_desktop.store.vault import create_vault
from tests.benchmarks.report import Figure, percentile_ms, time_each

TIMES = 400


def run() -> list[Figure]:
    """p95 of a commit against max(5 ms, 1.5 × fdatasync)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sync = percentile_ms(time_each(_appender(folder / "raw"), TIMES, 20), 95)
        plain = percentile_ms(time_each(_sqlite_writer(folder / "raw.sqlite"), TIMES, 20), 95)
        ours = percentile_ms(_our_commits(folder / "vault"), 95)
    line = max(5.0, 1.5 * sync)
    words = f"p95 ≤ max(5 ms, 1.5 × fdatasync) = {line:.1f}"
    return [
        Figure("commit an answer durably, p95", ours, sync, "ms", "fdatasync p95", words, ours <= line),
        Figure("commit an answer durably, p95", ours, plain, "ms", "raw SQLite WAL FULL p95", words, ours <= line),
    ]


def _appender(file: Path):  # type: ignore[no-untyped-def]
    descriptor = os.open(file, os.O_CREAT | os.O_WRONLY | os.O_APPEND)

    def append() -> None:
        os.write(descriptor, b"x" * 4096)
        os.fdatasync(descriptor)

    return append


def _sqlite_writer(file: Path):  # type: ignore[no-untyped-def]
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE answer (item TEXT, value TEXT)")
    return lambda: connection.execute("INSERT INTO answer VALUES ('business_income', '48200.00')")


def _our_commits(folder: Path) -> list[float]:
    now = datetime.now()
    vault, _code = create_vault(
        folder, Unit("150722108", "腾克镇", "乡镇"), "苏日娜", "六个不相干的字", now, KdfParams(8, 1)
    )
    session_of = Surveys(vault, FormShelf(), county_regions())
    session = session_of.open(session_of.start("150722108204"))
    amounts = count(1)
    seconds = time_each(lambda: session.set_text(Place("wage_income"), str(next(amounts))), TIMES, 20)
    vault.close(now, backup=False)
    return seconds
