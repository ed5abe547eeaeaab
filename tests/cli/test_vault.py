"""What `ffp` does with a vault: every command, all or nothing, and what it says when it cannot."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Ffp

VILLAGE = "150722108204"


@pytest.fixture
def vault(ffp: Ffp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new vault, named by the environment from here on."""
    folder = tmp_path / "vault"
    assert ffp("--vault", folder, "--operator", "苏日娜", "vault", "create", "--unit", "150722108").code == 0
    monkeypatch.setenv("FFP_VAULT", str(folder))
    return folder


def make_demo(ffp: Ffp, folder: Path, *more: str) -> list[dict[str, object]]:
    file = folder / "demo.json"
    assert ffp("demo", "--households", "6", "--seed", "8", "--out", file, *more).code == 0
    surveys: list[dict[str, object]] = json.loads(file.read_text(encoding="utf-8"))
    return surveys


def test_vault_create__json__gives_the_recovery_code_once(ffp: Ffp, tmp_path: Path) -> None:
    answer = ffp("vault", "create", "--vault", tmp_path / "v", "--operator", "苏日娜", "--json")
    assert answer.code == 0
    assert answer.json["operator"] == "苏日娜"
    assert len(answer.json["recovery_code"].split("-")) == 8
    assert ffp("vault", "create", "--vault", tmp_path / "v", "--json").error_code == "vault.exists"


def test_vault_create__unknown_unit__is_wrong_usage(ffp: Ffp, tmp_path: Path) -> None:
    assert ffp("vault", "create", "--vault", tmp_path / "v", "--unit", "999999").code == 2
    assert not (tmp_path / "v").exists()


def test_vault__not_there__is_a_known_error(ffp: Ffp, tmp_path: Path) -> None:
    assert ffp("survey", "list", "--vault", tmp_path / "none", "--json").error_code == "vault.missing"


def test_vault__wrong_password_or_operator__is_a_known_error(
    ffp: Ffp, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ffp("survey", "list", "--operator", "别人", "--json").error_code == "vault.operator_unknown"
    monkeypatch.setenv("FFP_PASSPHRASE", "不是这个密码呀")
    answer = ffp("survey", "list", "--json")
    assert (answer.code, answer.out, answer.error_code) == (3, "", "vault.password_wrong")


def test_vault__no_password_and_no_terminal__is_wrong_usage(
    ffp: Ffp, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FFP_PASSPHRASE")
    assert ffp("survey", "list").code == 2


def test_survey_new__village__gets_a_number_and_stands_in_the_list(ffp: Ffp, vault: Path) -> None:
    made = ffp("survey", "new", "--village", VILLAGE, "--natural-village", "东屯", "--json").json
    (listed,) = ffp("survey", "list", "--json").json
    assert (listed["id"], listed["number"], listed["state"]) == (made["id"], made["number"], "草稿")
    assert listed["natural_village"] == "东屯"
    assert ffp("survey", "new", "--village", "150722999999", "--json").error_code == "survey.village_unknown"


def test_survey_import__demo__can_be_listed_checked_and_exported_the_same(
    ffp: Ffp, vault: Path, tmp_path: Path
) -> None:
    surveys = make_demo(ffp, tmp_path)
    (done,) = ffp("survey", "import", tmp_path / "demo.json", "--json").json
    assert (done["imported"], done["finished"]) == (6, 0)
    out = tmp_path / "out.json"
    assert ffp("survey", "export", *done["surveys"], "--out", out).code == 0
    exported = json.loads(out.read_text(encoding="utf-8"))
    assert exported == surveys
    number = ffp("survey", "list", "--json", "--limit", "1").json[0]["number"]
    assert ffp("survey", "check", number, "--json").code in (0, 1)
    assert isinstance(ffp("survey", "export", number).json, dict)
    assert ffp("vault", "check").code == 0


def test_survey_import__finish__leaves_drafts_with_open_findings(ffp: Ffp, vault: Path, tmp_path: Path) -> None:
    surveys = make_demo(ffp, tmp_path)
    surveys[0]["members"][0]["sex"] = "女" if surveys[0]["members"][0]["sex"] == "男" else "男"  # type: ignore[index]
    (tmp_path / "demo.json").write_text(json.dumps(surveys), encoding="utf-8")
    (done,) = ffp("survey", "import", tmp_path / "demo.json", "--finish", "--json").json
    listed = {row["id"]: row["state"] for row in ffp("survey", "list", "--json").json}
    assert listed[done["surveys"][0]] == "草稿"
    assert done["finished"] == sum(state == "已完成" for state in listed.values()) > 0
    assert ffp("vault", "check", "--json").json == []


def test_survey_import__last_survey_refused__leaves_the_vault_as_it_was(ffp: Ffp, vault: Path, tmp_path: Path) -> None:
    surveys = make_demo(ffp, tmp_path)
    surveys[-1]["bogus"] = 1
    (tmp_path / "demo.json").write_text(json.dumps(surveys), encoding="utf-8")
    assert ffp("survey", "import", tmp_path / "demo.json", "--json").error_code == "survey_file.unknown_key"
    assert ffp("survey", "list", "--json").json == []
    assert ffp("survey", "new", "--village", VILLAGE).out.strip().endswith("0001")


def test_demo__vault__is_filled_with_drafts_and_finished_surveys(ffp: Ffp, vault: Path) -> None:
    answer = ffp("demo", "--households", "12", "--seed", "5", "--mistakes", "0.3", "--json").json
    states = [row["state"] for row in ffp("survey", "list", "--json").json]
    assert len(states) == 12
    assert states.count("已完成") == answer["finished"] > 0
    assert answer["mistakes"]
    assert ffp("survey", "list", "--state", "草稿", "--json").json
    assert ffp("survey", "list", "--village", "150722", "--json", "--limit", "3").json != []


def test_vault_backup__restore__brings_back_what_was_there(ffp: Ffp, vault: Path) -> None:
    ffp("survey", "new", "--village", VILLAGE)
    backup = ffp("vault", "backup", "--json").json["file"]
    ffp("survey", "new", "--village", VILLAGE)
    assert len(ffp("survey", "list", "--json").json) == 2
    restored = ffp("vault", "restore", backup, "--json").json
    assert Path(restored["former"]).is_dir()
    assert len(ffp("survey", "list", "--json").json) == 1
    assert ffp("vault", "check").code == 0


def test_vault_restore__foreign_file__changes_nothing(ffp: Ffp, vault: Path, tmp_path: Path) -> None:
    other = tmp_path / "letter.ffpvault"
    other.write_bytes(b"not a backup")
    assert ffp("vault", "restore", other, "--json").error_code == "backup.foreign"
    assert ffp("vault", "check").code == 0


def test_survey_export__unknown_number__is_a_known_error(ffp: Ffp, vault: Path) -> None:
    assert ffp("survey", "export", "150722108204-2023Q1-9999", "--json").error_code == "survey.unknown"
