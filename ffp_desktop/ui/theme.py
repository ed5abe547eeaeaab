"""How everything looks: colours, type sizes, pens, and the stylesheet filled from them.

One `Theme` is built at start and passed in. It has two steps: normal, and wide for windows of 1600 px and more.
All sizes are Qt's device-independent pixels; pens are cosmetic, so rules stay sharp at 125–200 % scaling.
"""

import sys
from enum import StrEnum
from pathlib import Path
from string import Template

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPen

WIDE_FROM = 1600  # window width in px
FAMILIES = ("Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "sans-serif")
if sys.platform == "win32":  # asking for a family that is not installed makes Qt read every font's other names
    FAMILIES = ("Microsoft YaHei", *FAMILIES)


class Palette:
    """Colours as hex text; contrast on their ground is at least 4.5."""

    desk = "#E8E5DF"
    bar = "#DDD9D1"
    sheet = "#FFFFFF"
    section_head = "#F1EFEA"
    rule = "#A39D93"
    rule_light = "#D6D2CA"
    frame = "#57524A"
    field_border = "#8F887C"
    title = "#1F1D1A"
    label = "#4A4640"
    muted = "#5F584E"
    draft = "#5B554B"
    answer = "#14284C"
    accent = "#0B6B66"
    accent_tint = "#E2F1EF"
    row_tint = "#F3F9F8"
    error = "#B42318"
    error_tint = "#FBE9E6"
    warning = "#8A5300"
    warning_tint = "#FBF0D9"
    passed = "#2F6B2F"
    passed_tint = "#E7F0E4"
    closed = "#F3F1EC"
    closed_text = "#6A6359"
    hatch = "#E5E1D9"
    button = "#F6F4F0"
    button_off = "#E3DFD8"
    chart_done = "#5B6880"
    chart_rest = "#CBC7BF"


class Type(StrEnum):
    """The sizes of type, by what is written in them; the values are the stylesheet's names."""

    TITLE = "title"
    PAGE = "page"
    COUNT = "count"
    HOUSEHOLD = "household"
    SUBHEAD = "subhead"
    TEXT = "text"
    LABEL = "label"
    SECONDARY = "secondary"
    NARROW = "narrow"


_NORMAL_TYPE = {"title": 27, "page": 24, "count": 25, "household": 17, "subhead": 15, "text": 14, "label": 13}
_NORMAL_TYPE |= {"secondary": 12, "narrow": 11}
_WIDE_TYPE = {"title": 30, "page": 26, "count": 28, "household": 19, "subhead": 17, "text": 16, "label": 15}
_WIDE_TYPE |= {"secondary": 13, "narrow": 12}


class Sizes:
    """Heights, widths and gaps in px; of the normal step."""

    top_bar = 42
    status_bar = 28
    navigator = 140
    findings = 204
    rail = 44
    village_list = 250
    sheet_padding = 8
    cell_padding = 7
    section_head = 24
    row = 27
    member_row = 31
    list_row = 31
    field = 36
    button = 34
    check_box = 13
    focus_ring = 2
    radius = 3
    gap_small = 8
    gap = 14
    gap_large = 16
    sheet_max_width = 1400


class WideSizes(Sizes):
    """The sizes of the wide step."""

    top_bar = 44
    status_bar = 30
    navigator = 180
    findings = 320
    sheet_padding = 10
    section_head = 30
    row = 40
    member_row = 36
    list_row = 34
    field = 38
    button = 36
    check_box = 14


NORMAL = Sizes()
WIDE = WideSizes()


class Theme(QObject):
    """Colours, fonts and sizes of the current step; `rescaled` tells that the step changed."""

    rescaled = Signal()

    def __init__(self, stylesheet: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.palette = Palette()
        self._template = Template(stylesheet.read_text(encoding="utf-8"))
        self._is_wide = False
        self._pens: dict[tuple[str, float, Qt.PenStyle], QPen] = {}
        self._fonts: dict[tuple[int, bool], QFont] = {}

    @property
    def is_wide(self) -> bool:
        return self._is_wide

    @property
    def sizes(self) -> Sizes:
        return WIDE if self._is_wide else NORMAL

    def set_window_width(self, width: int) -> None:
        """Takes the step for a window of `width` px."""
        is_wide = width >= WIDE_FROM
        if is_wide != self._is_wide:
            self._is_wide = is_wide
            self.rescaled.emit()

    def type_size(self, kind: Type = Type.TEXT) -> int:
        """Pixels of a type size."""
        return (_WIDE_TYPE if self._is_wide else _NORMAL_TYPE)[kind]

    def font(self, kind: Type = Type.TEXT, *, is_bold: bool = False) -> QFont:
        return self.font_of_size(self.type_size(kind), is_bold=is_bold)

    def font_of_size(self, pixels: int, *, is_bold: bool = False) -> QFont:
        """A font of our family at `pixels` px; never below 11."""
        key = (max(11, pixels), is_bold)
        font = self._fonts.get(key)
        if font is None:
            font = QFont(list(FAMILIES))
            font.setPixelSize(key[0])
            font.setBold(is_bold)
            font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
            self._fonts[key] = font
        return font

    def color(self, hexadecimal: str) -> QColor:
        return QColor(hexadecimal)

    def pen(self, hexadecimal: str, width: float = 1, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        """A pen whose hairlines stay one device pixel; wider ones grow with the scaling."""
        key = (hexadecimal, width, style)
        pen = self._pens.get(key)
        if pen is None:
            pen = QPen(QColor(hexadecimal), width, style, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin)
            pen.setCosmetic(width <= 1)
            self._pens[key] = pen
        return pen

    def room(self) -> QSize:
        """The smallest window every page is designed for: 1366×768 less a title bar and a task bar."""
        return QSize(1366, 698)

    def stylesheet(self) -> str:
        """The stylesheet of the current step."""
        names = {name: getattr(self.palette, name) for name in vars(Palette) if not name.startswith("_")}
        names |= {name: f"{getattr(self.sizes, name)}px" for name in vars(Sizes) if not name.startswith("_")}
        for kind in Type:
            names[f"type_{kind.value}"] = f"{self.type_size(kind)}px"
        names["families"] = ", ".join(f'"{family}"' for family in FAMILIES)
        return self._template.substitute(names)
