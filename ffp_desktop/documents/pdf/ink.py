"""What is drawn on a page, as PDF operators. Lengths and places are millimetres from the page's upper left corner."""

from collections.abc import Sequence
from typing import NamedTuple

from ffp_desktop.documents.fonts import FontStack, SetText

POINT = 72 / 25.4  # points in a millimetre
PAGE_WIDTH, PAGE_HEIGHT = 297.0, 210.0  # A4 landscape
BOX = 2.6
_TENTHS = 10 * POINT
_TICK = ((0.5, 1.2), (1.05, 1.85), (2.2, 0.45))  # corners of a tick in its box, mm from the box's upper left


class Written(NamedTuple):
    """One line of an answer, ready to draw: where it starts, on which baseline, in how many points."""

    text: str
    x: float
    baseline: float
    size: float


Colour = tuple[float, float, float]
TICK_WIDTH = 0.42


def colour_of(code: str) -> Colour:
    """The parts of #RRGGBB, from 0 to 1."""
    return (int(code[1:3], 16) / 255, int(code[3:5], 16) / 255, int(code[5:7], 16) / 255)


class Palette:
    """The colours of a print: in colour, or black for printers and copiers without any."""

    def __init__(self, grey: bool = False) -> None:
        self.title = colour_of("#1F1D1A") if not grey else (0.0, 0.0, 0.0)
        self.label = colour_of("#2E2B27") if not grey else (0.0, 0.0, 0.0)
        self.rule = colour_of("#3A3631") if not grey else (0.0, 0.0, 0.0)
        self.muted = colour_of("#5F584E") if not grey else (0.0, 0.0, 0.0)
        self.ink = colour_of("#0E2244") if not grey else (0.0, 0.0, 0.0)
        self.head = colour_of("#F1EFEA") if not grey else (0.94, 0.94, 0.94)


class Ink:
    """Collects operators. `characters` are all that were set, for the fonts' subsets."""

    def __init__(self, fonts: FontStack) -> None:
        self.fonts = fonts
        self.characters: set[str] = set()
        self._operators: list[str] = []

    def take(self) -> str:
        """The operators so far; the next ones start anew."""
        operators = "\n".join(self._operators)
        self._operators.clear()
        return operators

    def add(self, operators: str) -> None:
        if operators:
            self._operators.append(operators)

    def fill_colour(self, colour: Colour) -> None:
        self._operators.append("{:.3g} {:.3g} {:.3g} rg".format(*colour))

    def line_colour(self, colour: Colour) -> None:
        self._operators.append("{:.3g} {:.3g} {:.3g} RG".format(*colour))

    def text(self, x: float, baseline: float, words: str, size: float, bold: bool = False) -> None:
        """Words from `x` on, `size` in points."""
        self.characters.update(words)
        self._operators.append(text_operators(self.fonts.set(words, bold), x, baseline, size, self._thickens(bold)))

    def write(self, lines: Sequence[Written]) -> None:
        """Many lines of text in one text object, in tenths of a point, each placed from the one before: short, and
        alike from row to row."""
        operators, font, at_x, at_y = ["BT .1 0 0 .1 0 0 Tm"], ("", 0.0), 0, 0
        words = []
        for text, left, baseline, size in lines:
            x, y = round(left * _TENTHS), round((PAGE_HEIGHT - baseline) * _TENTHS)
            place = f"{x - at_x} {y - at_y} Td"
            at_x, at_y = x, y
            words.append(text)
            for name, codes, _ in self.fonts.set(text).parts:
                if font != (name, size):
                    font = (name, size)
                    place += f"/{name} {size * 10:g} Tf"
                place += f"({codes})Tj"
            operators.append(place)
        operators.append("ET")
        self.characters.update("".join(words))
        self._operators.append("\n".join(operators))

    def text_right(self, x: float, baseline: float, words: str, size: float) -> None:
        """Words that end at `x`."""
        self.text(x - self.width(words, size), baseline, words, size)

    def text_centred(self, x: float, baseline: float, words: str, size: float, bold: bool = False) -> None:
        """Words with their middle at `x`."""
        self.text(x - self.width(words, size, bold) / 2, baseline, words, size, bold)

    def width(self, words: str, size: float, bold: bool = False) -> float:
        """How wide words are, in mm."""
        return self.fonts.set(words, bold).width * size / POINT

    def rule(self, x1: float, y1: float, x2: float, y2: float, width: float) -> None:
        """A line of `width` points."""
        ends = (_x(x1), _y(y1), _x(x2), _y(y2))
        self._operators.append(f"{width:g} w " + "{:.2f} {:.2f} m {:.2f} {:.2f} l S".format(*ends))

    def rectangle(self, x: float, y: float, width: float, height: float, line: float = 0) -> None:
        """A filled rectangle, or one drawn with a `line` of that many points."""
        place = (_x(x), _y(y + height), width * POINT, height * POINT)
        self._operators.append(
            (f"{line:g} w " if line else "") + "{:.2f} {:.2f} {:.2f} {:.2f} re ".format(*place) + "fS"[bool(line)]
        )

    def box(self, x: float, baseline: float) -> None:
        """An empty box for a tick."""
        self.rectangle(x, baseline - 2.35, BOX, BOX, 0.5)

    def tick(self, x: float, baseline: float) -> None:
        """The tick of a box that is drawn at the same place, in the present line colour."""
        top = baseline - 2.35
        corners = [(_x(x + right), _y(top + down)) for right, down in _TICK]
        path = "{:.2f} {:.2f} m ".format(*corners[0]) + " ".join(
            "{:.2f} {:.2f} l".format(*corner) for corner in corners[1:]
        )
        self._operators.append(f"{TICK_WIDTH * POINT:.2f} w {path} S")

    def _thickens(self, bold: bool) -> bool:
        return bold and not self.fonts.has_bold


def text_operators(words: SetText, x: float, baseline: float, size: float, thick: bool = False) -> str:
    """One text object; `thick` draws an outline around the glyphs where there is no bold face."""
    if len(words.parts) == 1 and not thick:
        name, codes, _ = words.parts[0]
        return f"BT/{name} {size:g} Tf {_x(x):.2f} {_y(baseline):.2f} Td({codes})Tj ET"
    shown = "".join(f"/{name} {size:g} Tf({codes})Tj" for name, codes, _ in words.parts)
    mode = f"2 Tr {size / 30:.2f} w " if thick else ""
    operators = f"BT {mode}{_x(x):.2f} {_y(baseline):.2f} Td{shown} ET"
    return f"q {operators} Q" if thick else operators


def _x(x: float) -> float:
    return x * POINT


def _y(y: float) -> float:
    return (PAGE_HEIGHT - y) * POINT
