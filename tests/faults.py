"""Faults by number: the n-th step that changes a disk fails, and with `is_lasting` every one after it.

API (class `Faults(monkeypatch)`): `strike(n, action, is_lasting=False) -> FfpError | None`, `.count`, `.has_struck`;
`leftovers(*folders)`.

A step is a file made, a write, an fsync, a rename, a folder made, a statement that changes the database, the beginning
or the commit of a transaction. Which trouble it is (full, unreadable, read-only) goes in turn. Steps are counted at the
doors that the program uses: Path, os, tempfile, and the engine of SQLAlchemy.
"""

import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest
import sqlcipher3.dbapi2
from sqlalchemy import Engine, event

from ffp_desktop.errors import FfpError
from ffp_desktop.store import engine as engines

TROUBLES = (
    (errno.ENOSPC, "database or disk is full"),
    (errno.EIO, "disk I/O error"),
    (errno.EROFS, "attempt to write a readonly database"),
)
_CHANGING = {"INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER"}
_UNDOING = ("unlink", "rmdir")


class Faults:
    """Counts steps while it strikes, and makes one of them, or that and all later ones, fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        self._at, self._is_lasting, self._is_on = 0, False, False
        for owner, names in (
            (Path, ("replace", "rename", "mkdir", *_UNDOING)),
            (os, ("fsync",)),
            (tempfile, ("mkstemp", "mkdtemp")),
        ):
            for name in names:
                monkeypatch.setattr(owner, name, self._stepping(getattr(owner, name), name in _UNDOING))
        monkeypatch.setattr(Path, "open", self._opening(Path.open, is_path=True))
        monkeypatch.setattr(os, "fdopen", self._opening(os.fdopen))
        monkeypatch.setattr(engines, "_engine", self._watching(engines._engine))

    @property
    def has_struck(self) -> bool:
        return self.count >= self._at

    def strike(self, number: int, action: Callable[[], object], is_lasting: bool = False) -> FfpError | None:
        """Does `action` with a fault at step `number` (from 1). What is not an FfpError is a bug and comes through."""
        self.count, self._at, self._is_lasting, self._is_on = 0, number, is_lasting, True
        try:
            action()
        except FfpError as error:
            return error
        finally:
            self._is_on = False
        return None

    def step(self, is_undoing: bool = False) -> int | None:
        """Counts one; the number of the trouble that it has. What undoes has it only when it lasts."""
        if not self._is_on:
            return None
        if not is_undoing:
            self.count += 1
        fails = self.count >= self._at if self._is_lasting else self.count == self._at and not is_undoing
        return self._at % len(TROUBLES) if fails else None

    def on_disk(self, is_undoing: bool = False) -> None:
        trouble = self.step(is_undoing)
        if trouble is not None:
            number = TROUBLES[trouble][0]
            raise OSError(number, os.strerror(number))

    def in_database(self) -> None:
        trouble = self.step()
        if trouble is not None:
            raise sqlcipher3.dbapi2.OperationalError(TROUBLES[trouble][1])

    def _stepping(self, function: Callable[..., Any], is_undoing: bool) -> Callable[..., Any]:
        def stepped(*arguments: Any, **named: Any) -> Any:
            self.on_disk(is_undoing)
            return function(*arguments, **named)

        return stepped

    def _opening(self, function: Callable[..., Any], is_path: bool = False) -> Callable[..., Any]:
        def opened(file: Any, mode: str = "r", *arguments: Any, **named: Any) -> Any:
            if not self._is_on or not set(mode) & set("wax+"):
                return function(file, mode, *arguments, **named)
            if is_path:
                self.on_disk()
            return FaultyFile(function(file, mode, *arguments, **named), self)

        return opened

    def _watching(self, make: Callable[..., Engine]) -> Callable[..., Engine]:
        def made(*arguments: Any) -> Engine:
            engine = make(*arguments)

            def before_statement(_cursor: Any, statement: str, *_rest: Any) -> None:
                if statement.split(maxsplit=1)[0].upper() in _CHANGING or statement == "BEGIN IMMEDIATE":
                    self.in_database()

            def before_commit(connection: Any) -> None:
                if "ffp_begin" not in connection.get_execution_options():
                    self.in_database()

            for name in ("do_execute", "do_executemany", "do_execute_no_params"):
                event.listen(engine, name, before_statement)
            event.listen(engine, "commit", before_commit)
            return engine

        return made


class FaultyFile:
    """A file whose writes are steps."""

    def __init__(self, file: IO[bytes], faults: Faults) -> None:
        self._file = file
        self._faults = faults

    def write(self, content: Any) -> int:
        self._faults.on_disk()
        return self._file.write(content)

    def __enter__(self) -> "FaultyFile":
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def leftovers(*folders: Path) -> list[str]:
    """Files that were being made and that nobody will ever finish."""
    marks = (".writing", ".unverified", ".checking-", "restoring")
    found = (file for folder in folders for file in folder.rglob("*"))
    return sorted(file.name for file in found if any(mark in file.name for mark in marks))
