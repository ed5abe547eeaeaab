"""The people a vault knows, as matching sees them, and who gives them.

API: `KnownPerson`, `PeopleSource` (a protocol); `Glimpse` and `Wanted`, by which a source leaves out most people.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple, Protocol

Glimpse = tuple[int, str, str, str, str]
"""What is quickly read of everybody: a number by which the source knows them; village, name, initials and key."""


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


class Wanted(Protocol):
    """Whom somebody looks for: those with these phones, those of these heads of household (behind the code of the
    village), and those chosen at a glimpse. Of others that a source gives nothing comes."""

    @property
    def phones(self) -> Collection[str]: ...
    @property
    def heads(self) -> Collection[str]: ...
    def choose(self, glimpses: Iterable[Glimpse]) -> Collection[int]: ...


class PeopleSource(Protocol):
    """Whoever knows people: those with certain numbers at once (phone and head of household may be left out then), and
    at least those that are wanted."""

    def with_keys(self, keys: Collection[str]) -> Iterable[KnownPerson]: ...
    def wanted(self, wanted: Wanted) -> Iterable[KnownPerson]: ...
