"""`ffp export`: the workbook that was asked for, or a calm refusal."""

from pathlib import Path

import pytest

from tests.cli.conftest import Ffp
from tests.services.workbook_export.conftest import read_sheets


@pytest.fixture
def vault(ffp: Ffp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault with six households."""
    folder = tmp_path / "vault"
    assert ffp("--vault", folder, "vault", "create").code == 0
    monkeypatch.setenv("FFP_VAULT", str(folder))
    assert ffp("demo", "--households", "6", "--seed", "8").code == 0
    return folder


def test_export__kinds_of_surveys__are_written_and_counted(ffp: Ffp, vault: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    people = ffp("export", "--kind", "people", "--out", out, "--json").json
    assert (people["households"], people["people"]) == (6, len(read_sheets(out)["人员"]))
    village = str(read_sheets(out)["人员"][0]["家庭住址"])
    assert ffp("export", "--kind", "two-sheets", "--out", out, "--village", village).code == 0
    assert {row["家庭住址"] for row in read_sheets(out)["家庭"]} == {village}
    assert ffp("export", "--kind", "public", "--state", "已完成", "--out", out).code == 0
    assert list(read_sheets(out)) == ["公示", "说明"]


def test_export__what_cannot_be__is_refused(ffp: Ffp, vault: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    for arguments, code in (
        (["--round", "2031Q1"], "round.unknown"),
        (["--state", "审定"], "export.nothing"),
        (["--village", "999999"], "survey.village_unknown"),
    ):
        assert ffp("export", "--kind", "people", "--out", out, *arguments, "--json").error_code == code
    assert ffp("export", "--kind", "people", "--out", tmp_path / "out.csv").code == 2
    assert ffp("export", "--out", out).code == 2
    assert not out.exists()
