"""The counts by state at the top of the list: they are the filter, moved by ← and →."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ffp_desktop.domain.survey import State
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.marks import paint_look, survey_look

ALWAYS_SHOWN = (State.DRAFT, State.FINISHED)
_STEP = 122  # px from one count to the next


class StateCounts(QWidget):
    """全部 and each state that has a survey, with its number; the chosen one is underlined."""

    chosen = Signal(object)  # State | None

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._states: Sequence[State | None] = (None, *ALWAYS_SHOWN)
        self._numbers: Mapping[State, int] = {}
        self._total = 0
        self._state: State | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def state(self) -> State | None:
        return self._state

    @property
    def total(self) -> int:
        return self._total

    def set_counts(self, total: int, numbers: Mapping[State, int]) -> None:
        self._total, self._numbers = total, numbers
        shown = [state for state in State if numbers.get(state) or state in ALWAYS_SHOWN or state is self._state]
        self._states = (None, *shown)
        self.update()

    def count_of(self, state: State) -> int:
        return self._numbers.get(state, 0)

    @property
    def left_out(self) -> int:
        """How many households 全部 counts that have no survey, so that the list beside it has no line of them."""
        return self.count_of(State.NOT_ENTERED) if self._state is None else 0

    def choose(self, state: State | None) -> None:
        if state is not self._state:
            self._state = state
            self.update()
            self.chosen.emit(state)

    def step(self, by: int) -> None:
        """Chooses the state `by` places further, going round."""
        place = list(self._states).index(self._state)
        self.choose(self._states[(place + by) % len(self._states)])

    def sizeHint(self) -> QSize:
        return QSize(_STEP * 5, 66 if self._theme.is_wide else 60)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self._theme.palette
        numbers_font = self._theme.font(Type.COUNT)
        for place, state in enumerate(self._states):
            left = 8 + place * _STEP
            number = str(self._total if state is None else self._numbers.get(state, 0))
            if state is None:
                painter.setFont(self._theme.font(Type.LABEL, is_bold=True))
                painter.setPen(QColor(palette.title))
                painter.drawText(QRectF(left, 2, _STEP, 20), Qt.AlignmentFlag.AlignVCenter, self.tr("全部"))
            else:
                paint_look(painter, QRectF(left, 2, _STEP, 20), survey_look(state, palette), self._theme)
            is_current = state is self._state
            font = self._theme.font(Type.COUNT, is_bold=is_current)
            is_alarm = state is State.RETURNED and number != "0"
            painter.setFont(font if is_current else numbers_font)
            painter.setPen(QColor(palette.error if is_alarm else palette.title if is_current else palette.label))
            painter.drawText(QRectF(left, 22, _STEP, 32), Qt.AlignmentFlag.AlignVCenter, number)
            if is_current:
                width = max(QFontMetricsF(font).horizontalAdvance(number), 28)
                painter.fillRect(QRectF(left - 1, self.height() - 3, width + 2, 3), QColor(palette.accent))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = int((event.position().x() - 8) // _STEP)
        if 0 <= place < len(self._states):
            self.choose(self._states[place])
