"""What the review gives: frozen records of comments, judgements, queues, and where a survey lies."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ffp_desktop.domain.survey import Place, State
from ffp_desktop.errors import FfpError


@dataclass(frozen=True, slots=True)
class NewComment:
    """What a reviewer writes: where (an item, of a member if it is asked of each; item "" for the whole form), what."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What the one who corrects has answered to a comment."""

    text: str
    author: str
    at: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of the office `unit`. It is pending until a return takes it along, and open while that return is being
    worked on; what an earlier return said is neither."""

    id: str
    place: Place
    text: str
    author: str
    at: str
    unit: str
    is_open: bool
    is_pending: bool = False
    reply: Reply | None = None

    @property
    def reply_text(self) -> str:
        return self.reply.text if self.reply else ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Who judged for which office. It `stands` until an answer is written: then who did that, when, and why."""

    unit: str
    name: str
    at: str
    stands: bool
    voided_by: str = ""
    voided_at: str = ""
    void_reason: str = ""


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """All that was said of one survey. Comments stand in the paper's order, the open ones first."""

    survey: str
    state: State
    holder: str
    comments: tuple[Comment, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    conflicts: tuple[str, ...] = ()
    returned_from: str = ""
    is_void: bool = False

    @property
    def open_comments(self) -> tuple[Comment, ...]:
        return tuple(comment for comment in self.comments if comment.is_open)

    @property
    def pending_comments(self) -> tuple[Comment, ...]:
        return tuple(comment for comment in self.comments if comment.is_pending)

    @property
    def first_place(self) -> Place | None:
        """Where a returned survey opens: at the first open comment that is about an item."""
        return next((comment.place for comment in self.open_comments if comment.place.item), None)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a survey lies. `is_received`: the office that has it has said so; `is_held`: it was received and put aside.

    `days` are whole days since `since` (ISO time).
    """

    survey: str
    number: str
    state: State
    holder: str
    holder_name: str
    since: str
    days: int
    is_here: bool
    is_received: bool
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One survey that waits for this office. `judged_by` are those whose judgement stands; `is_void`: one fell."""

    survey: str
    number: str
    village: str
    village_name: str
    head_name: str
    state: State
    days: int
    errors: int
    warnings: int
    missing: int
    conflicts: int
    judged_by: tuple[str, ...] = ()
    is_void: bool = False
    people: int = 0

    @property
    def findings(self) -> int:
        return self.errors + self.warnings + self.missing + self.conflicts


@dataclass(frozen=True, slots=True)
class Refused:
    """A survey that was left as it was, and why."""

    survey: str
    number: str
    error: FfpError


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of several surveys: `done`, `waiting` for a second person, or refused."""

    done: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    refused: Sequence[Refused] = field(default=())
