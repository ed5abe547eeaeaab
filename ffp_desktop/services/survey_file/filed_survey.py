"""What one survey of a file holds."""

from dataclasses import dataclass

from ffp_desktop.domain.survey import Answers, Place
from ffp_desktop.domain.values import Mark, Unparsed

VILLAGE = "village"
NATURAL_VILLAGE = "natural_village"
"""The two items that stand beside `answers` in a file, not among them."""


@dataclass(frozen=True, slots=True)
class FiledConfirmation:
    """A warning that the file answers for. `place` names a member by the id the file's answers use."""

    rule: str
    place: Place
    reason: str


@dataclass(frozen=True, slots=True)
class SurveyFile:
    """One survey as a file holds it: `answers` include 家庭住址 and 自然村; members are "m1", "m2", … in order."""

    form: str
    round: str
    village: str  # 12-digit code
    answers: Answers
    confirmed: tuple[FiledConfirmation, ...] = ()

    @property
    def natural_village(self) -> str:
        """The 自然村 as text, "" when it was not given or cannot be read."""
        answer = self.answers.given.get(Place(NATURAL_VILLAGE))
        return answer if isinstance(answer, str) and not isinstance(answer, Mark | Unparsed) else ""
