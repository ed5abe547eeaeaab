"""The judge: a faultless program is right in all, and every kind of fault is seen."""

from dataclasses import replace

from ffp_desktop.domain.campaign.records import Clue, How, Match, RefusedRow
from tests.quarter.conftest import Quarter
from tests.quarter.judging import MatchVerdict, RowVerdict, judge_matching, judge_outcomes, judge_rows
from tests.quarter.oracle import make_clues, right_outcomes
from tests.quarter.truth import PlantedList, Stage


def faultless(quarter: Quarter) -> tuple[PlantedList, list[Clue], list[RefusedRow]]:
    planted = next(one for one in quarter.lists if "受灾" in one.name)
    return (planted, *make_clues(planted))


def test_judge__a_faultless_program__is_right_in_all(quarter: Quarter) -> None:
    rows, matching = RowVerdict(), MatchVerdict()
    for planted in quarter.lists:
        clues, refused = make_clues(planted)
        rows += judge_rows(planted, clues, refused)
        matching += judge_matching(planted, clues)
        assert judge_outcomes(planted, clues, right_outcomes(planted)).wrong == []
    assert rows.is_right and rows.rows == sum(len({row.place[:2] for row in one.rows}) for one in quarter.lists)
    assert matching.wrong == [] and matching.hasty == [] and matching.precision == 1
    assert matching.by_stage[Stage.NUMBER].recall == matching.by_stage[Stage.FACT].recall == 1


def test_judge__rows_lost_doubled_invented_or_wrongly_refused__are_named(quarter: Quarter) -> None:
    planted, clues, refused = faultless(quarter)
    first, second, *rest = clues
    place = (first.told.sheet, first.told.row, first.told.part)
    assert judge_rows(planted, [second, *rest], refused).lost == [place]
    assert judge_rows(planted, [first, *clues], refused).twice == [place]
    more = replace(first, told=replace(first.told, row=9999))
    assert judge_rows(planted, [*clues, more], refused).invented == [(first.told.sheet, 9999, 1)]
    out = RefusedRow(first.told.sheet, first.told.row, "没有姓名")
    assert judge_rows(planted, [second, *rest], [*refused, out]).wrongly_refused == [place]
    total = replace(first, told=replace(first.told, row=refused[0].row))
    kept = judge_rows(planted, [*clues, total], refused[1:])
    assert [one[1] for one in kept.wrongly_kept] == [refused[0].row] and not kept.is_right


def test_judge__a_row_refused_without_a_reason__is_lost(quarter: Quarter) -> None:
    planted, clues, refused = faultless(quarter)
    silent = [replace(refused[0], reason=""), *refused[1:]]
    assert [place[1] for place in judge_rows(planted, clues, silent).lost] == [refused[0].row]


def test_judge__somebody_else_or_anybody_at_all__is_a_wrong_match(quarter: Quarter) -> None:
    for planted in quarter.lists:
        clues, _refused = make_clues(planted)
        rows = dict(zip((clue.id for clue in clues), planted.people, strict=True))
        anybody = [replace(clue, match=Match(How.NUMBER, "household", "somebody")) for clue in clues]
        assert len(judge_matching(planted, anybody).wrong) == len(clues)
        right = [replace(one, match=Match(How.NUMBER, "", (*rows[one.id].persons, "")[0])) for one in clues]
        verdict = judge_matching(planted, right)
        assert {way for _clue, way in verdict.wrong} == {row.way for row in planted.people if not row.persons}
        expected = [clue for clue, row in rows.items() if row.persons and not row.is_automatic]
        assert [clue for clue, _way in verdict.hasty] == expected


def test_judge__suggestions__count_by_whether_the_right_one_is_first_or_among(quarter: Quarter) -> None:
    planted, clues, _refused = faultless(quarter)
    rows = dict(zip((clue.id for clue in clues), planted.people, strict=True))
    open_ones = [replace(clue, match=Match()) for clue in clues]
    first = {clue: [*row.persons, "other"] for clue, row in rows.items()}
    second = {clue: ["other", *row.persons] for clue, row in rows.items()}
    known = sum(1 for row in planted.people if row.persons)
    scores = [judge_matching(planted, open_ones, told).by_stage.values() for told in (first, second)]
    assert [sum(score.first for score in stage) for stage in scores] == [known, 0]
    assert [sum(score.among for score in stage) for stage in scores] == [known, known]


def test_judge__outcomes__one_of_somebodys_rows_is_no_repetition(quarter: Quarter) -> None:
    planted = next(one for one in quarter.lists if any(row.way == "repeated" for row in one.rows))
    clues, _refused = make_clues(planted)
    right = right_outcomes(planted)
    repeated = [
        clue.id for clue, row in zip(clues, planted.people, strict=True) if row.way == "repeated" and row.persons
    ]
    assert [right[clue] for clue in repeated].count("重复") > 0
    never = right | dict.fromkeys(repeated, "需入户")
    assert any(way == "repeated" for _c, way, _p, _g in judge_outcomes(planted, clues, never).wrong)
    assert judge_outcomes(planted, clues, right | {clues[0].id: "?"}).wrong != []
