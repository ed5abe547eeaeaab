"""Printed forms: every text is on them whole, rare characters copy as themselves, pages are as many as they must be."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ffp_desktop.documents.pdf.form_file import PrintOptions
from ffp_desktop.documents.pdf.margins import qr_words
from ffp_desktop.documents.preview import draw_page
from ffp_desktop.domain.paper.sheet import BlankSheet
from tests.documents.conftest import Print
from tests.documents.households import FACTS, MEMBERS, MONITORED, with_answers, with_members

RARE = "𬭎𫖯㛃䶮𠅤𰻞"
REASON = "长子已就业并且收入稳定，风险已经化解，村里研判后认为暂不需要识别为监测对象；"


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_print__monitored_household__has_every_text(printed: Print) -> None:
    front, back = printed(MONITORED)
    for item, text in MONITORED.answers.items():
        assert squeezed(text) in front + back, item
    for member in MEMBERS:
        for item, text in member.items():
            assert squeezed(text) in front, item
    for words in (
        "表号150722108204-2023Q1-0037",
        "第3版·7F3A91C4",
        "录入苏日娜",
        "打印2023-03-0615:20",
        "腾克镇人民政府",
    ):
        assert words in front
        assert words in back
    assert "户主涂·阿尔腾·5口人" in front
    assert "第1页/共2页" in front
    assert "第2页/共2页" in back


def test_print__every_label_of_the_form__stands_on_the_blank(printed: Print) -> None:
    front, back, *rest = printed(BlankSheet("2023年一季度", "150722", 6, FACTS, {"resettlement_site": ("否",)}))
    assert rest == []
    for words in (
        "户主联系电话:",
        "(莫旗没有大中型易地扶贫搬迁集中安置区,全部选否)",
        "三、收支情况(周期:2022年2月15日至2023年2月14日)",
    ):
        assert words in front
    assert "入户日期:年月日" in front
    for words in (
        "六、监测对象风险类型",
        "A49风险消除时间间隔(月):",
        "托管托养、入股分红、集体经济、资产收益等利益联结机制类项目",
    ):
        assert words in back


def test_print__rare_characters__copy_as_themselves(printed: Print) -> None:
    front, *_ = printed(replace(with_members(2, name=RARE), head_name=RARE))
    assert RARE in front
    assert f"户主{RARE}" in front


@pytest.mark.parametrize(
    "item", ["not_identified_reason", "other_spending_reason", "other_help_text", "industry_other"]
)
def test_print__200_characters__stand_whole(printed: Print, item: str) -> None:
    text = (REASON * 6)[:200]
    assert text in "".join(printed(with_answers(**{item: text})))


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("natural_village", "额尔和乌鲁如天下第一大屯子的西北角" * 3),
        ("head_phone", "0470-5612345、13847012236、13847012237"),
        ("business_income", "去年卖牛的钱还没有给清，说不准是多少"),
        ("elimination_months", "看了系统也说不清楚到底隔了几个月，等乡里回话"),
        ("judges.2", "鄂志强、敖特根、莫日根其其格、苏荣、金海波、杜海峰、涂海清"),
        ("risk_remark", "因债务和外出务工被拖欠工资" * 6),
        ("employment_placement_other", "政府安置的公路养护岗位" * 5),
        ("ecology_job_other", "草原管护和河湖管护" * 8),
    ],
)
def test_print__more_than_a_blank_holds__is_never_cut(printed: Print, item: str, text: str) -> None:
    assert text in "".join(printed(with_answers(**{item: text})))


def test_print__name_of_fifty_characters__stands_whole(printed: Print) -> None:
    name = "阿布都热合曼·买买提江·吐尔逊·艾合买提·阿卜杜拉·玉素甫·阿布都克里木·依明·沙吾提江大毛"
    assert name in printed(with_members(3, name=name))[0]


@pytest.mark.parametrize(
    ("members", "pages"), [(1, 2), (6, 2), (7, 4), (14, 4), (26, 4), (27, 4), (46, 4), (47, 6), (60, 6)]
)
def test_print__members__go_on_to_further_pages(printed: Print, members: int, pages: int) -> None:
    words = printed(with_members(members))
    assert len(words) == pages
    whole = "".join(words)
    assert all(f"成员第{number}人" in whole for number in range(1, members + 1))
    if members > 6:
        assert "续页" in words[2]
        assert "特莫呼珠" in words[2]
        assert "户主涂·阿尔腾" in words[2]


@pytest.mark.parametrize(("rows", "pages"), [(1, 2), (3, 2), (6, 2), (7, 4), (30, 4)])
def test_print__blank_rows__are_as_many_as_asked(printed: Print, rows: int, pages: int) -> None:
    assert len(printed(BlankSheet("2023年一季度", "", rows, FACTS))) == pages


def test_print__many_households__each_begin_on_a_new_leaf(printed: Print) -> None:
    words = printed(*[with_members(7) for _ in range(15)])
    assert len(words) == 60
    assert all("第1页/共3页" in words[page] for page in range(0, 60, 4))


def test_print__one_side_only__needs_no_empty_pages(printed: Print) -> None:
    assert len(printed(with_members(7), options=PrintOptions(duplex=False))) == 3


def test_print__many_and_one__look_the_same(printed: Print, tmp_path: Path) -> None:
    printed(MONITORED)
    alone = draw_page(tmp_path / "forms.pdf", 1, 60)
    printed(*[MONITORED] * 12)
    assert draw_page(tmp_path / "forms.pdf", 1, 60) == alone


def test_print__ticks_differ__pages_look_different(printed: Print, tmp_path: Path) -> None:
    printed(MONITORED)
    before = draw_page(tmp_path / "forms.pdf", 1, 60)
    printed(replace(MONITORED, ticks={**MONITORED.ticks, "risk_eliminated": ("是",)}))
    assert draw_page(tmp_path / "forms.pdf", 1, 60) != before


def test_print__grey__uses_no_colour(printed: Print, tmp_path: Path) -> None:
    printed(MONITORED, options=PrintOptions(grey=True))
    _, _, pixels = draw_page(tmp_path / "forms.pdf", 0, 60)
    assert pixels[0::3] == pixels[1::3] == pixels[2::3]


def test_print__a3__is_twice_the_area(printed: Print, tmp_path: Path) -> None:
    printed(MONITORED, options=PrintOptions(a3=True))
    width, height, _ = draw_page(tmp_path / "forms.pdf", 0, 25.4)
    assert (width, height) == pytest.approx((420, 297), abs=1)


def test_print__qr_code__says_number_revision_page_and_time(printed: Print, tmp_path: Path) -> None:
    import zxingcpp
    from PIL import Image

    printed(MONITORED)
    for page in (1, 2):
        width, height, pixels = draw_page(tmp_path / "forms.pdf", page - 1, 200)
        found = zxingcpp.read_barcodes(Image.frombytes("RGB", (width, height), pixels))
        assert [code.text for code in found] == [qr_words(MONITORED, page, 2)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.sampled_from("农牧民达斡尔𬭎ABCxyz019·,，。、()（）/-"), min_size=1, max_size=120),
    st.sampled_from(["natural_village", "other_spending_reason", "judges.2", "security_other", "name", "health"]),
)
def test_print__any_text__is_all_there(printed: Print, text: str, place: str) -> None:
    in_row = place in ("name", "health")
    sheet = with_members(4, **{place: text}) if in_row else with_answers(**{place: text})
    assert sorted(text) == sorted(_common(text, "".join(printed(sheet))))


def _common(text: str, words: str) -> str:
    """The characters of `text` as far as `words` has as many of each."""
    return "".join(c for c in text if words.count(c) >= text.count(c))
