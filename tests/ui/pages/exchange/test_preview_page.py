"""The preview of a bundle by its keys: six kinds, both sides of a conflict, F9 with receipt; Esc writes nothing."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from ffp_desktop.services.bundles.exchange import ReadLine
from ffp_desktop.ui import printing
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.pages.exchange.page import ExchangePage
from ffp_desktop.ui.pages.exchange.preview_page import BundlePreviewPage
from ffp_desktop.ui.pages.exchange.preview_rows import Kind
from ffp_desktop.ui.parts import Parts
from tests.ui.pages.conftest import Press, Show
from tests.ui.pages.offices import OTHER_VILLAGE, VILLAGE, Offices

Key = Qt.Key


class Scene:
    """A township that previews a bundle with something of every kind but held back."""

    def __init__(self, offices: Offices) -> None:
        _banner, self.township, self.village = offices.chain()
        conflict = offices.enter(self.village, "general-three-people")
        changed = offices.enter(self.village, "monitored-five-people", VILLAGE.code)
        offices.enter(self.village, "safety-net-household", VILLAGE.code)
        offices.take(self.township, offices.export(self.village)).unlink()
        offices.enter(self.township, "fourteen-people", OTHER_VILLAGE.code)
        offices.write_past(self.township, conflict, {"income": {"wage_income": "31200"}})
        offices.write_past(self.village, conflict, {"income": {"wage_income": "13200"}})
        offices.correct(self.village, changed, "4000")
        offices.enter(self.village, "fourteen-people", VILLAGE.code)
        offices.enter(self.village, "destitute-old-man", VILLAGE.code)
        self.file = offices.export(self.village)

    def show(self, page: BundlePreviewPage) -> None:
        page.show_preview(self.township.bundles.receiving.look(self.file.read_bytes()), self.file)


@pytest.fixture
def scene(offices: Offices) -> Scene:
    return Scene(offices)


@pytest.fixture
def page(scene: Scene, with_stick: Parts, show: Show) -> BundlePreviewPage:
    made = BundlePreviewPage(scene.township, with_stick)
    scene.show(made)
    show(made)
    return made


def kinds(page: BundlePreviewPage) -> list[str]:
    return [page.table.words(row)[1] for row in range(page.table.cells.rowCount())]


def test_preview__kinds__stand_in_the_order_one_must_look_at_them(page: BundlePreviewPage) -> None:
    assert kinds(page) == ["≠ 冲突", "2× 重复", "△ 变更", "+ 新"]
    counts = [page.cards.cards[kind].words for kind in Kind]
    assert counts == ["1 户", "1 户", "1 户", "1 户", "1 户", "0 户"]
    assert page.table.hasFocus() and page.status_words()[0] == "尚未写入"


def test_preview__conflict__shows_both_sides_and_the_parted_history(page: BundlePreviewPage) -> None:
    assert "31,200.00" in page.pane.words and "13,200.00" in page.pane.words
    assert "都从第1版改起" in page.pane.words and "两边都保留" in page.pane.words
    picture = page.pane._picture
    assert picture.isVisible() and "第2版" not in picture.accessibleName() and "敖丽娟" in picture.accessibleName()


def test_preview__down__tells_the_next_survey(page: BundlePreviewPage, press: Press) -> None:
    press(Key.Key_Down)
    assert "第1人" in page.pane.words and "巴卡哈里村" in page.pane.words
    assert not page.pane._picture.isVisible()
    press(Key.Key_Down)
    assert "4,000.00" in page.pane.words and "直接接上" in page.pane.words


def test_preview__digit__shows_one_kind_and_all_again(page: BundlePreviewPage, press: Press) -> None:
    press("3")
    assert kinds(page) == ["= 相同"] and "一个字也不动" in page.pane.words
    press("3", "4")
    assert kinds(page) == ["≠ 冲突"]
    press("6")
    assert kinds(page) == [] and "没有这样的户" in page.pane.words


def test_preview__space__leaves_a_survey_out_and_takes_it_again(page: BundlePreviewPage, press: Press) -> None:
    assert [page.table.cells.cell(row, 0).ticked for row in range(4)] == [True] * 4
    assert page.put_in.text() == "导入 4 户"
    press(Key.Key_Down, Key.Key_Space)
    assert page.table.cells.cell(1, 0).ticked is False and "先放着：" in page.table.words(1)[5]
    assert page.put_in.text() == "导入选中的 3 户" and page.cards.cards[Kind.HELD].words == "1 户"
    press("6")
    assert kinds(page) == ["2× 重复"]
    press(Key.Key_Space, "6")
    assert page.put_in.text() == "导入 4 户" and page.cards.cards[Kind.HELD].words == "0 户"


def test_preview__left_out__is_put_aside_and_taken_later(
    page: BundlePreviewPage, scene: Scene, press: Press, with_stick: Parts, show: Show
) -> None:
    press(Key.Key_Down, Key.Key_Down, Key.Key_Space, Key.Key_F9)
    (held,) = scene.township.bundles.look_out().held
    assert held.head != "" and held.survey.sequence == 2 and held.operator == "敖丽娟"
    shown = ExchangePage(scene.township, with_stick)
    show(shown)
    assert shown.held.isVisible() and shown.held.words(0)[0] == held.head
    press(Key.Key_F6, Key.Key_F6, Key.Key_F6)
    assert shown.held.hasFocus() and "按 Enter 取用" in shown.side.why
    assert ("Enter", "取用这一户") in [(action.keys, action.words) for action in shown.key_actions()]
    press(Key.Key_Return)
    assert scene.township.bundles.look_out().held == () and not shown.held.isVisible()
    assert "已取用" in shown.notice.sentence


def test_preview__ctrl_f9__takes_only_the_one_with_the_cursor(
    page: BundlePreviewPage, scene: Scene, press: Press
) -> None:
    press(Key.Key_F9, modifier=Qt.KeyboardModifier.ControlModifier)
    outlook = scene.township.bundles.look_out()
    assert len(outlook.held) == 3 and outlook.conflicts == 1


def test_preview__f8__imports_and_goes_to_the_conflict(page: BundlePreviewPage, scene: Scene, press: Press) -> None:
    wanted: list[str] = []
    page.conflict_wanted.connect(wanted.append)
    assert page.pane.settle.isVisible()
    press(Key.Key_Space, Key.Key_F8)
    assert wanted == [scene.township.conflicts.list()[0].survey]


def test_preview__put_aside_before__stays_out_until_it_is_ticked(
    page: BundlePreviewPage, scene: Scene, offices: Offices, press: Press, with_stick: Parts, show: Show
) -> None:
    press(Key.Key_F9, modifier=Qt.KeyboardModifier.ControlModifier)
    held = {one.survey.survey for one in scene.township.bundles.look_out().held}
    changed = next(one for one in held if scene.village._vault.surveys.get(one).revision > 1)
    offices.correct(scene.village, changed, "5000")
    file = offices.export(scene.village)
    again = BundlePreviewPage(scene.township, with_stick)
    again.show_preview(scene.township.bundles.receiving.look(file.read_bytes()), file)
    show(again)
    row = next(row for row in range(again.table.cells.rowCount()) if "上次没取" in again.table.words(row)[5])
    assert again.table.cells.cell(row, 0).ticked is False
    again.table.select(row)
    press(Key.Key_Space, Key.Key_F9)
    assert changed not in {one.survey.survey for one in scene.township.bundles.look_out().held}


def test_preview__paper__holds_the_list_with_what_is_taken(page: BundlePreviewPage, press: Press) -> None:
    press(Key.Key_Space)
    paper = page.make_paper()
    assert paper.pages == 1
    image = paper.draw(0, 100)
    assert (image.width(), image.height()) == (1169, 827)
    inked = {y for y in range(0, 827, 2) for x in range(60, 1100, 3) if image.pixelColor(x, y).lightness() < 128}
    assert len([y for y in inked if 130 < y < 300]) > 20 and not [y for y in inked if 400 < y < 700]


def test_preview__f7_without_a_printer__says_so(
    page: BundlePreviewPage, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "list_printers", list)
    press(Key.Key_F7)
    assert "没有打印机" in page.notice.sentence


def test_preview__escape__writes_nothing(page: BundlePreviewPage, scene: Scene, press: Press) -> None:
    left: list[bool] = []
    page.left.connect(lambda: left.append(True))
    before = len(scene.township.bundles.look_out().came)
    press(Key.Key_Escape)
    assert left == [True] and len(scene.township.bundles.look_out().came) == before


def test_preview__f9__backs_up_imports_and_writes_the_receipt(
    page: BundlePreviewPage, scene: Scene, stick: Path, press: Press
) -> None:
    done: list[ReadLine] = []
    page.imported.connect(done.append)
    backups = len(scene.township._vaults.backups())
    press(Key.Key_F9)
    (line,) = done
    assert line.taken is not None and line.taken.receipt is not None and line.taken.receipt.parent == stick
    assert len(scene.township._vaults.backups()) == backups + 1
    assert scene.village.bundles.sending.take_receipt(line.taken.receipt.read_bytes()).receipt_at != ""
    assert scene.village.bundles.sending.outbox() == ()


def test_preview__stick_gone_at_f9__imports_and_tells_that_the_receipt_is_still_to_be_written(
    page: BundlePreviewPage, scene: Scene, stick: Path, press: Press
) -> None:
    done: list[ReadLine] = []
    page.imported.connect(done.append)
    for file in stick.iterdir():
        file.unlink()
    stick.rmdir()
    press(Key.Key_F9)
    (line,) = done
    assert line.taken is not None and line.taken.receipt is None and line.taken.trouble is not None


def test_preview__sender__is_named_with_who_certified_it(page: BundlePreviewPage) -> None:
    assert page._title.text() == "收到：特莫呼珠村 第2号包"
    assert "签名是腾克镇人民政府发的证书" in page._aside.text()


def test_preview__clone__is_named_before_anything_is_written(offices: Offices, with_stick: Parts, show: Show) -> None:
    import shutil

    from ffp_desktop.services.bundles.exchange import BundleExchange
    from ffp_desktop.services.forms import county_regions
    from ffp_desktop.services.surveys import Surveys
    from ffp_desktop.services.vaults import Vaults
    from tests.conftest import QUICK
    from tests.ui.pages.offices import PASSWORD

    _banner, township, village = offices.chain()
    offices.enter(village, "general-three-people")
    offices.take(township, offices.export(village))
    operator = village.operator.id
    folder = village.vault_folder
    village.close()
    offices.opened.remove(village)
    shutil.copytree(folder, folder.parent / "clone")
    twins: list[Desk] = []
    for place in (folder, folder.parent / "clone"):
        vaults = Vaults(place, offices.clock, QUICK)
        vault = vaults.unlock(operator, PASSWORD)
        surveys = Surveys(vault, offices.shelf, county_regions(), offices.clock)
        desk = Desk(vaults, vault, surveys, offices.shelf, county_regions())
        desk.bundles = BundleExchange(vault, surveys, offices.shelf, county_regions(), offices.clock)
        offices.opened.append(desk)
        twins.append(desk)
    offices.enter(twins[0], "destitute-old-man", VILLAGE.code)
    offices.enter(twins[1], "monitored-five-people", VILLAGE.code)
    offices.take(township, offices.export(twins[0]))
    page = BundlePreviewPage(township, with_stick)
    file = offices.export(twins[1])
    page.show_preview(township.bundles.receiving.look(file.read_bytes()), file)
    show(page)
    assert "两份历史" in page._says.text() and "什么都还没有写入" in page._says.text()
