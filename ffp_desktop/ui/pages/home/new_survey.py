"""The panel that asks where a new household lives; it remembers the last village."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.domain.regions import Region, Regions
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.field import LineField
from ffp_desktop.ui.widgets.key_hint import KeyHint
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.region_picker import RegionPicker

WIDTH = 560  # px


class NewSurveyPanel(QFrame):
    """Village, then 自然村, then Enter; Esc leaves everything as it was."""

    wanted = Signal(str, str)  # village's code, natural village
    closed = Signal()

    def __init__(
        self,
        regions: Regions,
        among: Sequence[Region],
        natural_villages: Callable[[str], Sequence[str]],
        theme: Theme,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._theme = theme
        self._natural_villages = natural_villages
        self._known = QStringListModel(self)
        self.setObjectName("panel")
        palette = theme.palette
        self.setStyleSheet(f"#panel {{ background: {palette.sheet}; border: 2px solid {palette.accent}; }}")
        self.setFixedWidth(WIDTH)
        self.village = RegionPicker(regions, theme)
        self.village.set_among(among)
        self.natural_village = LineField(max_length=40)
        completer = QCompleter(self._known, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.natural_village.setCompleter(completer)
        self.notice = NoticeLine()
        self._start = KeyButton(self.tr("开始录入"), "Enter", theme, is_main=True)
        self._build()
        self.village.region_changed.connect(self._take_village)
        self.village.finished.connect(self._go_on)
        self.natural_village.returnPressed.connect(self._finish)
        self._start.clicked.connect(self._finish)
        self.hide()

    def open(self, village: Region | None, natural_village: str) -> None:
        """Shows the panel with the last village already there; Enter twice takes the same again."""
        self.notice.tell("")
        self.village.set_region(village)
        self.natural_village.set_value(natural_village if village else "")
        self.adjustSize()
        self.move((self._page.width() - self.width()) // 2, 90)
        self.raise_()
        self.show()
        self.village.setFocus()

    def put_away(self) -> None:
        """Hides the panel with its list of suggestions."""
        self.natural_village.completer().popup().hide()
        self.hide()

    def close_panel(self) -> None:
        self.put_away()
        self.closed.emit()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 16)
        layout.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(Label(self.tr("新录一户"), Type.HOUSEHOLD))
        head.addStretch()
        hint = KeyHint("Esc", self.tr("不录，关闭"), self._theme)
        hint.clicked.connect(self.close_panel)
        head.addWidget(hint)
        layout.addLayout(head)
        layout.addWidget(Label(self.tr("村"), Type.LABEL, "label", is_bold=True))
        layout.addWidget(self.village)
        layout.addWidget(Label(self.tr("输入拼音首字母、村名或代码查找，如 tmhz。"), Type.SECONDARY, "muted"))
        layout.addSpacing(4)
        layout.addWidget(Label(self.tr("自然村(村民小组)"), Type.LABEL, "label", is_bold=True))
        layout.addWidget(self.natural_village)
        layout.addWidget(Label(self.tr("没有就空着；以后在表上也能填。"), Type.SECONDARY, "muted"))
        layout.addWidget(self.notice)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch()
        self._missing = Label("", Type.LABEL, "warning")
        foot.addWidget(self._missing)
        foot.addWidget(self._start)
        layout.addLayout(foot)

    def _take_village(self, region: Region | None) -> None:
        self._start.setEnabled(region is not None)
        self._missing.setText("" if region else self.tr("还差：选村"))
        self._known.setStringList(list(self._natural_villages(region.code)) if region else [])

    def _go_on(self) -> None:
        self.natural_village.setFocus()
        self.natural_village.selectAll()

    def _finish(self) -> None:
        region = self.village.region
        if region is None:
            self.village.setFocus()
            return
        self.wanted.emit(region.code, self.natural_village.value().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)
