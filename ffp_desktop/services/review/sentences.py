"""Ready sentences for comments: what reviewers often write, item by item. They stand beside the form, in remarks.csv.

API: `read_sentences(folder, item="") -> tuple[str, …]`, `all_sentences(folder) -> {item: sentences}`; the folder is the
form's.
"""

import csv
from functools import lru_cache
from pathlib import Path

FILE = "remarks.csv"


def read_sentences(folder: Path, item: str = "") -> tuple[str, ...]:
    """Those of the item, then those that suit every place."""
    known = all_sentences(folder)
    own = known.get(item, ()) if item else ()
    return tuple(dict.fromkeys((*own, *known.get("", ()))))


@lru_cache(maxsize=4)
def all_sentences(folder: Path) -> dict[str, tuple[str, ...]]:
    """By item; "" has those that suit every place. A form without the file has none."""
    found: dict[str, list[str]] = {}
    file = folder / FILE
    if file.is_file():
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                found.setdefault(row["item"], []).append(row["sentence"])
    return {item: tuple(sentences) for item, sentences in found.items()}
