"""A vault with the test data's households in it, and a way to read workbooks back."""

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.services.workbook_export import WorkbookExport
from ffp_desktop.store.vault import OpenVault
from tests.conftest import Clock
from tests.forms.household import SURVEYS

HOUSEHOLDS = ("general-three-people", "monitored-five-people", "risk-eliminated", "rare-characters")

Rows = list[dict[str, object]]


@pytest.fixture
def filled(vault: OpenVault, surveys: Surveys, shelf: FormShelf) -> list[str]:
    """The ids of the households, in the order of `HOUSEHOLDS`."""
    filed = [
        survey for name in HOUSEHOLDS for survey in read_surveys(SURVEYS / f"{name}.json", shelf.form, county_regions())
    ]
    return list(Exchange(vault, surveys, shelf).put_in(FiledSurvey(survey, finish=True) for survey in filed).surveys)


@pytest.fixture
def export(vault: OpenVault, surveys: Surveys, shelf: FormShelf, clock: Clock) -> WorkbookExport:
    return WorkbookExport(vault, surveys, shelf, county_regions(), clock)


def read_sheets(file: Path) -> dict[str, Rows]:
    """Each sheet's rows by heading, as another program reads them."""
    workbook = CalamineWorkbook.from_path(str(file))
    found: dict[str, Rows] = {}
    for name in workbook.sheet_names:
        headings, *rows = workbook.get_sheet_by_name(name).to_python()
        found[name] = [dict(zip([str(heading) for heading in headings], row, strict=True)) for row in rows]
    return found
