"""Lays the rows of a list out in sheets: titles, headers of one or two rows, headings, subtotals, totals and notes.

API: `lay_out(layout, lines, regions, random) -> tuple[PlacedSheet, …]`; a `PlacedSheet` has its cells, its merged
ranges, and the truth with the row's number in the sheet filled in.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby
from random import Random

from ffp_desktop.domain.regions import Regions
from tests.quarter import wording
from tests.quarter.departments import Column, Grouping, Layout
from tests.quarter.planting import Line
from tests.quarter.truth import PlantedRow, Stage
from tests.quarter.ways import Cell, Told

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 1."""


@dataclass(slots=True)
class PlacedSheet:
    """One sheet as it will be written."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    planted: list[PlantedRow] = field(default_factory=list)


def lay_out(layout: Layout, lines: Sequence[Line], regions: Regions, random: Random) -> tuple[PlacedSheet, ...]:
    """The whole list. Lists by village come in the order of the villages' codes, all others as they were drawn."""
    if layout.grouping is not Grouping.IN_ROW or layout.has_subtotals:
        lines = sorted(lines, key=lambda line: line.village)
    if layout.grouping is Grouping.BY_SHEET:
        parts = [(code, list(part)) for code, part in groupby(lines, key=lambda line: line.village[:9])]
    else:
        size = -(-len(lines) // len(layout.sheets))
        parts = [(name, list(lines[i * size : (i + 1) * size])) for i, name in enumerate(layout.sheets)]
    placed = [_Sheet(layout, name, part, regions, random).placed() for name, part in parts]
    if layout.notes:
        placed.append(PlacedSheet(layout.notes[0], [[note] for note in layout.notes]))
    return tuple(placed)


class _Sheet:
    """One sheet under way."""

    def __init__(self, layout: Layout, name: str, lines: Sequence[Line], regions: Regions, random: Random) -> None:
        self._layout = layout
        self._lines = lines
        self._regions = regions
        self._random = random
        township = regions.find(name) if layout.grouping is Grouping.BY_SHEET else None
        self._place = township.name if township else ""
        self._sheet = PlacedSheet(self._place or name)
        self._number = 0

    def placed(self) -> PlacedSheet:
        if self._layout.ending != "csv":
            self._put_above()
        self._put_header()
        for village, part in groupby(self._lines, key=self._heading_of):
            self._put_group(village, list(part))
        if self._layout.has_total:
            self._put_nobody(["合计", "", f"{len(self._lines)}人"])
        for note in self._layout.below:
            self._put_nobody([note])
        return self._sheet

    # ---- above the rows

    def _put_above(self) -> None:
        width = len(self._layout.columns)
        title = f"{self._place}{self._layout.title}"
        for text in (title, *self._layout.above):
            self._sheet.rows.append([text])
        self._sheet.merged.append((1, 1, 1, width))

    def _put_header(self) -> None:
        columns = self._layout.columns
        if not self._layout.has_groups:
            self._sheet.rows.append([column.heading for column in columns])
            return
        top = len(self._sheet.rows) + 1
        groups: list[Cell] = [column.group or column.heading for column in columns]
        self._sheet.rows += [groups, [column.heading if column.group else "" for column in columns]]
        at = 1
        for group, part in groupby(columns, key=lambda column: column.group or column.heading):
            size = len(list(part))
            low = top if columns[at - 1].group else top + 1
            if (size, low) != (1, top):
                self._sheet.merged.append((top, at, low, at + size - 1))
                groups[at : at + size - 1] = [""] * (size - 1)
            at += size
            assert group

    # ---- the rows

    def _heading_of(self, line: Line) -> str:
        if self._layout.grouping in (Grouping.HEADED, Grouping.MERGED):
            return line.village
        return line.village[:9] if self._layout.has_subtotals else ""

    def _put_group(self, village: str, lines: Sequence[Line]) -> None:
        """The rows of one village or township, with what stands above and below them."""
        if self._layout.grouping is Grouping.HEADED:
            self._put_nobody([self._regions.full_name(village).split(" › ", 1)[-1].replace(" › ", "")])
        first = len(self._sheet.rows) + 1
        for number, line in enumerate(lines):
            if self._layout.repeats_header and self._number and self._number % 400 == 0:
                self._put_nobody([column.heading for column in self._layout.columns])
            hides_place = self._layout.grouping is Grouping.MERGED and number > 0 and bool(line.told[0].village)
            self._put_line(line, hides_place)
        if self._layout.grouping is Grouping.MERGED and len(lines) > 1:
            last = len(self._sheet.rows)
            self._sheet.merged += [
                (first, at, last, at)
                for at, c in enumerate(self._layout.columns, 1)
                if c.key in ("township", "village")
            ]
        if self._layout.has_subtotals and len(lines) > 1:
            self._put_nobody(["小计", "", f"{len(lines)}户"])

    def _put_line(self, line: Line, hides_place: bool) -> None:
        self._number += 1
        told = [one.without("township", "village") if hides_place else one for one in line.told]
        between = self._random.choice(wording.CELL_BREAKS)
        self._sheet.rows.append([self._cell(column, told, between) for column in self._layout.columns])
        self._plant(line.planted)

    def _put_nobody(self, cells: Iterable[Cell]) -> None:
        self._sheet.rows.append(list(cells))
        self._plant([PlantedRow("", 0, 0, "no_person", Stage.NO_PERSON)])

    def _plant(self, planted: Iterable[PlantedRow]) -> None:
        row = len(self._sheet.rows)
        self._sheet.planted += [replace(one, sheet=self._sheet.name, row=row) for one in planted]

    def _cell(self, column: Column, told: Sequence[Told], between: str) -> Cell:
        random = self._random
        match column.key:
            case "order":
                return self._number
            case "day":
                return wording.spell_day(random, date(2022, 12, 1) + timedelta(days=random.randrange(70)))
            case "detail":
                return random.choice(column.details)
            case "blank":
                return ""
        values = [getattr(one, column.key) for one in told]
        return values[0] if len(set(values)) == 1 else between.join(str(value) for value in values if value)


def all_planted(sheets: Iterable[PlacedSheet]) -> Iterator[PlantedRow]:
    for sheet in sheets:
        yield from sheet.planted
