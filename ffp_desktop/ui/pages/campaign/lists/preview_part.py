"""What would become of each row of a list: the outcomes with their counts as the filter (← →), and the rows.

API: `ListPreviewPart(regions, theme)`: `.show_preview(preview)`, `.table`, `.tabs`, `.foot_words`.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QVBoxLayout, QWidget

from ffp_desktop.domain.campaign.list_reading import READING_NOTE, WRITTEN_NUMBER
from ffp_desktop.domain.campaign.outcomes import Outcome
from ffp_desktop.domain.campaign.records import RefusedRow
from ffp_desktop.domain.regions import Regions
from ffp_desktop.services.campaign.list_import.preview import ListPreview, PreviewedRow
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.count_tabs import CountTabs
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.list_delegate import Index, ListDelegate, cell_state
from ffp_desktop.ui.widgets.list_table import ListTable, frame_list
from ffp_desktop.ui.widgets.row_model import RowModel

_WIDTHS = {0: 76, 1: 120, 2: 190, 3: 230, 4: 130, 5: 380}
_WORDS, _OUTCOME, _ROOM = 24, 4, 10


class PreviewedRows(RowModel[PreviewedRow | RefusedRow]):
    """Rows that tell of somebody, or rows that were refused."""

    def __init__(self, headings: Sequence[str], regions: Regions) -> None:
        super().__init__(headings)
        self._regions = regions

    def words(self, row: PreviewedRow | RefusedRow) -> Sequence[str]:
        if isinstance(row, RefusedRow):
            told = " ".join(row.words)
            return (str(row.row), told[:_WORDS], "", told[_WORDS:], self.tr("没收"), row.reason)
        told_row = row.told
        place = f"{told_row.row}" if told_row.part == 1 else f"{told_row.row} · {told_row.part}"
        number = told_row.id_number or told_row.more.get(WRITTEN_NUMBER, "")
        words = (place, told_row.name, number, told_row.place or self.tr("没有写村"), row.outcome.value)
        return (*words, self._explain(row))

    def _explain(self, row: PreviewedRow) -> str:
        person = row.found.person
        if person is None:
            more = row.told.more.get(READING_NOTE, "")
            return row.reason or more or self.tr("库里没有这个人")
        region = self._regions.find(person.village)
        home = region.short_name if region else ""
        home += self.tr(" 户主{0}").format(person.head_name) if person.head_name else ""
        return f"{home} · {row.reason}" if row.reason else home


class PreviewedDelegate(ListDelegate):
    """Words with room at their left; what is uncertain in another ink."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette, state = self._theme.palette, cell_state(option)
        if state.is_selected:
            painter.fillRect(state.rect, QColor(palette.accent_tint))
            if index.column() == 0:
                bar = QRectF(state.rect.left(), state.rect.top(), 4, state.rect.height())
                painter.fillRect(bar, QColor(palette.accent))
        self.paint_rule(painter, state.rect)
        words = str(index.data() or "")
        inks = {Outcome.WAITING.value: palette.warning, Outcome.NOT_FOUND.value: palette.warning}
        ink = inks.get(words, palette.answer) if index.column() == _OUTCOME else palette.answer
        font = self._theme.font(Type.LABEL, is_bold=index.column() == 1)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        inner = state.rect.adjusted(_ROOM, 0, -4, 0)
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


class ListPreviewPart(QWidget):
    """Nothing here is written yet."""

    def __init__(self, regions: Regions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview: ListPreview | None = None
        self.tabs = CountTabs(theme)
        headings = [self.tr(word) for word in ("行", "姓名", "证件号码", "名单写的地址", "怎样", "库里的户，依据")]
        self.model = PreviewedRows(headings, regions)
        self.table = ListTable(self.model, _WIDTHS, theme)
        self.table.draw_with(PreviewedDelegate(theme, self.table))
        self._foot = Label("", Type.SECONDARY, "label")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.tabs)
        layout.addWidget(frame_list(self.table, self._foot), 1)
        self.tabs.chosen.connect(lambda _index: self._show_rows())
        self.table.stepped.connect(self.tabs.step)

    @property
    def foot_words(self) -> str:
        return self._foot.text()

    def show_preview(self, preview: ListPreview) -> None:
        self._preview = preview
        tabs = [(self.tr("全部"), len(preview.rows))]
        tabs += [(outcome.value, preview.counts[outcome]) for outcome in Outcome]
        self.tabs.set_tabs([*tabs, (self.tr("没收的行"), len(preview.refused))])
        words = self.tr("表里 {0} 行：线索 {1} 条，没收 {2} 行。").format(
            preview.rows_in, len(preview.rows), len(preview.refused)
        )
        if preview.split:
            words += self.tr("有的行写了几个人，多出 {0} 条。").format(preview.split)
        for sheet in preview.passed_sheets:
            words += self.tr("没有读“{0}”（{1} 行）：{2}。").format(sheet.name, sheet.rows, sheet.reason)
        self._foot.setText(words)
        self._show_rows()

    def _show_rows(self) -> None:
        if self._preview is None:
            return
        index = self.tabs.index
        if index > len(Outcome):
            rows: Sequence[PreviewedRow | RefusedRow] = self._preview.refused
        else:
            rows = self._preview.of(None if index == 0 else list(Outcome)[index - 1])
        self.model.show(rows)
        self.table.choose(0)
