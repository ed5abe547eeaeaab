"""What `ffp` does without a vault: forms, survey files, demonstration households; errors and exit codes."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ffp_desktop import __version__
from ffp_desktop.paths import FORMS
from tests.cli.conftest import Ffp

GOOD = {
    "form": "household-check-2023q1",
    "round": "2023Q1",
    "village": "150722108204",
    "answers": {"A1": "一般农牧户"},
    "members": [],
}
PROJECT = FORMS.parent


def write(folder: Path, survey: object, name: str = "survey.json") -> Path:
    file = folder / name
    file.write_text(json.dumps(survey, ensure_ascii=False), encoding="utf-8")
    return file


def test_ffp__version__is_told(ffp: Ffp) -> None:
    assert ffp("--version").out.strip() == f"ffp {__version__}"


@pytest.mark.parametrize(
    "arguments", [["bogus"], ["form", "show", "--bogus"], ["form", "check"], ["demo", "--households", "0"], []]
)
def test_ffp__wrong_usage__exits_with_2_and_answers_on_stderr(ffp: Ffp, arguments: list[str]) -> None:
    answer = ffp(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err


def test_ffp__wrong_usage_with_json__is_an_error_object(ffp: Ffp) -> None:
    assert ffp("--json", "form", "show", "A99").error_code == "usage"


def test_form_show__json__holds_every_section_and_choice(ffp: Ffp) -> None:
    form = ffp("form", "show", "--json").json
    assert len(form["sections"]) == 8
    items = {item["id"]: item for section in form["sections"] for item in section["items"]}
    assert items["unsafe_house"]["number"] == "A32"
    assert items["unsafe_house"]["choices"] == ["是", "否"]


def test_form_show__printed_number__shows_the_main_item(ffp: Ffp) -> None:
    assert ffp("--json", "form", "show", "A31").json["id"] == "safe_water"


def test_form_check__good_and_broken_folder__exit_0_and_1(ffp: Ffp, tmp_path: Path) -> None:
    folder = tmp_path / "form"
    shutil.copytree(FORMS / "household-check-2023q1", folder)
    assert ffp("form", "check", folder).code == 0
    sections = folder / "sections" / "4-safety.yaml"
    sections.write_text(sections.read_text(encoding="utf-8") + "bogus: 1\n", encoding="utf-8")
    answer = ffp("form", "check", folder, "--json")
    assert answer.code == 1
    (problem, *_) = answer.json
    assert problem["file"].endswith("4-safety.yaml")
    assert problem["line"] == len(sections.read_text(encoding="utf-8").splitlines())


def test_survey_check__json__rows_have_the_six_keys(ffp: Ffp, tmp_path: Path) -> None:
    answer = ffp("survey", "check", write(tmp_path, GOOD), "--json")
    assert answer.code == 1
    assert all(list(row) == ["item", "number", "member", "rule", "level", "message"] for row in answer.json)
    assert answer.err == ""


def test_survey_check__list__says_which_survey(ffp: Ffp, tmp_path: Path) -> None:
    rows = ffp("survey", "check", write(tmp_path, [GOOD, GOOD]), "--json").json
    assert {row["survey"] for row in rows} == {1, 2}


def test_survey_check__clean_household__exits_with_0(ffp: Ffp, tmp_path: Path) -> None:
    ffp("demo", "--households", "12", "--seed", "4", "--out", tmp_path / "demo.json")
    surveys = json.loads((tmp_path / "demo.json").read_text(encoding="utf-8"))
    clean = next(survey for survey in surveys if "confirmed" not in survey and "head_phone" in survey["answers"])
    answer = ffp("survey", "check", write(tmp_path, clean))
    assert (answer.code, answer.out.strip()) == (0, "没有发现问题。")


def test_survey_check__refused_file__exits_with_3_and_names_the_place(ffp: Ffp, tmp_path: Path) -> None:
    file = write(tmp_path, {**GOOD, "members": [{"A6": 1}]})
    answer = ffp("survey", "check", file, "--json")
    assert (answer.code, answer.out, answer.error_code) == (3, "", "survey_file.wrong_type")
    plain = ffp("survey", "check", file)
    assert plain.code == 3
    assert "members[0].A6（第1人）" in plain.err


def test_survey_check__error__never_repeats_the_answer(ffp: Ffp, tmp_path: Path) -> None:
    file = write(tmp_path, {**GOOD, "members": [{"A3": "敖斯琴" * 30}]})
    assert "敖" not in ffp("survey", "check", file).err


def test_survey_check__missing_file__is_a_known_error(ffp: Ffp, tmp_path: Path) -> None:
    assert ffp("survey", "check", tmp_path / "none.json", "--json").error_code == "survey_file.cannot_read"


def test_survey_check__hostile_name__cannot_steer_the_terminal(ffp: Ffp, tmp_path: Path) -> None:
    survey = {**GOOD, "answers": {"A1": "\u202e一般"}}
    assert "\u202e" not in ffp("survey", "check", write(tmp_path, survey)).out


def test_demo__out_and_json__lists_the_planted_mistakes(ffp: Ffp, tmp_path: Path) -> None:
    answer = ffp(
        "demo", "--households", "40", "--seed", "2", "--mistakes", "50%", "--out", tmp_path / "d.json", "--json"
    )
    planted = answer.json["mistakes"]
    assert 10 <= len({mistake["household"] for mistake in planted}) <= 30
    assert {"household", "number", "rule", "level", "item", "member"} == set(planted[0])
    rows = ffp("survey", "check", tmp_path / "d.json", "--json").json
    found = {(row["survey"], row["rule"], row["item"], row["member"]) for row in rows}
    assert {(m["household"], m["rule"], m["item"], m["member"]) for m in planted} <= found


def test_demo__stdout__is_a_list_that_can_be_checked(ffp: Ffp) -> None:
    answer = ffp("demo", "--households", "3", "--seed", "9")
    assert len(answer.json) == 3
    assert ffp("demo", "--households", "3", "--seed", "9", "--json").json["surveys"] == answer.json


@pytest.mark.parametrize("share", ["-1", "200", "many", "101%"])
def test_demo__impossible_share__is_wrong_usage(ffp: Ffp, share: str) -> None:
    assert ffp("demo", "--mistakes", share).code == 2


def test_demo__folder_that_is_not_there__is_a_known_error(ffp: Ffp, tmp_path: Path) -> None:
    assert ffp("demo", "--out", tmp_path / "none" / "d.json", "--json").error_code == "file.cannot_write"


def test_process__module__runs_and_reads_stdin() -> None:
    command = [sys.executable, "-m", "ffp_desktop.cli", "survey", "check", "-", "--json"]
    done = subprocess.run(
        command, input=json.dumps(GOOD), capture_output=True, text=True, cwd=PROJECT, encoding="utf-8"
    )
    assert done.returncode == 1
    assert json.loads(done.stdout)[0]["rule"]
    assert done.stderr == ""


def test_process__broken_pipe__is_quiet() -> None:
    command = [sys.executable, "-m", "ffp_desktop.cli", "demo", "--households", "3000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=PROJECT) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_process__c_locale__still_writes_chinese() -> None:
    command = [sys.executable, "-m", "ffp_desktop.cli", "form", "show", "A31"]
    environment = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PATH": ""}
    done = subprocess.run(command, capture_output=True, cwd=PROJECT, env=environment)
    assert "安全饮水" in done.stdout.decode()
