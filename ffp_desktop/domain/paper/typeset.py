"""Sets a cell's runs into lines of a given width, by the rules of Chinese line breaking.

No closing mark starts a line and no opening mark ends one; figures and Latin words are not cut; a box never parts from
its first character and stays with its whole label where that fits a line; an amount stays with the 元 after it; blanks
without a width take what is left of their line. The renderer says how wide words are (`Metrics`), in its own unit, so
that screen and print share the rules. Everything here is pure and its results may be kept.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ffp_desktop.domain.paper.grid import AnswerRun, BreakRun, GapRun, Run, TextRun
from ffp_desktop.domain.paper.line_words import CLOSING, OPENING, Atom, Metrics, cut_words

__all__ = [
    "CLOSING",
    "OPENING",
    "Line",
    "Metrics",
    "Piece",
    "break_balanced",
    "break_text",
    "fill_widths",
    "lay_out",
    "lay_out_balanced",
]

_BEGINS_WELL = OPENING + "或和及"  # a line likes to begin here: 弱劳动力｜或半劳动力


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of `run` on one line: its words from `x` on. `is_first` is where a choice's box stands."""

    run: Run
    text: str
    x: float
    width: float
    is_first: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces from left to right, and where the last one ends."""

    pieces: tuple[Piece, ...]
    width: float


def lay_out(
    runs: Sequence[Run],
    width: float,
    metrics: Metrics,
    *,
    needs: Callable[[AnswerRun], float] = lambda _run: 0.0,
    facts: Callable[[str], str] = lambda _fact: "",
) -> tuple[Line, ...]:
    """The lines of `runs` in a room of `width`.

    `needs` tells how wide an answer wants its blank: a blank grows to it (up to a line's width), and an optional one
    is there only when it is above 0. `facts` gives the words of a `FactRun`.
    """
    return _fill(cut_words(runs, metrics, needs, facts, width), width)


def lay_out_balanced(runs: Sequence[Run], width: float, metrics: Metrics) -> tuple[Line, ...]:
    """Lines for a centred cell: each stretch between breaks as even as its least number of lines allows."""
    lines: list[Line] = []
    for stretch in _stretches(runs):
        words = cut_words(stretch, metrics, lambda _run: 0.0, lambda _fact: "", width)
        filled = _fill(words, width)
        whole = all(sum(atom.width for atom in word) <= width for word in words)
        lines += _fill_evenly(words, width, len(filled)) if whole and len(filled) > 1 else filled
    return tuple(lines)


def break_text(text: str, width: float, measure: Callable[[str], float]) -> tuple[str, ...]:
    """The lines of plain `text`, filled one after the other."""
    metrics = Metrics(lambda words, _style: measure(words), 1.0, 0.0)
    return tuple(_line_text(line) for line in lay_out((TextRun(text),), width, metrics))


def break_balanced(text: str, width: float, measure: Callable[[str], float]) -> tuple[str, ...]:
    """The lines of plain `text`, as even as the least number of lines allows."""
    metrics = Metrics(lambda words, _style: measure(words), 1.0, 0.0)
    return tuple(_line_text(line) for line in lay_out_balanced((TextRun(text),), width, metrics))


def fill_widths(text: str, widths: Sequence[float], measure: Callable[[str], float]) -> tuple[str, ...] | None:
    """`text` cut to lines of these widths, one after the other; None when it needs more of them."""
    metrics = Metrics(lambda words, _style: measure(words), 1.0, 0.0)
    lines: list[str] = []
    line, used = "", 0.0
    for word in cut_words((TextRun(text),), metrics, lambda _run: 0.0, lambda _fact: "", min(widths)):
        needed = sum(atom.width for atom in word)
        for atom in word:
            follows = atom is not word[0]
            room = widths[len(lines)] - used if len(lines) < len(widths) else -1.0
            if line and (atom.width if follows else needed) > room:
                lines.append(line)
                line, used = "", 0.0
            if len(lines) == len(widths) or atom.width > widths[len(lines)]:
                return None
            line += atom.text
            used += atom.width
    return (*lines, line)


def _line_text(line: Line) -> str:
    return "".join(piece.text for piece in line.pieces)


def _stretches(runs: Sequence[Run]) -> Iterable[tuple[Run, ...]]:
    stretch: list[Run] = []
    for run in runs:
        if isinstance(run, BreakRun):
            yield tuple(stretch)
            stretch = []
        else:
            stretch.append(run)
    yield tuple(stretch)


def _fill(words: list[list[Atom]], width: float) -> tuple[Line, ...]:
    filler = _Filler(width)
    for word in words:
        filler.take(word)
    return filler.finish()


def _fill_evenly(words: list[list[Atom]], width: float, lines: int) -> tuple[Line, ...]:
    """The words on so many lines that differ least in width; a break after a mark or before 或 is liked."""
    widths = [sum(atom.width for atom in word) for word in words]
    mean, room = sum(widths) / lines, width + 1e-6
    unit = max(widths)
    best: list[dict[int, tuple[float, tuple[int, ...]]]] = [{0: (0.0, ())}]  # by words, lines: cost, -ends of lines
    for end in range(1, len(words) + 1):
        here: dict[int, tuple[float, tuple[int, ...]]] = {}
        used = 0.0
        liked = _pleasure(words[end - 1], words[end]) if end < len(words) else 0.0
        for start in range(end - 1, -1, -1):
            used += widths[start]
            if used > room and start < end - 1:
                break
            ragged = ((used - mean) / unit) ** 2 - liked
            for count, (cost, ends) in best[start].items():
                if count < lines:
                    found = (round(cost + ragged, 6), (*ends, -end))
                    here[count + 1] = min(found, here.get(count + 1, found))
        best.append(here)
    return _lines_ending(words, width, [-end for end in best[-1][lines][1]])


def _pleasure(before: list[Atom], after: list[Atom]) -> float:
    """How much a break between two words is liked."""
    if before[-1].text[-1:] in CLOSING and before[-1].text:
        return 10.0
    return 1.0 if after[0].text and after[0].text[0] in _BEGINS_WELL else 0.0


def _lines_ending(words: list[list[Atom]], width: float, ends: list[int]) -> tuple[Line, ...]:
    lines: list[Line] = []
    start = 0
    for end in ends:
        lines += _fill(words[start:end], width)
        start = end
    return tuple(lines)


# ---- filling lines


class _Filler:
    """Takes words one by one and starts a new line where the next word has no room."""

    def __init__(self, width: float) -> None:
        self._room = width + 1e-6
        self._width = width
        self._line: list[Atom] = []
        self._used = 0.0
        self._lines: list[Line] = []
        self._after_break = False

    def take(self, word: list[Atom]) -> None:
        if not word:
            if self._line or self._after_break:
                self._end_line()
            self._after_break = True
            return
        self._after_break = False
        if word[0].is_space and len(word) == 1:
            if self._line:
                self._put(word[0])
            return
        needed = sum(atom.width for atom in word)
        if self._line and self._used + needed > self._room:
            self._end_line()
        for atom in word:
            if self._line and self._used + atom.width > self._room:
                self._end_line()
            self._put(atom)
        last = word[-1].run
        if isinstance(last, AnswerRun) and last.extra_lines:
            self._end_line()
            for _ in range(last.extra_lines):
                self._lines.append(Line((Piece(last, "", 0.0, self._width, False),), self._width))

    def finish(self) -> tuple[Line, ...]:
        if self._line:
            self._end_line()
        return tuple(self._lines)

    def _put(self, atom: Atom) -> None:
        self._line.append(atom)
        self._used += atom.width

    def _end_line(self) -> None:
        atoms = self._line
        while atoms and atoms[-1].is_space:
            self._used -= atoms.pop().width
        fills = sum(isinstance(atom.run, AnswerRun) and not atom.run.width for atom in atoms)
        spare = max(self._width - self._used, 0.0) / fills if fills else 0.0
        pieces: list[Piece] = []
        x = 0.0
        for atom in atoms:
            width = atom.width + (spare if isinstance(atom.run, AnswerRun) and not atom.run.width else 0.0)
            _add_piece(pieces, atom, x, width)
            x += width
        self._lines.append(Line(tuple(pieces), x))
        self._line, self._used = [], 0.0


def _add_piece(pieces: list[Piece], atom: Atom, x: float, width: float) -> None:
    """Appends the atom, joined to the piece before it when both are of one run."""
    if isinstance(atom.run, GapRun):
        return
    before = pieces[-1] if pieces else None
    if before is not None and before.run is atom.run and atom.text and abs(before.x + before.width - x) < 1e-6:
        pieces[-1] = Piece(atom.run, before.text + atom.text, before.x, before.width + width, before.is_first)
    else:
        pieces.append(Piece(atom.run, atom.text, x, width, atom.is_first))
