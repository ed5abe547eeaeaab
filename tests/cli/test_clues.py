"""`ffp clue|ledger`: clues found, accepted, answered and visited without a window; the ledger written out."""

from pathlib import Path
from typing import Any

import pytest

from ffp_desktop.domain.campaign.records import DepartmentList, NewClue, ToldRow
from ffp_desktop.services.campaign.lists import Lists
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.services.vaults import Unit, Vaults
from tests.cli.conftest import PASSWORD, Ffp
from tests.conftest import QUICK
from tests.services.workbook_export.conftest import read_sheets

FILED = Path(__file__).parent.parent / "data" / "surveys" / "general-three-people.json"
VILLAGE, SON = "150722108203", "150722200807261275"
ANSWER = ("--result", "情况不属实", "--by", "金海波", "--date", "2023-03-01", "--reason", "已更正")


@pytest.fixture
def vault(ffp: Ffp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault with a household of three and two lists that speak of it and of others."""
    vaults = Vaults(tmp_path / "vault", params=QUICK)
    vault, _code = vaults.create(Unit("150722", "莫力达瓦达斡尔族自治旗", "旗"), "苏日娜", PASSWORD)
    shelf, regions = FormShelf(), county_regions()
    filed = read_surveys(FILED, shelf.form, regions)
    Exchange(vault, Surveys(vault, shelf, regions), shelf).put_in([FiledSurvey(one, finish=True) for one in filed])
    rows = [ToldRow("Sheet1", 2, 1, "孟铉", SON, VILLAGE), ToldRow("Sheet1", 3, 1, "乌云", "", VILLAGE)]
    for kind in ("新增残疾", "受灾"):
        Lists(vault).add(DepartmentList("", kind, "", f"{kind}名单", "", "2023-03-10"), [NewClue(row) for row in rows])
    vaults.close(vault, backup=False)
    monkeypatch.setenv("FFP_VAULT", str(vaults.folder))
    return vaults.folder


def clues(ffp: Ffp, *more: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ffp("clue", "list", "--json", *more).json["clues"]
    return found


def test_clues__listed_and_narrowed__say_how_many_wait(ffp: Ffp, vault: Path) -> None:
    assert len(clues(ffp)) == 4
    assert {clue["kind"] for clue in clues(ffp, "--kind", "受灾")} == {"受灾"}
    assert [clue["told"]["name"] for clue in clues(ffp, "--search", "wy", "--kind", "受灾")] == ["乌云"]
    assert len(clues(ffp, "--limit", "1")) == 1
    shown = ffp("clue", "list", "--village", VILLAGE, "--open").out
    assert "共 4 条，待核实 4 条" in shown and "★受灾" in shown
    assert ffp("clue", "list", "--village", "999999", "--json").error_code == "survey.village_unknown"
    assert ffp("clue", "list", "--result", "没有").code == 2
    assert ffp("clue", "list", "--open", "--answered").code == 2


def test_clue__accepted_and_answered_with_the_visit__is_closed(ffp: Ffp, vault: Path) -> None:
    household = ffp("household", "list", "--json").json[0]["id"]
    ids = [clue["id"] for clue in clues(ffp, "--search", SON)]
    done = ffp("clue", "accept", *ids, "--household", household, "--member", SON, "--json").json
    assert {clue["match"]["how"] for clue in done} == {"人工认定"}
    tasks = ffp("clue", "tasks", "--json").json
    assert [task["household"] for task in tasks["visited"]] == [household]
    assert len(tasks["due"]) == 2 and {task["name"] for task in tasks["due"]} == {"乌云"}
    assert "不再重复入户" in ffp("clue", "tasks", "--visited").out
    closed = ffp("clue", "answer", ids[0], "--with-visit", "--json").json
    assert {clue["result"] for clue in closed} == {"未纳入"} and len(closed) == 2
    shown = ffp("clue", "show", ids[0][-12:]).out
    assert "登记名单" in shown and "人工认定" in shown and "核实：未纳入" in shown
    assert "A10" in shown or "健康状况" in shown


def test_clue__answered_by_hand_and_opened_again__keeps_both(ffp: Ffp, vault: Path) -> None:
    clue = clues(ffp)[0]["id"]
    assert ffp("clue", "answer", clue, *ANSWER, "--json").json[0]["result"] == "情况不属实"
    assert ffp("clue", "answer", clue, "--reopen", "--json").error_code == "clue.reason_missing"
    assert ffp("clue", "answer", clue, "--reopen", "--reason", "问错了", "--json").json[0]["is_open"]
    assert len(ffp("clue", "show", clue, "--json").json["history"]) == 3
    assert ffp("clue", "answer", clue).code == 2
    assert ffp("clue", "answer", clue, "--result", "待核实").code == 2
    assert ffp("clue", "answer", "nobody", *ANSWER, "--json").error_code == "clue.unknown"


def test_clue__of_nobody_here__is_told_so_and_taken_back(ffp: Ffp, vault: Path) -> None:
    clue = clues(ffp)[0]["id"]
    assert ffp("clue", "accept", clue, "--nobody", "--json").json[0]["match"]["how"] == "查无此人"
    assert ffp("clue", "accept", clue, "--undo", "--json").error_code == "clue.reason_missing"
    assert ffp("clue", "accept", clue, "--undo", "--reason", "找到了", "--json").json[0]["match"]["how"] == ""
    assert ffp("clue", "move", clue, "--village", "150722108204", "--json").json[0]["village"] == "150722108204"


def test_tasks__with_other_days__are_due_again(ffp: Ffp, vault: Path) -> None:
    household = ffp("household", "list", "--json").json[0]["id"]
    ids = [clue["id"] for clue in clues(ffp, "--search", SON)]
    assert ffp("clue", "accept", *ids, "--household", household).code == 0
    assert len(ffp("clue", "tasks", "--days", "3", "--json").json["visited"]) == 0
    assert ffp("clue", "tasks", "--days", "-1", "--json").error_code == "visit.days_wrong"


def test_kinds__added_and_retired__are_listed(ffp: Ffp, vault: Path) -> None:
    added = ("--add", "火灾", "--department", "应急管理局", "--key", "--green", "--look-at", "unsafe_house")
    assert ffp("clue", "kinds", *added, "--json").json[-1]["is_green"]
    retired = ffp("clue", "kinds", "--retire", "火灾", "--reason", "并入受灾", "--json").json[-1]
    assert (retired["name"], retired["retired"]) == ("火灾", "并入受灾")
    assert "火灾" in ffp("clue", "kinds").out
    assert ffp("clue", "kinds", "--use-again", "火灾", "--json").json[-1]["retired"] == ""


def test_ledger__shown_exported_and_printed__has_all_lines(ffp: Ffp, vault: Path, tmp_path: Path) -> None:
    assert ffp("clue", "answer", clues(ffp)[0]["id"], *ANSWER).code == 0
    counts = ffp("ledger", "show", "--json").json
    assert (counts["total"], counts["open"], counts["by_kind"]) == (4, 3, {"新增残疾": 2, "受灾": 2})
    assert "共 4 条，待核实 3 条" in ffp("ledger", "show").out
    assert len(ffp("ledger", "show", "--lines", "--answered", "--json").json["clues"]) == 1
    out = tmp_path / "ledger.xlsx"
    assert ffp("ledger", "export", "--out", out, "--json").json["lines"] == 4
    assert len(read_sheets(out)["台账"]) == 4
    assert ffp("ledger", "print", "--out", tmp_path / "ledger.pdf", "--json").json["pages"] == 1
    assert (
        ffp("ledger", "print", "--department", "没有", "--out", tmp_path / "b.pdf", "--json").error_code
        == "ledger.empty"
    )
    assert ffp("ledger", "export", "--out", tmp_path / "b.pdf").code == 2
