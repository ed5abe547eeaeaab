"""How everything looks: colours, type sizes, pens, and the stylesheet filled from them.

One `Theme` is built at start and passed in. It has two steps: normal, and wide for windows of 1600 px and more.
All sizes are Qt's device-independent pixels; pens are cosmetic, so rules stay sharp at 125–200 % scaling.
"""

from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from string import Template

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPen

WIDE_FROM = 1600  # window width in px
FAMILIES = ("Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "sans-serif")


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as hex text; contrast on their ground is at least 4.5."""

    desk: str = "#E8E5DF"
    bar: str = "#DDD9D1"
    sheet: str = "#FFFFFF"
    section_head: str = "#F1EFEA"
    rule: str = "#A39D93"
    rule_light: str = "#D6D2CA"
    frame: str = "#57524A"
    field_border: str = "#8F887C"
    title: str = "#1F1D1A"
    label: str = "#4A4640"
    muted: str = "#5F584E"
    draft: str = "#5B554B"
    answer: str = "#14284C"
    accent: str = "#0B6B66"
    accent_tint: str = "#E2F1EF"
    row_tint: str = "#F3F9F8"
    error: str = "#B42318"
    error_tint: str = "#FBE9E6"
    warning: str = "#8A5300"
    warning_tint: str = "#FBF0D9"
    passed: str = "#2F6B2F"
    passed_tint: str = "#E7F0E4"
    closed: str = "#F3F1EC"
    closed_text: str = "#6A6359"
    hatch: str = "#E5E1D9"
    button: str = "#F6F4F0"
    button_off: str = "#E3DFD8"
    chart_done: str = "#5B6880"
    chart_rest: str = "#CBC7BF"


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


@dataclass(frozen=True, slots=True)
class Sizes:
    """Heights, widths and gaps in px; `NORMAL` and `WIDE` are the two steps."""

    top_bar: int = 42
    status_bar: int = 28
    navigator: int = 140
    findings: int = 204
    rail: int = 44
    village_list: int = 250
    sheet_padding: int = 8
    cell_padding: int = 7
    section_head: int = 24
    row: int = 27
    member_row: int = 31
    list_row: int = 31
    field: int = 36
    button: int = 34
    check_box: int = 13
    focus_ring: int = 2
    radius: int = 3
    gap_small: int = 8
    gap: int = 14
    gap_large: int = 16
    sheet_max_width: int = 1400


NORMAL = Sizes()
WIDE = Sizes(
    top_bar=44, status_bar=30, navigator=180, findings=320, sheet_padding=10, section_head=30, row=40, member_row=36,
    list_row=34, field=38, button=36, check_box=14,
)  # fmt: skip


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
        names = asdict(self.palette) | {name: f"{value}px" for name, value in asdict(self.sizes).items()}
        for kind in Type:
            names[f"type_{kind.value}"] = f"{self.type_size(kind)}px"
        names["families"] = ", ".join(f'"{family}"' for family in FAMILIES)
        return self._template.substitute(names)
