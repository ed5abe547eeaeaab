"""`ffp import`: a preview that writes nothing, an import, what failed, and back."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.cli.conftest import Ffp
from tests.domain.table.test_households import ROUND_AND_SOUND

HEAD, OTHER = "15072219700101123X", "150722199501010030"
ROWS = [
    ["村", "姓名", "本人号", "与户主关系", "A21"],
    ["特莫呼珠村", "敖日格勒", HEAD, "户主", 100],
    ["特莫呼珠村", "郭海波", OTHER, "户主", "约100"],
]


@pytest.fixture
def folder(ffp: Ffp, tmp_path: Path) -> Path:
    vault = tmp_path / "vault"
    assert ffp("--vault", vault, "vault", "create", "--unit", "150722108", "--operator", "苏日娜").code == 0
    return vault


@pytest.fixture
def book(tmp_path: Path) -> Path:
    written = Workbook()
    for row in ROWS:
        written.worksheets[0].append(row)
    written.save(tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def test_import__preview__says_what_would_happen_and_writes_nothing(ffp: Ffp, folder: Path, book: Path) -> None:
    answer = ffp("--vault", folder, "import", book, "--map", "本人号=A6", "--preview", "--json")
    assert answer.code == 1
    told = answer.json
    assert (told["counts"]["新"], told["counts"]["有错"], told["done"]) == (1, 1, None)
    assert told["rows"] == {"taken": 1, "refused": 1, "passed": 0}
    (problem,) = told["households"][1]["problems"]
    assert (problem["row"], problem["column"]) == (3, "E")
    assert ffp("--vault", folder, "survey", "list", "--json").json == []


def test_import__then_undo__is_in_and_out_again(ffp: Ffp, folder: Path, book: Path, tmp_path: Path) -> None:
    failed = tmp_path / "failed.xlsx"
    answer = ffp("--vault", folder, "import", book, "--round", "2023Q1", "--map", "C=A6", "--failed", failed, "--json")
    assert (answer.code, len(answer.json["done"]["new"]), answer.json["failed_rows"]) == (1, 1, 1)
    assert [row["head_name"] for row in ffp("--vault", folder, "survey", "list", "--json").json] == ["敖日格勒"]
    assert load_workbook(failed).worksheets[0].max_row == 2
    undone = ffp("--vault", folder, "import", "--undo", "--json")
    assert (undone.code, undone.json["removed"]) == (0, 1)
    assert ffp("--vault", folder, "survey", "list", "--json").json == []


def test_import__number_that_ends_in_000__is_taken_when_somebody_says_it_was_checked(
    ffp: Ffp, folder: Path, tmp_path: Path
) -> None:
    written = Workbook()
    for row in (["村", "姓名", "证件号码", "与户主关系"], ["特莫呼珠村", "敖日格勒", ROUND_AND_SOUND, "户主"]):
        written.worksheets[0].append(row)
    written.save(tmp_path / "a.xlsx")
    refused = ffp("--vault", folder, "import", tmp_path / "a.xlsx")
    assert (refused.code, "“Sheet” C2：末尾是 000" in refused.out, ROUND_AND_SOUND in refused.out) == (1, True, False)
    taken = ffp("--vault", folder, "import", tmp_path / "a.xlsx", "--zeros-checked", "--json")
    assert (taken.code, len(taken.json["done"]["new"])) == (0, 1)


def test_import__plain_answer__names_places_and_nobody(ffp: Ffp, folder: Path, book: Path) -> None:
    answer = ffp("--vault", folder, "import", book, "--map", "C=A6", "--preview")
    assert "“Sheet” E3" in answer.out
    assert "郭海波" not in answer.out + answer.err
    assert OTHER not in answer.out + answer.err


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (["--map", "Z=A6"], 2, "usage"),
        (["--map", "C=A99"], 2, "usage"),
        (["--map", "C"], 2, "usage"),
        (["--sheet", "没有"], 3, "import.sheet_unknown"),
        (["--round", "2029Q9"], 3, "import.round_not_current"),
        (["--undo"], 2, "usage"),
    ],
)
def test_import__wrong_arguments__are_told(
    ffp: Ffp, folder: Path, book: Path, arguments: list[str], code: int, error: str
) -> None:
    answer = ffp("--vault", folder, "import", book, *arguments, "--json")
    assert (answer.code, answer.error_code) == (code, error)


def test_import__no_workbook__is_a_known_error(ffp: Ffp, folder: Path, tmp_path: Path) -> None:
    assert ffp("--vault", folder, "import", tmp_path / "none.xlsx", "--json").error_code == "workbook.cannot_read"
    assert ffp("--vault", folder, "import", "--undo", "--json").error_code == "import.nothing_to_undo"
