"""A quarter's lists in a vault of the county: 100,000 clues in five lists of 20,000 rows, looked at as the pages do."""

import hashlib
import json
import random
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from ffp_desktop.documents.workbook.writing import Table, TableColumn, write_tables
from ffp_desktop.domain.campaign.records import Answer, DepartmentList, How, Match, NewClue, Result, ToldRow
from ffp_desktop.domain.regions import RegionLevel
from ffp_desktop.services.campaign.ledger import ClueFilter, Ledger
from ffp_desktop.services.campaign.lists import Lists
from ffp_desktop.services.campaign.visits import Visits
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.vault import OpenVault
from tests.benchmarks.many_households import make_empty_vault
from tests.benchmarks.report import Figure, median_ms, time_each

ROWS, LISTS, ANSWERED = 20_000, 5, 5_000
NOW, AT = datetime(2023, 3, 16, 9), "2023-03-16T09:00:00"
KINDS = ("受灾", "新增残疾", "新增低保", "大病重病患者", "留守儿童")
GROUPS = "kind, department, village, result, list"
NAMES = "孟和杜玉兰金海波苏日娜敖登高娃郭建国鄂春花"


def run() -> list[Figure]:
    """Taking lists in, the ledger's counts and pages, visit tasks, a workbook of all, many answers at once."""
    with tempfile.TemporaryDirectory(prefix="ffp-clues-") as name:
        vault = make_empty_vault(Path(name) / "vault")
        taken, plain = take_in(vault), seconds(lambda: insert_plainly(vault))
        rate = f"≤ 12 ×; {ROWS / taken:,.0f} rows/s"
        work = "take in a list of 20,000 rows"
        figures = [Figure(work, taken, plain, "s", "bytes hashed and inserted", rate, taken <= 12 * plain)]
        figures += look(vault)
        figures.append(export(vault, Path(name)))
        figures.append(answer(vault, taken * ANSWERED / ROWS))
        vault.close(NOW, backup=False)
    return figures


def take_in(vault: OpenVault) -> float:
    """The middle one of the lists' times."""
    lists, times = Lists(vault, lambda: NOW), []
    for number in range(LISTS):
        rows = new_clues(number)
        told = DepartmentList("", KINDS[number], "", f"名单{number}", "", f"2023-02-{10 + number}")
        start = time.perf_counter()
        lists.add(told, rows)
        times.append(time.perf_counter() - start)
    return sorted(times)[LISTS // 2]


def look(vault: OpenVault) -> list[Figure]:
    ledger = Ledger(vault, county_regions(), lambda: NOW)
    visits = Visits(vault, Surveys(vault, FormShelf(), county_regions(), lambda: NOW), county_regions(), lambda: NOW)
    found, village = ledger.find(ClueFilter()), villages()[7]
    counted = median_of(lambda: ask(vault, f"SELECT {GROUPS}, count(*) FROM clue GROUP BY {GROUPS}"))
    ordered = median_of(lambda: ask(vault, "SELECT id FROM clue ORDER BY date, list, sheet_row, part, id"))
    fetched = median_of(lambda: ask(vault, "SELECT id, kind, department, name, household, village FROM clue"))
    asked: tuple[tuple[str, Callable[[], object], float, str, float], ...] = (
        ("ledger: counts of 100,000 lines", lambda: ledger.count(ClueFilter()), counted, "one GROUP BY", 2),
        ("ledger: find all and count them", lambda: ledger.find(ClueFilter()), counted + ordered, "both, plainly", 2),
        ("ledger: by initials", lambda: ledger.find(ClueFilter(text="mh")), fetched, "fetching the lines", 4),
        ("ledger: a village", lambda: ledger.find(ClueFilter(village=village)), counted + ordered, "as above", 1.5),
        ("ledger: a page of 40 lines", lambda: found.page(50_000, 40), counted, "one GROUP BY", 0.3),
        ("visit tasks of the county", visits.tasks, fetched, "fetching the lines", 25),
        ("visit tasks of a township", lambda: visits.tasks(village[:9]), fetched, "fetching all lines", 4),
    )
    figures = []
    for work, action, plain, yardstick, most in asked:
        took = median_of(action)
        figures.append(Figure(work, took, plain, "ms", yardstick, f"≤ {most:g} ×", took <= most * plain))
    return figures


def export(vault: OpenVault, folder: Path) -> Figure:
    """All lines, beside writing as many cells that are there already."""
    ledger = Ledger(vault, county_regions(), lambda: NOW)
    took = seconds(lambda: ledger.export(ClueFilter(), folder / "ledger.xlsx"))
    columns = [TableColumn(f"列{number}") for number in range(20)]
    cells = tuple(f"腾克镇霍日里村{number}" for number in range(20))
    with (folder / "plain.xlsx").open("w+b") as file:
        plain = seconds(lambda: write_tables(file, [Table("表", columns, (cells for _ in range(ROWS * LISTS)))]))
    return Figure(
        "ledger of 100,000 lines, a workbook", took, plain, "s", "as many ready cells", "≤ 6 ×", took <= 6 * plain
    )


def answer(vault: OpenVault, plain: float) -> Figure:
    ids = vault.clues.find(ClueFilter()).ids[:ANSWERED]
    said = Answer(Result.NOT_IDENTIFIED, "2023-03-10", ("金海波", "苏日娜"), "支出有保障")
    took = seconds(lambda: vault.clues.answer(dict.fromkeys(ids, said), vault.operator.id, AT))
    return Figure("answer 5,000 clues at once", took, plain, "s", "taking as many in", "≤ 2 ×", took <= 2 * plain)


def ask(vault: OpenVault, query: str) -> object:
    with vault._database.read() as connection:
        return connection.exec_driver_sql(query).all()


def median_of(action: Callable[[], object]) -> float:
    return median_ms(time_each(action, 3))


def new_clues(number: int) -> list[NewClue]:
    """Rows with all a department sends; three in a household."""
    chance, codes = random.Random(number), villages()
    found = []
    for row in range(ROWS):
        person = f"{number}{row}"
        born = f"{chance.randrange(40, 99)}{chance.randrange(1, 13):02d}{chance.randrange(1, 29):02d}"
        id_number = f"15212319{born}{row % 10000:04d}"
        told = ToldRow(
            *("Sheet1", row + 3, 1, "".join(chance.choices(NAMES, k=3)), id_number, codes[row // 40 % len(codes)]),
            *("腾克镇霍日里村三组", "13800000000", "1970-01-01", "男", "孟和", "2023-01-02", "备注若干字"),
            more={"等级": "二级", "残疾类别": "肢体", "发证日期": "2023-01-03"},
        )
        found.append(NewClue(told, Match(How.NUMBER, f"h{number}{row // 3}", f"m{person}")))
    return found


def insert_plainly(vault: OpenVault) -> None:
    """As many rows of as many bytes, each hashed, into tables without any index of their own."""
    rows = []
    for new in new_clues(0):
        body = json.dumps({"told": [new.told.name, new.told.id_number, dict(new.told.more)], "pad": "x" * 700})
        rows.append((hashlib.sha256(body.encode()).hexdigest(), body, new.told.name, new.told.id_number))
    with vault._database.write() as connection:
        connection.exec_driver_sql("CREATE TEMP TABLE plain (hash PRIMARY KEY, body, name, id_number)")
        connection.exec_driver_sql("INSERT INTO plain VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", rows)


def villages() -> list[str]:
    return [region.code for region in county_regions().at_level(RegionLevel.VILLAGE)]


def seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
