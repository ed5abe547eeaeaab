"""A press for the household form, and a way to write sheets and read them back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ffp_desktop.documents.fonts import FontStack
from ffp_desktop.documents.pdf.form_file import FormFile, Press, PrintOptions
from ffp_desktop.documents.preview import page_words
from ffp_desktop.domain.paper.sheet import BlankSheet, PaperSheet
from ffp_desktop.services.forms import FormShelf

Print = Callable[..., list[str]]


@pytest.fixture(scope="session")
def press(shelf: FormShelf) -> Press:
    return Press(shelf.form.paper, FontStack())


@pytest.fixture
def printed(press: Press, tmp_path: Path) -> Print:
    """Writes sheets as one file and gives each page's text, without line ends."""

    def write(*sheets: PaperSheet | BlankSheet, options: PrintOptions | None = None) -> list[str]:
        with (tmp_path / "forms.pdf").open("wb") as file:
            forms = FormFile(file, press, options or PrintOptions(), len(sheets))
            for sheet in sheets:
                if isinstance(sheet, BlankSheet):
                    forms.add_blank(sheet)
                else:
                    forms.add_sheet(sheet)
            forms.finish()
        return ["".join(words.split()) for words in page_words(tmp_path / "forms.pdf")]

    return write
