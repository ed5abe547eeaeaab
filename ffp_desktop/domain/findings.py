"""What a rule found: data, never an exception."""

from dataclasses import dataclass
from enum import StrEnum

from ffp_desktop.domain.form.definition import Level
from ffp_desktop.domain.survey import Place


class FindingsWanted(StrEnum):
    """What a list of surveys can be narrowed to by what the rules found, as of each survey's last change."""

    ANY = "有错误或提醒"
    ERROR = "有错误"
    WARNING = "只有提醒"
    NONE = "没有发现"
    CONFIRMED = "有已确认的提醒"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A warning that an operator answers for: the reason, who and when (ISO, local time)."""

    reason: str
    operator: str
    at: str
    fingerprint: str  # of the values the warning was about: a changed answer reopens it


@dataclass(frozen=True, slots=True)
class Finding:
    """An error or a warning at a place. `message` says what is wrong, `action` what to do, in plain Chinese.

    `rule` is the rule's id in the form, or "malformed", "missing", "constraint", "marked" for what every item is
    checked for. `touches` are all places it speaks of. `proposal` is the text F5 would enter at `place`, "" if none.
    """

    rule: str
    level: Level
    place: Place
    place_name: str  # "第3人 A6 居民身份证" or "A26 家庭总收入"
    message: str
    action: str
    touches: tuple[Place, ...] = ()
    proposal: str = ""
    fingerprint: str = ""
    confirmed: Confirmation | None = None

    @property
    def key(self) -> tuple[str, Place]:
        """What makes it the same finding after a change."""
        return (self.rule, self.place)

    @property
    def is_open(self) -> bool:
        """Whether it bars 完成: an error, or a warning nobody has confirmed."""
        return self.level is Level.ERROR or self.confirmed is None
