"""A finished household with two slips: drawn, typed again from the paper, corrected, and counted, with keys only."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.survey import Answers, Place, State
from ffp_desktop.domain.values import Answer, Mark
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.survey_file import SurveyFile, read_surveys
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.records import Role, Unit
from ffp_desktop.store.vault import create_vault
from ffp_desktop.ui.pages.quality.bars import Measure
from ffp_desktop.ui.pages.quality.page import QualityPage
from ffp_desktop.ui.pages.second_entry.page import SecondEntryPage
from ffp_desktop.ui.pages.unlock import UnlockPage
from ffp_desktop.ui.window import MainWindow
from tests.conftest import PASSWORD, QUICK, Clock
from tests.e2e.conftest import OpenWindow, unlock
from tests.e2e.typist import ENTER, focused
from tests.forms.household import SURVEYS
from tests.services.workbook_export.conftest import read_sheets
from tests.ui.pages.second_typist import SecondTypist

PHONE = Place("head_phone")


@pytest.fixture
def paper(shelf: FormShelf) -> SurveyFile:
    return read_surveys(SURVEYS / "monitored-five-people.json", shelf.form, county_regions())[0]


@pytest.fixture
def slips(paper: SurveyFile) -> Mapping[Place, Answer]:
    """What 苏日娜 types wrong: a figure of the telephone, and a name."""
    phone = str(paper.answers.given[PHONE])
    name = Place("name", paper.answers.members[1])
    return {PHONE: phone[:-1] + str((int(phone[-1]) + 1) % 10), name: str(paper.answers.given[name])[:-1] + "兰"}


@pytest.fixture
def window(
    open_window: OpenWindow, tmp_path: Path, shelf: FormShelf, paper: SurveyFile, slips: Mapping[Place, Answer]
) -> MainWindow:
    """The window over a township's vault in which 苏日娜 finished the household an hour ago."""
    clock, folder = Clock(), tmp_path / "vault"
    clock.now = datetime.now() - timedelta(hours=1)
    vault, _code = create_vault(folder, Unit("150722108", "腾克镇人民政府", "乡镇"), "敖丽娟", PASSWORD, clock(), QUICK)
    vault.operator = vault.operators.add("苏日娜", Role.ENTRY, PASSWORD, clock().isoformat(timespec="seconds"))
    surveys = Surveys(vault, shelf, county_regions(), clock)
    type_first(surveys, paper, {**paper.answers.given, **slips})
    vault.close(clock(), backup=False)
    return open_window(folder)


def type_first(surveys: Surveys, paper: SurveyFile, given: Mapping[Place, Answer]) -> None:
    """The first entry, answer by answer, so that it has a speed."""
    session = surveys.open(surveys.start(paper.village))
    rows = {member: session.add_member().focus for member in paper.answers.members}
    wanted = Answers(dict(given), paper.answers.members)
    for place, answer in wanted.given.items():
        row = rows.get(place.member)
        there = Place(place.item, row.member if row is not None else "")
        if isinstance(answer, Mark):
            session.set_mark(there, answer)
        elif place.item != "village":
            session.set_text(there, "、".join(answer) if isinstance(answer, tuple) else str(answer))
    for finding in session.findings():
        session.confirm(finding, "问过")
    assert session.finish().done


def test_second_entry__drawn_typed_and_decided__is_corrected_counted_and_exported(
    qtbot: QtBot, window: MainWindow, paper: SurveyFile, slips: Mapping[Place, Answer], tmp_path: Path
) -> None:
    unlock_as(qtbot, window, "敖丽娟")
    QTest.keyClick(focused(), Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(focused(), Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    quality = window.page
    assert isinstance(quality, QualityPage)
    draw(quality)
    qtbot.waitUntil(lambda: quality.list.counts == "正在录 0　待复录 1　核完 0")

    QTest.keyClick(focused(), ENTER)
    page = window.page
    assert isinstance(page, SecondEntryPage)
    typist = SecondTypist(qtbot, page, paper, {"head_phone": "2", "name": "2"})
    typist.type_until()
    assert len(typist.told) == 2
    typist.press(Qt.Key.Key_F9)
    total = len(page.session.asked)
    assert f"对照了 {total} 项，2 处不一样" in page.done.words and "已更正 2 处" in page.done.words

    corrected = window.desk.open_session(page.survey_id)
    assert corrected.header.state is State.FINISHED
    assert corrected.text(PHONE) == paper.answers.given[PHONE]
    second = Place("name", corrected.members()[1])
    assert corrected.text(second) == paper.answers.given[Place("name", paper.answers.members[1])]

    QTest.keyClick(focused(), ENTER)
    assert window.page is quality
    qtbot.waitUntil(lambda: not quality.picture.counting.is_busy and quality.picture.has_rows, timeout=10_000)
    look_at_the_picture(qtbot, quality, total)
    quality.picture.store(tmp_path / "out.xlsx")
    qtbot.waitUntil(lambda: (tmp_path / "out.xlsx").exists() and not quality.picture.writing.is_busy)
    (row,) = (row for row in read_sheets(tmp_path / "out.xlsx")["每人"] if row["操作员"] == "苏日娜")
    assert (row["录错的"], row["核对的答案"]) == (2, total)
    assert row["错误率(%)"] == pytest.approx(200 / total, abs=0.005)


def unlock_as(qtbot: QtBot, window: MainWindow, name: str) -> None:
    """Chooses an operator on the unlock page with the arrow keys, and types the password."""
    page = window.page
    assert isinstance(page, UnlockPage)
    names = [one.name for one in window._parts.door.read_card().operators]
    steps = names.index(name) - page.operators.index
    for _ in range(abs(steps)):
        QTest.keyClick(focused(), Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
    unlock(qtbot, window)
    assert window.desk is not None and window.desk.operator.name == name


def draw(quality: QualityPage) -> None:
    """F2, all of what is finished, Enter to draw and once more to put it on the list."""
    QTest.keyClick(focused(), Qt.Key.Key_F2)
    QTest.keyClicks(focused(), "100%")
    QTest.keyClick(focused(), ENTER)
    assert "抽出 1 张：苏日娜 1 张" in quality.panel.result
    QTest.keyClick(focused(), ENTER)


def look_at_the_picture(qtbot: QtBot, quality: QualityPage, total: int) -> None:
    """The bars say two mistakes; Enter on one shows which."""
    bars = quality.picture.bars
    (row,) = (row for row in bars.rows if row.is_total and row.name == "苏日娜")
    assert bars.words(row, Measure.ERRORS) == f"{200 / total:.2f}%　2 / {total} 项"
    assert bars.words(row, Measure.SURVEYS) == "1 张"
    QTest.keyClick(focused(), Qt.Key.Key_F6)
    assert bars.hasFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Home)
    QTest.keyClick(focused(), ENTER)
    qtbot.waitUntil(lambda: quality.list.head.startswith("苏日娜"))
    shown = [text for texts in quality.table.lines.texts() for text in texts]
    assert any(text.startswith("户主联系电话：录成") for text in shown)
    assert sum("录成" in text for text in shown) == 2
