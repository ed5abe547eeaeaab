"""What the lines of surveys are derived from, read for many at once: journal, open drafts, and the lines that stand.

API: `COLUMNS` of a survey's line, `read_sources(connection, surveys, at_hand) -> {survey: Source}`, `derive_row(source,
late_at)`, `in_parts(surveys)`.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.revisions import Revision, merge
from ffp_desktop.store.drafts import NEW, REOPEN
from ffp_desktop.store.headers import HEADER
from ffp_desktop.store.journal import SURVEY_UNIT, read_many
from ffp_desktop.store.standing import STANDING, last_head, standing_row

if TYPE_CHECKING:
    from sqlalchemy import Connection

COLUMNS = (*HEADER, "touched_at", "operator", *STANDING)
_AT_ONCE = 500
_KNOWN = f"SELECT id, {', '.join(COLUMNS)} FROM survey WHERE id IN (SELECT value FROM json_each(?))"
# A header that was taken back is that of no survey any more.
_OPEN_DRAFTS = (
    "SELECT d.survey, max(d.at), max(d.item IN (?1, ?2)), (SELECT operator FROM draft WHERE survey = d.survey AND"
    " revision = 0 ORDER BY id DESC LIMIT 1), (SELECT value FROM draft WHERE survey = d.survey AND revision = 0 AND"
    " state = 0 AND item = ?1 ORDER BY id LIMIT 1) FROM json_each(?3) AS w CROSS JOIN draft AS d ON d.survey = w.value"
    " AND d.revision = 0 GROUP BY d.survey"
)

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """An open draft: its last time and hand, whether it makes the survey a draft, the header it began with (JSON)."""

    last_at: str = ""
    is_open: bool = False
    operator: str = ""
    header: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One survey: its revisions as they came, its open draft, and its line (`COLUMNS`) as it stands, if any."""

    revisions: Sequence[Revision]
    draft: Draft
    known: Row | None


def in_parts(surveys: Sequence[str]) -> Iterator[Sequence[str]]:
    """As many as are read at once, so that memory does not grow with the vault."""
    return (surveys[start : start + _AT_ONCE] for start in range(0, len(surveys), _AT_ONCE))


def read_sources(
    connection: "Connection", surveys: Sequence[str], at_hand: Mapping[str, Revision] | None = None
) -> dict[str, Source]:
    """In the given order. Revisions whose hash is in `at_hand` are not read again."""
    wanted = json.dumps(list(surveys))
    journal = read_many(connection, surveys, at_hand)
    known = {row[0]: tuple(row[1:]) for row in connection.exec_driver_sql(_KNOWN, (wanted,)).all()}
    open_rows = connection.exec_driver_sql(_OPEN_DRAFTS, (NEW, REOPEN, wanted)).all()
    drafts = {row[0]: Draft(row[1], bool(row[2]), row[3], row[4]) for row in open_rows}
    return {
        survey: Source(
            [one for one in journal.get(survey, ()) if one.document_kind == "survey"],
            drafts.get(survey, Draft()),
            known.get(survey),
        )
        for survey in surveys
    }


def derive_row(source: Source, late_at: str = "") -> Row | None:
    """The survey's line (`COLUMNS`) as journal and draft have it; None when they know no such survey."""
    revisions, draft = source.revisions, source.draft
    state = merge(revisions)
    header = state.value(SURVEY_UNIT) or (None if draft.header is None else json.loads(draft.header))
    if header is None:
        return None
    last = last_head(revisions, state)
    touched_at = max(header["created_at"], draft.last_at, late_at, *(revision.at for revision in revisions))
    operator = draft.operator or (last.author if last else "")
    return (*(header[name] for name in HEADER), touched_at, operator, *standing_row(revisions, state, draft.is_open))
