"""The lists of 监测对象 and the archives in a large vault: first look, after a write, a page; beside bare reads.

`FFP_HOUSEHOLDS` says how many households there are (40,000 unless it does).
"""

import os
import tempfile
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path

from ffp_desktop.domain.monitoring.records import ActionKind
from ffp_desktop.domain.monitoring.watch import Watch
from ffp_desktop.services.archive.files import Archive
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.monitoring.course import Course
from ffp_desktop.services.monitoring.lists import Monitoring
from ffp_desktop.services.rounds import FIRST_ROUND
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.vault import OpenVault
from tests.benchmarks.many_households import make_vault
from tests.benchmarks.report import Figure, time_each

_SCAN = "SELECT s.id, s.village, m.* FROM monitored AS m CROSS JOIN survey AS s ON s.id = m.survey WHERE s.round = ?"
_BODIES = (
    "SELECT r.body FROM survey AS s CROSS JOIN revision AS r ON r.document = s.id"
    " WHERE s.row % 5 = 0 AND s.revision = 1"
)


def run() -> list[Figure]:
    """In a vault of the whole county."""
    with tempfile.TemporaryDirectory() as folder:
        vault = make_vault(Path(folder) / "vault", int(os.environ.get("FFP_HOUSEHOLDS", "40000")))
        try:
            return [*_lists(vault), *_files(vault)]
        finally:
            vault.close(datetime.now(), backup=False)


def _lists(vault: OpenVault) -> Iterator[Figure]:
    surveys = Surveys(vault, FormShelf(), county_regions())
    monitoring, course = Monitoring(vault, surveys), Course(vault, surveys)
    scan = _median(lambda: _read(vault, _SCAN, FIRST_ROUND.id), 5)
    first = _median(lambda: Monitoring(vault, surveys).look(), 1)
    households = monitoring.look().households
    name = f"lists of {households} 监测对象, first look"
    yield Figure(name, first, scan, "ms", "bare rows", "≤ 10 × bare rows", first <= 10 * scan)
    overdue = iter(monitoring.look().ids(Watch.OVERDUE))
    numbers = count()

    def write_and_look() -> None:
        course.raise_action(next(overdue), ActionKind.ADJUST, f"措施不对应 {next(numbers)}")
        monitoring.look()

    after = _median(write_and_look, 5)
    yield Figure(
        "an action raised, and the lists again", after, scan, "ms", "bare rows", "≤ 5 × bare rows", after <= 5 * scan
    )
    look = monitoring.look()
    page = _median(lambda: look.page(Watch.OVERDUE, 1000, 40), 9)
    yield Figure("a page of a list", page, scan, "ms", "bare rows", "≤ 1 × bare rows", page <= scan)


def _files(vault: OpenVault) -> Iterator[Figure]:
    with vault._database.read() as connection:
        some = "SELECT household FROM survey WHERE row % 5 = 0"
        kinds = dict.fromkeys(connection.exec_driver_sql(some).scalars(), ("新增低保",))
    surveys = Surveys(vault, FormShelf(), county_regions())
    bodies = _median(lambda: _read(vault, _BODIES), 2)
    first = _median(lambda: Archive(vault, surveys, lambda _round: kinds).look(), 2)
    name = f"files of {len(kinds)} key households"
    yield Figure(name, first, bodies, "ms", "bare bodies of their surveys", "≤ 6 × bare bodies", first <= 6 * bodies)


def _median(action: object, times: int) -> float:
    assert callable(action)
    return sorted(time_each(action, times, 0))[times // 2] * 1000


def _read(vault: OpenVault, query: str, *values: str) -> None:
    with vault._database.read() as connection:
        driver = connection.connection.driver_connection
        driver.execute(query, values).fetchall()
