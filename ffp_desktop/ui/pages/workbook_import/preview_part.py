"""The third step: the kinds with their counts, the households, and what would change in the one with the cursor."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ffp_desktop.domain.regions import Regions
from ffp_desktop.services.workbook_import import Kind, Mode
from ffp_desktop.services.workbook_import.preview import Preview
from ffp_desktop.ui.pages.workbook_import.drawing import RoomyDelegate
from ffp_desktop.ui.pages.workbook_import.preview_model import WIDTHS, Column, PreviewModel
from ffp_desktop.ui.pages.workbook_import.preview_words import MARKS, PreviewWords
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.filter_box import FilterBox
from ffp_desktop.ui.widgets.key_hint import KeyHint
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.list_table import dress_as_list

_PANE, _NARROWEST = 360, 30  # px
_MOST_LINES = 120
INKS = {Kind.NEW: "answer", Kind.CHANGED: "answer", Kind.IDENTICAL: "muted", Kind.ERROR: "error", Kind.HELD: "warning"}


class PreviewTable(QTableView):
    """↑↓ go through households, Space takes or leaves one, 1 to 5 show one kind."""

    choice_stepped = Signal(int)
    kind_asked = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.choice_stepped.emit(self.currentIndex().row())
        elif event.text() in ("1", "2", "3", "4", "5"):
            self.kind_asked.emit(int(event.text()) - 1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scale = self.viewport().width() / sum(WIDTHS.values())
        for column in Column:
            self.setColumnWidth(column, int(WIDTHS[column] * max(scale, 0.75)))


class KindCard(QFrame):
    """One kind: mark, word, count, and what happens to it."""

    clicked = Signal()

    def __init__(self, kind: Kind, key: str, sentence: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._count = Label("", Type.PAGE, INKS[kind], is_bold=True)
        name = Label(f"{MARKS[kind]}  {kind.value}", Type.SUBHEAD, INKS[kind], is_bold=True)
        hint = KeyHint(key, "", theme)
        hint.clicked.connect(self.clicked)
        top, low = QHBoxLayout(), QHBoxLayout()
        top.addWidget(name)
        top.addStretch()
        top.addWidget(self._count)
        low.addWidget(Label(sentence, Type.LABEL, "label"))
        low.addStretch()
        low.addWidget(hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 6, 12, 8)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addLayout(low)

    def set_count(self, count: int) -> None:
        self._count.setText(self.tr("{0} 户").format(count))

    @property
    def words(self) -> str:
        return self._count.text()


class PreviewPart(QWidget):
    """Shows a preview and keeps what was chosen."""

    changed = Signal()

    def __init__(self, words: PreviewWords, regions: Regions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.model = PreviewModel(words, regions, theme, self)
        self.table = PreviewTable()
        self.table.setModel(self.model)
        self.mode = FilterBox(self.tr("库里已有的户"), theme, without=self.tr("只填空着的"))
        self.mode.set_choices([(Mode.REPLACE.value, self.tr("以文件为准"))])
        self.cards = {
            kind: KindCard(kind, str(number), words.kind_sentence(kind), theme) for number, kind in enumerate(Kind, 1)
        }
        self._rows = Label("", Type.SECONDARY, "label")
        self._title = Label("", Type.HOUSEHOLD)
        self._lines = QVBoxLayout()
        self._build(theme)
        self.table.choice_stepped.connect(self._step_choice)
        self.table.kind_asked.connect(lambda number: self.show_kind(list(Kind)[number]))
        self.table.doubleClicked.connect(lambda index: self._step_choice(index.row()))
        self.mode.value_changed.connect(self._take_mode)

    # ---- what the page asks

    def show_preview(self, preview: Preview) -> None:
        for kind, card in self.cards.items():
            card.set_count(preview.counts[kind])
        rows = preview.rows
        words = self.tr("行：取 {0}，没取 {1}，略过 {2}").format(rows["taken"], rows["refused"], rows["passed"])
        if preview.unknown_columns:
            words += self.tr(" · 没导入的列：{0}").format("、".join(preview.unknown_columns[:5]))
        self._rows.setText(words)
        self.model.show(preview)
        self._select_first()

    def show_kind(self, kind: Kind) -> None:
        """Only this kind; once more shows all again."""
        self.model.set_kind(None if self.model.kind is kind else kind)
        self._select_first()

    @property
    def detail_words(self) -> list[str]:
        """The lines of the pane."""
        widgets = [self._lines.itemAt(at).widget() for at in range(self._lines.count())]
        return [widget.text() for widget in widgets if isinstance(widget, Label)]

    # ---- private

    def _build(self, theme: Theme) -> None:
        cards = QHBoxLayout()
        cards.setSpacing(1)
        for kind, card in self.cards.items():
            card.clicked.connect(lambda kind=kind: self.show_kind(kind))
            cards.addWidget(card, 1)
        self._dress_table(theme)
        body = QHBoxLayout()
        body.setSpacing(14)
        body.addWidget(self.table, 1)
        body.addWidget(self._make_pane())
        foot = QHBoxLayout()
        foot.addWidget(self._rows)
        foot.addStretch()
        foot.addWidget(self.mode)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(cards)
        layout.addLayout(body, 1)
        layout.addLayout(foot)

    def _dress_table(self, theme: Theme) -> None:
        table = self.table
        table.setItemDelegate(RoomyDelegate(theme, table))
        dress_as_list(table, _NARROWEST)
        table.verticalHeader().setDefaultSectionSize(theme.sizes.list_row)
        header = table.horizontalHeader()
        header.setFixedHeight(theme.sizes.list_row)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_details())

    def _make_pane(self) -> QWidget:
        pane = QWidget()
        pane.setProperty("ground", "sheet")
        pane.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        pane.setFixedWidth(_PANE)
        inner = QWidget()
        inner.setProperty("ground", "plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(2)
        column.addLayout(self._lines)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        layout = QVBoxLayout(pane)
        layout.setContentsMargins(16, 12, 12, 12)
        layout.addWidget(self._title)
        layout.addWidget(scroll, 1)
        return pane

    def _select_first(self) -> None:
        self.table.setCurrentIndex(self.model.index(0, 0))
        self._show_details()
        self.changed.emit()

    def _show_details(self) -> None:
        while self._lines.count():
            widget = self._lines.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        one = self.model.household(self.table.currentIndex().row())
        if one is None:
            self._title.setText(self.tr("没有这样的户"))
            return
        name = one.household.head_name or self.tr("没有姓名")
        self._title.setText(self.tr("{0} 户").format(name))
        for number, (words, ink) in enumerate(self._words.details(one)):
            if number < _MOST_LINES:
                self._lines.addWidget(Label(words, Type.LABEL, ink, wraps=True))

    def _step_choice(self, row: int) -> None:
        self.model.step_choice(row)
        self.changed.emit()

    def _take_mode(self, value: str) -> None:
        self.model.set_mode(Mode(value) if value else Mode.FILL)
        self.changed.emit()
