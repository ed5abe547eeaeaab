"""Speed and mistakes of a period, counted from what was typed, and written without an answer in it."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.verification.comparison import FEWEST
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.services.verification import Decision, Verifications
from ffp_desktop.services.verification.record import MEMBERS
from ffp_desktop.services.verification.statistics import QualityFigures, quality_figures
from ffp_desktop.services.verification.statistics_file import write_figures
from ffp_desktop.store.records import Role
from ffp_desktop.store.vault import OpenVault
from tests.conftest import VILLAGE, Clock
from tests.forms.household import SURVEYS
from tests.services.workbook_export.conftest import read_sheets

DAY = date(2023, 3, 6)


@pytest.fixture
def figures(vault: OpenVault, surveys: Surveys, shelf: FormShelf, clock: Clock) -> QualityFigures:
    """苏日娜 types for a while, pauses, and imports a survey, in which 敖丽娟 finds two mistakes the next day."""
    survey = surveys.open(surveys.start(VILLAGE))
    for place, text in ((Place("head_phone"), "13847012236"), (Place("wage_income"), "48200.50")):
        survey.set_text(place, text)
    clock.now += timedelta(minutes=10)
    survey.set_text(Place("name"), "敖日娜")
    filed = read_surveys(SURVEYS / "general-three-people.json", shelf.form, county_regions())
    finished = Exchange(vault, surveys, shelf).put_in([FiledSurvey(filed[0], finish=True)]).surveys[0]
    first = surveys.open(finished)
    vault.operator = vault.operators.add("敖丽娟", Role.REVIEW, "four unrelated words", "2023-03-06T08:00:00")
    clock.now += timedelta(days=1)
    verifications = Verifications(vault, surveys, shelf, clock)
    session = verifications.open(finished)
    wrong = {Place("wage_income"): "1", Place("name", first.members()[0]): "甲乙"}
    while (place := session.next_place) is not None:
        text = str(len(first.members())) if place.item == MEMBERS else first.text(place)
        if session.enter(place, wrong.get(place, text)) is not None:
            session.decide(Decision.SECOND if place.member else Decision.FIRST)
    verifications.finish(session)
    return quality_figures(vault, shelf.form, DAY, DAY + timedelta(days=1))


def test_quality_figures__typing__counts_keys_answers_and_time_without_the_pause(figures: QualityFigures) -> None:
    typed = next(day for day in figures.days if day.name == "苏日娜")
    assert typed.work.day == DAY
    assert (typed.work.keys, typed.work.answers) == (11 + 7 + 3, 3)
    assert 0 < typed.work.seconds < 60
    assert (typed.work.surveys, typed.work.finished) == (1, 0)


def test_quality_figures__mistakes__belong_to_who_typed_first_and_to_the_item(figures: QualityFigures) -> None:
    typed = next(day for day in figures.days if day.name == "苏日娜")
    assert (typed.errors.first_wrong, typed.errors.second_wrong) == (1, 1)
    assert typed.errors.compared > 60
    assert figures.items["name"].first_wrong == 1
    assert figures.items["wage_income"].second_wrong == 1
    (verifier,) = figures.verifiers
    assert (verifier.name, verifier.surveys, verifier.errors.second_wrong) == ("敖丽娟", 1, 1)
    assert verifier.keys > 100 and verifier.seconds > 50


def test_quality_figures__other_period__is_empty(
    figures: QualityFigures, vault: OpenVault, surveys: Surveys, shelf: FormShelf
) -> None:
    other = quality_figures(vault, shelf.form, date(2024, 1, 1), date(2024, 1, 31))
    assert (other.days, other.items, other.verifiers) == ((), {}, ())


def test_write_figures__workbook__has_the_figures_and_no_answer(
    figures: QualityFigures, shelf: FormShelf, clock: Clock, tmp_path: Path
) -> None:
    write_figures(figures, shelf.form, tmp_path / "out.xlsx", "敖丽娟", "腾克镇", clock())
    sheets = read_sheets(tmp_path / "out.xlsx")
    assert list(sheets) == ["每人每天", "每人", "按项", "核对人", "说明"]
    row = next(row for row in sheets["每人每天"] if row["操作员"] == "苏日娜")
    typed = next(day for day in figures.days if day.name == "苏日娜")
    assert (row["日期"], row["按键"], row["录错的"]) == ("2023-03-06", 21, 1)
    assert (row["核对的答案"], row["错误率(%)"], row["每小时按键"]) == (typed.errors.compared, "", "")
    assert typed.errors.compared < FEWEST and not typed.work.has_speed
    assert {row["项"]: row["录错的"] for row in sheets["按项"]}["A3 姓名"] == 1
    words = " ".join(str(cell) for rows in sheets.values() for row in rows for cell in row.values())
    for answer in ("敖日娜", "13847012236", "甲乙", "48200"):
        assert answer not in words
