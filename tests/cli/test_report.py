"""`ffp report` and `ffp desk`: the same numbers as files, tables and JSON; settings that are kept."""

from pathlib import Path

import docx
import pytest

from tests.cli.conftest import Ffp

PARTS = ["一、重点核查基本情况", "二、动态管理情况", "三、典型经验做法", "四、存在问题及建议", "五、下一步工作计划"]


@pytest.fixture
def vault(ffp: Ffp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault with twelve households."""
    folder = tmp_path / "vault"
    assert ffp("--vault", folder, "--operator", "苏日娜", "vault", "create").code == 0
    monkeypatch.setenv("FFP_VAULT", str(folder))
    assert ffp("demo", "--households", "12", "--seed", "8").code == 0
    return folder


def test_figures__each_with_its_source(ffp: Ffp, vault: Path) -> None:
    told = ffp("report", "figures", "--json").json
    figures = {row["words"]: row for row in told["figures"]}
    assert figures["应核查（户）"]["value"] == 12 and told["round"] == "2023Q1"
    assert all(row["how"] and row["source"] for row in told["figures"])
    answer = ffp("report", "figures")
    assert answer.code == 0 and f"共 {len(figures)} 个数" in answer.out


def test_files__of_all_three_kinds(ffp: Ffp, vault: Path, tmp_path: Path) -> None:
    for kind in ("docx", "xlsx", "pdf"):
        out = tmp_path / f"报告.{kind}"
        assert ffp("report", kind, "--out", out).code == 0
        assert out.stat().st_size > 1000
    paragraphs = docx.Document(str(tmp_path / "报告.docx")).paragraphs
    assert [one.text for one in paragraphs if one.style and one.style.name == "Heading 1"] == PARTS
    wrong = ffp("report", "docx", "--out", tmp_path / "报告.pdf")
    assert wrong.code == 2 and ".docx" in wrong.err


def test_desk__shows_progress_and_what_is_late(ffp: Ffp, vault: Path, tmp_path: Path) -> None:
    told = ffp("desk", "show", "--json").json
    assert told["total"]["due"] == 12 and len(told["deadlines"]) == 4
    assert told["deadlines"][3]["done"] == 0
    ffp("report", "docx", "--out", tmp_path / "r.docx")
    assert ffp("desk", "show", "--json").json["deadlines"][3]["done"] == 1
    answer = ffp("desk", "show")
    assert answer.code == 0 and "应查 12 户" in answer.out
    assert ffp("desk", "village", "150722108204", "--json").json == []
    assert ffp("desk", "village", "999", "--json").error_code == "survey.village_unknown"


def test_settings__are_changed_and_kept(ffp: Ffp, vault: Path) -> None:
    changed = ffp("desk", "settings", "--visits", "2023-03-15", "--many-people", "30", "--json").json
    assert changed["many_people"] == 30 and changed["deadlines"][1]["date"] == "2023-03-15"
    assert ffp("desk", "settings", "--json").json == changed
    assert ffp("desk", "settings", "--report", "2023-01-01", "--json").error_code == "round.order_wrong"
    assert ffp("desk", "settings", "--visits", "三月").code == 2
