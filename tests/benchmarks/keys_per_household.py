"""Keys to type a household from nothing in the real window, beside what its answers alone would need."""

import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ffp_desktop.app import make_parts
from ffp_desktop.domain.survey import Place
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.survey_file import SurveyFile
from ffp_desktop.store.slots import KdfParams
from ffp_desktop.store.vault import create_vault
from ffp_desktop.ui.background import Background, InstantWorker
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.form.sheet import Sheet
from ffp_desktop.ui.window import MainWindow
from tests.benchmarks.report import Figure
from tests.benchmarks.survey_desk import PASSWORD, ROOM, UNIT, read_filed, start_application
from tests.e2e.typist import ENTER, Typist, commit, focused

HOUSEHOLDS = ("general-three-people", "monitored-five-people", "three-pupils")
PATIENCE = 20.0  # seconds that a window may take


class CountingTypist(Typist):
    """Keeps the characters of the answers, and the keys pressed beyond them by what they were for."""

    def __init__(self, sheet: Sheet, filed: SurveyFile) -> None:
        super().__init__(sheet, filed.answers)
        self.characters = 0
        self.surplus: Counter[str] = Counter()

    def type_at(self, place: Place) -> None:
        before = self.keys
        item = self._sheet.session.item(place)
        text = self.wanted_at(place)
        super().type_at(place)
        is_choice = item.choices is not None
        least = (len(text.split("、")) if is_choice else len(text)) if text else 0
        self.characters += least
        kind = "nothing to answer" if not text else f"{item.type.value}"
        self.surplus[kind] += self.keys - before - least


def run() -> list[Figure]:
    """A pile typed in one sitting against its own characters; the surplus is told by its kinds."""
    application, _theme = start_application()
    shelf = FormShelf()
    with TemporaryDirectory() as name:
        window = _unlock(Path(name), application)
        typists = [_type_household(window, read_filed(filed, shelf), application) for filed in HOUSEHOLDS]
        assert window.desk is not None
        window.desk.close()
        window.hide()
        window.deleteLater()
        application.processEvents()
    keys = sum(typist.keys for typist in typists)
    least = sum(typist.characters for typist in typists)
    surplus = sum((typist.surplus for typist in typists), Counter[str]())
    name, yardstick = f"keys, {len(typists)} households", "characters + choices"
    figures = [Figure(name, keys, least, "keys", yardstick, "≤ 1.15 ×", keys <= 1.15 * least)]
    for kind, count in surplus.most_common():
        figures.append(Figure(f"  of them beyond: {kind}", count, least, "keys", yardstick, "", True))
    return figures


def _unlock(folder: Path, application: QApplication) -> MainWindow:
    """The program's window over a fresh vault, at its list."""
    vault, _code = create_vault(folder / "vault", UNIT, "苏日娜", PASSWORD, datetime.now(), KdfParams(8, 1))
    vault.close(datetime.now(), backup=False)
    window = MainWindow(make_parts(folder / "vault", Background(InstantWorker()), folder / "settings.json"))
    window.resize(*ROOM)
    window.start()
    window.show()
    window.activateWindow()
    _wait(application, lambda: QApplication.focusWidget() is not None)
    _type(PASSWORD)
    QTest.keyClick(focused(), ENTER)
    _wait(application, lambda: window.desk is not None)
    return window


def _type_household(window: MainWindow, filed: SurveyFile, application: QApplication) -> CountingTypist:
    """From F2 on the list to the paper's end, and back to the list. Keys are counted on the paper."""
    QTest.keyClick(focused(), Qt.Key.Key_F2)
    _wait(application, lambda: QApplication.focusWidget() is not None)
    _type(filed.village)
    QTest.keyClick(focused(), ENTER)
    _type(filed.natural_village)
    QTest.keyClick(focused(), ENTER)
    _wait(application, lambda: isinstance(window.page, SurveyPage))
    page = window.page
    assert isinstance(page, SurveyPage)
    typist = CountingTypist(page.sheet, filed)
    date = Place("survey_date")
    if page.session.text(date).replace("-", "") != typist.wanted_at(date):
        typist.go_back_to(date.item)
        typist.surplus["to the survey date"] = typist.keys
    else:
        typist.characters += len(typist.wanted_at(date))
    typist.type_all()
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    _wait(application, lambda: not isinstance(window.page, SurveyPage))
    return typist


def _type(text: str) -> None:
    for character in text:
        if character.isascii():
            QTest.keyClicks(focused(), character)
        else:
            commit(character)


def _wait(application: QApplication, is_true: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not is_true():
        application.processEvents()
        assert time.monotonic() < until, "the window did not come"
