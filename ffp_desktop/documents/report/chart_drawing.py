"""Charts as lines, areas and words in millimetres, drawn the same in a picture and in a PDF. Pure.

API: `draw_chart(chart, width) -> Drawing` with its `.height` and `.shapes`.

Told apart without colour: dark, grey and white with an outline; marked points are squares with a number.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor, log10

from ffp_desktop.documents.report.content import Bar, BarChart, PointChart, plain_words

DARK, GREY, WHITE, LINE, FAINT = "#2F4A6B", "#AEB8C5", "#FFFFFF", "#57524A", "#D9D5CE"
POINT, MARKED, AREA = "#5F6B7E", "#B42318", "#F1EFEA"
FILLS = (DARK, GREY, WHITE)
SIZE = 9.0  # points
_ROW, _BAR, _GAP = 5.6, 3.4, 2.0
_LABEL, _WORDS = 34.0, 30.0
_LEGEND = 7.0
_PLOT_HEIGHT = 70.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 12.0, 4.0, 7.0, 12.0
_MARK = 4.0


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle; `outline` "" for none."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    outline: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line of `width` points, dashed or not."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str = LINE
    width: float = 0.5
    is_dashed: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Words on a baseline; `align` is where `x` is in them: 0 their start, 0.5 the middle, 1 the end."""

    x: float
    baseline: float
    text: str
    align: float = 0.0
    colour: str = LINE
    size: float = SIZE


Shape = Area | Stroke | Words
Place = Callable[[float, float], tuple[float, float]]
"""From figures to millimetres."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes in the order they are drawn; places are from the upper left corner."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def draw_chart(chart: BarChart | PointChart, width: float) -> Drawing:
    """The chart in a room of this width; its caption is the document's."""
    return _draw_bars(chart, width) if isinstance(chart, BarChart) else _draw_points(chart, width)


def _draw_bars(chart: BarChart, width: float) -> Drawing:
    shapes: list[Shape] = []
    x = width
    for fill, words in reversed(list(zip(FILLS, chart.legend, strict=False))):
        x -= 3.4 * len(words) + 8
        shapes += [Area(x, 1.2, _BAR, _BAR, fill, LINE), Words(x + _BAR + 1.2, 4.1, plain_words(words))]
    longest = max((sum(bar.parts) for bar in chart.bars), default=0.0) or 1.0
    room = width - _LABEL - _WORDS - 2 * _GAP
    for number, bar in enumerate(chart.bars):
        shapes += _draw_bar(bar, _LEGEND + number * _ROW, room / longest, width)
    return Drawing(width, _LEGEND + len(chart.bars) * _ROW + 1, tuple(shapes))


def _draw_bar(bar: Bar, top: float, scale: float, width: float) -> list[Shape]:
    baseline, x = top + 3.6, _LABEL + _GAP
    shapes: list[Shape] = [Words(_LABEL, baseline, plain_words(bar.label), 1.0)]
    for fill, amount in zip(FILLS, bar.parts, strict=False):
        if amount > 0:
            shapes.append(Area(x, top + 0.6, amount * scale, _BAR, fill, LINE))
        x += amount * scale
    return [*shapes, Words(width, baseline, plain_words(bar.words), 1.0)]


def _draw_points(chart: PointChart, width: float) -> Drawing:
    most_x = _round_up(max((point.x for point in chart.points), default=0.0))
    most_y = _round_up(max((point.y for point in chart.points), default=0.0))
    plot_width, bottom = width - _LEFT - _RIGHT, _TOP + _PLOT_HEIGHT

    def place(x: float, y: float) -> tuple[float, float]:
        return _LEFT + x / most_x * plot_width, bottom - y / most_y * _PLOT_HEIGHT

    shapes = _draw_suspicious(chart, most_x, most_y, place) if chart.steep else []
    for share in range(6):
        x, _ = place(most_x * share / 5, 0)
        _, y = place(0, most_y * share / 5)
        shapes += [Stroke(x, _TOP, x, bottom, FAINT, 0.4), Stroke(_LEFT, y, _LEFT + plot_width, y, FAINT, 0.4)]
        shapes += [Words(x, bottom + 4.2, _number(most_x * share / 5), 0.5)]
        shapes += [Words(_LEFT - 1.5, y + 1.1, _number(most_y * share / 5), 1.0)]
    shapes += [Stroke(_LEFT, _TOP, _LEFT, bottom), Stroke(_LEFT, bottom, _LEFT + plot_width, bottom)]
    shapes += [Words(0, 3.4, plain_words(chart.y_words)), Words(width, bottom + 9, plain_words(chart.x_words), 1.0)]
    if chart.steep:
        shapes += _draw_line(chart, most_x, most_y, place)
    for point in sorted(chart.points, key=lambda one: bool(one.mark)):
        shapes += _draw_point(*place(point.x, point.y), plain_words(point.mark))
    return Drawing(width, bottom + _BOTTOM, tuple(shapes))


def _draw_suspicious(chart: PointChart, most_x: float, most_y: float, place: Place) -> list[Shape]:
    """Many thin strips under the line: a slanted area without polygons."""
    shapes: list[Shape] = []
    strips = 60
    step = (most_x - chart.from_x) / strips
    for number in range(strips if step > 0 else 0):
        x = chart.from_x + number * step
        left, top = place(x, min(most_y, (x + step / 2) * chart.steep))
        right, bottom = place(x + step, 0)
        shapes.append(Area(left, top, right - left + 0.05, bottom - top, AREA))
    return shapes


def _draw_line(chart: PointChart, most_x: float, most_y: float, place: Place) -> list[Shape]:
    end = min(most_x, most_y / chart.steep)
    (x1, y1), (x2, y2) = place(0, 0), place(end, end * chart.steep)
    words = Words(x2 - 1, max(y2 - 1.6, _TOP + 3), plain_words(chart.line_words), 1.0)
    return [Stroke(x1, y1, x2, y2, LINE, 0.6, True), words]


def _draw_point(x: float, y: float, mark: str) -> list[Shape]:
    if not mark:
        return [Area(x - 0.6, y - 0.6, 1.2, 1.2, POINT)]
    box = Area(x - _MARK / 2, y - _MARK / 2, _MARK, _MARK, WHITE, MARKED)
    return [box, Words(x, y + 1.15, mark, 0.5, MARKED)]


def _round_up(most: float) -> float:
    """A round end for an axis that five steps divide well: 12 → 15, 97 → 100, 0 → 5."""
    if most <= 10:
        return 5.0 if most <= 5 else 10.0
    unit = 10.0 ** floor(log10(most))
    return next(step * unit for step in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if step * unit >= most)


def _number(value: float) -> str:
    return str(ceil(value)) if value == ceil(value) else f"{value:g}"
