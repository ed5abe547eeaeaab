"""Looks at a database file as a whole: where its journal stands, and whether every page is what was written.

API: `journal_head(connection) -> JournalHead`, `inspect_file(file, key) -> JournalHead | None` (None: damaged).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ffp_desktop.errors import FfpError
from ffp_desktop.store.migrations.upgrade import schema_version

if TYPE_CHECKING:
    from sqlalchemy import Connection


_CACHE = 4096  # KiB: each page is looked at once


@dataclass(frozen=True, slots=True)
class JournalHead:
    """Where a vault stands: schema version, how many revisions, the last one's hash, and the last draft row."""

    schema: str
    revisions: int
    head: str
    drafts: int


def journal_head(connection: "Connection") -> JournalHead:
    last = connection.exec_driver_sql("SELECT hash FROM revision ORDER BY position DESC LIMIT 1").scalar()
    count = connection.exec_driver_sql("SELECT count(*) FROM revision").scalar_one()
    drafts = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM draft").scalar_one()
    return JournalHead(schema_version(connection), int(count), last or "", int(drafts))


def cipher_faults(connection: "Connection") -> list[str]:
    """What SQLCipher finds wrong with the pages, or else SQLite with their order; nothing when all is well."""
    faults = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]
    if faults:
        return faults  # SQLite would refuse to read them
    checked = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check")]
    return [fault for fault in checked if fault != "ok"]


def inspect_file(file: Path, key: bytes) -> JournalHead | None:
    """Opens a copy that nobody uses, checks every page, and says where its journal stands."""
    from ffp_desktop.store.engine import check_header, connect_to

    try:
        check_header(file)
        database = connect_to(file, key)
        try:
            with database.read() as connection:
                connection.exec_driver_sql(f"PRAGMA cache_size = -{_CACHE}")
                return None if cipher_faults(connection) else journal_head(connection)
        finally:
            database.close()
    except FfpError:
        return None
