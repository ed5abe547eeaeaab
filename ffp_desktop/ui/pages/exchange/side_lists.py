"""At the left of 收发: the villages whose surveys wait to be handed up, and what was put aside and not taken."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ffp_desktop.domain.regions import Regions
from ffp_desktop.services.bundles.exchange import Outlook
from ffp_desktop.services.bundles.kept import Held
from ffp_desktop.ui.pages.exchange.outlook_words import OutlookWords, say_waiting
from ffp_desktop.ui.spoken import say_unit
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.cell_table import Cell, CellColumn, CellTable, frame_list
from ffp_desktop.ui.widgets.label import Label

_SIDE, _WIDE_SIDE = 272, 340


class SideLists(QWidget):
    """Nothing was put aside: that list is not there."""

    def __init__(self, words: OutlookWords, regions: Regions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._regions = regions
        self._palette = theme.palette
        self._theme = theme
        self._held: Sequence[Held] = ()
        self.waiting = CellTable(
            [CellColumn(self.tr("村"), 120), CellColumn(self.tr("户、线索"), 124, is_right=True)], theme
        )
        self.held = CellTable([CellColumn(self.tr("户主"), 96), CellColumn(self.tr("村 · 哪个包"), 176)], theme)
        self._drafts = Label("", Type.SECONDARY, "label", wraps=True)
        self._drafts.setContentsMargins(14, 6, 14, 8)
        self._why = Label("", Type.SECONDARY, "label", wraps=True)
        self._why.setContentsMargins(14, 6, 14, 8)
        upper, self._waiting_aside = frame_list(self.tr("等着上报"), self.waiting, self._drafts)
        self._lower, self._held_aside = frame_list(self.tr("放着没取的"), self.held, self._why)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(upper, 1)
        layout.addWidget(self._lower, 1)
        self._lower.hide()
        self.held.row_changed.connect(lambda _row: self._say_why())
        theme.rescaled.connect(self._rescale)
        self._rescale()

    @property
    def current(self) -> Held | None:
        """The one with the cursor, of those that were put aside."""
        row = self.held.row
        return self._held[row] if 0 <= row < len(self._held) else None

    @property
    def why(self) -> str:
        return self._why.text()

    def show_outlook(self, outlook: Outlook) -> None:
        empty = self.tr("旗里不用上报") if outlook.is_top else self.tr("没有新记录")
        self.waiting.show_rows(self._words.waiting_rows(outlook), empty)
        surveys, clues = sum(outlook.waiting.values()), sum(outlook.waiting_clues.values())
        self._waiting_aside.setText(self.tr("共 {0}").format(say_waiting(surveys, clues)))
        self._drafts.setText(self._words.foot(outlook))
        self._held = outlook.held
        self.held.show_rows([self._row(one) for one in outlook.held])
        self._held_aside.setText(self.tr("{0} 户").format(len(outlook.held)))
        self._lower.setVisible(bool(outlook.held))
        self._say_why()

    def _row(self, one: Held) -> Sequence[Cell]:
        place = say_unit(one.survey.village, self._regions)
        words = self.tr("{0} · 第{1}号").format(place, one.survey.sequence) if one.survey.sequence else place
        return Cell(one.head or self.tr("没有姓名"), self._palette.warning, is_bold=True), Cell(words)

    def _say_why(self) -> None:
        one = self.current
        if one is None:
            self._why.setText("")
            return
        source = say_unit(one.survey.source, self._regions)
        words = self.tr("{0}导入{1}第{2}号包时没有取，有 {3} 条记录放着；按 Enter 取用。")
        who = one.operator or self.tr("上次")
        self._why.setText(words.format(who, source, one.survey.sequence, one.survey.revisions))

    def _rescale(self) -> None:
        self.setFixedWidth(_WIDE_SIDE if self._theme.is_wide else _SIDE)
