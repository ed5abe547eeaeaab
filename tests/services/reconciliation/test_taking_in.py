"""Every row of an export is taken, refused or passed over, with its reason."""

from pathlib import Path

import pytest

from ffp_desktop.domain.reconciliation.items import Side
from ffp_desktop.errors import FfpError
from ffp_desktop.services.reconciliation.reconciliation import Reconciliation
from tests.services.reconciliation.conftest import STRANGER, Found, Take, Township
from tests.services.reconciliation.national import write_export
from tests.services.reconciliation.planting import wrong_digit


def test_take__rows_of_all_sorts__each_is_taken_refused_or_passed_over(
    township: Township, reconciliation: Reconciliation, tmp_path: Path, found: Found
) -> None:
    households = township.rows()
    rows = [dict(row) for household in households for row in household]
    count = len(rows)
    rows.insert(3, {})
    rows.append(dict(rows[0]) | {"姓名": "同号的人", "户编号": rows[0]["户编号"]})
    rows.append(dict(rows[1]) | {"证件号码": rows[1]["证件号码"][:17] + wrong_digit(rows[1]["证件号码"])})
    rows.append(dict(rows[2]) | {"县": "鄂伦春自治旗", "证件号码": "152127198001010013", "户编号": "1527000001"})
    rows.append(dict(rows[2]) | {"村": "没有这个村", "证件号码": STRANGER, "户编号": "1507999999"})
    rows.append({"省": f"合计：{count} 人"})
    read = reconciliation.intake.read(reconciliation.intake.open(write_export(tmp_path / "a.xlsx", rows)))
    assert (read.rows, read.taken, read.people) == (count + 6, count, count)
    reasons = sorted(one.reason[:10] for one in read.refused)
    assert reasons == sorted(
        ["同一个人（证件号码相", "证件号码不对（位数、", "写的是别的旗县，不是", "区划表里没有这个村。"]
    )
    assert sorted(one.reason for one in read.passed) == ["合计行", "空行"]
    reconciliation.intake.take(read, Side.MACHINE, "2023-03-01", "0" * 64)
    card = reconciliation.exports()[0]
    assert (card.rows, card.taken, card.refused, card.passed) == (count + 6, count, 4, 2)
    assert len(reconciliation.refusals(card.id)) == 4
    assert found(reconciliation.compare()) == set()


def test_take__number_that_cannot_be_one__nobody_is_said_to_be_missing(
    township: Township, reconciliation: Reconciliation, take: Take, found: Found
) -> None:
    rows = township.rows()
    at = next(number for number, household in enumerate(rows) if len(household) > 2)
    number = rows[at][-1]["证件号码"]
    rows[at][-1]["证件号码"] = number[:17] + wrong_digit(number)
    take(rows)
    assert found(reconciliation.compare()) == set()


def test_take__another_county__is_refused_whole(
    township: Township, reconciliation: Reconciliation, tmp_path: Path
) -> None:
    rows = [row | {"县": "鄂伦春自治旗"} for household in township.rows() for row in household]
    read = reconciliation.intake.read(reconciliation.intake.open(write_export(tmp_path / "a.xlsx", rows)))
    assert (read.taken, len(read.refused)) == (0, len(rows))
    with pytest.raises(FfpError) as refused:
        reconciliation.intake.take(read, Side.MACHINE, "2023-03-01", "")
    assert refused.value.code == "compare.nobody"


def test_take__day_later_than_today__is_refused(township: Township, take: Take) -> None:
    with pytest.raises(FfpError) as refused:
        take(township.rows(), as_of="2023-12-01")
    assert refused.value.code == "compare.day_wrong"
