"""5,000 rows of which the truth is known: no certain match is wrong, and most of those whom a row means are found."""

from collections import Counter

import pytest

from ffp_desktop.domain.campaign.records import How
from ffp_desktop.domain.matching.matcher import Found, match_rows
from tests.domain.matching.planted import Planted, make_county, plant_rows

Matched = list[tuple[Planted, Found]]


@pytest.fixture(scope="module")
def matched() -> Matched:
    county = make_county(30, 300)
    planted = plant_rows(county, 5_000)
    return list(zip(planted, match_rows([one.told for one in planted], county), strict=True))


def test_matching__certain_matches__are_all_right(matched: Matched) -> None:
    """Precision 1.0, by number and by name with a fact."""
    certain = [(one, found) for one, found in matched if found.person is not None]
    wrong = [(one.kind, found.reason) for one, found in certain if found.person != one.truth]
    assert wrong == []
    ways = Counter(found.match.how for _, found in certain)
    assert ways[How.NUMBER] > 3_000
    assert ways[How.NAME_AND_FACT] > 80


def test_matching__rows_with_their_own_number__are_all_found(matched: Matched) -> None:
    """Recall 1.0 where number and name are as they are known, or the name in another form."""
    kinds = ("plain", "other form of the name")
    assert all(found.match.how is How.NUMBER for one, found in matched if one.kind in kinds)


def test_matching__certain_or_suggested__finds_nearly_everybody(matched: Matched) -> None:
    """Recall with suggestions ≥ 0.97 of all rows about somebody known."""
    known = [(one, found) for one, found in matched if one.truth is not None]
    missed = Counter(one.kind for one, found in known if not _finds(one, found))
    assert sum(missed.values()) <= 0.03 * len(known)


def test_matching__strangers__are_seldom_asked_about(matched: Matched) -> None:
    """Nobody is asked of strangers with a number of their own, but for a few."""
    strangers = [found for one, found in matched if one.truth is None and one.told.id_number]
    assert sum(bool(found.suggestions) for found in strangers) <= 0.05 * len(strangers)


def test_matching__all_of_one_name_and_village__are_right_where_the_row_is_about_somebody_known(
    matched: Matched,
) -> None:
    told = [(one, s) for one, found in matched for s in found.suggestions if s.is_namesake and one.truth is not None]
    assert len(told) > 50
    assert all(suggestion.person == one.truth for one, suggestion in told)


def _finds(one: Planted, found: Found) -> bool:
    return one.truth == found.person or any(one.truth == suggestion.person for suggestion in found.suggestions)
