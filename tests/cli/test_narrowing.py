"""`ffp survey list` and `ffp export` narrow as the list in the window does."""

from pathlib import Path

import pytest

from tests.cli.conftest import Ffp


@pytest.fixture
def office(ffp: Ffp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ffp:
    monkeypatch.setenv("FFP_VAULT", str(tmp_path / "vault"))
    assert ffp("vault", "create", "--unit", "150722108", "--operator", "苏日娜").code == 0
    assert ffp("demo", "--households", "30", "--seed", "7", "--mistakes", "30%").code == 0
    return ffp


def count(ffp: Ffp, *arguments: str) -> int:
    return len(ffp("survey", "list", "--json", *arguments).json)


def test_list__narrowed__parts_add_up(office: Ffp) -> None:
    kinds = ("一般农牧户", "脱贫户", "监测对象")
    assert sum(count(office, "--a1", kind) for kind in kinds) == count(office) == 30
    monitored = office("survey", "list", "--json", "--a1", "监测对象").json
    assert {row["household_kind"] for row in monitored} <= {"脱贫不稳定户", "边缘易致贫户", "突发严重困难户"}
    found = [count(office, "--findings", words) for words in ("有错误", "只有提醒", "没有发现")]
    assert sum(found) == 30 and found[0] > 0
    assert count(office, "--findings", "有错误或提醒") == found[0] + found[1]
    assert count(office, "--touched", "今天") == count(office, "--entered-by", "苏日娜") == 30
    assert count(office, "--touched", "..2001-01-01") == 0
    assert count(office, "--search", "腾克镇") == 30
    measured = count(office, "--measures", "有")
    assert 0 < count(office, "--measures", "A43") <= measured
    narrow = office("survey", "list", "--measures", "有", "--limit", "1").out
    assert f"列出 1 户，共 {measured} 户。" in narrow


def test_export__narrowed__takes_the_same_households(office: Ffp, tmp_path: Path) -> None:
    done = office("export", "--kind", "people", "--a1", "监测对象", "--out", tmp_path / "out.xlsx", "--json").json
    assert done["households"] == count(office, "--a1", "监测对象")


@pytest.mark.parametrize(
    ("option", "value", "code"), [("--risk", "因懒", 2), ("--measures", "A33", 2), ("--entered-by", "无人", 2)]
)
def test_list__value_that_is_none__is_wrong_usage(office: Ffp, option: str, value: str, code: int) -> None:
    answer = office("survey", "list", option, value)
    assert answer.code == code and value in answer.err


def test_list__unclear_days__are_a_known_error(office: Ffp) -> None:
    assert office("survey", "list", "--visited", "上个月", "--json").error_code == "list.days_unclear"
