"""The values that expressions see: of the household, of each member, and of whole columns."""

from collections.abc import Mapping
from datetime import date

from ffp_desktop.domain.evaluation.plan import COLUMN
from ffp_desktop.domain.form.definition import ItemType
from ffp_desktop.domain.values import Answer, is_value

MISSING_NUMBER: tuple[object, ...] = ()
_NUMBERS = (ItemType.INTEGER, ItemType.DECIMAL)


def as_expression_value(kind: ItemType, answer: Answer | None) -> object:
    """How expressions see an answer: dates as ISO text, several choices joined by a space, missing as "" or ()."""
    if answer.__class__ is str:
        return answer
    if not is_value(answer):
        return MISSING_NUMBER if kind in _NUMBERS else ""
    if isinstance(answer, tuple):
        return " ".join(answer)
    return answer.isoformat() if isinstance(answer, date) else answer


class Household(dict[str, object]):
    """The household's own values by name, and columns: made when asked for, dropped when a row changes."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}

    def __missing__(self, name: str) -> object:
        if not name.startswith(COLUMN):
            return ""
        own = name[len(COLUMN) :]
        column = self[name] = tuple([row.get(own, "") for row in self.rows.values()])
        return column

    def drop_columns(self) -> None:
        for name in [name for name in self if name.startswith(COLUMN)]:
            del self[name]


class Row(dict[str, object]):
    """A member's own values by name; what is not among them is the household's."""

    __slots__ = ("_household",)

    def __init__(self, household: Household) -> None:
        self._household = household

    def __missing__(self, name: str) -> object:
        return self._household[name]


class Values:
    """The current values by name; rows by member."""

    def __init__(self) -> None:
        self.household = Household()
        self.rows = self.household.rows

    def row(self, member: str) -> Mapping[str, object]:
        """What one expression may name: its own row first, then the household, or a column."""
        return self.rows[member] if member else self.household

    def put(self, name: str, member: str, value: object) -> bool:
        """Stores a value; whether it is another one than before."""
        row: dict[str, object] = self.rows[member] if member else self.household
        if name in row:
            before = row[name]
            if before == value and before.__class__ is value.__class__:
                return False
        row[name] = value
        if member:
            self.household.pop(COLUMN + name, None)
        return True

    def add_row(self, member: str) -> None:
        self.rows[member] = Row(self.household)
        self.household.drop_columns()

    def drop_row(self, member: str) -> None:
        del self.rows[member]
        self.household.drop_columns()
