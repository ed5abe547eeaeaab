"""Look-ups by many numbers at once, and what the vault keeps of imports."""

from collections.abc import Callable

from ffp_desktop.domain.survey import State
from ffp_desktop.store.imports import KnownPerson
from ffp_desktop.store.records import SurveySummary
from ffp_desktop.store.vault import OpenVault
from tests.conftest import VILLAGE
from tests.store.conftest import fields

KEY = "15072219700101123X"
ROUND = "2023Q1"


def test_find__people_numbers_and_heads__of_this_round(vault: OpenVault, survey: SurveySummary) -> None:
    vault.surveys.save_summary(survey.id, fields())
    imports = vault.imports
    unknown = [f"{n}" for n in range(1_200)]  # more than are asked for at once
    assert imports.find_people(ROUND, [*unknown, KEY, ""]) == {KEY: (KnownPerson(survey.id, "户主"),)}
    assert imports.find_numbers(ROUND, [survey.number, "1"]) == {survey.number: (survey.id, "孟和")}
    assert imports.find_heads(ROUND, ["孟和", "无此人"]) == {(VILLAGE, "孟和"): (survey.id,)}
    assert imports.find_people("2023Q2", [KEY]) == {}


def test_find__withdrawn_survey__is_nobodys(vault: OpenVault, survey: SurveySummary) -> None:
    vault.surveys.save_summary(survey.id, fields())
    at = "2023-03-06T14:40:00"
    vault.drafts.finish(survey.id, {}, vault.operator.id, at, "撤销导入", state=State.WITHDRAWN)
    assert vault.imports.find_people(ROUND, [KEY]) == {}
    assert vault.imports.find_numbers(ROUND, [survey.number]) == {}


def test_recall__kept_text__is_there_after_a_night(
    vault: OpenVault, reopened: Callable[[OpenVault], OpenVault]
) -> None:
    assert vault.imports.recall("mapping:1") == ""
    vault.imports.keep("mapping:1", "第一次")
    vault.imports.keep("mapping:1", "第二次")
    again = reopened(vault)
    assert again.imports.recall("mapping:1") == "第二次"
    assert again.check() == ()
