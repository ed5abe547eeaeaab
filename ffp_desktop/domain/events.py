"""动态管理: what happens to people and households between two visits, as facts that nobody edits.

API: `Event` and its `EventPerson`s, `EventKinds.load(file)` (the kinds of 自然增加/自然减少, data), `HouseholdChange`
(the kinds that are the program's own; `OF_IDENTITY` among them), `encode_event` / `decode_event` (JSON of an event
document's unit `event`).
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from ffp_desktop.errors import FfpError

_COLUMNS = ["direction", "code", "name", "final"]


class Direction(StrEnum):
    """Which of the two tables a kind belongs to."""

    INCREASE = "自然增加"
    DECREASE = "自然减少"


class HouseholdChange(StrEnum):
    """What happens to a household, or to what is known of who somebody is. What each means is in `population`."""

    SPLIT = "分户"
    MERGE = "并户"
    MOVE = "迁移"
    HEAD = "户主变更"
    SAME_PERSON = "同一个人"
    DIFFERENT_PERSON = "不是同一个人"


OF_IDENTITY = (HouseholdChange.SAME_PERSON, HouseholdChange.DIFFERENT_PERSON)
"""The kinds that say of two ids whether they are one person; they happen to no household."""


@dataclass(frozen=True, slots=True)
class ChangeKind:
    """One kind of 自然增加 or 自然减少. After a `final` one nothing more can happen to the person."""

    name: str
    code: str
    direction: Direction
    is_final: bool = False


class EventKinds:
    """The kinds there are, in the list's order."""

    def __init__(self, changes: Iterable[ChangeKind]) -> None:
        self.changes: Mapping[str, ChangeKind] = {change.name: change for change in changes}

    @classmethod
    def load(cls, file: Path) -> "EventKinds":
        """Reads direction,code,name,final. Raises `FfpError` `event_kinds.invalid` with file and line."""
        try:
            text = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise _invalid(file, 1, "读不出来") from error
        reader = csv.reader(io.StringIO(text), strict=True)
        changes: list[ChangeKind] = []
        try:
            if next(reader, []) != _COLUMNS:
                raise _invalid(file, 1, f"第一行应当是 {','.join(_COLUMNS)}")
            for cells in reader:
                changes.append(_read_change(file, reader.line_num, cells, changes))
        except csv.Error as error:
            raise _invalid(file, reader.line_num, "不是合规的 CSV") from error
        return cls(changes)

    def direction(self, kind: str) -> Direction | None:
        """自然增加 or 自然减少; None for a household's change and for a kind nobody knows."""
        change = self.changes.get(kind)
        return change.direction if change else None

    def is_known(self, kind: str) -> bool:
        return kind in self.changes or kind in list(HouseholdChange)

    def is_final(self, kind: str) -> bool:
        return kind in self.changes and self.changes[kind].is_final


@dataclass(frozen=True, slots=True)
class EventPerson:
    """A person an event is about: the member id, and what is known of someone who comes.

    `relation` is to the head of the household the person is in after the event.
    """

    member: str
    name: str = ""
    id_number: str = ""
    sex: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to `household` in `village` on a day. `date` is ISO; `at` is when it was recorded.

    `other_household` is the one a split makes or a merge goes into; `other_village` where a household moves to, or
    where the one that a split makes lives. `withdrawn` is the reason why it was taken back, "" while it stands.
    """

    id: str
    kind: str
    date: str
    village: str
    household: str = ""
    persons: tuple[EventPerson, ...] = ()
    other_household: str = ""
    other_village: str = ""
    reason: str = ""
    author: str = ""
    at: str = ""
    withdrawn: str = ""

    @property
    def households(self) -> tuple[str, ...]:
        return tuple(household for household in (self.household, self.other_household) if household)


_TOLD = ("kind", "date", "household", "other_household", "other_village", "reason")


def encode_event(event: Event) -> dict[str, Any]:
    """What a document's unit `event` holds; who, when and where stand on the revision."""
    encoded: dict[str, Any] = {name: getattr(event, name) for name in _TOLD}
    encoded["persons"] = [{k: v for k, v in asdict(person).items() if v} for person in event.persons]
    return encoded


def decode_event(
    event_id: str, encoded: Mapping[str, Any], village: str, author: str, at: str, withdrawn: str
) -> Event:
    """The event that `encode_event` wrote; keys of a later program are left alone."""
    known = {field.name for field in fields(EventPerson)}
    persons = tuple(
        EventPerson(**{key: str(value) for key, value in person.items() if key in known})
        for person in encoded.get("persons", ())
    )
    told = {name: str(encoded.get(name, "")) for name in _TOLD}
    return Event(id=event_id, village=village, persons=persons, author=author, at=at, withdrawn=withdrawn, **told)


def _read_change(file: Path, line: int, cells: list[str], before: list[ChangeKind]) -> ChangeKind:
    if len(cells) != len(_COLUMNS):
        raise _invalid(file, line, f"有 {len(cells)} 格，应当是 {len(_COLUMNS)} 格")
    direction, code, name, final = cells
    if direction not in list(Direction):
        raise _invalid(file, line, f"“{direction}”应当是 {' 或 '.join(Direction)}")
    if not name or not code or name != "".join(name.split()) or name in list(HouseholdChange):
        raise _invalid(file, line, f"名称“{name}”或编号“{code}”不能用")
    if any(name == other.name or code == other.code for other in before):
        raise _invalid(file, line, f"“{code} {name}”写了两次")
    if final not in ("", "是"):
        raise _invalid(file, line, f"final 是“{final}”，应当是 是 或空着")
    return ChangeKind(name, code, Direction(direction), final == "是")


def _invalid(file: Path, line: int, what: str) -> FfpError:
    return FfpError("event_kinds.invalid", f"{file.name}:{line}：{what}。请改好这一行或重新安装程序，数据没有变动。")
