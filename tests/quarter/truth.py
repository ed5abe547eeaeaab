"""What is planted in the lists of a simulated quarter: for each row, who it is about and what must come of it.

API: `PlantedRow`, `PlantedList`, `Stage`, `Outcome`; `write_truth(file, lists)`, `read_truth(file)`,
`each_truth(file)` one list at a time, `read_heads(file)` the lists without their rows.

A row is known by its list, its sheet, its number in the sheet from 1, and which of the people in it is meant (`part`
from 1; 0 for a row in which nobody stands).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path


class Stage(StrEnum):
    """How far a program may get by itself with a row."""

    NUMBER = "number"  # it holds the person's number, however spelled: to be found without anybody's help
    FACT = "fact"  # name, village and one more fact of somebody without a namesake there
    SUGGESTED = "suggested"  # only a person can decide; the right one should be among those that are suggested
    NOBODY = "nobody"  # nobody in the vault
    NO_PERSON = "no_person"  # a total, a note, a heading: to be refused


class Outcome(StrEnum):
    """What a row means for those who visit; `WAITING` while a person has to say whom it is about."""

    MONITORED = "已在册监测对象"
    VISITED = "已排查"
    TO_VISIT = "需入户"
    NOT_FOUND = "查无此人"
    GONE = "已死亡/外迁"
    DUPLICATE = "重复"
    WAITING = "待认定"


@dataclass(frozen=True, slots=True)
class PlantedRow:
    """One row, or one of the people in it. `way` says how it was written; `persons` are all ids of the one it is about,
    () for nobody; `is_automatic` whether it may be matched without a person's word; `may_refuse` whether the program
    may also refuse it. `outcomes` are those that are right."""

    sheet: str
    row: int
    part: int
    way: str
    stage: Stage
    persons: tuple[str, ...] = ()
    household: str = ""
    is_automatic: bool = False
    may_refuse: bool = False
    outcomes: tuple[Outcome, ...] = ()

    @property
    def place(self) -> tuple[str, int, int]:
        return (self.sheet, self.row, self.part)


@dataclass(frozen=True, slots=True)
class PlantedList:
    """A workbook and the truth about it. `name` is the department's short name for it and that of the file."""

    name: str
    file: str
    kind: str
    department: str
    title: str
    date: str
    letter: str
    rows: tuple[PlantedRow, ...] = field(default=())

    @property
    def people(self) -> tuple[PlantedRow, ...]:
        return tuple(row for row in self.rows if row.stage is not Stage.NO_PERSON)


def write_truth(file: Path, lists: Sequence[PlantedList]) -> None:
    """One line for each list, so that another process can judge."""
    for target, kept in ((file, lists), (_heads_of(file), [replace(one, rows=()) for one in lists])):
        lines = (json.dumps(asdict(one), ensure_ascii=False) for one in kept)
        target.write_text("\n".join(lines), encoding="utf-8")


def read_truth(file: Path) -> tuple[PlantedList, ...]:
    """What `write_truth` wrote."""
    return tuple(each_truth(file))


def read_heads(file: Path) -> tuple[PlantedList, ...]:
    """The same without the rows, for who must not know them."""
    return tuple(each_truth(_heads_of(file)))


def each_truth(file: Path) -> Iterator[PlantedList]:
    """The same, of which one is held at a time."""
    with file.open(encoding="utf-8") as lines:
        yield from (_read_list(json.loads(line)) for line in lines)


def _heads_of(file: Path) -> Path:
    return file.with_suffix(".heads")


def _read_list(told: dict[str, object]) -> PlantedList:
    rows = told.pop("rows")
    assert isinstance(rows, list)
    return PlantedList(**told, rows=tuple(_read_row(row) for row in rows))  # type: ignore[arg-type]


def _read_row(told: dict[str, object]) -> PlantedRow:
    persons, outcomes = told.pop("persons"), told.pop("outcomes")
    stage = Stage(str(told.pop("stage")))
    assert isinstance(persons, list) and isinstance(outcomes, list)
    known = tuple(Outcome(one) for one in outcomes)
    return PlantedRow(**told, stage=stage, persons=tuple(persons), outcomes=known)  # type: ignore[arg-type]
