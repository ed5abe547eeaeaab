"""Conflicts by keys: a side, the other, or the paper anew; the reason; what follows; nothing is settled by accident."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ffp_desktop.ui.pages.conflict.page import ConflictPage
from ffp_desktop.ui.parts import Parts
from tests.ui.pages.conflict.conftest import Parted
from tests.ui.pages.conftest import Press, Show, write
from tests.ui.pages.offices import VILLAGE, Offices

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


def keys(page: ConflictPage) -> list[str]:
    return [action.keys for action in page.key_actions()]


def test_conflict__shown__own_side_first_with_who_and_what_was_before(page: ConflictPage) -> None:
    shown = page.shown
    assert shown is not None and [side.title for side in shown.sides] == ["本机这一份", "包里那一份"]
    assert "第3版 · 腾克镇电脑" in shown.sides[0].words and "第3版 · 特莫呼珠村" in shown.sides[1].words
    assert shown.before == "改之前（第1版）"
    assert page.rule.text() == "三、收支情况 A21—A28 是一个整体，要么取左边，要么取右边，要么照纸表重填。"
    (first, *_others) = shown.unit.rows
    assert (first.before, shown.values(first)) == ("48,200.00", ("31,200.00", "13,200.00"))
    assert "冲突 第 1 / 2 处" in page.bar.words and "特莫呼珠村 · 3口人" in page.bar.words
    assert page.status_words() == ("未解决前不能审核通过", "还差：选一份")


def test_conflict__hints__say_what_a_hand_may_have_done(page: ConflictPage) -> None:
    assert "A21 数字相同、次序不同：31,200 与 13,200，像是抄写颠倒。" in page.foot.hints
    assert "A24 数字相同、次序不同：8,640 与 8,460" in page.foot.hints


def test_conflict__digit_reason_f9__settles_and_goes_on(page: ConflictPage, parted: Parted, press: Press) -> None:
    press("2")
    assert page.choice == 1 and page.reason.hasFocus() and page.missing_words == "写明原因"
    write("纸表写 13,200")
    assert "F9" in keys(page)
    press(Key.Key_F9)
    assert parted.printed("business_income") == "13,200.00"
    assert page.shown is not None and page.shown.unit.title.startswith("第2人")
    assert page.choice == -1 and page.table.hasFocus() and "已定下：三、收支情况" in page.notice.sentence


def test_conflict__digits_in_the_reason__are_words(page: ConflictPage, press: Press) -> None:
    press("1", "3200")
    assert page.choice == 0 and page.reason.value() == "3200"
    press(Key.Key_Return, modifier=SHIFT)
    assert page.table.hasFocus()
    press(Key.Key_Right)
    assert page.choice == 1


@pytest.mark.parametrize("pressed", [(Key.Key_F9,), ("1", Key.Key_F9)])
def test_conflict__f9_too_early__says_what_is_missing_and_settles_nothing(
    page: ConflictPage, parted: Parted, press: Press, pressed: tuple[Key | str, ...]
) -> None:
    press(*pressed)
    assert "还不能定下，还差：" in page.notice.sentence
    assert not page.bar.settle.isEnabled()
    assert len(parted.township.conflicts.show(parted.survey)) == 2


def test_conflict__retyped__takes_the_paper_and_keeps_what_was_equal(
    page: ConflictPage, parted: Parted, press: Press
) -> None:
    press("3")
    assert page.retyping.is_open and page.missing_words == "重填 A21"
    press("12300", Key.Key_Return)
    assert page.missing_words == "重填 A24"
    press("6420.8", Key.Key_Return)
    assert page.reason.hasFocus()
    write("两边都抄错")
    press(Key.Key_F9)
    assert [parted.printed(item) for item in ("business_income", "transfer_income", "wage_income")] == [
        "12,300.00",
        "6,420.80",
        "36,000.00",
    ]


def test_conflict__retyped_unreadable__is_marked_and_bars(page: ConflictPage, parted: Parted, press: Press) -> None:
    press("3", "abc", Key.Key_Return, "6420", Key.Key_Return)
    assert page.reason.hasFocus() and page.missing_words == "A21 读不出来，再填一次"
    write("照纸表")
    press(Key.Key_F9)
    assert "A21 读不出来" in page.notice.sentence and page.retyping.is_open
    press("12300", Key.Key_Return)
    assert page.missing_words == ""


def test_conflict__f4_in_a_blank__says_what_the_paper_shows_instead(
    page: ConflictPage, parted: Parted, press: Press
) -> None:
    press("3")
    assert "F4" in [action.keys for action in page.key_actions()]
    press(Key.Key_F4, Key.Key_Escape)
    assert page.retyping.is_open and page.retyping.texts == {}
    press(Key.Key_F4, "1")
    assert page.missing_words == "重填 A24"
    press(Key.Key_F4, "3")
    assert page.reason.hasFocus()
    write("纸上一处空着，一处看不清")
    press(Key.Key_F9)
    assert [parted.printed(item) for item in ("business_income", "transfer_income")] == ["〔未填〕", "〔看不清〕"]


def test_conflict__escape_in_a_blank__goes_back_to_the_sides_without_leaving(page: ConflictPage, press: Press) -> None:
    left: list[bool] = []
    page.left.connect(lambda: left.append(True))
    press("3", "12", Key.Key_Escape)
    assert page.table.hasFocus() and not left and page.retyping.texts == {}
    press(Key.Key_Escape)
    assert left == [True]


def test_conflict__page_down_and_up__walk_without_settling(page: ConflictPage, parted: Parted, press: Press) -> None:
    press(Key.Key_PageDown)
    assert "第 2 / 2 处" in page.bar.words
    press(Key.Key_PageDown)
    assert page.notice.sentence == "这是最后一处。"
    press(Key.Key_PageUp)
    assert "第 1 / 2 处" in page.bar.words
    assert len(parted.township.conflicts.show(parted.survey)) == 2


def test_conflict__begun_and_left__is_there_again(page: ConflictPage, parted: Parted, press: Press) -> None:
    press("3", "12300", Key.Key_Return, "64")
    press(Key.Key_PageDown)
    assert page.choice == -1 and page.reason.value() == ""
    press(Key.Key_PageUp)
    assert page.choice == 2 and list(page.retyping.texts.values()) == ["12300", "64"]
    page.leave()
    assert page.show_surveys([parted.survey])
    assert page.choice == 2 and page.missing_words == "写明原因"


def test_conflict__last_one_settled__ends_with_how_many(page: ConflictPage, parted: Parted, press: Press) -> None:
    said: list[str] = []
    page.ended.connect(said.append)
    press("1")
    write("纸表写 31,200")
    press(Key.Key_F9, "1", Key.Key_F5)
    assert page.reason.value() == "纸表写 31,200"
    press(Key.Key_F9)
    assert said == ["已定下：第2人 敖日格乐。没有冲突了，一共定下 2 处。"]
    assert parted.township.conflicts.list() == ()


def test_conflict__click_on_a_side_and_on_a_blank__does_what_the_keys_do(page: ConflictPage) -> None:
    lines = page.table.lines
    row = lines.blank(0)
    QTest.mouseClick(lines, Qt.MouseButton.LeftButton, pos=QPoint(lines.edges[2] + 20, row.center().y()))
    assert page.choice == 1
    QTest.mouseClick(lines, Qt.MouseButton.LeftButton, pos=row.center())
    assert page.choice == 2 and page.retyping.is_open


def test_conflict__three_devices__stand_in_three_columns(
    offices: Offices, with_stick: Parts, show: Show, press: Press
) -> None:
    parted = Parted(offices, with_banner=True)
    page = ConflictPage(parted.township, with_stick)
    assert page.show_surveys([parted.survey])
    show(page)
    shown = page.shown
    assert shown is not None and [side.title for side in shown.sides] == ["本机这一份", "第2份", "第3份"]
    assert "要么取 3 份里的一份，要么照纸表重填" in page.rule.text()
    assert [action.keys for action in page.key_actions()][:4] == ["1", "2", "3", "4"]
    wanted = shown.values(shown.unit.rows[0])[2]
    press("3")
    write("纸表如此")
    press(Key.Key_F9)
    assert parted.printed("business_income") == wanted
    press("4")
    assert page.retyping.is_open


def test_conflict__survey_lies_elsewhere__says_where_it_is_settled(
    parted: Parted, with_stick: Parts, show: Show, press: Press, offices: Offices
) -> None:
    offices.take(parted.village, offices.export(parted.township, VILLAGE.code))
    page = ConflictPage(parted.village, with_stick)
    assert page.show_surveys([parted.survey])
    show(page)
    assert page.notice.sentence == "这张表现在在腾克镇，要在那里定；这里只能看。"
    press("1")
    write("照纸表")
    press(Key.Key_F9)
    assert "这里只能看" in page.notice.sentence and len(parted.village.conflicts.show(parted.survey)) == 2


def test_conflict__decision__travels_and_nothing_is_left_anywhere(
    page: ConflictPage, parted: Parted, offices: Offices, press: Press
) -> None:
    for digit in ("1", "2"):
        press(digit)
        write("照纸表")
        press(Key.Key_F9)
    offices.take(parted.village, offices.export(parted.township, VILLAGE.code))
    for desk in (parted.village, parted.township):
        assert desk.conflicts.list() == ()
        assert parted.told(desk, "business_income") == "31,200.00"
        assert parted.told(desk, "name", parted.second) == "敖日格乐"
