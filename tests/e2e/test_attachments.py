"""A photo from the clipboard to the township's screen, in two steps, in the real window; nothing of it in the clear."""

import os
import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ffp_desktop.errors import FfpError
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.vault import open_vault
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.pages.attachments.image_bytes import encode_image
from ffp_desktop.ui.pages.attachments.page import AttachmentsPage
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.window import MainWindow
from tests.conftest import PASSWORD
from tests.e2e.conftest import OpenWindow, unlock
from tests.e2e.typist import ENTER, focused
from tests.services.bundles.conftest import Chain, Office, chain, make_office

__all__ = ["chain", "make_office"]

CONTROL = Qt.KeyboardModifier.ControlModifier
DATA = Path(__file__).parent.parent / "data" / "surveys"


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files of this program and its child would go."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setitem(os.environ, name, str(folder))
    return folder


def enter_household(office: Office, shelf: FormShelf) -> None:
    surveys = Surveys(office.vault, shelf, county_regions(), office.clock)
    filed = read_surveys(DATA / "general-three-people.json", shelf.form, county_regions())
    Exchange(office.vault, surveys, shelf).put_in([FiledSurvey(survey, finish=True) for survey in filed])


def photo() -> QImage:
    """Four quarters, so that it is known again whichever way it stands."""
    image = QImage(1600, 1200, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for number, ink in enumerate(("darkred", "darkgreen", "darkblue")):
        for x in range(number * 500, number * 500 + 400):
            for y in range(0, 1200, 3):
                image.setPixelColor(x, y, QColor(ink))
    return image


def open_attachments(qtbot: QtBot, window: MainWindow) -> AttachmentsPage:
    unlock(qtbot, window)
    assert isinstance(window.page, HomePage)
    QTest.keyClick(focused(), Qt.Key.Key_G, CONTROL)
    qtbot.waitUntil(lambda: isinstance(window.page, AttachmentsPage))
    page = window.page
    assert isinstance(page, AttachmentsPage)
    return page


def lock(qtbot: QtBot, window: MainWindow, office: Office) -> None:
    """Ctrl+L; the office has its vault again."""
    QTest.keyClick(focused(), Qt.Key.Key_L, CONTROL)

    def take_up() -> bool:
        try:
            office.vault = open_vault(office.vault.folder, office.vault.operator.id, PASSWORD, office.clock())
        except FfpError as error:
            assert error.code == "vault.in_use"
            return False
        return True

    qtbot.waitUntil(take_up)


def test_photo__pasted_in_the_village__is_missing_then_seen_at_the_township(
    qtbot: QtBot, open_window: OpenWindow, chain: Chain, shelf: FormShelf, temporary: Path, tmp_path: Path
) -> None:
    village, township = chain.villages[1], chain.township
    enter_household(village, shelf)
    village.vault.close(village.clock(), backup=False)

    window = open_window(village.vault.folder)
    page = open_attachments(qtbot, window)
    QGuiApplication.clipboard().setImage(photo())
    QTest.keyClick(focused(), Qt.Key.Key_V, CONTROL)
    qtbot.waitUntil(lambda: len(page.model.rows) == 1 and not page.adding.is_busy, timeout=20_000)
    digest = page.model.rows[0].attachment.digest
    assert page.view.image().size() == photo().size()
    QTest.keyClick(focused(), Qt.Key.Key_2)
    assert page.model.words(0)[0] == "证件　粘贴的图"
    QTest.keyClick(focused(), ENTER)
    assert page.place.is_large
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: isinstance(window.page, HomePage))
    QTest.keyClick(focused(), ENTER)
    qtbot.waitUntil(lambda: isinstance(window.page, SurveyPage))
    assert isinstance(window.page, SurveyPage) and window.page.bar.attachments == "附件 1"
    lock(qtbot, window, village)

    bundle, part = (village.stick / one.name for one in village.sending.write(village.sending.plan(), village.stick))
    township.take(bundle)
    township.vault.close(township.clock(), backup=False)
    window = open_window(township.vault.folder)
    page = open_attachments(qtbot, window)
    assert page.place.count.text() == "共 1 张，1 张没有到"
    assert page.model.words(0)[1] == "附件未到" and page.view.words.startswith("附件未到")
    lock(qtbot, window, township)

    township.receiving.parts.take(part.read_bytes())
    township.vault.close(township.clock(), backup=False)
    page = open_attachments(qtbot, window)
    assert page.place.count.text() == "共 1 张"
    assert page.view.image().size() == photo().size()
    lock(qtbot, window, township)
    assert_nothing_in_the_clear(tmp_path, temporary, village.vault.attachments.read(digest))


def test_photos__brought_and_locked_at_once__are_all_kept(
    qtbot: QtBot, open_window: OpenWindow, chain: Chain, shelf: FormShelf, tmp_path: Path
) -> None:
    village = chain.villages[1]
    enter_household(village, shelf)
    village.vault.close(village.clock(), backup=False)
    window = open_window(village.vault.folder)
    open_attachments(qtbot, window)
    copied = QMimeData()
    files = [tmp_path / f"{number}.png" for number in range(3)]
    for number, file in enumerate(files):
        photo().scaled(400 + number, 300).save(str(file))
    copied.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    QGuiApplication.clipboard().setMimeData(copied)
    QTest.keyClick(focused(), Qt.Key.Key_V, CONTROL)
    lock(qtbot, window, village)
    village.vault.close(village.clock(), backup=False)
    page = open_attachments(qtbot, window)
    assert [row.attachment.name for row in page.model.rows] == ["0.png", "1.png", "2.png"]


def assert_nothing_in_the_clear(folder: Path, temporary: Path, kept: bytes) -> None:
    """Neither the pasted picture nor the kept one lies in any file, and no temporary file is left."""
    assert list(temporary.rglob("*")) == []
    pasted = encode_image(photo())
    traces = [kept[:200], kept[len(kept) // 2 :][:40], pasted[40:120], b"\xff\xd8\xff\xe0", b"\x89PNG"]
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert len([file for file in files if file.suffix == ".ffpa"]) == 2
    found = [(file.name, number) for file in files for number, trace in enumerate(traces) if trace in file.read_bytes()]
    assert found == []
