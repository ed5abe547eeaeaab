"""Tables and charts of an official document on a PDF page."""

from dataclasses import dataclass
from functools import partial

from ffp_desktop.documents.pdf.ink import POINT, Ink, colour_of
from ffp_desktop.documents.report import layout
from ffp_desktop.documents.report.chart_drawing import Area, Stroke, Words, draw_chart
from ffp_desktop.documents.report.content import BarChart, PointChart, ReportTable, plain_words
from ffp_desktop.documents.report.pdf_flow import Flow
from ffp_desktop.domain.paper.typeset import break_balanced, break_text

_PADDING = 1.0  # mm
_BLACK = (0.0, 0.0, 0.0)
_HEAD = colour_of("#F1EFEA")
_THIN, _THICK = 0.5, 1.5  # points
_MIDDLE = 0.345  # how far the middle of a character stands above its baseline, in ems
_CAPTION = 8.0  # mm


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[tuple[str, ...], ...]
    height: float


def draw_table(flow: Flow, table: ReportTable) -> None:
    """The caption, then as many rows as fit on each page under the repeated headings."""
    _Table(flow, table).draw()


def draw_picture(flow: Flow, chart: BarChart | PointChart) -> None:
    """The chart, and its caption below; both on one page."""
    drawing = draw_chart(chart, layout.TEXT_WIDTH)
    flow.room(drawing.height + _CAPTION + 4)
    flow.skip(2)
    for shape in drawing.shapes:
        _draw_shape(flow.ink, shape, layout.LEFT, flow.y)
    flow.skip(drawing.height)
    _caption(flow, chart.caption)
    flow.skip(2)


class _Table:
    def __init__(self, flow: Flow, table: ReportTable) -> None:
        self._flow = flow
        self._ink = flow.ink
        self._table = table
        self._size = layout.TABLE if len(table.columns) < layout.WIDE_TABLE else layout.NOTE
        self._pitch = (self._size + 4) / POINT
        whole = sum(column.share for column in table.columns)
        self._widths = [layout.TEXT_WIDTH * column.share / whole for column in table.columns]
        self._head = self._measure(tuple(column.heading for column in table.columns), is_head=True)

    def draw(self) -> None:
        flow, rows = self._flow, [self._measure(row) for row in self._table.rows]
        first = self._head.height + (rows[0].height if rows else 0)
        flow.room(_CAPTION + first)
        if self._table.caption:
            _caption(flow, self._table.caption)
        start = self._begin()
        for number, row in enumerate(rows):
            if flow.y + row.height > layout.PAGE_HEIGHT - layout.BOTTOM + 0.01:
                self._end(start)
                flow.new_page()
                start = self._begin()
            is_total = self._table.has_total and number == len(rows) - 1
            self._draw_row(row, bold=is_total)
        self._end(start)
        flow.skip(1.5)
        if self._table.note:
            measure = partial(self._ink.width, size=layout.NOTE)
            for line in break_text(plain_words(self._table.note), layout.TEXT_WIDTH, measure):
                flow.room(6)
                self._ink.text(layout.LEFT, flow.y + 4.2, line, layout.NOTE)
                flow.skip(5.6)
        flow.skip(2)

    def _begin(self) -> float:
        """Draws the headings; where the table begins on this page."""
        start = self._flow.y
        if not self._table.is_open:
            self._ink.fill_colour(_HEAD)
            self._ink.rectangle(layout.LEFT, start, layout.TEXT_WIDTH, self._head.height)
        self._draw_row(self._head, bold=True, is_head=True)
        return start

    def _end(self, start: float) -> None:
        """The frame, or the lines above and below."""
        ink, right, end = self._ink, layout.LEFT + layout.TEXT_WIDTH, self._flow.y
        ink.line_colour(_BLACK)
        if self._table.is_open:
            for y in (start, end):
                ink.rule(layout.LEFT, y, right, y, _THICK)
            return
        ink.rectangle(layout.LEFT, start, layout.TEXT_WIDTH, end - start, _THICK / 1.5)
        x = layout.LEFT
        for width in self._widths[:-1]:
            x += width
            ink.rule(x, start, x, end, _THIN)

    def _draw_row(self, row: _Row, *, bold: bool, is_head: bool = False) -> None:
        ink, x, top = self._ink, layout.LEFT, self._flow.y
        ink.fill_colour(_BLACK)
        for column, width, lines in zip(self._table.columns, self._widths, row.cells, strict=True):
            first = top + (row.height - self._pitch * (len(lines) - 1)) / 2 + _MIDDLE * self._size / POINT
            for number, line in enumerate(lines):
                self._write(line, x, width, first + number * self._pitch, bold, is_head, column.is_number)
            x += width
        bottom = top + row.height
        if is_head or not self._table.is_open:
            ink.line_colour(_BLACK)
            ink.rule(layout.LEFT, bottom, layout.LEFT + layout.TEXT_WIDTH, bottom, _THIN)
        self._flow.skip(row.height)

    def _write(
        self, line: str, x: float, width: float, baseline: float, bold: bool, is_head: bool, is_number: bool
    ) -> None:
        if is_head:
            self._ink.text_centred(x + width / 2, baseline, line, self._size, bold)
        elif is_number:
            long = self._ink.width(line, self._size, bold)
            self._ink.text(x + width - _PADDING - long, baseline, line, self._size, bold)
        else:
            self._ink.text(x + _PADDING, baseline, line, self._size, bold)

    def _measure(self, values: tuple[str, ...], *, is_head: bool = False) -> _Row:
        cells = []
        for value, width in zip(values, self._widths, strict=True):
            measure = partial(self._ink.width, size=self._size, bold=is_head)
            cut = break_balanced if is_head else break_text
            cells.append(cut(plain_words(value), width - 2 * _PADDING, measure) or ("",))
        most = max(len(lines) for lines in cells)
        return _Row(tuple(cells), most * self._pitch + 1.4)


def _caption(flow: Flow, caption: str) -> None:
    flow.ink.fill_colour(_BLACK)
    middle = layout.LEFT + layout.TEXT_WIDTH / 2
    flow.ink.text_centred(middle, flow.y + 5.4, plain_words(caption), layout.TABLE, bold=True)
    flow.skip(_CAPTION)


def _draw_shape(ink: Ink, shape: Area | Stroke | Words, left: float, top: float) -> None:
    if isinstance(shape, Area):
        ink.fill_colour(colour_of(shape.fill))
        ink.rectangle(left + shape.x, top + shape.y, shape.width, shape.height)
        if shape.outline:
            ink.line_colour(colour_of(shape.outline))
            ink.rectangle(left + shape.x, top + shape.y, shape.width, shape.height, 0.5)
    elif isinstance(shape, Stroke):
        ink.line_colour(colour_of(shape.colour))
        ink.add("[3 2] 0 d" if shape.is_dashed else "")
        ink.rule(left + shape.x1, top + shape.y1, left + shape.x2, top + shape.y2, shape.width)
        ink.add("[] 0 d" if shape.is_dashed else "")
    else:
        ink.fill_colour(colour_of(shape.colour))
        x = left + shape.x - shape.align * ink.width(shape.text, shape.size)
        ink.text(x, top + shape.baseline, shape.text, shape.size)
