"""The report's numbers beside SQL that was written for the test, and beside the lists they point to."""

import pytest

from ffp_desktop.domain.campaign.records import Result
from ffp_desktop.domain.survey import State
from ffp_desktop.services.campaign.sources import CluesSource, EventsSource, SurveysSource
from ffp_desktop.services.report.figures import Figure, ReportFigures, list_figures
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.vault import OpenVault
from tests.services.report.campaign_vault import HOUSEHOLDS, KINDS, MANY, ask, ask_one

Campaign = tuple[OpenVault, Surveys]
_LAST = (
    "WITH last AS (SELECT body FROM revision AS r WHERE kind = 'survey' AND json_extract(body, '$.sets.judgement')"
    " IS NOT NULL) SELECT count(*) FROM last WHERE "
)
_LISTS = "(SELECT id FROM department_list WHERE withdrawn = '')"
_STANDING = f"clue AS c WHERE c.list IN {_LISTS}"
_LEDGER = f"clue AS c WHERE (c.result <> '' OR c.list IN {_LISTS})"


def finished(vault: OpenVault, condition: str) -> int:
    """Finished surveys whose own text in the journal says so; drafts are counted from their rows."""
    return ask_one(vault, _LAST + condition)


def drafted(vault: OpenVault, item: str, value: str) -> int:
    return ask_one(
        vault,
        "SELECT count(DISTINCT survey) FROM draft WHERE revision = 0 AND state = 0 AND item = ? AND value = ?",
        item,
        f'"{value}"',
    )


def test_households_and_people__are_those_of_the_round(campaign: Campaign, figures: ReportFigures) -> None:
    vault, basics = campaign[0], figures.basics
    assert basics.households.value == basics.entered.value == HOUSEHOLDS
    assert basics.people.value == ask_one(vault, "SELECT count(*) FROM member")
    drafts = ask_one(vault, "SELECT count(*) FROM survey WHERE revision = 0")
    assert drafts > 0 and basics.visited.value == HOUSEHOLDS - drafts
    assert basics.received.value == ask_one(vault, "SELECT count(*) FROM survey WHERE state = '已完成'")
    assert basics.visited.value - basics.received.value == 3, "three were returned"
    assert sum(figure.value for figure in basics.by_state) == HOUSEHOLDS
    kinds = dict(ask(vault, "SELECT household_kind, count(*) FROM survey_line GROUP BY 1"))
    assert {figure.words.removesuffix("（户）"): figure.value for figure in basics.by_kind if figure.value} == kinds


@pytest.mark.parametrize(
    ("name", "unit", "item", "value"),
    [
        ("失学辍学", "school_dropout", "school_dropout", "是"),
        ("没有全部参保", "all_insured", "all_insured", "否"),
        ("饮水不安全", "safe_water", "safe_water", "否"),
        ("危房", "unsafe_house", "unsafe_house", "是"),
    ],
)
def test_problems__are_what_the_journal_says(
    campaign: Campaign, figures: ReportFigures, name: str, unit: str, item: str, value: str
) -> None:
    row = next(row for row in figures.basics.problems if row.name == name)
    said = finished(campaign[0], f"json_extract(body, '$.sets.{unit}.{item}') = '{value}'")
    assert row.found.value == said + drafted(campaign[0], item, value)
    assert row.helped.value <= row.found.value and row.solved.value == 0


def test_judgement_and_elimination__are_what_the_journal_says(campaign: Campaign, figures: ReportFigures) -> None:
    vault = campaign[0]
    at_risk = finished(vault, "json_extract(body, '$.sets.judgement.at_risk') = '是'")
    assert figures.basics.at_risk.value == at_risk + drafted(vault, "at_risk", "是") > 0
    gone = finished(vault, "json_extract(body, '$.sets.elimination.risk_eliminated') = '是'")
    assert figures.changes.eliminated.value == gone + drafted(vault, "risk_eliminated", "是")
    monitored = "household_kind IN ('脱贫不稳定户', '边缘易致贫户', '突发严重困难户')"
    assert figures.changes.monitored.value == ask_one(vault, f"SELECT count(*) FROM survey_line WHERE {monitored}") > 0


def test_clues__of_a_list_taken_back__count_only_when_answered(campaign: Campaign, figures: ReportFigures) -> None:
    vault, basics = campaign[0], figures.basics
    assert basics.clues.value == ask_one(vault, f"SELECT count(*) FROM {_LEDGER}")
    assert basics.clues.value == sum(size for kind, _department, size in KINDS[:3]) + 57 + 8, "two of ten are open"
    assert basics.lists.value == 4 and basics.refused_rows.value == 3
    assert basics.list_rows.value == ask_one(vault, "SELECT sum(rows) FROM department_list WHERE withdrawn = ''")
    assert {row.kind for row in basics.clue_rows} == {"新增残疾", "新增饮水不安全", "受灾", "失能老年人", KINDS[-1][0]}
    for row in basics.clue_rows:
        own = f"SELECT count(*) FROM {_LEDGER} AND c.kind = '{row.kind}'"
        assert row.clues.value == ask_one(vault, own)
        assert row.open.value == ask_one(vault, f"{own} AND c.result = ''")
        assert row.identified.value == ask_one(vault, f"{own} AND c.result = '纳入监测'")
        assert row.matched.value == ask_one(vault, f"{own} AND c.household <> ''")
        assert row.answered.value == row.identified.value + row.not_identified.value + row.others.value
        assert row.clues.value == row.open.value + row.answered.value


def test_registered__are_clues_on_households_of_the_register(campaign: Campaign, figures: ReportFigures) -> None:
    query = (
        f"SELECT count(*) FROM {_LEDGER} AND c.household IN (SELECT s.household FROM survey AS s"
        " JOIN survey_line AS l ON l.survey = s.id"
        " WHERE l.household_kind IN ('脱贫不稳定户', '边缘易致贫户', '突发严重困难户'))"
    )
    assert figures.basics.registered.value == ask_one(campaign[0], query) > 0


def test_key_people__each_counts_once_and_the_dead_not_at_all(campaign: Campaign, figures: ReportFigures) -> None:
    vault = campaign[0]
    key = "c.kind IN ('新增残疾', '新增饮水不安全', '受灾', '失能老年人')"
    alive = "c.result NOT IN ('情况不属实', '查无此人', '已死亡', '已外迁')"
    person = "coalesce(nullif(c.member, ''), nullif(c.person_key, ''), c.id)"
    people = f"SELECT count(*) FROM (SELECT DISTINCT c.village, {person} FROM {_STANDING} AND {key} AND {alive})"
    assert figures.basics.key_people.value == ask_one(vault, people)
    homes = f"SELECT count(DISTINCT c.household) FROM {_STANDING} AND {key} AND {alive} AND c.household <> ''"
    assert figures.basics.key_households.value == ask_one(vault, homes)
    crowd = next(one for one in figures.villages if one.figures.unit == MANY)
    assert crowd.figures.people >= 55 and crowd.mark == "1"


def test_changes__withdrawn_and_earlier_ones__do_not_count(campaign: Campaign, figures: ReportFigures) -> None:
    people = {figure.words: figure.value for figure in (*figures.changes.increases, *figures.changes.decreases)}
    assert people["自然减少：死亡（人）"] == 1 and people["自然减少：嫁出（人）"] == 0
    assert people["自然减少：其他转出（人）"] == 2 and people["自然增加：新生儿（人）"] == 1
    assert (figures.changes.increased, figures.changes.decreased) == (1, 3)
    query = (
        "SELECT count(*) FROM event_person WHERE event IN (SELECT id FROM event WHERE withdrawn = ''"
        " AND date BETWEEN '2023-01-01' AND '2023-03-06')"
    )
    assert ask_one(campaign[0], query) == 4


def test_actions__by_kind_and_state(figures: ReportFigures) -> None:
    rows = {row.name: (row.raised.value, row.open.value, row.done.value) for row in figures.changes.actions}
    assert rows == {"回退再标注": (0, 0, 0), "清退": (1, 1, 0), "调整": (0, 0, 0), "标注消除": (1, 0, 1)}


def test_sources__of_surveys__show_as_many_as_the_number_says(campaign: Campaign, figures: ReportFigures) -> None:
    basics, changes = figures.basics, figures.changes
    shown = [*basics.by_kind, *basics.by_state, basics.any_problem, basics.at_risk, basics.entered]
    shown += [one for row in basics.problems for one in (row.found, row.helped)]
    shown += [changes.monitored, changes.new, changes.eliminated, changes.marked, figures.troubles.returned]
    for figure in shown:
        assert isinstance(figure.source, SurveysSource)
        listed = campaign[1].list(figure.source.filter)
        assert len([one for one in listed if one.state is not State.WITHDRAWN]) == figure.value, figure.words


def test_sources__of_clues_and_events__show_as_many_as_the_number_says(
    campaign: Campaign, figures: ReportFigures
) -> None:
    vault, basics = campaign[0], figures.basics
    shown: list[Figure] = [basics.open_clues, basics.answered, basics.identified, basics.green, basics.green_open]
    shown += [one for row in basics.clue_rows for one in (row.clues, row.open, row.answered, row.not_identified)]
    for figure in shown:
        assert isinstance(figure.source, CluesSource)
        found = vault.clues.find(figure.source.filter)
        waiting = [clue for clue in found.page(0) if clue.result is not Result.LIST_WITHDRAWN]
        assert len(waiting) == figure.value, figure.words
    for figure in (*figures.changes.increases, *figures.changes.decreases):
        assert isinstance(figure.source, EventsSource)
        events = vault.events.list(figure.source.filter)
        assert sum(len(event.persons) for event in events) == figure.value, figure.words


def test_list__of_all_figures__has_each_part_and_no_number_twice(figures: ReportFigures) -> None:
    listed = [*list_figures(figures)]
    assert {part[0] for part, _figure in listed} == {"一", "二", "四"}
    words = [figure.words for _part, figure in listed]
    assert len(words) == len(set(words)) > 60
    assert all(figure.how and figure.words.endswith("）") for _part, figure in listed)
