"""Lines of the ledger as rows of a table; the tabs over it, and how a result looks."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ffp_desktop.domain.campaign.records import Clue, How, Result
from ffp_desktop.ui.theme import Palette
from ffp_desktop.ui.widgets.cell_table import Cell, CellColumn
from ffp_desktop.ui.widgets.marks import Look, Shape

if TYPE_CHECKING:
    from ffp_desktop.services.campaign.ledger import LedgerLine

ALL, CONFLICTS = "", "conflicts"
"""Tabs that are no result."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("LedgerRows", text)


def ledger_columns() -> list[CellColumn]:
    return [
        CellColumn(_tr("推送日期"), 98),
        CellColumn(_tr("部门"), 84),
        CellColumn(_tr("类别"), 144),
        CellColumn(_tr("姓名"), 86),
        CellColumn(_tr("户主 · 村"), 140),
        CellColumn(_tr("认到"), 92),
        CellColumn(_tr("核实结果"), 108),
        CellColumn(_tr("核实日期"), 100),
        CellColumn(_tr("核实人"), 104),
        CellColumn(_tr("原因"), 130),
    ]


def ledger_row(line: "LedgerLine", is_ticked: bool | None, palette: Palette) -> list[Cell]:
    """`is_ticked` None while nothing is ticked: no boxes then."""
    clue, answer = line.clue, line.clue.answer
    look = result_look(clue.result, palette)
    green = Shape.TRIANGLE_FULL if line.is_green else None
    place = line.village or line.township or _tr("没有定村")
    home = f"{line.head_name} · {place}" if line.head_name else place
    result = Cell(_tr("两处不同"), palette.error, shape=Shape.CROSS) if clue.conflicts else _looking(look)
    return [
        Cell(clue.date or clue.at[:10], ticked=is_ticked),
        Cell(clue.department),
        Cell(clue.kind, palette.passed if line.is_green else "", shape=green),
        Cell(clue.told.name, palette.answer, is_bold=True),
        Cell(home),
        how_cell(clue, palette),
        result,
        Cell(answer.date if answer else ""),
        Cell("、".join(answer.by) if answer else ""),
        Cell(answer.reason if answer else clue.withdrawn, palette.answer),
    ]


def how_cell(clue: Clue, palette: Palette) -> Cell:
    """How a clue came to its person; in the warning's ink while nobody is known."""
    if clue.match.how is How.UNMATCHED:
        return Cell(_tr("还没认到"), palette.warning)
    short = {How.NUMBER: _tr("证件号码"), How.NAME_AND_FACT: _tr("姓名和村"), How.ACCEPTED: _tr("人工认定")}
    return Cell(short.get(clue.match.how, clue.match.how.value))


def result_look(result: Result, palette: Palette) -> Look:
    """Mark, word and colour."""
    shape, ink = {
        Result.OPEN: (Shape.RING, palette.warning),
        Result.IDENTIFIED: (Shape.DOT, palette.accent),
        Result.MONITORED: (Shape.DOT, palette.answer),
        Result.NOT_IDENTIFIED: (Shape.CHECK, palette.passed),
    }.get(result, (Shape.DASH, palette.label))
    return Look(shape, result.value, ink)


def result_tabs(
    by_result: Mapping[str, int], total: int, conflicts: int, chosen: str
) -> tuple[list[str], list[tuple[str, int]]]:
    """Which tabs there are, and their words with counts: all, those that wait, each result that there is."""
    found = [result.value for result in Result if by_result.get(result) or result.value == chosen]
    keys = [ALL, Result.OPEN.value, *(word for word in found if word != Result.OPEN.value)]
    words: list[tuple[str, int]] = [(_tr("全部"), total)]
    words += [(key, by_result.get(key, 0)) for key in keys[1:]]
    if conflicts or chosen == CONFLICTS:
        keys.append(CONFLICTS)
        words.append((_tr("两处不同"), conflicts))
    return keys, words


def _looking(look: Look) -> Cell:
    return Cell(look.word, look.ink, shape=look.shape)


def place_counts(counts: Mapping[str, int], digits: int) -> dict[str, int]:
    """By the villages' or townships' codes."""
    found: dict[str, int] = {}
    for code, count in counts.items():
        found[code[:digits]] = found.get(code[:digits], 0) + count
    return found


def department_choices(counts: Mapping[str, int]) -> Sequence[tuple[str, str]]:
    """What a filter offers, with how many each would leave."""
    return [(name, f"{name}　{count}") for name, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))]
