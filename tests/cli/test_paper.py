"""`ffp print`: the right papers in one file, and nothing when it cannot."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Ffp


@pytest.fixture
def vault(ffp: Ffp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault with six households."""
    folder = tmp_path / "vault"
    assert ffp("--vault", folder, "vault", "create").code == 0
    monkeypatch.setenv("FFP_VAULT", str(folder))
    assert ffp("demo", "--households", "6", "--seed", "8").code == 0
    return folder


def test_print__blank__needs_no_vault(ffp: Ffp, tmp_path: Path) -> None:
    out = tmp_path / "blank.pdf"
    answer = ffp("print", "--blank", "--rows", "8", "--copies", "2", "--out", out, "--json")
    assert (answer.code, answer.json["printed"]) == (0, 2)
    assert out.read_bytes().startswith(b"%PDF-")


def test_print__number__prints_that_survey(ffp: Ffp, vault: Path, tmp_path: Path) -> None:
    number = ffp("survey", "list", "--json").json[0]["number"]
    answer = ffp("print", number, "--out", tmp_path / "one.pdf", "--json").json
    assert (answer["printed"], answer["pages"]) == (1, 2)
    assert (tmp_path / "one.pdf").read_bytes().startswith(b"%PDF-")


def test_print__all_and_village__print_what_the_list_shows(ffp: Ffp, vault: Path, tmp_path: Path) -> None:
    rows = ffp("survey", "list", "--json").json
    assert ffp("print", "--all", "--out", tmp_path / "all.pdf", "--json").json["printed"] == len(rows) == 6
    village = rows[0]["village"]
    printed = ffp("print", "--village", village, "--out", tmp_path / "v.pdf", "--json").json["printed"]
    assert printed == sum(row["village"] == village for row in rows)


def test_print__unknown_number__writes_nothing(ffp: Ffp, vault: Path, tmp_path: Path) -> None:
    out = tmp_path / "none.pdf"
    assert ffp("print", "150722108204-2023Q1-9999", "--out", out, "--json").error_code == "survey.unknown"
    assert not out.exists()


def test_print__folder_that_is_not_there__is_a_known_error(ffp: Ffp, tmp_path: Path) -> None:
    out = tmp_path / "none" / "blank.pdf"
    assert ffp("print", "--blank", "--out", out, "--json").error_code == "file.cannot_write"


@pytest.mark.parametrize(
    "arguments", [[], ["--all", "--rows", "4"], ["--blank", "--all"], ["--blank", "--rows", "61"], ["--blank", "X-1"]]
)
def test_print__contradicting_options__are_wrong_usage(ffp: Ffp, tmp_path: Path, arguments: list[str]) -> None:
    answer = ffp("print", *arguments, "--out", tmp_path / "x.pdf", "--json")
    assert answer.code == 2
    assert json.loads(answer.err)["error"]["code"] == "usage"
