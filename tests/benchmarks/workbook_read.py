"""Reading a workbook of 100,000 rows and 40 columns in the reading process, beside bare calamine in a process of its
own; and how much memory a hostile file gets."""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ffp_desktop.documents.workbook.reading import read_workbook
from ffp_desktop.errors import FfpError
from tests.benchmarks.report import Figure
from tests.documents.workbook.hostile import text_cell, write_xlsx

ROWS, COLUMNS = 100_000, 40
_BARE = (
    "import sys; from python_calamine import CalamineWorkbook as W;"
    "print(len(W.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()))"
)


def write_people(file: Path) -> None:
    """Names, ID numbers, choices and amounts, as lists of people have them."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("人员")
    for n in range(ROWS):
        words = [f"姓名{n % 5000}", f"15072219{n % 100:02}0101{n % 10_000:04}", "是", "户主"] * ((COLUMNS - 4) // 4)
        sheet.append([*words, n * 1.5, n, 12.25, n % 7])
    book.save(file)


def run() -> list[Figure]:
    """The best of three each, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        hostile = Path(folder) / "hostile.xlsx"
        rows = f'<row r="1">{text_cell("A1", "a")}</row><row r="150000">{text_cell("ALL150000", "z")}</row>'
        write_xlsx(hostile, f"<sheetData>{rows}</sheetData>")
        refused = _seconds_to_refuse(hostile)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        file = Path(folder) / "people.xlsx"
        write_people(file)
        pairs = [(_ours(file), _bare(file)) for _ in range(3)]
    ours, bare = (min(times) for times in zip(*pairs, strict=True))
    work = f"read a {ROWS:,} × {COLUMNS} workbook"
    return [
        Figure(work, ours, bare, "s", "bare calamine", "≤ 1.5 ×", ours <= 1.5 * bare),
        Figure("refuse a hostile workbook", refused, 3, "s", "the line itself", "≤ 3 s", refused <= 3),
        Figure("memory of the reading process then", memory, 300, "MB", "the line itself", "≤ 300 MB", memory <= 300),
    ]


def _seconds_to_refuse(file: Path) -> float:
    start = time.perf_counter()
    try:
        read_workbook(file)
    except FfpError:
        return time.perf_counter() - start
    raise AssertionError("the hostile workbook was read")


def _ours(file: Path) -> float:
    start = time.perf_counter()
    (sheet,) = read_workbook(file).sheets
    assert len(sheet.rows) == ROWS
    return time.perf_counter() - start


def _bare(file: Path) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", _BARE, str(file)], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start
