"""The journal: revisions in gapless, hash-chained feeds, one feed per device and village. Rows are only added.

API (each method is one transaction):
    append(document_kind, document_id, village, parents, sets, operator, at, reason="", form="") -> Revision
    revisions(document_id, with_held=False) -> tuple[Revision, …] in the order they came      revisions_of(document_ids)
    document(document_id) -> DocumentState
    units(document_kind, document_id) -> {unit: JSON value to show}, without null ones and the store's own "survey"
    heads() -> {(device, village): (number, hash)}      documents(prefix) -> [document_id, …] whose ids begin so
    hashes(unit) -> (document, its revisions' hashes) …
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.revisions import DocumentState, Revision, merge, read_revision, require_canonical

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ffp_desktop.store.engine import Database

SURVEY_UNIT = "survey"
"""The unit in which the store itself keeps a survey's header (household, round, village, number)."""

_ALL = "SELECT body FROM revision WHERE document = ? ORDER BY position"
_TAKEN = (
    "SELECT body FROM revision WHERE document = ?1"
    " AND position <= coalesce((SELECT position FROM held_survey WHERE survey = ?1), 9223372036854775807)"
    " ORDER BY position"
)
_HASHES = (
    "SELECT r.document, r.hash FROM json_each(?) AS w CROSS JOIN revision AS r ON r.document = w.value"
    " LEFT JOIN held_survey AS h ON h.survey = r.document"
    " WHERE r.position <= coalesce(h.position, 9223372036854775807) ORDER BY w.key, r.position"
)
_BODIES = "SELECT r.hash, r.body FROM json_each(?) AS w CROSS JOIN revision AS r ON r.hash = w.value"


class Journal:
    """The revisions of this vault."""

    def __init__(self, database: "Database", device_id: str) -> None:
        self._database = database
        self._device_id = device_id

    def append(
        self,
        document_kind: str,
        document_id: str,
        village: str,
        parents: Sequence[str],
        sets: Mapping[str, str],
        operator: str,
        at: str,
        reason: str = "",
        form: str = "",
    ) -> Revision:
        """Adds a revision at the end of this device's feed. `sets` holds canonical JSON texts."""
        with self._database.write() as connection:
            return append_revision(
                connection,
                self._device_id,
                document_kind,
                document_id,
                village,
                parents,
                sets,
                operator,
                at,
                reason,
                form,
            )

    def revisions(self, document_id: str, with_held: bool = False) -> tuple[Revision, ...]:
        """Those of a survey that were received and not taken only `with_held`."""
        with self._database.read() as connection:
            return read_revisions(connection, document_id, with_held)

    def revisions_of(self, document_ids: Sequence[str]) -> dict[str, tuple[Revision, ...]]:
        """The same of many documents; those that have none are left out."""
        with self._database.read() as connection:
            return read_many(connection, document_ids)

    def document(self, document_id: str) -> DocumentState:
        """The merged state; `.heads` are the parents of the next revision."""
        return merge(self.revisions(document_id))

    def units(self, document_kind: str, document_id: str) -> dict[str, Any]:
        """What each unit holds now, as JSON values."""
        with self._database.read() as connection:
            state = merge(r for r in read_revisions(connection, document_id) if r.document_kind == document_kind)
        found = {unit: state.value(unit) for unit in state.units if unit != SURVEY_UNIT}
        return {unit: value for unit, value in found.items() if value is not None}

    def hashes(self, unit: str) -> Iterator[tuple[str, list[str]]]:
        """Each document of the feeds under a region code with its revisions' hashes, both in their sorted order."""
        query = "SELECT document, hash FROM revision WHERE village GLOB ? ORDER BY document, hash"
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(query, (f"{unit}*",))
            for document, group in groupby(rows, key=lambda row: str(row[0])):
                yield document, [str(row[1]) for row in group]

    def documents(self, prefix: str) -> list[str]:
        """The documents whose ids begin with `prefix`, found by the index on ids."""
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT DISTINCT document FROM revision WHERE document >= ? AND document < ? ORDER BY document",
                (prefix, prefix + "\U0010ffff"),
            ).scalars()
            return list(rows)

    def heads(self) -> dict[tuple[str, str], tuple[int, str]]:
        """The last number and hash of every feed."""
        query = (
            "SELECT device, village, number, hash FROM revision AS r WHERE number ="
            " (SELECT max(number) FROM revision WHERE device = r.device AND village = r.village) ORDER BY position"
        )
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(query).all()
        return {(device, village): (number, digest) for device, village, number, digest in rows}


def read_revisions(connection: "Connection", document_id: str, with_held: bool = False) -> tuple[Revision, ...]:
    """The revisions of a document in the order they came into this vault; without those of a survey that is held."""
    rows = connection.exec_driver_sql(_ALL if with_held else _TAKEN, (document_id,)).scalars()
    return tuple(read_revision(body) for body in rows)


def read_many(
    connection: "Connection", documents: Sequence[str], at_hand: Mapping[str, Revision] | None = None
) -> dict[str, tuple[Revision, ...]]:
    """The same for many documents, without those that have none. What is `at_hand` by its hash is not read again."""
    found = dict(at_hand or {})
    rows = connection.exec_driver_sql(_HASHES, (json.dumps(list(documents)),)).all()
    wanted = json.dumps([row[1] for row in rows if row[1] not in found])
    found |= {row[0]: read_revision(row[1]) for row in connection.exec_driver_sql(_BODIES, (wanted,)).all()}
    by_document: dict[str, tuple[Revision, ...]] = {}
    for document, digest in rows:
        by_document[document] = (*by_document.get(document, ()), found[digest])
    return by_document


def append_revision(
    connection: "Connection",
    device_id: str,
    document_kind: str,
    document_id: str,
    village: str,
    parents: Sequence[str],
    sets: Mapping[str, str],
    operator: str,
    at: str,
    reason: str = "",
    form: str = "",
) -> Revision:
    """The same inside an open transaction."""
    last = connection.exec_driver_sql(
        "SELECT number, hash FROM revision WHERE device = ? AND village = ? ORDER BY number DESC LIMIT 1",
        (device_id, village),
    ).first()
    name = connection.exec_driver_sql("SELECT name FROM operator WHERE id = ?", (operator,)).scalar()
    revision = Revision(
        document_kind=document_kind,
        document_id=document_id,
        device=device_id,
        village=village,
        number=last[0] + 1 if last else 1,
        previous=last[1] if last else "",
        parents=tuple(sorted(set(parents))),
        sets=dict(sets),
        author=operator,
        author_name=name or "",
        at=at,
        reason=reason,
        form=form,
    )
    require_canonical(revision)
    connection.exec_driver_sql(
        "INSERT INTO revision (hash, kind, document, device, village, number, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (revision.hash, document_kind, document_id, device_id, village, revision.number, revision.body),
    )
    return revision
