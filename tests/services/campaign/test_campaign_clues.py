"""Clues by hand: accepted, moved, answered, opened again; what two devices say; lists and their kinds."""

from dataclasses import replace

import pytest

from ffp_desktop.domain.campaign.list_kinds import ListKind
from ffp_desktop.domain.campaign.records import Answer, DepartmentList, How, Match, NewClue, RefusedRow, Result
from ffp_desktop.errors import FfpError
from ffp_desktop.services.campaign.clues import GIVEN, Clues
from ffp_desktop.services.campaign.lists import Lists
from ffp_desktop.services.dynamics import Dynamics, Event, EventPerson
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.list_kinds import kinds_of, official_kinds
from ffp_desktop.store.rebuild import rebuild_tables
from ffp_desktop.store.records import Role
from ffp_desktop.store.vault import OpenVault
from tests.services.campaign.conftest import HEAD, VILLAGE, WIFE, Take, on, row

GIVEN_ANSWER = Answer(Result.DEAD, "2023-03-01", ("金海波", " 苏日娜 ", "金海波"), evidence="死亡证明照片")
ELSEWHERE = "150722108205"
Family = tuple[str, str, dict[str, str]]


def code_of(refused: pytest.ExceptionInfo[FfpError]) -> str:
    return refused.value.code


# ---- answering


def test_many__answered_at_once__say_who_and_when(clues: Clues, take: Take) -> None:
    made = take(row(), row("杜玉兰", WIFE, 3))
    done = clues.answer([clue.id for clue in made], replace(GIVEN_ANSWER, survey="s"))
    for clue in done:
        assert clue.answer is not None
        assert (clue.result, clue.answer.by, clue.answer.survey) == (Result.DEAD, ("金海波", "苏日娜"), "")
        assert (clue.answer.noted_by, clue.answer.noted_at[:10]) == ("苏日娜", "2023-03-06")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"result": Result.OPEN}, "clue.result_missing"),
        ({"result": Result.LIST_WITHDRAWN}, "clue.result_missing"),
        ({"by": (" ",)}, "clue.by_missing"),
        ({"date": "2023-03-07"}, "clue.date_wrong"),
        ({"date": "2023-02-30"}, "clue.date_wrong"),
        ({"date": ""}, "clue.date_wrong"),
        ({"result": Result.NOT_IDENTIFIED, "reason": " "}, "clue.reason_missing"),
    ],
)
def test_answer__with_something_wrong__changes_nothing(
    clues: Clues, take: Take, changes: dict[str, object], code: str
) -> None:
    (clue,) = take(row())
    with pytest.raises(FfpError) as refused:
        clues.answer([clue.id], replace(GIVEN_ANSWER, **changes))
    assert code_of(refused) == code
    assert clues.get(clue.id).is_open


def test_answer__one_of_many_unknown__answers_none(clues: Clues, take: Take) -> None:
    (clue,) = take(row())
    with pytest.raises(FfpError) as refused:
        clues.answer([clue.id, "none"], GIVEN_ANSWER)
    assert code_of(refused) == "clue.unknown"
    assert clues.get(clue.id).is_open


def test_reopened__waits_again_and_the_history_keeps_both(clues: Clues, take: Take) -> None:
    (clue,) = take(row())
    clues.answer([clue.id], GIVEN_ANSWER)
    (again,) = clues.reopen([clue.id], "问错了人")
    assert again.is_open
    told, answered, opened = clues.history(clue.id)
    assert told.is_told and told.match is not None
    assert answered.answer is not None and answered.answer.result is Result.DEAD
    assert opened.is_open_again and opened.reason == "问错了人"


def test_results_to_choose_from__have_a_digit_each() -> None:
    assert len(GIVEN) <= 9 and not {Result.OPEN, Result.LIST_WITHDRAWN} & set(GIVEN)


# ---- whom


def test_accepted__moves_to_where_the_household_lives(clues: Clues, take: Take, family: Family) -> None:
    _survey, household, members = family
    (clue,) = take(row("孟合", "", village=ELSEWHERE))
    (done,) = clues.accept([clue.id], household, members[HEAD])
    assert (done.match, done.village) == (Match(How.ACCEPTED, household, members[HEAD]), VILLAGE)
    assert done.told == clue.told
    (undone,) = clues.unmatch([clue.id], "是另一个人")
    assert (undone.match, undone.village) == (Match(), VILLAGE)


def test_accepted__for_a_person_or_household_nobody_knows__is_refused(clues: Clues, take: Take, family: Family) -> None:
    _survey, household, _members = family
    (clue,) = take(row())
    for home, member, code in (("none", "", "household.unknown"), (household, "none", "clue.member_unknown")):
        with pytest.raises(FfpError) as refused:
            clues.accept([clue.id], home, member)
        assert code_of(refused) == code
    assert clues.get(clue.id).match == Match()


def test_accepted__for_somebody_whom_only_an_event_brought__stands(
    clues: Clues, take: Take, family: Family, dynamics: Dynamics
) -> None:
    _survey, household, _members = family
    came = EventPerson("", "孟小雨", sex="女", relation="之女")
    born = dynamics.record(Event("", "新生儿", "2023-03-02", "", household, (came,))).event
    assert born is not None
    (clue,) = take(row("孟小雨", ""))
    (done,) = clues.accept([clue.id], household, born.persons[0].member)
    assert done.match == Match(How.ACCEPTED, household, born.persons[0].member)


def test_moved__to_a_village_of_another_office__is_refused(clues: Clues, take: Take) -> None:
    (clue,) = take(row())
    for village, code in (("150722100223", "clue.not_ours"), ("150722108", "clue.village_unknown")):
        with pytest.raises(FfpError) as refused:
            clues.move([clue.id], village)
        assert code_of(refused) == code
    (moved,) = clues.move([clue.id], ELSEWHERE)
    assert moved.village == ELSEWHERE


def test_two_devices__answering_differently__are_shown_until_answered_again(
    vault: OpenVault, clues: Clues, take: Take
) -> None:
    (clue,) = take(row())
    told = vault.journal.revisions(clue.id)[0].hash
    for result in ("已死亡", "已外迁"):
        sets = {"answer": f'{{"by":["金海波"],"date":"2023-03-01","result":"{result}"}}'}
        with vault.together():
            vault.journal.append("clue", clue.id, VILLAGE, (told,), sets, vault.operator.id, "2023-03-02T08:00:00")
    rebuild_tables(vault._database)
    (found,) = clues.conflicts()
    assert found.id == clue.id
    sides = clues.sides(clue.id)
    assert {side.answer.result for side in sides.answers if side.answer} == {Result.DEAD, Result.MOVED_AWAY}
    assert sides.matches == ()
    clues.answer([clue.id], GIVEN_ANSWER)
    assert clues.conflicts() == ()
    assert clues.get(clue.id).result is Result.DEAD


def test_clue__named_by_the_end_of_its_id__is_found(clues: Clues, take: Take) -> None:
    (clue,) = take(row())
    assert clues.get(clue.id[-8:]) == clue
    with pytest.raises(FfpError) as refused:
        clues.get("none")
    assert code_of(refused) == "clue.unknown"


# ---- lists


def test_list__on_a_known_household__goes_to_its_village(take: Take, family: Family) -> None:
    _survey, household, members = family
    (clue,) = take(NewClue(row(village=ELSEWHERE), on(household, members[HEAD])))
    assert clue.village == VILLAGE


def test_list__taken_in__has_its_kinds_department_and_the_round(lists: Lists) -> None:
    told = DepartmentList("", "受灾", "", "受灾名单", "")
    made = lists.add(told, [NewClue(row())], [RefusedRow("Sheet1", 9, "合计行")])
    assert (made.department, made.round, made.rows, made.clues, made.refused) == ("应急管理局", "2023Q1", 2, 1, 1)
    assert lists.get(made.id[-6:]) == made
    assert lists.counts(made.id).open == 1


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"kind": "没有这一种"}, "list.unknown_kind"),
        ({"date": "2月10日"}, "list.date_wrong"),
        ({"round": "2024Q1"}, "list.round_unknown"),
    ],
)
def test_list__with_something_wrong__is_not_taken_in(lists: Lists, told: dict[str, str], code: str) -> None:
    whole = replace(DepartmentList("", "受灾", "", "名单", ""), **told)
    with pytest.raises(FfpError) as refused:
        lists.add(whole, [NewClue(row())])
    assert code_of(refused) == code
    assert lists.all() == ()


def test_list__of_the_same_file__is_taken_in_once(lists: Lists) -> None:
    told = DepartmentList("", "受灾", "", "名单", "", digest="ab" * 32)
    made = lists.add(told, [NewClue(row())])
    with pytest.raises(FfpError) as refused:
        lists.add(told, [NewClue(row())])
    assert code_of(refused) == "list.already_taken"
    lists.withdraw(made.id, "换了新的")
    assert lists.add(told, [NewClue(row())]).clues == 1


def test_withdrawn_list__its_clues_take_no_answer(lists: Lists, clues: Clues, take: Take) -> None:
    (clue,) = take(row())
    lists.withdraw(clue.list, "发错了")
    with pytest.raises(FfpError) as refused:
        clues.answer([clue.id], GIVEN_ANSWER)
    assert code_of(refused) == "clue.list_withdrawn"
    with pytest.raises(FfpError) as reasonless:
        lists.withdraw(clue.list, " ")
    assert code_of(reasonless) == "list.reason_missing"


# ---- kinds


def test_kinds__of_the_program__name_items_of_the_form(shelf: FormShelf) -> None:
    kinds = official_kinds()
    assert {item for kind in kinds.by_name.values() for item in kind.look_at} <= set(shelf.form.items)
    assert len(kinds.key_names) >= 10
    assert {"受灾", "因新冠病毒感染住院治疗"} <= kinds.green_names


def test_kind__changed_and_retired__stands_for_the_lists_there_are(vault: OpenVault, lists: Lists, take: Take) -> None:
    (clue,) = take(row(), kind="受灾")
    lists.kinds.save(ListKind("火灾", "应急管理局", True, True, ("unsafe_house",)))
    assert "火灾" in kinds_of(vault).green_names
    lists.kinds.retire("受灾", "分成水灾和火灾")
    found = {kind.name: kind for kind in lists.kinds.all()}
    assert found["受灾"].retired == "分成水灾和火灾"
    assert "受灾" in kinds_of(vault).green_names
    with pytest.raises(FfpError) as refused:
        take(row(), kind="受灾")
    assert code_of(refused) == "list.kind_retired"
    lists.kinds.take_back("受灾")
    assert take(row(), kind="受灾")[0].kind == clue.kind


def test_kind__changed_by_one_who_may_not__is_refused(vault: OpenVault, lists: Lists) -> None:
    vault.operator = replace(vault.operator, role=Role.ENTRY)
    with pytest.raises(FfpError) as refused:
        lists.kinds.save(ListKind("火灾", "应急管理局"))
    assert code_of(refused) == "list_kind.not_allowed"


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (ListKind(" ", "应急管理局"), "list_kind.name_wrong"),
        (ListKind("火灾", ""), "list_kind.name_wrong"),
        (ListKind("火灾", "应急管理局", look_at=("none",)), "list_kind.item_unknown"),
    ],
)
def test_kind__with_something_wrong__is_not_kept(lists: Lists, kind: ListKind, code: str) -> None:
    before = lists.kinds.all()
    with pytest.raises(FfpError) as refused:
        lists.kinds.save(kind)
    assert code_of(refused) == code
    assert lists.kinds.all() == before
