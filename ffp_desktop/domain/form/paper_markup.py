"""How a paper cell is written in `paper.yaml`: printed words as they are, everything else in braces.

{item}            a blank that takes what is left of the line      {item 25}    a blank of 25 mm
{item >}          its answer stands at the right end               {item +1}    one more ruled line belongs to it
{item? 16}        a blank that is drawn only with an answer        {item.part}  a piece of the answer
{item=choice}     a box and the choice's name                      {item=choice|label}  another printed label
{~item=choice}    a box that only mirrors the answer               {:fact}      words from outside, see Form.facts
{note:words}      smaller print                                    {head:words} set as a section's head
{_} {_ 4}         a gap (2.1 mm unless told)                       {/}          the line ends here
{|}               first in a cell: centred                         {#item}      first in a cell: heads `item`
{#}               first in a cell: set as a column's header, of no item
"""

import re
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

GAP = 2.1  # mm between two choices

_TOKEN = re.compile(r"\{([^{}]*)\}")
_CHOICE = re.compile(r"(~?)([a-z][a-z0-9_]*)=([^|]+)(?:\|(.+))?")
_BLANK = re.compile(r"([a-z][a-z0-9_]*)(?:\.([a-z0-9]+))?(\?)?(?: (\d+(?:\.\d+)?))?( >)?(?: \+(\d))?")
_GAP = re.compile(r"_(?: (\d+(?:\.\d+)?))?")
_STYLES = {"note": Style.NOTE, "head": Style.HEAD}


@dataclass(frozen=True, slots=True)
class CellText:
    """What a cell's text says: its runs, whether it is centred, and the item it heads."""

    runs: tuple[Run, ...]
    align: str
    item: str


def read_markup(text: str, style: Style = Style.LABEL) -> CellText:
    """The runs of `text`; plain words get `style`. Raises ValueError with a Chinese sentence on what cannot be read."""
    runs: list[Run] = []
    align, item, position = "left", "", 0
    for token in _TOKEN.finditer(text):
        _add_words(runs, text[position : token.start()], style)
        position = token.end()
        inner = token[1]
        if inner == "|" or inner.startswith("#"):
            if token.start() > 0:
                raise ValueError(f"“{token[0]}”只能写在格子的最前面。")
            align = "centre"
            item = inner[1:] if inner.startswith("#") else ""
        else:
            runs.append(_read_token(inner, style))
    _add_words(runs, text[position:], style)
    if text.startswith("{#"):
        runs = [TextRun(run.text, Style.COLUMN) if isinstance(run, TextRun) else run for run in runs]
    return CellText(tuple(runs), align, item)


def _add_words(runs: list[Run], words: str, style: Style) -> None:
    if "{" in words or "}" in words:
        raise ValueError("花括号没有成对。")
    if words:
        runs.append(TextRun(words, style))


def _read_token(inner: str, style: Style) -> Run:
    if inner == "/":
        return BreakRun()
    if gap := _GAP.fullmatch(inner):
        return GapRun(float(gap[1]) if gap[1] else GAP)
    name, colon, words = inner.partition(":")
    if colon and not name:
        return FactRun(words, style)
    if colon and name in _STYLES and words:
        return TextRun(words, _STYLES[name])
    if choice := _CHOICE.fullmatch(inner):
        mirrors, item, chosen, label = choice.groups()
        return (MirrorRun if mirrors else ChoiceRun)(item, chosen, label or chosen)
    if blank := _BLANK.fullmatch(inner):
        item, part, optional, width, right, lines = blank.groups()
        return AnswerRun(
            item,
            width=float(width or 0),
            align="right" if right else "left",
            part=part or "",
            extra_lines=int(lines or 0),
            optional=bool(optional),
        )
    raise ValueError(f"看不懂“{{{inner}}}”。")
