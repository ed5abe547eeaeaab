"""The derived table of attachments: one line for each document of the journal.

API: `write_attachment(connection, id)` inside a transaction; `rebuild_attachments(connection)` and
`differing_attachments(connection)` look at all of them; `read_lines(connection, where, values)`.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.attachments import DOCUMENT, FACTS, KIND, REMOVED, Attachment, decode_attachment
from ffp_desktop.domain.revisions import Revision, merge
from ffp_desktop.store.journal import read_revisions

if TYPE_CHECKING:
    from sqlalchemy import Connection

_COLUMNS = (
    *("id", "survey", "village", "digest", "kind", "name"),
    *("page", "pages", "size", "width", "height", "author", "at", "removed"),
)
_WRITE = f"INSERT OR REPLACE INTO attachment ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"


def write_attachment(connection: "Connection", attachment: str) -> None:
    """Its line as its revisions have it; none while only its removal has come."""
    found = _derive(attachment, read_revisions(connection, attachment))
    if found is not None:
        connection.exec_driver_sql(_WRITE, _row(found))


def rebuild_attachments(connection: "Connection") -> None:
    connection.exec_driver_sql("DELETE FROM attachment")
    for document in _documents(connection):
        write_attachment(connection, document)


def differing_attachments(connection: "Connection") -> Iterator[str]:
    """The attachments whose line is not what the journal says."""
    known = {line.id: line for line in read_lines(connection)}
    for document in _documents(connection):
        if known.pop(document, None) != _derive(document, read_revisions(connection, document)):
            yield document
    yield from known


def read_lines(connection: "Connection", where: str = "", values: tuple[Any, ...] = ()) -> tuple[Attachment, ...]:
    """The lines that the condition leaves, oldest first, the pages of one file in their order."""
    query = f"SELECT {', '.join(_COLUMNS)} FROM attachment{where} ORDER BY at, name, page, id"
    rows = connection.exec_driver_sql(query, values).all()
    return tuple(_read(dict(zip(_COLUMNS, row, strict=True))) for row in rows)


def _documents(connection: "Connection") -> Sequence[str]:
    query = "SELECT DISTINCT document FROM revision WHERE kind = ? ORDER BY document"
    return connection.exec_driver_sql(query, (DOCUMENT,)).scalars().all()


def _derive(document: str, revisions: Sequence[Revision]) -> Attachment | None:
    state = merge(revision for revision in revisions if revision.document_kind == DOCUMENT)
    told = state.units.get(FACTS)
    if told is None:
        return None
    first = next(revision for revision in revisions if revision.hash == told.revisions[0])
    removed = state.value(REMOVED)
    because = str(removed["reason"]) if removed else ""
    told_by = (first.author_name, first.at, because)
    return decode_attachment(document, first.village, state.value(FACTS), str(state.value(KIND)), *told_by)


def _read(row: dict[str, Any]) -> Attachment:
    told_by = (str(row["author"]), str(row["at"]), str(row["removed"]))
    return decode_attachment(row["id"], row["village"], row, row["kind"], *told_by)


def _row(attachment: Attachment) -> tuple[Any, ...]:
    return tuple(str(value) if name == "kind" else value for name in _COLUMNS for value in [getattr(attachment, name)])
