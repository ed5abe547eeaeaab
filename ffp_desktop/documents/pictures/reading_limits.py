"""What a foreign picture may take of this computer; the reading process holds itself to it (`reading_process`).

API: the constants, `seconds_for(size)`. A photo of 108 million dots is read at a half or a quarter of its size (JPEG
can do that), so only other formats need memory for every dot: 60 million take 180 MB, and as much again to turn them.
"""

MAX_FILE = 64 * 2**20  # bytes
MAX_DOTS = 60_000_000
MAX_PHOTO_DOTS = 220_000_000  # of a JPEG
MAX_PAGES = 20
MEMORY = 640 * 2**20  # bytes beyond what the reading process has at its start

_SECONDS, _SECONDS_PER_BYTE = 30.0, 2.0 / 2**20


def seconds_for(size: int) -> float:
    """From the first byte read to the last page handed over, for a file of `size` bytes, on an old laptop."""
    return _SECONDS + _SECONDS_PER_BYTE * size
