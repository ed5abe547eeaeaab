"""机账实 of a whole county: every 脱贫户 and 监测对象 in the system, a hundredth of the people with something else;
beside plain work, reading every survey's text and every line of the export.

`FFP_HOUSEHOLDS=10000` makes a smaller vault.
"""

import json
import os
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from ffp_desktop.domain.reconciliation.items import Side
from ffp_desktop.domain.reconciliation.sides import Line, ListedHousehold
from ffp_desktop.domain.reconciliation.visits import VisitReader
from ffp_desktop.domain.reconciliation.vocabulary import GENERAL
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.reconciliation.reconciliation import Reconciliation
from ffp_desktop.services.rounds import FIRST_ROUND
from ffp_desktop.store.system_exports import ExportCard
from ffp_desktop.store.vault import OpenVault
from tests.benchmarks.many_households import make_vault
from tests.benchmarks.report import Figure

HOUSEHOLDS = int(os.environ.get("FFP_HOUSEHOLDS", "100000"))
_CHANGED = 100  # one person in so many


def run() -> list[Figure]:
    """Time of the whole comparison, and memory."""
    with tempfile.TemporaryDirectory() as name:
        vault = make_vault(Path(name) / "vault", HOUSEHOLDS)
        reconciliation = Reconciliation(vault, FormShelf(), county_regions())
        planted = _take_in(vault, reconciliation)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        plain = _plain(vault)
        start = time.process_time()
        compared = reconciliation.compare()
        seconds = time.process_time() - start
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        assert len(compared.lines) == planted, (len(compared.lines), planted)
        print(
            f"  {planted} planted, all found; peak {after / 1024:.0f} MiB, {(after - before) / 1024:.0f} more",
            flush=True,
        )
        vault.close(reconciliation._clock(), backup=False)
    line = "≤ 3 × the plain reading"
    holds = seconds <= 3 * plain
    return [Figure(f"compare {HOUSEHOLDS} households", seconds, plain, "s", "json of surveys and lines", line, holds)]


def _plain(vault: OpenVault) -> float:
    """Every body and every line, read and parsed."""
    start = time.process_time()
    with vault._database.read() as connection:
        for query in ("SELECT body FROM revision WHERE kind = 'survey'", "SELECT people FROM system_line"):
            for row in connection.exec_driver_sql(query):
                json.loads(row[0])
    return time.process_time() - start


def _take_in(vault: OpenVault, reconciliation: Reconciliation) -> int:
    """The visits themselves as an export, but for what is planted; how much that is."""
    random, planted = Random(5), [0]
    finished = vault.reconciliations.finished
    villages = finished.villages(FIRST_ROUND.id)
    reader = VisitReader(reconciliation.intake.vocabulary)

    def listed() -> Iterator[ListedHousehold]:
        for village in villages:
            for survey in finished.in_village(FIRST_ROUND.id, village):
                visit = reader.read(survey.household, survey.id, survey.village, survey.units)
                if visit.kind == GENERAL:
                    continue
                lines = []
                for number, person in enumerate(visit.people):
                    values = {item: value or "" for item, value in person.values.items() if value is not None}
                    if random.randrange(_CHANGED) == 0:
                        values["labor_skill"] = "看不明白"
                        planted[0] += 1
                    lines.append(Line(number, person.name, person.key, number == 0, values))
                kept = {item: value or "" for item, value in visit.values.items() if item != "village"}
                yield ListedHousehold(survey.id, village, kept, lines)

    columns = ("household_kind", "name")
    card = ExportCard(
        *("e", Side.MACHINE, True, "", "2023-03-01", "150722", "2023-03-01T08:00:00", "苏日娜"),
        *(0, 0, 0, HOUSEHOLDS, 0, columns, tuple(villages), ("脱贫户", "边缘易致贫户")),
    )
    vault.reconciliations.exports.take(card, listed(), [])
    return planted[0]
