"""A township whose finished households stand in the national system as well."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ffp_desktop.domain.reconciliation.differences import Difference
from ffp_desktop.domain.reconciliation.items import Side
from ffp_desktop.domain.survey import Place
from ffp_desktop.services.demo import make_surveys
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.reconciliation.reconciliation import Reconciliation
from ffp_desktop.services.reconciliation.records import Compared
from ffp_desktop.services.rounds import FIRST_ROUND
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.survey_file.reading import SurveyReader
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.vault import OpenVault
from tests.conftest import Clock
from tests.services.reconciliation.national import Row, household_rows, is_in_system, write_export
from tests.services.reconciliation.planting import with_check

UNIT, UNIT_NAME = "150722108", "腾克镇"
Who = tuple[str, str]
"""A person's number, or the head's for the household itself, or a name that only an export has; and the item."""
Found = Callable[[Compared], set[Who]]
Take = Callable[..., None]
COLUMN = "劳动技能"
STRANGER = with_check("15072219800101001")


@dataclass(frozen=True)
class Township:
    """The invented township: its surveys as they were filed, all finished."""

    surveys: list[dict[str, Any]]

    def listed(self) -> list[dict[str, Any]]:
        return [survey for survey in self.surveys if is_in_system(survey)]

    def rows(self) -> list[list[Row]]:
        """What the system has when everything agrees, household by household."""
        names = county_regions()
        found = []
        for number, survey in enumerate(self.listed(), 1):
            village = names.find(survey["village"])
            assert village is not None
            found.append(household_rows(survey, UNIT_NAME, village.short_name, number))
        return found


PutIn = Callable[[int, int], Township]


@pytest.fixture
def put_in(vault: OpenVault, surveys: Surveys, shelf: FormShelf) -> PutIn:
    """So many finished households of demonstration, put into the vault."""

    def put(count: int, seed: int) -> Township:
        reader = SurveyReader(shelf.form, county_regions(), (FIRST_ROUND.id,))
        made = make_surveys(shelf.form, county_regions(), FIRST_ROUND, count, seed, 0.0, UNIT)
        finished = [one.encoded for one in made if one.is_finished]
        filed = [FiledSurvey(reader.read(one), finish=True) for one in finished]
        done = Exchange(vault, surveys, shelf).put_in(filed)
        assert done.finished == len(finished)
        return Township(finished)

    return put


@pytest.fixture
def township(put_in: PutIn) -> Township:
    return put_in(60, 8)


@pytest.fixture
def reconciliation(vault: OpenVault, shelf: FormShelf, clock: Clock) -> Reconciliation:
    return Reconciliation(vault, shelf, county_regions(), clock)


@pytest.fixture
def take(reconciliation: Reconciliation, tmp_path: Path) -> Take:
    """Takes rows in as an export of the national system, or as a ledger."""

    def take_in(
        rows: list[list[Row]], side: Side = Side.MACHINE, as_of: str = "2023-03-01", covers: str | None = None
    ) -> None:
        file = write_export(tmp_path / f"{side.name}-{as_of}.xlsx", [row for household in rows for row in household])
        intake = reconciliation.intake
        intake.take(intake.read(intake.open(file)), side, as_of, intake.digest_of(file), covers)

    return take_in


@pytest.fixture
def found(surveys: Surveys) -> Found:
    """The differences of a comparison, by whom and what they are about."""

    def find(compared: Compared) -> set[Who]:
        listed = [(_who(surveys, line.difference), line.difference.item) for line in compared.lines]
        assert len(listed) == len(set(listed)), "a difference was found twice"
        return set(listed)

    return find


def _who(surveys: Surveys, one: Difference) -> str:
    if not one.survey or one.member.startswith("@"):
        return one.name or one.head_name
    answers = surveys.read(one.survey)[1].answers
    member = one.member or next(
        member for member in answers.members if answers.given[Place("relation", member)] == "户主"
    )
    return str(answers.given[Place("id_number", member)])[:18]


def change(rows: list[list[Row]], household: int, column: str, text: str, person: int = -1) -> None:
    rows[household][person][column] = text
