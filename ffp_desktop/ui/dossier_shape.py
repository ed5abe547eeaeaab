"""What the pages about households, people and their history ask of an open vault."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.values import Answer

if TYPE_CHECKING:
    from ffp_desktop.domain.change_table import ChangeRow
    from ffp_desktop.domain.population import Movement
    from ffp_desktop.services.dynamics import ChangeTable, Recorded
    from ffp_desktop.services.history import HistoryEntry
    from ffp_desktop.services.same_people import Pair, PairRow


class FoundHouseholdShape(Protocol):
    """A household that a search found."""

    @property
    def id(self) -> str: ...
    @property
    def village(self) -> str: ...
    @property
    def natural_village(self) -> str: ...
    @property
    def head_name(self) -> str: ...
    @property
    def member_count(self) -> int: ...
    @property
    def number(self) -> str: ...


class DossierShape(Protocol):
    """The lasting side of an open vault. Every call may raise `FfpError`."""

    def survey_history(self, survey_id: str) -> "Sequence[HistoryEntry]": ...
    def person_history(self, member: str) -> "Sequence[HistoryEntry]":
        """Of all ids the person is known under."""

    def take_again(self, survey_id: str, place: Place, answer: Answer, reason: str) -> None:
        """Sets an earlier answer anew; a finished survey becomes a draft for the same reason."""

    def search_households(self, text: str, village: str, without: str) -> Sequence[FoundHouseholdShape]:
        """By the head's name, its initials or the printed number; the village's own first."""

    def pairs_of_household(self, household: str) -> "Sequence[Pair]":
        """Ids of its people that may be somebody known elsewhere."""

    def pairs_in(self, village: str) -> "Sequence[Pair]": ...
    def compare_pair(self, pair: "Pair") -> "Sequence[PairRow]": ...
    def judge_pair(self, pair: "Pair", is_same: bool, reason: str) -> "Recorded": ...
    def change_table(self, unit: str, start: str, end: str) -> "ChangeTable":
        """自然增加/自然减少 of a region from one day to another, both included."""

    def people_of(self, row: "ChangeRow") -> "Sequence[Movement]":
        """Everyone behind a row's numbers."""

    def export_changes(self, table: "ChangeTable", out: Path) -> None: ...
