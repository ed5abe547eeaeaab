"""The encrypted database: opened with the raw data key, checked, and written to in whole transactions.

API: `open_database(file, key, create=False, migrations=VERSIONS, before_upgrade=None) -> Database`;
`Database.write()` / `.read()` give a connection inside one transaction; `.together()` makes all writes inside it one;
`.held_still()` is for copying the file; `.close()` leaves a single file (WAL emptied). Importing this file imports
SQLAlchemy: only `vault.open_vault` and its kin do, late.

The key slot has already proved the key right (`slots`), so whatever SQLCipher cannot read here is damage.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, exc
from sqlalchemy.pool import QueuePool

from ffp_desktop.errors import FfpError
from ffp_desktop.store.migrations.upgrade import VERSIONS, known_versions, schema_version, upgrade_schema
from ffp_desktop.store.schema import HEAD

_TRIES = 20
PLAIN_HEADER = b"SQLite format 3\x00"


class Database:
    """An open vault file. Each transaction has its own connection from a small pool, so that threads do not meet."""

    def __init__(self, engine: Engine, file: Path) -> None:
        self._engine = engine
        self._reading = engine.execution_options(ffp_begin="BEGIN")
        self._joined: ContextVar[Connection | None] = ContextVar("joined", default=None)
        self._is_closed = False
        self.file = file
        self.writes = 0
        """Grows with every write: what was read when it was smaller may be out of date."""

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that is written durably when the block ends, or not at all.

        Raises FfpError `store.cannot_write`, `store.busy` or `vault.damaged`.
        """
        self._require_open()
        joined = self._joined.get()
        if joined is not None:
            self.writes += 1
            yield joined
            return
        try:
            with _told_calmly(), self._engine.begin() as connection:
                yield connection
        finally:
            self.writes += 1

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view, also while another thread writes."""
        self._require_open()
        joined = self._joined.get()
        if joined is not None:
            yield joined
            return
        with _told_calmly(), self._reading.begin() as connection:
            yield connection

    @contextmanager
    def together(self, is_reading: bool = False) -> Iterator[None]:
        """Makes every write of this thread inside the block one transaction: an import is whole or not at all.

        With `is_reading` nobody is kept from writing, and all reads inside the block see the same.
        """
        with self.read() if is_reading else self.write() as connection:
            before = self._joined.set(connection)
            try:
                yield
            finally:
                self._joined.reset(before)

    @contextmanager
    def held_still(self) -> Iterator[Connection]:
        """While the block runs the file holds everything and does not change: for copying it."""
        wal = self.file.with_name(self.file.name + "-wal")
        for _ in range(_TRIES):
            self.checkpoint()
            with self.write() as connection:
                if not wal.exists() or not wal.stat().st_size:
                    yield connection
                    return
        raise FfpError("store.busy", "数据一直在写入，现在不能复制。请稍等片刻再试。")

    def checkpoint(self) -> None:
        """Moves all of the WAL into the file."""
        self._require_open()
        with _told_calmly(), self._engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            busy = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            raise FfpError("store.busy", "数据还在读写中，没能合并到一个文件。请稍等片刻再试。")

    def close(self) -> None:
        """Empties the WAL if it can, and lets go of the file."""
        try:
            self.checkpoint()
        except FfpError:
            pass  # the WAL keeps what is committed; the next opening takes it up
        finally:
            self._is_closed = True
            self._engine.dispose()

    def _require_open(self) -> None:
        """After locking nothing may open the file again, though the engine would."""
        if self._is_closed:
            raise FfpError("vault.closed", "数据已经锁上。请重新输入密码再继续。")


def open_database(
    file: Path,
    key: bytes,
    create: bool = False,
    migrations: Path = VERSIONS,
    before_upgrade: Callable[[Database], None] | None = None,
) -> Database:
    """Opens `file`, brings its schema up to date and checks that it is truly encrypted.

    `before_upgrade` is called with the old database before an existing vault is changed (a backup). Raises FfpError
    `vault.damaged`, `vault.newer`, `store.cannot_write`, `vault.not_encrypted`.
    """
    if not create:
        check_header(file)
    database = connect_to(file, key)
    try:
        _bring_up_to_date(database, create, migrations, before_upgrade)
        if create:
            database.checkpoint()
        check_header(file)
    except BaseException:
        database._engine.dispose()
        raise
    return database


def connect_to(file: Path, key: bytes) -> Database:
    """The file as it is: nothing checked, nothing brought up to date."""
    return Database(_engine(file, key), file)


def check_header(file: Path) -> None:
    """Refuses a missing, cut or plaintext file before SQLCipher is asked."""
    try:
        with file.open("rb") as opened:
            header = opened.read(len(PLAIN_HEADER))
    except OSError as error:
        raise FfpError("vault.damaged", "数据库文件读不出来。请检查磁盘，或从备份恢复，备份没有变动。") from error
    if header == PLAIN_HEADER:
        raise FfpError(
            "vault.not_encrypted", "数据库没有加密，程序不会使用它。请从备份恢复，并把这个文件夹交给管理员。"
        )
    if len(header) < len(PLAIN_HEADER):
        raise damaged()


def damaged() -> FfpError:
    return FfpError("vault.damaged", "数据库文件已损坏，打不开。请选“从备份恢复”，现有文件会原样保留。")


def _bring_up_to_date(
    database: Database, create: bool, migrations: Path, before_upgrade: Callable[[Database], None] | None
) -> None:
    with database.read() as connection:
        version = schema_version(connection)
    if version == HEAD and migrations == VERSIONS:
        return
    versions = known_versions(migrations)
    if version and version not in versions:
        raise FfpError("vault.newer", "数据是用更新版本的程序写的，这个版本打不开。请先升级程序，数据没有变动。")
    if not create and not version:
        raise damaged()
    if version == versions[-1]:
        return
    if before_upgrade is not None and not create:
        before_upgrade(database)
    with database.write() as connection:
        upgrade_schema(connection, migrations)


def _engine(file: Path, key: bytes) -> Engine:
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: _connect(file, key),
        module=_driver(),
        poolclass=QueuePool,
        pool_size=2,
        max_overflow=6,
        pool_use_lifo=True,  # one thread keeps one connection, whose page cache stays good
    )
    event.listen(engine, "begin", _begin)
    return engine


def _driver() -> Any:
    import sqlcipher3.dbapi2

    return sqlcipher3.dbapi2


def _connect(file: Path, key: bytes) -> Any:
    driver = _driver()
    connection = driver.connect(str(file), isolation_level=None, check_same_thread=False, cached_statements=256)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # it writes to stderr otherwise
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        if not connection.execute("PRAGMA cipher_version").fetchone():
            raise FfpError("vault.not_encrypted", "这台电脑上的数据库组件不能加密，程序不会打开数据。请重新安装程序。")
        for pragma in (
            "temp_store = MEMORY",
            "cache_size = -57344",
            "busy_timeout = 5000",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "trusted_schema = OFF",
        ):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("ffp_begin", "BEGIN IMMEDIATE"))


@contextmanager
def _told_calmly() -> Iterator[None]:
    try:
        yield
    except exc.DBAPIError as error:
        known = _known_error(str(error.orig))
        if known is None:
            raise
        raise known from error
    except _driver().DatabaseError as error:
        known = _known_error(str(error))
        if known is None:
            raise
        raise known from error


def _known_error(message: str) -> FfpError | None:
    """What a person is told of SQLite's message; None for what is a bug of ours."""
    text = message.lower()
    if "malformed" in text or "not a database" in text or "encrypted" in text:
        return damaged()
    if "full" in text or "i/o error" in text or "readonly" in text or "unable to open" in text:
        reason = "磁盘已满" if "full" in text else "磁盘是只读的" if "readonly" in text else "磁盘读写出错"
        return FfpError(
            "store.cannot_write", f"数据写不进磁盘（{reason}）。请腾出空间或检查磁盘后再试，已保存的内容没有变动。"
        )
    if "locked" in text:
        return FfpError("store.busy", "数据正被另一项操作占用。请稍等片刻再试，已保存的内容没有变动。")
    return None
