"""What the benchmarks of the survey page share: a Qt application, a vault, and filed households put into it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication

from ffp_desktop.app import dress, make_application
from ffp_desktop.domain.survey import Answers, Place
from ffp_desktop.paths import RESOURCES
from ffp_desktop.services.entry.draft import DraftState
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.survey_file import SurveyFile, read_surveys
from ffp_desktop.services.surveys import NewSurvey, Surveys
from ffp_desktop.store.records import Unit
from ffp_desktop.store.slots import KdfParams
from ffp_desktop.store.vault import OpenVault, create_vault
from ffp_desktop.ui.theme import Theme

PASSWORD = "six unrelated words"
UNIT = Unit("150722", "莫旗", "旗")
ROOM = (1366, 698)
_FILED = Path(__file__).parents[1] / "data" / "surveys"


def start_application() -> tuple[QApplication, Theme]:
    """The one application of this process, dressed as the program's; offscreen where there is no display."""
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = make_application([])
    theme = Theme(RESOURCES / "style.qss")
    dress(application, theme)
    return application, theme


@contextmanager
def open_vault_of(shelf: FormShelf) -> Iterator[tuple[OpenVault, Surveys]]:
    """A fresh vault and its surveys."""
    with TemporaryDirectory() as name:
        vault, _code = create_vault(Path(name) / "vault", UNIT, "苏日娜", PASSWORD, datetime.now(), KdfParams(8, 1))
        yield vault, Surveys(vault, shelf, county_regions())
        vault.close(datetime.now(), backup=False)


def read_filed(name: str, shelf: FormShelf) -> SurveyFile:
    """One of the households written by hand."""
    (filed,) = read_surveys(_FILED / f"{name}.json", shelf.form, county_regions())
    return filed


def with_members(filed: SurveyFile, count: int) -> Answers:
    """The household's answers with `count` members: the ones it has, over and over, under other names and numbers."""
    known = filed.answers.members
    members = [f"m{row:02}" for row in range(count)]
    given = {place: answer for place, answer in filed.answers.given.items() if not place.member}
    for row, member in enumerate(members):
        for place, answer in filed.answers.given.items():
            if place.member == known[row % len(known)]:
                given[Place(place.item, member)] = answer
        if row >= len(known):
            given[Place("name", member)] = "敖" + "海波娜峰日斯琴"[row % 7] + "明清强"[row // 7 % 3]
            given.pop(Place("id_number", member), None)
    return Answers(given, members)


def add_survey(surveys: Surveys, filed: SurveyFile, answers: Answers) -> str:
    return surveys.add(NewSurvey(filed.village, DraftState(answers)))
