"""What a foreign workbook may take of this computer; the reading process holds itself to it (`reading_process`).

API: the constants, `memory_for(size)`, `seconds_for(size)`. An honest workbook of 100,000 rows and 40 columns
(14 MB) takes 400 MB and 3.5 s to read, so both limits grow with the file; a file of a few KB gets no more than 270 MB
and 3 s.
"""

MAX_FILE = 64 * 2**20  # bytes
MAX_UNPACKED = 1200 * 2**20  # bytes of all parts of a packed workbook, as it declares them
MAX_RATIO = 150  # a part unpacked to packed; workbooks of very even rows reach 40
MAX_SHEETS = 60
MAX_ROWS = 200_000  # up to the last used one, of each sheet
MAX_COLUMNS = 1_000
MAX_CELLS = 8_000_000  # rows × columns of all sheets
MAX_CHARACTERS = 2_000  # of one cell; no answer of the form has more
MAX_MERGED = 20_000  # merged ranges of one sheet that are handed over

_MEMORY, _MEMORY_PER_BYTE = 230 * 2**20, 28
_SMALL_PER_BYTE, _SMALL_MOST = 64, 250 * 2**20  # an .ods of 30,000 people is 5 MB, and 190 MB unpacked
_SECONDS, _SECONDS_PER_BYTE = 3.0, 1.5 / 2**20


def memory_for(size: int) -> int:
    """Bytes beyond what the reading process has at its start, for a file of `size` bytes."""
    return _MEMORY + min(_SMALL_PER_BYTE * size, _SMALL_MOST + _MEMORY_PER_BYTE * size)


def seconds_for(size: int) -> float:
    """Of work, from the first byte read to the last row handed over."""
    return _SECONDS + _SECONDS_PER_BYTE * size
