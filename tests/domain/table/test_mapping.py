"""Headers found and columns known: by number, name, label and synonym, never by likeness."""

from pathlib import Path

import pytest

from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.table.columns import table_columns
from ffp_desktop.domain.table.header import Header, read_header
from ffp_desktop.domain.table.mapping import Mapping, Matcher, Target
from ffp_desktop.domain.table.sheet import Range
from ffp_desktop.domain.table.synonyms import FILE, read_synonyms
from ffp_desktop.errors import FfpError
from tests.domain.table.conftest import Rows, sheet_of


def found(matcher: Matcher, rows: Rows, merged: tuple[Range, ...] | None = ()) -> Mapping:
    mapping = matcher.find_mapping(sheet_of(rows, merged))
    assert mapping is not None
    return mapping


def items(mapping: Mapping) -> list[str]:
    return [target.item for target in mapping.targets]


def test_match__our_own_headings__are_all_known(matcher: Matcher, form: Form) -> None:
    columns = table_columns(form)
    mapping = found(matcher, [[column.heading for column in columns]])
    assert items(mapping) == [column.item for column in columns]
    assert mapping.unknown == ()


def test_match__labels_of_the_paper__are_all_known(matcher: Matcher, form: Form) -> None:
    labels = [
        form.items[column.item].label for column in table_columns(form) if column.number in ("A3", "A6", "A20", "A21")
    ]
    assert items(found(matcher, [labels])) == ["name", "id_number", "relocated", "business_income"]


@pytest.mark.parametrize(
    ("heading", "item"),
    [
        ("户主\n姓名", "@head_name"),
        ("身份证号码（18位）", "id_number"),
        ("Ａ３、姓名*", "name"),
        ("与户主关系（必填）", "relation"),
        ("家庭人均纯收入(元)", "net_income_per_head"),
        ("行政村", "@village"),
        ("嘎查（村）", "@village"),
        ("自然村/屯", "natural_village"),
        ("屯", "natural_village"),
        ("A31", "safe_water"),
        ("A31饮水具体为", "water_problems"),
        ("A4 姓名", ""),  # number and name contradict each other
        ("A28说明", ""),  # two items have this number
        ("A21收入额", "business_income"),  # one item has it
        ("户 编 号", "@household"),
        ("序号", "@passed_over"),
        ("致贫", ""),
        ("姓", ""),
    ],
)
def test_match__one_heading__is_known_or_left_open(matcher: Matcher, heading: str, item: str) -> None:
    header = Header(0, 1, ((heading,),))
    assert items(matcher.match(header)) == [item]


def test_match__same_column_twice__the_second_is_left_open(matcher: Matcher) -> None:
    assert items(found(matcher, [["姓名", "证件号码", "成员姓名"]])) == ["name", "id_number", ""]


def test_find_mapping__titles_above__header_is_the_row_with_known_columns(matcher: Matcher) -> None:
    rows = [
        ["腾克镇2022年农牧户花名册"],
        ["填报单位：腾克镇", "", "单位：元"],
        ["村", "姓名", "证件号码"],
        ["特莫呼珠村", "敖日格勒", "1"],
    ]
    mapping = found(matcher, rows, ((0, 0, 0, 2),))
    assert (mapping.header.row, mapping.header.depth) == (2, 1)
    assert items(mapping) == ["@village", "name", "id_number"]


def test_find_mapping__who_exported_it_and_when_in_a_line_above__are_no_headings(matcher: Matcher) -> None:
    rows = [
        ["全国系统导出", "", "", ""],
        ["导出单位：腾克镇", "", "", "导出时间：2023-03-01"],
        ["村", "姓名", "证件号码", "备注"],
        ["特莫呼珠村", "敖日格勒", "1", ""],
    ]
    mapping = found(matcher, rows, ((0, 0, 0, 3),))
    assert (mapping.header.row, mapping.header.depth) == (2, 1)
    assert [mapping.header.heading(column) for column in (0, 3)] == ["村", "备注"]


def test_find_mapping__nothing_known__is_none(matcher: Matcher) -> None:
    assert matcher.find_mapping(sheet_of([["甲", "乙"], ["姓名", "丙"]])) is None
    assert matcher.find_mapping(sheet_of([])) is None


def test_find_mapping__header_far_down__is_not_looked_for(matcher: Matcher) -> None:
    assert matcher.find_mapping(sheet_of([["x"]] * 8 + [["姓名", "证件号码"]])) is None
    assert found(matcher, [["x"]] * 4 + [["姓名", "证件号码"]]).header.row == 4


@pytest.mark.parametrize("merged", [((0, 1, 0, 2), (0, 3, 0, 4)), (), None])
def test_find_mapping__two_lines_with_groups__group_and_word_together_tell(
    matcher: Matcher, merged: tuple[Range, ...] | None
) -> None:
    rows = [
        ["村", "户主信息", "", "家庭成员情况", ""],
        ["", "姓名", "身份证号", "姓名", "身份证号"],
        ["a", "b", "c", "d", "e"],
    ]
    mapping = found(matcher, rows, merged)
    assert items(mapping) == ["@village", "@head_name", "@head_id", "name", "id_number"]
    assert mapping.header.heading(3) == "家庭成员情况 / 姓名"
    assert mapping.header.below == 2


def test_find_mapping__persons_side_by_side__are_blocks(matcher: Matcher) -> None:
    rows = [["户编号", "第一人", "", "第2人", ""], ["", "姓名", "身份证号", "姓名", "身份证号"]]
    assert found(matcher, rows).targets[1:] == (
        Target("name", 1),
        Target("id_number", 1),
        Target("name", 2),
        Target("id_number", 2),
    )
    single = found(matcher, [["村", "姓名1", "身份证号1", "成员2姓名", "成员2身份证号"]])
    assert [(target.item, target.block) for target in single.targets[1:]] == [
        ("name", 1),
        ("id_number", 1),
        ("name", 2),
        ("id_number", 2),
    ]


def test_find_mapping__amounts_in_ten_thousands__are_said_by_heading_or_line_above(matcher: Matcher) -> None:
    by_heading = found(matcher, [["姓名", "工资性收入（万元）", "贷款金额（万元）", "家庭人口"]])
    assert [target.scale for target in by_heading.targets] == [1, 10_000, 1, 1]
    above = found(matcher, [["花名册", "", "单位：万元"], ["姓名", "工资性收入", "家庭人口"]])
    assert [target.scale for target in above.targets] == [1, 10_000, 1]
    by_hand = found(matcher, [["姓名", "证件号码", "挣的钱（万元）"]])
    assert matcher.target_for(by_hand.header, 2, Target("wage_income")) == Target("wage_income", 0, 10_000)
    assert matcher.target_for(by_hand.header, 2, Target("relation")) == Target("relation")


def test_fingerprint__same_header_elsewhere__is_the_same_and_tells_of_no_answers(matcher: Matcher) -> None:
    first = found(matcher, [["姓名", "证件 号码"], ["敖日格勒", "1"]])
    second = found(matcher, [["名单"], ["姓名", "证件号码"], ["何玉花", "2"]], ())
    other = found(matcher, [["姓名", "证件号码", "村"]])
    assert first.header.fingerprint == read_header(sheet_of([["姓名", "证件号码"]]), 0, 1).fingerprint
    assert second.header.fingerprint == first.header.fingerprint
    assert other.header.fingerprint != first.header.fingerprint


def test_with_target__chosen_by_hand__is_taken_from_the_column_that_had_it(matcher: Matcher) -> None:
    mapping = found(matcher, [["姓名", "证件号码", "名"]]).with_target(2, Target("name"))
    assert items(mapping) == ["", "id_number", "name"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("items: {}\nkeys: {}\npassed_over: []\nchoices: {}\nbogus: 1\n", 5),
        ("items:\n  nobody: [甲]\nkeys: {}\npassed_over: []\nchoices: {}\n", 2),
        ("items:\n  name: [甲, 乙, 甲]\nkeys: {}\npassed_over: []\nchoices: {}\n", 2),
        ("items: {}\nkeys: {}\npassed_over: []\nchoices:\n  yes_no:\n    对: 好\n", 6),
        ("items: {}\nkeys:\n  house: [户]\npassed_over: []\nchoices: {}\n", 3),
    ],
)
def test_read_synonyms__wrong_file__names_file_and_line(tmp_path: Path, form: Form, text: str, line: int) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(FfpError) as refused:
        read_synonyms(tmp_path, form)
    assert refused.value.code == "form.invalid"
    assert f"{FILE}:{line}：" in refused.value.sentence
