"""The survey page's own bar: back, whose survey it is, where it stands in the list, print and 完成."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ffp_desktop.domain.survey import State
from ffp_desktop.ui.form.keymap import Action
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.key_hint import KeyHint
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.marks import survey_look
from ffp_desktop.ui.widgets.own_bar import OwnBar
from ffp_desktop.ui.widgets.state_mark import StateMark

if TYPE_CHECKING:
    from ffp_desktop.ui.form.page_actions import PageActions


class SurveyTopBar(OwnBar):
    """Everything on it has its key; nothing takes the focus."""

    back_pressed = Signal()
    attachments_pressed = Signal()
    print_pressed = Signal()
    finish_pressed = Signal()
    neighbour_pressed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._household = Label("", Type.HOUSEHOLD)
        super().__init__(self._household, theme, parent)
        self._where = Label("", Type.LABEL, "label")
        self._state = StateMark(survey_look(State.DRAFT, theme.palette), theme)
        self._lying = Label("", Type.LABEL, "label")
        self._position = Label("", Type.LABEL)
        self._attachments = KeyHint("Ctrl+G", self.tr("附件"), theme)
        self._print = KeyButton(self.tr("打印"), "F7", theme)
        self._finish = KeyButton(self.tr("完成"), "F9", theme, is_main=True)
        self._told = (self.tr("完成"), True)  # what F9 does while no two sides differ
        self.conflicts = 0
        self._build()

    def _build(self) -> None:
        back = KeyHint("Esc", self.tr("返回"), self._theme)
        back.clicked.connect(self.back_pressed)
        before, after = KeyHint("PgUp", "", self._theme), KeyHint("PgDn", "", self._theme)
        before.clicked.connect(lambda: self.neighbour_pressed.emit(-1))
        after.clicked.connect(lambda: self.neighbour_pressed.emit(1))
        self._attachments.clicked.connect(self.attachments_pressed)
        self._print.clicked.connect(self.print_pressed)
        self._finish.clicked.connect(self.finish_pressed)
        self._where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 9, 0)
        row.setSpacing(6)
        row.addWidget(back)
        row.addSpacing(18)
        row.addWidget(self._household)
        row.addSpacing(8)
        row.addWidget(self._where, 1)
        row.addWidget(self._state)
        row.addSpacing(4)
        row.addWidget(self._lying)
        row.addSpacing(16)
        for widget in (before, after, self._position):
            row.addWidget(widget)
        row.addSpacing(14)
        row.addWidget(self._attachments)
        row.addSpacing(8)
        for button in (self._print, self._finish):
            button.setFocusPolicy(button.focusPolicy().NoFocus)
            row.addWidget(button)

    def connect_to(self, actions: "PageActions") -> None:
        """What a press on the bar does is what its key does."""
        self.back_pressed.connect(actions.go_back)
        self.attachments_pressed.connect(actions.caller(Action.ATTACHMENTS))
        self.print_pressed.connect(actions.print_survey)
        self.finish_pressed.connect(actions.finish)
        self.neighbour_pressed.connect(actions.go_to_neighbour)

    def show_household(self, name: str, where: str) -> None:
        self._household.setText(name)
        self._where.setText(where)

    def show_state(self, state: State) -> None:
        self._state.set_look(survey_look(state, self._theme.palette))

    def show_lying(self, words: str, ink: str) -> None:
        """Which office has it, for how many days."""
        self._lying.say(words, ink)

    def show_finish(self, words: str, *, is_shown: bool) -> None:
        """What F9 does here; nothing stands there while it does nothing."""
        self._told = (words, is_shown)
        self._show_main()

    def show_conflicts(self, count: int) -> None:
        """In how many places two sides differ: that bars everything else, and F9 goes there."""
        self.conflicts = count
        self._show_main()

    def _show_main(self) -> None:
        words, is_shown = self._told
        self._finish.setText(self.tr("解决冲突 {0} 处").format(self.conflicts) if self.conflicts else words)
        self._finish.updateGeometry()
        self._finish.setVisible(is_shown or self.conflicts > 0)

    def show_position(self, position: int, total: int) -> None:
        words = self.tr("第 {0} / {1} 户").format(position, total) if position else ""
        self._position.setText(words)

    def show_attachments(self, count: int) -> None:
        self._attachments.set_words(self.tr("附件 {0}").format(count) if count else self.tr("附件"))

    @property
    def attachments(self) -> str:
        return self._attachments.words

    @property
    def lying(self) -> str:
        return self._lying.text()

    @property
    def finish(self) -> str:
        """The words of the main button, "" when it is not there."""
        return "" if self._finish.isHidden() else self._finish.text()

    @property
    def household(self) -> str:
        return self._household.text()

    @property
    def where(self) -> str:
        return self._where.text()
