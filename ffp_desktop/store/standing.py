"""The part of a survey's derived line that its revisions decide: how far it has come, where it lies, its last hand.

API: `STANDING` its columns, `standing_row(revisions, document, is_open) -> row`, `restate(connection, survey)` after a
revision was added on this device.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.custody import JUDGE, encode_judges, find_judges, find_standing
from ffp_desktop.domain.revisions import DocumentState, Revision, merge
from ffp_desktop.domain.survey import State
from ffp_desktop.store.journal import read_revisions
from ffp_desktop.store.noting import note_survey

if TYPE_CHECKING:
    from sqlalchemy import Connection

STANDING = ("state", "holder", "since", "handed", "conflicts", "revision", "revision_hash", "judged")
_JUDGED = f'"{JUDGE}'.encode()
_IS_OPEN = "SELECT EXISTS (SELECT 1 FROM draft WHERE survey = ? AND revision = 0 AND item IN ('@survey', '@reopen'))"

_TYPING = "SELECT operator FROM draft WHERE survey = ? AND revision = 0 ORDER BY id DESC LIMIT 1"


def standing_row(revisions: Sequence[Revision], document: DocumentState, is_open: bool) -> tuple[Any, ...]:
    """The values of `STANDING`. Nothing here depends on the order in which revisions came."""
    found = find_standing(revisions, document)
    state = State.DRAFT if is_open or found.state is None else found.state
    last = last_head(revisions, document)
    digest = last.hash if last else ""
    place = (state.value, found.holder, found.since, found.handed, found.conflicts, document.count, digest)
    if not any(_JUDGED in one.content for one in revisions):  # as most have it
        return (*place, "")
    return (*place, encode_judges(find_judges(document, {one.hash: one for one in revisions})))


def last_head(revisions: Sequence[Revision], document: DocumentState) -> Revision | None:
    """The newest of the revisions that nothing follows; None while there is none."""
    heads = set(document.heads)
    return max((one for one in revisions if one.hash in heads), key=lambda one: (one.at, one.hash), default=None)


def restate(connection: "Connection", survey: str) -> None:
    """Brings the line in step with the journal; inside an open transaction."""
    revisions = read_revisions(connection, survey)
    document = merge(revisions)
    is_open = bool(connection.exec_driver_sql(_IS_OPEN, (survey,)).scalar_one())
    last = last_head(revisions, document)
    setting = ", ".join(f"{name} = ?" for name in STANDING)
    typing = connection.exec_driver_sql(_TYPING, (survey,)).scalar()
    touched = (last.at if last else "", typing or (last.author if last else ""))
    connection.exec_driver_sql(
        f"UPDATE survey SET {setting}, touched_at = max(touched_at, ?), operator = ? WHERE id = ?",
        (*standing_row(revisions, document, is_open), *touched, survey),
    )
    note_survey(connection, survey)
