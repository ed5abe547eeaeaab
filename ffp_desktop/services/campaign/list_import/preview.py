"""What taking a list in would do, row by row; nothing is written yet.

API: `PreviewedRow`, `ListPreview` (`.counts`, `.rows_in`, `.of(outcome)`).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ffp_desktop.domain.campaign.outcomes import Outcome
from ffp_desktop.domain.campaign.records import Answer, RefusedRow, ToldRow
from ffp_desktop.domain.matching.matcher import Found
from ffp_desktop.services.workbook_import.preview import PassedSheet


@dataclass(frozen=True, slots=True)
class PreviewedRow:
    """A row that tells of somebody, whom it is about as far as that is certain, and what follows.

    `answer` is what is known already (重复, 已死亡, 已外迁), `reason` why the outcome is what it is, in words.
    """

    told: ToldRow
    found: Found
    outcome: Outcome
    reason: str
    answer: Answer | None = None


@dataclass(frozen=True)
class ListPreview:
    """A whole list: `rows_in` rows of the sheets, each told of or refused; `split` more clues than rows tell."""

    rows: tuple[PreviewedRow, ...]
    refused: tuple[RefusedRow, ...]
    rows_in: int
    passed_sheets: tuple[PassedSheet, ...] = ()
    kept_columns: tuple[str, ...] = ()

    @cached_property
    def counts(self) -> Mapping[Outcome, int]:
        found = Counter(row.outcome for row in self.rows)
        return {outcome: found[outcome] for outcome in Outcome}

    @property
    def split(self) -> int:
        """How many clues come from second and further people of a row."""
        return sum(row.told.part > 1 for row in self.rows)

    @property
    def namesakes(self) -> int:
        """How many wait that have exactly one of the name in their village: these may be accepted all at once."""
        return sum(any(one.is_namesake for one in row.found.suggestions) for row in self.rows)

    def of(self, outcome: Outcome | None) -> tuple[PreviewedRow, ...]:
        """Those of one outcome; None: all."""
        return tuple(row for row in self.rows if outcome in (None, row.outcome))
