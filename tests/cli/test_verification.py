"""`ffp verify-entry`: the same sample again, differences one by one, figures of a period."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Ffp
from tests.services.workbook_export.conftest import read_sheets


@pytest.fixture
def vault(ffp: Ffp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault with twelve households."""
    folder = tmp_path / "vault"
    assert ffp("--vault", folder, "--operator", "苏日娜", "vault", "create").code == 0
    monkeypatch.setenv("FFP_VAULT", str(folder))
    assert ffp("demo", "--households", "12", "--seed", "8").code == 0
    return folder


def second_entry(ffp: Ffp, number: str, file: Path, **changed: object) -> Path:
    """The first entry as a file, with some answers typed otherwise."""
    survey = json.loads(ffp("survey", "export", number).out)
    survey["answers"] |= changed
    file.write_text(json.dumps(survey, ensure_ascii=False), encoding="utf-8")
    return file


def test_sample__seed__draws_the_same_surveys_again(ffp: Ffp, vault: Path) -> None:
    first = ffp("verify-entry", "sample", "--count", "4", "--seed", "七", "--json").json
    assert ffp("verify-entry", "sample", "--count", "4", "--seed", "七", "--json").json == first
    assert len(first["surveys"]) == 4
    half = ffp("verify-entry", "sample", "--percent", "50", "--json").json["surveys"]
    finished = ffp("survey", "list", "--state", "已完成", "--json").json
    assert len(half) == round(len(finished) / 2)
    assert ffp("verify-entry", "sample").code == 2


def test_compare__difference__is_told_then_decided_and_corrected(ffp: Ffp, vault: Path, tmp_path: Path) -> None:
    number = ffp("verify-entry", "sample", "--count", "1", "--json").json["surveys"][0]["number"]
    same = second_entry(ffp, number, tmp_path / "same.json")
    assert ffp("verify-entry", "compare", number, same, "--json").error_code == "verification.own_survey"
    answer = ffp("verify-entry", "compare", number, same, "--own", "--json")
    assert (answer.code, answer.json["differences"]) == (0, [])
    other = second_entry(ffp, number, tmp_path / "other.json", wage_income="123.00")
    told = ffp("verify-entry", "compare", number, other, "--own", "--record", "--json")
    assert (told.code, told.json["recorded"]) == (1, False)
    assert [(row["item"], row["second"]) for row in told.json["differences"]] == [("wage_income", "123.00")]
    done = ffp("verify-entry", "compare", number, other, "--own", "--record", "--decide", "A22=second", "--json")
    assert (done.code, done.json["recorded"], done.json["corrections"]) == (0, True, 1)
    assert json.loads(ffp("survey", "export", number).out)["answers"]["wage_income"] == "123.00"


@pytest.mark.parametrize("decision", ["A22", "A99=first", "A22=both", "A3:x=first"])
def test_compare__decision_not_understood__is_wrong_usage(ffp: Ffp, vault: Path, tmp_path: Path, decision: str) -> None:
    number = ffp("verify-entry", "sample", "--count", "1", "--json").json["surveys"][0]["number"]
    file = second_entry(ffp, number, tmp_path / "same.json")
    assert ffp("verify-entry", "compare", number, file, "--decide", decision).code == 2


def test_stats__workbook__is_written(ffp: Ffp, vault: Path, tmp_path: Path) -> None:
    ffp("survey", "new", "--village", ffp("survey", "list", "--json").json[0]["village"])
    rows = ffp("verify-entry", "stats", "--out", tmp_path / "out.xlsx", "--json").json
    assert [row["operator"] for row in rows] == ["苏日娜"]
    assert len(read_sheets(tmp_path / "out.xlsx")["每人每天"]) == 1
    assert ffp("verify-entry", "stats", "--from", "2023-02-01", "--to", "2023-01-01").code == 2
