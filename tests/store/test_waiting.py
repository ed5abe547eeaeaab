"""Households that wait in a round: counted, found by what is known of them, and none where only a survey could tell."""

from dataclasses import replace

from ffp_desktop.domain.events import Event
from ffp_desktop.domain.findings import FindingsWanted
from ffp_desktop.domain.survey import State
from ffp_desktop.store.records import SurveyFilter
from ffp_desktop.store.vault import OpenVault
from ffp_desktop.store.waiting import Waiting
from tests.conftest import VILLAGE
from tests.store.conftest import fields

AT = "2023-03-06T14:33:00"
NOW, BEFORE = "2023Q2", "2023Q1"
OTHER = "150722109201"


def enter(vault: OpenVault, household: str, name: str, kind: str = "一般农牧户", round: str = BEFORE) -> str:
    made = vault.surveys.create(household, round, "check", VILLAGE, vault.operator.id, AT)
    traits = (("kind", kind), ("measure", "A34"))
    known = replace(fields(name=name), household_kind=kind, traits=traits)
    vault.surveys.save_summary(made.id, known)
    return made.id


def find(vault: OpenVault, **wanted: object) -> Waiting:
    return vault.households.waiting.find(SurveyFilter(NOW, **wanted), {})


def names(found: Waiting) -> list[str]:
    return [line.head_name for line in found.page(0)]


def test_waiting__those_without_a_survey_in_the_round__by_head(vault: OpenVault) -> None:
    for household, name in (("a", "苏日娜"), ("b", "孟和"), ("c", "金海波")):
        enter(vault, household, name)
    enter(vault, "b", "孟和", round=NOW)
    assert vault.households.waiting.count(NOW) == {VILLAGE: 2}
    found = find(vault)
    assert (found.total, names(found)) == (2, ["苏日娜", "金海波"])
    assert [found.id_at(0), found.id_at(1), found.id_at(2)] == ["a", "c", ""]
    assert (found.position("c"), found.position("b")) == (1, -1)
    assert (found.ids(), found.by_state) == ((), {State.NOT_ENTERED: 2})
    assert [line.state for line in found.page(0, 1)] == [State.NOT_ENTERED]
    assert vault.households.waiting.count(BEFORE) == {}


def test_waiting__search__finds_by_what_the_last_survey_said(vault: OpenVault) -> None:
    enter(vault, "a", "苏日娜", kind="边缘易致贫户")
    enter(vault, "b", "孟和")
    assert names(find(vault, text="srn")) == ["苏日娜"]
    assert names(find(vault, text="13800")) == ["孟和", "苏日娜"]
    assert names(find(vault, text="霍日里 孟")) == ["孟和"]
    assert names(find(vault, kind="边缘易致贫户")) == ["苏日娜"]
    assert find(vault, text="没有这个人").total == 0


def test_waiting__asked_for_what_only_a_survey_has__is_none(vault: OpenVault) -> None:
    enter(vault, "a", "苏日娜")
    for wanted in (
        {"findings": FindingsWanted.NONE},
        {"measure": "A34"},
        {"operator": vault.operator.id},
        {"touched": ("2023-03-01", "")},
        {"visited": ("", "2023-03-31")},
        {"ids": ("a",)},
    ):
        assert find(vault, **wanted).total == 0, wanted
    assert find(vault, state=State.NOT_ENTERED, village=VILLAGE[:9]).total == 1


def test_waiting__withdrawn_survey__the_household_waits_again(vault: OpenVault) -> None:
    survey = enter(vault, "a", "苏日娜", round=NOW)
    enter(vault, "b", "孟和")
    assert names(find(vault)) == ["孟和"]
    vault.drafts.finish(survey, {}, vault.operator.id, AT, state=State.WITHDRAWN)
    assert vault.households.waiting.count(NOW) == {VILLAGE: 2}
    assert find(vault).total == 2 and find(vault, text="孟和").total == 1


def test_waiting__moved_merged_and_split__are_where_the_events_say(vault: OpenVault) -> None:
    for household, name in (("a", "苏日娜"), ("b", "孟和"), ("c", "金海波")):
        enter(vault, household, name)
    for event in (
        Event("e0", "迁移", "2023-04-01", VILLAGE, "a", other_village=OTHER),
        Event("e1", "并户", "2023-04-02", VILLAGE, "b", other_household="c"),
        Event("e2", "分户", "2023-04-03", VILLAGE, "c", other_household="new"),
    ):
        vault.events.record(event, vault.operator.id, AT)
    assert vault.households.waiting.count(NOW) == {VILLAGE: 2, OTHER: 1}
    assert [(line.village, line.head_name, line.id) for line in find(vault).page(0)] == [
        (VILLAGE, "", "new"),
        (VILLAGE, "金海波", "c"),
        (OTHER, "苏日娜", "a"),
    ]
    assert names(find(vault, village=OTHER)) == ["苏日娜"]
    assert names(find(vault, village=VILLAGE, text="金")) == ["金海波"]
