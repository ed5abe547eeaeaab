"""A large table as a workbook: 100,000 rows of 40 columns beside rustpy-xlsxwriter, and the memory it takes.

For the time both are given their rows ready made; for the memory ours takes them one by one, as an export does.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from ffp_desktop.documents.workbook.writing import Table, TableColumn, is_whole, write_tables
from tests.benchmarks.report import Figure

ROWS, COLUMNS, RUNS = 100_000, 40, 3
HEADINGS = [f"A{number} 列{number}" for number in range(COLUMNS)]


def rows() -> Iterator[list[str]]:
    """Rows like people's: numbers of their own, choices that recur, names."""
    for row in range(ROWS):
        yield [_cell(row, column) for column in range(COLUMNS)]


def _cell(row: int, column: int) -> str:
    if column < 10:
        return f"15072219{row:06d}{column:04d}"
    return "达斡尔族" if column < 30 else f"姓名{(row * column) % 9973}"


def write_ours(out: Path, of_rows: Iterable[list[str]] = ()) -> float:
    """Seconds to write the file and read it again."""
    ready = of_rows or list(rows())
    start = time.perf_counter()
    with out.open("w+b") as file:
        write_tables(file, [Table("人员", [TableColumn(heading) for heading in HEADINGS], ready)])
        file.seek(0)
        assert is_whole(file)
    return time.perf_counter() - start


def write_stream(out: Path) -> float:
    """Ours, with rows that are made when they are written."""
    return write_ours(out, rows())


def write_theirs(out: Path) -> float:
    """The same by rustpy-xlsxwriter, the making of its rows not counted, written and not read again."""
    from rustpy_xlsxwriter import write_worksheet

    ready = [dict(zip(HEADINGS, row, strict=True)) for row in rows()]
    start = time.perf_counter()
    write_worksheet(ready, str(out), sheet_name="人员")
    return time.perf_counter() - start


def run() -> list[Figure]:
    """Seconds of the best of three runs, each in a process of its own, and the most memory of ours."""
    runs = [(_child("write_ours")[0], _child("write_theirs")[0]) for _ in range(RUNS)]
    ours, theirs = min(ours for ours, _ in runs), min(theirs for _, theirs in runs)
    memory, bare = _child("write_stream")[1], _child("write_theirs")[1]
    work = "write 100,000 × 40 and read it again"
    return [
        Figure(work, ours, theirs, "s", "rustpy-xlsxwriter", "≤ 1.2 ×", ours <= 1.2 * theirs),
        Figure("peak memory of that", memory, bare, "MB", "rustpy-xlsxwriter, from a list", "≤ 60 MB", memory <= 60),
    ]


def _child(name: str) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.benchmarks.workbook_write", name, str(Path(folder) / "out.xlsx")]
        seconds, memory = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), float(memory)


if __name__ == "__main__":
    seconds = globals()[sys.argv[1]](Path(sys.argv[2]))
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
