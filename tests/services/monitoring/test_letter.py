"""The letter's lists: who stands on them, in a workbook and on paper."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ffp_desktop.documents.preview import count_pages, page_words
from ffp_desktop.domain.monitoring.records import ActionKind, ActionState
from ffp_desktop.errors import FfpError
from ffp_desktop.services.forms import county_regions
from ffp_desktop.services.monitoring.course import Course
from ffp_desktop.services.monitoring.letter import Letter
from ffp_desktop.services.monitoring.lists import Monitoring
from ffp_desktop.store.vault import OpenVault
from tests.conftest import VILLAGE, Clock

Put = Callable[..., str]
OTHER = "150722108203"


@pytest.fixture
def letter(vault: OpenVault, monitoring: Monitoring, clock: Clock) -> Letter:
    return Letter(vault, monitoring, county_regions(), clock)


def test_rows__actions_under_way__with_whom_and_why(put: Put, course: Course, letter: Letter) -> None:
    first, second = put("identified-over-a-year"), put("monitored-five-people", OTHER)
    course.raise_action(first, ActionKind.ADJUST, "没有教育帮扶", "2023-03-01")
    action = course.raise_action(second, ActionKind.ADJUST, "措施不对应").actions[0]
    course.raise_action(second, ActionKind.REMOVE, "收入稳定")
    rows = letter.rows(ActionKind.ADJUST)
    assert [row.action.reason for row in rows] == ["措施不对应", "没有教育帮扶"]
    assert (rows[1].village, rows[1].head_name) == ("巴卡哈里村", "郭海军")
    assert rows[1].id_number == "152123197106091219"
    assert rows[1].risks == "因病、因就业不稳定、因学"
    assert letter.rows(ActionKind.ADJUST, OTHER)[0].action.id == action.id
    course.withdraw_action(second, action.id, "报错了户")
    assert letter.rows(ActionKind.ADJUST, OTHER) == ()


def test_rows__refused_action__only_when_settled_ones_are_wanted(put: Put, course: Course, letter: Letter) -> None:
    survey = put("monitored-five-people")
    action = course.raise_action(survey, ActionKind.RETURN, "又有风险").actions[0]
    course.move_action(survey, action.id, ActionState.REFUSED, reason="风险并未出现")
    assert letter.rows(ActionKind.RETURN) == ()
    assert [row.action.state for row in letter.rows(ActionKind.RETURN, with_closed=True)] == [ActionState.REFUSED]


def test_write__workbook__a_sheet_for_each_action_and_numbers_as_text(
    put: Put, course: Course, letter: Letter, tmp_path: Path
) -> None:
    from openpyxl import load_workbook

    survey = put("identified-over-a-year")
    course.raise_action(survey, ActionKind.ADJUST, "没有教育帮扶")
    course.raise_action(survey, ActionKind.REMOVE, "=不是公式")
    assert letter.write(tmp_path / "名单.xlsx", list(ActionKind)) == 2
    book = load_workbook(tmp_path / "名单.xlsx")
    assert book.sheetnames == ["清退", "调整", "说明"]
    row = [cell.value for cell in book["清退"][2]]
    assert row[:6] == [1, "腾克镇", "巴卡哈里村", "郭海军", "152123197106091219", 3]
    assert row[10] == "=不是公式"
    assert book["清退"]["K2"].data_type != "f"


def test_write__paper__every_row_once_and_the_heading_on_each_page(
    put: Put, course: Course, letter: Letter, tmp_path: Path
) -> None:
    for number in range(40):
        survey = put("identified-over-a-year")
        course.raise_action(survey, ActionKind.REMOVE, f"第{number}户不符合监测标准，收入持续稳定，经村评议同意清退")
    out = tmp_path / "名单.pdf"
    assert letter.write(out, [ActionKind.REMOVE]) == 40
    pages = page_words(out)
    assert len(pages) == count_pages(out) > 1
    assert all("监测对象清退申请名单（识别不精准）" in words and "证件号码" in words for words in pages)
    whole = "".join("".join(words.split()) for words in pages)
    assert [whole.count(f"第{number}户不") for number in range(40)] == [1] * 40
    assert "填表人：" in pages[-1] and "填表人：" not in pages[0]


def test_write__nothing_under_way__is_said_and_no_file_is_there(put: Put, letter: Letter, tmp_path: Path) -> None:
    put("identified-over-a-year")
    with pytest.raises(FfpError) as refused:
        letter.write(tmp_path / "名单.pdf", [ActionKind.REMOVE])
    assert refused.value.code == "monitoring.nothing_to_report"
    assert not (tmp_path / "名单.pdf").exists()


def test_rows__unit_of_another_village__is_left_out(put: Put, course: Course, letter: Letter) -> None:
    course.raise_action(put("identified-over-a-year"), ActionKind.REMOVE, "不符合")
    assert letter.rows(ActionKind.REMOVE, OTHER) == ()
    assert len(letter.rows(ActionKind.REMOVE, VILLAGE)) == 1
