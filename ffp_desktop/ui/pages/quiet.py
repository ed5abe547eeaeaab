"""Two calm pages: one while the program closes, one after a bug."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.desk_shape import SECOND_FAILED
from ffp_desktop.ui.page import Page
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.sheet import lay_sheet


class ClosingPage(Page):
    """The backup at the close: a line that moves, and what to do if it cannot be made."""

    retry_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        content = lay_sheet(self, 520, theme, top=160)
        self._head = Label("", Type.HOUSEHOLD)
        self._words = Label("", Type.TEXT, "label", wraps=True)
        self._line = QProgressBar()
        self._line.setTextVisible(False)
        self._retry = KeyButton(self.tr("再试一次"), "Enter", theme, is_main=True)
        self._close = KeyButton(self.tr("不备份，关闭"), "", theme)
        self._retry.clicked.connect(self.retry_wanted)
        self._close.clicked.connect(self.close_wanted)
        content.addWidget(self._head)
        content.addSpacing(8)
        content.addWidget(self._words)
        self._safe = Label(self.tr("录入的内容都已经保存好了。"), Type.TEXT, "label")
        content.addSpacing(6)
        content.addWidget(self._safe)
        content.addSpacing(14)
        content.addWidget(self._line)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._retry)
        row.addWidget(self._close)
        row.addStretch()
        content.addLayout(row)
        content.addSpacing(12)

    @property
    def sentence(self) -> str:
        return self._words.text()

    def press_enter(self) -> None:
        if self._retry.isVisible():
            self.retry_wanted.emit()

    def show_working(self) -> None:
        self._head.setText(self.tr("正在备份，马上关闭"))
        self._words.say(self.tr("备份做好、核对过就关。请不要关电源。"), "label")
        self._line.setRange(0, 0)
        self._show_buttons(False)

    def show_refusal(self, error: FfpError) -> None:
        is_second = error.code == SECOND_FAILED
        self._head.setText(self.tr("第二处备份没有做成") if is_second else self.tr("备份没有做成"))
        self._words.say(error.sentence, "error")
        self._close.setText(self.tr("就这样关闭") if is_second else self.tr("不备份，关闭"))
        self._line.setRange(0, 1)
        self._show_buttons(True)
        self._retry.setFocus()

    def _show_buttons(self, is_shown: bool) -> None:
        self._line.setVisible(not is_shown)
        self._safe.setVisible(is_shown)
        self._retry.setVisible(is_shown)
        self._close.setVisible(is_shown)


class CrashPage(Page):
    """A bug: said plainly, with what is safe and where the log is; the program goes on."""

    home_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        content = lay_sheet(self, 640, theme, top=100)
        content.addWidget(Label(self.tr("程序出了差错"), Type.PAGE))
        content.addSpacing(8)
        words = self.tr("这是程序的毛病，不是您操作的问题。已经显示“已保存”的内容都在，不用重新录。")
        content.addWidget(Label(words, Type.TEXT, "label", wraps=True))
        content.addSpacing(8)
        self._log = Label("", Type.LABEL, "muted", wraps=True)
        self._log.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        content.addWidget(self._log)
        content.addSpacing(16)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.again = KeyButton(self.tr("回去接着做"), "Enter", theme, is_main=True)
        stop = KeyButton(self.tr("关闭程序"), "", theme)
        self.again.clicked.connect(self.home_wanted)
        stop.clicked.connect(self.close_wanted)
        row.addWidget(self.again)
        row.addWidget(stop)
        row.addStretch()
        content.addLayout(row)
        content.addSpacing(12)

    def title(self) -> str:
        return self.tr("程序出了差错")

    def press_enter(self) -> None:
        self.home_wanted.emit()

    def show_log(self, place: str) -> None:
        """`place` is the log file's path; the log holds no answers."""
        self._log.setText(
            self.tr("记录在 {0}，里面没有任何农户的内容，可以发给维护的人。").format(place) if place else ""
        )

    def arrive(self) -> None:
        self.again.setFocus()
