"""One running copy, on a local disk."""

import subprocess
import sys
from pathlib import Path

import pytest

from ffp_desktop.errors import FfpError
from ffp_desktop.store.lock import VaultLock, filesystem_of, is_network_filesystem, require_local

MOUNTS = """\
22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
40 22 0:35 / /mnt/office rw,relatime - cifs //server/office rw
41 40 8:17 / /mnt/office/stick rw - vfat /dev/sdb1 rw
42 22 0:36 / /home/a/far\\040away rw - fuse.sshfs a@b: rw
43 22 0:37 / /media/stick rw - exfat /dev/sdb1 rw
"""


@pytest.mark.parametrize(
    ("folder", "kind", "is_network"),
    [
        ("/home/a", "ext4", False),
        ("/mnt/office/vault", "cifs", True),
        ("/mnt/office/stick/vault", "vfat", False),
        ("/home/a/far away/vault", "fuse.sshfs", True),
        ("/media/stick/vault", "exfat", False),
        ("/mnt/officeother", "ext4", False),
    ],
)
def test_filesystem__by_mountinfo__is_known(folder: str, kind: str, is_network: bool) -> None:
    assert filesystem_of(Path(folder), MOUNTS) == kind
    assert is_network_filesystem(kind) is is_network


def test_require_local__this_disk__is_taken(tmp_path: Path) -> None:
    require_local(tmp_path / "not" / "yet")


def test_lock__second_copy__is_refused(tmp_path: Path) -> None:
    with VaultLock(tmp_path), pytest.raises(FfpError) as refused:
        VaultLock(tmp_path)
    assert refused.value.code == "vault.in_use"
    VaultLock(tmp_path).release()


def test_lock__other_process_killed__is_free_again(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from ffp_desktop.store.lock import VaultLock;"
        "lock = VaultLock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None and child.stdin is not None
    assert child.stdout.readline() == "held\n"
    with pytest.raises(FfpError) as refused:
        VaultLock(tmp_path)
    assert refused.value.code == "vault.in_use"
    child.kill()
    child.wait()
    child.stdin.close()
    child.stdout.close()
    VaultLock(tmp_path).release()


def test_lock__folder_gone__is_told(tmp_path: Path) -> None:
    with pytest.raises(FfpError) as refused:
        VaultLock(tmp_path / "gone")
    assert refused.value.code == "store.cannot_write"
