"""The column at the left of a list: a title, the bars of the places, which scroll, and room for words under them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ffp_desktop.ui.pages.home.villages import VillageBars
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.sheet import Rule


class BarsColumn(QWidget):
    """As wide as every list's column."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, full_words: str = "") -> None:
        super().__init__(parent)
        self.bars = VillageBars(theme, full_words=full_words)
        self._theme = theme
        self._scroll = QScrollArea()
        self.setObjectName("side")
        self.setStyleSheet(f"#side {{ border-right: 1px solid {theme.palette.rule}; }}")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.sizes.village_list)

    def lay_out(self, title: str, aside: str, foot: QWidget | None = None) -> None:
        """`aside` says what the figures are."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 1, 8)
        layout.setSpacing(4)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 12, 0)
        head.addWidget(Label(title, Type.SUBHEAD))
        head.addStretch()
        head.addWidget(Label(aside, Type.SECONDARY, "muted"))
        layout.addLayout(head)
        scroll = self._scroll
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("ground", "desk")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.bars)
        column.addStretch()
        scroll.setWidget(inner)
        layout.addWidget(scroll, 1)
        if foot is not None:
            layout.addWidget(Rule(self._theme.palette.rule))
            layout.addWidget(foot)

    def show_chosen(self) -> None:
        """Scrolls to the chosen place while it is moved by keys."""
        if self.bars.hasFocus():
            place = self.bars.chosen_rect().center().toPoint()
            self._scroll.ensureVisible(place.x(), place.y(), 0, self.bars.chosen_rect().toRect().height())
