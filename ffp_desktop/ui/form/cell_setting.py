"""Sets one paper cell for the screen: its runs made fit for the screen, broken into lines, with blanks that grow."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ffp_desktop.domain.form.definition import ItemType
from ffp_desktop.domain.paper.grid import AnswerRun, Cell, ChoiceRun, GapRun, MirrorRun, Run, TextRun
from ffp_desktop.domain.paper.typeset import OPENING, Line, break_text, lay_out
from ffp_desktop.ui.form.reading import SheetReading
from ffp_desktop.ui.form.sheet_type import NUMBER_ROOM, SheetType

_ANSWER_ROOM = 8  # left and right of an answer in its blank, px
_EDITOR_ROOM = 84  # what an optional blank takes once its 其他 is ticked, px
_BEFORE_BOX = 1.0  # mm between words and the box after them
_FEW = 3
_TIGHT_GAP = 1.0  # mm between the options of the focused choice: its numbers need the room


@dataclass(frozen=True, slots=True)
class SetCell:
    """A cell's lines, and the words of each answer by item and line (a long answer goes on in the next line)."""

    lines: tuple[Line, ...]
    answers: dict[tuple[str, str], tuple[str, ...]]


class CellSetter:
    """Sets cells of a table of one width; a cell is set again only when what stands in it changed its room."""

    def __init__(self, reading: SheetReading, sheet_type: SheetType) -> None:
        self.reading = reading
        self._type = sheet_type
        self._runs: dict[int, tuple[Run, ...]] = {}
        self._set: dict[tuple[object, ...], SetCell] = {}

    def forget(self) -> None:
        self._set.clear()

    def runs(self, cell: Cell) -> tuple[Run, ...]:
        """The runs as the screen shows them: one blank for a list of names, labels without their leading space."""
        found = self._runs.get(id(cell))
        if found is None:
            found = self._runs[id(cell)] = tuple(_for_screen(cell.runs))
        return found

    def set_cell(self, cell: Cell, width: float, table_width: float, focused: str) -> SetCell:
        """The lines of `cell` in `width` px; `focused` is the item with the focus, "" if none in this cell."""
        runs = self.runs(cell)
        texts = tuple(self.reading.text_of(run) for run in runs if isinstance(run, AnswerRun))
        there = tuple(self.reading.is_relevant(run.item) for run in runs if isinstance(run, AnswerRun) and run.optional)
        key = (id(cell), round(width, 2), focused, texts, there, self._type.theme.is_wide)
        found = self._set.get(key)
        if found is None:
            if len(self._set) > 2000:
                self._set.clear()
            found = self._set[key] = self._lay_out(runs, width, table_width, focused)
        return found

    def _lay_out(self, runs: tuple[Run, ...], width: float, table_width: float, focused: str) -> SetCell:
        plain = self._set_runs(runs, width, table_width)
        if focused:
            numbered = self._set_runs(_with_numbers(runs, focused), width, table_width)
            if len(numbered.lines) == len(plain.lines):  # else the numbers stand in the boxes: rows never jump
                return numbered
        return plain

    def _set_runs(self, runs: tuple[Run, ...], width: float, table_width: float) -> SetCell:
        metrics = self._type.for_width(table_width, self.reading.form.paper.width)
        set_runs = tuple(replace(run, extra_lines=0) if isinstance(run, AnswerRun) else run for run in runs)
        lines = lay_out(set_runs, width, metrics, needs=self._need, facts=self.reading.fact)
        grown = self._grow(set_runs, lines, width, metrics.millimetre)
        if grown != set_runs:
            lines = lay_out(grown, width, metrics, needs=self._need, facts=self.reading.fact)
        return SetCell(lines, self._break_answers(lines, width))

    def _need(self, run: AnswerRun) -> float:
        text = self.reading.text_of(run)
        if run.optional and not text:
            return _EDITOR_ROOM if self.reading.is_relevant(run.item) else 0.0
        return self._type.answer_width(text) + _ANSWER_ROOM if text else 0.0

    def _grow(self, runs: Sequence[Run], lines: Sequence[Line], width: float, millimetre: float) -> tuple[Run, ...]:
        """Blanks whose answer is longer than what was left for them become wider, or go on in more lines."""
        placed = {id(piece.run): piece.width for line in lines for piece in line.pieces}
        grown: list[Run] = []
        for run in runs:
            need = self._need(run) if isinstance(run, AnswerRun) else 0.0
            if not isinstance(run, AnswerRun) or need <= placed.get(id(run), need) + 0.5:
                grown.append(run)
            elif need <= width and (run.width or self._is_figure(run)):
                grown.append(replace(run, width=need / millimetre))
            else:
                more = self._parts_of(self.reading.text_of(run), placed[id(run)], width)
                grown.append(replace(run, extra_lines=len(more) - 1))
        return tuple(grown)

    def _is_figure(self, run: AnswerRun) -> bool:
        """Figures go to the next line whole; only words are broken."""
        return self.reading.form.items[run.item].type in (ItemType.DECIMAL, ItemType.INTEGER)

    def _parts_of(self, text: str, first: float, width: float) -> tuple[str, ...]:
        measure = self._type.answer_width
        head = break_text(text, max(first - _ANSWER_ROOM, 1.0), measure)[:1]
        rest = text[len(head[0]) :] if head else ""
        return head + (break_text(rest, width - _ANSWER_ROOM, measure) if rest else ())

    def _break_answers(self, lines: Sequence[Line], width: float) -> dict[tuple[str, str], tuple[str, ...]]:
        answers: dict[tuple[str, str], tuple[str, ...]] = {}
        for line in lines:
            for piece in line.pieces:
                if isinstance(piece.run, AnswerRun) and piece.is_first:
                    text = self.reading.text_of(piece.run)
                    parts = self._parts_of(text, piece.width, width) if piece.run.extra_lines else (text,)
                    answers[piece.run.item, piece.run.part] = parts
        return answers


def _for_screen(runs: Sequence[Run]) -> list[Run]:
    fitted: list[Run] = []
    for run in runs:
        if isinstance(run, ChoiceRun | MirrorRun):
            if fitted and isinstance(fitted[-1], TextRun) and fitted[-1].text[-1] not in OPENING:
                fitted.append(GapRun(_BEFORE_BOX))
            fitted.append(replace(run, label=run.label.strip()))
        elif isinstance(run, AnswerRun) and run.part.isdigit():
            _add_name(fitted, run)
        else:
            fitted.append(run)
    last = fitted[-1] if fitted else None
    if isinstance(last, AnswerRun) and any(isinstance(run, AnswerRun) and run.part == "1" for run in runs):
        fitted[-1] = replace(last, width=0)  # the last list of names takes what is left of the line
    return fitted


def _add_name(fitted: list[Run], run: AnswerRun) -> None:
    """The blanks of a list of names are one blank on screen."""
    if run.part == "0":
        fitted.append(replace(run, part=""))
        return
    gap = fitted.pop() if isinstance(fitted[-1], GapRun) else GapRun(0)
    first = fitted.pop()
    assert isinstance(first, AnswerRun) and isinstance(gap, GapRun)
    fitted.append(replace(first, width=first.width + gap.width + run.width))


def _with_numbers(runs: Sequence[Run], focused: str) -> tuple[Run, ...]:
    """Room for a number before each box of the focused item, part of it taken from the gaps between them."""
    is_many = sum(isinstance(run, ChoiceRun) and run.item == focused for run in runs) > _FEW
    numbered: list[Run] = []
    for run, after in zip(runs, (*runs[1:], None), strict=True):
        if isinstance(run, ChoiceRun) and run.item == focused:
            numbered.append(replace(run, label=NUMBER_ROOM + run.label))
        elif is_many and isinstance(run, GapRun) and isinstance(after, ChoiceRun) and after.item == focused:
            numbered.append(GapRun(min(run.width, _TIGHT_GAP)))
        else:
            numbered.append(run)
    return tuple(numbered)
