"""Attachments of surveys: documents in the journal, listed from a derived table; the bytes lie in files beside it.

API (class `Attachments`, made by `open_attachments`; each method is one transaction; `.parts` is the log of what went):
    add(attachments, operator, at) -> tuple[Attachment, …]       get(id) -> Attachment (FfpError attachment.unknown)
    set_kind(id, kind, operator, at)       remove(id, reason, operator, at)
    list(surveys, with_removed=False) -> tuple[KeptAttachment, …] oldest first       count(survey)       find(ending)
    missing(unit="") -> tuple[KeptAttachment, …]       read(digest) -> bytes (FfpError attachment.…)
    keep(contents, at) -> digests that were new       check() -> tuple[Problem, …]

The bytes are on the disk before the journal speaks of them; bytes that nothing speaks of yet (a part that came before
its survey) are kept.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.attachments import (
    DOCUMENT,
    FACTS,
    KIND,
    REMOVED,
    Attachment,
    AttachmentKind,
    Presence,
    encode_attachment,
)
from ffp_desktop.domain.revisions import canonical_json, merge
from ffp_desktop.errors import FfpError
from ffp_desktop.store.attachment_files import AttachmentFiles
from ffp_desktop.store.attachment_lines import read_lines, write_attachment
from ffp_desktop.store.attachment_parts import AttachmentParts
from ffp_desktop.store.attachment_records import KeptAttachment
from ffp_desktop.store.journal import append_revision, read_revisions
from ffp_desktop.store.records import Problem

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ffp_desktop.store.engine import Database

_ARRIVED = "INSERT OR IGNORE INTO attachment_file (digest, size, at) VALUES (?, ?, ?)"
_AMONG = "(SELECT value FROM json_each(?))"


class Attachments:
    """The attachments of one vault."""

    def __init__(self, database: "Database", device_id: str, files: AttachmentFiles) -> None:
        self._database = database
        self._device_id = device_id
        self.files = files
        self.parts = AttachmentParts(database)

    # ---- writing

    def keep(self, contents: Iterable[bytes], at: str) -> tuple[str, ...]:
        """Keeps bytes, durably; the digests of those that were not here. Raises FfpError `file.cannot_write`."""
        sizes: dict[str, int] = {}
        for content in contents:
            sizes[self.files.put(content)] = len(content)
        with self._database.write() as connection:
            known = _arrived(connection, sizes)
            new = [digest for digest in sizes if digest not in known]
            if new:
                connection.exec_driver_sql(_ARRIVED, [(digest, sizes[digest], at) for digest in new])
        return tuple(new)

    def add(self, attachments: Sequence[Attachment], operator: str, at: str) -> tuple[Attachment, ...]:
        """Says in the journal that a survey has these; their bytes were kept before."""
        with self._database.write() as connection:
            for one in attachments:
                facts, kind = canonical_json(encode_attachment(one)), canonical_json(one.kind.value)
                self._append(connection, one.id, one.village, {FACTS: facts, KIND: kind}, operator, at)
            return tuple(_get(connection, one.id) for one in attachments)

    def set_kind(self, attachment: str, kind: AttachmentKind, operator: str, at: str) -> Attachment:
        """Says that it is of another kind."""
        with self._database.write() as connection:
            known = _get(connection, attachment)
            if known.kind is not kind:
                sets = {KIND: canonical_json(kind.value)}
                self._append(connection, attachment, known.village, sets, operator, at)
            return _get(connection, attachment)

    def remove(self, attachment: str, reason: str, operator: str, at: str) -> Attachment:
        """Takes it away from its survey; journal and bytes stay. Raises FfpError `attachment.removed`."""
        with self._database.write() as connection:
            known = _get(connection, attachment)
            if known.removed:
                raise FfpError("attachment.removed", "这张附件已经去掉了。没有变动。")
            sets = {REMOVED: canonical_json({"reason": reason})}
            self._append(connection, attachment, known.village, sets, operator, at, reason)
            return _get(connection, attachment)

    # ---- reading

    def get(self, attachment: str) -> Attachment:
        with self._database.read() as connection:
            return _get(connection, attachment)

    def find(self, ending: str) -> Sequence[str]:
        """Ids that end so, two at most."""
        query = "SELECT id FROM attachment WHERE id GLOB ? ORDER BY id LIMIT 2"
        with self._database.read() as connection:
            return connection.exec_driver_sql(query, (f"*{_literal(ending)}",)).scalars().all()

    def list(self, surveys: Collection[str], with_removed: bool = False) -> tuple[KeptAttachment, ...]:
        """Those of these surveys, oldest first."""
        standing = "" if with_removed else " AND removed = ''"
        with self._database.read() as connection:
            found = read_lines(connection, f" WHERE survey IN {_AMONG}{standing}", (json.dumps(sorted(surveys)),))
            return self._kept(connection, found)

    def count(self, survey: str) -> int:
        query = "SELECT count(*) FROM attachment WHERE survey = ? AND removed = ''"
        with self._database.read() as connection:
            return int(connection.exec_driver_sql(query, (survey,)).scalar_one())

    def missing(self, unit: str = "") -> tuple[KeptAttachment, ...]:
        """Those of a unit (region code) whose bytes are not here."""
        with self._database.read() as connection:
            found = read_lines(connection, " WHERE removed = '' AND village GLOB ?", (f"{_literal(unit)}*",))
            kept = self._kept(connection, found)
        return tuple(one for one in kept if one.presence is not Presence.HERE)

    def read(self, digest: str) -> bytes:
        """Raises FfpError `attachment.not_arrived`, `attachment.lost`, `attachment.damaged`."""
        content = self.files.get(digest)
        if content is not None:
            return content
        with self._database.read() as connection:
            has_come = bool(_arrived(connection, [digest]))
        if has_come:
            raise FfpError(
                "attachment.lost",
                "附件缺失：原来有，文件不见了。请从备份恢复，或重新拍一张加进来。",
            )
        raise FfpError("attachment.not_arrived", "附件未到。请导入对方给的附件包，到了就能看。")

    def check(self) -> tuple[Problem, ...]:
        """Every file that came here, read and compared with its hash. What never came is no problem of this vault."""
        with self._database.read() as connection:
            digests = connection.exec_driver_sql("SELECT digest FROM attachment_file ORDER BY digest").scalars().all()
        return tuple(self._faults(digests))

    def _faults(self, digests: Iterable[str]) -> Iterator[Problem]:
        for digest in digests:
            try:
                is_here = self.files.get(digest) is not None
            except FfpError as error:
                yield Problem(error.code, digest, f"附件{digest[:12]}的文件坏了。请从备份恢复。")
                continue
            if not is_here:
                yield Problem("attachment.lost", digest, f"附件{digest[:12]}的文件不见了。请从备份恢复。")

    def _kept(self, connection: "Connection", found: Sequence[Attachment]) -> tuple[KeptAttachment, ...]:
        arrived = _arrived(connection, {one.digest for one in found})
        return tuple(KeptAttachment(one, self._presence(one.digest, arrived)) for one in found)

    def _presence(self, digest: str, arrived: Collection[str]) -> Presence:
        if self.files.has(digest):
            return Presence.HERE
        return Presence.LOST if digest in arrived else Presence.NOT_ARRIVED

    def _append(
        self,
        connection: "Connection",
        attachment: str,
        village: str,
        sets: dict[str, str],
        operator: str,
        at: str,
        reason: str = "",
    ) -> None:
        heads = _heads(connection, attachment)
        place = (DOCUMENT, attachment, village, heads)
        append_revision(connection, self._device_id, *place, sets, operator, at, reason)
        write_attachment(connection, attachment)


def open_attachments(database: "Database", device_id: str, folder: Path, vault: str, key: bytes) -> Attachments:
    """Those of the vault in a folder; nothing is read yet."""
    return Attachments(database, device_id, AttachmentFiles(folder, vault, key))


def _literal(text: str) -> str:
    """For GLOB, without its wildcards."""
    return "".join(letter for letter in text if letter.isalnum())


def _heads(connection: "Connection", attachment: str) -> tuple[str, ...]:
    return merge(read_revisions(connection, attachment)).heads


def _get(connection: "Connection", attachment: str) -> Attachment:
    found = read_lines(connection, " WHERE id = ?", (attachment,))
    if not found:
        raise FfpError("attachment.unknown", "没有找到这张附件。请在附件清单里重新选。")
    return found[0]


def _arrived(connection: "Connection", digests: Iterable[str]) -> set[str]:
    query = f"SELECT digest FROM attachment_file WHERE digest IN {_AMONG}"
    rows: Sequence[Any] = connection.exec_driver_sql(query, (json.dumps(sorted(digests)),)).scalars().all()
    return set(rows)
