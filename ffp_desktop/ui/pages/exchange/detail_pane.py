"""What would happen to the survey with the cursor: the parted history, both sides of what differs, and what follows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ffp_desktop.services.bundles.preview import PreviewLine
from ffp_desktop.services.bundles.preview_details import Difference, PreviewDetails
from ffp_desktop.ui.pages.exchange.history_picture import HistoryPicture
from ffp_desktop.ui.pages.exchange.preview_rows import INKS, MARKS, Kind, kind_of
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.sheet import Rule

WIDTH, WIDE = 420, 540
_FIGURE, _WIDE_FIGURE = 118, 150
_MOST = 60  # differences that are listed


class DetailPane(QWidget):
    """A sheet beside the list."""

    settle_pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("ground", "sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = Label("", Type.HOUSEHOLD)
        self._mark = Label("", Type.SUBHEAD, "", is_bold=True)
        self._before = Label("", Type.LABEL, "label", wraps=True)
        self._picture = HistoryPicture(theme)
        self._after = Label("", Type.LABEL, "label", wraps=True)
        self._grid = QGridLayout()
        self._rows: list[str] = []
        self.settle = KeyButton(self.tr("导入，现在解决"), "F8", theme)
        self._settle_words = Label(self.tr("也可导入后到“冲突”里解决"), Type.LABEL, "label", wraps=True)
        self._build()
        theme.rescaled.connect(self._rescale)
        self._rescale()

    @property
    def words(self) -> str:
        """All that is said here."""
        return " ".join([self._title.text(), self._before.text(), *self._rows, self._after.text()])

    def show_line(self, line: PreviewLine | None, details: PreviewDetails | None) -> None:
        self._clear()
        is_conflict = line is not None and kind_of(line) is Kind.CONFLICT
        self.settle.setVisible(is_conflict)
        self._settle_words.setVisible(is_conflict)
        if line is None or details is None:
            self._title.setText(self.tr("没有这样的户"))
            return
        kind = kind_of(line)
        name = details.head_of(line)
        self._title.setText(self.tr("{0} 户").format(name) if name else self.tr("没有姓名的户"))
        self._mark.say(f"{MARKS[kind]} {kind.value}", INKS[kind])
        parting = details.parting(line)
        self._picture.show_parting(parting)
        differences = details.differences(line) if kind is not Kind.IDENTICAL else ()
        if parting is not None and parting.shared:
            said = self.tr("两台电脑都从第{0}版改起，谁也没见过对方：").format(parting.shared[-1].number)
            self._before.setText(said)
        self._list(differences, is_conflict=kind is Kind.CONFLICT)
        if not differences:
            self._list_people(details.people(line))
        self._after.setText(self._say_after(kind, line, details))

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._mark)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(0, 1)
        inner = QWidget()
        inner.setProperty("ground", "plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self._before)
        column.addWidget(self._picture)
        column.addLayout(self._grid)
        column.addWidget(self._after)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 10, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(Rule(self._theme.palette.rule))
        layout.addWidget(scroll, 1)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.settle)
        foot.addWidget(self._settle_words, 1)
        layout.addLayout(foot)
        self.settle.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.settle.clicked.connect(self.settle_pressed)

    def _rescale(self) -> None:
        self.setFixedWidth(WIDE if self._theme.is_wide else WIDTH)

    def _clear(self) -> None:
        self._mark.setText("")
        self._before.setText("")
        self._after.setText("")
        self._picture.show_parting(None)
        self._rows = []
        while self._grid.count():
            widget = self._grid.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _list(self, differences: Sequence[Difference], *, is_conflict: bool) -> None:
        """The two sides in columns, right-aligned as figures are compared."""
        if not differences:
            return
        theirs = self.tr("包里") if is_conflict else self.tr("导入后")
        ours = self.tr("本机") if is_conflict else self.tr("现在")
        self._add(0, ("", ours, theirs), is_head=True)
        for number, one in enumerate(differences[:_MOST], 1):
            name = f"{one.who} {one.label}" if one.who else one.label
            self._add(number, (name, one.here or "—", one.there or "—"))
            self._rows.append(f"{name} {one.here} {one.there}")
        if len(differences) > _MOST:
            self._add(_MOST + 1, (self.tr("还有 {0} 处").format(len(differences) - _MOST), "", ""))

    def _list_people(self, people: Sequence[tuple[str, str]]) -> None:
        """Who lives there, where nothing is to be compared."""
        for number, (name, relation) in enumerate(people):
            self._add(number, (self.tr("第{0}人").format(number + 1), name or "—", relation or "—"))
            self._rows.append(f"{name} {relation}")

    def _add(self, row: int, words: tuple[str, str, str], *, is_head: bool = False) -> None:
        for column, text in enumerate(words):
            label = Label(
                text, Type.LABEL, "label" if is_head or column == 0 else "answer", is_bold=is_head or column > 0
            )
            label.setWordWrap(True)
            if column:
                label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
                label.setFixedWidth(_WIDE_FIGURE if self._theme.is_wide else _FIGURE)
            else:
                label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label, row, column)

    def _say_after(self, kind: Kind, line: PreviewLine, details: PreviewDetails) -> str:
        if kind is Kind.CONFLICT:
            return self.tr("导入后两边都保留，先显示改得晚的；在解决之前，这一户不能审核通过。")
        if kind is Kind.DUPLICATE:
            return self.tr("{0}。导入不受影响；请核对这个人到底算哪一户。").format("；".join(details.others(line)))
        if kind is Kind.NEW:
            return self.tr("库里没有这一户，导入后就有了：{0}。").format(details.sentence(line))
        if kind is Kind.IDENTICAL:
            return self.tr("库里已经有了，一个字也不动。")
        return self.tr("比库里的新，导入后直接接上；原来的版本留在历史里。")
