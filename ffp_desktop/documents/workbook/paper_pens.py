"""Fonts, lines and colours of the paper in a workbook, each made once."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from ffp_desktop.documents.workbook.cell_text import escape_names, safe_text
from ffp_desktop.documents.workbook.paper_words import SIZES, Words
from ffp_desktop.domain.paper.grid import Style

if TYPE_CHECKING:
    from openpyxl.cell.rich_text import CellRichText
    from openpyxl.cell.text import InlineFont
    from openpyxl.styles import Alignment, Font

_FACE = "宋体"
_PRINT, _INK, _RULE, _HEAD = "FF2E2B27", "FF0E2244", "FF3A3631", "FFF1EFEA"
_ALIGN = {"centre": "center", "left": "left", "right": "right"}


class Pens:
    """What the paper is drawn with."""

    def __init__(self) -> None:
        from openpyxl.styles import Border, PatternFill, Side

        line = Side(style="thin", color=_RULE)
        self.border = Border(left=line, right=line, top=line, bottom=line)
        self.head_fill = PatternFill("solid", fgColor=_HEAD)
        self.font = lru_cache(maxsize=None)(_font)
        self.alignment = lru_cache(maxsize=None)(_alignment)
        self._inline = lru_cache(maxsize=None)(_inline_font)

    def rich_text(self, words: Sequence[Words]) -> "CellRichText":
        """A cell's words, each kind in its own type; answers stand underlined, as on a ruled blank."""
        from openpyxl.cell.rich_text import CellRichText, TextBlock

        blocks = []
        for stretch in words:
            text = escape_names(safe_text(stretch.text))
            if text:
                blocks.append(TextBlock(self._inline(stretch.style), text))
        return CellRichText(blocks)


def _font(size: float, is_ink: bool = False, is_bold: bool = False) -> "Font":
    from openpyxl.styles import Font

    return Font(name=_FACE, size=size, bold=is_bold, color=_INK if is_ink else _PRINT)


def _alignment(align: str) -> "Alignment":
    from openpyxl.styles import Alignment

    return Alignment(horizontal=_ALIGN[align], vertical="center", wrap_text=True)


def _inline_font(style: Style) -> "InlineFont":
    from openpyxl.cell.text import InlineFont

    is_answer = style is Style.ANSWER
    return InlineFont(
        rFont=_FACE,
        sz=SIZES[style],
        b=style is Style.HEAD,
        u="single" if is_answer else None,
        color=_INK if is_answer else _PRINT,
    )
