"""Sets an official document line by line onto upright A4 pages: the flow of text, and what stands below it.

API: `Flow(out)`: `.line(words, …)`, `.paragraph(parts)`, `.room(height)`, `.skip(height)`, `.new_page()`, `.end()`;
`.y` is where the next thing begins, `.ink` draws.
"""

from collections.abc import Sequence
from functools import partial

from ffp_desktop.documents.pdf.ink import POINT, colour_of
from ffp_desktop.documents.pdf.plain_file import PlainFile
from ffp_desktop.documents.report import layout
from ffp_desktop.domain.paper.typeset import fill_widths

SIZE = layout.BODY - layout.CLOSER
"""As wide as the .docx sets its characters, so that a line takes 28 of them."""
_PITCH = layout.LINE / POINT
_EM = SIZE / POINT
_BASELINE = 0.68  # of a line's height
_YELLOW, _BLACK = colour_of("#FFF200"), (0.0, 0.0, 0.0)
_WIDEST = 0.12  # ems that characters may be parted to fill a line
BOTTOM = layout.PAGE_HEIGHT - layout.BOTTOM


class Flow:
    """Where the next line stands. A page is ended when the next thing has no room on it."""

    def __init__(self, out: PlainFile) -> None:
        self.out = out
        self.ink = out.ink
        self.y = layout.TOP
        self._measure = partial(self.ink.width, size=SIZE)

    def room(self, height: float) -> None:
        """Begins a new page when less than this is left on this one."""
        if self.y > layout.TOP and self.y + height > BOTTOM + 0.01:
            self.new_page()

    def skip(self, height: float) -> None:
        self.y += height

    def new_page(self) -> None:
        self._number()
        self.out.end_page()
        self.y = layout.TOP

    def end(self) -> None:
        """Ends the last page."""
        self._number()
        self.out.end_page()

    def line(self, words: str, left: float = 0, *, size: float = SIZE, bold: bool = False, align: float = 0) -> None:
        """One line of a page's usual height; `left` in characters, or with `align` 0.5 in the middle, 1 at the right
        (`left` is then what stays free there)."""
        self.room(_PITCH)
        baseline = self.y + _PITCH * _BASELINE
        width = self.ink.width(words, size, bold)
        x = {0: layout.LEFT + left * _EM, 0.5: layout.LEFT + (layout.TEXT_WIDTH - width) / 2}.get(
            align, layout.LEFT + layout.TEXT_WIDTH - left * _EM - width
        )
        self.ink.fill_colour(_BLACK)
        self.ink.text(x, baseline, words, size, bold)
        self.y += _PITCH

    def paragraph(self, parts: Sequence[tuple[str, bool]], keep: int = 2) -> None:
        """Parts (words, still to be written) as one paragraph; its first `keep` lines stay together."""
        text = "".join(words for words, _is_open in parts)
        marks = [is_open for words, is_open in parts for _character in words]
        widths = [layout.TEXT_WIDTH - 2 * _EM, *[layout.TEXT_WIDTH] * len(text)]
        lines = fill_widths(text, widths, self._measure) or (text,)
        self.room(_PITCH * min(keep, len(lines)))
        at = 0
        for number, line in enumerate(lines):
            self.room(_PITCH)
            x, width = layout.LEFT + (0 if number else 2 * _EM), widths[min(number, 1)]
            self._set_line(line, marks[at : at + len(line)], x, width, is_last=number == len(lines) - 1)
            at += len(line)
            self.y += _PITCH

    def _set_line(self, line: str, marks: Sequence[bool], x: float, width: float, *, is_last: bool) -> None:
        spare = (width - self._measure(line)) / max(1, len(line) - 1)
        gap = 0.0 if is_last or spare < 0 or spare > _WIDEST * _EM else spare
        baseline = self.y + _PITCH * _BASELINE
        start = 0
        while start < len(line):
            end = next((n for n in range(start, len(line)) if marks[n] != marks[start]), len(line))
            part = line[start:end]
            long = self._measure(part) + gap * len(part)
            if marks[start]:
                self.ink.fill_colour(_YELLOW)
                self.ink.rectangle(x, baseline - 0.84 * _EM, long, _EM)
            self.ink.fill_colour(_BLACK)
            self.ink.add(f"{gap * POINT:.3f} Tc" if gap else "")
            self.ink.text(x, baseline, part, SIZE)
            self.ink.add("0 Tc" if gap else "")
            x += long
            start = end

    def _number(self) -> None:
        """— 1 —, outside: at the right of odd pages, at the left of even ones, one character in."""
        number = self.out.pages + 1
        words, baseline = f"— {number} —", BOTTOM + layout.NUMBER_DROP + layout.NUMBER / POINT * 0.8
        self.ink.fill_colour(_BLACK)
        free = layout.NUMBER / POINT
        if number % 2:
            self.ink.text_right(layout.LEFT + layout.TEXT_WIDTH - free, baseline, words, layout.NUMBER)
        else:
            self.ink.text(layout.LEFT + free, baseline, words, layout.NUMBER)
