"""Households as they occur in the county, each with the findings that it must give and no other."""

import json

import pytest

from ffp_desktop.services.survey_file import list_findings
from tests.forms.household import SURVEYS, TODAY, household_form, read_survey

_NAMES = sorted(file.stem for file in SURVEYS.glob("*.json") if not file.stem.endswith(".expected"))
_KEYS = ("item", "number", "member", "rule", "level")


@pytest.mark.parametrize("name", _NAMES)
def test_survey_file__household__gives_its_findings(name: str) -> None:
    (rows,) = list_findings([read_survey(name)], household_form(), today=TODAY)
    expected = json.loads((SURVEYS / f"{name}.expected.json").read_text(encoding="utf-8"))
    assert [{key: row[key] for key in _KEYS} for row in rows] == expected
