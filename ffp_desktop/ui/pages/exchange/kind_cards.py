"""The six kinds with count and sentence, side by side on one sheet; a click or its digit shows one kind alone."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.ui.pages.exchange.preview_rows import INKS, MARKS, Kind, kind_sentence
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.key_hint import KeyHint
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.sheet import Rule


class KindCard(QWidget):
    """One kind."""

    clicked = Signal()

    def __init__(self, kind: Kind, key: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind = kind
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name = Label(f"{MARKS[kind]}  {kind.value}", Type.SUBHEAD, INKS[kind], is_bold=True)
        self._count = Label("", Type.PAGE, INKS[kind], is_bold=True)
        hint = KeyHint(key, "", theme)
        hint.clicked.connect(self.clicked)
        top, low = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._name)
        top.addStretch()
        top.addWidget(self._count)
        low.addWidget(Label(kind_sentence(kind), Type.LABEL, "label"))
        low.addStretch()
        low.addWidget(hint)
        self._bar = Rule("transparent")
        self._bar.setFixedHeight(3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(13, 6, 12, 4)
        layout.setSpacing(3)
        layout.addLayout(top)
        layout.addLayout(low)
        layout.addWidget(self._bar)

    @property
    def words(self) -> str:
        return self._count.text()

    def set_count(self, count: int) -> None:
        """A kind that nothing is of stands back."""
        self._count.say(self.tr("{0} 户").format(count), INKS[self._kind] if count else "muted")
        self._name.set_ink(INKS[self._kind] if count else "muted")

    def set_chosen(self, is_chosen: bool) -> None:
        ink = self._theme.palette.accent if is_chosen else "transparent"
        self._bar.setStyleSheet(f"background: {ink}; border: none;")

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.clicked.emit()


class KindCards(QWidget):
    """All six."""

    chosen = Signal(object)  # Kind

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        self.cards: dict[Kind, KindCard] = {}
        for number, kind in enumerate(Kind, 1):
            if self.cards:
                rule = Rule(theme.palette.rule_light, is_upright=True)
                row.addWidget(rule)
            card = KindCard(kind, str(number), theme)
            card.clicked.connect(lambda kind=kind: self.chosen.emit(kind))
            self.cards[kind] = card
            row.addWidget(card, 1)

    def show_counts(self, counts: dict[Kind, int]) -> None:
        for kind, card in self.cards.items():
            card.set_count(counts[kind])

    def mark(self, chosen: Kind | None) -> None:
        for kind, card in self.cards.items():
            card.set_chosen(kind is chosen)
