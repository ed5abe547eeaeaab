"""Out of the vault, opened and saved by LibreOffice in three formats, and into an empty vault: no answer differs."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from ffp_desktop.documents.workbook.template_file import LISTS_SHEET
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.surveys import SurveyFilter, Surveys
from ffp_desktop.services.workbook_export import Kind, WorkbookExport
from ffp_desktop.services.workbook_import import Kind as Previewed
from ffp_desktop.services.workbook_import import Mode, WorkbookImport
from ffp_desktop.services.workbook_import.putting_in import confirmed_choices
from ffp_desktop.store.records import Unit
from ffp_desktop.store.vault import OpenVault, create_vault
from tests.benchmarks.many_households import make_vault
from tests.conftest import PASSWORD, QUICK, Clock
from tests.libreoffice import ENDINGS, NAMES, RESAVED, resave
from tests.services.conftest import Enter
from tests.services.test_workbook_round_trip import content

MANY = 10_000
Surroundings = tuple[OpenVault, Surveys]
Open = Callable[[str], Surroundings]


@pytest.fixture
def open_empty(shelf: FormShelf, clock: Clock, tmp_path: Path) -> Iterator[Open]:
    """Opens an empty vault of a unit, and its surveys."""
    opened: list[OpenVault] = []

    def open_it(unit: str) -> Surroundings:
        vault, _code = create_vault(tmp_path / "empty", Unit(unit, "莫旗", "旗"), "敖丽娟", PASSWORD, clock(), QUICK)
        opened.append(vault)
        return vault, Surveys(vault, shelf, county_regions(), clock)

    yield open_it
    for vault in opened:
        vault.close(clock(), backup=False)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("name", ["people", "two-sheets", "template"])
def test_workbook__saved_by_libreoffice__comes_back_without_a_difference(
    name: str, ending: str, enter: Enter, surveys: Surveys, shelf: FormShelf, clock: Clock, open_empty: Open
) -> None:
    """The files lie in tests/data/workbooks; `python -m tests.libreoffice` makes them anew."""
    for household in NAMES:
        enter(household)
    vault, there = open_empty("150722108")
    imports = WorkbookImport(vault, there, shelf, county_regions(), clock)
    opened = imports.open(RESAVED / f"{name}.{ending}")
    assert opened.real_kind == ""
    preview = imports.preview(opened)
    assert {kind: count for kind, count in preview.counts.items() if count} == {Previewed.NEW: len(NAMES)}
    imports.put_in(preview, Mode.REPLACE)
    assert content(there) == content(surveys)


def test_workbook__named_et_as_wps_does__is_read_by_what_it_is(
    surveys: Surveys, vault: OpenVault, shelf: FormShelf, clock: Clock, tmp_path: Path
) -> None:
    """An .et is mostly an .xls inside."""
    (tmp_path / "a.et").write_bytes((RESAVED / "people.xls").read_bytes())
    opened = WorkbookImport(vault, surveys, shelf, county_regions(), clock).open(tmp_path / "a.et")
    assert (opened.kind, opened.real_kind, len(opened.chosen)) == ("xls", "", 1)


def test_template__saved_by_libreoffice__still_offers_its_choices() -> None:
    book = load_workbook(RESAVED / "template.xlsx")
    assert book[LISTS_SHEET].sheet_state == "hidden"
    for name, least in (("家庭", 10), ("成员", 10)):
        rules = book[name].data_validations.dataValidation
        listed = [rule for rule in rules if rule.type == "list" and LISTS_SHEET in str(rule.formula1)]
        assert len(listed) >= least


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory, soak: bool) -> Iterator[Path]:
    """Two exports of many households, in a folder; none without --soak."""
    folder = tmp_path_factory.mktemp("county")
    if soak:
        vault, shelf = make_vault(folder / "vault", MANY), FormShelf()
        export = WorkbookExport(vault, Surveys(vault, shelf, county_regions()), shelf, county_regions())
        for kind in (Kind.PEOPLE, Kind.TWO_SHEETS):
            export.write(kind, SurveyFilter(), folder / f"{kind.value}.xlsx")
        vault.close(datetime.now(), backup=False)
    yield folder


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("kind", [Kind.PEOPLE, Kind.TWO_SHEETS])
def test_ten_thousand_households__saved_by_libreoffice__come_back_cell_by_cell(
    kind: Kind, ending: str, county: Path, soak: bool, shelf: FormShelf, clock: Clock, open_empty: Open, tmp_path: Path
) -> None:
    """Only with --soak; the small files above stand for it otherwise."""
    if not soak:
        return
    vault, there = open_empty("150722")
    imports = WorkbookImport(vault, there, shelf, county_regions(), clock)
    preview = imports.preview(imports.open(resave(county / f"{kind.value}.xlsx", ending, tmp_path)))
    choices = confirmed_choices(preview, Mode.FILL)
    assert len(imports.put_in(preview, Mode.FILL, choices).new) == MANY
    WorkbookExport(vault, there, shelf, county_regions(), clock).write(kind, SurveyFilter(), tmp_path / "again.xlsx")
    assert cells_of(tmp_path / "again.xlsx") == cells_of(county / f"{kind.value}.xlsx")


def cells_of(file: Path) -> dict[str, list[list[str]]]:
    """Every cell of each sheet but the last, its rows in an order of their own; without 表号 and 状态, which a vault
    gives anew."""
    book = CalamineWorkbook.from_path(str(file))
    found = {}
    for name in book.sheet_names[:-1]:
        headings, *rows = book.get_sheet_by_name(name).to_python()
        own = [at for at, heading in enumerate(headings) if heading not in ("表号", "状态")]
        found[name] = sorted([str(row[at]) for at in own] for row in rows)
    return found
