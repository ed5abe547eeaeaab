"""Workbooks of invented households on their way into a vault of 腾克镇."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from ffp_desktop.domain.answer_text import format_answer
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.table.columns import table_columns
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.surveys import SurveyFilter, Surveys
from ffp_desktop.services.workbook_import import Kind, WorkbookImport
from ffp_desktop.services.workbook_import.preview import Preview
from ffp_desktop.store.vault import OpenVault
from tests.conftest import Clock

DATA = Path(__file__).parents[2] / "data" / "surveys"
HEAD, SPOUSE, CHILD = "15072219700101123X", "150722197203041225", "150722199501010030"
HEADINGS = ["村", "姓名", "证件号码", "与户主关系", "户主电话", "A21"]
FAMILY = [
    ["特莫呼珠村", "敖日格勒", HEAD, "户主", "13847012236", 100],
    ["特莫呼珠村", "何玉花", SPOUSE, "配偶", "", ""],
]
PutFile = Callable[..., str]


def preview_of(imports: WorkbookImport, file: Path, *rows: list[object], village: str = "") -> Preview:
    return imports.preview(imports.open(write_book(file, [HEADINGS, *rows])), village)


def kinds(preview: Preview) -> list[Kind]:
    return [one.kind for one in preview.households]


@pytest.fixture
def imports(vault: OpenVault, surveys: Surveys, shelf: FormShelf, clock: Clock) -> WorkbookImport:
    return WorkbookImport(vault, surveys, shelf, county_regions(), clock)


@pytest.fixture
def exchange(vault: OpenVault, surveys: Surveys, shelf: FormShelf) -> Exchange:
    return Exchange(vault, surveys, shelf)


@pytest.fixture
def put_file(exchange: Exchange, shelf: FormShelf) -> Callable[..., str]:
    """Puts a household of tests/data/surveys into the vault; its id."""

    def put(name: str, finish: bool = False) -> str:
        (filed, *_) = read_surveys(DATA / f"{name}.json", shelf.form, county_regions())
        return exchange.put_in([FiledSurvey(filed, finish)]).surveys[0]

    return put


def write_book(file: Path, *sheets: Sequence[Sequence[object]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(list(row))
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
            cell.data_type = "s"  # also what looks like a formula
    book.save(file)
    return file


def rows_of_vault(surveys: Surveys, form: Form) -> list[list[str]]:
    """Everything in the vault as a table, a row a person, with every column there is."""
    columns = table_columns(form)
    rows = [["表号", *(column.heading for column in columns)]]
    for summary in surveys.list(SurveyFilter()):
        session = surveys.open(summary.id)
        evaluation = session.evaluation
        for member in evaluation.members:
            places = [Place(column.item, member if column.of_member else "") for column in columns]
            cells = [
                format_answer(form.items[place.item], evaluation.effective(place))
                if evaluation.is_relevant(place)
                else ""
                for place in places
            ]
            rows.append([summary.number, *cells])
    return rows


def state_of_vault(vault: OpenVault, surveys: Surveys) -> list[object]:
    """What the vault holds, to be compared before and after."""
    found = surveys.list(SurveyFilter())
    answers = [
        (summary.id, summary.state, surveys.read(summary.id)[1]) for summary in sorted(found, key=lambda s: s.id)
    ]
    return [answers, vault.journal.heads(), [vault.journal.revisions(summary.id) for summary in found]]
