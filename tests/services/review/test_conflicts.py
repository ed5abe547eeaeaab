"""Conflicts: both sides beside what both knew; one, the other or a third is taken, and it never comes back."""

import json

import pytest

from ffp_desktop.domain.survey import Place
from ffp_desktop.errors import FfpError
from ffp_desktop.services.review.conflict_records import Decision
from tests.services.review.conftest import TOWNSHIP, VILLAGES, Banner, Desk, carry, carry_down, refused

INCOME = "income"


def write_past(desk: Desk, survey: str, units: dict[str, object], name: str = "") -> None:
    """A revision that is written though another office has the survey: a second laptop, a restored backup."""
    heads = desk.vault.journal.document(survey).heads
    sets = {
        unit: json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        for unit, value in units.items()
    }
    at = desk.clock().isoformat(timespec="seconds")
    desk.vault.journal.append("survey", survey, VILLAGES[0], heads, sets, desk.vault.operator.id, at)
    desk.vault.surveys.restate(survey)


def with_income(desk: Desk, survey: str, text: str) -> dict[str, object]:
    return {INCOME: desk.vault.journal.units("survey", survey)[INCOME] | {"business_income": text}}


@pytest.fixture
def parted(offices: Banner) -> str:
    """A survey whose income the village and the township wrote differently."""
    village, township = offices.village, offices.township
    survey = village.enter()
    village.handing.submit([survey])
    carry(village, township)
    write_past(village, survey, with_income(village, survey, "13200"))
    township.correct(survey, "business_income", "31200")
    township.take(village.send())
    return survey


def test_show__both_sides__stand_beside_what_both_knew(offices: Banner, parted: str) -> None:
    township = offices.township
    (line,) = township.conflicts.list(VILLAGES[0])
    assert (line.survey, line.conflicts, line.holder) == (parted, 1, TOWNSHIP)
    assert township.conflicts.list(VILLAGES[1]) == ()
    (unit,) = township.conflicts.show(parted)
    assert unit.title == "三、收支情况 A21—A28"
    sides = {side.author: number for number, side in enumerate(unit.sides)}
    assert sides.keys() == {"沃志军", "涂金山"}
    assert [unit.sides[number].is_own for number in (sides["沃志军"], sides["涂金山"])] == [True, False]
    rows = {row.place.item: row for row in unit.rows if row.place}
    changed = rows["business_income"]
    assert (changed.before, changed.values[sides["沃志军"]], changed.values[sides["涂金山"]]) == (
        "48,200.00",
        "31,200.00",
        "13,200.00",
    )
    assert not changed.is_equal and rows["wage_income"].is_equal
    assert unit.before_by == "涂金山"


def test_conflict__open__bars_approval_and_completion(offices: Banner, parted: str) -> None:
    township = offices.township
    township.be("鄂志强")
    (one,) = township.review.approve([parted]).refused
    assert one.error.code == "review.in_conflict"
    session = township.open(parted)
    session.reopen("再看")
    with pytest.raises(FfpError) as error:
        session.finish()
    assert error.value.code == "survey.in_conflict"


@pytest.mark.parametrize("text", ["", "12300"])
def test_resolve__takes_a_side_or_a_third__and_the_decision_travels(offices: Banner, parted: str, text: str) -> None:
    village, township, banner = offices.village, offices.township, offices.banner
    (unit,) = township.conflicts.show(parted)
    side = next(number for number, side in enumerate(unit.sides) if side.author == "涂金山")
    texts = {Place("business_income"): text} if text else {}
    refused("review.reason_missing", township.conflicts.resolve, parted, {INCOME: Decision(side)}, "")
    refused("review.choice_unknown", township.conflicts.resolve, parted, {INCOME: Decision(2)}, "照纸表")
    refused("review.no_conflict", township.conflicts.resolve, parted, {"safe_water": Decision()}, "照纸表")
    wrong = Decision(0, {Place("business_income"): "很多"})
    refused("review.value_wrong", township.conflicts.resolve, parted, {INCOME: wrong}, "照纸表")
    refused("review.not_here", village.conflicts.resolve, parted, {INCOME: Decision(0)}, "照纸表")
    assert township.conflicts.resolve(parted, {INCOME: Decision(side, texts)}, "照纸表") == ()
    shown = f"{int(text or 13200):,}.00"
    for _ in range(2):
        township.take(village.send(everything=True))
        village.take(township.send(VILLAGES[0], everything=True))
        banner.take(township.send(everything=True))
    for desk in offices.village, township, banner:
        assert desk.conflicts.list() == () and desk.vault.surveys.get(parted).conflicts == 0
        assert desk.open(parted).printed(Place("business_income")) == shown
        assert desk.vault.check(desk.exchange.summarise) == ()
    told = [entry.what for entry in _history(village, parted)]
    assert "定下" in told


def test_resolve__voids_nothing_that_was_not_judged_and_can_be_approved(offices: Banner, parted: str) -> None:
    township = offices.township
    township.conflicts.resolve(parted, {INCOME: Decision(0)}, "照纸表")
    township.approve(parted)
    assert township.state(parted) == "审核通过"


def test_members__two_hands_at_one_row__are_told_by_name(offices: Banner) -> None:
    village, township = offices.village, offices.township
    survey = village.enter()
    village.handing.submit([survey])
    carry(village, township)
    member = village.open(survey).members()[1]
    unit = f"member:{member}"
    row = village.vault.journal.units("survey", survey)[unit]
    write_past(village, survey, {unit: row | {"answers": row["answers"] | {"education": "高中"}}})
    write_past(township, survey, {unit: row | {"struck": "已迁出"}})
    township.take(village.send())
    (conflict,) = township.conflicts.show(survey)
    assert conflict.title == "第2人 杜玉兰"
    assert sorted(label for label in (row.label for row in conflict.rows if not row.is_equal)) == [
        "A11 文化程度",
        "划去",
    ]
    typed = Decision(0, {Place("education", member): "初中"})
    assert township.conflicts.resolve(survey, {unit: typed}, "照纸表") == ()
    carry_down(township, village)
    assert village.conflicts.list() == ()


def _history(desk: Desk, survey: str) -> tuple[object, ...]:
    from ffp_desktop.services.history import History

    return History(desk.vault, desk.surveys).of_survey(survey)
