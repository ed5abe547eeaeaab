"""How words fit a narrow cell: one line if it goes, else two balanced ones, else smaller; never cut."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

NO_START = "）)」』，。、：；！？·,.:;!?%"
NO_END = "（(「『"
_OPENINGS = "（("
_SOFT_BREAKS = "或和"
_NAME_DOT = "·"


@dataclass(frozen=True, slots=True)
class FittedText:
    """Lines of one cell and the font size in px they are set in."""

    lines: tuple[str, ...]
    pixels: int

    @property
    def line_height(self) -> int:
        return self.pixels + 3

    @property
    def height(self) -> int:
        return self.line_height * len(self.lines)


Measure = Callable[[str, int], float]
"""Width in px of a text at a font size in px."""


def fit_text(text: str, width: float, sizes: Sequence[int], measure: Measure) -> FittedText:
    """Sets `text` in the largest of `sizes` (falling) that takes it in one line, else in the fewest lines."""
    if not text:
        return FittedText((), sizes[0])
    for size in sizes[:-1] if len(sizes) > 1 else sizes:
        if measure(text, size) <= width:
            return FittedText((text,), size)
    best: FittedText | None = None
    for size in sizes[-2:]:
        fitted = FittedText(break_balanced(text, width, partial(_measure_at, measure, size)), size)
        if best is None or len(fitted.lines) < len(best.lines):
            best = fitted
    return best if best is not None else FittedText((text,), sizes[-1])


def _measure_at(measure: Measure, pixels: int, text: str) -> float:
    return measure(text, pixels)


def break_balanced(text: str, width: float, measure: Callable[[str], float]) -> tuple[str, ...]:
    """The fewest lines, as even as they go; a break never leaves a closing mark first or an opening one last."""
    widths = _prefix_widths(text, measure)
    allowed = {i for i in range(1, len(text)) if _may_break(text, i)}
    lines = _search(text, width, widths, allowed)
    if lines is None:
        lines = _search(text, width, widths, set(range(1, len(text))))
    return lines if lines is not None else tuple(text)


def _prefix_widths(text: str, measure: Callable[[str], float]) -> list[float]:
    widths = [0.0]
    for character in text:
        widths.append(widths[-1] + measure(character))
    return widths


def _search(text: str, width: float, widths: list[float], allowed: set[int]) -> tuple[str, ...] | None:
    """Dynamic programme over break points: least (number of lines, unevenness)."""
    ends = sorted(allowed | {len(text)})
    best: dict[int, tuple[int, float, int]] = {0: (0, 0.0, 0)}
    for end in ends:
        options = []
        for start, (count, cost, _) in best.items():
            line = widths[end] - widths[start]
            if start >= end or line > width:
                continue
            early = 1 + 0.001 * (len(text) - end)  # of two equal ways the one with longer lines first
            options.append((count + 1, cost + (width - line) ** 2 * early - _bonus(text, end), start))
        if options:
            best[end] = min(options, key=lambda option: (option[0], option[1]))
    if len(text) not in best:
        return None
    lines, end = [], len(text)
    while end:
        start = best[end][2]
        lines.append(text[start:end].strip())
        end = start
    return tuple(reversed(lines))


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if after in NO_START or before in NO_END or after == " ":
        return False
    return not (before.isascii() and after.isascii() and before.isalnum() and after.isalnum())


def _bonus(text: str, at: int) -> float:
    """How welcome a break is here: after the dot of a name, before an opening bracket or 或."""
    if at >= len(text):
        return 0.0
    if text[at] in _OPENINGS:
        return 160.0
    if text[at - 1] == _NAME_DOT:
        return 500.0
    return 90.0 if text[at] in _SOFT_BREAKS or text[at - 1] == " " else 0.0


@lru_cache(maxsize=8192)
def group_digits(number: str) -> str:
    """An ID number as it is read aloud: 6·8·4, with 2 more for a disability certificate. Anything else as it is."""
    if not number[:17].isdigit() or len(number) not in (18, 20, 22):
        return number
    parts = [number[:6], number[6:14], number[14:18], number[18:]]
    return " ".join(part for part in parts if part)
