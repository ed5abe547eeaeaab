"""Lists and clues in the vault: taken in, matched, answered, moved, taken back; the same after a rebuild."""

from dataclasses import replace

import pytest

from ffp_desktop.domain.campaign.records import (
    Answer,
    Clue,
    DepartmentList,
    How,
    Match,
    NewClue,
    RefusedRow,
    Result,
    ToldRow,
    feed_village,
)
from ffp_desktop.errors import FfpError
from ffp_desktop.store.campaign.clue_records import Answered, ClueFilter
from ffp_desktop.store.rebuild import rebuild_tables
from ffp_desktop.store.vault import OpenVault
from tests.conftest import VILLAGE

AT = "2023-02-16T09:00:00"
LATER = "2023-03-01T10:00:00"
OTHER_VILLAGE = "150722108205"
UNIT = "150722108"
LIST = DepartmentList(
    "", "新增残疾", "残联", "2023年1月新增残疾人名单", "2023Q1", "2023-02-10", "莫残联函〔2023〕3号", "ab" * 32, 4
)
FIRST = ToldRow(
    *("Sheet1", 3, 1, "孟和", "15072219700101123X", VILLAGE, "腾克镇霍日里村"),
    more={"等级": "二级"},
    phone="13800000000",
)
SECOND = ToldRow("Sheet1", 4, 1, "杜玉兰", "", OTHER_VILLAGE, "腾克镇某村", event_date="2023-01-08", note="补录")
NOWHERE = ToldRow("Sheet1", 5, 1, "金海波", place="外县")
FOUND = Match(How.NUMBER, "h1", "m1")
ANSWER = Answer(Result.NOT_IDENTIFIED, "2023-02-20", ("金海波", "苏日娜"), "补贴已发放", "照片两张", "s1")


def take_in(vault: OpenVault, *rows: ToldRow, told: DepartmentList = LIST, match: Match = FOUND) -> DepartmentList:
    clues = [NewClue(row, match if row is FIRST else Match()) for row in rows or (FIRST, SECOND, NOWHERE)]
    refused = (RefusedRow("Sheet1", 9, "合计行", ("合计", "3")),)
    return vault.clues.lists.take_in(told, clues, refused, UNIT, vault.operator.id, AT)


def all_clues(vault: OpenVault) -> tuple[Clue, ...]:
    return vault.clues.find(ClueFilter()).page(0)


def lines(vault: OpenVault) -> list[tuple[object, ...]]:
    with vault._database.read() as connection:
        return [
            tuple(row)
            for table in ("department_list", "clue")
            for row in connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY id")
        ]


def answer(vault: OpenVault, clue: Clue, given: Answer | None = ANSWER, at: str = LATER) -> None:
    vault.clues.answer({clue.id: given}, vault.operator.id, at)


def test_list__taken_in__is_there_with_its_clues_and_refused_rows(vault: OpenVault) -> None:
    made = take_in(vault)
    whole = replace(LIST, id=made.id, clues=3, refused=1, unit=UNIT, author="苏日娜", at=AT)
    assert vault.clues.lists.all() == (made,) == (whole,)
    first, second, nowhere = all_clues(vault)
    assert (first.told, first.match, first.village, first.at) == (FIRST, FOUND, VILLAGE, AT)
    assert (second.told, second.match, second.village) == (SECOND, Match(), OTHER_VILLAGE)
    assert (nowhere.told, nowhere.village) == (NOWHERE, "150722108000")
    assert {clue.result for clue in (first, second, nowhere)} == {Result.OPEN}
    assert (first.list, first.kind, first.department, first.round) == (made.id, "新增残疾", "残联", "2023Q1")
    assert vault.clues.lists.refused(made.id) == (RefusedRow("Sheet1", 9, "合计行", ("合计", "3")),)


def test_list__in_the_offices_own_feed__names_nobody(vault: OpenVault) -> None:
    take_in(vault)
    answer(vault, all_clues(vault)[2])
    with vault._database.read() as connection:
        rows = connection.exec_driver_sql("SELECT body FROM revision WHERE length(village) < 12").scalars().all()
    assert len(rows) == 1
    assert not any(name in rows[0] for name in ("孟和", "杜玉兰", "金海波", "合计"))


@pytest.mark.parametrize(
    ("village", "unit", "feed"),
    [
        (VILLAGE, UNIT, VILLAGE),
        (UNIT, "150722", "150722108000"),
        ("150722", "150722", "150722000000"),
        ("", UNIT, "150722108000"),
        ("150722101200", UNIT, "150722108000"),
        ("150722", UNIT, "150722108000"),
        ("152104101200", "150722", "150722000000"),
        (OTHER_VILLAGE, VILLAGE, VILLAGE),
    ],
)
def test_feed_village__of_what_a_row_names__is_one_the_office_may_write(village: str, unit: str, feed: str) -> None:
    assert feed_village(village, unit) == feed


def test_answer__given_and_taken_away__opens_the_clue_again(vault: OpenVault) -> None:
    take_in(vault)
    first = all_clues(vault)[0]
    answer(vault, first)
    found = vault.clues.get(first.id)
    assert found.answer == replace(ANSWER, noted_by="苏日娜", noted_at=LATER)
    assert (found.result, found.is_open) == (Result.NOT_IDENTIFIED, False)
    assert vault.clues.answered_by("s1") == (found,)
    answer(vault, first, None)
    assert vault.clues.get(first.id) == first
    assert len(vault.journal.revisions(first.id)) == 3


def test_withdrawn_list__leaves_its_answers_and_waits_for_no_others(vault: OpenVault) -> None:
    made = take_in(vault)
    first, second, _nowhere = all_clues(vault)
    answer(vault, first)
    assert vault.clues.lists.withdraw(made.id, "发错了", vault.operator.id, LATER).withdrawn == "发错了"
    assert [clue.result for clue in all_clues(vault)] == [Result.NOT_IDENTIFIED, *[Result.LIST_WITHDRAWN] * 2]
    assert vault.clues.find(ClueFilter(answered=Answered.OPEN)).total == 0
    assert vault.clues.find(ClueFilter(result="名单撤回")).total == 2
    assert vault.clues.count(ClueFilter()).by_result == {"未纳入": 1, "名单撤回": 2}
    assert len(vault.journal.revisions(second.id)) == 1
    with pytest.raises(FfpError) as refused:
        vault.clues.lists.withdraw(made.id, "再撤", vault.operator.id, LATER)
    assert refused.value.code == "list.withdrawn"


def test_moved_clue__stands_in_the_new_village_with_all_it_knows(vault: OpenVault) -> None:
    take_in(vault)
    nowhere = all_clues(vault)[2]
    vault.clues.match({nowhere.id: FOUND}, vault.operator.id, AT)
    vault.clues.move({nowhere.id: VILLAGE}, vault.operator.id, LATER)
    moved = vault.clues.get(nowhere.id)
    assert moved == replace(nowhere, village=VILLAGE, match=FOUND)
    there = [one for one in vault.journal.revisions(nowhere.id) if one.village == VILLAGE]
    assert len(there) == 1
    assert set(there[0].sets) == {"told", "match", "moved"}


def test_clue_that_went_away__is_gone_where_only_that_is_known(vault: OpenVault) -> None:
    take_in(vault, FIRST)
    (first,) = all_clues(vault)
    vault.clues.move({first.id: OTHER_VILLAGE}, vault.operator.id, LATER)
    with vault._database.write() as connection:
        connection.exec_driver_sql("DELETE FROM revision WHERE village = ?", (OTHER_VILLAGE,))
    rebuild_tables(vault._database)
    assert all_clues(vault) == ()


def test_clue_that_came_back__is_there_where_only_this_village_is_known(vault: OpenVault) -> None:
    take_in(vault, FIRST)
    (first,) = all_clues(vault)
    for village in (OTHER_VILLAGE, VILLAGE):
        vault.clues.move({first.id: village}, vault.operator.id, LATER)
    assert all_clues(vault) == (first,)
    with vault._database.write() as connection:
        connection.exec_driver_sql("DELETE FROM revision WHERE village = ?", (OTHER_VILLAGE,))
    rebuild_tables(vault._database)
    assert all_clues(vault) == (first,)


def test_tables__rebuilt__are_the_same(vault: OpenVault) -> None:
    made = take_in(vault)
    first, second, nowhere = all_clues(vault)
    answer(vault, first)
    vault.clues.move({nowhere.id: VILLAGE}, vault.operator.id, LATER)
    vault.clues.lists.withdraw(made.id, "发错了", vault.operator.id, LATER)
    before = lines(vault)
    assert vault.check() == ()
    rebuild_tables(vault._database)
    assert lines(vault) == before
    with vault._database.write() as connection:
        connection.exec_driver_sql("UPDATE clue SET result = '已死亡' WHERE id = ?", (second.id,))
    assert [(problem.code, problem.subject) for problem in vault.check()] == [("tables.differ", f"clue {second.id}")]


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (ClueFilter(), ["孟和", "杜玉兰", "金海波"]),
        (ClueFilter(village=VILLAGE), ["孟和"]),
        (ClueFilter(village="1507221082"), ["孟和", "杜玉兰"]),
        (ClueFilter(kinds=("新增残疾", "大病")), ["孟和", "杜玉兰", "金海波"]),
        (ClueFilter(kinds=("大病",)), []),
        (ClueFilter(department="民政"), []),
        (ClueFilter(round="2023Q2"), []),
        (ClueFilter(result="待核实"), ["孟和", "金海波"]),
        (ClueFilter(answered=Answered.DONE), ["杜玉兰"]),
        (ClueFilter(text="玉兰"), ["杜玉兰"]),
        (ClueFilter(text="dyl"), ["杜玉兰"]),
        (ClueFilter(text="123x"), ["孟和"]),
        (ClueFilter(text="孟 1970"), ["孟和"]),
        (ClueFilter(text="孟 1971"), []),
        (ClueFilter(household="h1"), ["孟和"]),
        (ClueFilter(conflicts=True), []),
        (ClueFilter(undecided=True), ["杜玉兰", "金海波"]),
    ],
)
def test_find__filtered__has_what_was_asked_for(vault: OpenVault, wanted: ClueFilter, names: list[str]) -> None:
    take_in(vault)
    answer(vault, all_clues(vault)[1])
    found = vault.clues.find(wanted)
    assert [clue.told.name for clue in found.page(0)] == names
    assert found.total == len(names) == vault.clues.count(wanted).total
    assert [found.position(clue.id) for clue in found.page(1)] == list(range(1, len(names)))


def test_counts__under_a_filter__say_what_choosing_another_would_show(vault: OpenVault) -> None:
    take_in(vault)
    take_in(vault, FIRST, told=replace(LIST, kind="大病", department="卫健"))
    answer(vault, all_clues(vault)[0])
    counts = vault.clues.count(ClueFilter(kinds=("新增残疾",), answered=Answered.OPEN))
    assert counts.by_result == {"未纳入": 1, "待核实": 2}
    assert sum(counts.by_kind.values()) == 3
    assert counts.by_village == {OTHER_VILLAGE: 1, "150722108000": 1}
    assert (counts.total, counts.open) == (2, 2)


def test_same_list__of_the_same_bytes_and_kind__is_found_until_it_is_withdrawn(vault: OpenVault) -> None:
    made = take_in(vault)
    assert vault.clues.lists.same(LIST.digest, LIST.kind) == made
    assert vault.clues.lists.same(LIST.digest, "大病") is None
    vault.clues.lists.withdraw(made.id, "发错了", vault.operator.id, LATER)
    assert vault.clues.lists.same(LIST.digest, LIST.kind) is None


def test_asking__for_what_nobody_knows__is_a_known_error(vault: OpenVault) -> None:
    for ask, code in ((vault.clues.get, "clue.unknown"), (vault.clues.lists.get, "list.unknown")):
        with pytest.raises(FfpError) as refused:
            ask("none")
        assert refused.value.code == code


def test_people__asked_for_by_number_or_id__are_found_in_any_household(vault: OpenVault) -> None:
    take_in(vault)
    first = all_clues(vault)[0]
    assert vault.clues.about(members=["m1"]) == (first,)
    assert vault.clues.about(["h1"]) == (first,)
    assert vault.clues.about([""], [""], ["15072219700101123X"]) == (first,)
    assert vault.clues.about(["h2"], ["m2", ""], ["", "15072219700101124X"]) == ()
    assert vault.clues.are_there()
    assert vault.clues.of_household("h1") == (first,)
