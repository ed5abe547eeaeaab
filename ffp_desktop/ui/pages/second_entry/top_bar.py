"""The bar over a second entry: back, which paper it is, how much is left, and 核完."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.key_hint import KeyHint
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.own_bar import OwnBar

_LENGTH, _HEIGHT = 120, 8  # px of the progress bar


class ProgressBar(QWidget):
    """How much of the paper was typed again."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._part = 0.0
        self.setFixedSize(_LENGTH, _HEIGHT)

    def show_part(self, part: float) -> None:
        self._part = part
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self._theme.palette
        painter.fillRect(self.rect(), QColor(palette.chart_rest))
        painter.fillRect(0, 0, round(self.width() * self._part), self.height(), QColor(palette.accent))


class SecondEntryBar(OwnBar):
    """Everything on it has its key; nothing takes the focus."""

    back_pressed = Signal()
    finish_pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._name = Label("", Type.HOUSEHOLD)
        super().__init__(self._name, theme, parent)
        self._back = KeyHint("Esc", "", theme)
        self._where = Label("", Type.LABEL, "label")
        self._differences = Label("", Type.LABEL, "warning")
        self._left = Label("", Type.TEXT, "", is_bold=True)
        self.progress = ProgressBar(theme)
        self._finish = KeyButton(self.tr("核完"), "F9", theme, is_main=True)
        self._build()

    @property
    def left(self) -> str:
        return self._left.text()

    @property
    def differences(self) -> str:
        return self._differences.text()

    def show_paper(self, name: str, where: str) -> None:
        self._name.setText(name)
        self._where.setText(where)

    def show_progress(self, left: int, total: int, differences: int) -> None:
        self._left.setText(self.tr("还剩 {0} 项").format(left) if left else self.tr("都录完了"))
        self._differences.setText(self.tr("不一样 {0} 处").format(differences) if differences else "")
        self.progress.show_part((total - left) / total if total else 0.0)

    def show_done(self) -> None:
        """There is nothing to type any more."""
        self._back.set_words(self.tr("返回"))
        for widget in (self._left, self._differences, self.progress, self._finish):
            widget.hide()

    def show_typing(self) -> None:
        self._back.set_words(self.tr("返回，以后接着录"))
        for widget in (self._left, self._differences, self.progress, self._finish):
            widget.show()

    def _build(self) -> None:
        self._back.clicked.connect(self.back_pressed)
        self._finish.clicked.connect(self.finish_pressed)
        self._finish.setFocusPolicy(self._finish.focusPolicy().NoFocus)
        self._where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 9, 0)
        row.setSpacing(6)
        row.addWidget(self._back)
        row.addSpacing(18)
        row.addWidget(self._name)
        row.addSpacing(8)
        row.addWidget(self._where, 1)
        row.addWidget(self._differences)
        row.addSpacing(16)
        row.addWidget(self.progress)
        row.addSpacing(6)
        row.addWidget(self._left)
        row.addSpacing(14)
        row.addWidget(self._finish)
