"""Two households from nothing to paper in the real window, with key presses only."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.answer_text import format_printed
from ffp_desktop.domain.form.definition import ItemType
from ffp_desktop.domain.survey import Answers, State
from ffp_desktop.domain.values import is_value
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.form.sheet import Sheet
from ffp_desktop.ui.pages.preview import PreviewPage
from ffp_desktop.ui.window import MainWindow
from tests.e2e.conftest import unlock
from tests.e2e.typist import ENTER, Typist, commit, focused

DATA = Path(__file__).parent.parent / "data" / "surveys"
GENERAL, MONITORED = "general-three-people", "monitored-five-people"


def type_household(qtbot: QtBot, window: MainWindow, wanted: Answers, village: str, natural_village: str) -> Typist:
    """F2, the village by its code, then every answer of the paper."""
    QTest.keyClick(focused(), Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    QTest.keyClicks(focused(), village)
    QTest.keyClick(focused(), ENTER)
    for character in natural_village:
        commit(character)
    QTest.keyClick(focused(), ENTER)
    qtbot.waitUntil(lambda: isinstance(window.page, SurveyPage))
    sheet = window.page.findChild(Sheet)
    assert sheet is not None
    typist = Typist(sheet, wanted)
    typist.go_back_to("survey_date")
    typist.type_all()
    return typist


@pytest.mark.parametrize("name", [GENERAL, MONITORED])
def test_household__typed_from_paper__is_finished_and_printed(
    qtbot: QtBot, window: MainWindow, shelf: FormShelf, name: str
) -> None:
    (filed,) = read_surveys(DATA / f"{name}.json", shelf.form, county_regions())
    unlock(qtbot, window)

    typist = type_household(qtbot, window, filed.answers, filed.village, filed.natural_village)
    page = window.page
    assert isinstance(page, SurveyPage)
    session = page.session
    assert [finding.message for finding in session.evaluation.all_findings() if finding.is_open] == []
    typist.press(Qt.Key.Key_F9)
    assert session.header.state is State.FINISHED

    typist.press(Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: isinstance(window.page, PreviewPage) and bool(window.page.pdf), timeout=10_000)
    assert isinstance(window.page, PreviewPage)
    assert missing_on_paper(session, pdf_text(window.page.pdf)) == []


def pdf_text(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in document)


def missing_on_paper(session, text: str) -> list[str]:
    """The answers that stand nowhere in the PDF's text; ticks are told by their printed choice."""
    flat = "".join(text.split())
    absent = []
    for place, answer in session.evaluation.answers.given.items():
        item = session.item(place)
        if not is_value(answer) or not session.is_relevant(place) or item.off_paper or item.id == "village":
            continue
        printed = format_printed(item, answer)
        parts = list(answer) if isinstance(answer, tuple) else [printed]
        absent += [f"{item.id}: {part}" for part in parts if "".join(part.split()) not in flat]
        assert item.type is not ItemType.CALCULATE
    return absent


def test_sample_households__used_here__have_no_findings_of_their_own() -> None:
    for name in (GENERAL, MONITORED):
        assert json.loads((DATA / f"{name}.expected.json").read_text("utf-8")) == []
