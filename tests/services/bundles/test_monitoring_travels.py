"""Steps, actions and files between offices: begun in the village, carried on above, and the answer comes down."""

import json
from pathlib import Path

import pytest

from ffp_desktop.domain.archive import ArchiveRecord
from ffp_desktop.domain.monitoring.records import ActionKind, ActionState, Step, StepRecord
from ffp_desktop.domain.monitoring.watch import Watch
from ffp_desktop.domain.survey import State
from ffp_desktop.services.bundles.receiving import Receiving
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.monitoring.course import Course
from ffp_desktop.services.monitoring.lists import Monitoring
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.survey_file.reading import SurveyReader
from ffp_desktop.services.surveys import Surveys
from tests.services.bundles.conftest import TOWNSHIP, VILLAGES, Chain, Office

FILED = Path(__file__).parents[2] / "data" / "surveys"
HOME = VILLAGES[0]


class Desk:
    """What one office records and sees."""

    def __init__(self, office: Office, shelf: FormShelf) -> None:
        self.office = office
        self.surveys = Surveys(office.vault, shelf, county_regions(), office.clock)
        self.exchange = Exchange(office.vault, self.surveys, shelf)
        self.course = Course(office.vault, self.surveys, office.clock)
        self.lists = Monitoring(office.vault, self.surveys, office.clock)

    def take(self, file: Path) -> None:
        vault, clock = self.office.vault, self.office.clock
        receiving = Receiving(vault, self.office.devices, self.exchange.summarise, clock)
        receiving.write_receipt(receiving.accept(receiving.look(file.read_bytes())), self.office.stick)
        assert vault.check(self.exchange.summarise) == ()

    def put(self, shelf: FormShelf, name: str) -> str:
        encoded = json.loads((FILED / f"{name}.json").read_text(encoding="utf-8"))
        encoded["village"] = HOME
        reader = SurveyReader(shelf.form, county_regions(), ("2023Q1",))
        survey = self.exchange.put_in([FiledSurvey(reader.read(encoded), finish=True)]).surveys[0]
        session = self.surveys.open(survey)
        if session.header.state is State.DRAFT:
            for finding in session.evaluation.all_findings():
                if finding.is_open:
                    session.confirm(finding, "核对过，无误")
            session.finish()
        assert self.surveys.open(survey).header.state is State.FINISHED
        return survey


@pytest.fixture
def desks(chain: Chain, shelf: FormShelf) -> tuple[Desk, Desk, Desk]:
    """Banner, township, village."""
    return Desk(chain.banner, shelf), Desk(chain.township, shelf), Desk(chain.villages[0], shelf)


def test_action__raised_in_the_village__goes_up_is_reviewed_and_comes_back(
    desks: tuple[Desk, Desk, Desk], shelf: FormShelf
) -> None:
    banner, township, village = desks
    survey = village.put(shelf, "monitored-five-people")
    action = village.course.raise_action(survey, ActionKind.REMOVE, "收入稳定", "2023-03-01").actions[0].id
    township.take(village.office.export())
    township.course.move_action(survey, action, ActionState.SENT, "2023-03-03")
    banner.take(township.office.export())
    assert banner.lists.look().counts[Watch.UNDER_WAY] == 1
    banner.course.move_action(survey, action, ActionState.REVIEWED, "2023-03-05", reason="同意上报")
    township.take(banner.office.export(to=TOWNSHIP))
    village.take(township.office.export(to=HOME))
    passages = village.course.record(survey).actions[0].passages
    assert [(one.state, one.date) for one in passages] == [
        (ActionState.RAISED, "2023-03-01"),
        (ActionState.SENT, "2023-03-03"),
        (ActionState.REVIEWED, "2023-03-05"),
    ]
    assert [one.author for one in passages] == [
        one.vault.operator.name for one in (village.office, township.office, banner.office)
    ]


def test_steps__taken_at_three_levels__add_up_everywhere(desks: tuple[Desk, Desk, Desk], shelf: FormShelf) -> None:
    banner, township, village = desks
    survey = village.put(shelf, "new-stroke")
    village.course.take_step(survey, StepRecord(Step.VISIT, "2023-03-01", "", "金海波"))
    township.take(village.office.export())
    village.course.take_step(survey, StepRecord(Step.NOTICE, "2023-03-02", "2023-03-04", "村委会"))
    township.course.take_step(survey, StepRecord(Step.COMPARISON, "2023-03-02", "", "民政"))
    township.take(village.office.export())
    township.course.take_step(survey, StepRecord(Step.TOWNSHIP, "2023-03-05", "", "腾克镇"))
    banner.take(township.office.export())
    record = banner.course.take_step(survey, StepRecord(Step.COUNTY, "2023-03-06", "", "旗"))
    assert [step for step in Step if step not in record.steps] == [Step.SYSTEM]
    assert record.conflicts == 0
    (line,) = banner.lists.look().page(Watch.TO_INCLUDE)
    assert line.reasons(Watch.TO_INCLUDE) == "还缺：系统录入"


def test_file__numbered_in_the_township__is_known_to_the_banner(
    desks: tuple[Desk, Desk, Desk], shelf: FormShelf
) -> None:
    banner, township, village = desks
    survey = village.put(shelf, "general-three-people")
    household = village.office.vault.surveys.get(survey).household
    township.take(village.office.export())
    vault = township.office.vault
    vault.archives.file(ArchiveRecord(household, "2023Q1", HOME, 7, "一号柜"), vault.operator.id, "2023-03-06T15:00:00")
    banner.take(township.office.export())
    filed = banner.office.vault.archives.get(household, "2023Q1")
    assert (filed.number, filed.place, filed.village) == (7, "一号柜", HOME)
