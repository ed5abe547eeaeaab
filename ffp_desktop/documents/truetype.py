"""A TrueType font as the PDF writer needs it: which glyph a character has, how wide it is, a subset of the outlines.

Only what is asked for is read: the file is mapped, so that a 30 MB font costs a lookup and not its size. Fonts with
`glyf` outlines only (.ttf, and .ttc with an index); others raise `UnusableFontError`. Tables: ISO/IEC 14496-22.
"""

import mmap
import struct
from pathlib import Path

_COPIED = (b"cvt ", b"fpgm", b"prep")
_WORDS, _SCALE, _MORE, _XY_SCALE, _TWO_BY_TWO = 0x01, 0x08, 0x20, 0x40, 0x80


class UnusableFontError(Exception):
    """The file is no font with glyf outlines, or is damaged."""


class TrueType:
    """One font of a file. Widths are in thousandths of the type size."""

    def __init__(self, path: Path, index: int = 0) -> None:
        try:
            with path.open("rb") as file:
                self._file = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._tables = self._read_directory(index)
            self._read_metrics()
            self._cmap = self._find_cmap()
        except (OSError, ValueError, struct.error, KeyError, IndexError) as error:
            raise UnusableFontError(str(path)) from error
        self._glyphs: dict[int, int] = {}

    # ---- asking

    def glyph(self, code: int) -> int:
        """The glyph of a character, 0 when the font has none."""
        found = self._glyphs.get(code)
        if found is None:
            found = self._glyphs[code] = self._look_up(code)
        return found

    def width(self, glyph: int) -> float:
        """Advance in thousandths of the size."""
        entry = self._table(b"hmtx") + 4 * min(glyph, self._metric_count - 1)
        return int(self._unpack(">H", entry)[0]) * 1000 / self.units_per_em

    def scaled(self, value: int) -> int:
        """A length of the font in thousandths of the size."""
        return round(value * 1000 / self.units_per_em)

    # ---- subsetting

    def subset(self, glyphs: list[int]) -> bytes:
        """A font whose glyph n is `glyphs[n]` (glyphs[0] must be 0), with the parts of composed glyphs after them."""
        order = list(glyphs)
        places = {glyph: place for place, glyph in reversed(list(enumerate(order)))}
        outlines = []
        for glyph in order:  # grows while composed glyphs name their parts
            outlines.append(self._outline(glyph, order, places))
        tables = {tag: self._bytes(tag) for tag in _COPIED if tag in self._tables}
        tables |= self._outline_tables(outlines)
        tables |= self._metric_tables(order)
        return _assemble(tables)

    def _outline(self, glyph: int, order: list[int], places: dict[int, int]) -> bytes:
        start, end = self._glyph_range(glyph)
        outline = bytearray(self._file[start:end])
        if len(outline) > 10 and struct.unpack_from(">h", outline)[0] < 0:
            position, more = 10, True
            while more:
                flags, part = struct.unpack_from(">HH", outline, position)
                if part not in places:
                    places[part] = len(order)
                    order.append(part)
                struct.pack_into(">H", outline, position + 2, places[part])
                position += 8 if flags & _WORDS else 6
                position += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0
                more = bool(flags & _MORE)
        outline += b"\0" * (-len(outline) % 4)
        return bytes(outline)

    def _glyph_range(self, glyph: int) -> tuple[int, int]:
        glyf, loca = self._table(b"glyf"), self._table(b"loca")
        if self._long_loca:
            start, end = self._unpack(">LL", loca + 4 * glyph)
            return glyf + start, glyf + end
        start, end = self._unpack(">HH", loca + 2 * glyph)
        return glyf + 2 * start, glyf + 2 * end

    def _outline_tables(self, outlines: list[bytes]) -> dict[bytes, bytes]:
        offsets = [0]
        for outline in outlines:
            offsets.append(offsets[-1] + len(outline))
        head = bytearray(self._bytes(b"head"))
        struct.pack_into(">L", head, 8, 0)  # checkSumAdjustment: readers of PDF do not look at it
        struct.pack_into(">h", head, 50, 1)  # long offsets
        maxp = bytearray(self._bytes(b"maxp"))
        struct.pack_into(">H", maxp, 4, len(outlines))
        return {
            b"glyf": b"".join(outlines) or b"\0\0\0\0",
            b"loca": struct.pack(f">{len(offsets)}L", *offsets),
            b"head": bytes(head),
            b"maxp": bytes(maxp),
        }

    def _metric_tables(self, order: list[int]) -> dict[bytes, bytes]:
        hhea = bytearray(self._bytes(b"hhea"))
        struct.pack_into(">H", hhea, 34, len(order))
        return {b"hhea": bytes(hhea), b"hmtx": b"".join(self._metric(glyph) for glyph in order)}

    def _metric(self, glyph: int) -> bytes:
        hmtx, count = self._table(b"hmtx"), self._metric_count
        if glyph < count:
            return bytes(self._file[hmtx + 4 * glyph : hmtx + 4 * glyph + 4])
        bearing = hmtx + 4 * count + 2 * (glyph - count)
        return bytes(self._file[hmtx + 4 * count - 4 : hmtx + 4 * count - 2] + self._file[bearing : bearing + 2])

    # ---- reading

    def _unpack(self, shape: str, offset: int) -> tuple[int, ...]:
        return struct.unpack_from(shape, self._file, offset)

    def _table(self, tag: bytes) -> int:
        return self._tables[tag][0]

    def _bytes(self, tag: bytes) -> bytes:
        start, length = self._tables[tag]
        return bytes(self._file[start : start + length])

    def _read_directory(self, index: int) -> dict[bytes, tuple[int, int]]:
        start = 0
        if self._file[:4] == b"ttcf":
            if index >= self._unpack(">L", 8)[0]:
                raise ValueError(index)
            start = self._unpack(">L", 12 + 4 * index)[0]
        if self._file[start : start + 4] not in (b"\0\1\0\0", b"true"):
            raise ValueError("no glyf outlines")
        tables = {}
        for number in range(self._unpack(">H", start + 4)[0]):
            tag, _, offset, length = struct.unpack_from(">4sLLL", self._file, start + 12 + 16 * number)
            tables[tag] = (offset, length)
        return tables

    def _read_metrics(self) -> None:
        head, hhea = self._table(b"head"), self._table(b"hhea")
        self._table(b"glyf")
        self.units_per_em = self._unpack(">H", head + 18)[0]
        self.box = self._unpack(">hhhh", head + 36)
        self._long_loca = self._unpack(">h", head + 50)[0] == 1
        self.ascent, self.descent = self._unpack(">hh", hhea + 4)
        self._metric_count = self._unpack(">H", hhea + 34)[0]
        if not self.units_per_em or not self._metric_count:
            raise ValueError("no metrics")

    def _find_cmap(self) -> tuple[int, int]:
        """Format and place of the best Unicode table: the full one (12), else the one of the BMP (4)."""
        cmap, found = self._table(b"cmap"), {}
        for number in range(self._unpack(">H", cmap + 2)[0]):
            platform, encoding, offset = self._unpack(">HHL", cmap + 4 + 8 * number)
            if platform == 0 or (platform == 3 and encoding in (1, 10)):
                found[self._unpack(">H", cmap + offset)[0]] = cmap + offset
        shape = 12 if 12 in found else 4
        return shape, found[shape]

    def _look_up(self, code: int) -> int:
        shape, table = self._cmap
        return self._look_up_groups(table, code) if shape == 12 else self._look_up_segments(table, code)

    def _look_up_groups(self, table: int, code: int) -> int:
        low, high = 0, self._unpack(">L", table + 12)[0]
        while low < high:
            middle = (low + high) // 2
            first, last, glyph = self._unpack(">LLL", table + 16 + 12 * middle)
            if code < first:
                high = middle
            elif code > last:
                low = middle + 1
            else:
                return glyph + code - first
        return 0

    def _look_up_segments(self, table: int, code: int) -> int:
        if code > 0xFFFF:
            return 0
        count = self._unpack(">H", table + 6)[0] // 2
        ends = self._unpack(f">{count}H", table + 14)
        segment = next((place for place, end in enumerate(ends) if end >= code), count)
        if segment == count:
            return 0
        base = table + 16 + 2 * count + 2 * segment
        first = self._unpack(">H", base)[0]
        delta = self._unpack(">H", base + 2 * count)[0]
        place = base + 4 * count
        offset = self._unpack(">H", place)[0]
        if code < first:
            return 0
        if not offset:
            return (code + delta) & 0xFFFF
        glyph = self._unpack(">H", place + offset + 2 * (code - first))[0]
        return (glyph + delta) & 0xFFFF if glyph else 0


def _assemble(tables: dict[bytes, bytes]) -> bytes:
    """A font file of these tables."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = struct.pack(">LHHHH", 0x00010000, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    offset = 12 + 16 * count
    directory, content = [], []
    for tag, table in sorted(tables.items()):
        padded = table + b"\0" * (-len(table) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF
        directory.append(struct.pack(">4sLLL", tag, total, offset, len(table)))
        content.append(padded)
        offset += len(padded)
    return header + b"".join(directory) + b"".join(content)
