"""One PDF file of many forms: pages are written as they are built, what recurs is written once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import IO

from ffp_desktop.documents.fonts import FontStack
from ffp_desktop.documents.pdf.embedding import embed_fonts
from ffp_desktop.documents.pdf.file_writer import PdfWriter, dictionary
from ffp_desktop.documents.pdf.ink import PAGE_HEIGHT, PAGE_WIDTH, POINT, Palette
from ffp_desktop.documents.pdf.page_builder import PageBuilder
from ffp_desktop.documents.pdf.side_plan import SidePlanner
from ffp_desktop.domain.paper.grid import Paper
from ffp_desktop.domain.paper.sheet import BlankSheet, PaperSheet

_A3 = 2**0.5
_SAFE = 0.97  # for printers that cannot print close to the edge
_MANY = 12  # from so many surveys on, what recurs is written once


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """How a file is made: `grey` for printers without colour, `a3` twice the area, `narrow` for wide dead zones.

    `duplex`: every survey begins on a new sheet when both sides are printed.
    """

    grey: bool = False
    a3: bool = False
    narrow: bool = False
    duplex: bool = True


class Press:
    """What outlives a file: the fonts, and the planned sides of a form's paper."""

    def __init__(self, paper: Paper, fonts: FontStack) -> None:
        self.paper = paper
        self.fonts = fonts
        self._planners: dict[object, SidePlanner] = {}

    def planner(self, facts: Mapping[str, str], grey: bool) -> SidePlanner:
        """Plans with these facts, in colour or without."""
        key = (grey, tuple(sorted(facts.items())))
        found = self._planners.get(key)
        if found is None:
            found = self._planners[key] = SidePlanner(self.paper, self.fonts, Palette(grey), facts)
        return found


class FormFile:
    """Writes forms to `file`, one after the other; `finish` ends it. `expected` is about how many there will be."""

    def __init__(self, file: IO[bytes], press: Press, options: PrintOptions, expected: int = 1) -> None:
        self._writer = PdfWriter(file, title=press.paper.title)
        self._press = press
        self._options = options
        self._many = expected >= _MANY
        self._builders: dict[tuple[tuple[str, str], ...], PageBuilder] = {}
        self._objects: dict[str, tuple[str, int]] = {}
        self._resources = self._writer.reserve()
        scale = _A3 if options.a3 else 1.0
        self._size = (PAGE_WIDTH * POINT * scale, PAGE_HEIGHT * POINT * scale)

    def add_sheet(self, sheet: PaperSheet) -> int:
        """Writes a survey's pages; gives their number."""
        return self._add(self._builder(sheet.facts).build_sheet(sheet))

    def add_blank(self, blank: BlankSheet) -> int:
        """Writes an empty form's pages; gives their number."""
        return self._add(self._builder(blank.facts).build_blank(blank))

    def finish(self) -> None:
        """Writes the fonts and ends the file."""
        used: set[str] = set()
        for builder in self._builders.values():
            used |= builder.characters
        fonts = dictionary(embed_fonts(self._writer, self._press.fonts, used))
        objects = dictionary(list(self._objects.values()))
        self._writer.add(b"<</Font%b/XObject%b>>" % (fonts, objects), self._resources)
        self._writer.finish(*self._size, self._resources)

    def _builder(self, facts: Mapping[str, str]) -> PageBuilder:
        key = tuple(sorted(facts.items()))
        found = self._builders.get(key)
        if found is None:
            keep = self._keep if self._many else str
            planner = self._press.planner(facts, self._options.grey)
            found = self._builders[key] = PageBuilder(planner, keep)
        return found

    def _add(self, pages: Iterable[str]) -> int:
        count = 0
        for operators in pages:
            self._writer.add_page((self._transform() + operators).encode("latin-1"))
            count += 1
        if self._options.duplex and count % 2:
            self._writer.add_page(b"")
            count += 1
        return count

    def _transform(self) -> str:
        """Larger for A3, and drawn in from the edges where a printer cannot reach them."""
        safe = _SAFE if self._options.narrow else 1.0
        scale = safe * (_A3 if self._options.a3 else 1.0)
        if scale == 1.0:
            return ""
        width, height = self._size
        return f"{scale:.5f} 0 0 {scale:.5f} {width * (1 - safe) / 2:.2f} {height * (1 - safe) / 2:.2f} cm\n"

    def _keep(self, operators: str) -> str:
        """Writes the operators as an object of their own once, and gives its call; the page sets its colours."""
        found = self._objects.get(operators)
        if found is None:
            box = f"[0 0 {PAGE_WIDTH * POINT:.2f} {PAGE_HEIGHT * POINT:.2f}]"
            entries = f"/Type/XObject/Subtype/Form/BBox{box}/Resources {self._resources} 0 R"
            number = self._writer.add_stream(operators.encode("latin-1"), entries.encode())
            found = self._objects[operators] = (f"x{len(self._objects)}", number)
        return f"/{found[0]} Do"
