"""A whole quarter, played: twelve lists taken in, matched, visited, answered; every sum held against the truth and the
journal. `--soak` plays it once more at full size (`FFP_HOUSEHOLDS` makes that smaller): it takes an hour."""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random

import pytest

from ffp_desktop.domain.campaign.records import Clue, How, Result
from ffp_desktop.errors import FfpError
from ffp_desktop.services.campaign.ledger import ClueFilter
from ffp_desktop.services.list_kinds import kinds_of
from ffp_desktop.services.report.figures import list_figures
from ffp_desktop.services.survey_file.exchange import Exchange
from ffp_desktop.store.rebuild import rebuild_tables
from tests.quarter import play
from tests.quarter.conftest import Quarter
from tests.quarter.county import NOW
from tests.quarter.journal_tables import read_journal
from tests.quarter.judging import MatchVerdict, OutcomeVerdict, RowVerdict
from tests.quarter.office import Office
from tests.quarter.own_figures import OwnFigures
from tests.quarter.own_report import own_report
from tests.quarter.steps import FULL, play_quarter
from tests.quarter.taking import Taken, take_in
from tests.quarter.truth import PlantedRow, Stage

UNCERTAIN_NAMES = ("misspelt_with_number", "repeated")
"""Ways with a whole number that a program may leave to a person, because the name beside it is another."""
_UNCOUNTED = "两处填得不一样还没有定下（户）"


@dataclass(slots=True)
class Played:
    """What was done, and what was seen on the way."""

    office: Office
    taken: list[Taken] = field(default_factory=list)
    rows: dict[str, PlantedRow] = field(default_factory=dict)
    open_before: int = 0
    by_hand: dict[str, Result] = field(default_factory=dict)
    visits: int = 0

    def clues(self) -> tuple[Clue, ...]:
        return self.office.vault.clues.find(ClueFilter(round=NOW.id)).page(0)


@pytest.fixture(scope="module")
def played(quarter: Quarter) -> Iterator[Played]:
    office, random = Office(quarter.county.vault, quarter.county.clock), Random(5)
    done = Played(office)
    office.clock.now = datetime(2023, 2, 15, 8, 30)
    for planted in quarter.lists:
        done.taken.append(take_in(office, quarter.folder, planted))
        done.rows |= done.taken[-1].rows
    play.decide(office, done.rows, done.clues())
    done.open_before = office.ledger.count(ClueFilter()).open
    play.revisit(office, random, 0.5)
    done.by_hand = play.answer_by_hand(office, done.rows, done.clues(), random)
    office.clock.now = datetime(2023, 3, 1, 8, 0)
    done.visits = play.visit(office, random, 0.4)
    office.clock.now = datetime(2023, 3, 20, 8, 0)
    play.take_steps(office, random)
    yield done


# ---- the lists


def test_quarter__every_row_in__is_clues_or_refused_with_a_reason(played: Played) -> None:
    whole = sum((taken.judge()[0] for taken in played.taken), RowVerdict())
    assert whole.is_right, whole
    for taken in played.taken:
        verdict = taken.judge()[0]
        assert (taken.list.rows, taken.list.refused) == (verdict.rows, verdict.refused)
        assert taken.list.clues == len(taken.clues) == verdict.clues


def test_quarter__whoever_is_matched_without_a_word__is_the_right_one(played: Played) -> None:
    whole = sum((taken.judge()[1] for taken in played.taken), MatchVerdict())
    assert (whole.wrong, whole.hasty) == ([], [])
    assert whole.precision == 1
    exact = [score for way, score in whole.by_way.items() if _is_certain(played, way)]
    assert sum(score.right for score in exact) == sum(score.rows for score in exact) > 0
    by_number, suggested = whole.by_stage[Stage.NUMBER], whole.by_stage[Stage.SUGGESTED]
    assert by_number.recall > 0.85 and by_number.reach == 1
    assert whole.by_stage[Stage.FACT].recall > 0.7 and suggested.reach > 0.9


def test_quarter__each_row__means_for_the_visits_what_is_planted(played: Played) -> None:
    whole = sum((taken.judge()[2] for taken in played.taken), OutcomeVerdict())
    assert whole.wrong == []


def test_quarter__the_same_file_again__is_refused(quarter: Quarter, played: Played) -> None:
    before = len(played.clues())
    with pytest.raises(FfpError) as refused:
        take_in(played.office, quarter.folder, quarter.lists[0])
    assert refused.value.code == "list.already_taken" and len(played.clues()) == before


# ---- the ledger


def test_quarter__every_clue__is_answered_or_open_and_none_is_lost(played: Played) -> None:
    clues, counts = played.clues(), played.office.ledger.count(ClueFilter())
    assert counts.total == len(clues) == sum(taken.list.clues for taken in played.taken)
    results = Counter(clue.result.value for clue in clues)
    assert results == counts.by_result and sum(counts.by_result.values()) == counts.total
    assert counts.open == results[Result.OPEN.value] < played.open_before
    for clue in clues:
        assert clue.is_open == (clue.answer is None)
        assert clue.answer is None or (clue.answer.date and clue.answer.by)
        assert clue.match.how is not How.UNMATCHED
    assert {clue.id: clue.result for clue in clues if clue.id in played.by_hand} == played.by_hand


def test_quarter__the_ledgers_sums__are_the_lists_sums_and_the_journals(played: Played) -> None:
    own = OwnFigures(read_journal(played.office.vault), NOW.id)
    assert own.lists() == own.counted_lists()
    assert own.lists() == {one.list.id: (one.list.rows, one.list.clues, one.list.refused) for one in played.taken}
    counts = played.office.ledger.count(ClueFilter())
    for column, shown in (
        ("kind", counts.by_kind),
        ("department", counts.by_department),
        ("village", counts.by_village),
    ):
        assert own.clues_by(column) == shown
    by_result = {result or Result.OPEN.value: count for result, count in own.clues_by("result").items()}
    assert by_result == counts.by_result
    for taken in played.taken:
        assert played.office.lists.counts(taken.list.id).total == taken.list.clues
    found = played.office.ledger.find(ClueFilter())
    assert len(set(found.ids)) == found.total == counts.total


def test_quarter__visits__ask_for_each_open_clue_once(played: Played) -> None:
    tasks = played.office.visits.tasks()
    clues = [clue for task in (*tasks.due, *tasks.visited) for clue in task.clues]
    assert sorted(clues) == sorted(clue.id for clue in played.clues() if clue.is_open)
    homes = [task.household for task in (*tasks.due, *tasks.visited) if task.household]
    assert len(homes) == len(set(homes))
    own = OwnFigures(read_journal(played.office.vault), NOW.id)
    assert set(homes) == own.open_households()
    greens = [task.is_green for task in tasks.due]
    assert greens == sorted(greens, reverse=True) and any(greens) and not all(greens)
    assert played.visits > 0 and all(task.why_not for task in tasks.visited)


# ---- the figures


def test_quarter__the_reports_numbers__are_those_counted_from_the_journal(played: Played) -> None:
    figures = played.office.reporting.figures()
    kinds = kinds_of(played.office.vault)
    own = OwnFigures(read_journal(played.office.vault), NOW.id)
    period = (figures.changes.start, figures.changes.end, figures.now[:10])
    counted = own_report(own, *period, sorted(kinds.key_names), sorted(kinds.green_names))
    shown = {figure.words: figure.value for _part, figure in list_figures(figures)}
    shown.pop(_UNCOUNTED)
    assert shown == {words: counted[words] for words in shown}
    assert sum(1 for value in shown.values() if value) > 60


def test_quarter__the_desk__shows_townships_and_villages_as_the_journal_has_them(played: Played) -> None:
    desk, own = played.office.desk.look(), OwnFigures(read_journal(played.office.vault), NOW.id)
    townships = {bar.unit: (bar.due, bar.received, bar.approved) for bar in desk.bars if bar.due}
    assert townships == own.surveys_by_township()
    key = own.attention(sorted(kinds_of(played.office.vault).key_names))
    shown = {
        one.figures.unit: (one.figures.people, one.figures.households, one.figures.visited, one.figures.identified)
        for one in desk.villages
        if one.figures.people
    }
    assert shown == {village: figures for village, figures in key.items() if not village.endswith("000000")}


# ---- the vault


def test_quarter__the_vault__is_what_its_journal_says_before_and_after_a_rebuild(played: Played) -> None:
    office = played.office
    summarise = Exchange(office.vault, office.surveys, office.shelf).summarise
    assert office.vault.check(summarise) == ()
    before = office.ledger.count(ClueFilter())
    rebuild_tables(office.vault._database, summarise)
    assert office.vault.check(summarise) == () and office.ledger.count(ClueFilter()) == before


# ---- at full size


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "households" in metafunc.fixturenames:
        full = int(os.environ.get("FFP_HOUSEHOLDS", FULL))
        metafunc.parametrize("households", [full] if metafunc.config.getoption("--soak") else [])


def test_quarter__at_full_size__is_as_right_as_a_small_one(households: int, tmp_path: Path) -> None:
    seen = play_quarter(tmp_path, households).facts
    assert (seen["wrong"], seen["hasty"], seen["outcomes_wrong"], seen["figures_wrong"], seen["problems"]) == (
        [],
        [],
        [],
        {},
        [],
    )
    for fact in ("rows_right", "sums_equal", "tasks_right", "by_hand_right", "answered_or_open", "ledger_right"):
        assert seen[fact], fact
    assert seen["rows"]["clues"] == seen["clues"] == sum(seen["results"].values()) > seen["open"] > 0


def _is_certain(played: Played, way: str) -> bool:
    of_way = [row for row in played.rows.values() if row.way == way]
    return way not in UNCERTAIN_NAMES and all(row.stage is Stage.NUMBER for row in of_way)
