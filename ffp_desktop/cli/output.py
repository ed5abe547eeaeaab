"""How answers are printed: JSON for programs, aligned Chinese for people, errors in one sentence."""

import json
import sys
import unicodedata
from collections.abc import Sequence
from typing import Any

import click

_GAP = "  "


def print_json(answer: Any) -> None:
    """One JSON value on stdout."""
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def print_line(text: str) -> None:
    click.echo(plain(text))


def print_note(text: str) -> None:
    """Something for the person that is no part of the answer: on stderr."""
    click.echo(plain(text), err=True)


def print_table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Columns aligned by what a terminal shows: a Chinese character takes two places."""
    table = [tuple(headings), *(tuple(plain(str(cell)) for cell in row) for row in rows)]
    widths = [max(width_of(row[column]) for row in table) for column in range(len(headings))]
    for row in table:
        cells = [cell + " " * (width - width_of(cell)) for cell, width in zip(row, widths, strict=True)]
        click.echo(_GAP.join(cells).rstrip())


def print_error(code: str, sentence: str, as_json: bool) -> None:
    """A known error on stderr."""
    if as_json:
        click.echo(json.dumps({"error": {"code": code, "sentence": sentence}}, ensure_ascii=False), err=True)
    else:
        click.echo(f"{plain(sentence)}（{code}）", err=True)


def width_of(text: str) -> int:
    """Places a terminal needs."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def plain(text: str) -> str:
    """Text that cannot steer a terminal: control characters and direction marks are shown as �, line ends kept."""
    return "".join(
        c if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp") else "�" for c in text
    )


def prepare_streams() -> None:
    """UTF-8 on every system; what a terminal cannot show becomes ? instead of an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
