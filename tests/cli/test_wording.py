"""What a person at the terminal reads when the command line was wrong, and the help pages: all Chinese."""

import re
from pathlib import Path

import click
import pytest

from ffp_desktop.cli.main import app
from tests.cli.conftest import Ffp

WORDS = re.compile(r"[A-Za-z]{2,}")
OURS = {
    "ffp",
    *WORDS.findall(" ".join(app.list_commands(click.Context(app)))),
    "usage",
    "json",
    "help",
    "out",
    "limit",
    "village",
    "state",
}
OURS |= {"households", "seed", "mistakes", "backup", "check", "create", "restore", "new", "nonsense", "frob", "extra"}
OURS |= {"villag", "to", "list", "found"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nonsense"], "没有命令 nonsense"),
        (["vault", "nonsense"], "可以用：backup、check、create、restore"),
        (["survey", "list", "--frob"], "没有选项 --frob"),
        (["survey", "list", "--villag", "1"], "是不是 --village"),
        (["survey", "list", "--state", "x"], "--state 状态 只能是：草稿"),
        (["survey", "list", "--limit", "abc"], "--limit 户数 要写整数，至少 1"),
        (["survey", "list", "--limit"], "选项 --limit 后面要写一个值"),
        (["survey", "list", "--json=1"], "选项 --json 后面不要写值"),
        (["survey", "list", "extra"], "多写了 extra"),
        (["survey", "check"], "缺少 文件或表号"),
        (["print"], "缺少 --out 文件"),
        (["print", "--out", "/"], "--out 文件 是一个文件夹"),
        (["vault", "backup", "--to", __file__], "--to 文件夹 是一个文件"),
        (["demo", "--households", "-1"], "--households 户数 要写整数，1 到 100000"),
        (["demo", "--seed", "x"], "--seed 数 要写整数"),
        (["demo", "--mistakes", "200%"], "比例在 0 和 1"),
    ],
)
def test_usage__wrong__is_told_in_chinese(ffp: Ffp, arguments: list[str], told: str) -> None:
    answer = ffp(*arguments)
    assert answer.code == 2 and answer.out == ""
    assert told in answer.err
    assert set(WORDS.findall(answer.err)) <= OURS


def test_usage__wrong_with_json__carries_the_chinese_sentence(ffp: Ffp) -> None:
    answer = ffp("--json", "vault", "nonsense")
    assert answer.code == 2 and answer.error_code == "usage"
    assert "没有命令 nonsense" in answer.err


@pytest.mark.parametrize("arguments", [[], ["print"], ["survey", "list"], ["demo"], ["vault", "create"]])
def test_help__page__has_no_english_and_straight_columns(ffp: Ffp, arguments: list[str]) -> None:
    page = ffp(*arguments, "--help").out
    for word in ("OPTIONS", "required", "<=", "Usage", "Options:"):
        assert word not in page
    assert "用法：" in page and "选项：" in page


def test_help__required_option__says_so(ffp: Ffp, tmp_path: Path) -> None:
    assert "写成这个 PDF。（必填）" in ffp("print", "--help").out
