"""The workbench and the report over a county: first look, look again, look after a write, all figures, the three files.

`FFP_HOUSEHOLDS` says how many households there are (40,000 unless it does); half as many clues are on them.
"""

import os
import random
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from ffp_desktop.domain.campaign.records import Answer, DepartmentList, How, Match, NewClue, Result, ToldRow
from ffp_desktop.services.campaign.desk import CampaignDesk
from ffp_desktop.services.campaign.lists import Lists
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.report.reporting import Reporting
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.vault import OpenVault
from tests.benchmarks.many_households import make_vault
from tests.benchmarks.report import Figure, median_ms, time_each

HOUSEHOLDS = int(os.environ.get("FFP_HOUSEHOLDS", "40000"))
KINDS = ("受灾", "新增残疾", "新增低保", "大病重病患者", "留守儿童")
NOW = datetime(2023, 3, 6, 14, 31)
_PEOPLE = (
    "SELECT m.member, m.name, m.id_number, s.household, s.village FROM member AS m JOIN survey AS s ON s.id = m.survey"
)
_SCAN = "SELECT state, village, count(*) FROM survey NOT INDEXED GROUP BY 1, 2"
_CLUES = "SELECT kind, department, village, household, member, result FROM clue"


def run() -> list[Figure]:
    """Beside bare reads of the same rows."""
    with tempfile.TemporaryDirectory() as folder:
        vault = make_vault(Path(folder) / "vault", HOUSEHOLDS)
        take_in(vault)
        try:
            return [*_look(vault), *_write(vault, Path(folder))]
        finally:
            vault.close(datetime.now(), backup=False)


def take_in(vault: OpenVault) -> None:
    """Five lists on people of the vault; half of their clues are answered."""
    chance = random.Random(3)
    people = ask(vault, _PEOPLE)
    chance.shuffle(people)
    said = Answer(Result.NOT_IDENTIFIED, "2023-03-01", ("金海波",), "支出有保障")
    size = HOUSEHOLDS // 2 // len(KINDS)
    for number, kind in enumerate(KINDS):
        clues = []
        for row, (member, name, key, household, village) in enumerate(people[number * size : (number + 1) * size]):
            told = ToldRow("Sheet1", row + 2, 1, name, key, village)
            clues.append(NewClue(told, Match(How.NUMBER, household, member), said if row % 2 else None, village))
        Lists(vault, lambda: NOW).add(DepartmentList("", kind, "", f"{kind}名单", "", "2023-02-10"), clues)


def _look(vault: OpenVault) -> Iterator[Figure]:
    surveys = Surveys(vault, FormShelf(), county_regions(), lambda: NOW)
    desk = CampaignDesk(vault, surveys, county_regions(), lambda: NOW)
    reads = median_of(lambda: (ask(vault, _SCAN), ask(vault, _CLUES)), 5)
    first = median_ms(time_each(desk.look, 1, 0))
    yield Figure("workbench, first look", first, reads, "ms", "bare reads", "≤ 12 ×", first <= 12 * reads)
    again = median_of(desk.look, 5)
    yield Figure("workbench, look again", again, reads, "ms", "bare reads", "≤ 1.5 ×", again <= 1.5 * reads)

    def write_and_look() -> None:
        surveys.start("150722108204")
        desk.look()

    after = median_of(write_and_look, 3)
    yield Figure("workbench, after a write", after, reads, "ms", "bare reads", "≤ 6 ×", after <= 6 * reads)
    village = next(one.figures.unit for one in desk.villages() if one.figures.people)
    households = median_of(lambda: desk.households(village), 5)
    work = "households of one village to look at"
    yield Figure(work, households, reads, "ms", "bare reads", "≤ 1 ×", households <= reads)


def _write(vault: OpenVault, folder: Path) -> Iterator[Figure]:
    surveys = Surveys(vault, FormShelf(), county_regions(), lambda: NOW)
    reporting = Reporting(vault, surveys, county_regions(), lambda: NOW)
    reads = median_of(lambda: (ask(vault, _SCAN), ask(vault, _CLUES)), 5)
    counted = median_of(reporting.figures, 3)
    yield Figure("all figures of the report", counted, reads, "ms", "bare reads", "≤ 25 ×", counted <= 25 * reads)
    figures = reporting.figures()
    for suffix, most in ((".docx", 4), (".pdf", 1), (".xlsx", 0.5)):
        out = folder / f"report{suffix}"
        took = median_of(lambda out=out: reporting.write(out, figures), 3)  # type: ignore[misc]
        line = f"≤ {most:g} × counting"
        yield Figure(f"the report as {suffix}", took, counted, "ms", "counting it", line, took <= most * counted)


def ask(vault: OpenVault, query: str) -> list[tuple[str, ...]]:
    with vault._database.read() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        return list(driver.execute(query).fetchall())


def median_of(action: Callable[[], object], times: int) -> float:
    return median_ms(time_each(action, times))
