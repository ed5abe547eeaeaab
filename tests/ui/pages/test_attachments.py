"""附件 at the keyboard: opened from the list and the survey, pasted, sorted by a digit, looked at, taken away."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.attachments import AttachmentKind, Presence
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.pages.attachments.page import AttachmentsPage
from ffp_desktop.ui.pages.attachments.printing import lay_on_sheet
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.pages.household.page import HouseholdPage
from ffp_desktop.ui.window import MainWindow
from tests.ui.pages.conftest import Press, drop_files

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier
VILLAGE = "150722108204"


def picture(ink: str = "darkred", width: int = 320, height: int = 200) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(ink))
    return image


def copy(image: QImage) -> None:
    QGuiApplication.clipboard().setImage(image)


@pytest.fixture
def surveys(at_home: MainWindow) -> list[str]:
    """Two households of the list, the newer one first."""
    desk, home = at_home.desk, at_home.page
    assert isinstance(desk, Desk) and isinstance(home, HomePage)
    ids = [desk.start_survey(VILLAGE, "东屯第一") for _ in range(2)]
    home.refresh()
    home.table.select(0)
    home.table.setFocus()
    return [home.model.id_at(row) for row in range(2)] if set(ids) else []


@pytest.fixture
def opened(at_home: MainWindow, surveys: list[str], press: Press) -> AttachmentsPage:
    """Come to from the list."""
    press(Key.Key_G, modifier=Ctrl)
    return shown(at_home)


def shown(window: MainWindow) -> AttachmentsPage:
    page = window.page
    assert isinstance(page, AttachmentsPage)
    return page


def kinds(page: AttachmentsPage) -> list[str]:
    return [row.attachment.kind.value for row in page.model.rows]


def test_page__without_attachments__says_how_to_add(opened: AttachmentsPage) -> None:
    assert "F2" in opened.view.words and "Ctrl+V" in opened.view.words
    assert opened.place.count.text() == "共 0 张"
    assert "Enter" not in {action.keys for action in opened.key_actions()}


def test_ctrl_v__a_picture__is_kept_and_shown(opened: AttachmentsPage, press: Press) -> None:
    copy(picture())
    press(Key.Key_V, modifier=Ctrl)
    (row,) = opened.model.rows
    assert (row.attachment.name, row.attachment.kind, row.presence) == (
        "粘贴的图",
        AttachmentKind.PAPER,
        Presence.HERE,
    )
    assert opened.view.image().size() == picture().size()
    assert opened.view.image().pixelColor(10, 10).red() == pytest.approx(139, abs=6)
    assert opened.model.thumb(0) is not None
    assert "已加 1 张" in opened.place.notice.sentence


def test_ctrl_v__without_a_picture__says_what_to_do(opened: AttachmentsPage, press: Press) -> None:
    QGuiApplication.clipboard().setText("没有图")
    press(Key.Key_V, modifier=Ctrl)
    assert "剪贴板里没有图片" in opened.place.notice.sentence
    assert opened.model.rows == ()


def test_ctrl_v__the_same_again__is_told(opened: AttachmentsPage, press: Press) -> None:
    copy(picture())
    press(Key.Key_V, modifier=Ctrl)
    press(Key.Key_V, modifier=Ctrl)
    assert len(opened.model.rows) == 1
    assert "已经有了" in opened.place.notice.sentence


def test_drop__files__are_added__and_the_bad_one_is_told_by_name(opened: AttachmentsPage, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.png", "名单.jpg", "b.png")]
    for file, ink in zip(files, ("darkgreen", "darkred", "darkblue"), strict=True):
        picture(ink).save(str(file))
    files[1].write_bytes(b"PK\x03\x04 a workbook")
    drop_files(opened, files)
    assert [row.attachment.name for row in opened.model.rows] == ["a.png", "b.png"]
    told = opened.place.notice.sentence
    assert told.startswith("已加 2 张") and "“名单.jpg”没有加：这个文件不是图片" in told
    assert len(opened.list.chosen()) == 2


def test_digit__says_what_the_new_ones_are(opened: AttachmentsPage, press: Press) -> None:
    for ink in ("darkred", "darkgreen"):
        copy(picture(ink))
        press(Key.Key_V, modifier=Ctrl)
    press("2")
    assert kinds(opened) == ["签字纸表", "证件"]
    press(Key.Key_Up, "3")
    assert kinds(opened) == ["其他", "证件"]
    press("9")
    assert kinds(opened) == ["其他", "证件"]


def test_enter__shows_it_large__zoom_turn_page_and_esc_back(opened: AttachmentsPage, press: Press) -> None:
    for ink in ("darkred", "darkgreen"):
        copy(picture(ink))
        press(Key.Key_V, modifier=Ctrl)
    press(Key.Key_Home, Key.Key_Return)
    assert opened.place.is_large
    press(Key.Key_Plus, Key.Key_Plus)
    assert opened.view.zoom > 1.5
    press(Key.Key_Minus)
    press(Key.Key_Right, modifier=Ctrl)
    assert opened.view.image().width() == 200 and opened.view.zoom == 1
    press(Key.Key_Left, modifier=Ctrl)
    assert opened.view.image().width() == 320
    press(Key.Key_PageDown)
    assert opened.place.is_large and opened.view.image().pixelColor(5, 5).green() > 80
    press(Key.Key_Escape)
    assert not opened.place.is_large and opened.list.hasFocus() and opened.list.row == 1


def test_ctrl_del__asks_the_reason__and_esc_keeps_it(opened: AttachmentsPage, press: Press, desk_of: Desk) -> None:
    copy(picture())
    press(Key.Key_V, modifier=Ctrl)
    press(Key.Key_Delete, modifier=Ctrl)
    assert "粘贴的图" in opened.reason.prompt
    press(Key.Key_Escape)
    assert len(opened.model.rows) == 1 and opened.list.hasFocus()
    press(Key.Key_Delete, modifier=Ctrl)
    press("mohu", Key.Key_Return)
    assert opened.model.rows == ()
    (removed,) = desk_of._vault.attachments.list([opened._surveys[0]], with_removed=True)
    assert removed.attachment.removed == "mohu"


def test_missing_bytes__are_told_in_words(opened: AttachmentsPage, press: Press, desk_of: Desk) -> None:
    copy(picture())
    press(Key.Key_V, modifier=Ctrl)
    for file in (desk_of.vault_folder / "attachments").rglob("*.ffpa"):
        file.unlink()
    with desk_of._vault._database.write() as connection:
        connection.exec_driver_sql("DELETE FROM attachment_file")
    opened.refresh()
    assert opened.place.count.text() == "共 1 张，1 张没有到"
    assert opened.model.words(0)[1] == "附件未到"
    assert opened.view.words.startswith("附件未到")


def test_page_down__goes_to_the_next_household_of_the_list(
    opened: AttachmentsPage, at_home: MainWindow, surveys: list[str], press: Press
) -> None:
    copy(picture())
    press(Key.Key_V, modifier=Ctrl)
    press(Key.Key_PageDown)
    assert opened._surveys == (surveys[1],) and opened.model.rows == ()
    press(Key.Key_PageUp)
    assert opened._surveys == (surveys[0],) and len(opened.model.rows) == 1
    press(Key.Key_Escape)
    home = at_home.page
    assert isinstance(home, HomePage) and home.table.current_id() == surveys[0]


def test_survey__ctrl_g_and_back__says_how_many(
    at_home: MainWindow, surveys: list[str], press: Press, qtbot: QtBot
) -> None:
    press(Key.Key_Return)
    page = at_home.page
    assert isinstance(page, SurveyPage) and page.bar.attachments == "附件"
    press(Key.Key_G, modifier=Ctrl)
    shown(at_home)
    copy(picture())
    press(Key.Key_V, modifier=Ctrl)
    press(Key.Key_Escape)
    assert at_home.page is page and page.bar.attachments == "附件 1"
    assert page.session.header.id == surveys[0]


def test_household__ctrl_g__shows_all_rounds(at_home: MainWindow, surveys: list[str], press: Press) -> None:
    press(Key.Key_H, modifier=Ctrl)
    assert isinstance(at_home.page, HouseholdPage)
    press(Key.Key_G, modifier=Ctrl)
    page = shown(at_home)
    assert "PgUp PgDn" not in {a.keys for a in page.key_actions()} or len(page._surveys) == 1
    press(Key.Key_Escape)
    assert isinstance(at_home.page, HouseholdPage)


def test_lay_on_sheet__an_upright_picture__fills_the_landscape_sheet() -> None:
    sheet = lay_on_sheet(picture("black", 200, 300), 50)
    assert (sheet.width(), sheet.height()) == (585, 413)
    assert sheet.pixelColor(292, 206) == QColor("black") and sheet.pixelColor(2, 2) == QColor("white")
    assert sheet.pixelColor(20, 206) == QColor("black")


@pytest.fixture
def desk_of(at_home: MainWindow) -> Desk:
    desk = at_home.desk
    assert isinstance(desk, Desk)
    return desk
