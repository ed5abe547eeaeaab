"""At the left of 收发: whose surveys wait to be handed up, what is to go back down, and what was put aside."""

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
    """A list that has nothing to say is not there; the banner, with nobody above, has none of what goes up."""

    def __init__(self, words: OutlookWords, regions: Regions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._regions = regions
        self._palette = theme.palette
        self._theme = theme
        self._held: Sequence[Held] = ()
        self._below: Sequence[str] = ()
        self.waiting = CellTable(
            [CellColumn(self.tr("村"), 120), CellColumn(self.tr("户、线索"), 124, is_right=True)], theme
        )
        self.down = CellTable([CellColumn(self.tr("单位"), 150), CellColumn(self.tr("户"), 70, is_right=True)], theme)
        self.held = CellTable([CellColumn(self.tr("户主"), 96), CellColumn(self.tr("村 · 哪个包"), 176)], theme)
        self._drafts = Label("", Type.SECONDARY, "label", wraps=True)
        self._drafts.setContentsMargins(14, 6, 14, 8)
        self._why = Label("", Type.SECONDARY, "label", wraps=True)
        self._why.setContentsMargins(14, 6, 14, 8)
        self._upper, self._waiting_aside = frame_list(self.tr("等着上报"), self.waiting, self._drafts)
        self._middle, self._down_aside = frame_list(self.tr("退回的，等着带下去"), self.down)
        self._lower, self._held_aside = frame_list(self.tr("放着没取的"), self.held, self._why)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._upper, 1)
        layout.addWidget(self._middle, 1)
        layout.addWidget(self._lower, 1)
        self._middle.hide()
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
    def below(self) -> str:
        """The unit with the cursor, of those that something goes back to; "" when there is none."""
        row = self.down.row
        return self._below[row] if 0 <= row < len(self._below) else ""

    @property
    def lists(self) -> Sequence[CellTable]:
        """Those that are there."""
        frames = ((self.waiting, self._upper), (self.down, self._middle), (self.held, self._lower))
        return [table for table, frame in frames if not frame.isHidden()]

    @property
    def why(self) -> str:
        return self._why.text()

    def show_outlook(self, outlook: Outlook) -> None:
        self.waiting.show_rows(self._words.waiting_rows(outlook), self.tr("没有新记录"))
        self._upper.setVisible(not outlook.is_top)
        self._below = list(outlook.going_down)
        self.down.show_rows(self._words.down_rows(outlook), self.tr("没有退回的"))
        self._down_aside.setText(self.tr("共 {0} 户").format(sum(outlook.going_down.values())))
        self._middle.setVisible(outlook.is_top or bool(outlook.going_down))
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
