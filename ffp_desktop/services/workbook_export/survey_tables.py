"""Whole surveys as rows: one a person with the household's columns, or households and people apart."""

from collections.abc import Iterator, Sequence

from ffp_desktop.documents.workbook.writing import TableColumn, Value
from ffp_desktop.domain.form.definition import Form, Item, ItemType
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.table.columns import Column, table_columns
from ffp_desktop.services.workbook_export.filled_survey import FilledSurvey

NUMBER_HEADING = "表号"
"""The column by which the two sheets belong together, and a row to its survey."""

_KEY = (
    TableColumn(NUMBER_HEADING, 27),
    TableColumn("状态", 9),
    TableColumn("乡镇", 11),
    TableColumn("村", 13),
    TableColumn("户主", 12),
)
_POSITION = TableColumn("序号", 6, is_text=False)
_SIZE = TableColumn("人数", 6, is_text=False)
_WIDE = 24


class SurveyTables:
    """Columns and rows of a form's surveys."""

    def __init__(self, form: Form, regions: Regions) -> None:
        self._form = form
        self._regions = regions
        self._columns = table_columns(form)
        self._of_household = [column for column in self._columns if not column.of_member]
        self._of_member = [column for column in self._columns if column.of_member]

    # ---- one row a person

    def people_columns(self) -> Sequence[TableColumn]:
        return (*_KEY, _POSITION, *self._shaped(self._columns))

    def people_rows(self, survey: FilledSurvey) -> Iterator[Sequence[Value]]:
        """A row for each person; a household without anyone has one row, so that it is not lost."""
        key = self._key(survey)
        household = {column.item: survey.cell(column.item) for column in self._of_household}
        for position, member in enumerate(survey.members or ("",), 1):
            cells = [
                household[column.item] if not column.of_member else survey.cell(column.item, member) if member else ""
                for column in self._columns
            ]
            yield (*key, position if member else None, *cells)

    # ---- two sheets

    def household_columns(self) -> Sequence[TableColumn]:
        return (*_KEY, _SIZE, *self._shaped(self._of_household))

    def household_row(self, survey: FilledSurvey) -> Sequence[Value]:
        cells = [survey.cell(column.item) for column in self._of_household]
        return (*self._key(survey), len(survey.members), *cells)

    def member_columns(self) -> Sequence[TableColumn]:
        return (*_KEY, _POSITION, *self._shaped(self._of_member))

    def member_rows(self, survey: FilledSurvey) -> Iterator[Sequence[Value]]:
        key = self._key(survey)
        for position, member in enumerate(survey.members, 1):
            yield (*key, position, *(survey.cell(column.item, member) for column in self._of_member))

    # ---- both

    def _key(self, survey: FilledSurvey) -> tuple[str, ...]:
        header = survey.header
        names = (self._regions.township_of(header.village), self._regions.find(header.village))
        where = [region.short_name if region else "" for region in names]
        return (header.number, header.state.value, *where, survey.head_name)

    def _shaped(self, columns: Sequence[Column]) -> list[TableColumn]:
        return [column_shape(self._form.items[column.item], column.heading) for column in columns]


def column_shape(item: Item, heading: str) -> TableColumn:
    """How wide an item's column is, and whether it holds text."""
    is_text = item.type not in (ItemType.DECIMAL, ItemType.INTEGER)
    if item.normalise == "id_number":
        width = _WIDE
    elif item.choices is not None:
        longest = max(len(choice.name) for choice in item.choices.choices)
        width = min(max(9, 2 * longest + 2), _WIDE)
    else:
        width = 13 if not is_text or item.max_length <= 50 else _WIDE
    return TableColumn(heading, width, is_text)
