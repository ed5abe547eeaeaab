"""5,000 photos of 250 KB in the vault: as encrypted files beside the database, and as a table in it (the yardstick)."""

import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from ffp_desktop.domain.attachments import Attachment, AttachmentKind, digest_of
from ffp_desktop.store.records import Unit
from ffp_desktop.store.slots import KdfParams
from ffp_desktop.store.vault import OpenVault, create_vault, open_vault
from tests.benchmarks.report import Figure, median_ms, time_each

PHOTOS, BYTES, OF_A_SURVEY = 5000, 250_000, 3
NOW, AT = datetime(2023, 3, 6, 17, 40), "2023-03-06T14:32:00"
VILLAGE, PASSWORD, QUICK = "150722108204", "four unrelated words", KdfParams(memory_kib=8, passes=1)


def run() -> list[Figure]:
    """Writing, backing up, unlocking, listing one survey, and carrying to a stick."""
    with tempfile.TemporaryDirectory(prefix="ffp-attachments-") as name:
        folder = Path(name)
        files, table = make_vault(folder / "files"), make_vault(folder / "table")
        kept, rows = seconds(lambda: fill_files(files)), seconds(lambda: fill_table(table))
        figures = [Figure("keep 5,000 photos", kept, rows, "s", "as rows of the database", "≤ 2 ×", kept <= 2 * rows)]
        ours, theirs = seconds(lambda: files.backup(None, NOW)), seconds(lambda: table.backup(None, NOW))
        line = "≤ 0.1 ×: only the journal"
        figures.append(Figure("back up beside the vault", ours, theirs, "s", "the same", line, ours <= 0.1 * theirs))
        listed = median_ms(time_each(lambda: files.attachments.list(["s1"]), 50))
        figures.append(Figure("list one survey's attachments", listed, 5, "ms", "a glance", "≤ 5 ms", listed <= 5))
        figures += carry(files, folder / "stick")
        check = seconds(lambda: files.attachments.check())
        hashed = seconds(lambda: [digest_of(photo) for photo in photos()])
        yardstick = "SHA-256 of the same bytes"
        figures.append(Figure("check every photo", check, hashed, "s", yardstick, "≤ 4 ×", check <= 4 * hashed))
        figures.append(unlock(files, table))
    return figures


def carry(vault: OpenVault, stick: Path) -> list[Figure]:
    """To a stick the first time, and the next day."""
    copied = seconds(lambda: shutil.copytree(vault.folder / "attachments", stick / "plain"))
    first = seconds(lambda: vault.backup(stick, NOW))
    second = seconds(lambda: vault.backup(stick, NOW + timedelta(days=1)))
    return [
        Figure("back up to a stick, first time", first, copied, "s", "copying the files, not durably", "–", True),
        Figure("back up to a stick, next day", second, first, "s", "the first time", "≤ 0.3 ×", second <= 0.3 * first),
    ]


def unlock(files: OpenVault, table: OpenVault) -> Figure:
    times = []
    for vault in (files, table):
        folder, operator = vault.folder, vault.operator.id
        vault.close(NOW, backup=False)
        start = time.perf_counter()
        again = open_vault(folder, operator, PASSWORD, NOW)
        times.append((time.perf_counter() - start) * 1000)
        again.close(NOW, backup=False)
    return Figure("unlock", times[0], times[1], "ms", "as rows of the database", "≤ 1.2 ×", times[0] <= 1.2 * times[1])


def make_vault(folder: Path) -> OpenVault:
    vault, _code = create_vault(folder, Unit("150722108", "腾克镇", "乡镇"), "苏日娜", PASSWORD, NOW, QUICK)
    return vault


def photos() -> Iterator[bytes]:
    """Each another, always the same, and cheap to make."""
    grain = random.Random(7).randbytes(BYTES - 8)
    for number in range(PHOTOS):
        yield number.to_bytes(8) + grain


def fill_files(vault: OpenVault) -> None:
    for number, photo in enumerate(photos()):
        vault.attachments.keep([photo], AT)
        place = (f"a{number}", f"s{number // OF_A_SURVEY}", VILLAGE, digest_of(photo))
        one = Attachment(*place, AttachmentKind.PAPER, f"{number}.jpg", 1, 1, BYTES, 2000, 1414)
        vault.attachments.add([one], vault.operator.id, AT)


def fill_table(vault: OpenVault) -> None:
    with vault._database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE picture (digest TEXT PRIMARY KEY, content BLOB)")
    for photo in photos():
        with vault._database.write() as connection:
            connection.exec_driver_sql("INSERT INTO picture VALUES (?, ?)", (digest_of(photo), photo))


def seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
