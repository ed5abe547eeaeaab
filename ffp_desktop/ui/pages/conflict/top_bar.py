"""The bar over a conflict: back, whose survey it is, which conflict of how many, and 定下."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.key_hint import KeyHint
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.own_bar import OwnBar


class ConflictBar(OwnBar):
    """Everything on it has its key; nothing takes the focus."""

    back_pressed = Signal()
    print_pressed = Signal()
    settle_pressed = Signal()
    neighbour_pressed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._household = Label("", Type.HOUSEHOLD)
        super().__init__(self._household, theme, parent)
        self._where = Label("", Type.LABEL, "label")
        self._position = Label("", Type.LABEL)
        self.settle = KeyButton(self.tr("定下"), "F9", theme, is_main=True)
        self._build()

    @property
    def words(self) -> str:
        """All that is said here."""
        return " ".join(label.text() for label in (self._household, self._where, self._position))

    def show_survey(self, name: str, where: str) -> None:
        self._household.setText(self.tr("{0} 户 · 两边不一致").format(name) if name else self.tr("两边不一致"))
        self._where.setText(where)

    def show_position(self, unit: int, units: int, survey: int, surveys: int) -> None:
        """Which conflict of the survey, and which survey of the list; from 1."""
        words = self.tr("冲突 第 {0} / {1} 处").format(unit, units)
        more = self.tr(" · 第 {0} / {1} 户").format(survey, surveys) if surveys > 1 else ""
        self._position.setText(words + more)

    def _build(self) -> None:
        back = KeyHint("Esc", self.tr("返回"), self._theme)
        back.clicked.connect(self.back_pressed)
        before, after = KeyHint("PgUp", "", self._theme), KeyHint("PgDn", "", self._theme)
        before.clicked.connect(lambda: self.neighbour_pressed.emit(-1))
        after.clicked.connect(lambda: self.neighbour_pressed.emit(1))
        paper = KeyButton(self.tr("打印"), "F7", self._theme)
        paper.clicked.connect(self.print_pressed)
        self.settle.clicked.connect(self.settle_pressed)
        self._where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 9, 0)
        row.setSpacing(6)
        row.addWidget(back)
        row.addSpacing(18)
        row.addWidget(self._household)
        row.addSpacing(8)
        row.addWidget(self._where, 1)
        for widget in (before, after, self._position):
            row.addWidget(widget)
        row.addSpacing(14)
        for button in (paper, self.settle):
            button.setFocusPolicy(button.focusPolicy().NoFocus)
            row.addWidget(button)
