"""The type of the sheet: which font a run is set in, and how wide its words are, measured once."""

from functools import partial

from PySide6.QtGui import QFont, QFontMetricsF

from ffp_desktop.domain.paper.grid import Style
from ffp_desktop.domain.paper.typeset import Metrics
from ffp_desktop.ui.theme import Theme, Type

NUMBER_ROOM = "\ue000"
"""A private character in front of a focused choice's label: the room of its number."""

BOX_GAP = 5  # between a box and its label, px
_KINDS = {
    Style.LABEL: Type.LABEL,
    Style.HEAD: Type.SUBHEAD,
    Style.NOTE: Type.SECONDARY,
    Style.COLUMN: Type.SECONDARY,
    Style.ANSWER: Type.TEXT,
}
_REMEMBERED = 20_000


class SheetType:
    """Fonts and widths for the theme's current step."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._widths: dict[tuple[str, Type, bool], float] = {}
        self._metrics: dict[tuple[Type, bool], QFontMetricsF] = {}
        theme.rescaled.connect(self._forget)

    def _forget(self) -> None:
        self._widths.clear()
        self._metrics.clear()

    @property
    def line_height(self) -> int:
        return 25 if self.theme.is_wide else 22

    @property
    def cell_room(self) -> int:
        """Height of a cell beyond its lines."""
        return 11 if self.theme.is_wide else 5

    @property
    def number_room(self) -> int:
        """What a number before a box takes."""
        return self.theme.type_size(Type.NARROW) + 6

    def font(self, style: Style) -> QFont:
        return self.theme.font(_KINDS[style], is_bold=style is Style.HEAD)

    def metrics(self, kind: Type, *, is_bold: bool = False) -> QFontMetricsF:
        found = self._metrics.get((kind, is_bold))
        if found is None:
            found = self._metrics[kind, is_bold] = QFontMetricsF(self.theme.font(kind, is_bold=is_bold))
        return found

    def width(self, text: str, kind: Type, *, is_bold: bool = False) -> float:
        """Width in px of plain words."""
        key = (text, kind, is_bold)
        width = self._widths.get(key)
        if width is None:
            if len(self._widths) > _REMEMBERED:
                self._widths.clear()
            width = self._widths[key] = self.metrics(kind, is_bold=is_bold).horizontalAdvance(text)
        return width

    def measure(self, text: str, style: Style) -> float:
        """Width of a run's words; the private character is the room of a number."""
        if text.startswith(NUMBER_ROOM):
            return self.number_room + self.measure(text[1:], style)
        return self.width(text, _KINDS[style], is_bold=style is Style.HEAD)

    def answer_width(self, text: str) -> float:
        return self.width(text, Type.TEXT)

    def for_width(self, width: float, paper_width: float) -> Metrics:
        """Measures for a table `width` px wide."""
        box = self.theme.sizes.check_box + BOX_GAP
        return Metrics(partial(self.measure), width / paper_width, box)
