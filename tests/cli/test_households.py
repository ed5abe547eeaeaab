"""`ffp household|person|round|history`: a quarter's work without a window."""

import json
from pathlib import Path
from typing import Any

import pytest

from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.services.vaults import Unit, Vaults
from tests.cli.conftest import PASSWORD, Ffp
from tests.conftest import QUICK

FILED = Path(__file__).parent.parent / "data" / "surveys"
ROUND = ("round", "open", "2023Q2", "--name", "二季度", "--start", "2022-05-15", "--end", "2023-05-14")


@pytest.fixture
def vault(ffp: Ffp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault with two finished households, named by the environment."""
    vaults = Vaults(tmp_path / "vault", params=QUICK)
    vault, _code = vaults.create(Unit("150722", "莫力达瓦达斡尔族自治旗", "旗"), "苏日娜", PASSWORD)
    shelf, regions = FormShelf(), county_regions()
    exchange = Exchange(vault, Surveys(vault, shelf, regions), shelf)
    for name in ("general-three-people", "destitute-old-man"):
        filed = read_surveys(FILED / f"{name}.json", shelf.form, regions)
        assert exchange.put_in([FiledSurvey(survey, finish=True) for survey in filed]).finished == 1
    vaults.close(vault, backup=False)
    monkeypatch.setenv("FFP_VAULT", str(vaults.folder))
    return vaults.folder


@pytest.fixture
def family(ffp: Ffp, vault: Path) -> dict[str, Any]:
    """The household of three."""
    lines = ffp("household", "list", "--json").json
    (household,) = (line["id"] for line in lines if line["member_count"] == 3)
    shown: dict[str, Any] = ffp("household", "show", household, "--json").json
    return shown


def event(ffp: Ffp, household: str, *more: str) -> Any:
    return ffp("household", "event", household, "--date", "2023-05-01", "--reason", "村里报", "--json", *more)


def test_round__opened__leaves_all_households_to_be_entered(ffp: Ffp, vault: Path) -> None:
    assert ffp(*ROUND, "--json").json["households"] == 2
    assert [known["id"] for known in ffp("round", "list", "--json").json] == ["2023Q1", "2023Q2"]
    shown = ffp("round", "show", "--json").json
    assert (shown["id"], shown["left"], shown["monitoring_line"]) == ("2023Q2", 2, "")
    assert ffp("round", "show", "2023Q1", "--json").json["states"] == {"已完成": 2}
    assert "剩 2 户没有录入" in ffp("household", "list").out
    assert ffp(*ROUND, "--json").error_code == "round.exists"
    assert ffp("round", "show", "2029Q9", "--json").error_code == "round.unknown"


def test_household__in_a_new_round__is_begun_once_and_stands_beside_the_first(ffp: Ffp, family: dict[str, Any]) -> None:
    ffp(*ROUND)
    number = family["surveys"][0]["number"]
    begun = ffp("household", "survey", number, "--json").json
    assert begun["unconfirmed"] > 20
    assert ffp("household", "survey", family["id"], "--json").json["id"] == begun["id"]
    shown = ffp("household", "show", family["id"], "--compare", "--json").json
    assert shown["rounds"] == ["2023Q1", "2023Q2"]
    assert next(row["texts"] for row in shown["answers"] if row["item"] == "wage_income")[1] == ""
    assert "A22 工资性收入" in ffp("household", "show", family["id"], "--compare").out
    assert ffp("vault", "check").code == 0


def test_event__recorded_listed_and_withdrawn(ffp: Ffp, family: dict[str, Any]) -> None:
    person = family["residents"][2]["member"]
    done = event(ffp, family["id"], "--kind", "死亡", "--person", person)
    assert done.code == 0
    event_id = done.json["event"]["id"]
    assert [found["id"] for found in ffp("person", "events", "--json").json] == [event_id]
    assert [found["id"] for found in ffp("person", "events", person, "--json").json] == [event_id]
    assert ffp("person", "events", "--from", "2023-06-01", "--json").json == []
    assert ffp("person", "show", person, "--json").json["died"] == "2023-05-01"
    assert len(ffp("household", "show", family["id"], "--json").json["residents"]) == 2
    again = event(ffp, family["id"], "--kind", "死亡", "--person", person)
    assert (again.code, [f["code"] for f in again.json["findings"]]) == (1, ["event.dead"])
    assert ffp("household", "event", "--withdraw", event_id, "--reason", "记错了", "--json").code == 0
    assert ffp("person", "events", "--json").json == []
    assert ffp("person", "events", "--all", "--json").json[0]["withdrawn"] == "记错了"
    assert ffp("vault", "check").code == 0


def test_newborn__by_name__joins_the_household_and_the_table(ffp: Ffp, family: dict[str, Any]) -> None:
    done = event(ffp, family["id"], "--kind", "新生儿", "--name", "孟小雨", "--sex", "女", "--relation", "她=之女")
    assert done.json["event"]["persons"][0]["relation"] == "之女"
    period = ("--from", "2023-05-01", "--to", "2023-05-31")
    table = ffp("person", "events", "--table", *period, "--json").json
    assert [found["name"] for found in table["total"]["changes"]["新生儿"]] == ["孟小雨"]
    before, after = table["total"]["before"], table["total"]["after"]
    assert after == before + sum(m["direction"] for found in table["total"]["changes"].values() for m in found)
    assert "新生儿" in ffp("person", "events", "--table", *period).out
    assert ffp("person", "events", "--table", "--json").error_code == "event.period_wrong"


def test_split_and_merge__make_and_end_a_household(ffp: Ffp, family: dict[str, Any]) -> None:
    member = family["residents"][2]["member"]
    told = ("--date", "2023-05-01", "--reason", "结婚另过", "--json")
    split = ffp("household", "split", family["id"], "--leaving", member, "--head", member, *told)
    new = split.json["event"]["other_household"]
    assert len(ffp("household", "list", "--json").json) == 3
    assert [r["relation"] for r in ffp("household", "show", new, "--json").json["residents"]] == ["户主"]
    merged = ffp("household", "merge", new, "--into", family["id"], "--relation", f"{member}=之子", *told)
    assert merged.code == 0
    assert len(ffp("household", "list", "--json").json) == 2
    assert ffp("household", "show", new, "--json").json["gone_into"] == family["id"]
    assert ffp("household", "survey", new, "--json").error_code == "household.gone"


def test_move__to_another_village__is_listed_there(ffp: Ffp, family: dict[str, Any]) -> None:
    there = "150722100001"
    assert event(ffp, family["id"], "--kind", "迁移", "--to", there).code == 0
    (line,) = ffp("household", "list", "--village", there, "--json").json
    assert line["id"] == family["id"]


def test_people__joined_and_parted(ffp: Ffp, family: dict[str, Any]) -> None:
    one = family["residents"][0]["member"]
    other_household = next(line["id"] for line in ffp("household", "list", "--json").json if line["id"] != family["id"])
    other = ffp("household", "show", other_household, "--json").json["residents"][0]["member"]
    assert ffp("person", "join", one, other, "--reason", "核对过户口簿").code == 0
    assert set(ffp("person", "show", one, "--json").json["members"]) == {one, other}
    assert ffp("person", "part", one, other, "--reason", "不是一个人").code == 0
    assert ffp("person", "show", one, "--json").json["members"] == [one]
    assert ffp("person", "part", one, other, "--reason", "再分", "--json").error_code == "person.not_joined"


def test_history__of_a_survey_an_item_and_a_person__and_an_answer_taken_again(ffp: Ffp, family: dict[str, Any]) -> None:
    number = family["surveys"][0]["number"]
    whole = ffp("history", number, "--json").json
    assert {"填写", "完成"} <= {entry["what"] for entry in whole}
    (phone,) = ffp("history", number, "--item", "head_phone", "--json").json
    assert phone["author"] == "苏日娜"
    taken = ffp("history", number, "--item", "head_phone", "--take", "1", "--reason", "再核一遍", "--json").json
    assert (taken[-1]["after"], taken[-1]["reason"]) == (phone["after"], "再核一遍")
    member = family["residents"][1]["member"]
    entries = ffp("history", "--person", member, "--json").json
    assert {entry["member"] for entry in entries} == {member}
    assert ffp("history", number, "--item", "A99", "--json").error_code == "history.item_unknown"
    assert ffp("history", "--json").code == 2
    assert ffp("history", number, "--item", "A22", "--take", "9", "--reason", "再", "--json").code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("household", "event", "x", "--kind", "升天", "--date", "2023-05-01"),
        ("household", "event"),
        ("household", "event", "x", "--withdraw", "y"),
        ("household", "split", "x"),
    ],
)
def test_wrong_usage__is_told_and_changes_nothing(ffp: Ffp, vault: Path, arguments: tuple[str, ...]) -> None:
    answer = ffp(*arguments, "--json")
    assert (answer.code, answer.out) == (2, "")
    assert json.loads(answer.err)["error"]["code"] == "usage"


def test_unknown_household_or_person__is_a_known_error(ffp: Ffp, vault: Path) -> None:
    assert ffp("household", "show", "none", "--json").error_code == "household.unknown"
    assert ffp("person", "show", "none", "--json").error_code == "person.unknown"
    assert ffp("household", "list", "--village", "999999", "--json").error_code == "survey.village_unknown"


def test_signer__added_listed_and_removed(ffp: Ffp, vault: Path) -> None:
    village = ("--village", "150722108204")
    added = ffp("signer", "add", "敖金花", *village, "--role", "研判人", "--json").json
    assert ffp("signer", "list", *village, "--json").json == [added | {"roles": ["研判人"]}]
    assert ffp("signer", "add", "鄂海燕", *village, "--json").error_code == "signer.no_role"
    assert ffp("signer", "remove", added["id"], *village, "--reason", "调走了").code == 0
    assert ffp("signer", "list", *village, "--json").json == []


def test_region__added__can_be_worked_in(ffp: Ffp, vault: Path) -> None:
    office = ffp("region", "add", "尼尔基西办事处", "--under", "150722", "--json").json["code"]
    village = ffp("region", "add", "西山村", "--under", office, "--json").json["code"]
    assert ffp("region", "list", office, "--json").json == [{"code": village, "name": "西山村"}]
    assert ffp("survey", "new", "--village", village).code == 0
    assert ffp("region", "remove", village, "--reason", "撤并", "--json").error_code == "region.in_use"
    ffp("region", "add", "东屯", "--under", village)
    assert ffp("region", "list", village, "--json").json == [{"code": None, "name": "东屯"}]
    assert ffp("vault", "check").code == 0


def test_people__with_the_same_number__are_likely_until_somebody_says_they_differ(
    ffp: Ffp, family: dict[str, Any]
) -> None:
    assert ffp("person", "likely", "--json").json == []
    son = family["residents"][2]["member"]
    number = ffp("person", "show", son, "--json").json["id_number"]
    other = next(line["id"] for line in ffp("household", "list", "--json").json if line["id"] != family["id"])
    event(ffp, other, "--kind", "其他转入", "--name", "孟铉", "--id-number", number)
    (pair,) = ffp("person", "likely", "--json").json
    assert pair["evidence"] == "证件号码相同" and pair["names"] == ["孟铉", "孟铉"]
    assert "共 1 对" in ffp("person", "likely").out
    assert ffp("person", "differ", pair["one"], pair["other"], "--reason", "派出所核过").code == 0
    assert ffp("person", "likely", "--json").json == []
    assert ffp("person", "join", pair["one"], pair["other"], "--reason", "改主意").code == 1
