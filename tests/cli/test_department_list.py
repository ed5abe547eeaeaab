"""`ffp list`: taken in from a workbook, looked at, matched, taken back, and its file taken out again."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.services.vaults import Unit, Vaults
from tests.cli.conftest import PASSWORD, Ffp
from tests.conftest import QUICK

FILED = Path(__file__).parent.parent / "data" / "surveys" / "general-three-people.json"
HEAD, WIFE = "152123197411051213", "152123197603181266"
ROWS = [
    ["患者", "证号", "村", "住院日期"],
    ["孟和", HEAD, "特莫呼珠村", "2023.2.5"],
    ["杜玉兰", "", "特莫呼珠村", "2月5日"],
    ["王五", "15072219700101123X", "特莫呼珠村", ""],
    ["合计", "", "", ""],
]
KIND = ("--kind", "大病重病患者", "--date", "2023-02-10", "--letter", "莫卫函〔2023〕3号")


@pytest.fixture
def vault(ffp: Ffp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault with a household of three."""
    vaults = Vaults(tmp_path / "vault", params=QUICK)
    vault, _code = vaults.create(Unit("150722", "莫力达瓦达斡尔族自治旗", "旗"), "苏日娜", PASSWORD)
    shelf, regions = FormShelf(), county_regions()
    filed = read_surveys(FILED, shelf.form, regions)
    Exchange(vault, Surveys(vault, shelf, regions), shelf).put_in([FiledSurvey(one, finish=True) for one in filed])
    vaults.close(vault, backup=False)
    monkeypatch.setenv("FFP_VAULT", str(vaults.folder))
    return vaults.folder


@pytest.fixture
def book(tmp_path: Path) -> Path:
    written = Workbook()
    for row in ROWS:
        written.worksheets[0].append(row)
    written.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def test_list_import__preview__accounts_for_every_row_and_writes_nothing(ffp: Ffp, vault: Path, book: Path) -> None:
    told = ffp("list", "import", book, *KIND, "--map", "证号=证件号码", "--preview", "--json")
    assert told.code == 1
    counts = told.json["counts"]
    assert (told.json["rows_in"], counts["已排查"], counts["待认定"], counts["查无此人"]) == (4, 1, 1, 1)
    assert [row["reason"] for row in told.json["refused"]] == ["合计行"]
    assert told.json["done"] is None
    assert ffp("list", "all", "--json").json == []


def test_list__from_beginning_to_end(ffp: Ffp, vault: Path, book: Path, tmp_path: Path) -> None:
    assert ffp("list", "import", book, *KIND, "--map", "证号=证件号码").code == 1
    (told,) = ffp("list", "all", "--json").json
    assert (told["kind"], told["letter"], told["rows"], told["clues"], told["open"]) == (KIND[1], KIND[5], 4, 3, 3)
    name = told["id"][-8:]
    rows = ffp("list", "rows", name, "--json").json["rows"]
    assert [(row["told"]["name"], row["told"]["event_date"]) for row in rows[:2]] == [
        ("孟和", "2023-02-05"),
        ("杜玉兰", "2023-02-05"),
    ]
    assert ffp("list", "refused", name, "--json").json[0]["row"] == 5
    looked = ffp("list", "match", name, "--accept-namesakes", "--json").json
    assert (looked["looked_at"], looked["certain"], looked["accepted"]) == (2, 0, 1)
    assert ffp("list", "rows", name, "--json").json["rows"][1]["match"]["how"] == "人工认定"
    assert ffp("list", "file", name, tmp_path / "out.xlsx").code == 0
    assert (tmp_path / "out.xlsx").read_bytes() == book.read_bytes()
    assert ffp("list", "withdraw", name, "--reason", "推送错了", "--json").json["withdrawn"] == "推送错了"
    assert "撤回" in ffp("list", "all").out
    assert ffp("vault", "check").code == 0


def test_list_import__a_kind_or_column_nobody_knows__is_refused(ffp: Ffp, vault: Path, book: Path) -> None:
    assert ffp("list", "import", book, "--kind", "没有的", "--json").error_code == "list.unknown_kind"
    assert ffp("list", "import", book, *KIND, "--map", "证号=没有的").code == 2
