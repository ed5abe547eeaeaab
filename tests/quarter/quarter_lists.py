"""The quarter's lists, written: twelve workbooks of departments and the truth about every row of them.

API: `write_lists(folder, vault, scale, seed) -> tuple[PlantedList, …]`; `scale` 1.0 is the full size, 80,000 rows.
"""

from pathlib import Path
from random import Random

from ffp_desktop.services.forms import county_regions
from ffp_desktop.store.vault import OpenVault
from tests.quarter.county import BEFORE, NOW
from tests.quarter.known import read_people, read_special
from tests.quarter.layouting import all_planted, lay_out
from tests.quarter.layouts import LAYOUTS
from tests.quarter.planting import Planter
from tests.quarter.truth import PlantedList, write_truth
from tests.quarter.ways import WAYS
from tests.quarter.workbooks import write_workbook

FEWEST = 24
TRUTH = "truth.jsonl"


def write_lists(folder: Path, vault: OpenVault, scale: float, seed: int = 11) -> tuple[PlantedList, ...]:
    """All lists into a folder, and the truth beside them (`TRUTH`). The same seed gives the same rows."""
    people = read_people(vault, NOW.id, BEFORE.id)
    special = read_special(vault, people)
    regions = county_regions()
    unused = set(WAYS)
    written = []
    random = Random(seed)
    planter = Planter(people, special, regions, random)
    for layout in LAYOUTS:
        rows = max(FEWEST, round(layout.rows * scale))
        lines = planter.plant(layout, rows, unused)
        sheets = lay_out(layout, lines, regions, random)
        file = f"{layout.name}.{layout.ending}"
        write_workbook(folder / file, sheets)
        told = (layout.kind, layout.department, layout.title, layout.date, layout.letter)
        written.append(PlantedList(layout.name, file, *told, rows=tuple(all_planted(sheets))))
    write_truth(folder / TRUTH, written)
    return tuple(written)
