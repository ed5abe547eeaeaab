"""From a key press to the painted page, with all rules, at 30 members over a real vault; beside a bare line edit."""

import time
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from ffp_desktop.domain.survey import Place
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.ui.form.page import SurveyPage
from tests.benchmarks.report import Figure, percentile_ms
from tests.benchmarks.survey_desk import ROOM, add_survey, open_vault_of, read_filed, start_application, with_members
from tests.e2e.typist import commit, focused

MEMBERS = 30
FRAME_MS = 16.7
ROUNDS = 12
Stroke = tuple[str, str, str]  # where it is pressed: item and member (both "": where the focus is), and the key


def run() -> list[Figure]:
    """p99 of single keys, and of the ones that commit an answer."""
    application, theme = start_application()
    shelf = FormShelf()
    with open_vault_of(shelf) as (_vault, surveys):
        filed = read_filed("monitored-five-people", shelf)
        page = SurveyPage(theme, county_regions(), surveys.open)
        page.resize(*ROOM)
        page.open_survey(add_survey(surveys, filed, with_members(filed, MEMBERS)))
        page.show()
        page.activateWindow()
        page.arrive()
        application.processEvents()
        times = _type_household(page, application)
        page.leave()
        page.close()
    bare = percentile_ms(_type_bare(application), 99)
    every = percentile_ms([seconds for _item, seconds in times], 99)
    return [
        Figure("keystroke to painted, p99, 30 members", every, FRAME_MS, "ms", "one frame", "≤ 16 ms", every <= 16),
        Figure(
            "keystroke to painted, p99, 30 members", every, bare, "ms", "bare QLineEdit, p99", "≤ 16 ms", every <= 16
        ),
    ]


def _type_household(page: SurveyPage, application: QApplication) -> list[tuple[str, float]]:
    """The focused item and the seconds of every key. The first turn, with what is made once, is not counted."""
    times = []
    for turn in range(ROUNDS):
        for item, member, text in _answers(page, turn):
            page.sheet.focus_place(Place(item, member))
            application.processEvents()
            for key in text:
                start = time.perf_counter()
                press(key)
                application.processEvents()
                if turn:
                    times.append((item, time.perf_counter() - start))
    return times


def _answers(page: SurveyPage, turn: int) -> Iterator[Stroke]:
    """What a clerk types: numbers, words, choices and dates, in the household and in its members."""
    members = page.session.members()
    for item in ("business_income", "wage_income", "transfer_income", "business_cost"):
        yield item, "", f"{20_000 + 37 * turn}\n"
    yield "head_phone", "", f"138{10_000_000 + turn * 7919}\n"
    for item in ("unsafe_house", "safe_water", "at_risk", "industry_help"):
        yield item, "", str(1 + turn % 2)
    for row in (0, 13, 29):
        yield "name", members[row], "敖明海"[: 2 + turn % 2] + "\n"
        yield "id_number", members[row], f"15072219{50 + turn}0307{100 + row}1\n"
        yield "relation", members[row], f"{1 + (turn + row) % 8:02}"
        yield "health", members[row], f"{1 + turn % 2}\n"


def press(key: str) -> None:
    """A single key; Chinese comes from an input method."""
    if key == "\n":
        QTest.keyClick(focused(), Qt.Key.Key_Return)
    elif key.isascii():
        QTest.keyClicks(focused(), key)
    else:
        commit(key)


def _type_bare(application: QApplication) -> list[float]:
    field = QLineEdit()
    field.show()
    field.activateWindow()
    field.setFocus()
    application.processEvents()
    times = []
    for number in range(400):
        start = time.perf_counter()
        press(str(number % 10))
        application.processEvents()
        times.append(time.perf_counter() - start)
    field.close()
    return times
