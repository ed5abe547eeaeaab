"""kill -9 in the middle of an import or its undo: all of it is there or nothing, and the journal's head never moves."""

import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

from ffp_desktop.domain.id_number import check_digit
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.surveys import SurveyFilter, Surveys
from ffp_desktop.services.workbook_import import WorkbookImport
from ffp_desktop.store.vault import OpenVault, open_vault
from tests.conftest import PASSWORD, Clock
from tests.services.workbook_import.conftest import FAMILY, HEADINGS, PutFile, preview_of, state_of_vault, write_book

PROJECT = Path(__file__).parents[3]
MORE = 60


def test_import_and_undo__killed_at_random_moments__are_whole_or_nothing(
    imports: WorkbookImport,
    vault: OpenVault,
    surveys: Surveys,
    shelf: FormShelf,
    put_file: PutFile,
    clock: Clock,
    tmp_path: Path,
    soak: bool,
) -> None:
    put_file("general-three-people", finish=True)
    imports.put_in(preview_of(imports, tmp_path / "a.xlsx", *FAMILY))
    book = write_book(tmp_path / "b.xlsx", [HEADINGS, *rows_of_a_village()])
    heads, before = vault.journal.heads(), state_of_vault(vault, surveys)
    folder, operator = vault.folder, vault.operator.id
    moments, seen = random.Random(20230306), set[int]()
    vault.close(clock(), backup=False)
    count = 2
    kills = 60 if soak else 8
    for kill in range(kills + 1):
        undo = ["undo"] if count > 2 else []
        moment = moments.uniform(0.0, 0.4 * (1 + kill % 8)) if kill < kills else None  # the last one is left in peace
        kill_after(moment, [str(folder), operator, str(book), *undo])
        vault = open_vault(folder, operator, PASSWORD, clock())
        there = Surveys(vault, shelf, county_regions(), clock)
        count = there.count(SurveyFilter()).total
        seen.add(count)
        assert count in (2, 2 + MORE)
        assert vault.journal.heads() == heads
        assert vault.check() == ()
        if count == 2:
            assert state_of_vault(vault, there) == before
        vault.close(clock(), backup=False)
    assert seen == {2, 2 + MORE}, "what was left in peace must have been whole"


def rows_of_a_village() -> list[list[object]]:
    """New households, and a change of the one that is there."""
    numbers = [f"1507221970010{n:04}" for n in range(1001, 1001 + MORE)]
    new = [["特莫呼珠村", f"敖{n}", number + check_digit(number), "户主", "", 1] for n, number in enumerate(numbers)]
    return [[*FAMILY[0][:5], 999], FAMILY[1], *new]


def kill_after(seconds: float | None, arguments: list[str]) -> None:
    """Starts an import and kills it so long after its first word, or (None) not at all."""
    command = [sys.executable, "-m", "tests.services.workbook_import.importing", *arguments]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as importing:
        assert importing.stdout is not None
        importing.stdout.readline()
        if seconds is not None:
            timer = threading.Timer(seconds, importing.send_signal, (signal.SIGKILL,))
            timer.daemon = True
            timer.start()
        importing.communicate()
