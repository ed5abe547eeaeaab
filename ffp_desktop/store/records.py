"""What the store takes and gives: frozen records, no SQL, nothing heavy to import.

Times are ISO texts of local time with seconds (`2023-03-06T14:32:07`). JSON values are canonical texts, as
`domain.revisions.canonical_json` writes them. `operator` is always an operator's id.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ffp_desktop.domain.findings import FindingsWanted
from ffp_desktop.domain.monitoring.facts import MonitoredFacts
from ffp_desktop.domain.survey import Place, State


class Role(StrEnum):
    """What an operator may do. Only 管理员 changes who may enter."""

    ENTRY = "录入员"
    REVIEW = "审核员"
    ADMINISTRATOR = "管理员"


@dataclass(frozen=True, slots=True)
class Unit:
    """The office a vault belongs to: region code, name, and level 旗, 乡镇 or 村."""

    code: str
    name: str
    level: str


@dataclass(frozen=True, slots=True)
class Operator:
    """A person who can unlock the vault. `disabled_at` is "" while they may."""

    id: str
    name: str
    role: Role
    created_at: str = ""
    disabled_at: str = ""


@dataclass(frozen=True, slots=True)
class CardOperator:
    """An operator as the unlock page lists them. `last_used` is "" before the first time."""

    id: str
    name: str
    role: Role
    last_used: str = ""


@dataclass(frozen=True, slots=True)
class VaultCard:
    """What may be known of a vault before it is unlocked. `last_backup` and `locked_until` are "" for none."""

    exists: bool
    unit: Unit | None = None
    operators: tuple[CardOperator, ...] = ()
    last_backup: str = ""
    last_backup_place: str = ""
    locked_until: str = ""


@dataclass(frozen=True, slots=True)
class DraftChange:
    """One committed answer: item, member ("" for the household's own items) and the value as canonical JSON.

    Special items: "@member" (member; {"after": id}) adds a member; "@strike" (member; {"reason"} or null);
    "@confirm:<rule>" (member; {"reason","operator","at","fingerprint"} or null); "@prefill" ({"members","answers"}) is
    what came over from the round before, "@keep:<item>" ({member: [items]}) what of it was taken over; "@because"
    ({"reason"}) says why the rest of its group was set. The store itself writes "@survey" (the header of a new survey)
    and "@reopen" ({"reason"}); undo stops at these and at "@prefill".
    """

    item: str
    member: str
    value: str


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A change as it lies in the draft, with its group, author and time."""

    group: int
    item: str
    member: str
    value: str
    operator: str
    at: str


@dataclass(frozen=True, slots=True)
class LoggedRow:
    """A draft's row that was ever written, kept for good: undone and taken up by a revision or not."""

    survey: str
    group: int
    item: str
    member: str
    value: str
    operator: str
    at: str


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row of the draft, kept for ever: whether it stands (not undone), and the revision that took it up, if any."""

    row: DraftRow
    stands: bool
    revision: str


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """The changes that were committed, undone or redone together."""

    id: int
    survey: str
    rows: tuple[DraftRow, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A member as lists and look-ups need them. `person_key` is the first 18 characters of the ID, "" if unreadable."""

    member: str
    name: str
    initials: str = ""  # pinyin initials of the name, lower case: "苏日娜" -> "srn"; several readings split by a blank
    id_number: str = ""
    person_key: str = ""
    sex: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class SurveySummaryFields:
    """What lists show of a survey, computed by the service from the answers (the store knows no items).

    `people` are the members that count. `suggested` are (item, value) pairs that the same village may be offered
    again (surveyors, judges, natural village, schools …). `traits` are (name, value) pairs that a list can be narrowed
    to, by the names of `SurveyFilter`: kind, found, measure, risk. `confirmed` counts warnings that somebody answers
    for.
    `monitored` is None where 六–八 are not asked.
    Of a sketch (`is_sketch`) nobody has asked the rules yet: its counts say nothing.
    """

    head_name: str = ""
    phone: str = ""
    natural_village: str = ""
    village_name: str = ""
    household_kind: str = ""
    member_count: int = 0
    errors: int = 0
    warnings: int = 0
    missing: int = 0
    people: tuple[Person, ...] = ()
    suggested: tuple[tuple[str, str], ...] = ()
    survey_date: str = ""  # ISO; the day of the visit
    traits: tuple[tuple[str, str], ...] = ()
    confirmed: int = 0
    is_sketch: bool = False
    monitored: MonitoredFacts | None = None


@dataclass(frozen=True, slots=True)
class WholeSurvey:
    """A survey that comes whole: the rows of a draft, or (`units`, by their names) what its one revision sets.

    With units it is 已完成 at once and leaves no draft behind; the values are JSON values, not texts.
    """

    village: str
    fields: SurveySummaryFields
    rows: tuple[DraftChange, ...] = ()
    units: Mapping[str, object] | None = None
    household: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """What `add_many` did: the new surveys' ids in the given order, and how many of them are 已完成."""

    surveys: tuple[str, ...]
    finished: int


@dataclass(frozen=True, slots=True)
class SurveySummary:
    """One line of a list of surveys."""

    id: str
    number: str
    household: str
    round: str
    form: str
    village: str
    state: State
    revision: int
    revision_hash: str
    created_by: str
    created_at: str
    touched_at: str
    operator: str
    head_name: str = ""
    natural_village: str = ""
    village_name: str = ""
    household_kind: str = ""
    member_count: int = 0
    phone: str = ""
    errors: int = 0
    warnings: int = 0
    missing: int = 0
    holder: str = ""  # the region code of the office that has it; "" while nobody has said
    since: str = ""
    handed: str = ""  # the revision that brought it there
    conflicts: int = 0
    judged: str = ""  # who has judged it (`custody.decode_judges`)
    last_place: Place | None = None


@dataclass(frozen=True, slots=True)
class SurveyFilter:
    """Which surveys a list shows; "" or None means all. `text` is searched as typed (see `Surveys.list`).

    `kind`, `found`, `measure` and `risk` are values of traits. `touched` (the last change) and `visited` are first and
    last day, ISO dates, "" for no end on that side. `ids` are the surveys that can be meant at all, () for all of them.
    `places` are (word, region code) pairs: a word of `text` is also found wherever it is the name of a place.
    """

    round: str = ""
    village: str = ""  # a region code of any level: "150722108" takes all its villages
    state: State | None = None
    text: str = ""
    operator: str = ""
    findings: FindingsWanted | None = None
    kind: str = ""
    found: str = ""
    measure: str = ""
    risk: str = ""
    touched: tuple[str, str] = ("", "")
    visited: tuple[str, str] = ("", "")
    ids: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SurveyCounts:
    """How many surveys there are: in all, by state, by village (12-digit code), and by both."""

    total: int = 0
    by_state: Mapping[State, int] = field(default_factory=dict)
    by_village: Mapping[str, int] = field(default_factory=dict)
    in_village: Mapping[str, Mapping[State, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tally:
    """What some surveys come to: how many in each state, and their open findings."""

    by_state: Mapping[State, int] = field(default_factory=dict)
    errors: int = 0
    warnings: int = 0


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another survey that has the same phone or person: enough to name it."""

    survey: str
    number: str
    household: str
    village: str
    village_name: str
    head_name: str
    member_name: str = ""


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified backup file. `made_at` is an ISO time."""

    file: str
    made_at: str
    unit: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Something `check` found: a code (`journal.altered`), the thing it is about, and a Chinese sentence."""

    code: str
    subject: str
    sentence: str
