"""收发 by its keys: what waits, the outbox, what came in, writing again, undo."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ffp_desktop.store.exchange_records import SentBundle
from ffp_desktop.ui.pages.exchange.page import ExchangePage
from ffp_desktop.ui.pages.exchange.read_page import ReadPage
from ffp_desktop.ui.pages.exchange.write_page import WritePage
from ffp_desktop.ui.pages.export_choice import ExportPage
from ffp_desktop.ui.pages.trust.page import TrustPage
from ffp_desktop.ui.pages.workbook_import.page import WorkbookImportPage
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.widgets.marks import Shape
from ffp_desktop.ui.window import MainWindow
from tests.ui.pages.conftest import Press, Show
from tests.ui.pages.offices import TOWNSHIP, VILLAGE, Offices

Key = Qt.Key
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def shapes(page: ExchangePage) -> list[Shape | None]:
    """The marks of the outbox, from the top."""
    table = page.sent
    return [table.cells.cell(row, 5).shape for row in range(table.cells.rowCount())]


def test_page__never_enrolled__says_that_work_goes_on(offices: Offices, parts: Parts, show: Show) -> None:
    page = ExchangePage(offices.open(VILLAGE), parts)
    show(page)
    assert "还没有登记上级" in page.standing.text()
    assert page.sent.cells.rowCount() == 0


def test_page__households_entered__wait_by_village(offices: Offices, parts: Parts, show: Show) -> None:
    _banner, _township, village = offices.chain()
    offices.enter(village, "general-three-people")
    village.start_survey(VILLAGE.code, "")
    page = ExchangePage(village, parts)
    show(page)
    assert page.waiting.words(0) == ["特莫呼珠村", "1 户"]
    assert "1 户有新记录等着报给腾克镇" in page.standing.text()
    assert "1 户草稿" in page.side._drafts.text()


def test_outbox__pictures_on_their_way__stand_there_until_their_receipt(
    offices: Offices, parts: Parts, show: Show
) -> None:
    _banner, _township, village = offices.chain()
    vault = village._vault
    vault.attachments.parts.send(
        SentBundle("p", vault.device_id, 1, TOWNSHIP.code, "x-附件1.ffpatt", "2023-03-06T14:32:00", 2048, 0, 0),
        ["a", "b"],
    )
    page = ExchangePage(village, parts)
    show(page)
    assert shapes(page) == [Shape.RING]
    assert page.sent.words(0)[3] == "附件 2 张" and page.sent.words(0)[5] == "等回执，没到的下次重发"
    page._open_sent(0)
    assert "下次写包时" in page.notice.sentence
    vault.attachments.parts.receive_receipt("p", TOWNSHIP.code, "2023-03-06T15:00:00")
    page.refresh()
    assert shapes(page) == []


def test_outbox__bundle__is_green_only_on_the_receipt(offices: Offices, parts: Parts, show: Show) -> None:
    _banner, township, village = offices.chain()
    offices.enter(village, "general-three-people")
    file = offices.export(village)
    page = ExchangePage(village, parts)
    show(page)
    assert (shapes(page), page.sent.words(0)[5]) == ([Shape.RING], "等回执")
    receipt = offices.take(township, file)
    page.refresh()
    assert shapes(page) == [Shape.RING]
    village.bundles.sending.take_receipt(receipt.read_bytes())
    page.refresh()
    assert shapes(page) == [Shape.CHECK] and "已收到" in page.sent.words(0)[5]
    assert page.waiting.cells.rowCount() == 0


def test_outbox__enter__writes_the_bundle_again(
    offices: Offices, with_stick: Parts, stick: Path, show: Show, press: Press
) -> None:
    _banner, _township, village = offices.chain()
    offices.enter(village, "general-three-people")
    file = offices.export(village)
    whole = file.read_bytes()
    file.unlink()
    page = ExchangePage(village, with_stick)
    show(page)
    press(Key.Key_Return)
    assert page.panel.isVisible()
    press(Key.Key_Return)
    assert file.read_bytes() == whole
    assert "可以拔出U盘了" in page.notice.sentence and not page.panel.isVisible()
    assert page.sent.hasFocus()


def test_outbox__stick_gone__is_told_in_the_panel_and_nothing_is_lost(
    offices: Offices, parts: Parts, stick: Path, show: Show, press: Press
) -> None:
    _banner, _township, village = offices.chain()
    offices.enter(village, "general-three-people")
    offices.export(village).unlink()
    page = ExchangePage(village, parts)
    show(page)
    press(Key.Key_Return)
    assert "没有看到U盘" in page.panel.place.words and not page.panel.write.isEnabled()
    press(Key.Key_Return)
    assert page.panel.isVisible()
    press(Key.Key_Escape)
    assert not page.panel.isVisible() and shapes(page) == [Shape.RING]


def test_came__gap__names_the_number_that_is_missing(offices: Offices, parts: Parts, show: Show) -> None:
    _banner, township, village = offices.chain()
    offices.enter(village, "general-three-people")
    offices.export(village).unlink()
    offices.enter(village, "destitute-old-man", VILLAGE.code)
    offices.take(township, offices.export(village))
    page = ExchangePage(township, parts)
    show(page)
    words = page.came.words(0)
    assert (words[0], words[2], words[3], words[5]) == ("第2号", "特莫呼珠村", "2 户", "缺第1号包")


def test_came__enter__writes_the_receipt_again(
    offices: Offices, with_stick: Parts, stick: Path, show: Show, press: Press
) -> None:
    _banner, township, village = offices.chain()
    offices.enter(village, "general-three-people")
    receipt = offices.take(township, offices.export(village))
    receipt.unlink()
    page = ExchangePage(township, with_stick)
    show(page)
    press(Key.Key_F6, Key.Key_Return, Key.Key_Return)
    assert receipt.exists() and "回执已写好" in page.notice.sentence
    assert page.came.hasFocus()


def test_undo__ctrl_z__takes_the_last_import_back(offices: Offices, parts: Parts, show: Show, press: Press) -> None:
    _banner, township, village = offices.chain()
    survey = offices.enter(village, "general-three-people")
    offices.take(township, offices.export(village))
    page = ExchangePage(township, parts)
    show(page)
    assert "Ctrl+Z" in [action.keys for action in page.key_actions()]
    press(Key.Key_Z, modifier=CONTROL)
    assert page.came.cells.rowCount() == 0 and "已撤销" in page.notice.sentence
    assert "Ctrl+Z" not in [action.keys for action in page.key_actions()]
    assert township._vault.journal.revisions(survey) == ()


@pytest.mark.parametrize(("digit", "kind"), [(1, WritePage), (2, ReadPage), (3, WorkbookImportPage), (4, TrustPage)])
def test_window__digits__open_the_ways_and_escape_comes_back(
    at_home: MainWindow, press: Press, digit: int, kind: type
) -> None:
    home = at_home.page
    press(Key.Key_3, modifier=ALT)
    exchange = at_home.page
    assert isinstance(exchange, ExchangePage)
    press(str(digit))
    assert isinstance(at_home.page, kind)
    press(Key.Key_Escape)
    assert at_home.page is exchange
    press(Key.Key_Escape)
    assert at_home.page is home


def test_window__ctrl_e_twice__from_the_list_to_the_bundle(at_home: MainWindow, press: Press) -> None:
    press(Key.Key_F2, "tmhz", Key.Key_Return, Key.Key_Return)
    press(Key.Key_Escape)
    press(Key.Key_E, modifier=CONTROL)
    assert isinstance(at_home.page, ExportPage)
    press(Key.Key_E, modifier=CONTROL)
    assert isinstance(at_home.page, WritePage)


def test_window__exchange_pages__fit_at_1366_by_698(at_home: MainWindow, press: Press) -> None:
    at_home.resize(1366, 698)
    for digit in ("", "1", "2", "4"):
        press(Key.Key_3, modifier=ALT)
        press(*digit)
        assert at_home.minimumSizeHint().width() <= 1366
        assert at_home.minimumSizeHint().height() <= 698


def test_window__lock_on_a_page_of_the_exchange__comes_back_to_it(
    at_home: MainWindow, press: Press, qtbot: QtBot
) -> None:
    press(Key.Key_3, modifier=ALT)
    press("1")
    assert at_home._desk_pages is not None
    assert at_home._desk_pages.whereabouts() == ("Alt+3", "")
    assert at_home._desk_pages.owns(at_home.page)


def test_place__stick_in_and_out__is_followed(
    offices: Offices, with_stick: Parts, parts: Parts, stick: Path, show: Show
) -> None:
    sticks = [*with_stick.find_drives()]
    following = replace(parts, find_drives=lambda: sticks)
    page = ReadPage(offices.open(VILLAGE), following)
    show(page)
    assert page.place.value() == stick and "KINGSTON" in page.place.words
    sticks.clear()
    page.place.look()
    assert page.place.value() is None and "没有看到U盘" in page.place.words
