"""What a second entry came to, in words: how many answers, whose slips, what was corrected, what is still to do."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ffp_desktop.domain.regions import Regions
from ffp_desktop.ui.pages.second_entry.paper_words import say_entry
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.sheet import lay_sheet

if TYPE_CHECKING:
    from ffp_desktop.services.verification import Finished
    from ffp_desktop.services.verification.blind_session import BlindSession

_SHOWN = 12  # differences told one by one


class DoneSheet(QWidget):
    """Stands in the paper's place. Enter opens the survey where it stayed open, else goes back."""

    survey_wanted = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stays_open = False
        content = lay_sheet(self, 720, theme)
        self._head = Label("", Type.PAGE)
        self._words = Label("", Type.TEXT, "label", wraps=True)
        self._differences = Label("", Type.LABEL, "answer", wraps=True)
        self._caution = Label("", Type.TEXT, "warning", wraps=True)
        content.addWidget(self._head)
        content.addSpacing(14)
        content.addWidget(self._words)
        content.addSpacing(10)
        content.addWidget(self._differences)
        content.addSpacing(10)
        content.addWidget(self._caution)
        content.addSpacing(18)
        row = QHBoxLayout()
        row.setSpacing(10)
        self.open_button = KeyButton(self.tr("打开这张表去处理"), "Enter", theme, is_main=True)
        self.open_button.clicked.connect(self.survey_wanted)
        self.back_button = KeyButton(self.tr("返回录入质量"), "Esc", theme)
        self.back_button.clicked.connect(self.left)
        for button in (self.open_button, self.back_button):
            button.setFocusPolicy(button.focusPolicy().NoFocus)
            row.addWidget(button)
        row.addStretch()
        content.addLayout(row)
        content.addSpacing(10)

    @property
    def words(self) -> str:
        return "\n".join(label.text() for label in self._labels() if label.text())

    def _labels(self) -> tuple[Label, ...]:
        return (self._head, self._words, self._differences, self._caution)

    def tell(self, done: "Finished", session: "BlindSession", regions: Regions) -> None:
        """Shows the result of this session."""
        verdicts = [verdict for verdict in session.verification.verdicts if verdict.is_compared]
        first, second = sum(v.is_first_wrong for v in verdicts), sum(v.is_second_wrong for v in verdicts)
        self._head.setText(self.tr("核完了，两次全都一样") if not done.differences else self.tr("核完了"))
        lines = [self.tr("对照了 {0} 项，{1} 处不一样。").format(done.compared, done.differences)]
        if done.differences:
            lines.append(self.tr("第一次录错 {0} 处，第二次录错 {1} 处，各记在录的人名下。").format(first, second))
        if done.corrections:
            words = self.tr("已更正 {0} 处，原因记作“复录核对：更正 {0} 处”，以后查得到谁在什么时候改的。")
            lines.append(words.format(done.corrections))
        self._words.setText("\n".join(lines))
        self._show_differences(session, regions)
        self.stays_open = done.first_open is not None
        self._caution.setText(self._open_words(done, session) if self.stays_open else "")
        self._caution.setVisible(self.stays_open)
        self.open_button.setVisible(self.stays_open)
        self.back_button.set_key("Esc" if self.stays_open else "Enter")

    def _show_differences(self, session: "BlindSession", regions: Regions) -> None:
        """What differed and what was decided, the first ones of many."""
        verdicts = [v for v in session.verification.verdicts if v.is_first_wrong or v.is_second_wrong]
        lines = []
        for verdict in verdicts[:_SHOWN]:
            place, verification = verdict.place, session.verification
            answers = (verification.say(place, answer) for answer in (verdict.first, verdict.second, verdict.final))
            first, second, final = (say_entry(place, text, regions) or self.tr("空着") for text in answers)
            words = self.tr("{0}：第一次 {1}，第二次 {2}；{3}")
            right = verdict.decision.value if final in (first, second) else self.tr("都不对，是 {0}").format(final)
            lines.append(words.format(verification.place_name(place), first, second, right))
        if len(verdicts) > _SHOWN:
            lines.append(self.tr("还有 {0} 处。").format(len(verdicts) - _SHOWN))
        self._differences.setText("\n".join(lines))
        self._differences.setVisible(bool(lines))

    def _open_words(self, done: "Finished", session: "BlindSession") -> str:
        if done.members_differ:
            return self.tr("纸上和表里的人数不一样：要在原表上加人或划去人。这张表先留作草稿，改好再按 F9 完成。")
        place = done.first_open
        name = session.verification.place_name(place) if place is not None else ""
        return self.tr("更正以后，{0}还有要处理的。这张表先留作草稿，处理完再按 F9 完成。").format(name)
