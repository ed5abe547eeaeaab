"""kill -9 in the middle of typing: what the program said was saved is there, and nothing is half there."""

import json
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

from ffp_desktop.domain.answer_text import parse_answer
from ffp_desktop.domain.survey import Place
from ffp_desktop.services.entry import EntrySession
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.records import Unit
from ffp_desktop.store.vault import create_vault, open_vault
from tests.conftest import PASSWORD, QUICK, VILLAGE, Clock

PROJECT = Path(__file__).parent.parent.parent


def test_entry__killed_at_random_moments__loses_nothing_that_was_saved(
    tmp_path: Path, shelf: FormShelf, clock: Clock, soak: bool
) -> None:
    folder = tmp_path / "vault"
    vault, _code = create_vault(folder, Unit(VILLAGE[:9], "腾克镇", "乡镇"), "苏日娜", PASSWORD, clock(), QUICK)
    operator = vault.operator.id
    survey = Surveys(vault, shelf, county_regions(), clock).start(VILLAGE)
    vault.close(clock(), backup=False)
    moments = random.Random(20230306)
    saved: dict[Place, str] = {}
    for kill in range(200 if soak else 12):
        for place, text in type_and_kill(folder, operator, survey, kill, moments.uniform(0.0, 0.25)):
            saved[place] = text
        vault = open_vault(folder, operator, PASSWORD, clock())
        session = Surveys(vault, shelf, county_regions(), clock).open(survey)
        check_saved(session, saved)
        vault.close(clock(), backup=False)
    assert len(saved) > 10


def type_and_kill(folder: Path, operator: str, survey: str, seed: int, after: float) -> list[tuple[Place, str]]:
    """Starts a clerk, kills it `after` seconds from its first word, and returns what it said was saved."""
    command = [sys.executable, "-m", "tests.e2e.clerk", str(folder), operator, survey, str(seed)]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as clerk:
        assert clerk.stdout is not None
        assert clerk.stdout.readline() == "[]\n"
        timer = threading.Timer(after, clerk.send_signal, (signal.SIGKILL,))
        timer.start()
        lines = clerk.stdout.read().splitlines()
        timer.cancel()
    told = [json.loads(line) for line in lines if line.endswith("]")]
    return [(Place(item, member), text) for item, member, text in told]


def check_saved(session: EntrySession, saved: dict[Place, str]) -> None:
    """Every answer is what was last said to be saved, or one the clerk had no time to speak of."""
    members = set(session.members())
    for member in members:
        assert session.answer(Place("name", member)), "a row without the name it was made with is half a change"
    lost = 0
    for place, text in saved.items():
        assert not place.member or place.member in members
        answer = session.answer(place)
        assert answer is not None
        lost += answer != parse_answer(session.item(place), text)
    assert lost <= 1, "only the very last answer may be newer than what was said"
    for place in saved:
        saved[place] = session.text(place)
