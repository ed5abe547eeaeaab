"""The desk of a banner in the middle of its campaign: what it counts, where it looks closer, what it calls late."""

from dataclasses import replace

import pytest

from ffp_desktop.domain.monitoring.watch import Watch
from ffp_desktop.domain.survey import State
from ffp_desktop.errors import FfpError
from ffp_desktop.services.campaign.desk import CampaignDesk
from ffp_desktop.services.campaign.desk_records import Desk, LateKind
from ffp_desktop.services.campaign.settings import read_settings, save_settings
from ffp_desktop.services.campaign.sources import CluesSource, PageSource, SurveysSource, Where, say_source
from ffp_desktop.services.campaign.written import note_report
from ffp_desktop.services.forms import county_regions
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.rebuild import check_vault
from ffp_desktop.store.records import Role
from ffp_desktop.store.vault import OpenVault
from tests.conftest import Clock
from tests.services.report.campaign_vault import HOUSEHOLDS, MANY, ask_one

Campaign = tuple[OpenVault, Surveys]


def test_total__is_the_sum_of_all_townships_bars(campaign: Campaign, seen: Desk) -> None:
    assert len(seen.bars) == 15 and seen.total.due == HOUSEHOLDS == sum(bar.due for bar in seen.bars)
    assert seen.total.received == ask_one(campaign[0], "SELECT count(*) FROM survey WHERE state = '已完成'")
    assert [bar.percent for bar in seen.bars] == sorted(bar.percent for bar in seen.bars)
    assert seen.bars[-1].percent == 100 and seen.bars[-1].due == 0, "where nothing is due nothing is missing"
    tengke = next(bar for bar in seen.bars if bar.unit == "150722108")
    assert (tengke.name, tengke.due) == ("腾克镇", HOUSEHOLDS // 2)
    assert tengke.missing == tengke.due - tengke.received


def test_speed__of_the_last_days__says_when_the_rest_comes(seen: Desk) -> None:
    assert seen.day == 21 and seen.total.recent == seen.total.received
    assert seen.speed == seen.total.received / 7
    assert seen.finished_on > "2023-03-06"


def test_deadlines__of_the_notice__with_what_has_come(seen: Desk) -> None:
    told = [(one.deadline.date, one.days_left, one.is_late) for one in seen.deadlines]
    assert told == [
        ("2023-02-15", -19, True),
        ("2023-03-13", 7, False),
        ("2023-03-20", 14, False),
        ("2023-03-27", 21, False),
    ]
    lists = seen.deadlines[0]
    assert lists.done + len(lists.missing) == lists.of == 12
    assert "水利局" not in lists.missing and "教育局" in lists.missing
    assert (seen.deadlines[1].done, seen.deadlines[1].of) == (seen.total.received, seen.total.due)


def test_outliers__many_people_and_none_identified__are_numbered(seen: Desk, desk: CampaignDesk) -> None:
    assert [one.figures.unit for one in seen.outliers] == [MANY] == [one.figures.unit for one in desk.outliers()]
    assert seen.outliers[0].mark == "1" and seen.outliers[0].township == "腾克镇"
    assert len(seen.villages) == len(county_regions().villages_in("150722"))


def test_households__of_an_outlier__those_nobody_looked_at_first(desk: CampaignDesk) -> None:
    found = desk.households(MANY)
    assert found and [one.is_looked_at for one in found] == sorted(one.is_looked_at for one in found)
    assert all(one.head_name and one.kinds for one in found)
    figures = next(one.figures for one in desk.villages() if one.figures.unit == MANY)
    assert len(found) == figures.households
    assert sum(one.is_identified for one in found) == figures.identified
    assert sum(one.is_looked_at for one in found) == figures.looked_at
    visited = [one for one in found if one.state is not None and one.state is not State.DRAFT]
    assert len(visited) == figures.visited


def test_late__each_with_its_number_and_its_list(campaign: Campaign, seen: Desk, desk: CampaignDesk) -> None:
    late = {one.kind: one for one in seen.late}
    assert [one.kind for one in seen.late] == sorted((one.kind for one in seen.late), key=list(LateKind).index)
    green = late[LateKind.GREEN]
    assert isinstance(green.source, CluesSource) and "受灾" in green.detail and "最早 2月10日" in green.detail
    waiting = campaign[0].clues.find(green.source.filter).page(0)
    assert green.count == len({clue.match.household or clue.id for clue in waiting}) > 0
    returned = late[LateKind.RETURNED]
    assert returned.count == 2 and "2 户 超过 5 天" in returned.title
    assert isinstance(returned.source, SurveysSource)
    listed = campaign[1].list(returned.source.filter)
    assert {one.state for one in listed} == {State.RETURNED} and len(listed) == 2
    look = desk.monitoring.look(seen.unit)
    unhelped = [one for one in seen.late if one.kind in (LateKind.NO_MEASURE, LateKind.OVERDUE)]
    lists = [watch for watch in (Watch.NO_MEASURE, Watch.OVERDUE) if look.total(watch)]
    assert lists and [(one.source, one.count) for one in unhelped] == [
        (PageSource(Where.MONITORED, seen.unit, watch.value), look.total(watch)) for watch in lists
    ]
    assert "个部门 名单没到" in late[LateKind.LISTS].title
    assert LateKind.CONFLICTS not in late and LateKind.BUNDLES not in late


def test_source__is_said_in_words(seen: Desk) -> None:
    late = {one.kind: one for one in seen.late}
    regions = county_regions()
    assert say_source(late[LateKind.RETURNED].source, regions) == (
        "调查表清单：轮次 2023Q1，地区 莫力达瓦达斡尔族自治旗，状态 退回，表 列出的 2 张"
    )
    assert say_source(PageSource(Where.LISTS, "150722108", "水利局"), regions) == "部门名单：地区 腾克镇，条目 水利局"


# ---- what writes, in a vault of its own


def test_settings__kept_with_the_round__move_the_lines(vault: OpenVault, surveys: Surveys, clock: Clock) -> None:
    settings = read_settings(surveys.current_round())
    later = replace(settings.deadlines[1], date="2023-03-16")
    changed = replace(settings, deadlines=(settings.deadlines[0], later, *settings.deadlines[2:]), many_people=30)
    save_settings(surveys, changed)
    assert read_settings(surveys.current_round()) == changed
    seen = CampaignDesk(vault, surveys, county_regions(), clock).look()
    assert seen.deadlines[1].days_left == 10 and seen.settings.many_people == 30


@pytest.mark.parametrize(("name", "value", "code"), [("many_people", 0, "number"), ("date", "2023-04-01", "order")])
def test_settings__that_cannot_be__are_refused(surveys: Surveys, name: str, value: object, code: str) -> None:
    settings = read_settings(surveys.current_round())
    wrong = (
        replace(settings, deadlines=(replace(settings.deadlines[0], date=str(value)), *settings.deadlines[1:]))
        if name == "date"
        else replace(settings, **{name: value})
    )
    with pytest.raises(FfpError) as refused:
        save_settings(surveys, wrong)
    assert refused.value.code == f"round.{code}_wrong"


def test_settings__by_a_clerk__are_refused(vault: OpenVault, surveys: Surveys) -> None:
    vault.operator = replace(vault.operator, role=Role.ENTRY)
    with pytest.raises(FfpError) as refused:
        save_settings(surveys, read_settings(surveys.current_round()))
    assert refused.value.code == "round.not_allowed"


def test_desk__of_an_empty_township__is_empty_and_calm(vault: OpenVault, surveys: Surveys, clock: Clock) -> None:
    seen = CampaignDesk(vault, surveys, county_regions(), clock).look()
    assert seen.total.due == 0 and seen.total.percent == 100 and seen.late == () and seen.finished_on == ""
    assert {len(bar.unit) for bar in seen.bars} == {12} and seen.outliers == ()


def test_report__once_written__is_done(vault: OpenVault, surveys: Surveys, clock: Clock) -> None:
    desk = CampaignDesk(vault, surveys, county_regions(), clock)
    assert not desk.look().deadlines[-1].is_done
    note_report(vault, "2023Q1", "2023-03-20T10:00:00")
    assert desk.look().deadlines[-1].is_done
    assert check_vault(vault._database) == ()
