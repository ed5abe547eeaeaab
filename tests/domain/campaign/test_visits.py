"""What a visit says to a clue, and whether it can answer it; the kinds of lists."""

from pathlib import Path

import pytest

from ffp_desktop.domain.campaign.list_kinds import ListKind, ListKinds
from ffp_desktop.domain.campaign.visits import is_answered_by
from ffp_desktop.errors import FfpError

HEADINGS = "name,department,key_people,green_channel,look_at\n"


@pytest.mark.parametrize(
    ("visited", "list_date", "event", "days", "answers"),
    [
        ("2023-03-06", "2023-02-10", "", 30, True),
        ("2023-02-10", "2023-02-10", "", 0, True),
        ("2023-02-09", "2023-02-10", "", 0, False),
        ("2023-01-11", "2023-02-10", "", 30, True),
        ("2023-01-10", "2023-02-10", "", 30, False),
        ("2023-02-05", "2023-02-10", "2023-02-06", 30, False),
        ("2023-02-06", "2023-02-10", "2023-02-06", 30, True),
        ("2023-02-06", "", "", 30, True),
        ("2023-02-06", "不是日期", "", 30, True),
        ("", "2023-02-10", "", 30, False),
    ],
)
def test_visit__answers_what_was_told_before_it_or_shortly_after(
    visited: str, list_date: str, event: str, days: int, answers: bool
) -> None:
    assert is_answered_by(visited, list_date, event, days) is answers


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name,department\n", "第1行"),
        (HEADINGS + "受灾,应急局,是,是\n", "第2行"),
        (HEADINGS + "受灾,,是,是,\n", "第2行"),
        (HEADINGS + "受灾,应急局,真的,,\n", "第2行"),
        (HEADINGS + "受灾,应急局,,,\n受灾,应急局,,,\n", "第3行"),
    ],
)
def test_kinds_file__with_something_wrong__is_refused_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "kinds.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FfpError) as refused:
        ListKinds.load(file)
    assert refused.value.code == "list_kinds.invalid"
    assert told in refused.value.sentence


def test_kinds__changed__stand_in_their_place_and_new_ones_behind() -> None:
    kinds = ListKinds({name: ListKind(name, "部门") for name in ("甲", "乙")})
    changes = {"丙": {"department": "丁", "key": True}, "甲": {"department": "戊", "retired": "不用了"}}
    changed = kinds.with_changes(changes)
    assert list(changed.by_name) == ["甲", "乙", "丙"]
    assert [kind.name for kind in changed.standing] == ["乙", "丙"]
    assert changed.key_names == {"丙"}
    assert changed.find("甲") == ListKind("甲", "戊", retired="不用了")
