"""A vault of 100,000 households: filled, opened, searched, written to, backed up; each figure beside a plain way.

It takes some minutes and 4 GB of disk. `FFP_HOUSEHOLDS=10000` makes a smaller one.
"""

import os
import resource
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import count, islice
from pathlib import Path
from random import Random
from typing import Any

from ffp_desktop.domain.choice_match import spell_readings
from ffp_desktop.domain.findings import FindingsWanted
from ffp_desktop.domain.survey import Place, State
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.rounds import FIRST_ROUND
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.records import SurveyFilter, WholeSurvey
from ffp_desktop.store.vault import OpenVault, open_vault
from tests.benchmarks.many_households import PASSWORD, make_empty_vault, make_patterns, make_vault, vary
from tests.benchmarks.report import Figure, median_ms, percentile_ms, time_each

HOUSEHOLDS = int(os.environ.get("FFP_HOUSEHOLDS", "100000"))
PAGE = 40
_TABLES = ("revision", "survey", "household", "survey_line", "member", "survey_value", "survey_search", "survey_gram")
_IN_ROUND = SurveyFilter(round=FIRST_ROUND.id)


def run() -> list[Figure]:
    """All figures of one vault."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = time.perf_counter()
        vault = make_vault(folder / "vault", HOUSEHOLDS)
        _say("vault made", time.perf_counter() - start, "s")
        operator = vault.operator.id
        vault.close(datetime.now(), backup=False)
        _say("size", (folder / "vault" / "vault.sqlite").stat().st_size / 1e6, "MB")
        vault = open_vault(folder / "vault", operator, PASSWORD, datetime.now())
        figures = [*_listing(vault), *_searching(vault), *_narrowing(vault), *_waiting(vault)]
        figures += [*_committing(vault, folder), *_putting_in(vault, folder)]
        figures.append(_backing_up(vault, folder))
        _say("memory at the end", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MiB")
        vault.close(datetime.now(), backup=False)
    return figures


def _listing(vault: OpenVault) -> Iterator[Figure]:
    """What the list needs when the vault has just been opened, and again; beside SQLite's own scan."""
    scan = median_ms(time_each(lambda: _ask(vault, "SELECT state, village, count(*) FROM survey GROUP BY 1, 2"), 5))
    first = median_ms(time_each(lambda: _first_page(vault, _IN_ROUND), 1, 0))
    counts = median_ms(time_each(lambda: vault.surveys.count(_IN_ROUND), 20))
    yield Figure("first page after opening", first, scan, "ms", "GROUP BY over all surveys", "≤ 200 ms", first <= 200)
    yield Figure("counts by state and village", counts, scan, "ms", "GROUP BY over all", "≤ 30 ms", counts <= 30)
    found = vault.surveys.find(_IN_ROUND)
    last = percentile_ms(time_each(lambda: found.page(found.total - PAGE, PAGE), 50), 95)
    offset = f"SELECT id FROM survey ORDER BY touched_at DESC, number DESC LIMIT {PAGE} OFFSET {found.total - PAGE}"
    far = median_ms(time_each(lambda: _ask(vault, offset), 5))
    yield Figure("last page, p95", last, far, "ms", "LIMIT … OFFSET", "≤ 5 ms", last <= 5)
    drafts = SurveyFilter(round=FIRST_ROUND.id, state=State.DRAFT)
    state = percentile_ms(time_each(lambda: _first_page(vault, drafts), 50), 95)
    yield Figure("first page of one state, p95", state, far, "ms", "LIMIT … OFFSET", "≤ 16 ms", state <= 16)


def _searching(vault: OpenVault) -> Iterator[Figure]:
    """Letter by letter, all that is typed on the way to some people and places: counts by state, and the first page."""
    typed = _typed_texts(vault)
    texts = iter(typed)
    seconds = time_each(lambda: _first_page(vault, _typed(next(texts))), len(typed), 0)
    like = "SELECT count(*) FROM survey_search WHERE words LIKE '%{}%'"
    scans = time_each(lambda: _ask(vault, like.format("surina")), 5)
    p95, scan = percentile_ms(seconds, 95), median_ms(scans)
    _say("texts typed", len(typed), "")
    yield Figure("search: counts + first page, median", median_ms(seconds), scan, "ms", "LIKE scan", "", True)
    yield Figure("search: counts + first page, p95", p95, scan, "ms", "LIKE scan", "p95 ≤ 5 ms", p95 <= 5)


def _narrowing(vault: OpenVault) -> Iterator[Figure]:
    """Filters of the panel, two to six at a time, as a township officer combines them: counts and the first page."""
    random = Random(2)
    days = [row[0] for row in _ask(vault, "SELECT DISTINCT substr(touched_at, 1, 10) FROM survey ORDER BY 1")]
    villages = [row[0] for row in _ask(vault, "SELECT DISTINCT village FROM survey")]
    choices: dict[str, list[Any]] = {
        "kind": ["一般农牧户", "脱贫户", "监测对象", "边缘易致贫户", "新识别"],
        "measure": ["有", "没有", "A34", "A40", "A43"],
        "risk": ["因病", "因残", "因缺劳力"],
        "findings": [*FindingsWanted],
        "state": [State.DRAFT, State.FINISHED],
        "village": [*villages[:20], "150722108"],
        "touched": [(days[0], days[-1]), (days[-7:][0], ""), ("", days[-1]), (days[-1], days[-1])],
        "visited": [("2023-02-01", "2023-02-28"), ("", "2023-03-05")],
        "text": ["孟", "1507", "srn"],
    }
    wanted = [_IN_ROUND] * 600
    for place in range(len(wanted)):
        for name in random.sample([*choices], random.randint(2, 6)):
            wanted[place] = replace(wanted[place], **{name: random.choice(choices[name])})
    filters = iter(wanted)
    seconds = time_each(lambda: _first_page(vault, next(filters)), len(wanted), 0)
    plain = "SELECT count(*) FROM survey_line WHERE household_kind = '边缘易致贫户' AND errors > 0"
    scan = median_ms(time_each(lambda: _ask(vault, plain), 5))
    p95 = percentile_ms(seconds, 95)
    yield Figure("combined filters: first page, median", median_ms(seconds), scan, "ms", "scan", "", True)
    yield Figure("combined filters: first page, p95", p95, scan, "ms", "scan of two columns", "p95 ≤ 5 ms", p95 <= 5)


def _waiting(vault: OpenVault) -> Iterator[Figure]:
    """A round in which nobody is entered yet: all households wait."""
    waiting = vault.households.waiting
    there = "SELECT 1 FROM survey WHERE household = h.id AND round = '2023Q2'"
    query = f"SELECT count(*) FROM household AS h WHERE NOT EXISTS ({there})"
    scan = median_ms(time_each(lambda: _ask(vault, query), 3))
    first = median_ms(time_each(lambda: waiting.count("2023Q2"), 1, 0))
    yield Figure("households that wait, first count", first, scan, "ms", "NOT EXISTS", "≤ 300 ms", first <= 300)
    page = median_ms(time_each(lambda: waiting.find(SurveyFilter("2023Q2"), {}).page(0, PAGE), 1, 0))
    yield Figure("all that wait, first page in order", page, scan, "ms", "NOT EXISTS", "", True)
    texts = iter(_typed_texts(vault)[:600])
    seconds = time_each(lambda: waiting.find(SurveyFilter("2023Q2", text=next(texts)), {}), 600, 0)
    p95 = percentile_ms(seconds, 95)
    yield Figure("search among them, count, p95", p95, scan, "ms", "NOT EXISTS", "p95 ≤ 8 ms", p95 <= 8)


def _committing(vault: OpenVault, folder: Path) -> Iterator[Figure]:
    """An answer made durable with all these households there."""
    surveys = Surveys(vault, FormShelf(), county_regions())
    session = surveys.open(surveys.start("150722108204"))
    descriptor = os.open(folder / "raw", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    amounts, numbers = count(1), count(10**8)
    sync = percentile_ms(time_each(lambda: (os.write(descriptor, b"x" * 4096), os.fdatasync(descriptor)), 300, 20), 95)
    line = max(5.0, 1.5 * sync)
    plain = percentile_ms(time_each(lambda: session.set_text(Place("wage_income"), str(next(amounts))), 300, 20), 95)
    yield Figure("commit an answer, p95", plain, sync, "ms", "fdatasync p95", f"≤ {line:.1f}", plain <= line)
    phone = percentile_ms(time_each(lambda: session.set_text(Place("head_phone"), f"138{next(numbers)}"), 300, 20), 95)
    yield Figure("commit a phone, p95", phone, sync, "ms", "fdatasync p95", f"≤ {line:.1f}", phone <= line)


def _putting_in(vault: OpenVault, folder: Path) -> Iterator[Figure]:
    """Whole surveys that are worked out already; and what working them out costs beside that."""
    shelf = FormShelf()
    start = time.perf_counter()
    patterns = make_patterns(Surveys(vault, shelf, county_regions()), shelf, 3)
    _say("rules worked out (twice each)", 2 * len(patterns) / (time.perf_counter() - start), "/s")
    whole = [one for one in islice(vary(patterns, 5), 12_000) if one.units is not None][:5_000]
    raw = len(whole) / time_each(lambda: _insert_raw(folder / "raw.sqlite", [str(one.units) for one in whole]), 1, 0)[0]
    now = datetime.now().isoformat(timespec="seconds")
    place = (FIRST_ROUND.id, shelf.form.id, f"{shelf.form.id}/{shelf.form.version}", vault.operator.id, now)
    ours = len(whole) / time_each(lambda: vault.surveys.add_many(whole, *place), 1, 0)[0]
    same = len(whole) / _insert_same_rows(folder, whole, place)
    work, line = "put finished surveys in", "≥ 8,000 /s"
    yield Figure(work, ours, raw, "/s", "raw sqlite3, a row each", line, ours >= 8000)
    yield Figure(work, ours, same, "/s", "raw sqlcipher, the same rows", line, ours >= 8000)


def _backing_up(vault: OpenVault, folder: Path) -> Figure:
    """A verified backup beside a plain copy that is made durable."""
    start = time.perf_counter()
    with (folder / "vault" / "vault.sqlite").open("rb") as source, (folder / "copy").open("wb") as target:
        while part := source.read(1 << 20):
            target.write(part)
        os.fsync(target.fileno())
    copied = time.perf_counter() - start
    (folder / "copy").unlink()
    start = time.perf_counter()
    vault.backup(None, datetime.now())
    ours = time.perf_counter() - start
    return Figure("verified backup", ours, copied, "s", "copy + fsync", "≤ 60 s", ours <= 60)


def _typed_texts(vault: OpenVault) -> list[str]:
    random = Random(1)
    people = _ask(vault, "SELECT name, id_number FROM member ORDER BY person_key LIMIT -1 OFFSET 1000")
    phones = _ask(vault, "SELECT phone, natural_village FROM survey_line LIMIT 5000")
    wanted: list[str] = []
    for name, number in random.sample(people, 60):
        wanted += [name, *spell_readings(name)[:2], number, number[6:14], number[-4:], name[1:]]
    for words in random.sample(phones, 15):
        wanted += words
    random.shuffle(wanted)
    return [word[:size] for word in wanted for size in range(1, len(word) + 1)]


def _typed(text: str) -> SurveyFilter:
    return SurveyFilter(round=FIRST_ROUND.id, text=text)


def _first_page(vault: OpenVault, wanted: SurveyFilter) -> None:
    vault.surveys.find(wanted).page(0, PAGE)


def _ask(vault: OpenVault, query: str) -> list[tuple[str, ...]]:
    with vault._database.read() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query).all()]


def _insert_raw(file: Path, bodies: list[str]) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE revision (position INTEGER PRIMARY KEY, body TEXT)")
        connection.executemany("INSERT INTO revision (body) VALUES (?)", [(body,) for body in bodies])


def _insert_same_rows(folder: Path, whole: list[WholeSurvey], place: tuple[str, ...]) -> float:
    """Seconds for the rows that these surveys are, ready made, from one new vault into another by the bare driver."""
    source, target = make_empty_vault(folder / "source"), make_empty_vault(folder / "target")
    source.surveys.add_many(whole, *place)
    tables = {table: _ask(source, f"SELECT * FROM {table}") for table in _TABLES}
    start = time.perf_counter()
    with target._database.write() as connection:
        driver = connection.connection.driver_connection
        for table, rows in tables.items():
            driver.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    seconds = time.perf_counter() - start
    for made in (source, target):
        made.close(datetime.now(), backup=False)
    return seconds


def _say(what: str, figure: float, unit: str) -> None:
    print(f"{what:<44} {figure:>10.1f} {unit}", flush=True)
