"""`ffp attachment`: add, list, export, remove, over a real vault."""

from pathlib import Path

import pytest
from PIL import Image

from tests.cli.conftest import Ffp

VILLAGE = "150722108204"


@pytest.fixture
def vault(ffp: Ffp, tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    assert ffp("--vault", folder, "vault", "create", "--unit", "150722108").code == 0
    return folder


@pytest.fixture
def number(ffp: Ffp, vault: Path) -> str:
    return ffp("--vault", vault, "survey", "new", "--village", VILLAGE).out.strip()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    file = tmp_path / "纸表.png"
    Image.linear_gradient("L").resize((640, 480)).save(file)
    return file


def test_attachment__added_listed_exported_removed(
    ffp: Ffp, vault: Path, number: str, photo: Path, tmp_path: Path
) -> None:
    added = ffp("--vault", vault, "attachment", "add", number, photo, "--kind", "证件")
    assert added.code == 0 and "加了 1 张" in added.out
    again = ffp("--vault", vault, "attachment", "add", number, photo)
    assert "加了 0 张，1 张原来就有" in again.out

    (line,) = ffp("--vault", vault, "--json", "attachment", "list", number).json
    assert (line["number"], line["kind"], line["name"], line["presence"]) == (number, "证件", "纸表.png", "已有")
    short = line["id"][-8:]
    assert short in ffp("--vault", vault, "attachment", "list", number).out

    target = tmp_path / "out.jpg"
    assert ffp("--vault", vault, "attachment", "export", short, "--out", target).code == 0
    assert Image.open(target).size == (640, 480)

    removed = ffp("--vault", vault, "attachment", "remove", short, "--reason", "拍错了")
    assert removed.code == 0 and "拍错了" in removed.out
    assert ffp("--vault", vault, "--json", "attachment", "list", number).json == []
    assert ffp("--vault", vault, "vault", "check").code == 0


def test_attachment__missing_bytes__are_listed(ffp: Ffp, vault: Path, number: str, photo: Path) -> None:
    ffp("--vault", vault, "attachment", "add", number, photo)
    assert ffp("--vault", vault, "--json", "attachment", "list").json == []
    for file in (vault / "attachments").rglob("*.ffpa"):
        file.unlink()
    (line,) = ffp("--vault", vault, "--json", "attachment", "list", "--village", VILLAGE).json
    assert line["presence"] == "附件缺失"
    assert "共 1 张没有到" in ffp("--vault", vault, "attachment", "list").out
    check = ffp("--vault", vault, "--json", "vault", "check")
    assert check.code == 1 and check.json[0]["code"] == "attachment.lost"


def test_attachment__what_is_no_picture_or_unknown__is_a_known_error(
    ffp: Ffp, vault: Path, number: str, tmp_path: Path
) -> None:
    workbook = tmp_path / "photo.jpg"
    workbook.write_bytes(b"PK\x03\x04 a workbook")
    assert ffp("--json", "--vault", vault, "attachment", "add", number, workbook).error_code == (
        "attachment.not_a_picture"
    )
    gone = ffp("--json", "--vault", vault, "attachment", "export", "ffffffff", "--out", tmp_path / "x.jpg")
    assert (gone.code, gone.error_code) == (3, "attachment.unknown")
