"""`ffp compare`: an export taken in, compared, settled, printed."""

import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from openpyxl import load_workbook

from ffp_desktop.services.demo import make_surveys
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.rounds import FIRST_ROUND
from tests.cli.conftest import Answer, Ffp
from tests.services.reconciliation.national import Row, household_rows, is_in_system, write_export

UNIT = "150722108"


@pytest.fixture
def township(ffp: Ffp, tmp_path: Path) -> list[dict[str, Any]]:
    """A vault with finished households; those that the national system has."""
    vault = tmp_path / "vault"
    assert ffp("--vault", vault, "vault", "create", "--unit", UNIT, "--operator", "苏日娜").code == 0
    form = FormShelf().form
    made = [one for one in make_surveys(form, county_regions(), FIRST_ROUND, 40, 8, 0.0, UNIT) if one.is_finished]
    file = tmp_path / "surveys.json"
    file.write_text(json.dumps([one.encoded for one in made], ensure_ascii=False), encoding="utf-8")
    assert ffp("--vault", vault, "survey", "import", file, "--finish").code == 0
    return [one.encoded for one in made if is_in_system(one.encoded)]


def rows_of(township: list[dict[str, Any]]) -> list[Row]:
    found = []
    for number, survey in enumerate(township, 1):
        village = county_regions().find(survey["village"])
        assert village is not None
        found += household_rows(survey, "腾克镇", village.short_name, number)
    return found


def take(ffp: Ffp, folder: Path, rows: list[Row], *more: str) -> Answer:
    file = write_export(folder / "export.xlsx", rows)
    return ffp("--vault", folder / "vault", "compare", "take", file, "--as-of", "2023-03-01", "--json", *more)


def test_compare__from_taking_in_to_the_signed_sheet(ffp: Ffp, township: list[dict[str, Any]], tmp_path: Path) -> None:
    rows = rows_of(township)
    rows[0]["劳动技能"], rows[1]["民族"] = "技能型", ""
    answer = take(ffp, tmp_path, [*rows, dict(rows[0])])
    assert answer.code == 1
    assert answer.json["rows"] == {"all": len(rows) + 1, "taken": len(rows), "refused": 1, "passed": 0}
    vault = tmp_path / "vault"
    shown = ffp("--vault", vault, "compare", "show", "--json")
    assert shown.code == 1
    differences = {one["item"]: one for one in shown.json["differences"]}
    assert {item: one["wrong"] for item, one in differences.items()} == {"labor_skill": ["机"], "ethnicity": ["机"]}
    told = ffp("--vault", vault, "compare", "show", "--item", "劳动技能")
    assert "技能型" in told.out and "乡镇系统操作员改全国系统" in told.out
    chosen = differences["ethnicity"]["id"]
    assert ffp("--vault", vault, "compare", "settle", chosen, "--reason", "看过户口簿", "--json").json == {
        "chosen": 1,
        "open": 1,
    }
    assert len(ffp("--vault", vault, "compare", "show", "--standing", "已定", "--json").json["differences"]) == 1
    paper, book = tmp_path / "sheet.pdf", tmp_path / "sheet.xlsx"
    assert ffp("--vault", vault, "compare", "sheet", "--out", paper, "--json").json == {"rows": 2}
    assert ffp("--vault", vault, "compare", "sheet", "--out", book, "--json").json == {"rows": 2}
    document = pypdfium2.PdfDocument(paper)
    words = "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")
    assert all(text in words for text in ("技能型", "系统操作员：", "台账管理员：", rows[0]["姓名"], "看过户口簿"))
    document.close()
    table = load_workbook(book)["差异"]
    assert [cell.value for cell in table[1]][:4] == ["乡镇", "村", "户主", "姓名"]
    assert table.max_row == 3
    settled = ffp("--vault", vault, "compare", "settle", "--right", "机", "--reason", "系统是对的", "--json")
    assert settled.json["open"] == 0
    assert ffp("--vault", vault, "compare", "show").code == 0


def test_compare__nothing_taken_in__says_what_to_do(ffp: Ffp, township: list[dict[str, Any]], tmp_path: Path) -> None:
    answer = ffp("--vault", tmp_path / "vault", "compare", "show", "--json")
    assert (answer.code, answer.error_code) == (3, "compare.no_exports")
    previewed = take(ffp, tmp_path, rows_of(township), "--preview")
    assert previewed.json["export"] is None
    assert ffp("--vault", tmp_path / "vault", "compare", "exports", "--json").json == []


def test_compare__words_it_does_not_know__is_a_usage_error(
    ffp: Ffp, township: list[dict[str, Any]], tmp_path: Path
) -> None:
    take(ffp, tmp_path, rows_of(township))
    for arguments in (["show", "--item", "没有这一项"], ["show", "--verdict", "好"], ["sheet", "--out", "a.doc"]):
        assert ffp("--vault", tmp_path / "vault", "compare", *arguments).code == 2
