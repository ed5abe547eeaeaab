"""`ffp monitoring` and `ffp archive` from one end to the other."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Answer, Ffp

TOWNSHIP = "150722108"
FILED = Path(__file__).parent.parent / "data" / "surveys"


@pytest.fixture
def township(ffp: Ffp, tmp_path: Path) -> Path:
    """A township's vault with a monitored and a newly identified household."""
    folder = tmp_path / "vault"
    made = ffp("vault", "create", "--vault", folder, "--unit", TOWNSHIP, "--operator", "苏日娜")
    assert made.code == 0, made.err
    for name in ("identified-over-a-year", "new-stroke"):
        encoded = json.loads((FILED / f"{name}.json").read_text(encoding="utf-8"))
        encoded["village"] = f"{TOWNSHIP}204"
        file = tmp_path / f"{name}.json"
        file.write_text(json.dumps(encoded, ensure_ascii=False), encoding="utf-8")
        put = ffp("survey", "import", file, "--vault", folder)
        assert put.code in (0, 1), put.err
    for line in ffp("survey", "list", "--vault", folder, "--json").json:
        done = ffp("survey", "finish", line["number"], "--confirm", "问过本人", "--vault", folder)
        assert done.code == 0, done.err
    return folder


def numbers(ffp: Ffp, folder: Path, wanted: str) -> list[str]:
    answer = ffp("monitoring", "list", "--list", wanted, "--vault", folder, "--json")
    return [line["number"] for line in answer.json["households"]]


def refused(answer: Answer) -> str:
    assert answer.code == 3
    return answer.error_code


def test_list__counts_and_names_reasons(ffp: Ffp, township: Path) -> None:
    counts = ffp("monitoring", "list", "--vault", township, "--json").json
    assert counts["households"] == 2
    assert counts["lists"]["满一年未消除"] == 1 and counts["lists"]["需纳入"] == 1
    assert counts["monitoring_line"] is None
    text = ffp("monitoring", "list", "--list", "满一年未消除", "--vault", township)
    assert "2021-10-27 识别，风险未消除" in text.out and "这张清单共 1 户" in text.out
    by_village = ffp("monitoring", "list", "--by", "村", "--vault", township, "--json").json
    assert set(by_village) == {f"{TOWNSHIP}204"}
    table = ffp("monitoring", "list", "--measures", "--vault", township, "--json").json
    assert {row["风险类型"]: row["户数"] for row in table}["因病"] == 2


def test_step__recorded_refused_taken_back(ffp: Ffp, township: Path) -> None:
    (number,) = numbers(ffp, township, "需纳入")
    step = ("monitoring", "step", number, "--vault", township, "--json")
    told = ffp(*step, "入户核实", "--date", "2023-03-01", "--by", "苏日娜").json
    assert told["steps"]["入户核实"]["by"] == "苏日娜"
    early = ffp(*step, "信息比对", "--date", "2023-02-01", "--by", "民政")
    assert refused(early) == "monitoring.step_early"
    assert refused(ffp(*step, "县批", "--date", "2023-03-05", "--by", "旗")) == "monitoring.other_office"
    later = ffp("monitoring", "step", number, "乡审", "--date", "2023-03-05", "--by", "腾克镇", "--vault", township)
    assert "中间还缺：信息比对、村评议公示。" in later.err
    assert ffp(*step, "入户核实", "--take-back", "--reason", "记错了户").json["steps"].keys() == {"乡审"}


def test_action__goes_up_is_withdrawn_and_fills_the_letter(ffp: Ffp, township: Path, tmp_path: Path) -> None:
    (number,) = numbers(ffp, township, "满一年未消除")
    act = ("monitoring", "action", number, "--vault", township, "--json")
    assert refused(ffp(*act, "--raise", "清退")) == "monitoring.reason_missing"
    raised = ffp(*act, "--raise", "清退", "--reason", "收入稳定", "--date", "2023-03-01").json["actions"][0]
    assert raised["state"] == "提出"
    sent = ffp(*act, "--to", "乡镇上报", "--date", "2023-03-02").json["actions"][0]
    assert [one["state"] for one in sent["passages"]] == ["提出", "乡镇上报"]
    assert refused(ffp(*act, "--to", "系统已处理")) == "monitoring.state_wrong"
    out = tmp_path / "清退.pdf"
    assert ffp("monitoring", "letter", "--out", out, "--vault", township, "--json").json["rows"] == 1
    assert out.read_bytes().startswith(b"%PDF")
    assert numbers(ffp, township, "办理中") == [number]
    gone = ffp(*act, "--withdraw", "--reason", "报错了户").json["actions"][0]
    assert gone["withdrawn"] == "报错了户"
    nothing = ffp("monitoring", "letter", "--out", out, "--vault", township, "--json")
    assert refused(nothing) == "monitoring.nothing_to_report"


def test_action__two_options_at_once__is_a_usage_error(ffp: Ffp, township: Path) -> None:
    answer = ffp("monitoring", "action", "x", "--raise", "清退", "--withdraw", "--vault", township)
    assert answer.code == 2 and "一次只写一个" in answer.err


def test_archive__without_clues__has_no_files(ffp: Ffp, township: Path, tmp_path: Path) -> None:
    assert ffp("archive", "list", "--vault", township, "--json").json == {"total": 0, "unvisited": 0, "archives": []}
    assert ffp("archive", "check", "--vault", township).code == 0
    covers = ffp("archive", "covers", "--out", tmp_path / "封面.pdf", "--vault", township, "--json")
    assert refused(covers) == "archive.nothing"


def test_vault_check__after_all_that__finds_nothing(ffp: Ffp, township: Path) -> None:
    (number,) = numbers(ffp, township, "需纳入")
    ffp("monitoring", "step", number, "入户核实", "--date", "2023-03-01", "--by", "苏日娜", "--vault", township)
    assert ffp("vault", "check", "--vault", township).code == 0
