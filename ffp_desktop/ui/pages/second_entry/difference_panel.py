"""Two entries side by side where they differ, at the item: 1 the first is right, 2 the second, 3 neither."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ffp_desktop.domain.verification.comparison import Decision
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.key_hint import KeyHint
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.marks import paint_cap

WIDTH = 560  # px
_KEYS = {Qt.Key.Key_1: Decision.FIRST, Qt.Key.Key_2: Decision.SECOND, Qt.Key.Key_3: Decision.THIRD}


class EntryCard(QWidget):
    """One of the two entries, with its key; where it departs from the other it is underlined. A click chooses it."""

    chosen = Signal()

    def __init__(self, key: str, words: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._words = words
        self._theme = theme
        self.text = ""
        self._apart = (0, 0)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_text(self, text: str, other: str) -> None:
        self.text, self._apart = text, differing_part(text, other)
        self.setAccessibleName(f"{self._key} {self._words} {text}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, 34 + self._line() * max(1, len(self._lines(self.width() - 24))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self._theme.palette
        painter.setPen(self._theme.pen(palette.rule))
        painter.setBrush(QColor(palette.sheet))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        cap = paint_cap(painter, 10, 17, self._key, self._theme, palette.accent, palette.accent_tint)
        painter.setFont(self._theme.font(Type.SECONDARY))
        painter.setPen(QColor(palette.label))
        painter.drawText(QRectF(16 + cap, 4, 200, 26), Qt.AlignmentFlag.AlignVCenter, self._words)
        if not self.text:
            painter.setPen(QColor(palette.muted))
            painter.setFont(self._theme.font())
            painter.drawText(QRectF(12, 28, self.width() - 24, self._line()), 0, self.tr("（空着）"))
            return
        self._paint_text(painter)

    def _paint_text(self, painter: QPainter) -> None:
        palette, font = self._theme.palette, self._theme.font(is_bold=True)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        at = 0
        for number, line in enumerate(self._lines(self.width() - 24)):
            left, top = 12.0, 28.0 + number * self._line()
            for character in line:
                width = metrics.horizontalAdvance(character)
                is_apart = self._apart[0] <= at < self._apart[1]
                painter.setPen(QColor(palette.error if is_apart else palette.answer))
                painter.drawText(QRectF(left, top, width + 2, self._line()), 0, character)
                if is_apart:
                    painter.fillRect(QRectF(left, top + metrics.height() + 0.5, width, 2), QColor(palette.error))
                left += width
                at += 1

    def _line(self) -> int:
        return round(QFontMetricsF(self._theme.font(is_bold=True)).height()) + 6

    def _lines(self, width: float) -> list[str]:
        """The text broken where the card ends, character by character as figures and Chinese are."""
        metrics = QFontMetricsF(self._theme.font(is_bold=True))
        lines, line = [], ""
        for character in self.text:
            if line and metrics.horizontalAdvance(line + character) > max(width, 60):
                lines.append(line)
                line = ""
            line += character
        return [*lines, line]

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.chosen.emit()


class DifferencePanel(QFrame):
    """Takes every key while it is open, and no focus: the item keeps it."""

    decided = Signal(object)  # Decision
    taken_back = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = Label("", Type.LABEL, "", is_bold=True)
        self.first = EntryCard("1", self.tr("第一次"), theme)
        self.second = EntryCard("2", self.tr("第二次，您刚录的"), theme)
        self.first.chosen.connect(lambda: self.decided.emit(Decision.FIRST))
        self.second.chosen.connect(lambda: self.decided.emit(Decision.SECOND))
        self.setObjectName("difference")
        palette = theme.palette
        self.setStyleSheet(
            f"#difference {{ background: {palette.warning_tint}; border: 2px solid {palette.warning}; }}"
        )
        self._build(theme)
        self.hide()

    @property
    def is_open(self) -> bool:
        return not self.isHidden()

    @property
    def words(self) -> str:
        return self._name.text()

    def open_at(self, rect: QRect, place_name: str, first: str, second: str) -> None:
        """Stands under `rect` of its parent, above it where there is no room below; never over it."""
        self._name.setText(self.tr("{0}：两次录得不一样。看纸表，哪一次对？").format(place_name))
        parent = self.parentWidget()
        room = parent.width() - 40 if parent is not None else WIDTH
        self.setFixedWidth(min(WIDTH, room))
        self.first.show_text(first, second)
        self.second.show_text(second, first)
        for card in (self.first, self.second):
            card.resize((self.width() - 44) // 2, card.height())
            card.setFixedHeight(card.sizeHint().height())
        self.adjustSize()
        self.stand_by(rect)
        self.show()
        self.raise_()

    def stand_by(self, rect: QRect) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        left = min(max(rect.left() - 20, 8), parent.width() - self.width() - 8)
        below = rect.bottom() + 6
        fits = below + self.height() <= parent.height() - 4
        self.move(left, below if fits else max(4, rect.top() - self.height() - 6))

    def take_key(self, event: QKeyEvent) -> None:
        """1, 2, 3 decide, Esc takes the second entry back; everything else does nothing."""
        key = Qt.Key(event.key())
        if key in _KEYS:
            self.decided.emit(_KEYS[key])
        elif key == Qt.Key.Key_Escape:
            self.taken_back.emit()

    def _build(self, theme: Theme) -> None:
        cards = QHBoxLayout()
        cards.setSpacing(8)
        cards.addWidget(self.first, 1)
        cards.addWidget(self.second, 1)
        third = KeyHint("3", self.tr("都不对，照纸上重填"), theme, ink=theme.palette.label)
        third.clicked.connect(lambda: self.decided.emit(Decision.THIRD))
        back = KeyHint("Esc", self.tr("是我按错了，这一项重录"), theme, ink=theme.palette.label)
        back.clicked.connect(self.taken_back)
        foot = QHBoxLayout()
        foot.setSpacing(20)
        foot.addWidget(third)
        foot.addWidget(back)
        foot.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        column.addWidget(self._name)
        column.addLayout(cards)
        column.addLayout(foot)


def differing_part(text: str, other: str) -> tuple[int, int]:
    """From where to where `text` departs from `other`: all between what both begin and end with."""
    start = 0
    while start < min(len(text), len(other)) and text[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(text), len(other)) - start and text[-1 - end] == other[-1 - end]:
        end += 1
    return start, len(text) - end
