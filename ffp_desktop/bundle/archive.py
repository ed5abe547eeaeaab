"""The one way archives are written and opened: ZIP, stored, every byte as this file would write it.

API: `write_archive(members) -> bytes`, `read_archive(content, names, largest, most) -> {name: bytes}`, `pack`, `unpack`
(zstd with a cap), `LARGEST_FILE`.

An archive is read from its directory only to name the members; then it is written again and must come out the same.
So there is no second name, no hidden byte, no path, no compression that could blow up, and nothing is ever unpacked
to a disk.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from re import Pattern

from ffp_desktop.bundle.refusals import refusal

LARGEST_FILE = 64 << 20
LARGEST_UNPACKED = 512 << 20
_LEVEL = 3
_OVERHEAD = 256
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CHUNK = 1 << 20
_AT_ONCE = 256  # lines


def write_archive(members: Mapping[str, bytes]) -> bytes:
    """The members in their order, always the same bytes for the same content."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def read_archive(content: bytes, names: Pattern[str], largest: int, most: int) -> dict[str, bytes]:
    """Its members. Sizes, names and counts are looked at before any member is read.

    Raises FfpError `bundle.foreign`, `bundle.oversized`, `bundle.damaged`.
    """
    if len(content) > largest:
        raise refusal("oversized")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _look_over(entries, names, largest, most)
            members = {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise refusal("foreign") from error
    if write_archive(members) != content:
        raise refusal("damaged")
    return members


def pack(lines: Iterable[bytes]) -> bytes:
    """Lines, compressed."""
    import zstandard

    compressor = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True).compressobj()
    gathered = iter(lines)
    parts = []
    while some := list(islice(gathered, _AT_ONCE)):
        parts.append(compressor.compress(b"".join([line + b"\n" for line in some])))
    return b"".join((*parts, compressor.flush()))


def unpack(content: bytes, largest: int) -> Iterator[bytes]:
    """The lines again, one after the other. Raises FfpError `bundle.oversized` past `largest` bytes, `.damaged`."""
    import zstandard

    read, rest = 0, b""
    try:
        with zstandard.ZstdDecompressor(max_window_size=8 << 20).stream_reader(io.BytesIO(content)) as stream:
            while chunk := stream.read(_CHUNK):
                read += len(chunk)
                if read > largest:
                    raise refusal("oversized")
                *lines, rest = (rest + chunk).split(b"\n")
                yield from lines
    except zstandard.ZstdError as error:
        raise refusal("damaged") from error
    if rest:
        raise refusal("damaged")


def _look_over(entries: list[zipfile.ZipInfo], names: Pattern[str], largest: int, most: int) -> None:
    if len(entries) > most:
        raise refusal("oversized")
    if len({entry.filename for entry in entries}) != len(entries):
        raise refusal("damaged")
    for entry in entries:
        if entry.compress_type != zipfile.ZIP_STORED or not names.fullmatch(entry.filename) or entry.flag_bits & 1:
            raise refusal("foreign")
    if sum(entry.file_size + _OVERHEAD for entry in entries) > largest + most * _OVERHEAD:
        raise refusal("oversized")
