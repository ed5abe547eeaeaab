"""The paper says what the notice's annex says, word by word."""

import re
from pathlib import Path

from ffp_desktop.domain.paper.grid import AnswerRun, ChoiceRun, FactRun, MirrorRun, Part, Run, TextRun
from ffp_desktop.services.forms import FormShelf

ANNEX = Path(__file__).parents[2] / "data" / "paper" / "annex-2023-4.txt"
BOXES = str.maketrans(dict.fromkeys("¨£þ", "□"))
ROW_NUMBERS = {"1", "2", "3", "4", "…"}


def words_of(run: Run) -> str:
    if isinstance(run, TextRun):
        return run.text
    if isinstance(run, ChoiceRun | MirrorRun):
        return "□" + run.label
    if isinstance(run, FactRun):
        return "2022年2月15日"  # the annex's own period, a slip that the round corrects
    return ""


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def annex_cells() -> list[str]:
    text = ANNEX.read_text(encoding="utf-8").translate(BOXES)
    cells = (squeezed(cell) for cell in text.split("|"))
    return [cell for cell in cells if cell and cell not in ROW_NUMBERS]


def paper_cells(parts: tuple[Part, ...]) -> list[str]:
    found = []
    for part in parts:
        found.append(squeezed("".join(words_of(run) for run in part.head)))
        for row in part.rows:
            found += [squeezed("".join(words_of(run) for run in cell.runs)) for cell in row.cells]
    return [cell for cell in found if cell]


def test_paper__held_against_the_annex__has_the_same_words_in_the_same_order(shelf: FormShelf) -> None:
    assert paper_cells(shelf.form.paper.parts) == annex_cells()


def test_paper__grid__is_24_columns_and_280_mm_wide(shelf: FormShelf) -> None:
    paper = shelf.form.paper
    assert len(paper.columns) == 24
    assert paper.width == 280


def test_paper__front__ends_above_the_footer(shelf: FormShelf) -> None:
    paper = shelf.form.paper
    for side in paper.sides:
        height = paper.margin_top + paper.title_height
        for part in side.parts:
            height += part.head_height + sum(row.height for row in part.rows)
            height += part.member_row_height * part.member_rows
        assert height <= 210 - paper.footer_baseline - 3


def test_paper__a_blank_of_an_amount__stands_right_before_its_measure(shelf: FormShelf) -> None:
    income = next(part for part in shelf.form.paper.parts if part.section == "income")
    for row in income.rows:
        for cell in row.cells:
            blank = next(run for run in cell.runs if isinstance(run, AnswerRun))
            assert blank.align == "right"
