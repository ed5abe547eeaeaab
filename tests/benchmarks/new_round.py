"""A thousand households begun in a new round and taken over: keys beside retyping, time beside opening a survey."""

import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from ffp_desktop.domain.survey import Place, Round
from ffp_desktop.services.demo import make_surveys
from ffp_desktop.services.entry import EntrySession
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.households import Households
from ffp_desktop.services.rounds import FIRST_ROUND, open_round
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.survey_file.reading import SurveyReader
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.slots import KdfParams
from ffp_desktop.store.vault import OpenVault, create_vault
from tests.benchmarks.report import Figure, median_ms
from tests.benchmarks.survey_desk import PASSWORD, UNIT

Made = TypeVar("Made")
HOUSEHOLDS = 1000
KEYS_PER_SECTION = 2  # Ctrl+1…8 to go there, Ctrl+Enter for 无变化
NEXT = Round("2023Q2", "2023年二季度", "household-check-2023q1", "2022-05-15", "2023-05-14")


class _Clock:
    """The first round's time, then the next one's."""

    def __init__(self) -> None:
        self.now = datetime(2023, 3, 6, 8, 0)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def run() -> list[Figure]:
    """Nothing carried is typed again; beginning a survey is a moment beside opening one."""
    with tempfile.TemporaryDirectory() as name:
        clock = _Clock()
        vault, _code = create_vault(Path(name) / "vault", UNIT, "苏日娜", PASSWORD, clock(), KdfParams(8, 1))
        try:
            return _measure(vault, clock)
        finally:
            vault.close(clock(), backup=False)


def _measure(vault: OpenVault, clock: _Clock) -> list[Figure]:
    shelf = FormShelf()
    surveys = Surveys(vault, shelf, county_regions(), clock)
    _enter(vault, surveys, shelf)
    clock.now = datetime(2023, 6, 6, 8, 0)
    open_round(vault, NEXT, clock().isoformat(timespec="seconds"))
    households = Households(vault, surveys, shelf, clock)
    keys = retyping = waiting = 0
    begun: list[float] = []
    opened: list[float] = []
    for line in households.list():
        survey = _timed(lambda line=line: households.start_survey(line.id), begun)
        session = _timed(lambda survey=survey: surveys.open(survey), opened)
        keys += 1  # Enter in the list
        for section in session.form.sections:
            carried = session.unconfirmed(section.id)
            retyping += sum(_characters(session, place) for place in carried)
            if carried:
                session.keep_section(section.id)
                keys += KEYS_PER_SECTION
        waiting += len(session.unconfirmed())
    work = f"take over {HOUSEHOLDS} households, keys"
    line = "nothing retyped"
    return [
        Figure(work, keys, retyping, "keys", "characters + choices retyped", line, waiting == 0 and keys < retyping),
        Figure("begin a survey of a new round, median", median_ms(begun), median_ms(opened), "ms", "open it", "", True),
    ]


def _enter(vault: OpenVault, surveys: Surveys, shelf: FormShelf) -> None:
    reader = SurveyReader(shelf.form, county_regions(), (FIRST_ROUND.id,))
    made = make_surveys(shelf.form, county_regions(), FIRST_ROUND, HOUSEHOLDS, 3, 0, UNIT.code)
    Exchange(vault, surveys, shelf).put_in(FiledSurvey(reader.read(one.encoded), True) for one in made)


def _timed(act: Callable[[], Made], seconds: list[float]) -> Made:
    start = time.perf_counter()
    result = act()
    seconds.append(time.perf_counter() - start)
    return result


def _characters(session: EntrySession, place: Place) -> int:
    text = session.text(place)
    return len(text.split("、")) if session.item(place).choices is not None else len(text)
