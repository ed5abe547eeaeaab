"""A difference that people settled stays so until a side changes, and is in the journal."""

from typing import Any

import pytest

from ffp_desktop.domain.reconciliation.items import Side
from ffp_desktop.errors import FfpError
from ffp_desktop.services.reconciliation.reconciliation import Reconciliation
from ffp_desktop.services.reconciliation.records import Standing
from ffp_desktop.store.rebuild import rebuild_tables
from ffp_desktop.store.vault import OpenVault
from tests.services.reconciliation.conftest import COLUMN, Take, Township, change


def test_settle__without_a_reason__is_refused(township: Township, reconciliation: Reconciliation, take: Take) -> None:
    rows = township.rows()
    change(rows, 0, COLUMN, "技能型")
    take(rows)
    with pytest.raises(FfpError) as refused:
        reconciliation.accept(reconciliation.compare().lines, " ")
    assert refused.value.code == "compare.reason_missing"
    with pytest.raises(FfpError) as refused:
        reconciliation.settle(reconciliation.compare().lines, Side.LEDGER, "看过台账")
    assert refused.value.code == "compare.side_silent"


def test_settle__until_a_side_changes__stays_settled(
    township: Township, reconciliation: Reconciliation, take: Take, vault: OpenVault, shelf: Any, clock: Any
) -> None:
    rows = township.rows()
    change(rows, 0, COLUMN, "技能型")
    change(rows, 1, COLUMN, "技能型")
    take(rows)
    after = reconciliation.accept(reconciliation.compare().lines, "入户看过")
    assert [line.standing for line in after.lines] == [Standing.SETTLED] * 2
    assert [line.settlement.reason for line in after.lines if line.settlement] == ["入户看过"] * 2
    assert sum(village.settled for village in after.villages) == 2
    take(rows, as_of="2023-03-02")
    assert [line.standing for line in reconciliation.compare().lines] == [Standing.SETTLED] * 2
    change(rows, 0, COLUMN, "技能型二")
    change(rows, 1, COLUMN, township.rows()[1][-1][COLUMN])
    take(rows, as_of="2023-03-03")
    (line,) = reconciliation.compare().lines
    assert (line.standing, line.changed) == (Standing.REOPENED, (Side.MACHINE,))


def test_settle__that_all_may_stay__nobody_has_to_change(
    township: Township, reconciliation: Reconciliation, take: Take
) -> None:
    rows = township.rows()
    change(rows, 0, COLUMN, "技能型")
    take(rows)
    (line,) = reconciliation.settle(reconciliation.compare().lines, None, "系统里的叫法不同").lines
    assert (line.standing, line.right, line.wrong) == (Standing.SETTLED, None, ())
    (line,) = reconciliation.reopen([line]).lines
    assert (line.standing, line.wrong) == (Standing.OPEN, (Side.MACHINE,))


def test_settle__vault_rebuilt_from_its_journal__has_the_same(
    township: Township, reconciliation: Reconciliation, take: Take, vault: OpenVault
) -> None:
    rows = township.rows()
    change(rows, 0, COLUMN, "技能型")
    take(rows)
    reconciliation.accept(reconciliation.compare().lines, "入户看过")
    before = vault.reconciliations.list()
    rebuild_tables(vault._database)
    assert vault.reconciliations.list() == before != {}
    assert vault.check() == ()
    with vault._database.write() as connection:
        connection.exec_driver_sql("UPDATE reconciliation SET told = '{}'")
    assert [problem.code for problem in vault.check()] != []
