"""Rows as households, in the layouts that villages send; every row is accounted for."""

import pytest

from ffp_desktop.domain.id_number import check_digit
from ffp_desktop.domain.table.households import ReadTable
from ffp_desktop.domain.table.sheet import Cell, Sheet
from ffp_desktop.errors import FfpError
from tests.domain.table.conftest import ReadRows, sheet_of

VILLAGE = "150722108203"


def shape(table: ReadTable) -> list[tuple[str, list[str]]]:
    return [(home.head_name, [str(member.answers.get("name")) for member in home.members]) for home in table.households]


def rows_in(table: ReadTable) -> int:
    places = {(place.sheet, place.row) for home in table.households for place in home.rows}
    return len(places | {(row.sheet, row.row) for row in table.passed})


def test_read__a_head_begins_a_household__columns_merged_down_or_blank(read_rows: ReadRows) -> None:
    rows = [
        ["腾克镇花名册"],
        ["村", "户主电话", "姓名", "与户主关系", "A21"],
        ["特莫呼珠村", "13847012236", "敖日格勒", "户主", 100],
        ["", "", "何玉花", "妻子", ""],
        ["特莫呼珠村", "", "郭海波", "户主", 5],
        ["合计", "", "", "", 105],
        ["注：金额按元填"],
    ]
    table = read_rows(sheet_of(rows))
    assert shape(table) == [("敖日格勒", ["敖日格勒", "何玉花"]), ("郭海波", ["郭海波"])]
    first = table.households[0]
    assert (first.answers["head_phone"], str(first.answers["business_income"])) == ("13847012236", "100.00")
    assert [(row.row, row.reason) for row in table.passed] == [(5, "合计行"), (6, "表下的说明")]
    assert not [problem for home in table.households for problem in home.problems]
    assert rows_in(table) == 5


def test_read__village_merged_over_households__is_theirs_and_a_blank_one_is_not(read_rows: ReadRows) -> None:
    rows = [["村", "姓名", "关系"], ["特莫呼珠村", "敖日格勒", "户主"], ["", "郭海波", "户主"]]
    merged = read_rows(sheet_of(rows, ((1, 0, 2, 0),)))
    assert len({home.village for home in merged.households}) == 1
    assert not merged.households[1].problems
    plain = read_rows(sheet_of(rows))
    assert [len(home.problems) for home in plain.households] == [0, 1]
    assert plain.households[1].problems[0].place.column == 0


def test_read__household_columns_on_every_row__must_agree(read_rows: ReadRows) -> None:
    rows = [
        ["户编号", "姓名", "关系", "户属性", "联系电话"],
        ["7", "敖日格勒", "户主", "一般农牧户", "13847012236"],
        ["7", "何玉花", "配偶", "一般农牧户", "13947012236"],
        ["8", "郭海波", "户主", "一般户", ""],
        ["8", "郭琴", "之女", "脱贫享受政策户", ""],
    ]
    table = read_rows(sheet_of(rows), village=VILLAGE)
    first, second = table.households
    assert (first.problems, first.answers["head_phone"]) == ([], "13847012236")
    assert [(problem.place.row, problem.place.column) for problem in second.problems] == [(4, 3)]


def test_read__same_number_in_two_villages__is_two_households(read_rows: ReadRows) -> None:
    rows = [
        ["村", "户号", "姓名", "关系"],
        ["特莫呼珠村", "1", "敖日格勒", "户主"],
        ["", "1", "何玉花", "配偶"],
        ["", "2", "郭海波", "户主"],
        ["怪勒村", "1", "孟和", "户主"],
        ["怪勒村", "", "孟琴", "之女"],
    ]
    table = read_rows(sheet_of(rows))
    assert shape(table) == [("敖日格勒", ["敖日格勒", "何玉花"]), ("郭海波", ["郭海波"]), ("孟和", ["孟和", "孟琴"])]


def test_read__people_before_any_head__are_in_error_and_join_nobody(read_rows: ReadRows) -> None:
    rows = [
        ["姓名", "关系", "户主"],
        ["何玉花", "配偶", "敖日格勒"],
        ["郭海波", "户主", "郭海波"],
        ["孟琴", "之女", "孟和"],
    ]
    table = read_rows(sheet_of(rows), village=VILLAGE)
    assert [len(home.members) for home in table.households] == [1, 1, 1]
    assert [bool(home.problems) for home in table.households] == [True, False, True]


def test_read__rows_of_one_household_in_two_villages__are_in_error(read_rows: ReadRows) -> None:
    rows = [["村", "姓名", "关系"], ["特莫呼珠村", "敖日格勒", "户主"], ["怪勒村", "何玉花", "配偶"]]
    (home,) = read_rows(sheet_of(rows)).households
    assert home.problems


def test_read__two_sheets__are_joined_by_number_or_by_the_heads_id(read_rows: ReadRows) -> None:
    people = [
        ["户号", "姓名", "证件号码", "关系"],
        ["A1", "敖日格勒", "15072219700101123X", "户主"],
        ["A1", "何玉花", "", "配偶"],
    ]
    homes = [["户号", "户主姓名", "A21"], ["A1", "敖日格勒", 100], ["A2", "郭海波", 7]]
    by_number = read_rows(sheet_of(homes, name="户"), sheet_of(people, name="人"), village=VILLAGE)
    assert shape(by_number) == [("敖日格勒", ["敖日格勒", "何玉花"]), ("郭海波", ["郭海波"])]
    assert str(by_number.households[0].answers["business_income"]) == "100.00"
    assert [len(home.rows) for home in by_number.households] == [3, 1]
    assert [bool(home.problems) for home in by_number.households] == [False, True]  # nobody of A2 is in the other sheet
    homes = [["户主姓名", "身份证号", "A21"], ["敖日格勒", "15072219700101123x", 100]]
    people = [row[1:] for row in people]
    by_id = read_rows(sheet_of(homes, name="户"), sheet_of(people, name="人"))
    assert shape(by_id) == [("敖日格勒", ["敖日格勒", "何玉花"])]
    assert "business_income" in by_id.households[0].answers


def test_read__persons_side_by_side__are_one_household_a_row(read_rows: ReadRows) -> None:
    rows = [
        ["村", "户主姓名", "第一人", "", "第二人", ""],
        ["", "", "姓名", "与户主关系", "姓名", "与户主关系"],
        ["特莫呼珠村", "敖日格勒", "敖日格勒", "户主", "何玉花", "配偶"],
        ["特莫呼珠村", "郭海波", "郭琴", "之女", "", ""],
    ]
    table = read_rows(sheet_of(rows, ((0, 2, 0, 3), (0, 4, 0, 5))))
    assert shape(table) == [("敖日格勒", ["敖日格勒", "何玉花"]), ("郭海波", ["郭海波", "郭琴"])]


def test_read__people_without_anything_that_tells_households__is_refused(read_rows: ReadRows) -> None:
    with pytest.raises(FfpError) as refused:
        read_rows(sheet_of([["姓名", "证件号码"], ["敖日格勒", "1"]]))
    assert refused.value.code == "table.households_unknown"


def test_read__bad_cells__are_named_by_sheet_row_and_column(read_rows: ReadRows) -> None:
    rows = [["姓名", "关系", "证件号码", "A21"], ["敖日格勒", "户主", 1.5e17, "约100"], ["", "之子", "", ""]]
    (home,) = read_rows(sheet_of(rows, name="一组"), village=VILLAGE).households
    places = [(problem.place.sheet, problem.place.row, problem.place.column) for problem in home.problems]
    assert sorted(places) == [("一组", 1, 2), ("一组", 1, 3), ("一组", 2, -1)]


def test_read__empty_and_repeated_header_rows__are_passed_over_with_a_reason(read_rows: ReadRows) -> None:
    rows = [
        ["序号", "姓名", "与户主关系"],
        [1, 2, 3],
        [1, "敖日格勒", "户主"],
        [],
        ["序号", "姓名", "与户主关系"],
        [2, "", ""],
        [3, "郭海波", "户主"],
        ["总 计", "", 2],
        ["填表人：", "苏日娜"],
    ]
    table = read_rows(sheet_of(rows), village=VILLAGE)
    assert [row.reason for row in table.passed] == [
        "列的编号",
        "空行",
        "重复的表头",
        "表下的说明",
        "合计行",
        "表下的说明",
    ]
    assert rows_in(table) == len(rows) - 1


ROUND_AND_SOUND = next(
    text
    for n in range(1, 10)
    for day in range(10, 29)
    if (text := f"150722197001{day}{n}00") and check_digit(text) == "0" and (text := text + "0")
)
"""A sound number that ends in 000, as one in 1,300 does."""


def test_read__sound_number_that_ends_in_000__is_a_doubt_for_a_person_with_its_place(read_rows: ReadRows) -> None:
    rows = [["姓名", "关系", "证件号码"], ["敖日格勒", "户主", ROUND_AND_SOUND]]
    (home,) = read_rows(sheet_of(rows), village=VILLAGE).households
    (doubt,) = home.doubts
    assert (home.problems, doubt.place.row, doubt.place.column, doubt.answer) == ([], 1, 2, ROUND_AND_SOUND)
    assert home.members[0].answers["id_number"] == ROUND_AND_SOUND


@pytest.mark.parametrize(
    "number", [float(ROUND_AND_SOUND), "150722197001011000", "1.50722E+17", "15072219700101100000"]
)
def test_read__number_that_surely_lost_digits__is_a_problem(read_rows: ReadRows, number: Cell) -> None:
    rows = [["姓名", "关系", "证件号码"], ["敖日格勒", "户主", number]]
    (home,) = read_rows(sheet_of(rows), village=VILLAGE).households
    assert (len(home.problems), home.doubts) == (1, [])


def test_read__heads_numbers_that_lost_digits__tell_no_households_apart(read_rows: ReadRows) -> None:
    """Two heads born on the same day in the same county look alike then."""
    lost = 150722197001011234.0
    people = [["敖日格勒", "户主", lost], ["何玉花", "配偶", lost], ["郭海波", "户主", lost]]
    with_relation = [["姓名", "关系", "户主证件号码"], *people]
    homes = read_rows(sheet_of(with_relation), village=VILLAGE).households
    assert [len(home.members) for home in homes] == [2, 1]
    without = [["姓名", "户主证件号码"], *([name, number] for name, _, number in people)]
    (home,) = read_rows(sheet_of(without), village=VILLAGE).households
    assert "后几位" in home.problems[0].reason


@pytest.mark.parametrize(
    ("township", "village", "code"),
    [
        ("", "特莫呼珠村", "150722108203"),
        ("", "特莫呼珠", "150722108203"),
        ("腾克镇", "特莫呼珠嘎查", "150722108203"),
        ("腾克", "特莫呼珠村委会", "150722108203"),
        ("", "150722108203", "150722108203"),
        ("", "150722108203 腾克镇特莫呼珠村", "150722108203"),
        ("", "腾克镇特莫呼珠村", "150722108203"),
        ("尼尔基镇", "特莫呼珠村", ""),
        ("", "特莫呼", ""),
        ("", "150722108999", ""),
    ],
)
def test_read__village__is_found_by_its_name_or_code_and_never_by_likeness(
    read_rows: ReadRows, township: str, village: str, code: str
) -> None:
    rows = [["乡镇", "村", "姓名", "关系"], [township, village, "敖日格勒", "户主"]]
    (home,) = read_rows(sheet_of(rows)).households
    assert home.village == code
    assert bool(home.problems) is not bool(code)


def test_read__huge_merged_ranges__are_not_walked(read_rows: ReadRows) -> None:
    rows = [["姓名", "关系"], ["敖日格勒", "户主"]]
    merged = tuple((1, 0, 1_048_575, 16_383) for _ in range(20_000))
    assert len(read_rows(Sheet("表1", tuple(map(tuple, rows)), merged), village=VILLAGE).households) == 1
