"""设备与信任 by its keys: a village asks, an office answers, fingerprints are compared, a device is taken back."""

from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ffp_desktop.services.vaults import Role
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.pages.trust.answering import AcceptStep, CertifyStep
from ffp_desktop.ui.pages.trust.asking import EnrolStep, RequestStep
from ffp_desktop.ui.pages.trust.page import TrustPage
from ffp_desktop.ui.pages.trust.root_step import RootStep
from ffp_desktop.ui.parts import Parts
from tests.ui.pages.conftest import Press, Show
from tests.ui.pages.offices import BANNER, OTHER_VILLAGE, TOWNSHIP, VILLAGE, Offices

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_enrolment__by_keys_alone__village_and_township(
    offices: Offices, with_stick: Parts, stick: Path, show: Show, press: Press, qtbot: QtBot
) -> None:
    _banner, township, _village = offices.chain()
    new = offices.open(OTHER_VILLAGE)
    history = offices.enter(new, "general-three-people", OTHER_VILLAGE.code)
    asking = TrustPage(new, with_stick)
    show(asking)
    assert "还没有登记" in asking.standing.text()
    press("1", Key.Key_F9)
    step = asking.step
    assert isinstance(step, RequestStep) and step.digits.text().count(" ") == 2
    spoken = step.digits.text()
    assert [file.suffix for file in stick.iterdir()] == [".ffpreq"]

    answering = TrustPage(township, with_stick)
    show(answering)
    press("3")
    step = answering.step
    assert isinstance(step, CertifyStep) and step.digits.text() == spoken
    assert "巴卡哈里村" in step.who.text() and not step.act.isEnabled() and "还差" in step.missing.text()
    press(Key.Key_F9)
    assert not list(stick.glob("*.ffpcert"))
    press(Key.Key_Space, Key.Key_F9)
    assert "已发证" in step.notice.sentence and QApplication.focusWidget() is not None
    root = step.digits.text()
    assert root == township.bundles.enrolment.root_fingerprint()

    answering.hide()
    asking.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is asking)
    press(Key.Key_Escape, "2")
    step = asking.step
    assert isinstance(step, EnrolStep) and step.digits.text() == root and not step.act.isEnabled()
    press(Key.Key_Space, Key.Key_F9)
    assert asking.step is None and "已登记" in asking.notice.sentence
    assert "本机已登记为巴卡哈里村" in asking.standing.text()
    offices.take(township, offices.export(new))
    assert township._vault.journal.revisions(history) != ()


def test_enrol__second_time__needs_no_telephone(
    offices: Offices, with_stick: Parts, stick: Path, show: Show, press: Press
) -> None:
    _banner, township, village = offices.chain()
    request, spoken = village.bundles.enrolment.request()
    (stick / "新证书.ffpcert").write_bytes(township.bundles.enrolment.certify(request, spoken))
    page = TrustPage(village, with_stick)
    show(page)
    press("2")
    step = page.step
    assert isinstance(step, EnrolStep) and "不用再打电话" in step.asked.text() and step.act.hasFocus()
    press(Key.Key_Return)
    assert page.step is None and "已登记" in page.notice.sentence


def test_certify__in_place_of_the_old_device__revokes_that_one(
    offices: Offices, with_stick: Parts, stick: Path, show: Show, press: Press
) -> None:
    _banner, township, _village = offices.chain()
    new = offices.open(VILLAGE)
    (stick / "申请.ffpreq").write_bytes(new.bundles.enrolment.request()[0])
    page = TrustPage(township, with_stick)
    show(page)
    press("3", Key.Key_Space)
    step = page.step
    assert isinstance(step, CertifyStep) and step.replaces.isVisible()
    press(Key.Key_Tab, Key.Key_Space, Key.Key_F9)
    states = sorted(one.state for one in township.bundles.devices.list() if one.unit == VILLAGE.code)
    assert states == ["已停用", "已登记"]


def test_accept__device_without_certificate__after_the_telephone(
    offices: Offices, with_stick: Parts, stick: Path, show: Show, press: Press
) -> None:
    _banner, township, _village = offices.chain()
    alone = offices.open(OTHER_VILLAGE)
    card = township.bundles.enrolment
    alone.bundles.enrolment.enrol(card.card(), card.root_fingerprint())
    offices.enter(alone, "general-three-people", OTHER_VILLAGE.code)
    file = offices.export(alone)
    (own,) = [one for one in alone.bundles.devices.list() if one.state == "未登记"]
    page = TrustPage(township, with_stick)
    show(page)
    page.open_file(file)
    step = page.step
    assert isinstance(step, AcceptStep) and step.digits.text() == own.fingerprint
    press(Key.Key_Space, Key.Key_F9)
    assert page.step is None and "已认可" in page.notice.sentence
    offices.take(township, file)


def test_revoke__ctrl_del_and_a_reason__is_listed_with_it(
    offices: Offices, with_stick: Parts, show: Show, press: Press
) -> None:
    _banner, township, _village = offices.chain()
    page = TrustPage(township, with_stick)
    show(page)
    row = next(n for n, one in enumerate(page._devices) if one.unit == VILLAGE.code)
    press(*[Key.Key_Down] * row)
    press(Key.Key_Delete, modifier=CONTROL)
    assert page.panel.isVisible()
    press(Key.Key_Escape)
    assert not page.panel.isVisible() and page.table.words(row)[0] == "已登记"
    press(Key.Key_Delete, modifier=CONTROL)
    press("1")
    assert not page.panel.isVisible() and page.table.hasFocus()
    words = next(page.table.words(n) for n in range(len(page._devices)) if page._devices[n].unit == VILLAGE.code)
    assert (words[0], words[6]) == ("已停用", "丢失")


def test_revoke__own_device__is_not_offered(offices: Offices, with_stick: Parts, show: Show, press: Press) -> None:
    _banner, township, _village = offices.chain()
    page = TrustPage(township, with_stick)
    show(page)
    assert "Ctrl+Del" not in [action.keys for action in page.key_actions()]
    press(Key.Key_Delete, modifier=CONTROL)
    assert not page.panel.isVisible()


def test_clerk__sees_the_list_with_the_reason_and_can_do_nothing(
    offices: Offices, with_stick: Parts, stick: Path, show: Show, press: Press
) -> None:
    desk: Desk = offices.open(VILLAGE, Role.ENTRY)
    page = TrustPage(desk, with_stick)
    show(page)
    assert "只有管理员能办" in page.notice.sentence and not any(button.isEnabled() for button in page.buttons)
    press("1", Key.Key_F9)
    assert page.step is None and list(stick.iterdir()) == []
    page.open_file(stick / "x.ffpcert")
    assert page.step is None


def test_root__made_shown_and_brought_back_from_its_sheet(
    offices: Offices, with_stick: Parts, show: Show, press: Press
) -> None:
    first, second = offices.open(BANNER), offices.open(BANNER)
    page = TrustPage(first, with_stick)
    show(page)
    press("4")
    step = page.step
    assert isinstance(step, RootStep) and step.sheet == () and step.act.hasFocus()
    press(Key.Key_F9)
    sheet = step.sheet
    assert len(" ".join(sheet).split()) > 40 and step.print.isVisible() and "F7" in [a.keys for a in page.key_actions()]
    root = step.digits.text()
    press(Key.Key_Escape)
    assert step.sheet == () and step.typed.toPlainText() == ""

    again = TrustPage(second, with_stick)
    show(again)
    press("4")
    step = again.step
    assert isinstance(step, RootStep)
    step.typed.setPlainText("\n".join(sheet).lower().replace(" ", ""))
    press(Key.Key_F9)
    assert step.digits.text() == root and "找回来了" in step.notice.sentence


def test_root__sheet_with_a_wrong_letter__is_told(
    offices: Offices, with_stick: Parts, show: Show, press: Press
) -> None:
    page = TrustPage(offices.open(BANNER), with_stick)
    show(page)
    press("4")
    step = page.step
    assert isinstance(step, RootStep)
    step.typed.setPlainText("ABCD EFGH")
    press(Key.Key_F9)
    assert "恢复单上的字不对" in step.notice.sentence and step.sheet == ()


def test_levels__each_office_sees_its_own_steps(offices: Offices, with_stick: Parts) -> None:
    titles = {unit.level: [step.title for step in TrustPage(offices.open(unit), with_stick).steps] for unit in UNITS}
    assert titles["村"] == ["申请登记", "收下证书"]
    assert titles["乡镇"] == ["申请登记", "收下证书", "给别人发证", "认可没登记的设备", "写单位名片"]
    assert titles["旗"] == ["给别人发证", "认可没登记的设备", "写单位名片", "旗的根钥匙"]


UNITS = (VILLAGE, TOWNSHIP, BANNER)


def test_request__file_that_is_none__is_told_and_nothing_is_signed(
    offices: Offices, with_stick: Parts, stick: Path, show: Show, press: Press
) -> None:
    _banner, township, _village = offices.chain()
    (stick / "坏.ffpreq").write_bytes(b"{}")
    page = TrustPage(township, with_stick)
    show(page)
    press("3")
    step = page.step
    assert isinstance(step, CertifyStep) and "这不是登记申请" in step.notice.sentence and not step.act.isEnabled()


def test_validity__nearly_over_and_over__is_told(offices: Offices, with_stick: Parts, show: Show) -> None:
    _banner, _township, village = offices.chain()
    page = TrustPage(village, with_stick)
    end = datetime.fromisoformat(next(one.end for one in village.bundles.devices.list() if one.state == "本机"))
    offices.clock.now = end - timedelta(days=20)
    show(page)
    assert "还有 20 天到期" in page.standing.text()
    offices.clock.now = end + timedelta(days=2)
    page.refresh()
    assert "到期了" in page.standing.text() and page.table.words(0)[0] == "已到期"


def test_card__of_the_office__is_written_with_the_root_to_read(
    offices: Offices, with_stick: Parts, stick: Path, show: Show, press: Press
) -> None:
    _banner, township, _village = offices.chain()
    page = TrustPage(township, with_stick)
    show(page)
    press("5", Key.Key_F9)
    (file,) = stick.iterdir()
    assert file.name == "名片-腾克镇.ffpcert"
    assert page.step is not None and page.step.digits.text() == township.bundles.enrolment.root_fingerprint()
