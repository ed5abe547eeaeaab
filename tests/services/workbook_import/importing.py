"""An import for the kill test, as a process of its own, that says how far it is.

`python -m tests.services.workbook_import.importing VAULT OPERATOR FILE [undo]`; a line before it begins, and one when
all is written.
"""

import sys
from datetime import datetime
from pathlib import Path

from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.services.workbook_import import Mode, WorkbookImport
from ffp_desktop.store.vault import open_vault
from tests.conftest import PASSWORD


def main() -> None:
    """Puts the file in, or takes the last import back."""
    folder, operator, file, *rest = sys.argv[1:]
    vault = open_vault(Path(folder), operator, PASSWORD, datetime.now())
    shelf = FormShelf()
    imports = WorkbookImport(vault, Surveys(vault, shelf, county_regions()), shelf, county_regions())
    preview = None if rest else imports.preview(imports.open(Path(file)))
    say("begins")
    if preview is None:
        imports.undo()
    else:
        imports.put_in(preview, Mode.REPLACE)
    say("done")


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
