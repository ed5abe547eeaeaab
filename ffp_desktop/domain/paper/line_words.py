"""Cuts a cell's runs into words: what a line may not be broken inside of, as Chinese print has it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ffp_desktop.domain.paper.grid import (
    AnswerRun,
    BreakRun,
    ChoiceRun,
    FactRun,
    GapRun,
    MirrorRun,
    Run,
    Style,
    TextRun,
)

OPENING = "([{（［｛《〈“‘「『【〔"
CLOSING = ")]}）］｝》〉”’」』】〕,.;:!?，。、；：！？%％·…—～"
MINIMUM_BLANK = 10.0  # mm that a blank without a width gets at least

_UNITS = re.compile(r"\s+|[A-Za-z0-9]+(?:[.,:/\-][A-Za-z0-9]+)*|.", re.DOTALL)
_CLOSE_GAP = 1.5  # mm between a blank and the words that stay with it


@dataclass(frozen=True, slots=True)
class Metrics:
    """A renderer's measures. `measure` gives the width of words; `millimetre` is its unit, `box` a box with its gap."""

    measure: Callable[[str, Style], float]
    millimetre: float
    box: float


@dataclass(slots=True)
class Atom:
    """What is never cut. A word of several atoms is cut between them only when it is wider than a line."""

    run: Run
    text: str
    width: float
    is_first: bool
    is_space: bool = False


def cut_words(
    runs: Sequence[Run],
    metrics: Metrics,
    needs: Callable[[AnswerRun], float],
    facts: Callable[[str], str],
    room: float,
) -> list[list[Atom]]:
    """Atoms grouped so that a line may break between groups only; an empty group is a forced break."""
    words: list[list[Atom]] = []
    bind = False  # the next atom belongs to the last word
    for run in runs:
        if isinstance(run, BreakRun):
            words.append([])
            bind = False
            continue
        for atom in _atoms(run, metrics, needs, facts, room):
            last = words[-1] if words else []
            if last and (bind or _binds(last[-1], atom)):
                last.append(atom)
            else:
                words.append([atom])
            bind = _holds_next(atom, bind)
    return words


def _binds(before: Atom, after: Atom) -> bool:
    """Whether `after` may not start a line: a closing mark."""
    return bool(after.text) and after.text[0] in CLOSING and not before.is_space


def _holds_next(atom: Atom, held: bool) -> bool:
    """Whether what follows `atom` stays on its line: after an opening mark, and what stands close after a blank."""
    if isinstance(atom.run, GapRun):
        return held and atom.run.width <= _CLOSE_GAP
    if isinstance(atom.run, AnswerRun):
        return not atom.run.extra_lines
    return bool(atom.text) and atom.text[-1] in OPENING


def _atoms(
    run: Run, metrics: Metrics, needs: Callable[[AnswerRun], float], facts: Callable[[str], str], room: float
) -> list[Atom]:
    _measure, unit = metrics.measure, metrics.millimetre
    if isinstance(run, TextRun | FactRun):
        words, style = (run.text, run.style) if isinstance(run, TextRun) else (facts(run.fact), run.style)
        return _text_atoms(run, words, style, metrics, room)
    if isinstance(run, GapRun):
        return [Atom(run, "", run.width * unit, True, True)]
    if isinstance(run, AnswerRun):
        need = needs(run)
        if run.optional and need <= 0:
            return []
        least = run.width * unit or min(MINIMUM_BLANK * unit, room)
        return [Atom(run, "", max(least, min(need, room)) if run.width else least, True)]
    assert isinstance(run, ChoiceRun | MirrorRun)
    return _choice_atoms(run, metrics, room)


def _text_atoms(run: Run, words: str, style: Style, metrics: Metrics, room: float) -> list[Atom]:
    """One atom for each Han character, figure or Latin word; a word wider than a line falls into its letters."""
    atoms: list[Atom] = []
    for unit in _UNITS.findall(words):
        width = metrics.measure(unit, style)
        if width > room and len(unit) > 1:
            atoms += [Atom(run, letter, metrics.measure(letter, style), not atoms) for letter in unit]
        else:
            atoms.append(Atom(run, unit, width, not atoms, unit.isspace()))
    return atoms


def _choice_atoms(run: ChoiceRun | MirrorRun, metrics: Metrics, room: float) -> list[Atom]:
    """One atom for box and label; the box with the first character, then the rest, where a line is too short."""
    measure = metrics.measure
    whole = metrics.box + measure(run.label, Style.LABEL)
    if whole <= room:
        return [Atom(run, run.label, whole, True)]
    units = _UNITS.findall(run.label)
    if units[0].isspace() and len(units) > 1:
        units[:2] = [units[0] + units[1]]
    head = Atom(run, units[0], metrics.box + measure(units[0], Style.LABEL), True)
    return [head, *(Atom(run, unit, measure(unit, Style.LABEL), False, unit.isspace()) for unit in units[1:])]
