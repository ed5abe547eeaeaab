"""What was ever typed in a period: undone rows too, in order, however many are fetched together."""

import pytest

from ffp_desktop.store import typing_log
from ffp_desktop.store.records import DraftChange
from ffp_desktop.store.vault import OpenVault


def test_written__period__has_every_row_once_in_order(vault: OpenVault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typing_log, "_TOGETHER", 3)
    operator, at = vault.operator.id, "2023-03-06T09:00:{:02}"
    survey = vault.surveys.create("", "2023Q1", "household-check-2023q1", "150722108204", operator, at.format(0)).id
    for number in range(1, 9):
        row = DraftChange("head_phone", "", f'"{number}"')
        vault.drafts.append(survey, [row], operator, at.format(number))
    vault.drafts.undo(survey)
    rows = list(vault.typing_log.written(at.format(2), at.format(9)))
    assert [row.value for row in rows] == [f'"{number}"' for number in range(2, 9)]
    assert {(row.survey, row.operator, row.item) for row in rows} == {(survey, operator, "head_phone")}
    assert len({row.group for row in rows}) == len(rows)
    assert list(vault.typing_log.written("2024", "2025")) == []
