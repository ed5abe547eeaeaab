"""Nothing a person typed can become a formula, a link or a command, in any kind of workbook that is written."""

import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ffp_desktop.domain.form.definition import ItemType
from ffp_desktop.domain.revisions import canonical_json
from ffp_desktop.domain.survey import Answers, Place, Round, State
from ffp_desktop.services.entry.draft import DraftState
from ffp_desktop.services.entry.units import units_of
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.surveys import NewSurvey, SurveyFilter, Surveys
from ffp_desktop.services.workbook_export import Kind, WorkbookExport
from ffp_desktop.store.vault import OpenVault
from tests.conftest import VILLAGE

TRICKS = (
    *("=1+1", "+1+1", "-2+3", "@SUM(1,2)", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1", " =1+1", "'=1+1"),
    *("=cmd|' /C calc'!A0", '=HYPERLINK("http://a/","b")', 'DDE("cmd")', '=WEBSERVICE("http://a/")', "%0A=1"),
)
ACTIVE_PART = re.compile(r"externalLink|vba|activeX|embeddings|connections|queryTable|hyperlink", re.IGNORECASE)
ACTIVE_XML = re.compile(rb"<(?:\w+:)?(?:f|hyperlink|ddeLink|oleLink)[ >/]")


@pytest.fixture
def tricky(vault: OpenVault, surveys: Surveys, shelf: FormShelf) -> None:
    """Finished households whose every text is a trick, in a round that is called by one."""
    for trick in TRICKS:
        answers = Answers(members=["m1"])
        for item in shelf.form.items.values():
            if item.type is ItemType.TEXT and item.id != "village":
                answers.given[Place(item.id, "m1" if item.repeat else "")] = trick
        answers.given[Place("surveyors")] = (trick, trick)
        answers.given[Place("relation", "m1")] = "户主"
        survey = surveys.add(NewSurvey(VILLAGE, DraftState(answers)))
        units = units_of(shelf.form, surveys.read(survey)[1], State.FINISHED)
        sets = {unit: canonical_json(value) for unit, value in units.items()}
        vault.drafts.finish(survey, sets, vault.operator.id, "2023-03-07T09:00:00")
    surveys.save_round(Round("2023Q1", "=1+1", surveys.current_round().form, "2022-02-15", "2023-02-14"))


@pytest.mark.parametrize("kind", [*Kind, None])
def test_write__whatever_was_typed__is_no_formula_and_no_link(
    export: WorkbookExport, tricky: None, tmp_path: Path, kind: Kind | None
) -> None:
    out = tmp_path / "out.xlsx"
    if kind is None:
        export.write_template(out)
    else:
        export.write(kind, SurveyFilter(), out)
    with zipfile.ZipFile(out) as package:
        assert [name for name in package.namelist() if ACTIVE_PART.search(name)] == []
        assert [name for name in package.namelist() if ACTIVE_XML.search(package.read(name))] == []
    cells = [cell for sheet in load_workbook(out) for row in sheet.iter_rows() for cell in row]
    typed = [cell for cell in cells if str(cell.value).strip().startswith(("=", "+", "-", "@", "DDE"))]
    assert {cell.data_type for cell in typed} <= {"s"}
    assert bool(typed)
