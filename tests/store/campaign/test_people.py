"""The people of a vault as matching asks for them: of the latest finished survey, after what happened since."""

from collections.abc import Callable

import pytest

from ffp_desktop.domain.events import Event, EventPerson
from ffp_desktop.domain.matching.people import KnownPerson
from ffp_desktop.domain.survey import Answers, Place
from ffp_desktop.services.census import event_kinds
from ffp_desktop.services.dynamics import Dynamics
from ffp_desktop.services.entry.draft import DraftState
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.surveys import NewSurvey, Surveys
from ffp_desktop.store.campaign.people import KnownPeople
from ffp_desktop.store.vault import OpenVault
from tests.conftest import Clock
from tests.services.conftest import FILED

HEAD, SON = "152123197411051213", "150722200807261275"
VILLAGE, OTHER = "150722108203", "150722108204"
Tell = Callable[..., None]


@pytest.fixture
def people(vault: OpenVault) -> KnownPeople:
    return vault.clues.people.known(event_kinds())


@pytest.fixture
def household(vault: OpenVault, surveys: Surveys, shelf: FormShelf) -> str:
    """孟和, 杜玉兰 and 孟铉, finished."""
    filed = read_surveys(FILED / "general-three-people.json", shelf.form, county_regions())
    done = Exchange(vault, surveys, shelf).put_in([FiledSurvey(one, finish=True) for one in filed])
    return surveys.open(done.surveys[0]).header.household


@pytest.fixture
def tell(vault: OpenVault, clock: Clock, people: KnownPeople, household: str) -> Tell:
    """Records an event of the household."""

    def record(kind: str, *names: str, relation: str = "", **more: str) -> None:
        known = {one.name: one.member for one in people.everybody()}
        persons = tuple(EventPerson(known.get(name, ""), name, relation=relation) for name in names)
        told = {"reason": "村里报", "date": "2023-03-06"} | more
        done = Dynamics(vault, clock).record(Event("", kind, village="", household=household, persons=persons, **told))
        assert done.event is not None, done.findings

    return record


def by_name(people: KnownPeople) -> dict[str, KnownPerson]:
    return {one.name: one for one in people.everybody()}


def test_people__of_a_finished_survey__are_told_with_what_matching_needs(people: KnownPeople, household: str) -> None:
    told = by_name(people)
    son = told["孟铉"]
    assert set(told) == {"孟和", "杜玉兰", "孟铉"}
    assert (son.household, son.village, son.key, son.birth, son.sex) == (household, VILLAGE, SON, "20080726", "男")
    assert (son.phone, son.head_name, son.initials, son.gone) == ("13947010587", "孟和", "mx", "")


def test_people__with_a_number__are_found_by_it_alone(people: KnownPeople, household: str) -> None:
    assert [one.name for one in people.with_keys({SON, "150722199501010030"})] == ["孟铉"]
    assert list(people.with_keys(set())) == []


def test_people__a_draft_begun_since__does_not_hide_who_was_listed(
    people: KnownPeople, surveys: Surveys, household: str
) -> None:
    begun = DraftState(Answers({Place("head_phone"): "13812345678"}))
    surveys.add_many([NewSurvey(VILLAGE, begun, household=household)])
    assert set(by_name(people)) == {"孟和", "杜玉兰", "孟铉"}


def test_people__gone_by_an_event__are_told_as_gone(people: KnownPeople, tell: Tell) -> None:
    tell("死亡", "杜玉兰")
    tell("其他转出", "孟铉")
    assert {name: one.gone for name, one in by_name(people).items()} == {
        "孟和": "",
        "杜玉兰": "死亡",
        "孟铉": "其他转出",
    }


def test_people__moved_with_their_household__live_in_the_new_village(people: KnownPeople, tell: Tell) -> None:
    tell("迁移", other_village=OTHER)
    assert {one.village for one in people.everybody()} == {OTHER}
    assert [one.village for one in people.with_keys({SON})] == [OTHER]


def test_people__split_off__belong_to_the_new_household(people: KnownPeople, tell: Tell, household: str) -> None:
    tell("分户", "孟铉", relation="户主", other_village=OTHER)
    told = by_name(people)
    assert told["孟铉"].household not in ("", household)
    assert (told["孟铉"].village, told["孟和"].household) == (OTHER, household)


def test_people__born_since__are_known_before_any_visit(people: KnownPeople, tell: Tell, household: str) -> None:
    tell("新生儿", "孟子涵")
    born = by_name(people)["孟子涵"]
    assert (born.household, born.village, born.head_name) == (household, VILLAGE, "孟和")


def test_standings__in_the_round__say_kind_and_state(vault: OpenVault, surveys: Surveys, household: str) -> None:
    (standing,) = vault.clues.people.standings(surveys.current_round().id, [household, "none"]).values()
    assert (standing.kind, standing.state, standing.head_name) == ("一般农牧户", "已完成", "孟和")
    assert vault.clues.people.standings("2022Q4", [household])[household].state is None
