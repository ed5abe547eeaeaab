"""A paper that does not agree with its form is refused, with file and line."""

from pathlib import Path

import pytest

from ffp_desktop.domain.form.definition import Choice, ChoiceList, Item, ItemType, Section
from ffp_desktop.domain.form.paper_reader import read_paper
from ffp_desktop.domain.form.source import FormProblem
from ffp_desktop.domain.paper.grid import AnswerRun, ChoiceRun, Paper, Style, TextRun

YES_NO = ChoiceList("yes_no", (Choice("是"), Choice("否")))
ITEMS = {
    "well": Item("well", "A1", "有井", "A1有井", ItemType.SELECT_ONE, "water", choices=YES_NO),
    "depth": Item("depth", "A2", "井深", "A2井深", ItemType.DECIMAL, "water"),
    "name": Item("name", "A3", "姓名", "A3姓名", ItemType.TEXT, "people", repeat=True),
    "kept": Item("kept", "", "备注", "备注", ItemType.TEXT, "water", off_paper=True),
}
SECTIONS = (Section("water", "一", "水", ()), Section("people", "二", "人", (), repeat=True))

GOOD = """\
title: 水井表
columns: 10 20 30
title_height: 12
margin_left: 8
margin_top: 8
footer_baseline: 5
sides:
  - - section: water
      head: 一、水(周期:{:start})
      head_height: 6
      rows:
        - height: 8
          cells:
            1-2: "A1有井:{well=是| 是}{_ 3}{well=否| 否}"
            3-3: "A2井深{depth 20 >}米"
    - section: people
      head: 二、人
      head_height: 6
      member_row_height: 8
      member_rows: 2
      continuation_rows: 10
      rows:
        - height: 9
          cells:
            1-1: "{#}序号"
            2-3: "{#name}A3{/}姓名"
"""


def read(tmp_path: Path, text: str) -> Paper:
    file = tmp_path / "paper.yaml"
    file.write_text(text, encoding="utf-8")
    return read_paper(file, ITEMS, SECTIONS, ("start",))


def test_read_paper__good__gives_cells_with_their_runs(tmp_path: Path) -> None:
    paper = read(tmp_path, GOOD)
    water, people = paper.sides[0].parts
    assert [type(run) for run in water.rows[0].cells[0].runs][:2] == [TextRun, ChoiceRun]
    assert water.rows[0].cells[1].runs[1] == AnswerRun("depth", 20, "right")
    assert people.rows[0].cells[1].item == "name"
    assert people.rows[0].cells[0].runs == (TextRun("序号", Style.COLUMN),)
    assert (people.member_rows, people.continuation_rows) == (2, 10)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("title: 水井表", "titel: 水井表", 1),
        ("      head_height: 6\n      rows:\n        - height: 8", "      rows:\n        - height: 8", 8),
        ("{well=是| 是}", "{wall=是| 是}", 14),
        ("{well=是| 是}", "{well=也许| 是}", 14),
        ("{well=是| 是}", "{well=否| 否}", 14),
        ("{_ 3}{well=否| 否}", "", 1),
        ("            3-3:", "            2-3:", 15),
        ("            1-2:", "            1-1:", 15),
        ('            3-3: "A2井深{depth 20 >}米"\n', "", 14),
        ("{depth 20 >}", "{depth 20 >", 15),
        ("{depth 20 >}", "{depth 20 >}{depth}", 15),
        ("{depth 20 >}", "{name}", 15),
        ("{depth 20 >}", "", 1),
        ("{:start}", "{:begin}", 9),
        ("{#name}A3", "A3", 1),
        ("{#name}A3", "{#well}A3", 26),
        ("{#name}A3", "A3{#name}", 26),
        ("section: people", "section: water", 16),
        ("      continuation_rows: 10\n", "", 16),
        ("height: 9", "height: high", 23),
        ("columns: 10 20 30", "columns: 10 twenty 30", 2),
    ],
)
def test_read_paper__a_fault__is_refused_with_its_line(tmp_path: Path, old: str, new: str, line: int) -> None:
    assert old in GOOD
    with pytest.raises(FormProblem) as caught:
        read(tmp_path, GOOD.replace(old, new, 1))
    assert caught.value.file == "paper.yaml"
    assert caught.value.line == line
