"""写到U盘 by its keys: the summary before, F9, a stick that fails, chosen villages."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.pages.exchange.write_page import WritePage
from ffp_desktop.ui.parts import Parts
from tests.ui.pages.conftest import Press, Show
from tests.ui.pages.offices import OTHER_VILLAGE, VILLAGE, Offices

Key = Qt.Key


@pytest.fixture
def township(offices: Offices) -> Desk:
    """A township that has two villages' households, one each."""
    _banner, township, village = offices.chain()
    offices.enter(village, "general-three-people")
    offices.take(township, offices.export(village)).unlink()
    offices.enter(township, "destitute-old-man", OTHER_VILLAGE.code)
    for file in offices.stick.iterdir():
        file.unlink()
    return township


def test_page__summary__stands_there_before_anything_is_written(
    township: Desk, with_stick: Parts, stick: Path, show: Show
) -> None:
    page = WritePage(township, with_stick)
    show(page)
    assert "2 户" in page.summary.words and "1 个文件" in page.summary.words
    assert page.write.hasFocus()
    assert list(stick.iterdir()) == []


def test_page__f9__writes_and_says_that_the_stick_may_go(
    township: Desk, with_stick: Parts, stick: Path, show: Show, press: Press
) -> None:
    page = WritePage(township, with_stick)
    show(page)
    press(Key.Key_F9)
    (file,) = stick.iterdir()
    assert file.name.endswith("-2023一季度-第1号.ffpb") and file.name in page.summary.words
    assert "可以拔出U盘了" in page.summary.words
    assert not page.write.isEnabled() and QApplication.focusWidget() is not None
    (sent,) = township.bundles.look_out().sent
    assert (sent.bundle.surveys, sent.bundle.receipt_at) == (2, "")


def test_page__chosen_villages__are_all_that_goes(
    township: Desk, offices: Offices, with_stick: Parts, stick: Path, show: Show, press: Press
) -> None:
    page = WritePage(township, with_stick)
    show(page)
    press("3")
    assert "2 户" in page.summary.words and page.scope.villages.hasFocus()
    row = page.scope._places.index(VILLAGE.code)
    press(*[Key.Key_Down] * row, Key.Key_Space)
    assert "1 户" in page.summary.words
    press(Key.Key_F9)
    banner = offices.opened[0]
    (file,) = stick.iterdir()
    (line,) = banner.bundles.receiving.look(file.read_bytes()).lines
    assert line.village == OTHER_VILLAGE.code


def test_page__everything__goes_again_after_the_receipt(
    township: Desk, offices: Offices, with_stick: Parts, show: Show, press: Press
) -> None:
    banner = offices.opened[0]
    township.bundles.sending.take_receipt(offices.take(banner, offices.export(township)).read_bytes())
    page = WritePage(township, with_stick)
    show(page)
    assert "没有新的记录" in page.summary.words and not page.write.isEnabled()
    press("2")
    assert "2 户" in page.summary.words and page.write.isEnabled()


def test_page__down_to_a_village__is_offered(township: Desk, offices: Offices, with_stick: Parts, show: Show) -> None:
    page = WritePage(township, with_stick)
    show(page)
    page.scope.receiver.set_value(VILLAGE.code)
    assert "交给特莫呼珠村" in page.summary.title and "1 户" in page.summary.words


def test_page__no_stick__says_what_is_missing(
    township: Desk, parts: Parts, stick: Path, show: Show, press: Press
) -> None:
    page = WritePage(township, parts)
    show(page)
    press(Key.Key_F9)
    assert "还差：插上U盘" in page._missing.text() and township.bundles.look_out().sent == ()
    press(Key.Key_F6, str(stick), Key.Key_Return)
    assert page.write.hasFocus()
    press(Key.Key_F9)
    assert len(list(stick.iterdir())) == 1


def test_page__stick_pulled_out__is_told_and_nothing_was_made(
    township: Desk, with_stick: Parts, stick: Path, show: Show, press: Press
) -> None:
    page = WritePage(township, with_stick)
    show(page)
    stick.rmdir()
    press(Key.Key_F9)
    assert township.bundles.look_out().sent == ()
    assert "已经拔出" in page.scope.place.words and not page.write.isEnabled()


def test_page__write_protected_stick__keeps_the_bundle_and_says_how_to_go_on(
    township: Desk, parts: Parts, show: Show, press: Press
) -> None:
    page = WritePage(township, parts)
    show(page)
    page.scope.place.set_value("/proc")
    press(Key.Key_F9)
    assert "写不进去" in page.notice.sentence and "发件箱" in page.notice.sentence
    (sent,) = township.bundles.look_out().sent
    assert sent.is_kept and sent.bundle.written_at == ""
    assert QApplication.focusWidget() is not None


def test_page__never_enrolled__says_what_to_do(offices: Offices, with_stick: Parts, show: Show) -> None:
    page = WritePage(offices.open(VILLAGE), with_stick)
    show(page)
    assert "请先用上级给的.ffpcert登记" in page.summary.words and not page.write.isEnabled()


def test_page__drafts__are_told_to_stay_behind(township: Desk, with_stick: Parts, show: Show) -> None:
    township.start_survey(VILLAGE.code, "")
    page = WritePage(township, with_stick)
    show(page)
    assert "另有 1 户草稿没完成" in page.summary.words


def test_page__two_sticks__up_and_down_choose(
    township: Desk, with_stick: Parts, stick: Path, tmp_path: Path, show: Show, press: Press
) -> None:
    (first,) = with_stick.find_drives()
    second = replace(first, folder=tmp_path, name="SANDISK")
    page = WritePage(township, replace(with_stick, find_drives=lambda: [first, second]))
    show(page)
    press(Key.Key_F6, Key.Key_Down)
    assert page.scope.place.value() == tmp_path and "SANDISK" in page.scope.place.words


def test_page__without_a_stick__digits_still_choose_what(
    township: Desk, parts: Parts, show: Show, press: Press
) -> None:
    page = WritePage(township, parts)
    show(page)
    press("3")
    assert page.scope.is_choosing and page.scope.place.field.value() == ""


def test_page__banner__writes_downward_to_the_unit_that_is_chosen(
    township: Desk, offices: Offices, with_stick: Parts, stick: Path, show: Show, press: Press
) -> None:
    banner = offices.opened[0]
    offices.take(banner, offices.export(township))
    for file in stick.iterdir():
        file.unlink()
    page = WritePage(banner, with_stick)
    show(page)
    assert "按 4 选交给哪个单位" in page.summary.words and not page.write.isEnabled()
    page.scope.receiver.set_value(VILLAGE.code[:9])
    press(Key.Key_F9)
    (file,) = stick.iterdir()
    assert township.bundles.receiving.look(file.read_bytes()).header.to == VILLAGE.code[:9]
    assert banner.bundles.look_out().is_top and banner.bundles.look_out().waiting == {}
