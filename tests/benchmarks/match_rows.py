"""Matching 50,000 rows of lists to the 300,000 people of a vault, beside a join in plain SQLite and a dictionary.

Seconds are of the processor, so that what else the machine does is left out. The
people lie in a real, encrypted vault; `FFP_HOUSEHOLDS=10000` makes a smaller one.
"""

import os
import pickle
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from ffp_desktop.domain.matching.matcher import match_rows
from ffp_desktop.domain.matching.people import KnownPerson, PeopleSource
from ffp_desktop.services.census import event_kinds
from ffp_desktop.store.vault import OpenVault, open_vault
from tests.benchmarks.many_households import PASSWORD, make_empty_vault
from tests.benchmarks.report import Figure
from tests.domain.matching.planted import Planted, make_county, plant_rows

HOUSEHOLDS = int(os.environ.get("FFP_HOUSEHOLDS", "100000"))
VILLAGES, ROWS, HARD = 246, HOUSEHOLDS // 2, 0.2
_MEMORY = "import sys; from tests.benchmarks.match_rows import match_alone; match_alone(*sys.argv[1:])"


def run() -> list[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        county = make_county(VILLAGES, HOUSEHOLDS // VILLAGES)
        planted = plant_rows(county, ROWS, hard=HARD)
        vault = make_empty_vault(folder / "vault")
        fill(vault, county.people)
        operator = vault.operator.id
        vault.close(datetime.now(), backup=False)
        plain = _plain_database(folder / "plain.sqlite", county.people)
        del county
        vault = open_vault(folder / "vault", operator, PASSWORD, datetime.now())
        people = vault.clues.people.known(event_kinds())
        rounds = [_measure(people, plain, planted) for _ in range(3)]
        wrong = sum(_is_wrong(one, found) for one, found in zip(planted, rounds[0][0], strict=True))
        exact, whole, joined, by_dict = (min(times) for times in zip(*(times for _, times in rounds), strict=True))
        vault.close(datetime.now(), backup=False)
        (folder / "rows").write_bytes(pickle.dumps([one.told for one in planted]))
        told = [sys.executable, "-c", _MEMORY, str(folder / "vault"), operator, str(folder / "rows")]
        memory = float(subprocess.run(told, check=True, capture_output=True, text=True).stdout)
    work = f"match {ROWS:,} rows to {HOUSEHOLDS * 3:,} people"
    return [
        Figure(f"{work}, exact", exact, joined, "s", "SQLite join, no cipher", "≤ 0.6 s", exact <= 0.6),
        Figure(f"{work}, exact", exact, by_dict, "s", "dict of all people", "≤ 0.6 s", exact <= 0.6),
        Figure(f"{work}, suggestions", whole, joined, "s", "SQLite join, no cipher", "≤ 2.5 s", whole <= 2.5),
        Figure("certain matches that are wrong", wrong, 0, "", "none", "0", wrong == 0),
        Figure("memory of a process that matches", memory, 300, "MB", "the line itself", "≤ 300 MB", memory <= 300),
    ]


def match_alone(folder: str, operator: str, rows: str) -> None:
    """Prints how much memory a process has needed that opens a vault and matches."""
    told = pickle.loads(Path(rows).read_bytes())
    vault = open_vault(Path(folder), operator, PASSWORD, datetime.now())
    match_rows(told, vault.clues.people.known(event_kinds()))
    vault.close(datetime.now(), backup=False)
    (peak,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    sys.stdout.write(str(int(peak.split()[1]) / 1024))


def fill(vault: OpenVault, people: list[KnownPerson]) -> None:
    """The derived lines of one finished survey for each household, without a journal: nothing here reads it."""
    households: dict[str, list[KnownPerson]] = {}
    for person in people:
        households.setdefault(person.household, []).append(person)
    surveys = [
        (number, f"s{home}", home, own[0].village, "已完成", 1, f"2023-02-{number % 20 + 1:02d}T09:00:00")
        for number, (home, own) in enumerate(households.items(), 1)
    ]
    members = [
        (f"s{p.household}", p.member, place, p.name, p.initials, p.key, p.key, p.sex)
        for own in households.values()
        for place, p in enumerate(own)
    ]
    with vault._database.write() as connection:
        driver = connection.connection.driver_connection
        into = "INSERT INTO survey (row, id, household, village, state, revision, created_at) VALUES"
        driver.executemany(f"{into} (?, ?, ?, ?, ?, ?, ?)", surveys)
        homes = [(home, own[0].village) for home, own in households.items()]
        driver.executemany("INSERT INTO household (id, village) VALUES (?, ?)", homes)
        lines = [(f"s{home}", own[0].phone, own[0].head_name) for home, own in households.items()]
        driver.executemany("INSERT INTO survey_line (survey, phone, head_name) VALUES (?, ?, ?)", lines)
        columns = "survey, member, position, name, initials, id_number, person_key, sex"
        driver.executemany(f"INSERT INTO member ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", members)


def _measure(
    people: PeopleSource, plain: sqlite3.Connection, planted: list[Planted]
) -> tuple[tuple[str | None, ...], tuple[float, ...]]:
    rows = [one.told for one in planted]
    exact = _seconds(lambda: match_rows(rows, people, suggest=False))
    start = time.process_time()
    found = match_rows(rows, people)
    whole = time.process_time() - start
    keys = [one.told.id_number for one in planted]
    joined = _seconds(lambda: _join(plain, keys))
    by_dict = _seconds(lambda: _look_up(plain, keys))
    return tuple(one.match.member or None for one in found), (exact, whole, joined, by_dict)


def _is_wrong(one: Planted, member: str | None) -> bool:
    return member is not None and (one.truth is None or one.truth.member != member)


def _seconds(action: object) -> float:
    start = time.process_time()
    action()  # type: ignore[operator]
    return time.process_time() - start


def _plain_database(file: Path, people: Iterable[KnownPerson]) -> sqlite3.Connection:
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE person (key TEXT, member TEXT, name TEXT)")
    connection.executemany("INSERT INTO person VALUES (?, ?, ?)", [(p.key, p.member, p.name) for p in people])
    connection.execute("CREATE INDEX person_key ON person (key)")
    connection.commit()
    return connection


def _join(plain: sqlite3.Connection, keys: list[str]) -> list[object]:
    plain.execute("CREATE TEMP TABLE row (key TEXT)")
    plain.executemany("INSERT INTO temp.row VALUES (?)", [(key,) for key in keys])
    found = plain.execute("SELECT r.key, p.member, p.name FROM temp.row AS r JOIN person AS p USING (key)").fetchall()
    plain.execute("DROP TABLE temp.row")
    return found


def _look_up(plain: sqlite3.Connection, keys: list[str]) -> list[object]:
    known = {key: (member, name) for key, member, name in plain.execute("SELECT key, member, name FROM person")}
    return [known.get(key) for key in keys]
