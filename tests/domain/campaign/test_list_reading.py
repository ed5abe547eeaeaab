"""Rows of lists: each tells of somebody or is refused with a reason, and none is lost or doubled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffp_desktop.domain.campaign.list_reading import READING_NOTE, WRITTEN_NUMBER, ReadList
from tests.domain.campaign.conftest import ReadRows

HEADER = ["序号", "乡镇", "村", "姓名", "身份证号", "性别", "出生日期", "电话", "住院日期", "救助金额", "备注"]
AO, HE, MENG = "15072219700101123X", "150722197203041226", "150722198807201125"
VILLAGE = "150722108203"


def row(name: object = "敖日格勒", number: object = AO, **more: object) -> list[object]:
    """A row under `HEADER`, of 腾克镇特莫呼珠村 unless told otherwise."""
    usual: dict[str, object] = {"乡镇": "腾克镇", "村": "特莫呼珠村", "姓名": name, "身份证号": number}
    return [(usual | more).get(heading, "") for heading in HEADER]


def reasons(found: ReadList) -> dict[int, str]:
    return {one.row: one.reason for one in found.refused}


def assert_accounted(found: ReadList) -> None:
    rows = [one.told.row for one in found.told]
    refused = [one.row for one in found.refused]
    assert len({*rows}) + len(refused) == found.rows_in
    assert not {*rows} & {*refused}
    assert all(one.reason for one in found.refused)


def test_list__a_plain_row__is_told_whole(read_rows: ReadRows) -> None:
    found = read_rows(HEADER, row(电话="13847012236", 住院日期="2023.2.5", 救助金额=500, 备注="复查"))
    told = found.told[0].told
    assert (told.sheet, told.row, told.part) == ("表1", 2, 1)
    assert (told.name, told.id_number, told.village, told.place) == ("敖日格勒", AO, VILLAGE, "腾克镇特莫呼珠村")
    assert (told.phone, told.event_date, told.birth, told.sex) == ("13847012236", "2023-02-05", "1970-01-01", "男")
    assert (told.note, told.more) == ("复查", {"救助金额": "500"})


def test_list__what_is_nobody__is_refused_with_the_reason(read_rows: ReadRows) -> None:
    found = read_rows(
        ["2023年新增低保名单"],
        HEADER,
        row(),
        [],
        HEADER,
        ["", "", "腾克镇小计", "", "", "", "", "", "", 500],
        ["", "", "", "合 计", "", "", "", "", "", 500],
        row("", ""),
        row("无", ""),
        row("以上人员共35人", ""),
        ["", "", "", "情况属实请予核查"],
        ["填表人：苏日娜  审核人：孟和"],
    )
    assert_accounted(found)
    assert len(found.told) == 1
    told = reasons(found)
    assert [told[number] for number in (4, 5, 6, 7)] == ["空行", "重复的表头", "合计行", "合计行"]
    assert [told[number] for number in (8, 9)] == ["没有写是谁"] * 2
    assert set(told) == set(range(4, 13))
    assert found.refused[2].words == ("腾克镇小计", "500")


def test_list__empty_rows_below__are_no_rows(read_rows: ReadRows) -> None:
    assert read_rows(HEADER, row(), [], [""], []).rows_in == 1


def test_list__a_village_merged_over_rows__holds_for_each(read_rows: ReadRows) -> None:
    below = row("何玉花", HE, 乡镇="", 村="")
    found = read_rows(HEADER, row(), below, merged=((1, 1, 2, 1), (1, 2, 2, 2)))
    assert [one.told.village for one in found.told] == [VILLAGE, VILLAGE]


def test_list__a_name_merged_over_rows__names_nobody_below(read_rows: ReadRows) -> None:
    found = read_rows(HEADER, row(), row("", ""), merged=((1, 3, 2, 3),))
    assert_accounted(found)
    assert "合并" in reasons(found)[3]


def test_list__a_merged_sum__is_not_repeated_but_merged_words_are(read_rows: ReadRows) -> None:
    header = [*HEADER, "受灾类型"]
    first = [*row(救助金额=500), "洪涝"]
    found = read_rows(header, first, row("何玉花", HE), merged=((1, 9, 2, 9), (1, 11, 2, 11)))
    assert [one.told.more for one in found.told] == [{"救助金额": "500", "受灾类型": "洪涝"}, {"受灾类型": "洪涝"}]


@pytest.mark.parametrize("sign", ["、", "，", "/", ",", "\n"])
def test_list__two_people_with_two_numbers__are_two_clues_of_one_row(read_rows: ReadRows, sign: str) -> None:
    found = read_rows(HEADER, row(f"敖日格勒{sign}何玉花", f"{AO}{sign}{HE}"))
    assert_accounted(found)
    told = [(one.told.row, one.told.part, one.told.name, one.told.id_number, one.told.sex) for one in found.told]
    assert told == [(2, 1, "敖日格勒", AO, "男"), (2, 2, "何玉花", HE, "女")]


def test_list__two_people_with_one_number__are_refused(read_rows: ReadRows) -> None:
    found = read_rows(HEADER, row("敖日格勒、何玉花", AO), row("敖日格勒", f"{AO}、{HE}"), row("敖日\n格勒", ""))
    assert_accounted(found)
    assert not found.told
    assert reasons(found)[2] == "一格里有2个姓名，号码有1个，看不出谁是谁"


def test_list__two_people_without_numbers__are_two(read_rows: ReadRows) -> None:
    found = read_rows(HEADER, row("敖日格勒、何玉花", "", 性别="男"))
    assert [(one.told.name, one.told.sex) for one in found.told] == [("敖日格勒", ""), ("何玉花", "")]


def test_list__the_same_person_five_times__is_told_five_times(read_rows: ReadRows) -> None:
    assert len(read_rows(HEADER, *[row()] * 5).told) == 5


def test_list__a_number_that_lost_digits__is_told_without_one_and_says_so(read_rows: ReadRows) -> None:
    told = read_rows(HEADER, row(number=150722197001011234)).told[0].told
    assert told.id_number == ""
    assert told.more[WRITTEN_NUMBER].startswith("1.507221970")
    assert "丢失" in told.more[READING_NOTE]


def test_list__a_village_that_is_none__keeps_its_words_and_township(read_rows: ReadRows) -> None:
    told = read_rows(HEADER, row(村="没有的村"), row(乡镇="", 村="没有的村")).told
    assert [(one.told.village, one.told.place) for one in told] == [
        ("150722108", "腾克镇没有的村"),
        ("", "没有的村"),
    ]


def test_list__our_village_name_under_anothers_township__is_not_ours(read_rows: ReadRows) -> None:
    assert read_rows(HEADER, row(乡镇="大杨树镇")).told[0].told.village == ""


def test_list__an_export_of_another_county__is_told_as_such(read_rows: ReadRows) -> None:
    header = ["姓名", "身份证号", "家庭住址"]
    elsewhere = [
        "黑龙江省齐齐哈尔市甘南县平阳镇红旗村",
        "内蒙古自治区呼伦贝尔市扎兰屯市成吉思汗镇特莫呼珠村",
        "鄂伦春自治旗大杨树镇",
        "150723100201",
    ]
    ours = [
        "内蒙古呼伦贝尔市莫力达瓦达斡尔族自治旗腾克镇特莫呼珠村东屯",
        "莫旗腾克镇特莫呼珠村",
        "腾克镇特莫呼珠村三组",
        "150722108203",
    ]
    told = read_rows(header, *[["敖日格勒", AO, place] for place in (*elsewhere, *ours)]).told
    assert [one.elsewhere for one in told[:4]] == ["齐齐哈尔市", "扎兰屯市", "鄂伦春自治旗", "150723"]
    assert [one.told.village for one in told[:4]] == [""] * 4
    assert [(one.elsewhere, one.told.village) for one in told[4:]] == [("", VILLAGE)] * 4


def test_list__two_headings_of_one_word__keep_both_columns(read_rows: ReadRows) -> None:
    told = read_rows(["姓名", "身份证号", "姓名"], ["敖日格勒", AO, "苏日娜"]).told[0].told
    assert (told.name, told.more) == ("敖日格勒", {"姓名": "苏日娜"})


def test_list__of_heads_only__is_about_the_heads(read_rows: ReadRows) -> None:
    told = read_rows(["户主姓名", "户主身份证号", "村"], ["敖日格勒", AO, "特莫呼珠村"]).told[0].told
    assert (told.name, told.id_number, told.head_name) == ("敖日格勒", AO, "敖日格勒")


def test_list__words_in_brackets__stand_beside_the_name(read_rows: ReadRows) -> None:
    told = read_rows(HEADER, row("敖日格勒（已故）")).told[0].told
    assert (told.name, told.more["姓名旁的字"]) == ("敖日格勒", "（已故）")


def test_list__a_number_without_a_name__names_somebody(read_rows: ReadRows) -> None:
    assert read_rows(HEADER, row("")).told[0].told.id_number == AO


CELLS = st.one_of(
    st.text(max_size=12),
    st.integers(-(10**19), 10**19),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.booleans(),
    st.sampled_from(
        [AO, HE, "敖日格勒", "敖日格勒、何玉花", f"{AO}、{HE}", "合计", "特莫呼珠村", "腾克镇", "2月5日", ""]
    ),
)


@given(st.lists(st.lists(CELLS, max_size=len(HEADER)), max_size=12))
def test_list__any_rows_at_all__are_accounted_for(read_rows: ReadRows, rows: list[list[object]]) -> None:
    assert_accounted(read_rows(HEADER, row(), *rows))
