"""Surveys that come by the thousand: lists show them at once, their findings follow, and the end is the same."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest

from ffp_desktop.services.bundles.receiving import Receiving
from ffp_desktop.services.entry.sketch import Sketches
from ffp_desktop.services.unchecked import UncheckedSurveys
from ffp_desktop.store.rebuild import rebuild_tables
from ffp_desktop.store.records import SurveyFilter
from tests.services.review.conftest import Banner, Desk, note
from tests.services.review.conftest import offices as offices

FILED = ("general-three-people", "rare-characters", "monitored-five-people", "fourteen-people", "safety-net-household")


def lines_of(desk: Desk) -> list[tuple[object, ...]]:
    """Every line that lists, search and look-ups read."""
    asked = ("SELECT * FROM survey_line ORDER BY survey", "SELECT * FROM member ORDER BY survey, member")
    asked += ("SELECT * FROM survey_value ORDER BY survey, item, value", "SELECT words, facets FROM survey_search")
    with desk.vault._database.read() as connection:
        return [tuple(row) for query in asked for row in sorted(connection.exec_driver_sql(query).all())]


def sketching(desk: Desk) -> Receiving:
    sketches = partial(Sketches, desk.vault, desk.shelf.form, desk.surveys.village_name)
    return Receiving(desk.vault, desk.devices, desk.exchange.summarise, desk.clock, sketches)


def unchecked(desk: Desk) -> UncheckedSurveys:
    return UncheckedSurveys(desk.vault, desk.exchange.summarise)


def take(desk: Desk, village: Desk) -> list[str]:
    """What a village sends, taken without asking the rules."""
    receiving = sketching(desk)
    for file in village.send():
        village.sending.take_receipt(receiving.accept(receiving.look(file.read_bytes())).receipt)
    return [line.id for line in desk.surveys.list(SurveyFilter())]


@pytest.fixture
def taken(offices: Banner) -> Iterator[tuple[Desk, Desk]]:
    """A township that took what a village entered, and nobody has asked the rules yet."""
    village, township = offices.village, offices.township
    village.handing.submit([village.enter(name) for name in FILED])
    take(township, village)
    yield township, village


def test_sketch__beside_the_whole_line__differs_only_in_what_rules_say(taken: tuple[Desk, Desk]) -> None:
    township, _village = taken
    sketches = Sketches(township.vault, township.shelf.form, township.surveys.village_name)
    found = township.surveys.list(SurveyFilter())
    assert len(found) == len(FILED)
    for line in found:
        whole = township.exchange.summarise(line.id)
        nothing = {"errors": 0, "warnings": 0, "missing": 0, "confirmed": 0, "traits": (), "monitored": None}
        told = replace(whole, **nothing, is_sketch=True)
        assert sketches(line.id) == told


def test_import__rules_not_asked__shows_and_finds_everybody(taken: tuple[Desk, Desk]) -> None:
    township, village = taken
    assert unchecked(township).count() == len(FILED)
    names = {line.id: line.head_name for line in village.surveys.list(SurveyFilter())}
    assert {line.id: line.head_name for line in township.surveys.list(SurveyFilter())} == names
    for survey, name in names.items():
        assert survey in {line.id for line in township.surveys.list(SurveyFilter(text=name))}
    assert township.vault.check(township.exchange.summarise) == ()


def test_check__some_at_a_time__ends_in_the_lines_of_an_import_that_asked(taken: tuple[Desk, Desk]) -> None:
    township, _village = taken
    left = [unchecked(township).check_some(2) for _ in range(3)]
    assert left == [3, 1, 0] and unchecked(township).count() == 0
    found = lines_of(township)
    rebuild_tables(township.vault._database, township.exchange.summarise)
    assert lines_of(township) == found
    assert township.vault.check(township.exchange.summarise) == ()


def test_check__not_wanted_any_more__writes_what_was_worked_out_until_then(taken: tuple[Desk, Desk]) -> None:
    township, _village = taken
    answers = iter([True, True, False])
    assert unchecked(township).check_some(is_wanted=lambda: next(answers)) == len(FILED) - 2
    assert unchecked(township).check_some(is_wanted=lambda: False) == len(FILED) - 2 == unchecked(township).count()


def test_check__vault_reopened__goes_on_where_it_stopped(taken: tuple[Desk, Desk]) -> None:
    township, _village = taken
    unchecked(township).check_some(2)
    township.be("鄂志强")
    assert unchecked(township).count() == len(FILED) - 2
    unchecked(township).check_all()
    assert unchecked(township).count() == 0


def test_check__written_to_meanwhile__leaves_what_was_written(taken: tuple[Desk, Desk]) -> None:
    township, _village = taken
    (survey,) = (line.id for line in township.surveys.list(SurveyFilter()) if line.head_name == "孟和")
    township.be("鄂志强")
    stale = {(survey, township.vault.surveys.get(survey).revision_hash): township.exchange.summarise(survey)}
    township.review.return_survey(survey, [note("business_income", "偏高。")])
    before = lines_of(township)
    township.vault.unchecked.put({key: replace(fields, head_name="别人") for key, fields in stale.items()})
    assert lines_of(township) == before
    unchecked(township).check_all()
    assert township.vault.check(township.exchange.summarise) == ()


def test_import__of_what_was_known__waits_again_and_is_set_right(taken: tuple[Desk, Desk]) -> None:
    township, village = taken
    unchecked(township).check_all()
    (survey,) = (line.id for line in township.surveys.list(SurveyFilter()) if line.head_name == "孟和")
    township.be("鄂志强")
    township.review.return_survey(survey, [note("business_income", "偏高。")])
    village.take(township.send(village.unit))
    village.correct(survey, "business_income", "46000")
    village.handing.submit([survey])
    take(township, village)
    assert unchecked(township).count() == 1
    unchecked(township).check_all()
    assert township.vault.check(township.exchange.summarise) == ()


def test_undo__before_the_rules_were_asked__leaves_nothing_waiting(taken: tuple[Desk, Desk]) -> None:
    township, _village = taken
    township.receiving.undo()
    assert unchecked(township).count() == 0 and township.vault.check(township.exchange.summarise) == ()
