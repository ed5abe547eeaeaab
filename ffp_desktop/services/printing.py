"""Printing: surveys and blank forms as one PDF file, written whole or not at all, and its pages as pictures."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ffp_desktop.documents.fonts import FontStack
from ffp_desktop.documents.pdf.form_file import FormFile, Press, PrintOptions
from ffp_desktop.documents.preview import count_pages, draw_page, page_words
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.paper.grid import Paper
from ffp_desktop.domain.paper.sheet import PaperSheet
from ffp_desktop.domain.progress import Report
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import Round
from ffp_desktop.errors import FfpError
from ffp_desktop.files import written_whole
from ffp_desktop.services.forms import COUNTY, county_regions
from ffp_desktop.services.paper_sheets import Imprint, make_blank, make_sheet
from ffp_desktop.services.rounds import FIRST_ROUND

if TYPE_CHECKING:
    from ffp_desktop.services.entry import EntrySession

__all__ = ["PrintOptions", "count_pages", "draw_page", "page_words", "print_blank", "print_sheets", "print_surveys"]

"""Tells progress: done, total. It raises when a person cancelled."""


def print_surveys(
    surveys: "Iterable[EntrySession]",
    out: Path | IO[bytes],
    report: Report | None = None,
    *,
    options: PrintOptions | None = None,
    regions: Regions | None = None,
) -> int:
    """Writes the papers of these surveys as `out`; gives the number of pages. `regions` are the vault's own.

    Opened surveys may come one by one (a generator): each is let go once its paper is made. Raises `FfpError`
    `paper.character_without_font`, `paper.font_missing`, `file.cannot_write`.
    """
    now, table = datetime.now(), regions or county_regions()
    sheets: list[PaperSheet] = []
    paper: Paper | None = None
    for survey in surveys:
        imprint = Imprint(survey.operator_name, survey.unit_name, now)
        sheets.append(make_sheet(survey.header, survey.evaluation, table, imprint))
        paper = survey.form.paper
    if paper is None:
        raise FfpError("paper.nothing_to_print", "没有选中要打印的表。请先选一户，再打印。")
    return print_sheets(paper, sheets, out, report, options)


def print_sheets(
    paper: Paper,
    sheets: Sequence[PaperSheet],
    out: Path | IO[bytes],
    report: Report | None = None,
    options: PrintOptions | None = None,
) -> int:
    """Writes papers that are ready as `out`; gives the number of pages. Raises as `print_surveys` does."""
    press = _press(paper)
    refuse_missing_characters(press.fonts, paper, sheets)
    pages = 0
    with _opened(out) as file:
        forms = FormFile(file, press, options or PrintOptions(), len(sheets))
        for done, sheet in enumerate(sheets, start=1):
            pages += forms.add_sheet(sheet)
            if report is not None:
                report(done, len(sheets))
        forms.finish()
    return pages


def print_blank(
    form: Form,
    rows: int,
    copies: int,
    out: Path | IO[bytes],
    *,
    of_round: Round = FIRST_ROUND,
    options: PrintOptions | None = None,
) -> int:
    """Writes empty forms with `rows` member rows; gives the number of pages. Raises as `print_surveys` does."""
    if not 1 <= rows <= form.max_members:
        raise FfpError("paper.rows_wrong", f"空白表的成员行数应当是 1 到 {form.max_members}。请改一下行数。")
    county = county_regions().county_of(COUNTY)
    blank = make_blank(form, of_round, f"{COUNTY} {county.name}" if county else COUNTY, rows)
    pages = 0
    with _opened(out) as file:
        forms = FormFile(file, _press(form.paper), options or PrintOptions(), copies)
        for _ in range(copies):
            pages += forms.add_blank(blank)
        forms.finish()
    return pages


def refuse_missing_characters(fonts: FontStack, paper: Paper, sheets: Sequence[PaperSheet]) -> None:
    """Raises `FfpError` `paper.character_without_font` for the first character that no font of the computer has."""
    seen: set[str] = set()
    for sheet in sheets:
        for where, text in _texts(paper, sheet):
            fresh = set(text) - seen
            if not fresh:
                continue
            missing = fonts.missing("".join(sorted(fresh)))
            if missing:
                code = f"U+{ord(missing[0]):04X}"
                raise FfpError(
                    "paper.character_without_font",
                    f"表号 {sheet.number} 的{where}里有“{missing[0]}”（{code}），这台电脑的字体没有这个字，"
                    "还没有打印。请安装收录这个字的字体（如花园明朝 fonts-hanazono）后再打印。",
                )
            seen |= fresh


def _texts(paper: Paper, sheet: PaperSheet) -> Iterable[tuple[str, str]]:
    """Every text that changes from survey to survey, and how its place is called."""
    yield "表头", "".join((sheet.round_name, sheet.number, sheet.state, sheet.place, sheet.operator, sheet.unit))
    yield "户主姓名", sheet.head_name
    columns = {c.item: _column_name(c.runs) for p in paper.parts for r in p.rows for c in r.cells if c.item}
    for number, member in enumerate(sheet.members, start=1):
        for item, text in member.items():
            yield f"第{number}人 {columns.get(item, '')}", text
    for item, text in sheet.answers.items():
        yield f"“{item.partition('.')[0]}”一项", text


def _column_name(runs: Iterable[object]) -> str:
    return " ".join(getattr(run, "text", "") for run in runs).strip()


@lru_cache(maxsize=2)
def _press(paper: Paper) -> Press:
    """Fonts and planned sides, kept while the program runs."""
    return Press(paper, FontStack())


def _opened(out: Path | IO[bytes]) -> AbstractContextManager[IO[bytes]]:
    """A file that is written whole or not at all, or memory: what is only looked at never lies on a disk."""
    return written_whole(out) if isinstance(out, Path) else nullcontext(out)
