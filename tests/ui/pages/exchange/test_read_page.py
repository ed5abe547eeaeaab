"""读U盘 by its keys: files told before they are read, one or all of them, refusals calm."""

from pathlib import Path

from PySide6.QtCore import Qt

from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.pages.exchange.page import ExchangePage
from ffp_desktop.ui.pages.exchange.read_page import ReadPage
from ffp_desktop.ui.parts import Parts
from tests.ui.pages.conftest import Press, Show
from tests.ui.pages.offices import OTHER_VILLAGE, VILLAGE, Offices

Key = Qt.Key


def words(page: ReadPage) -> list[tuple[str, str, str]]:
    """What each row says: kind, number, standing."""
    found = [page.table.words(row) for row in range(page.table.cells.rowCount())]
    return [(row[0], row[2], row[4]) for row in found]


def test_page__bundle__is_told_before_it_is_read_and_enter_asks_for_the_preview(
    offices: Offices, with_stick: Parts, show: Show, press: Press
) -> None:
    _banner, township, village = offices.chain()
    offices.enter(village, "general-three-people")
    file = offices.export(village)
    page = ReadPage(township, with_stick)
    wanted: list[Path] = []
    page.preview_wanted.connect(lambda _preview, file: wanted.append(file))
    show(page)
    assert words(page) == [("包", "第1号", "还没读")] and "先看会有什么变化" in page.sentence.text()
    press(Key.Key_Return)
    assert wanted == [file] and township.bundles.look_out().came == ()


def test_page__f9__reads_a_folder_of_many_in_any_order(
    offices: Offices, with_stick: Parts, stick: Path, show: Show, press: Press
) -> None:
    _banner, township, village = offices.chain()
    other = offices.open(OTHER_VILLAGE)
    offices.enrol(other, township)
    for desk, name in ((village, "general-three-people"), (other, "destitute-old-man")):
        offices.enter(desk, name, desk.unit.code)
        offices.export(desk)
    offices.enter(village, "fourteen-people", VILLAGE.code)
    offices.export(village)
    (stick / "坏.ffpb").write_bytes(b"half a file")
    page = ReadPage(township, with_stick)
    show(page)
    assert "4 个文件，3 个还没读" in page._aside.text()
    press(Key.Key_F9)
    assert [standing for _kind, _number, standing in words(page)] == ["已导入", "已导入", "已导入", "没有读"]
    assert "导入 3 个包" in page.notice.sentence
    assert len(list(stick.glob("*.ffprcpt"))) == 3
    assert {one.surveys for one in township.bundles.look_out().came} == {1}


def test_page__receipt__turns_the_outbox_green(
    offices: Offices, with_stick: Parts, stick: Path, show: Show, press: Press
) -> None:
    _banner, township, village = offices.chain()
    offices.enter(village, "general-three-people")
    file = offices.export(village)
    offices.take(township, file)
    file.unlink()
    page = ReadPage(village, with_stick)
    show(page)
    assert words(page) == [("回执", "第1号", "还没读")]
    press(Key.Key_Return)
    assert words(page) == [("回执", "第1号", "已收下")] and "已经送到" in page.sentence.text()
    assert village.bundles.sending.outbox() == ()


def test_page__read_before__is_said_and_nothing_happens(
    offices: Offices, with_stick: Parts, show: Show, press: Press
) -> None:
    _banner, township, village = offices.chain()
    offices.enter(village, "general-three-people")
    offices.take(township, offices.export(village))
    page = ReadPage(township, with_stick)
    show(page)
    bundle, receipt = words(page)
    assert bundle[2] == "读过了" and receipt[2] == "给特莫呼珠村的" and not page.read.isEnabled()
    press(Key.Key_Return)
    assert "已经在" in page.sentence.text() and len(township.bundles.look_out().came) == 1


def test_page__waiting_for_a_gap__says_which_number(
    offices: Offices, with_stick: Parts, show: Show, press: Press
) -> None:
    _banner, township, village = offices.chain()
    offices.enter(village, "general-three-people")
    lost = offices.export(village)
    receipt = offices.take(township, lost)
    village.bundles.sending.take_receipt(receipt.read_bytes())
    township.bundles.receiving.undo()
    content = lost.read_bytes()
    for file in (lost, receipt):
        file.unlink()
    offices.enter(village, "destitute-old-man", VILLAGE.code)
    offices.export(village)
    page = ReadPage(township, with_stick)
    show(page)
    press(Key.Key_Return)
    assert words(page)[0][2] == "等前面的包" and "等待第1号包" in page.sentence.text()
    shown = ExchangePage(township, with_stick)
    show(shown)
    assert shown.came.words(0)[5] == "… 等待第1号包" and len(township.bundles.look_out().kept) == 1
    shown.came.setFocus()
    press(Key.Key_Return)
    assert "在等第1号包" in shown.notice.sentence and not shown.panel.isVisible()
    done = township.bundles.take_in(township.bundles.receiving.look(content), lost.parent)
    assert len(done.imported.followed) == 1 and township.bundles.look_out().kept == ()
    assert len(list(lost.parent.glob("*.ffprcpt"))) == 2


def test_page__not_for_us__is_left_alone(offices: Offices, with_stick: Parts, show: Show) -> None:
    banner, _township, village = offices.chain()
    offices.enter(village, "general-three-people")
    offices.export(village)
    page = ReadPage(banner, with_stick)
    show(page)
    assert words(page)[0][2] == "给腾克镇的" and "不是给本单位的" in page.sentence.text()


def test_page__revoked_device__is_refused_calmly(offices: Offices, with_stick: Parts, show: Show, press: Press) -> None:
    _banner, township, village = offices.chain()
    offices.enter(village, "general-three-people")
    offices.export(village)
    (lost,) = [one for one in township.bundles.devices.list() if one.unit == VILLAGE.code]
    township.bundles.enrolment.revoke(lost.fingerprint, "丢失")
    page = ReadPage(township, with_stick)
    show(page)
    press(Key.Key_F9)
    assert words(page)[0][2] == "没有读" and "已被停用" in page.sentence.text()
    assert township.bundles.look_out().came == ()


def test_page__unknown_device_and_request__go_to_the_page_of_devices(
    offices: Offices, with_stick: Parts, stick: Path, show: Show, press: Press
) -> None:
    _banner, township, _village = offices.chain()
    alone: Desk = offices.open(OTHER_VILLAGE)
    alone.bundles.enrolment.enrol(township.bundles.enrolment.card(), township.bundles.enrolment.root_fingerprint())
    offices.enter(alone, "general-three-people", OTHER_VILLAGE.code)
    file = offices.export(alone)
    request, _spoken = alone.bundles.enrolment.request()
    (stick / "申请.ffpreq").write_bytes(request)
    page = ReadPage(township, with_stick)
    wanted: list[str] = []
    page.enrolment_wanted.connect(lambda file: wanted.append(file.name))
    show(page)
    press(Key.Key_Return, Key.Key_Down, Key.Key_Return)
    assert wanted == [file.name, "申请.ffpreq"]


def test_page__empty_stick__says_so(offices: Offices, with_stick: Parts, show: Show) -> None:
    page = ReadPage(offices.open(VILLAGE), with_stick)
    show(page)
    assert "没有包" in page.table._empty.text() and not page.read.isEnabled()
    assert page.table.hasFocus()
