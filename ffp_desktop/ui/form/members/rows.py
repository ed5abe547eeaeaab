"""Which rows stand in the member table, top to bottom. Pure: no Qt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from ffp_desktop.domain.findings import Finding
from ffp_desktop.domain.survey import Place

FindingKey = tuple[str, Place]
PAPER_ROWS = 4  # the paper prints numbers 1 to 4


class RowKind(StrEnum):
    MEMBER = "member"
    NOTE = "note"  # a finding of the member above
    REASON = "reason"  # why the member above was struck out
    EMPTY = "empty"  # typed into, it becomes a member
    FILLER = "filler"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row; two rows are the same when their fields are. `ordinal` is 序号, 0 where none stands."""

    kind: RowKind
    member: str = ""
    finding: FindingKey | None = None
    ordinal: int = 0

    @property
    def is_note(self) -> bool:
        """Whether the row is one sentence across the whole table."""
        return self.kind in (RowKind.NOTE, RowKind.REASON)


@dataclass(frozen=True, slots=True)
class RowsChange:
    """Replace `removed` rows from `at` on by `inserted`."""

    at: int
    removed: int
    inserted: tuple[TableRow, ...]


def arrange_rows(
    members: Sequence[str], struck: frozenset[str], notes: Iterable[Finding], max_members: int, *, takes_more: bool
) -> list[TableRow]:
    """The rows for these members, with `notes` (those shown now, in column order) under their members.

    `takes_more` adds the empty row and the paper's own four; without it the table is as short as its members.
    """
    by_member: dict[str, list[Finding]] = {}
    for finding in notes:
        by_member.setdefault(finding.place.member, []).append(finding)
    rows: list[TableRow] = []
    ordinal = 0
    for member in members:
        if member in struck:
            rows += [TableRow(RowKind.MEMBER, member), TableRow(RowKind.REASON, member)]
            continue
        ordinal += 1
        rows.append(TableRow(RowKind.MEMBER, member, ordinal=ordinal))
        rows += [TableRow(RowKind.NOTE, member, finding.key) for finding in by_member.get(member, ())]
    if not takes_more:
        return rows
    if ordinal < max_members:
        ordinal += 1
        rows.append(TableRow(RowKind.EMPTY, ordinal=ordinal))
    rows += [TableRow(RowKind.FILLER, ordinal=number) for number in range(ordinal + 1, PAPER_ROWS + 1)]
    return rows


def compare_rows(before: Sequence[TableRow], after: Sequence[TableRow]) -> list[RowsChange]:
    """What turns `before` into `after`, from the bottom up, so that each position holds when it is applied."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [
        RowsChange(i1, i2 - i1, tuple(after[j1:j2]))
        for tag, i1, i2, j1, j2 in reversed(matcher.get_opcodes())
        if tag != "equal"
    ]
