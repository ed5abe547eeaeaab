"""A white sheet on the desk, and rules across it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ffp_desktop.ui.theme import Theme

SIDE = 44  # px of white left and right of a narrow sheet's text


class Rule(QFrame):
    """A thin line across; `ink` is a palette colour (hex)."""

    def __init__(self, ink: str, *, is_upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if is_upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)
        self.setStyleSheet(f"background: {ink}; border: none;")


def lay_sheet(page: QWidget, width: int, theme: Theme, *, side: int = SIDE, top: int = 44) -> QVBoxLayout:
    """Puts a sheet of `width` px, less on a small screen, in the middle of a page; the layout for what stands on it."""
    sheet = QWidget()
    sheet.setObjectName("sheet")
    sheet.setProperty("ground", "sheet")
    sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    sheet.setMaximumWidth(width + (80 if theme.is_wide else 0))
    content = QVBoxLayout(sheet)
    content.setContentsMargins(side, 24, side, 14)
    content.setSpacing(0)
    around = QWidget()
    around.setProperty("ground", "desk")
    column = QVBoxLayout(around)
    column.setContentsMargins(0, top, 0, 20)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(sheet, 1000)  # all the room there is, up to its width
    row.addStretch(1)
    column.addLayout(row)
    column.addStretch()
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(around)
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(scroll)
    return content
