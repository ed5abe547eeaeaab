"""Kills, full disks, broken pages: what was committed stays, what was not leaves nothing."""

import resource
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from random import Random

import pytest

from ffp_desktop.errors import FfpError
from ffp_desktop.store.inspection import inspect_file
from ffp_desktop.store.records import SurveySummary
from ffp_desktop.store.vault import OpenVault, open_vault
from tests.conftest import PASSWORD
from tests.store.conftest import phone

NOW = datetime(2023, 3, 6, 8, 12)
AT = "2023-03-06T14:33:00"
CHILD = """
import sys
from datetime import datetime
from pathlib import Path
from ffp_desktop.store.records import DraftChange
from ffp_desktop.store.vault import open_vault

folder, operator, password, survey, start = sys.argv[1:]
vault = open_vault(Path(folder), operator, password, datetime(2023, 3, 6, 8, 12))
number = int(start)
while True:
    number += 1
    pair = [DraftChange(item, "", str(number)) for item in ("first", "second")]
    vault.drafts.append(survey, pair, operator, "2023-03-06T14:33:00")
    print(number, flush=True)
"""


def test_append__killed_at_random_moments__keeps_what_was_told_and_no_half_group(
    vault: OpenVault, survey: SurveySummary, soak: bool
) -> None:
    folder, operator = vault.folder, vault.operator.id
    vault.close(NOW, backup=False)
    random, last = Random(20230306), 0
    for _ in range(200 if soak else 10):
        told = run_and_kill([str(folder), operator, PASSWORD, survey.id, str(last)], random.randint(1, 60))
        again = open_vault(folder, operator, PASSWORD, NOW)
        values = [int(row.value) for row in again.drafts.changes(survey.id)]
        assert values == [n for n in range(1, len(values) // 2 + 1) for _ in range(2)]
        assert told <= values[-1] <= told + 1
        last = values[-1]
        again.close(NOW, backup=False)
    assert inspect_file(folder / "vault.sqlite", vault_key(folder, operator)) is not None
    checked = open_vault(folder, operator, PASSWORD, NOW)
    assert checked.check() == ()
    checked.close(NOW, backup=False)


def run_and_kill(arguments: list[str], lines: int) -> int:
    """Lets a child write until it has told of so many groups, and kills it in the midst of the next ones."""
    child = subprocess.Popen([sys.executable, "-c", CHILD, *arguments], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    told = 0
    for _ in range(lines):
        told = int(child.stdout.readline())
    child.send_signal(signal.SIGKILL)
    rest = child.stdout.read().split("\n")  # told before the kill came through
    child.wait()
    child.stdout.close()
    return max([told, *(int(line) for line in rest[:-1] if line)])


def vault_key(folder: Path, operator: str) -> bytes:
    opened = open_vault(folder, operator, PASSWORD, NOW)
    key = opened._key
    opened.close(NOW, backup=False)
    return key


class SmallDisk:
    """Files of this process may not grow beyond `size` bytes while the block runs."""

    def __init__(self, size: int) -> None:
        self._size = size

    def __enter__(self) -> None:
        self._before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (self._size, self._before[1]))

    def __exit__(self, *_error: object) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, self._before)


def test_append__disk_full__is_told_keeps_all_and_goes_on_later(vault: OpenVault, survey: SurveySummary) -> None:
    vault.drafts.append(survey.id, phone("1"), vault.operator.id, AT)
    wal = vault.folder / "vault.sqlite-wal"
    with SmallDisk(wal.stat().st_size + 2000), pytest.raises(FfpError) as refused:
        for number in range(100):
            vault.drafts.append(survey.id, phone("2" * 5000 + str(number)), vault.operator.id, AT)
    assert refused.value.code == "store.cannot_write"
    assert [row.value for row in vault.drafts.changes(survey.id)] == ['"1"']
    vault.drafts.append(survey.id, phone("3"), vault.operator.id, AT)
    assert [row.value for row in vault.drafts.changes(survey.id)] == ['"1"', '"3"']
    assert vault.check() == ()


def test_backup__disk_full__is_told_and_leaves_no_trace(vault: OpenVault, survey: SurveySummary) -> None:
    vault._database.checkpoint()
    with SmallDisk(20_000), pytest.raises(FfpError) as refused:
        vault.backup(None, NOW)
    assert refused.value.code == "backup.cannot_write"
    assert list((vault.folder / "backups").iterdir()) == []
    assert vault.check() == ()


def test_password_wrong__disk_full__is_told_and_not_tried_on(vault: OpenVault) -> None:
    vault.close(NOW, backup=False)
    with SmallDisk(100), pytest.raises(FfpError) as refused:
        open_vault(vault.folder, vault.operator.id, "wrong", NOW)
    assert refused.value.code == "store.cannot_write"
    open_vault(vault.folder, vault.operator.id, PASSWORD, NOW).close(NOW, backup=False)


def test_check__broken_page__is_named(vault: OpenVault, survey: SurveySummary) -> None:
    with vault._database.read() as connection:
        asked = "SELECT rootpage FROM sqlite_master WHERE name = 'survey_value'"  # a page that opening does not read
        page = int(connection.exec_driver_sql(asked).scalar_one())
        size = int(connection.exec_driver_sql("PRAGMA page_size").scalar_one())
    vault.close(NOW, backup=False)
    file = vault.folder / "vault.sqlite"
    content = bytearray(file.read_bytes())
    content[page * size - 2000] ^= 1
    file.write_bytes(bytes(content))
    again = open_vault(vault.folder, vault.operator.id, PASSWORD, NOW)
    assert [problem.code for problem in again.check()] == ["vault.cipher_damaged"]
    with pytest.raises(FfpError) as refused:
        again.close(NOW)
    assert refused.value.code in ("backup.damaged", "vault.damaged")
