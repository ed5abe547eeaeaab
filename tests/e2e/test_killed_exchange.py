"""kill -9 in the middle of an export or an import: the vault and the stick are as before or as after, never between."""

import random
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from ffp_desktop.bundle.reading import open_bundle
from ffp_desktop.bundle.receipts import read_receipt
from ffp_desktop.errors import FfpError
from ffp_desktop.store.backup import verify_backup
from ffp_desktop.store.inspection import inspect_file
from ffp_desktop.store.vault import open_vault
from tests.conftest import PASSWORD
from tests.services.bundles.conftest import Chain, Office, chain, make_office

__all__ = ["chain", "make_office"]

PROJECT = Path(__file__).parent.parent.parent


@pytest.fixture
def kills(soak: bool) -> int:
    return 200 if soak else 6


def test_export__killed_at_random_moments__outbox_and_stick_agree(chain: Chain, kills: int) -> None:
    village = chain.villages[0]
    for number in range(1, 41):
        village.write(number)
    before = village.state()
    moments, told, seen = random.Random(20230306), set[str](), set[str]()
    for _ in range(kills):
        told |= carry_and_kill("export", village, village.stick, moments.uniform(0.0, 0.4))
        seen |= require_agreement(village, told, seen)
        assert village.state() == before
        for file in village.stick.iterdir():
            file.unlink()
    assert len(told) > kills // 4
    chain.township.take(village.export(everything=True))
    assert chain.township.state() == before


def require_agreement(village: Office, told: set[str], seen: set[str]) -> set[str]:
    """What the vault says was sent can be sent again; what lies on the stick was sent; what was told lies there.

    Returns what was sent since the bundles that were `seen`.
    """
    sent = {one.id: one for one in village.vault.feeds.sent()}
    new = {bundle: one for bundle, one in sent.items() if bundle not in seen}
    kept = village.vault.folder / "outbox"
    for bundle in new:
        assert id_of(kept / f"{bundle}.ffpb") == bundle
    lying = {id_of(file) for file in village.stick.glob("*.ffpb")}
    assert lying <= set(new)
    assert {bundle for bundle, one in new.items() if one.written_at} <= lying
    assert told - seen <= lying
    assert len({one.sequence for one in sent.values()}) == len(sent)
    return set(new)


def id_of(file: Path) -> str:
    """The bundle that a whole file holds."""
    return open_bundle(file.read_bytes()).header.bundle


def test_import__killed_at_random_moments__is_whole_or_not_at_all(chain: Chain, kills: int, tmp_path: Path) -> None:
    village, township = chain.villages[0], chain.township
    brings = make_bundles(village, tmp_path / "three")
    moments, states = random.Random(20230306), set[tuple[str, ...]]()
    for _ in range(kills):
        carry_and_kill("import", township, tmp_path / "three", moments.uniform(0.0, 0.8))
        came = sorted(one.id for one in township.vault.feeds.imports())
        assert hashes(township) == set().union(*(brings[bundle] for bundle in came))
        assert township.vault.check() == ()
        require_whole_receipts(village, tmp_path / "three")
        states.add(tuple(came))
    assert len(states) > 1
    for line in township.receiving.take_folder(tmp_path / "three"):
        assert line.error is None or line.error.code == "bundle.replayed"
    assert township.state() == village.state()
    assert all(sound(file, township) for file in (township.vault.folder / "backups").iterdir())


def make_bundles(village: Office, stick: Path) -> dict[str, set[str]]:
    """Three bundles, the second after the first and so on, named by their ids; the hashes that each brings."""
    stick.mkdir()
    brings = {}
    for number in range(3):
        for survey in range(10):
            village.write(number * 10 + survey + 1)
        file = village.export(everything=True)
        bundle = id_of(file)
        file.rename(stick / f"{bundle}.ffpb")
        brings[bundle] = hashes(village)
    return brings


def hashes(office: Office) -> set[str]:
    with office.vault._database.read() as connection:
        return set(connection.exec_driver_sql("SELECT hash FROM revision").scalars())


def require_whole_receipts(village: Office, stick: Path) -> None:
    for file in stick.glob("*.ffprcpt"):
        read_receipt(file.read_bytes(), village.devices.trust(), village.devices.now())


def sound(file: Path, office: Office) -> bool:
    if file.suffix != ".ffpvault":
        return file.suffix == ".unverified" or file.name.startswith(".writing-")  # cleared by the next backup
    try:
        verify_backup(file, office.vault._key)
    except FfpError:
        return False
    return True


def carry_and_kill(way: str, office: Office, stick: Path, after: float) -> set[str]:
    """Lets a courier work in the closed vault, kills it `after` seconds from its first word, and opens it again."""
    folder, operator, key = office.vault.folder, office.vault.operator.id, office.vault._key
    office.vault.close(office.clock(), backup=False)
    office.clock.now += timedelta(minutes=1)
    start = office.clock().isoformat()
    command = [sys.executable, "-m", "tests.e2e.courier", way, str(folder), operator, str(stick), start]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as courier:
        assert courier.stdout is not None
        assert courier.stdout.readline() == "\n"
        timer = threading.Timer(after, courier.send_signal, (signal.SIGKILL,))
        timer.start()
        told = {line[:-1] for line in courier.stdout if line.endswith("\n")}
        timer.cancel()
    assert inspect_file(folder / "vault.sqlite", key) is not None
    office.vault = open_vault(folder, operator, PASSWORD, office.clock())
    return told
