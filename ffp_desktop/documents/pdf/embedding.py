"""Embeds the characters that one PDF file uses: a subset of each face, its widths, and what its codes mean.

Each character has its own code (CID), so that copied text is the text that was set, even where two characters share a
glyph; characters beyond the BMP stand in the ToUnicode map as surrogate pairs (ISO 32000-1, 9.10.3).
"""

from collections.abc import Iterable

from ffp_desktop.documents.fonts import FontStack, Typeface
from ffp_desktop.documents.pdf.file_writer import PdfWriter

_TAG = "FFPAAA+"


def embed_fonts(writer: PdfWriter, fonts: FontStack, used: Iterable[str]) -> list[tuple[str, int]]:
    """Writes every face that set one of the characters `used`; gives resource names and object numbers."""
    characters = set(used)
    embedded = []
    for face in fonts.faces():
        numbers = sorted(face.codes.numbers[one] for one in characters if one in face.codes.numbers)
        if numbers:
            embedded.append((face.name, _embed(writer, face, numbers)))
    return embedded


def _embed(writer: PdfWriter, face: Typeface, numbers: list[int]) -> int:
    font, name = face.font, f"{_TAG}{face.name}".encode()
    glyphs, places = [0], {0: 0}
    for number in numbers:
        glyph = font.glyph(ord(face.characters[number]))
        if glyph not in places:
            places[glyph] = len(glyphs)
            glyphs.append(glyph)
    mapping = bytearray(2 * (numbers[-1] + 1))
    for number in numbers:
        place = places[font.glyph(ord(face.characters[number]))]
        mapping[2 * number : 2 * number + 2] = place.to_bytes(2, "big")
    program = font.subset(glyphs)
    file = writer.add_stream(program, b"/Length1 %d" % len(program))
    box = b" ".join(b"%d" % font.scaled(value) for value in font.box)
    ascent, descent = font.scaled(font.ascent), font.scaled(font.descent)
    descriptor = writer.add(
        b"<</Type/FontDescriptor/FontName/%b/Flags 4/FontBBox[%b]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d"
        b"/StemV 80/FontFile2 %d 0 R>>" % (name, box, ascent, descent, ascent, file)
    )
    map_stream = writer.add_stream(bytes(mapping))
    meaning = writer.add_stream(_to_unicode(face, numbers))
    descendant = writer.add(
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%b/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        b"/Supplement 0>>/FontDescriptor %d 0 R/DW 1000/W[%b]/CIDToGIDMap %d 0 R>>"
        % (name, descriptor, _widths(face, numbers), map_stream)
    )
    return writer.add(
        b"<</Type/Font/Subtype/Type0/BaseFont/%b/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
        % (name, descendant, meaning)
    )


def _widths(face: Typeface, numbers: list[int]) -> bytes:
    """The widths that are not a full em."""
    return b" ".join(b"%d[%g]" % (n, round(face.widths[n], 2)) for n in numbers if face.widths[n] != 1000)


def _to_unicode(face: Typeface, numbers: list[int]) -> bytes:
    lines = [
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap",
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def",
        "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def",
        "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange",
    ]
    for start in range(0, len(numbers), 100):
        part = numbers[start : start + 100]
        lines.append(f"{len(part)} beginbfchar")
        lines += [f"<{number:04X}><{face.characters[number].encode('utf-16-be').hex().upper()}>" for number in part]
        lines.append("endbfchar")
    lines.append("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend")
    return "\n".join(lines).encode()
