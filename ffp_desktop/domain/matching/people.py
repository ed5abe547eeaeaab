"""The people a vault knows, as matching sees them, and who gives them.

API: `KnownPerson`, `PeopleSource` (a protocol).
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple, Protocol


class KnownPerson(NamedTuple):
    """A person in the latest survey of a household. A tuple, because a county has 300,000 of them.

    `key` is the number's first 18 characters (see `person_key`), "" without one; `seen` the day on which the list of
    the household was begun; `gone` is what happened to a person who is not in it any more (死亡, 嫁出 …), "" for one
    who is.
    """

    household: str
    member: str
    village: str
    name: str
    initials: str
    key: str
    sex: str
    phone: str
    head_name: str
    seen: str = ""
    gone: str = ""

    @property
    def birth(self) -> str:
        """The day of birth as eight digits, "" where the number tells none."""
        digits = self.key[6:14]
        return digits if len(self.key) == 18 and digits.isdigit() else ""


class PeopleSource(Protocol):
    """Whoever knows people: those with certain numbers at once (phone and head of household may be left out then), and
    everybody, one after another."""

    def with_keys(self, keys: Collection[str]) -> Iterable[KnownPerson]: ...
    def everybody(self) -> Iterable[KnownPerson]: ...
