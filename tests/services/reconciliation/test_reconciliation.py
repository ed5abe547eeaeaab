"""Three sides, who has to change what, and what an export that has not everything can say."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest

from ffp_desktop.domain.monitoring.records import ActionKind, ActionState, Passage, action_unit, encode_passage
from ffp_desktop.domain.reconciliation.differences import Verdict
from ffp_desktop.domain.reconciliation.items import Side
from ffp_desktop.domain.survey import Place
from ffp_desktop.errors import FfpError
from ffp_desktop.services.reconciliation.reconciliation import Reconciliation
from ffp_desktop.services.reconciliation.records import Compared, DifferenceLine, Narrowing
from ffp_desktop.services.surveys import NewSurvey, SurveyFilter, Surveys
from ffp_desktop.store.vault import OpenVault
from tests.services.reconciliation.conftest import COLUMN, STRANGER, UNIT, Found, Take, Township, change
from tests.services.reconciliation.national import HEADINGS, write_export
from tests.services.reconciliation.planting import head_of, with_check


def line_of(compared: Compared, item: str) -> DifferenceLine:
    (line,) = compared.narrowed(Narrowing(item=item))
    return line


# ---- three sides


def test_compare__ledger_alone_differs__its_keeper_changes_it(
    township: Township, reconciliation: Reconciliation, take: Take
) -> None:
    take(township.rows())
    rows = township.rows()
    change(rows, 0, COLUMN, "技能型")
    take(rows, Side.LEDGER)
    line = line_of(reconciliation.compare(), "labor_skill")
    assert (line.right, line.wrong, line.difference.ledger) == (Side.VISIT, (Side.LEDGER,), "技能型")
    assert line.difference.machine == line.difference.visit


def test_compare__machine_and_ledger_agree_on_what_can_change__the_visit_counts(
    township: Township, reconciliation: Reconciliation, take: Take
) -> None:
    rows = township.rows()
    change(rows, 0, COLUMN, "技能型")
    take(rows)
    take(rows, Side.LEDGER)
    line = line_of(reconciliation.compare(), "labor_skill")
    assert (line.right, line.wrong) == (Side.VISIT, (Side.MACHINE, Side.LEDGER))


def test_compare__machine_and_ledger_agree_on_what_cannot_change__the_survey_is_corrected(
    township: Township, reconciliation: Reconciliation, take: Take
) -> None:
    rows = township.rows()
    change(rows, 0, "性别", "女" if rows[0][-1]["性别"] == "男" else "男")
    take(rows)
    take(rows, Side.LEDGER)
    line = line_of(reconciliation.compare(), "sex")
    assert (line.right, line.wrong) == (Side.MACHINE, (Side.VISIT,))


def test_compare__day_of_identification__is_the_systems_to_say(
    township: Township, reconciliation: Reconciliation, take: Take
) -> None:
    rows = township.rows()
    at = next(number for number, household in enumerate(rows) if household[0].get("识别监测时间"))
    for row in rows[at]:
        row["识别监测时间"] = "201901"
    take(rows)
    line = line_of(reconciliation.compare(), "identified_on")
    assert (line.right, line.wrong, line.difference.machine) == (Side.MACHINE, (Side.VISIT,), "2019-01")


def test_compare__person_only_in_ledger__is_one_difference(
    township: Township, reconciliation: Reconciliation, take: Take
) -> None:
    take(township.rows())
    rows = township.rows()
    rows[0].append(dict(rows[0][-1]) | {"姓名": "莫德尔图", "证件号码": STRANGER})
    take(rows, Side.LEDGER)
    (line,) = reconciliation.compare().lines
    assert (line.difference.name, line.difference.verdict) == ("莫德尔图", Verdict.UNLISTED)
    assert line.wrong == (Side.LEDGER,)


def test_compare__ledger_kept_by_the_program__tells_who_is_right_and_has_nothing_to_change(
    township: Township,
    reconciliation: Reconciliation,
    take: Take,
    surveys: Surveys,
    next_round: Callable[[], None],
) -> None:
    rows = township.rows()
    at = next(number for number, household in enumerate(rows) if len(household) > 2)
    number = rows[at][-1]["证件号码"]
    (survey,) = surveys.list(SurveyFilter(text=number))
    header, state = surveys.read(survey.id)
    next_round()
    visited = deepcopy(state)
    places = {str(visited.answers.given[Place("id_number", one)])[:18]: one for one in visited.answers.members}
    visited.answers.given[Place("ethnicity", places[number])] = "苗族"
    visited.answers.given[Place("id_number", places[number])] = other_number(number)
    reasons = {key: confirmed.reason for key, confirmed in state.confirmations.items()}
    assert surveys.add_many([NewSurvey(header.village, visited, True, reasons, header.household)]).finished == 1
    take(rows, as_of="2023-06-01")
    compared = reconciliation.compare()
    nation, identity = line_of(compared, "ethnicity"), line_of(compared, "id_number")
    assert nation.difference.ledger == nation.difference.machine != nation.difference.visit == "苗族"
    assert (nation.right, nation.wrong) == (Side.VISIT, (Side.MACHINE,))
    assert (identity.difference.ledger, identity.right, identity.wrong) == (number, Side.MACHINE, (Side.VISIT,))
    assert len(compared.lines) == 2
    assert sum(village.unvisited for village in compared.villages) == len(rows) - 1


def test_compare__action_that_the_system_carried_out__stands_in_the_kept_ledger(
    township: Township, reconciliation: Reconciliation, take: Take, vault: OpenVault
) -> None:
    rows = township.rows()
    at = next(number for number, one in enumerate(township.listed()) if one["answers"].get("risk_eliminated") == "否")
    for row in rows[at]:
        row |= {"风险是否已消除": "是", "消除监测时间": "202303"}
    take(rows)
    line = line_of(reconciliation.compare(), "risk_eliminated")
    assert line.difference.ledger is None
    done = Passage(ActionState.DONE, "2023-03-05", "旗乡村振兴局")
    sets = {action_unit("a1", ActionState.DONE): encode_passage(done, ActionKind.ELIMINATE, "2023Q1")}
    told = (line.difference.household, line.difference.village, sets, vault.operator.id, "2023-03-06T09:00:00")
    vault.monitoring.append(*told)
    line = line_of(reconciliation.compare(), "risk_eliminated")
    assert (line.difference.ledger, line.right, line.wrong) == ("是", Side.VISIT, (Side.MACHINE,))


# ---- files


def test_compare__before_anything_was_taken_in__says_so(reconciliation: Reconciliation) -> None:
    with pytest.raises(FfpError) as refused:
        reconciliation.compare()
    assert refused.value.code == "compare.no_exports"


def test_compare__newer_export_of_one_village__replaces_only_that_village(
    township: Township, reconciliation: Reconciliation, take: Take
) -> None:
    rows = township.rows()
    one, other = (household for household in rows if household[0]["村"] != rows[0][0]["村"]), rows[0]
    there = next(one)
    other[-1][COLUMN], there[-1][COLUMN] = "技能型", "技能型"
    take(rows)
    assert len(reconciliation.compare().lines) == 2
    village = [household for household in township.rows() if household[0]["村"] == there[0]["村"]]
    take(village, as_of="2023-03-02")
    (line,) = reconciliation.compare().lines
    assert reconciliation.place_name(line.difference.village) == other[0]["村"]
    reconciliation.withdraw_export(reconciliation.exports()[0].id, "导错了村")
    assert len(reconciliation.compare().lines) == 2


def test_compare__villages_that_no_export_has__are_named_and_not_compared(
    township: Township, reconciliation: Reconciliation, take: Take
) -> None:
    village = [household for household in township.rows() if household[0]["村"] == township.rows()[0][0]["村"]]
    take(village)
    compared = reconciliation.compare()
    assert compared.lines == ()
    assert len(compared.uncovered) == len({one["village"] for one in township.surveys}) - 1


def test_compare__household_in_another_village_of_the_system__is_one_difference(
    township: Township, reconciliation: Reconciliation, take: Take, found: Found
) -> None:
    rows = township.rows()
    there = next(household[0]["村"] for household in rows if household[0]["村"] != rows[0][0]["村"])
    for row in rows[0]:
        row["村"] = there
    take(rows)
    assert found(reconciliation.compare()) == {(head_of(rows[0])["证件号码"], "village")}


def test_compare__person_whom_the_system_has_in_another_household__is_one_difference(
    township: Township, reconciliation: Reconciliation, take: Take, found: Found
) -> None:
    rows = township.rows()
    here = next(number for number, household in enumerate(rows) if len(household) > 2)
    there = next(number for number, household in enumerate(rows) if number != here)
    moved = rows[here].pop()
    rows[there].append(moved | {key: rows[there][0][key] for key in ("户编号", "村")})
    take(rows)
    compared = reconciliation.compare()
    assert found(compared) == {(moved["证件号码"], "member_listed")}
    assert compared.lines[0].difference.machine == "在另一户"


def test_compare__household_that_only_the_system_has__is_listed(
    township: Township, reconciliation: Reconciliation, take: Take, found: Found
) -> None:
    rows = township.rows()
    stranger = dict(head_of(rows[0])) | {"姓名": "鄂阿木", "证件号码": STRANGER, "户编号": "15070009"}
    rows.append([stranger])
    take(rows)
    compared = reconciliation.compare()
    assert found(compared) == {("鄂阿木", "household_listed")}
    after = reconciliation.settle(compared.lines, Side.VISIT, "人已迁走，系统里要清退")
    assert after.lines[0].wrong == (Side.MACHINE,)


def test_compare__an_export_of_monitored_households_only__misses_nobody_else(
    township: Township, reconciliation: Reconciliation, take: Take, found: Found
) -> None:
    rows = [household for household in township.rows() if household[0]["监测对象类别"]]
    gone = rows.pop()
    take(rows, covers=UNIT)
    assert found(reconciliation.compare()) == {(head_of(gone)["证件号码"], "household_listed")}


def test_compare__columns_that_the_export_has_not__are_not_compared(
    township: Township, reconciliation: Reconciliation, tmp_path: Path, found: Found
) -> None:
    rows = [row for household in township.rows() for row in household]
    rows[0]["民族"], rows[1][COLUMN] = "苗族", "技能型"
    columns = tuple(column for column in HEADINGS if column != "民族")
    intake = reconciliation.intake
    file = write_export(tmp_path / "a.xlsx", rows, columns)
    intake.take(intake.read(intake.open(file)), Side.MACHINE, "2023-03-01", intake.digest_of(file))
    compared = reconciliation.compare()
    assert {item for _, item in found(compared)} == {"labor_skill"}
    assert "ethnicity" not in compared.items


def other_number(number: str) -> str:
    """Another sound number of the same birth and sex."""
    return with_check(number[:14] + f"{(int(number[14:17]) + 2) % 1000:03}")
