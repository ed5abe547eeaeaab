"""写到U盘: what goes, for whom and where to; what it will hold, before; and "可以拔出U盘了" when it is true."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.services.bundles.exchange import BundleExchange, Summary
from ffp_desktop.services.bundles.sending import Plan
from ffp_desktop.ui.background import Task
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.errand import Errand
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import EXCHANGE_TAB, KeyAction, Page
from ffp_desktop.ui.pages.exchange.scope_part import ScopePart
from ffp_desktop.ui.pages.exchange.summary_part import SummaryPart
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.label import Label


class WritePage(Page):
    """Digits choose what, Space ticks a village, F9 writes; Esc stops the writing or goes back."""

    tab = EXCHANGE_TAB
    left = Signal()

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._exchange: BundleExchange = desk.bundles
        self._plan: Plan | None = None
        self.to = ""  # the unit that it is for when one arrives, "" for the office above
        self._is_writing = False
        self._is_stale = False  # the choice changed while something was under way
        self.errand = Errand(parts.background, self)
        self.scope = ScopePart(desk, parts)
        self.summary = SummaryPart(desk.regions, parts.theme)
        self.notice = NoticeLine(keeps_room=True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.write = KeyButton(self.tr("写到U盘"), "F9", parts.theme, is_main=True)
        self._missing = Label("", Type.LABEL, "warning", wraps=True)
        self._build()
        self._bind()

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("写到U盘")

    def help_chapter(self) -> str:
        return "13-收发"

    def key_actions(self) -> list[KeyAction]:
        if self._is_writing:
            return [KeyAction("Esc", self.tr("不写了"), self._escape)]
        actions = [KeyAction("1 – 3" if self.scope.has_villages else "1 2", self.tr("写什么"))]
        if self.scope.is_choosing:
            actions += [KeyAction("↑↓", self.tr("看村")), KeyAction("空格", self.tr("要或不要"))]
        if self.scope.has_receivers:
            actions.append(KeyAction("4", self.tr("交给谁"), self.scope.ask_receiver))
        actions.append(KeyAction("F6", self.tr("换U盘"), self.scope.place.setFocus))
        if self.write.isEnabled():
            actions.append(KeyAction("F9", self.tr("写出"), self.store))
        return [*actions, KeyAction("Esc", self.tr("返回"), self._escape)]

    def arrive(self) -> None:
        self.notice.tell("")
        self.scope.show_now(self.to)
        self.setFocus()  # the digits choose; the button takes the focus once it can be pressed
        self.look()

    def leave(self) -> None:
        self.errand.stop()

    # -- public ------------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Works out what would be written; nothing is."""
        self._is_stale = self.errand.is_busy
        if self._is_stale:
            return
        self._plan = None
        self.summary.tell_looking()
        self._show_ready()
        if self.scope.lacks_receiver:
            self.summary.tell_refusal(self.tr("旗里没有上级：按 4 选交给哪个单位。"))
            return
        to, villages, everything = self.scope.wanted()

        def plan(_task: Task) -> tuple[Plan, Summary]:
            made = self._exchange.sending.plan(to, villages, everything)
            return made, self._exchange.sum_up(made)

        self.errand.run(plan, self._show_plan)

    def store(self) -> None:
        """Writes the files, whole or not at all, and reads them back."""
        plan, folder = self._plan, self.scope.place.value()
        if plan is None or self.errand.is_busy:
            return
        if folder is None:
            self.scope.place.look()  # the stick was pulled out just now
            self._show_ready()
            self.scope.place.setFocus()
            return
        self._is_writing = True
        self.setFocus()  # the button and the choices are closed until it is done
        self.notice.tell(self.tr("正在打包…"))
        self.errand.run(lambda task: self._exchange.sending.write(plan, folder, task.report), self._show_written)
        self._show_ready()

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._missing)
        words.addWidget(self.notice)
        foot = QHBoxLayout()
        foot.setSpacing(14)
        foot.addWidget(self.write)
        foot.addLayout(words, 1)
        body = QHBoxLayout()
        body.setSpacing(14)
        body.addWidget(self.scope)
        body.addWidget(self.summary, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 8)
        layout.setSpacing(8)
        layout.addWidget(Label(self.tr("写到U盘"), Type.PAGE))
        layout.addLayout(body, 1)
        layout.addLayout(foot)

    def _bind(self) -> None:
        self.scope.changed.connect(self._take_change)
        self.scope.place.value_changed.connect(self._show_ready)
        self.scope.place.finished.connect(self._leave_place)
        self.write.clicked.connect(self.store)
        self.errand.progressed.connect(self._tell_progress)
        self.errand.refused.connect(self._refuse)
        self.errand.stopped.connect(self._tell_stopped)
        self.errand.changed.connect(self._show_ready)
        keys: dict[str, Callable[[], None]] = {"F6": self.scope.place.setFocus, "F9": self.store, "Esc": self._escape}
        for key, act in keys.items():
            self.bind_key(key, act)
        for number in range(3):
            self.bind_key(str(number + 1), partial(self.scope.choose, number))
        self.bind_key("4", self.scope.ask_receiver)

    # -- showing -----------------------------------------------------------------------------------------------

    def _take_change(self) -> None:
        self.notice.tell("")
        self.look()

    def _show_plan(self, worked_out: tuple[Plan, Summary]) -> None:
        self._plan, summary = worked_out
        self.summary.show_summary(summary, self._plan.to)
        self._show_ready()
        if self._is_stale:
            self.look()

    def _show_written(self, sent: Sequence[Any]) -> None:
        self._is_writing = False
        self._plan = None
        self.summary.tell_written([one.name for one in sent], sum(one.surveys for one in sent))
        self.notice.tell(self.tr("收到回执以前，发件箱里显示“等回执”。"))
        self._show_ready()

    def _tell_progress(self, done: int, total: int) -> None:
        if self._is_writing and total:
            files = total // 2
            words = (
                self.tr("正在打包第 {0} / {1} 个文件…") if done < files else self.tr("正在写U盘，第 {0} / {1} 个文件…")
            )
            self.notice.tell(words.format(min(done % files + 1, files), files))

    def _tell_stopped(self) -> None:
        was_writing, self._is_writing = self._is_writing, False
        if was_writing:
            self.notice.tell(self.tr("已停下。没打完的包没有留下；已经打好的在发件箱里，随时可以再写。"))
            self.look()

    def _refuse(self, error: FfpError) -> None:
        """A plan that cannot be made is told where the summary stands; a stick that failed, below."""
        was_writing, self._is_writing = self._is_writing, False
        self.setFocus()
        if was_writing:
            kept = self.tr("包已经在发件箱里：换好U盘，到“收发”页上按 Enter 再写，不用重新导出。")
            self._plan = None
            self.notice.tell(f"{error.sentence}{kept}", "error")
            self.summary.tell_kept()
        else:
            self.summary.tell_refusal(error.sentence)
        self._show_ready()
        if self._is_stale:
            self.look()

    def _show_ready(self) -> None:
        has_place = self.scope.place.value() is not None
        is_ready = self._plan is not None and has_place and not self.errand.is_busy
        self.write.setEnabled(is_ready)
        if is_ready and self.hasFocus():
            self.write.setFocus()
        needs_stick = self._plan is not None and not has_place
        self._missing.setText(self.tr("还差：插上U盘，或按 F6 打一个文件夹。") if needs_stick else "")
        self.scope.setEnabled(not self._is_writing)
        self.keys_changed.emit()

    def _leave_place(self) -> None:
        """Out of the field, so that the digits choose again while nothing can be written yet."""
        (self.write if self.write.isEnabled() else self).setFocus()

    def _escape(self) -> None:
        if self._is_writing:
            self.errand.stop()
        else:
            self.left.emit()
