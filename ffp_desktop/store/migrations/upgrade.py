"""Runs Alembic's steps in-process on an open connection, inside the caller's transaction.

API: `schema_version(connection) -> str` ("" for an empty database), `upgrade_schema(connection, folder=VERSIONS)`,
`known_versions(folder=VERSIONS) -> tuple[str, …]` oldest first.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory
    from sqlalchemy import Connection

VERSIONS = Path(__file__).resolve().parent


def schema_version(connection: "Connection") -> str:
    """The version the database is at, asked without importing Alembic: this is on the way of every unlock."""
    asked = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    if not connection.exec_driver_sql(asked).scalar_one():
        return ""
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() or ""


def known_versions(folder: Path = VERSIONS) -> tuple[str, ...]:
    """All versions this program can bring a vault to, oldest first."""
    return tuple(reversed([script.revision for script in _scripts(folder).walk_revisions()]))


def upgrade_schema(connection: "Connection", folder: Path = VERSIONS) -> None:
    """Brings the schema to the newest version. The caller's transaction decides whether it happened."""
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    scripts = _scripts(folder)

    def steps(version: Any, _context: Any) -> Any:
        return scripts._upgrade_revs("head", version)

    context = MigrationContext.configure(connection, opts={"fn": steps, "transactional_ddl": True})
    with Operations.context(context):
        context.run_migrations()


def _scripts(folder: Path) -> "ScriptDirectory":
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(folder))
