"""Lists, search and look-ups."""

import pytest

from ffp_desktop.domain.findings import FindingsWanted
from ffp_desktop.domain.survey import Round, State
from ffp_desktop.errors import FfpError
from ffp_desktop.store.records import SurveyFilter, SurveySummary
from ffp_desktop.store.vault import OpenVault
from tests.conftest import VILLAGE
from tests.store.conftest import fields

AT = "2023-03-06T14:33:00"


@pytest.fixture
def second(vault: OpenVault, survey: SurveySummary) -> SurveySummary:
    """Beside the first household a second, of the same phone."""
    vault.surveys.save_summary(survey.id, fields())
    other = vault.surveys.create("", "2023Q1", "check", VILLAGE, vault.operator.id, AT)
    vault.surveys.save_summary(other.id, fields("涂·阿尔腾", "150722198812300017"))
    return other


def test_create__numbers_within_village_and_round(vault: OpenVault, survey: SurveySummary) -> None:
    numbers = [
        vault.surveys.create("", round_id, "check", village, vault.operator.id, AT).number
        for round_id, village in (("2023Q1", VILLAGE), ("2023Q2", VILLAGE), ("2023Q1", "150722108205"))
    ]
    assert [survey.number, *numbers] == [
        f"{VILLAGE}-2023Q1-0001",
        f"{VILLAGE}-2023Q1-0002",
        f"{VILLAGE}-2023Q2-0001",
        "150722108205-2023Q1-0001",
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("孟和", 1),
        ("阿尔", 1),
        ("涂阿", 1),
        ("MH", 2),
        ("15072219700101123x", 1),
        ("8812", 1),
        ("1380000", 2),
        ("霍日里 孟", 1),
        ("%", 0),
        ("_", 0),
        ("\\", 0),
        ("", 2),
    ],
)
def test_list__by_text__finds(vault: OpenVault, second: SurveySummary, typed: str, found: int) -> None:
    assert len(vault.surveys.list(SurveyFilter(text=typed))) == found


def test_list__newest_change_first_in_pages(vault: OpenVault, survey: SurveySummary, second: SurveySummary) -> None:
    assert [s.id for s in vault.surveys.list(SurveyFilter())] == [second.id, survey.id]
    assert [s.id for s in vault.surveys.list(SurveyFilter(), limit=1, offset=1)] == [survey.id]


def test_count__by_state_and_village__whatever_state_is_chosen(vault: OpenVault, second: SurveySummary) -> None:
    vault.drafts.finish(second.id, {}, vault.operator.id, AT)
    counts = vault.surveys.count(SurveyFilter(state=State.DRAFT, village="150722108"))
    assert counts.by_state == {State.DRAFT: 1, State.FINISHED: 1}
    assert (counts.total, counts.by_village) == (2, {VILLAGE: 2})
    assert vault.surveys.count(SurveyFilter(village="150722109")).total == 0
    wanted = SurveyFilter(state=State.FINISHED, findings=FindingsWanted.ANY)
    assert [one.id for one in vault.surveys.list(wanted)] == [second.id]


def test_elsewhere__same_phone_or_person__is_named(
    vault: OpenVault, survey: SurveySummary, second: SurveySummary
) -> None:
    (found,) = vault.surveys.find_phone_elsewhere("13800000000", "2023Q1", survey.id)
    assert (found.survey, found.head_name, found.village_name) == (second.id, "涂·阿尔腾", "霍日里村")
    (person,) = vault.surveys.find_id_elsewhere("150722198812300017", "2023Q1", survey.id)
    assert (person.survey, person.member_name) == (second.id, "涂·阿尔腾")
    assert vault.surveys.find_id_elsewhere("150722198812300017", "2023Q1", second.id) == ()
    assert vault.surveys.find_phone_elsewhere("13800000000", "2023Q2", survey.id) == ()
    assert vault.surveys.find_phone_elsewhere("", "2023Q1", survey.id) == ()


def test_summary__person_leaves__is_not_found_any_more(vault: OpenVault, second: SurveySummary) -> None:
    vault.surveys.save_summary(second.id, fields("额尔敦", "150722198812300025"))
    assert vault.surveys.list(SurveyFilter(text="阿尔腾")) == ()
    assert [person.name for person in vault.surveys.people(second.id)] == ["额尔敦"]


def test_suggestions__most_used_first(vault: OpenVault, second: SurveySummary) -> None:
    assert vault.surveys.village_suggestions("surveyors", VILLAGE) == ("苏日娜", "金海波")
    assert vault.surveys.village_suggestions("surveyors", "150722108205") == ()


def test_get__unknown__is_told(vault: OpenVault) -> None:
    with pytest.raises(FfpError) as refused:
        vault.surveys.get("none")
    assert refused.value.code == "survey.unknown"


def test_rounds__saved_twice__is_one_round_with_two_revisions(vault: OpenVault) -> None:
    first = Round("2023Q1", "一季度", "check", "2022-02-15", "2023-02-14")
    vault.rounds.save(first, vault.operator.id, AT)
    changed = Round("2023Q1", "一季度", "check", "2022-02-15", "2023-02-14", "6900", {"late": "3"})
    vault.rounds.save(changed, vault.operator.id, AT)
    assert vault.rounds.list() == (changed,)
    assert [revision.number for revision in vault.journal.revisions("2023Q1")] == [1, 2]
    assert len(vault.journal.heads()) == 1
