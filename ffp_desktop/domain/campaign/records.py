"""Departments' lists and the clues in them: what a list says, whom a clue is about, what was found. Pure.

API: `DepartmentList`, `ToldRow`, `RefusedRow`, `Match` (`How`), `Answer` (`Result`, `NOT_AFFECTED`), `NewClue`, `Clue`;
the kinds and units of their documents, `office_village(code)`. Their JSON: `record_json`.

A list is a document of the office that took it in, and holds nothing personal: it travels to every unit below. Each of
its rows is a clue, a document in the feed of the village it is about, and so goes there and to no other village. A clue
of no village stands in the office's own padded code (`office_village`), which goes up and never down. Nothing is struck
out: a clue is only ever answered.

A clue that moves to another village says all that it knows once more there, and in the feed it leaves where it went
(`moved`): so the old village sees that it is gone, and the new one needs nothing of what was said before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

LIST, CLUE, REFUSED_ROWS = "list", "clue", "list_refused"
"""The kinds of documents in the journal. `list_refused`, of the same office, holds the rows that are no clues."""
TOLD, MATCH, ANSWER, MOVED, WITHDRAWN = "told", "match", "answer", "moved", "withdrawn"
"""Units. A list has `told` and `withdrawn`; a clue `told`, `match`, `answer`, `moved` (the village it is in), each of
which may conflict by itself."""
_VILLAGE, _BANNER = 12, 6


class How(StrEnum):
    """How a clue came to its person. A person accepted all but the first two."""

    NUMBER = "证件号码"
    NAME_AND_FACT = "姓名、村和另一项"
    ACCEPTED = "人工认定"
    NOT_FOUND = "查无此人"
    UNMATCHED = ""


class Result(StrEnum):
    """What became of a clue, in the order of the digits that choose it. `OPEN` is that of one without an answer."""

    OPEN = "待核实"
    IDENTIFIED = "纳入监测"
    MONITORED = "已是监测对象"
    NOT_IDENTIFIED = "未纳入"
    UNTRUE = "情况不属实"
    NOT_FOUND = "查无此人"
    DEAD = "已死亡"
    MOVED_AWAY = "已外迁"
    DUPLICATE = "重复"
    LIST_WITHDRAWN = "名单撤回"


NOT_AFFECTED = frozenset({Result.UNTRUE, Result.NOT_FOUND, Result.DEAD, Result.MOVED_AWAY, Result.LIST_WITHDRAWN})
"""Results after which nobody counts as a key person here any more. 重复 does not say so: the other clue counts."""


@dataclass(frozen=True, slots=True)
class DepartmentList:
    """A list as a department sent it. `date` is the list's own (ISO), `letter` the 推送函's number; `digest` the
    SHA-256 of the file in hex. `rows` were read, `clues` of them became clues, `refused` did not.

    `unit` is the office that took it in; `withdrawn` says why it was taken back, "" while it stands.
    """

    id: str
    kind: str
    department: str
    title: str
    round: str
    date: str = ""
    letter: str = ""
    digest: str = ""
    rows: int = 0
    clues: int = 0
    refused: int = 0
    unit: str = ""
    author: str = ""
    at: str = ""
    withdrawn: str = ""

    @property
    def stands(self) -> bool:
        return not self.withdrawn


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A row as the list has it. `row` is its number in the sheet from 1, `part` which of several people in it, from 1.

    `id_number` is normalised (18 digits, upper case), "" when the row has none that can be one; `birth` is ISO, `sex`
    男 or 女, all three "" when unknown. `village` is the code that the words of the row name (12 digits, or 9 when only
    the township is known), "" for none; `place` are these words. `event_date` (ISO) is when what it tells of happened;
    `more` are the other columns by their heading.
    """

    sheet: str
    row: int
    part: int
    name: str
    id_number: str = ""
    village: str = ""
    place: str = ""
    phone: str = ""
    birth: str = ""
    sex: str = ""
    head_name: str = ""
    event_date: str = ""
    note: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is no clue, and why: a total, a note, nobody named. `words` are its cells, for the eye."""

    sheet: str
    row: int
    reason: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a clue is about. `household` and `member` are "" while nobody knows."""

    how: How = How.UNMATCHED
    household: str = ""
    member: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found. `by` are the names of those who verified, `date` (ISO) when; `survey` the visit it rests on, ""
    for none; `evidence` says what proves it, in words or as ids of attachments.

    `noted_by` and `noted_at` are filled in when it is read: who wrote it down, and when.
    """

    result: Result
    date: str
    by: tuple[str, ...] = ()
    reason: str = ""
    evidence: str = ""
    survey: str = ""
    noted_by: str = ""
    noted_at: str = ""


@dataclass(frozen=True, slots=True)
class NewClue:
    """A row as it becomes a clue: whom it is about, and its answer where that is known already (重复, 已死亡).

    `village` is where it belongs: where its household lives, else what the row names; "" for that.
    """

    told: ToldRow
    match: Match = field(default_factory=Match)
    answer: Answer | None = None
    village: str = ""


@dataclass(frozen=True, slots=True)
class Clue:
    """One row of a list, followed to its end. `village` is the feed it stands in; `answer` None while it is open.

    `kind`, `department`, `round`, `date` are its list's, repeated because a village may have the clue before the list.
    `at` is when the list was taken in; `withdrawn` why it was taken back, "" while it stands; `conflicts` are the units
    that two devices have set differently.
    """

    id: str
    list: str
    kind: str
    department: str
    round: str
    date: str
    village: str
    told: ToldRow
    match: Match = field(default_factory=Match)
    answer: Answer | None = None
    conflicts: int = 0
    at: str = ""
    withdrawn: str = ""

    @property
    def is_open(self) -> bool:
        return self.answer is None and not self.withdrawn

    @property
    def result(self) -> Result:
        if self.answer is None:
            return Result.LIST_WITHDRAWN if self.withdrawn else Result.OPEN
        return self.answer.result


def office_village(code: str) -> str:
    """The feed of what is personal and belongs to no village: the office's code, padded. A village's own code stays."""
    return code.ljust(_VILLAGE, "0")


def feed_village(village: str, unit: str) -> str:
    """Where an office may put what belongs to `village` (of any level, "" for none): there, when it is the office's
    own, else into the office's padded code."""
    padded = office_village(village or unit)
    return padded if padded.startswith(unit) and len(village) > _BANNER else office_village(unit)
