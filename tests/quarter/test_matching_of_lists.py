"""The simulated quarter's lists read and matched: every row accounted for, nobody matched wrongly, few lost."""

import pytest

from ffp_desktop.domain.campaign.records import Clue
from ffp_desktop.services.campaign.list_import import ListImport, ListTerms
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.surveys import Surveys
from tests.quarter.conftest import Quarter
from tests.quarter.judging import MatchVerdict, RowVerdict, judge_matching, judge_rows
from tests.quarter.truth import Stage

Judged = tuple[RowVerdict, MatchVerdict]


@pytest.fixture(scope="module")
def judged(quarter: Quarter, shelf: FormShelf) -> Judged:
    """Previewed only: the county is other tests' too."""
    vault, clock = quarter.county.vault, quarter.county.clock
    surveys = Surveys(vault, shelf, county_regions(), clock)
    imports = ListImport(vault, surveys, shelf, county_regions(), clock)
    rows, matches = RowVerdict(), MatchVerdict()
    for planted in quarter.lists:
        opened = imports.open(quarter.folder / planted.file)
        preview = imports.preview(opened.workbook, ListTerms(planted.kind, date=planted.date))
        told = {str(number): row for number, row in enumerate(preview.rows)}
        clues = [
            Clue(id, "", planted.kind, "", "", planted.date, row.told.village, row.told, row.found.match)
            for id, row in told.items()
        ]
        suggested = {id: [one.person.member for one in row.found.suggestions] for id, row in told.items()}
        rows += judge_rows(planted, clues, preview.refused)
        matches += judge_matching(planted, clues, suggested)
    return rows, matches


def test_rows__in__are_rows_out_and_rows_refused(judged: Judged) -> None:
    rows, _matches = judged
    assert rows.is_right, (rows.lost, rows.twice, rows.invented, rows.wrongly_refused, rows.wrongly_kept)
    assert rows.rows > 300


def test_matches__made_without_a_person__are_all_right(judged: Judged) -> None:
    _rows, matches = judged
    assert (matches.wrong, matches.hasty, matches.precision) == ([], [], 1.0)


def test_matches__by_number_or_fact__find_everybody_or_suggest_them(judged: Judged) -> None:
    _rows, matches = judged
    scores = matches.by_stage
    assert matches.by_way["plain"].recall == 1.0
    assert scores[Stage.NUMBER].recall > 0.9
    assert scores[Stage.FACT].recall > 0.7  # a namesake in the village leaves it to a person
    assert (scores[Stage.NUMBER].reach, scores[Stage.FACT].reach) == (1.0, 1.0)
    assert scores[Stage.SUGGESTED].reach > 0.95
