"""What lists are narrowed to by answers, and filters kept under a name."""

import pytest

from ffp_desktop.domain.survey import Place
from ffp_desktop.errors import FfpError
from ffp_desktop.services.entry.draft import DraftState
from ffp_desktop.services.entry.traits import trait_choices
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.kept_filters import MOST, KeptFilters
from ffp_desktop.services.surveys import NewSurvey, SurveyFilter, Surveys
from ffp_desktop.store.vault import OpenVault

from ..forms.household import read_survey


def add(surveys: Surveys, name: str) -> str:
    filed = read_survey(name)
    return surveys.add(NewSurvey(filed.village, DraftState(filed.answers)))


@pytest.fixture
def monitored(surveys: Surveys) -> str:
    return add(surveys, "monitored-five-people")


def found(surveys: Surveys, **wanted: str) -> set[str]:
    return {*surveys.find(SurveyFilter(**wanted)).ids()}


def test_traits__of_a_monitored_and_a_general_household(surveys: Surveys, monitored: str) -> None:
    general = add(surveys, "general-three-people")
    kind = surveys.open(monitored).printed(Place("household_kind"))
    assert found(surveys, kind=kind) == found(surveys, kind="监测对象") == {monitored}
    assert found(surveys, kind="一般农牧户") == {general}
    assert found(surveys, measure="有") == {monitored}
    assert found(surveys, measure="没有") == set(), "a general household owes no measure"
    assert found(surveys, kind="脱贫户") == set()


def test_traits__measures_taken_away__is_one_without_any(surveys: Surveys, monitored: str, shelf: FormShelf) -> None:
    session = surveys.open(monitored)
    given = [
        item
        for item in shelf.form.items.values()
        if item.id.endswith("_help") and session.answer(Place(item.id)) == "是"
    ]
    assert given and found(surveys, measure=given[0].number) == {monitored}
    for item in given:
        session.set_text(Place(item.id), "否")
    assert found(surveys, measure="没有") == {monitored}
    assert found(surveys, measure=given[0].number) == found(surveys, measure="有") == set()


def test_traits__risks__are_those_of_a33(surveys: Surveys, monitored: str) -> None:
    risks = surveys.open(monitored).answer(Place("risk_types"))
    assert isinstance(risks, tuple) and risks
    assert all(found(surveys, risk=risk) == {monitored} for risk in risks)


def test_traits__general_household_to_be_identified__counts_as_such(surveys: Surveys) -> None:
    general = add(surveys, "general-three-people")
    session = surveys.open(general)
    session.set_text(Place("at_risk"), "是")
    session.set_text(Place("newly_identified"), "是")
    assert found(surveys, kind="新识别") == found(surveys, kind="一般农牧户", measure="没有") == {general}


def test_traits__what_a_visit_found__each_by_its_name(surveys: Surveys) -> None:
    general = add(surveys, "general-three-people")
    session = surveys.open(general)
    assert found(surveys, found="三保障或饮水有问题") == set()
    for item, answer, name in (
        ("school_dropout", "是", "失学辍学"),
        ("all_insured", "否", "没有全部参保"),
        ("safe_water", "否", "饮水不安全"),
        ("unsafe_house", "是", "危房"),
        ("at_risk", "是", "有风险"),
    ):
        assert found(surveys, found=name) == set()
        session.set_text(Place(item), answer)
        assert found(surveys, found=name) == {general}
    assert found(surveys, found="三保障或饮水有问题", kind="一般农牧户") == {general}
    session.set_text(Place("risk_eliminated"), "是")
    assert found(surveys, found="风险已消除") == set(), "八 is not asked of a general household"


def test_traits__risk_gone__is_found_among_the_monitored(surveys: Surveys, monitored: str) -> None:
    session = surveys.open(monitored)
    session.set_text(Place("risk_eliminated"), "是")
    assert found(surveys, found="风险已消除", kind="监测对象") == {monitored}
    session.set_text(Place("marked_in_system"), "是")
    assert found(surveys, found="系统已标注消除") == {monitored}


def test_choices__of_the_form__groups_before_their_kinds(shelf: FormShelf) -> None:
    choices = trait_choices(shelf.form)
    kinds = [value for value, _words in choices.kinds]
    assert kinds.index("监测对象") < kinds.index("脱贫不稳定户") and len(kinds) == 9
    assert dict(choices.kinds)["监测对象"] == "监测对象（3 种）"
    assert [value for value, _ in choices.measures] == ["有", "没有", *(f"A{number}" for number in range(34, 46))]
    assert choices.words("measure", "A34") == "A34 产业帮扶" and choices.words("risk", "因无") == "因无"


def test_search__township_by_name__finds_its_households(surveys: Surveys, monitored: str) -> None:
    township = surveys._regions.township_of(surveys.open(monitored).header.village)
    assert township is not None
    assert found(surveys, text=township.name) == found(surveys, text=township.name[:2]) == {monitored}
    head = surveys.list(SurveyFilter())[0].head_name
    assert found(surveys, text=f"{township.paper_name} {head}") == {monitored}
    assert found(surveys, text="尼尔基") == set()
    assert surveys.count(SurveyFilter(text=township.name)).total == 1


def test_kept__each_operators_own__in_the_order_they_were_kept(vault: OpenVault) -> None:
    kept = KeptFilters(vault)
    kept.keep("  监测 对象 ", {"kind": "监测对象", "text": ""})
    kept.keep("本周", {"touched": "本周"})
    assert list(kept.list()) == ["监测 对象", "本周"]
    assert kept.list()["监测 对象"] == {"kind": "监测对象"}
    kept.forget("监测 对象")
    assert list(kept.list()) == ["本周"]


def test_kept__nothing_nameless_and_too_many__are_refused(vault: OpenVault) -> None:
    kept = KeptFilters(vault)
    for name, query, code in ((" ", {"kind": "x"}, "filter.name_missing"), ("空", {"kind": ""}, "filter.empty")):
        with pytest.raises(FfpError) as refused:
            kept.keep(name, query)
        assert refused.value.code == code
    for number in range(MOST):
        kept.keep(str(number), {"kind": "x"})
    with pytest.raises(FfpError) as refused:
        kept.keep("多", {"kind": "x"})
    assert refused.value.code == "filter.too_many"
    kept.keep("3", {"kind": "y"})
    assert kept.list()["3"] == {"kind": "y"}
