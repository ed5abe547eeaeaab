"""A form's columns, and tables written as lists of rows."""

from collections.abc import Callable, Sequence

import pytest

from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.table.columns import table_items
from ffp_desktop.domain.table.households import ReadTable, TableReader
from ffp_desktop.domain.table.mapping import Mapping, Matcher
from ffp_desktop.domain.table.places import VillageFinder
from ffp_desktop.domain.table.sheet import Cell, Range, Sheet
from ffp_desktop.domain.table.synonyms import Synonyms, read_synonyms
from ffp_desktop.paths import FORMS
from ffp_desktop.services.forms import FormShelf, county_regions

Rows = Sequence[Sequence[Cell]]
ReadRows = Callable[..., ReadTable]


def sheet_of(rows: Rows, merged: tuple[Range, ...] | None = (), name: str = "表1") -> Sheet:
    return Sheet(name, tuple(tuple(row) for row in rows), merged)


@pytest.fixture(scope="session")
def form(shelf: FormShelf) -> Form:
    return shelf.form


@pytest.fixture(scope="session")
def synonyms(form: Form) -> Synonyms:
    return read_synonyms(FORMS / form.id, form)


@pytest.fixture(scope="session")
def matcher(form: Form, synonyms: Synonyms) -> Matcher:
    return Matcher(table_items(form), synonyms)


@pytest.fixture(scope="session")
def read_rows(form: Form, synonyms: Synonyms, matcher: Matcher) -> ReadRows:
    """Reads sheets, each of which must have a header, in 腾克镇; `village` is for tables that name none."""

    def read(*sheets: Sheet, village: str = "") -> ReadTable:
        mapped: list[tuple[Sheet, Mapping]] = []
        for sheet in sheets:
            mapping = matcher.find_mapping(sheet)
            assert mapping is not None
            mapped.append((sheet, mapping))
        villages = VillageFinder(county_regions(), "150722108")
        return TableReader(form, synonyms, villages, village).read(mapped)

    return read
