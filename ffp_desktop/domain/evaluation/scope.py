"""The values that expressions see: of the household, of each member, and of whole columns."""

from collections.abc import Iterator, Mapping
from datetime import date

from ffp_desktop.domain.evaluation.plan import COLUMN
from ffp_desktop.domain.form.definition import ItemType
from ffp_desktop.domain.values import Answer, is_value

MISSING_NUMBER: tuple[object, ...] = ()


def as_expression_value(kind: ItemType, answer: Answer | None) -> object:
    """How expressions see an answer: dates as ISO text, several choices joined by a space, missing as "" or ()."""
    if not is_value(answer):
        return MISSING_NUMBER if kind in (ItemType.INTEGER, ItemType.DECIMAL) else ""
    if isinstance(answer, tuple):
        return " ".join(answer)
    return answer.isoformat() if isinstance(answer, date) else answer


class Values:
    """The current values by name; rows by member. `columns` are made when asked for and dropped when a row changes."""

    def __init__(self) -> None:
        self.household: dict[str, object] = {}
        self.rows: dict[str, dict[str, object]] = {}
        self._columns: dict[str, tuple[object, ...]] = {}

    def row(self, member: str) -> dict[str, object]:
        return self.rows[member] if member else self.household

    def put(self, name: str, member: str, value: object) -> bool:
        """Stores a value; whether it is another one than before."""
        row = self.row(member)
        if name in row and row[name] == value and type(row[name]) is type(value):
            return False
        row[name] = value
        if member:
            self._columns.pop(name, None)
        return True

    def add_row(self, member: str) -> None:
        self.rows[member] = {}
        self._columns.clear()

    def drop_row(self, member: str) -> None:
        del self.rows[member]
        self._columns.clear()

    def column(self, name: str) -> tuple[object, ...]:
        """One value a member, in the order of the rows."""
        if name not in self._columns:
            self._columns[name] = tuple(row.get(name, "") for row in self.rows.values())
        return self._columns[name]

    def scope(self, member: str) -> "Scope":
        return Scope(self, member)


class Scope(Mapping[str, object]):
    """What one expression may name: its own row first, then the household, or a column."""

    def __init__(self, values: Values, member: str) -> None:
        self._values = values
        self._row = values.row(member)

    def __getitem__(self, name: str) -> object:
        if name.startswith(COLUMN):
            return self._values.column(name[len(COLUMN) :])
        if name in self._row:
            return self._row[name]
        return self._values.household.get(name, "")

    def __iter__(self) -> Iterator[str]:
        return iter(self._row)

    def __len__(self) -> int:
        return len(self._row)
