"""Lists written as rows, read as the office of 莫旗 reads them."""

from collections.abc import Callable

import pytest

from ffp_desktop.domain.campaign.list_columns import ListMatcher, read_list_columns
from ffp_desktop.domain.campaign.list_places import PlaceReader
from ffp_desktop.domain.campaign.list_reading import ListReader, ReadList
from ffp_desktop.domain.table.sheet import Range, Sheet
from ffp_desktop.paths import FORMS
from ffp_desktop.services.forms import FormShelf, county_regions

ReadRows = Callable[..., ReadList]


@pytest.fixture(scope="session")
def list_matcher(shelf: FormShelf) -> ListMatcher:
    return ListMatcher(read_list_columns(FORMS / shelf.form.id))


@pytest.fixture(scope="session")
def read_rows(list_matcher: ListMatcher) -> ReadRows:
    """Reads the rows of one sheet, the first of which is the header."""

    def read(*rows: list[object], merged: tuple[Range, ...] = (), unit: str = "150722", date: str = "") -> ReadList:
        sheet = Sheet("表1", tuple(tuple(row) for row in rows), merged)  # type: ignore[arg-type]
        mapping = list_matcher.find_mapping(sheet)
        assert mapping is not None
        return ListReader(PlaceReader(county_regions(), unit, list_matcher.columns), date).read([(sheet, mapping)])

    return read
