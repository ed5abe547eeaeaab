"""A vault at the level of the store: no form, changes of an invented survey."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from ffp_desktop.store.records import DraftChange, Person, SurveySummary, SurveySummaryFields, Unit
from ffp_desktop.store.vault import OpenVault, create_vault, open_vault
from tests.conftest import PASSWORD, QUICK, VILLAGE


@pytest.fixture
def survey(vault: OpenVault) -> SurveySummary:
    return vault.surveys.create("", "2023Q1", "check", VILLAGE, vault.operator.id, "2023-03-06T14:32:00")


@pytest.fixture
def reopened(clock: Callable[[], datetime]) -> Callable[[OpenVault], OpenVault]:
    """Closes a vault and opens it again, as after a night."""

    def reopen(vault: OpenVault) -> OpenVault:
        folder, operator = vault.folder, vault.operator.id
        vault.close(clock(), backup=False)
        return open_vault(folder, operator, PASSWORD, clock())

    return reopen


def phone(value: str) -> list[DraftChange]:
    return [DraftChange("head_phone", "", f'"{value}"')]


def fields(name: str = "孟和", key: str = "15072219700101123X", phone: str = "13800000000") -> SurveySummaryFields:
    """A one-person household."""
    return SurveySummaryFields(
        head_name=name,
        phone=phone,
        natural_village="东屯",
        village_name="霍日里村",
        household_kind="一般农牧户",
        member_count=1,
        errors=1,
        warnings=2,
        people=(Person("m1", name, "mh", key, key, "男", "户主"),),
        suggested=(("surveyors", "苏日娜"), ("surveyors", "金海波")),
        survey_date="2023-03-05",
        traits=(("kind", "一般农牧户"), ("measure", "A34")),
    )


def folder_bytes(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


@pytest.fixture
def second_vault(tmp_path: Path, clock: Callable[[], datetime]) -> Iterator[OpenVault]:
    """Another vault beside the first."""
    unit = Unit("150722108", "腾克镇", "乡镇")
    opened, _code = create_vault(tmp_path / "second", unit, "苏日娜", PASSWORD, clock(), QUICK)
    yield opened
    opened.close(clock(), backup=False)
