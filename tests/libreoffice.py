"""Workbooks as they come back from people who opened and saved them in LibreOffice.

API: `resave(file, ending, folder) -> Path`; `RESAVED`, small ones kept for tests that run everywhere.
`python -m tests.libreoffice` makes those anew: exports and a filled-in template of invented households.
"""

import shutil
import subprocess
import tempfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.table.cells import cell_of
from ffp_desktop.domain.table.columns import table_columns
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.surveys import SurveyFilter, Surveys
from ffp_desktop.services.workbook_export import Kind, WorkbookExport
from ffp_desktop.store.records import Unit
from ffp_desktop.store.vault import create_vault
from tests.conftest import PASSWORD, QUICK

RESAVED = Path(__file__).parent / "data" / "workbooks"
SURVEYS = Path(__file__).parent / "data" / "surveys"
ENDINGS = ("xlsx", "xls", "ods")
NAMES = ("general-three-people", "monitored-five-people", "risk-eliminated", "rare-characters", "fourteen-people")
_PATIENCE = 900  # seconds


def resave(file: Path, ending: str, folder: Path) -> Path:
    """The workbook as LibreOffice saves it in another format, in `folder`."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.fail("LibreOffice is missing: apt-get install -y --no-install-recommends libreoffice-calc")
    with tempfile.TemporaryDirectory() as profile:  # one of its own, so that a window that is open does not answer
        settings = f"-env:UserInstallation={Path(profile).as_uri()}"
        command = [office, settings, "--headless", "--convert-to", ending, "--outdir", str(folder), str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)
    return folder / f"{file.stem}.{ending}"


def fill_template(file: Path, surveys: Surveys, shelf: FormShelf) -> None:
    """Types every answer of a vault's surveys into an empty entry template, as a clerk would who numbers households."""
    book = load_workbook(file)
    columns = table_columns(shelf.form)
    last = dict.fromkeys(("家庭", "成员"), 1)
    for number, summary in enumerate(surveys.list(SurveyFilter()), 1):
        session = surveys.open(summary.id)
        for member in ("", *session.members()):
            sheet = book["成员" if member else "家庭"]
            headings = {str(cell.value): cell.column for cell in sheet[1]}
            last[sheet.title] += 1
            sheet.cell(last[sheet.title], 1).value = str(number)
            for column in columns:
                place = Place(column.item, member)
                if column.of_member is bool(member) and session.is_relevant(place):
                    value = cell_of(shelf.form.items[column.item], session.evaluation.effective(place))
                    typed = float(value) if isinstance(value, Decimal) else value
                    sheet.cell(last[sheet.title], headings[column.heading]).value = None if typed == "" else typed
    book.save(file)


def main() -> None:
    """Writes `RESAVED` anew."""
    RESAVED.mkdir(exist_ok=True)
    shelf, regions = FormShelf(), county_regions()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        unit = Unit("150722108", "腾克镇", "乡镇")
        vault, _code = create_vault(folder / "vault", unit, "苏日娜", PASSWORD, datetime.now(), QUICK)
        surveys = Surveys(vault, shelf, regions)
        filed = [one for name in NAMES for one in read_surveys(SURVEYS / f"{name}.json", shelf.form, regions)]
        Exchange(vault, surveys, shelf).put_in([FiledSurvey(one, finish=True) for one in filed])
        export = WorkbookExport(vault, surveys, shelf, regions)
        for kind in (Kind.PEOPLE, Kind.TWO_SHEETS):
            export.write(kind, SurveyFilter(), folder / f"{kind.value}.xlsx")
        export.write_template(folder / "template.xlsx")
        fill_template(folder / "template.xlsx", surveys, shelf)
        vault.close(datetime.now(), backup=False)
        for file in sorted(folder.glob("*.xlsx")):
            for ending in ENDINGS:
                resave(file, ending, RESAVED)


if __name__ == "__main__":
    main()
