"""What an export will carry, told before it is made; and what was written, after."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import State
from ffp_desktop.services.bundles.exchange import Summary
from ffp_desktop.ui.drives import say_size
from ffp_desktop.ui.spoken import say_unit
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.marks import survey_look
from ffp_desktop.ui.widgets.sheet import Rule
from ffp_desktop.ui.widgets.state_mark import StateMark

_LABEL = 90


class SummaryPart(QWidget):
    """A sheet: households, their states and findings, the size; what stays behind; then the green line."""

    def __init__(self, regions: Regions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._regions = regions
        self._theme = theme
        self.setProperty("ground", "sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = Label(self.tr("会写出"), Type.SUBHEAD)
        self._count = Label("", Type.COUNT, "answer", is_bold=True)
        self._words = Label("", Type.TEXT, "label", wraps=True)
        self._done = Label("", Type.HOUSEHOLD, "passed", wraps=True)
        self._files = Label("", Type.LABEL, "label", wraps=True)
        self._facts = QWidget()
        self._said: list[Label] = []
        self._grid = QGridLayout(self._facts)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, _LABEL)
        self._grid.setColumnStretch(1, 1)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(Rule(theme.palette.rule))
        layout.addWidget(self._facts)
        layout.addWidget(self._words)
        layout.addWidget(self._done)
        layout.addWidget(self._files)
        layout.addStretch()

    @property
    def words(self) -> str:
        """All that stands here now."""
        shown = [self._count, *self._said, self._words, self._done, self._files]
        return " ".join(label.text() for label in shown if label.text())

    @property
    def title(self) -> str:
        return self._title.text()

    def show_summary(self, summary: Summary, to: str) -> None:
        self._clear()
        self._title.setText(self.tr("会写出，交给{0}").format(say_unit(to, self._regions)))
        self._count.setText(self.tr("{0} 户").format(summary.surveys))
        states = QHBoxLayout()
        states.setSpacing(14)
        for state in State:
            if count := summary.tally.by_state.get(state, 0):
                states.addWidget(StateMark(survey_look(state, self._theme.palette), self._theme, Type.TEXT))
                states.addWidget(self._say(str(count), "answer", is_bold=True))
        states.addStretch()
        holder = QWidget()
        holder.setProperty("ground", "plain")
        states.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(states)
        self._add(self.tr("状态"), holder)
        self._add(self.tr("发现"), self._findings(summary))
        files = self.tr("{0} 个文件，最多 {1}").format(summary.files, say_size(summary.largest))
        self._add(self.tr("大小"), self._say(files, "answer"))
        if summary.drafts:
            words = self.tr("这些村另有 {0} 户草稿没完成，不会带走。").format(summary.drafts)
            self._words.say(words, "warning")

    def tell_looking(self) -> None:
        self._clear()
        self._words.say(self.tr("正在看有多少新记录…"), "muted")

    def tell_refusal(self, sentence: str) -> None:
        """Why there is nothing to write."""
        self._clear()
        self._words.say(sentence, "label")

    def tell_kept(self) -> None:
        self._clear()
        self._words.say(self.tr("没有写成。包留在发件箱里。"), "label")

    def tell_written(self, names: Sequence[str], surveys: int) -> None:
        """The files lie on the stick and were read back."""
        self._clear()
        self._title.setText(self.tr("已写好"))
        self._count.setText(self.tr("{0} 户").format(surveys))
        self._done.setText(self.tr("✓ 已读回核对，可以拔出U盘了"))
        self._files.setText("\n".join(names))

    def _findings(self, summary: Summary) -> QWidget:
        errors, warnings = summary.tally.errors, summary.tally.warnings
        holder = QWidget()
        holder.setProperty("ground", "plain")
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        if errors:
            row.addWidget(self._say(self.tr("错误 {0}").format(errors), "error", is_bold=True))
        if warnings:
            row.addWidget(self._say(self.tr("提醒 {0}").format(warnings), "warning"))
        if not errors and not warnings:
            row.addWidget(self._say(self.tr("没有"), "answer"))
        row.addStretch()
        return holder

    def _say(self, words: str, ink: str, *, is_bold: bool = False) -> Label:
        label = Label(words, Type.TEXT, ink, is_bold=is_bold)
        self._said.append(label)
        return label

    def _add(self, name: str, widget: QWidget) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(Label(name, Type.TEXT, "label"), row, 0)
        self._grid.addWidget(widget, row, 1)

    def _clear(self) -> None:
        self._title.setText(self.tr("会写出"))
        for label in (self._count, self._words, self._done, self._files):
            label.setText("")
        self._said = []
        while self._grid.count():
            widget = self._grid.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
