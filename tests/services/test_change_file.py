"""自然增加/自然减少 as a workbook: what stands in it is what the table says."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl

from ffp_desktop.domain.events import Event, EventPerson
from ffp_desktop.services.change_file import write_change_table
from ffp_desktop.services.dynamics import Dynamics
from ffp_desktop.services.forms import county_regions
from ffp_desktop.services.households import Households
from ffp_desktop.services.surveys import Surveys
from tests.services.conftest import Enter

UNIT = "150722108"


def test_workbook__of_a_period__has_counts_people_and_what_it_is(
    surveys: Surveys,
    households: Households,
    dynamics: Dynamics,
    enter: Enter,
    next_round: Callable[[], None],
    tmp_path: Path,
) -> None:
    household = surveys.open(enter("general-three-people")).header.household
    next_round()
    people = households.residents(household)
    gone = EventPerson(people[2].member, people[2].name)
    for event in (
        Event("", "新生儿", "2023-04-20", "", household, (EventPerson("", "孟小雨"),)),
        Event("", "死亡", "2023-05-01", "", household, (gone,), reason="病故"),
    ):
        assert dynamics.record(event).event
    table = dynamics.table(UNIT, "2023-04-01", "2023-06-30")
    out = tmp_path / "增减.xlsx"
    write_change_table(table, county_regions(), out, "苏日娜", datetime(2023, 6, 6, 9))
    book = openpyxl.load_workbook(out)
    head, village, total = book["增减"].values
    assert head[:2] == ("单位", "期初") and head[-1] == "期末"
    row = dict(zip(head, total, strict=True))
    assert (row["单位"], row["期初"], row["新生儿"], row["死亡"], row["嫁入"], row["期末"]) == ("合计", 3, 1, 1, 0, 3)
    assert village[0] == "特莫呼珠村"
    listed = [cells[:4] for cells in book["名单"].values][1:]
    assert listed == [
        ("2023-04-20", "新生儿", "孟小雨", "特莫呼珠村"),
        ("2023-05-01", "死亡", "孟铉", "特莫呼珠村"),
    ]
    told = dict(book["说明"].values)
    assert told["期间"] == "2023-04-01 至 2023-06-30" and "腾克镇" in str(told["范围"])
