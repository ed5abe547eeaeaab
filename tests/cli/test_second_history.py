"""A vault cloned to a second laptop or brought back from a backup: its second history is named, and none is lost."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ffp
from tests.cli.test_bundle import TOWNSHIP, VILLAGE, offices

__all__ = ["offices"]

Carry = Callable[[Path, Path], Any]


@pytest.fixture
def village(ffp: Ffp, offices: dict[str, Path], tmp_path: Path) -> Path:
    """The village's vault with households that the township has, and the receipt for them."""
    folder = offices[VILLAGE]
    write(ffp, folder, 7)
    taken = carry(ffp, folder, offices[TOWNSHIP], tmp_path / "first")
    assert ffp("--vault", folder, "bundle", "receipt", tmp_path / "first" / taken["receipt"]).code == 0
    return folder


def write(ffp: Ffp, vault: Path, seed: int) -> None:
    assert ffp("--vault", vault, "demo", "--households", "2", "--seed", str(seed)).code == 0


def carry(ffp: Ffp, source: Path, to: Path, stick: Path, *options: str) -> Any:
    """Everything new from one vault into the other; what the import said."""
    stick.mkdir()
    (sent,) = ffp("--vault", source, "--json", "bundle", "export", "--out", stick, *options).json
    answer = ffp("--vault", to, "--json", "bundle", "import", stick / sent["name"])
    assert answer.code == 0, answer.err
    return answer.json


def numbers(ffp: Ffp, vault: Path) -> set[str]:
    return {one["id"] for one in ffp("--vault", vault, "--json", "survey", "list").json}


def finished(ffp: Ffp, vault: Path) -> set[str]:
    found = ffp("--vault", vault, "--json", "survey", "list").json
    return {one["id"] for one in found if one["state"] != "草稿"}


def problems(ffp: Ffp, vault: Path) -> list[str]:
    return [one["code"] for one in ffp("--vault", vault, "--json", "vault", "check").json]


def devices(ffp: Ffp, vault: Path, tmp_path: Path) -> str:
    """The device that a vault writes as, read from a bundle with everything."""
    stick = tmp_path / f"all of {vault.name} {len(list(tmp_path.iterdir()))}"
    stick.mkdir()
    (sent,) = ffp("--vault", vault, "--json", "bundle", "export", "--all", "--out", stick).json
    return str(sent["device"])


def test_clone__on_a_second_laptop__is_named_and_nothing_of_either_is_lost(
    ffp: Ffp, offices: dict[str, Path], village: Path, tmp_path: Path
) -> None:
    township, clone = offices[TOWNSHIP], tmp_path / "laptop"
    shutil.copytree(village, clone)
    former = devices(ffp, village, tmp_path)
    assert devices(ffp, clone, tmp_path) == former
    write(ffp, village, 8)
    write(ffp, clone, 9)
    assert carry(ffp, village, township, tmp_path / "second")["forks"] == []
    (fork,) = carry(ffp, clone, township, tmp_path / "third")["forks"]
    assert (fork["device"], fork["village"], fork["is_own"]) == (former, VILLAGE, False)
    both = finished(ffp, village) | finished(ffp, clone)
    assert both <= numbers(ffp, township)
    for number, vault in enumerate((village, clone)):
        (own,) = carry(ffp, township, vault, tmp_path / f"down{number}", "--to", VILLAGE, "--all")["forks"]
        assert own["is_own"] and both <= numbers(ffp, vault)
    fresh = [devices(ffp, vault, tmp_path) for vault in (village, clone)]
    assert len({former, *fresh}) == 3
    for number, vault in enumerate((village, clone)):
        write(ffp, vault, 20 + number)
        assert carry(ffp, vault, township, tmp_path / f"up{number}")["forks"] == []
        assert finished(ffp, vault) <= numbers(ffp, township)
    for vault in (township, village, clone):
        assert problems(ffp, vault) == ["journal.fork"]


def test_clone__read_by_folder_or_by_eye__is_told_in_a_sentence(
    ffp: Ffp, offices: dict[str, Path], village: Path, tmp_path: Path
) -> None:
    township, clone, stick = offices[TOWNSHIP], tmp_path / "laptop", tmp_path / "stick"
    shutil.copytree(village, clone)
    stick.mkdir()
    for number, vault in enumerate((village, clone)):
        write(ffp, vault, 30 + number)
        assert ffp("--vault", vault, "bundle", "export", "--out", stick).code == 0
    said = ffp("--vault", township, "bundle", "import", stick)
    assert said.code == 0 and said.out.count("两份历史") == 1 and "两份都保留" in said.out
    down = tmp_path / "down"
    down.mkdir()
    (sent,) = ffp("--vault", township, "--json", "bundle", "export", "--to", VILLAGE, "--out", down).json
    told = ffp("--vault", village, "bundle", "import", down / sent["name"])
    assert "本机" in told.out and "新的编号" in told.out


def test_restore__of_an_older_backup__goes_on_as_another_device_and_gets_back_what_went_up(
    ffp: Ffp, offices: dict[str, Path], village: Path, tmp_path: Path
) -> None:
    township = offices[TOWNSHIP]
    backup = Path(ffp("--vault", village, "--json", "vault", "backup", "--to", tmp_path / "backups").json["file"])
    former = devices(ffp, village, tmp_path)
    write(ffp, village, 8)
    carry(ffp, village, township, tmp_path / "second")
    lost = finished(ffp, village)
    aside = ffp("--vault", village, "--json", "vault", "restore", backup).json["former"]
    assert finished(ffp, village) < lost and (Path(aside) / "vault.sqlite").exists()
    write(ffp, village, 9)
    assert devices(ffp, village, tmp_path) != former
    assert carry(ffp, village, township, tmp_path / "third", "--all")["forks"] == []
    carry(ffp, township, village, tmp_path / "down", "--to", VILLAGE, "--all")
    assert lost <= numbers(ffp, village)
    assert lost | finished(ffp, village) <= numbers(ffp, township)
    for vault in (township, village):
        assert problems(ffp, vault) == []


def test_old_copy__put_back_by_hand__is_named_when_its_numbers_come_twice(
    ffp: Ffp, offices: dict[str, Path], village: Path, tmp_path: Path
) -> None:
    """Somebody copies last week's folder over this week's: the program cannot see it, the township can."""
    township, copy = offices[TOWNSHIP], tmp_path / "last week"
    shutil.copytree(village, copy)
    write(ffp, village, 8)
    carry(ffp, village, township, tmp_path / "second")
    lost = finished(ffp, village)
    shutil.rmtree(village)
    copy.rename(village)
    write(ffp, village, 9)
    (fork,) = carry(ffp, village, township, tmp_path / "third")["forks"]
    assert not fork["is_own"]
    carry(ffp, township, village, tmp_path / "down", "--to", VILLAGE, "--all")
    assert lost <= numbers(ffp, village) & numbers(ffp, township)
    write(ffp, village, 10)
    assert carry(ffp, village, township, tmp_path / "fourth")["forks"] == []
    assert problems(ffp, village) == ["journal.fork"]
