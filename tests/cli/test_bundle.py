"""`ffp device` and `ffp bundle`: a village enrols, reports and gets its receipt, all by files."""

from pathlib import Path

import pytest
from PIL import Image

from tests.cli.conftest import Ffp

BANNER, TOWNSHIP, VILLAGE = "150722", "150722108", "150722108204"


@pytest.fixture
def offices(ffp: Ffp, tmp_path: Path) -> dict[str, Path]:
    """Banner, township and village, each enrolled with the one above."""
    folders = {code: tmp_path / code for code in (BANNER, TOWNSHIP, VILLAGE)}
    for code, folder in folders.items():
        assert ffp("--vault", folder, "vault", "create", "--unit", code).code == 0
    root = ffp("--vault", folders[BANNER], "--json", "device", "root").json["fingerprint"]
    for below, above, extra in ((TOWNSHIP, BANNER, ["--office"]), (VILLAGE, TOWNSHIP, [])):
        request, pack = tmp_path / f"{below}.ffpreq", tmp_path / f"{below}.ffpcert"
        spoken = ffp("--vault", folders[below], "--json", "device", "request", "--out", request, *extra).json
        args = ("certify", request, "--fingerprint", spoken["fingerprint"], "--out", pack)
        assert ffp("--vault", folders[above], "--json", "device", *args).json["root"] == root
        enrolled = ffp("--vault", folders[below], "--json", "device", "enrol", pack, "--fingerprint", root)
        assert enrolled.json["unit"] == below
    return folders


def test_bundle__village_to_township__is_imported_and_receipted(
    ffp: Ffp, offices: dict[str, Path], tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert ffp("--vault", offices[VILLAGE], "demo", "--households", "5", "--seed", "7").code == 0
    (sent,) = ffp("--vault", offices[VILLAGE], "--json", "bundle", "export", "--out", stick).json
    file = stick / sent["name"]
    seen = ffp("--json", "bundle", "inspect", file).json
    assert (seen["source"], seen["to"], seen["sequence"]) == (VILLAGE, TOWNSHIP, 1)
    look = ffp("--vault", offices[TOWNSHIP], "--json", "bundle", "import", file, "--preview").json
    taken = ffp("--vault", offices[TOWNSHIP], "--json", "bundle", "import", file).json
    assert look["counts"] == taken["counts"] and taken["counts"]["新增"] > 0
    assert len(ffp("--vault", offices[VILLAGE], "--json", "bundle", "outbox").json) == 1
    other = tmp_path / "other"
    other.mkdir()
    again = ffp("--vault", offices[VILLAGE], "--json", "bundle", "again", "1", "--out", other)
    assert Path(again.json[0]).read_bytes() == file.read_bytes()
    unknown = ffp("--vault", offices[VILLAGE], "--json", "bundle", "again", "9", "--out", other)
    assert unknown.code == 3 and unknown.error_code == "bundle.unknown"
    assert ffp("--vault", offices[VILLAGE], "bundle", "receipt", stick / taken["receipt"]).code == 0
    assert ffp("--vault", offices[VILLAGE], "--json", "bundle", "outbox").json == []
    assert ffp("--vault", offices[TOWNSHIP], "vault", "check").code == 0
    again = ffp("--vault", offices[TOWNSHIP], "--json", "bundle", "import", file)
    assert again.code == 3 and again.error_code == "bundle.replayed"
    assert ffp("--vault", offices[TOWNSHIP], "bundle", "undo").code == 0
    assert ffp("--vault", offices[TOWNSHIP], "vault", "check").code == 0


def test_import__one_survey_held__is_listed_and_taken_later(ffp: Ffp, offices: dict[str, Path], tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    village, township = (("--vault", offices[code], "--json") for code in (VILLAGE, TOWNSHIP))
    assert ffp(*village, "demo", "--households", "5", "--seed", "7").code == 0
    (sent,) = ffp(*village, "bundle", "export", "--out", stick).json
    look = ffp(*township, "bundle", "import", stick / sent["name"], "--preview").json
    number = look["surveys"][0]["number"]
    assert ffp(*township, "bundle", "import", stick / sent["name"], "--hold", "nobody").code == 2
    assert ffp(*township, "bundle", "import", stick / sent["name"], "--hold", number).code == 0
    assert [held["number"] for held in ffp(*township, "bundle", "held").json] == [number]
    assert number not in {row["number"] for row in ffp(*township, "survey", "list").json}
    assert len(ffp(*township, "bundle", "take", number).json) == 1
    assert number in {row["number"] for row in ffp(*township, "survey", "list").json}
    assert ffp(*township, "bundle", "waiting").json == [] and ffp(*township, "vault", "check").code == 0


def test_bundle__with_attachments__brings_them__and_each_file_has_its_receipt(
    ffp: Ffp, offices: dict[str, Path], tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert ffp("--vault", offices[VILLAGE], "demo", "--households", "5", "--seed", "7").code == 0
    surveys = ffp("--vault", offices[VILLAGE], "--json", "survey", "list").json
    number = next(survey["number"] for survey in surveys if survey["state"] == "已完成")
    photo = tmp_path / "纸表.png"
    Image.linear_gradient("L").save(photo)
    assert ffp("--vault", offices[VILLAGE], "attachment", "add", number, photo).code == 0
    bundle, part = ffp("--vault", offices[VILLAGE], "--json", "bundle", "export", "--out", stick).json
    assert ffp("--json", "bundle", "inspect", stick / part["name"]).json["to"] == TOWNSHIP
    aside = (stick / part["name"]).rename(tmp_path / part["name"])

    ffp("--vault", offices[TOWNSHIP], "--json", "bundle", "import", stick / bundle["name"])
    (missing,) = ffp("--vault", offices[TOWNSHIP], "--json", "attachment", "list").json
    assert (missing["number"], missing["presence"]) == (number, "附件未到")
    assert ffp("--vault", offices[TOWNSHIP], "bundle", "import", aside, "--preview").code == 2
    (taken,) = ffp("--vault", offices[TOWNSHIP], "--json", "bundle", "import", aside).json
    assert taken["attachments"] == 1
    assert ffp("--vault", offices[TOWNSHIP], "--json", "attachment", "list").json == []
    receipts = [*stick.glob("*.ffprcpt"), *tmp_path.glob("*.ffprcpt")]
    assert len(receipts) == 2
    for receipt in receipts:
        assert ffp("--vault", offices[VILLAGE], "bundle", "receipt", receipt).code == 0
    assert ffp("--vault", offices[VILLAGE], "--json", "bundle", "outbox").json == []


def test_bundle__imported_alone__takes_the_attachments_beside_it(
    ffp: Ffp, offices: dict[str, Path], tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    number = ffp("--vault", offices[VILLAGE], "survey", "new", "--village", VILLAGE).out.strip()
    photo = tmp_path / "纸表.png"
    Image.linear_gradient("L").save(photo)
    assert ffp("--vault", offices[VILLAGE], "attachment", "add", number, photo).code == 0
    bundle, part = ffp("--vault", offices[VILLAGE], "--json", "bundle", "export", "--out", stick).json
    answer = ffp("--vault", offices[TOWNSHIP], "bundle", "import", stick / bundle["name"])
    assert f"{part['name']}：附件 1 张，新到 1 张" in answer.out
    assert ffp("--vault", offices[TOWNSHIP], "--json", "attachment", "list").json == []


def test_inspect__something_else__is_refused(ffp: Ffp, tmp_path: Path) -> None:
    (tmp_path / "x.ffpb").write_bytes(b"x")
    answer = ffp("--json", "bundle", "inspect", tmp_path / "x.ffpb")
    assert answer.code == 3 and answer.error_code == "bundle.foreign"


def test_device__list__shows_who_is_known(ffp: Ffp, offices: dict[str, Path]) -> None:
    devices = ffp("--vault", offices[TOWNSHIP], "--json", "device", "list").json
    assert {device["unit"] for device in devices} == {BANNER, TOWNSHIP, VILLAGE}
    stolen = next(device for device in devices if device["unit"] == VILLAGE)
    assert ffp("--vault", offices[TOWNSHIP], "device", "revoke", stolen["fingerprint"]).code == 0
