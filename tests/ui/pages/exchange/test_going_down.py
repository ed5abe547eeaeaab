"""What was sent back and is still to be carried down: the list at 收发, the bundle for that unit, and its receipt."""

from pathlib import Path

from PySide6.QtCore import Qt

from ffp_desktop.domain.survey import Place
from ffp_desktop.services.review.records import NewComment
from ffp_desktop.ui.pages.exchange.page import ExchangePage
from ffp_desktop.ui.pages.exchange.read_page import ReadPage
from ffp_desktop.ui.pages.exchange.write_page import WritePage
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.widgets.place_field import PlaceField
from tests.ui.pages.conftest import Press, Show
from tests.ui.pages.offices import VILLAGE, Offices

Key = Qt.Key


def test_sent_back__stands_at_the_left_until_the_receipt(
    offices: Offices, with_stick: Parts, show: Show, press: Press
) -> None:
    _banner, township, village = offices.chain()
    survey = offices.enter(village, "general-three-people")
    offices.hand_up(village, survey)
    offices.take(township, offices.export(village))
    page = ExchangePage(township, with_stick)
    show(page)
    assert page.side.down not in page.side.lists
    township.review.return_survey(survey, [NewComment(Place("head_phone"), "电话打不通。")])
    page.refresh()
    assert page.side.down.words(0) == ["特莫呼珠村", "1"]
    wanted: list[str] = []
    page.down_wanted.connect(wanted.append)
    while not page.side.down.hasFocus():
        press(Key.Key_F6)
    press(Key.Key_Return)
    assert wanted == [VILLAGE.code]

    receipt = offices.take(village, offices.export(township, VILLAGE.code))
    page.refresh()
    assert page.side.below == VILLAGE.code
    township.bundles.sending.take_receipt(receipt.read_bytes())
    page.refresh()
    assert page.side.down not in page.side.lists


def test_banner__has_nothing_above_and_a_list_of_what_goes_down(
    offices: Offices, with_stick: Parts, show: Show
) -> None:
    banner, _township, _village = offices.chain()
    page = ExchangePage(banner, with_stick)
    show(page)
    assert page.side.lists == [page.side.down]


def test_write_page__for_a_unit_below__says_only_that_one(
    offices: Offices, with_stick: Parts, stick: Path, show: Show, press: Press
) -> None:
    _banner, township, village = offices.chain()
    offices.enter(village, "general-three-people")
    offices.take(township, offices.export(village))
    page = WritePage(township, with_stick)
    page.to = VILLAGE.code
    show(page)
    assert "交给特莫呼珠村" in page.summary.title
    assert page.scope._to_words.text() == "特莫呼珠村" and "4" in [one.keys for one in page.key_actions()]
    page.to = ""
    page.arrive()
    assert "交给腾克镇" not in page.summary.title and page.scope.receiver.value() == ""


def test_read_all__files_of_others_and_read_before__are_left_as_they_were(
    offices: Offices, with_stick: Parts, stick: Path, show: Show, press: Press
) -> None:
    banner, township, village = offices.chain()
    offices.enter(village, "general-three-people")
    offices.take(township, offices.export(village))
    offices.export(township)
    page = ReadPage(banner, with_stick)
    show(page)
    press(Key.Key_F9)
    told = sorted(page.table.words(row)[4] for row in range(page.table.cells.rowCount()))
    assert told == sorted(["已导入", "给腾克镇的", "给特莫呼珠村的"])
    assert "没有读" not in page.notice.sentence and "回执已写回U盘，可以拔出了" in page.sentence.text()


def test_place__folder_used_last__stays_for_the_next_look(parts: Parts, stick: Path, show: Show) -> None:
    parts.settings.set("exchange_folder", str(stick))
    field = PlaceField(list, parts.settings)
    show(field)
    for _ in range(3):
        field.look()
        assert field.value() == stick
