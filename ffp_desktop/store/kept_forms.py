"""The forms that a vault keeps beside those of the program, and which of them each unit below is known to have.

API (class `KeptForms(database)`, each method one transaction):
    list() -> tuple[KeptForm, …]      texts(form) -> {path: text}      put(KeptForm, texts)
    note_sent(bundle, forms)      had_by(receiver) -> {(form, version)} of the bundles it gave a receipt for
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ffp_desktop.store.engine import Database

_HAD = (
    "SELECT DISTINCT f.form, f.version FROM form_sent AS f JOIN bundle_out AS b ON b.id = f.bundle"
    " WHERE b.receiver = ? AND b.receipt_at <> ''"
)


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A form, the unit it came from, and when (ISO)."""

    id: str
    version: str
    title: str
    source: str
    at: str


class KeptForms:
    """Those of one vault; of each form only one version."""

    def __init__(self, database: "Database") -> None:
        self._database = database

    def list(self) -> tuple[KeptForm, ...]:
        asked = "SELECT id, version, title, source, at FROM kept_form ORDER BY id"
        with self._database.read() as connection:
            return tuple(KeptForm(*row) for row in connection.exec_driver_sql(asked))

    def texts(self, form: str) -> dict[str, str]:
        """Its files; none for a form that is not kept."""
        with self._database.read() as connection:
            found = connection.exec_driver_sql("SELECT texts FROM kept_form WHERE id = ?", (form,)).scalar()
        return json.loads(found) if found else {}

    def put(self, form: KeptForm, texts: Mapping[str, str]) -> None:
        """In place of an older version."""
        row = (form.id, form.version, form.title, form.source, form.at, json.dumps(texts, ensure_ascii=False))
        with self._database.write() as connection:
            connection.exec_driver_sql(
                "INSERT OR REPLACE INTO kept_form (id, version, title, source, at, texts) VALUES (?, ?, ?, ?, ?, ?)",
                row,
            )

    def note_sent(self, bundle: str, forms: Iterable[tuple[str, str]]) -> None:
        """A bundle that was made carries these forms (id, version)."""
        rows = [(bundle, *form) for form in forms]
        if rows:
            with self._database.write() as connection:
                statement = "INSERT OR IGNORE INTO form_sent (bundle, form, version) VALUES (?, ?, ?)"
                connection.exec_driver_sql(statement, rows)

    def had_by(self, receiver: str) -> frozenset[tuple[str, str]]:
        with self._database.read() as connection:
            return frozenset((row[0], row[1]) for row in connection.exec_driver_sql(_HAD, (receiver,)))
