"""What reading tests ask of a file."""

from pathlib import Path

import pytest

from ffp_desktop.documents.workbook.reading import REFUSALS, read_workbook
from ffp_desktop.domain.table.sheet import Sheet
from ffp_desktop.errors import FfpError


def only_sheet(file: Path) -> Sheet:
    (sheet,) = read_workbook(file).sheets
    return sheet


def refusal(file: Path) -> str:
    with pytest.raises(FfpError) as refused:
        read_workbook(file)
    area, _, word = refused.value.code.partition(".")
    assert area == "workbook"
    assert refused.value.sentence == REFUSALS[word]
    return word
