"""The panel that asks where a new household lives; it remembers the last village."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.regions import Region, Regions
from ffp_desktop.settings import Settings
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.field import LineField
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.panel import Panel
from ffp_desktop.ui.widgets.region_picker import RegionPicker

WIDTH = 560  # px
_SHOWN = 6  # names of natural villages shown at once


class NewSurveyPanel(Panel):
    """Village, then 自然村, then Enter; Esc leaves everything as it was."""

    wanted = Signal(str, str)  # village's code, natural village

    def __init__(
        self,
        regions: Regions,
        among: Sequence[Region],
        natural_villages: Callable[[str], Sequence[str]],
        theme: Theme,
        page: QWidget,
    ) -> None:
        super().__init__(theme, page, WIDTH)
        self._natural_villages = natural_villages
        self._known: Sequence[str] = ()
        self.village = RegionPicker(regions, theme)
        self.village.set_among(among)
        self.natural_village = LineField(max_length=40)
        self.natural_village.installEventFilter(self)
        self.notice = NoticeLine()
        self._start = KeyButton(self.tr("开始录入"), "Enter", theme, is_main=True)
        self._build()
        self.village.region_changed.connect(self._take_village)
        self.village.finished.connect(self._go_on)
        self.natural_village.returnPressed.connect(self._finish)
        self._start.clicked.connect(self._finish)

    def open(self, village: Region | None, natural_village: str) -> None:
        """Shows the panel with the last village already there; Enter twice takes the same again."""
        self.notice.tell("")
        self.village.set_region(village)
        self.natural_village.set_value(natural_village if village else "")
        self.rise()
        self.village.setFocus()

    def _build(self) -> None:
        layout = self.column
        layout.setSpacing(8)
        self.add_head(Label(self.tr("新录一户"), Type.HOUSEHOLD), self.tr("不录，关闭"))
        layout.addWidget(Label(self.tr("村"), Type.LABEL, "label", is_bold=True))
        layout.addWidget(self.village)
        layout.addWidget(Label(self.tr("输入拼音首字母、村名或代码查找，如 tmhz。"), Type.SECONDARY, "muted"))
        layout.addSpacing(4)
        layout.addWidget(Label(self.tr("自然村(村民小组)"), Type.LABEL, "label", is_bold=True))
        layout.addWidget(self.natural_village)
        self._known_words = Label("", Type.SECONDARY, "muted")
        layout.addWidget(self._known_words)
        layout.addWidget(self.notice)
        self._missing = Label("", Type.LABEL, "warning")
        self.add_foot(self._missing, self._start)

    def _take_village(self, region: Region | None) -> None:
        self._start.setEnabled(region is not None)
        self._missing.setText("" if region else self.tr("还差：选村"))
        self._known = self._natural_villages(region.code) if region else ()
        shown = "、".join(self._known[:_SHOWN]) + ("…" if len(self._known) > _SHOWN else "")
        none = self.tr("没有就空着；以后在表上也能填。")
        self._known_words.setText(self.tr("↑↓ 选这个村用过的：{0}").format(shown) if shown else none)

    def _step_known(self, by: int) -> None:
        """Puts the next of the village's own names into the field."""
        if self._known:
            typed = self.natural_village.value().strip()
            at = list(self._known).index(typed) + by if typed in self._known else (0 if by > 0 else -1)
            self.natural_village.set_value(self._known[at % len(self._known)])

    def _go_on(self) -> None:
        self.natural_village.setFocus()
        self.natural_village.selectAll()

    def _finish(self) -> None:
        region = self.village.region
        if region is None:
            self.village.setFocus()
            return
        self.wanted.emit(region.code, self.natural_village.value().strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            if event.key() in steps:
                self._step_known(steps[Qt.Key(event.key())])
                return True
        return super().eventFilter(watched, event)


def find_last_place(
    settings: Settings, regions: Regions, ours: Sequence[Region], code: str
) -> tuple[Region | None, str]:
    """The village that the list is narrowed to (`code`), else the last one begun in; and its last 自然村."""
    last = settings.get("last_village", "")
    region = regions.find(code if len(code) == 12 else last)
    if region is None or region not in ours:
        return None, ""
    return region, settings.get("last_natural_village", "") if region.code == last else ""
