"""The words of lists' columns are data, and wrong data is refused with file and line."""

from pathlib import Path

import pytest

from ffp_desktop.domain.campaign.list_columns import ListMatcher, read_list_columns
from ffp_desktop.domain.table.header import read_header
from ffp_desktop.domain.table.sheet import Sheet
from ffp_desktop.errors import FfpError

GOOD = "columns:\n  name: [姓名]\npassed_over: [序号]\nown_county: [莫旗]\nabove_county: [内蒙古]\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (GOOD.replace("  name:", "  nome:"), 2),
        (GOOD.replace("[序号]", "[姓名]"), 3),
        (GOOD.replace("[莫旗]", "['']"), 4),
        (GOOD + "more: [x]\n", 6),
        (GOOD.replace("above_county: [内蒙古]\n", ""), 1),
    ],
)
def test_list_columns__wrong__are_refused_with_file_and_line(tmp_path: Path, text: str, line: int) -> None:
    (tmp_path / "list_columns.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(FfpError) as refused:
        read_list_columns(tmp_path)
    assert refused.value.code == "form.invalid"
    assert f"list_columns.yaml:{line}：" in refused.value.sentence


def test_list_columns__a_group_over_a_heading__makes_another_word(list_matcher: ListMatcher) -> None:
    sheet = Sheet(
        "表", (("户主信息", "", "患者信息", ""), ("姓名", "电话", "姓名", "身份证号")), ((0, 0, 0, 1), (0, 2, 0, 3))
    )
    targets = [target.item for target in list_matcher.match(read_header(sheet, 0, 2)).targets]
    assert targets == ["head_name", "phone", "name", "id_number"]
