"""What an official document says, block by block, whatever it is written as. Pure.

API: `ReportDocument` of `Heading`, `Paragraph`, `ReportTable`, `BarChart`, `PointChart`; `ToWrite` marks words that a
person has still to write; `plain_words(text)` is text that no writer stumbles over.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_LINE_ENDS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_UNWRITABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class ToWrite:
    """Words that a person has still to write; `hint` says which. Shown as 〔请填写：…〕 on yellow."""

    hint: str

    @property
    def words(self) -> str:
        return f"〔请填写：{self.hint}〕"


Part = str | ToWrite


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (一、), 2 （一） or 3 (1.), its number included."""

    level: int
    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text, its parts one after the other."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column of a table: `share` is its width beside the others', numbers stand right."""

    heading: str
    share: float = 1.0
    is_number: bool = True


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table with its caption above and a note below. `has_total`: the last row is the sum of the others.

    Rows hold texts as they are printed; the heading row is repeated on every page. `is_open` draws three lines only
    (三线表), else every cell has its frame.
    """

    caption: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    has_total: bool = False
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, how much of it each part of the legend has, and the words at its end."""

    label: str
    parts: tuple[float, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class BarChart:
    """Lying bars, one under the other; at most three parts, told apart by dark, grey and white."""

    caption: str
    legend: tuple[str, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A point; one with a `mark` (a number) is drawn as a square that holds it."""

    x: float
    y: float
    mark: str = ""


@dataclass(frozen=True, slots=True)
class PointChart:
    """Points over two axes from 0. `steep` is the slope of a dashed line, `from_x` where the part below it begins."""

    caption: str
    x_words: str
    y_words: str
    points: tuple[Point, ...]
    steep: float = 0.0
    from_x: float = 0.0
    line_words: str = ""


Block = Heading | Paragraph | ReportTable | BarChart | PointChart


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """A whole document. A line end in the title is where it breaks.

    `addressee` is whom it is sent to (主送机关), `signature` who sends it (署名), `date` in words. Annexes come after
    the signature, each on a page of its own.
    """

    title: str
    addressee: str
    blocks: tuple[Block, ...]
    signature: str
    date: str
    annex_titles: tuple[str, ...] = ()
    annexes: tuple[tuple[Block, ...], ...] = field(default=())

    @property
    def to_write(self) -> int:
        """How many places somebody has still to write."""
        blocks = (block for part in (self.blocks, *self.annexes) for block in part)
        return sum(
            isinstance(part, ToWrite) for block in blocks if isinstance(block, Paragraph) for part in block.parts
        )


def plain_words(text: str) -> str:
    """Text on one line, without what no document holds: control characters and marks of direction show as �."""
    return _UNWRITABLE.sub("�", _LINE_ENDS.sub(" ", text))


def plain_parts(parts: Sequence[Part]) -> tuple[tuple[str, bool], ...]:
    """Each part as plain words, and whether they are still to be written."""
    return tuple(
        (plain_words(part.words), True) if isinstance(part, ToWrite) else (plain_words(part), False) for part in parts
    )
