"""Excel out and in again: into an empty vault without a difference, into the same vault without a change."""

from pathlib import Path

import pytest

from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.table.columns import table_columns
from ffp_desktop.domain.values import CLEARED, Answer
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.surveys import SurveyFilter, Surveys
from ffp_desktop.services.workbook_export import Kind, WorkbookExport
from ffp_desktop.services.workbook_import import Mode, WorkbookImport
from ffp_desktop.store.records import Unit
from ffp_desktop.store.vault import OpenVault, create_vault
from tests.conftest import PASSWORD, QUICK, Clock
from tests.services.conftest import Enter

NAMES = ("general-three-people", "monitored-five-people", "risk-eliminated", "rare-characters")


def content(surveys: Surveys) -> list[dict[tuple[str, int], Answer | None]]:
    """Every survey's answers by item and row, in an order that no number decides."""
    found = []
    for summary in surveys.list(SurveyFilter()):
        evaluation = surveys.open(summary.id).evaluation
        answers = {}
        for column in table_columns(evaluation.form):
            for row, member in enumerate(evaluation.members if column.of_member else [""]):
                place = Place(column.item, member)
                answer = evaluation.effective(place) if evaluation.is_relevant(place) else None
                answers[column.item, row] = None if answer is CLEARED else answer
        found.append(answers)
    return sorted(found, key=lambda answers: str(answers["id_number", 0]))


@pytest.mark.parametrize("kind", [Kind.PEOPLE, Kind.TWO_SHEETS])
def test_workbook__out_and_in__is_the_same_everywhere(
    kind: Kind, enter: Enter, surveys: Surveys, shelf: FormShelf, clock: Clock, vault: OpenVault, tmp_path: Path
) -> None:
    for name in NAMES:
        enter(name)
    out = tmp_path / "out.xlsx"
    WorkbookExport(vault, surveys, shelf, county_regions(), clock).write(kind, SurveyFilter(), out)
    own = WorkbookImport(vault, surveys, shelf, county_regions(), clock)
    counts = {kind.value: count for kind, count in own.preview(own.open(out)).counts.items() if count}
    assert counts == {"相同": len(NAMES)}
    other, _code = create_vault(
        tmp_path / "other", Unit("150722108", "腾克镇", "乡镇"), "敖丽娟", PASSWORD, clock(), QUICK
    )
    there = Surveys(other, shelf, county_regions(), clock)
    imports = WorkbookImport(other, there, shelf, county_regions(), clock)
    imports.put_in(imports.preview(imports.open(out)), Mode.REPLACE)
    assert content(there) == content(surveys)
    other.close(clock(), backup=False)
