"""Whole surveys put in together are the same as one by one, and a long list read in pages holds still."""

from collections.abc import Sequence
from typing import Any

import pytest

from ffp_desktop.domain.revisions import canonical_json
from ffp_desktop.domain.survey import State
from ffp_desktop.store import grams
from ffp_desktop.store.noting import check_grams
from ffp_desktop.store.rebuild import rebuild_tables
from ffp_desktop.store.records import SurveyFilter, WholeSurvey
from ffp_desktop.store.vault import OpenVault
from tests.conftest import VILLAGE
from tests.store.conftest import fields, phone

AT = "2023-03-06T14:33:00"
UNITS: dict[str, object] = {"head_phone": {"head_phone": "13800000000"}, "member:m1": {"position": 0, "answers": {}}}
NAMES = ("孟和", "单雄信", "涂·阿尔腾", "𬭎杰", "苏日娜")


def whole(number: int, *, is_finished: bool) -> WholeSurvey:
    name = NAMES[number % len(NAMES)]
    summary = fields(name, f"15072219700101{number:03d}X", f"138{number:08d}")
    village = (VILLAGE, "150722108203")[number % 2]
    if is_finished:
        return WholeSurvey(village, summary, units=UNITS)
    return WholeSurvey(village, summary, tuple(phone(str(number))))


def add_many(vault: OpenVault, surveys: Sequence[WholeSurvey]) -> tuple[str, ...]:
    return vault.surveys.add_many(surveys, "2023Q1", "check", "check/1", vault.operator.id, AT).surveys


def add_each(vault: OpenVault, surveys: Sequence[WholeSurvey]) -> tuple[str, ...]:
    ids = []
    for one in surveys:
        made = vault.surveys.create("", "2023Q1", "check", one.village, vault.operator.id, AT)
        vault.drafts.append(made.id, one.rows, vault.operator.id, AT, one.fields)
        if one.units is not None:
            sets = {unit: canonical_json(value) for unit, value in one.units.items()}
            vault.drafts.finish(made.id, sets, vault.operator.id, AT, form="check/1", summary=one.fields)
        ids.append(made.id)
    return tuple(ids)


def tables(vault: OpenVault, ids: Sequence[str]) -> dict[str, list[tuple[Any, ...]]]:
    """Every derived row of these surveys and their open drafts, without ids and hashes, in the order of the surveys."""
    queries = {
        "survey": "SELECT s.number, s.round, s.form, s.village, s.running, s.state, s.revision, s.created_by,"
        " s.created_at, s.touched_at, s.operator, h.village, f.words, f.facets FROM survey AS s"
        " JOIN household AS h ON h.id = s.household JOIN survey_search AS f ON f.row = s.row WHERE s.id = ?",
        "line": "SELECT head_name, phone, natural_village, village_name, household_kind, member_count, errors,"
        " warnings, missing FROM survey_line WHERE survey = ?",
        "member": "SELECT member, position, name, initials, id_number, person_key, sex, relation FROM member"
        " WHERE survey = ? ORDER BY position",
        "value": "SELECT item, value, village FROM survey_value WHERE survey = ? ORDER BY item, value",
        "draft": "SELECT item, member, value, operator, at, state FROM draft WHERE survey = ? AND revision = 0"
        " AND item <> '@survey' ORDER BY id",
        "revision": "SELECT kind, village, number FROM revision WHERE document = ?",
    }
    with vault._database.read() as connection:
        return {
            name: [tuple(row) for survey in ids for row in connection.exec_driver_sql(query, (survey,))]
            for name, query in queries.items()
        }


@pytest.fixture
def mixed() -> list[WholeSurvey]:
    return [whole(number, is_finished=number % 3 > 0) for number in range(12)]


def test_add_many__mixed__gives_the_tables_of_one_by_one(
    vault: OpenVault, second_vault: OpenVault, mixed: list[WholeSurvey]
) -> None:
    together, each = add_many(vault, mixed), add_each(second_vault, mixed)
    ours, theirs = tables(vault, together), tables(second_vault, each)
    swapped = {vault.operator.id: "operator", second_vault.operator.id: "operator"}
    assert _named(ours, swapped) == _named(theirs, swapped)


def test_add_many__mixed__journal_and_tables_hold(vault: OpenVault, mixed: list[WholeSurvey]) -> None:
    ids = add_many(vault, mixed)
    add_many(vault, mixed)
    by_id = dict(zip(ids, mixed, strict=True))
    assert vault.check(lambda survey: by_id[survey].fields if survey in by_id else _fields_of(vault, survey)) == ()
    revisions = vault.journal.revisions(ids[1])
    assert [revision.number for revision in revisions] == [1]
    assert vault.journal.units("survey", ids[1])["head_phone"] == {"head_phone": "13800000000"}
    numbers = [vault.surveys.get(survey).number[-4:] for survey in ids]
    assert numbers[:4] == ["0001", "0001", "0002", "0002"]


def test_add_many__finished__can_be_reopened_and_changed(vault: OpenVault, mixed: list[WholeSurvey]) -> None:
    ids = add_many(vault, mixed)
    vault.drafts.reopen(ids[1], "电话抄错", vault.operator.id, AT)
    assert vault.drafts.can_undo(ids[1]) is False
    vault.drafts.append(ids[1], phone("9"), vault.operator.id, AT, fields("孟根"))
    vault.drafts.finish(ids[1], {"head_phone": '"9"'}, vault.operator.id, AT)
    assert [r.number for r in vault.journal.revisions(ids[1])] == [1, 5]
    assert vault.check() == ()


def test_add_many__failing_half_way__leaves_nothing(vault: OpenVault, mixed: list[WholeSurvey]) -> None:
    with pytest.raises(ValueError, match="float"):
        add_many(vault, [*mixed, WholeSurvey(VILLAGE, fields(), units={"wage": 1.5})])
    assert vault.surveys.count(SurveyFilter()).total == 0
    assert vault.journal.heads() == {}


def test_add_many__across_blocks__is_found_in_each(vault: OpenVault) -> None:
    first = add_many(vault, [whole(number, is_finished=False) for number in range(3)])
    with vault._database.write() as connection:
        connection.exec_driver_sql("UPDATE survey SET row = row + ?", (grams.BLOCK - 5,))
        connection.exec_driver_sql("DELETE FROM survey_search")
        connection.exec_driver_sql("DELETE FROM survey_gram")
    rebuild_tables(vault._database, lambda survey: _fields_of(vault, survey))
    second = add_many(vault, [whole(number, is_finished=True) for number in range(10)])
    with vault._database.read() as connection:
        assert list(check_grams(connection)) == []
        assert connection.exec_driver_sql("SELECT max(block) FROM survey_gram").scalar() == 1
    found = {summary.id for summary in vault.surveys.list(SurveyFilter(text="mh"))}
    assert found == {*first, *second}  # the initials that every line has
    assert {s.id for s in vault.surveys.list(SurveyFilter(text="单雄"))} == {first[1], second[1], second[6]}


def test_pages__rows_change_in_between__neither_gap_nor_double(vault: OpenVault) -> None:
    ids = add_many(vault, [whole(number, is_finished=False) for number in range(25)])
    found = vault.surveys.find(SurveyFilter(round="2023Q1"))
    seen = [summary.id for summary in found.page(0, 10)]
    for survey in (ids[0], ids[24], seen[9]):
        vault.drafts.append(survey, phone("1"), vault.operator.id, "2023-03-09T10:00:00", fields())
    vault.surveys.create("", "2023Q1", "check", VILLAGE, vault.operator.id, "2023-03-09T11:00:00")
    seen += [summary.id for start in (10, 20) for summary in found.page(start, 10)]
    assert sorted(seen) == sorted(ids)
    assert found.ids() == tuple(seen)
    assert [found.position(survey) for survey in seen] == list(range(25))
    again = vault.surveys.find(SurveyFilter(round="2023Q1"))
    assert again.total == 26
    assert again.position(seen[9]) < 4


def test_pages__inside_one_transaction__show_what_it_wrote(vault: OpenVault) -> None:
    with vault.together():
        for total in (1, 2, 3):
            vault.surveys.create("", "2023Q1", "check", VILLAGE, vault.operator.id, AT)
            assert len(vault.surveys.list(SurveyFilter(round="2023Q1"))) == total
            assert vault.surveys.find(SurveyFilter()).total == total


def test_pages__filtered__keep_the_order_of_the_whole(vault: OpenVault) -> None:
    add_many(vault, [whole(number, is_finished=number % 3 > 0) for number in range(30)])
    whole_list = vault.surveys.list(SurveyFilter())
    for wanted in (SurveyFilter(state=State.DRAFT), SurveyFilter(text="sx"), SurveyFilter(village="150722108203")):
        found = vault.surveys.find(wanted)
        kept = [one.id for one in found.page(0)]
        assert kept == [one.id for one in whole_list if one.id in set(kept)]
        assert len(kept) == found.total > 0
        assert (found.id_at(-1), found.id_at(found.total)) == ("", "")
        assert found.id_at(found.total - 1) == kept[-1]
        assert found.position("nobody") == -1


def _fields_of(vault: OpenVault, survey: str) -> Any:
    line = vault.surveys.get(survey)
    return fields(line.head_name, vault.surveys.people(survey)[0].id_number, line.phone)


def _named(found: dict[str, list[tuple[Any, ...]]], names: dict[str, str]) -> dict[str, list[tuple[Any, ...]]]:
    def swap(value: Any) -> Any:
        for old, new in names.items():
            value = value.replace(old, new) if isinstance(value, str) else value
        return value

    return {table: [tuple(map(swap, row)) for row in rows] for table, rows in found.items()}
