"""The panel that draws surveys to be typed again: how many, where, and the number by which anyone can draw the same."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.regions import Region, Regions
from ffp_desktop.errors import FfpError
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.field import LatinField, LineField
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.panel import Panel
from ffp_desktop.ui.widgets.region_picker import RegionPicker

if TYPE_CHECKING:
    from ffp_desktop.services.verification import Sampled

WIDTH, _TOP = 560, 70  # px
Draw = Callable[[str, str, str], "Sequence[Sampled]"]  # village, amount, seed


class DrawPanel(Panel):
    """Enter goes from field to field and draws; once more puts what was drawn on the list. Esc changes nothing."""

    wanted = Signal(list)  # survey ids

    def __init__(self, draw: Draw, regions: Regions, among: Sequence[Region], theme: Theme, page: QWidget) -> None:
        super().__init__(theme, page, WIDTH, _TOP)
        self._draw = draw
        self._drawn: Sequence[Sampled] | None = None
        self._listed: frozenset[str] = frozenset()
        self.amount = LatinField(max_length=8)
        self.village = RegionPicker(regions, theme)
        self.village.set_among(among)
        self.seed = LineField(max_length=40)
        self.notice = NoticeLine()
        self._result = Label("", Type.TEXT, "accent", wraps=True)
        self._go = KeyButton("", "Enter", theme, is_main=True)
        self._build()
        self._join()

    @property
    def result(self) -> str:
        return self._result.text()

    def open(self, seed: str, listed: frozenset[str]) -> None:
        """Shows the panel; the last amount and village stay. `listed` surveys are on the list already."""
        self._listed = listed
        self.amount.set_value(self.amount.value() or "5%")
        self.seed.set_value(seed)
        self._forget()
        self.rise()
        self.amount.setFocus()
        self.amount.selectAll()

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        layout = self.column
        self.add_head(Label(self.tr("抽表复录"), Type.HOUSEHOLD), self.tr("不抽，关闭"))
        fields = (
            (
                self.tr("抽多少"),
                self.amount,
                self.tr("张数，例如 10；或已完成的百分之几，例如 5%。各人按录的多少分摊。"),
            ),
            (self.tr("村"), self.village, self.tr("空着就是全部。打拼音首字母、村名或代码查找。")),
            (self.tr("抽签号"), self.seed, self.tr("随便什么字。同样的号、同样的表，谁来抽都抽出同样几张。")),
        )
        for name, field, words in fields:
            layout.addWidget(Label(name, Type.LABEL, "label", is_bold=True))
            layout.addWidget(field)
            layout.addWidget(Label(words, Type.SECONDARY, "muted"))
            layout.addSpacing(2)
        layout.addWidget(self._result)
        layout.addWidget(self.notice)
        self.add_foot(self._go)

    def _join(self) -> None:
        for field in (self.amount, self.village, self.seed):
            field.value_changed.connect(lambda _value: self._forget())
        self.amount.returnPressed.connect(self._go_on)
        self.village.installEventFilter(self)
        self.village.finished.connect(self._go_on)
        self.seed.returnPressed.connect(self._go_on)
        self._go.clicked.connect(self._go_on)

    # -- drawing -----------------------------------------------------------------------------------------------

    def _forget(self) -> None:
        """Something else is asked for: what was drawn does not hold."""
        self._drawn = None
        self._result.setText("")
        self.notice.tell("")
        self._go.setText(self.tr("抽"))
        self._go.setEnabled(True)
        self.fit()

    def _go_on(self) -> None:
        if self._drawn is None:
            self._show_drawn()
        elif fresh := self._fresh(self._drawn):
            self.wanted.emit(fresh)

    def _fresh(self, drawn: "Sequence[Sampled]") -> list[str]:
        """What was drawn and is new to the list."""
        return [one.summary.id for one in drawn if not one.is_verified and one.summary.id not in self._listed]

    def _show_drawn(self) -> None:
        region = self.village.region if self.village.text() else None
        if region is None and self.village.text():
            self.notice.tell(self.tr("没有选定村。请从列出的里面选一个，或把村空着。"), "error")
            self.fit()
            return
        village = region.code if region is not None else ""
        try:
            drawn = self._draw(village, self.amount.value(), self.seed.value())
        except FfpError as error:
            self.notice.tell_error(error)
            self.fit()
            return
        self._drawn = drawn
        by_name: dict[str, int] = {}
        for one in drawn:
            by_name[one.operator] = by_name.get(one.operator, 0) + 1
        whose = "、".join(self.tr("{0} {1} 张").format(name, count) for name, count in by_name.items())
        words = self.tr("抽出 {0} 张：{1}。").format(len(drawn), whose)
        fresh = len(self._fresh(drawn))
        if fresh < len(drawn):
            words += self.tr("其中 {0} 张复录过，或已经在名单里，不再放进去。").format(len(drawn) - fresh)
        self._result.setText(words)
        self._go.setText(self.tr("放进名单 {0} 张").format(fresh))
        self._go.setEnabled(fresh > 0)
        self.fit()

    # -- Qt ----------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter on an empty village means all of them."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and not self.village.text():
                self._go_on()
                return True
        return super().eventFilter(watched, event)
