"""A bundle before it is imported: six kinds, survey by survey what would change, and F9; nothing is written before."""

from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ffp_desktop.errors import FfpError
from ffp_desktop.services.bundles.exchange import BundleExchange, ReadLine, TakenIn
from ffp_desktop.services.bundles.preview import Preview, PreviewLine
from ffp_desktop.services.bundles.preview_details import PreviewDetails
from ffp_desktop.ui.desk_shape import DeskShape
from ffp_desktop.ui.errand import Errand
from ffp_desktop.ui.notices import NoticeLine
from ffp_desktop.ui.page import EXCHANGE_TAB, KeyAction, Page
from ffp_desktop.ui.pages.exchange.detail_pane import DetailPane
from ffp_desktop.ui.pages.exchange.kind_cards import KindCards
from ffp_desktop.ui.pages.exchange.preview_paper import PreviewPaper
from ffp_desktop.ui.pages.exchange.preview_rows import ORDER, Kind, PreviewRows, say_before, say_first, sort_lines
from ffp_desktop.ui.pages.exchange.taking import Taking
from ffp_desktop.ui.parts import Parts
from ffp_desktop.ui.spoken import read_time, say_unit
from ffp_desktop.ui.theme import Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.cell_table import CellColumn, CellTable, frame_list
from ffp_desktop.ui.widgets.key_hint import KeyHint
from ffp_desktop.ui.widgets.label import Label


class BundlePreviewPage(Page):
    """Space leaves a survey out or takes it, 1 to 6 show one kind, F9 imports what is ticked, Esc imports nothing."""

    tab = EXCHANGE_TAB
    left = Signal()
    imported = Signal(object)  # ReadLine
    conflict_wanted = Signal(str)  # survey id; follows `imported`

    def __init__(self, desk: DeskShape, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._regions = desk.regions
        self._exchange: BundleExchange = desk.bundles
        self._preview: Preview | None = None
        self._details: PreviewDetails | None = None
        self._file = Path()
        self._kinds: dict[Kind, list[PreviewLine]] = {kind: [] for kind in Kind}
        self._rows: PreviewRows | None = None
        self._taking = Taking()
        self._settles = ""  # the survey whose conflict is settled right after
        self._kind: Kind | None = None
        self._before = ""  # which bundles of this sender came before
        self.errand = Errand(parts.background, self)
        self.cards = KindCards(parts.theme)
        self.pane = DetailPane(parts.theme)
        self.notice = NoticeLine(keeps_room=True)
        self.put_in = KeyButton("", "F9", parts.theme, is_main=True)
        self.put_one = KeyButton(self.tr("只导入这一户"), "Ctrl+F9", parts.theme)
        self.paper = KeyButton(self.tr("打印这张单子"), "F7", parts.theme)
        self._build()
        self._bind()

    # -- what the window asks ----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("收发")

    def help_chapter(self) -> str:
        return "13-收发"

    def key_actions(self) -> list[KeyAction]:
        if self.errand.is_busy:
            return []
        return [
            KeyAction("↑↓", self.tr("选户")),
            KeyAction(self.tr("空格"), self.tr("取或不取"), lambda: self.toggle(self.table.row)),
            KeyAction("1…6", self.tr("只看一类")),
            *([KeyAction("F8", self.tr("导入并解决"), self.settle)] if self.pane.settle.isVisible() else []),
            KeyAction("F7", self.tr("打印单子"), self.print_list),
            KeyAction("F9", self.tr("导入"), self.accept),
            KeyAction("Esc", self.tr("不导入，关闭"), self._escape),
        ]

    def status_words(self) -> tuple[str, str]:
        return self.tr("尚未写入"), self._before

    def arrive(self) -> None:
        self.table.setFocus()

    # -- public ------------------------------------------------------------------------------------------------

    def show_preview(self, preview: Preview, file: Path) -> None:
        """Shows what the bundle in `file` would change."""
        self._preview, self._file, self._kind = preview, file, None
        self._details = self._exchange.explain(preview)
        self._kinds = sort_lines(preview.lines)
        self._taking = Taking(preview.lines)
        self._say_head(preview, self._details)
        self._before = say_before(preview, self._exchange.look_out().came, self._regions)
        self._show_rows()
        self.status_changed.emit()

    def show_kind(self, kind: Kind) -> None:
        """Only this kind; once more shows all again."""
        self._kind = None if self._kind is kind else kind
        self._show_rows()

    def toggle(self, row: int) -> None:
        """Takes a survey, or leaves it out."""
        line = self._line(row)
        if line is None or self._rows is None or self.errand.is_busy:
            return
        if not self._taking.can_take(line):
            self.notice.tell(self.tr("这一户没有要变的，取不取都一样。"))
            return
        self._taking.toggle(line)
        self._rows.forget(row)
        self.table.viewport().update()
        self._show_ready()

    def accept(self) -> None:
        """Backs up, imports what is ticked in one transaction, and writes the receipt beside the bundle."""
        self._take_in(self._taking.hold())

    def accept_one(self) -> None:
        """Only the one with the cursor; all others are put aside."""
        line = self._line(self.table.row)
        if line is not None and self._taking.can_take(line):
            self._take_in(self._taking.hold_but(line))

    def settle(self) -> None:
        """Imports what is ticked and this one, and goes to its conflict."""
        line = self._line(self.table.row)
        if line is not None and self.pane.settle.isVisible():
            self._take_in(frozenset(self._taking.hold()) - {line.survey}, line.survey)

    def make_paper(self) -> PreviewPaper:
        """The list as it is shown now."""
        return PreviewPaper(self._title.text(), self._aside.text(), self._rows or (), self._parts.theme.palette)

    def print_list(self) -> None:
        """Sends the list to a printer a person chooses."""
        from ffp_desktop.ui.printing import choose_printer, print_pages

        try:
            paper = self.make_paper()
            printer = choose_printer(self, self._parts.settings.get("printer", ""), paper.pages)
            if printer is not None:
                print_pages(printer, paper.draw, paper.pages, lambda _done, _of: None, self._title.text())
                self.notice.tell(self.tr("单子已交给打印机。"), "passed")
        except FfpError as error:
            self.notice.tell_error(error)

    def _take_in(self, hold: Collection[str], settles: str = "") -> None:
        preview, folder = self._preview, self._file.parent
        if preview is None or self.errand.is_busy:
            return
        self._settles = settles
        self.notice.tell(self.tr("正在备份、导入、写回执…"))
        self.errand.run(lambda _task: self._exchange.take_in(preview, folder, hold), self._tell_done)

    # -- building ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        theme, tr = self._parts.theme, self.tr
        self._title = Label("", Type.PAGE)
        self._aside = Label("", Type.LABEL, "label")
        head = QHBoxLayout()
        head.setSpacing(20)
        head.addWidget(self._title)
        head.addWidget(self._aside)
        head.addStretch()
        close = KeyHint("Esc", tr("不导入，关闭"), theme)
        close.clicked.connect(self._escape)
        head.addWidget(close)
        self._says = Label("", Type.LABEL, "label", wraps=True)
        columns = [CellColumn(tr("取"), 38), CellColumn(tr("怎样"), 84), CellColumn(tr("户主"), 124)]
        columns += [CellColumn(tr("村"), 104), CellColumn(tr("状态"), 92), CellColumn(tr("会改什么"), 414)]
        self.table = CellTable(columns, theme)
        frame, self._count = frame_list(tr("一户一户看"), self.table)
        body = QHBoxLayout()
        body.setSpacing(14)
        body.addWidget(frame, 1)
        body.addWidget(self.pane)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._promise = Label("", Type.LABEL, "label")
        words.addWidget(self._promise)
        words.addWidget(self.notice)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.put_in)
        foot.addWidget(self.paper)
        foot.addWidget(self.put_one)
        foot.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 6)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._says)
        layout.addWidget(self.cards)
        layout.addLayout(body, 1)
        layout.addLayout(foot)

    def _bind(self) -> None:
        self.cards.chosen.connect(self.show_kind)
        self.table.row_changed.connect(self._show_line)
        self.table.ticked.connect(self.toggle)
        self.table.clicked.connect(lambda index: self.toggle(index.row()) if index.column() == 0 else None)
        self.put_in.clicked.connect(self.accept)
        self.put_one.clicked.connect(self.accept_one)
        self.paper.clicked.connect(self.print_list)
        self.pane.settle_pressed.connect(self.settle)
        self.errand.refused.connect(self.notice.tell_error)
        self.errand.changed.connect(self._show_ready)
        keys: dict[str, Callable[[], None]] = {
            "F7": self.print_list,
            "F8": self.settle,
            "F9": self.accept,
            "Ctrl+F9": self.accept_one,
            "Esc": self._escape,
        }
        for key, act in keys.items():
            self.bind_key(key, act)
        for number, kind in enumerate(Kind, 1):
            self.bind_key(str(number), partial(self.show_kind, kind))

    # -- showing -----------------------------------------------------------------------------------------------

    def _say_head(self, preview: Preview, details: PreviewDetails) -> None:
        header = preview.header
        source = say_unit(header.source, self._regions)
        self._title.setText(self.tr("收到：{0} 第{1}号包").format(source, header.sequence))
        label, issuer = details.sender()
        made = read_time(header.created)
        when = f"{made.month}月{made.day}日 {made:%H:%M}" if made else ""
        trust = self.tr("签名是{0}发的证书").format(issuer) if issuer else self.tr("没有证书，指纹是管理员认可过的")
        said = self.tr("来自 {0} · {1} 打包 · 校验通过，{2}").format(label or source, when, trust)
        part = self.tr(" · 第 {0} / {1} 个文件").format(header.part, header.parts) if header.parts > 1 else ""
        self._aside.setText(said + part)
        self._says.say(*say_first(preview))
        promise = self.tr("导入前自动备份；导入后写回执给{0}。下次导出之前都可以撤销。")
        self._promise.setText(promise.format(source))
        self.notice.tell("")

    def _show_rows(self) -> None:
        if self._details is None:
            return
        wanted = [kind for kind in ORDER if kind is self._kind or (self._kind is None and kind is not Kind.IDENTICAL)]
        lines = [line for kind in wanted for line in self._kinds[kind]]
        if self._kind is Kind.HELD:
            every = (line for kind in ORDER for line in self._kinds[kind])
            lines = [line for line in every if self._taking.can_take(line) and not self._taking.is_taken(line)]
        self._rows = PreviewRows(lines, self._details, self._taking, self._regions, self._parts.theme.palette)
        empty = self.tr("没有这样的户") if self._kind else self.tr("都已经有了，没有要变的户。")
        self.table.show_rows(self._rows, empty)
        if lines:
            self.table.select(0)
        self.cards.mark(self._kind)
        will_change, same = self._changing(), len(self._kinds[Kind.IDENTICAL])
        folded = self.tr(" · 相同的 {0} 户已收起").format(same) if same and self._kind is None else ""
        self._count.setText(self.tr("{0} 户会变").format(will_change) + folded)
        self._show_line(self.table.row)
        self._show_ready()

    def _show_line(self, row: int) -> None:
        line = self._line(row)
        self.pane.show_line(line, self._details)
        self.put_one.setEnabled(line is not None and self._taking.can_take(line))
        self.keys_changed.emit()

    def _line(self, row: int) -> PreviewLine | None:
        lines = self._rows.lines if self._rows is not None else ()
        return lines[row] if 0 <= row < len(lines) else None

    def _changing(self) -> int:
        return sum(len(lines) for kind, lines in self._kinds.items() if kind not in (Kind.IDENTICAL, Kind.HELD))

    def _show_ready(self) -> None:
        counts = {kind: len(lines) for kind, lines in self._kinds.items()}
        self.cards.show_counts(counts | {Kind.HELD: self._taking.left})
        taken, left = self._taking.taken, self._taking.left
        words = self.tr("导入选中的 {0} 户") if left else self.tr("导入 {0} 户")
        self.put_in.setText(words.format(taken) if taken or left else self.tr("导入，写回执"))
        self.put_in.setEnabled(self._preview is not None and not self.errand.is_busy)
        self.put_in.updateGeometry()
        self.keys_changed.emit()

    # -- doing -------------------------------------------------------------------------------------------------

    def _tell_done(self, done: TakenIn) -> None:
        self._preview = self._details = self._rows = None
        self.imported.emit(ReadLine(self._file.name, None, done))
        if self._settles:
            self.conflict_wanted.emit(self._settles)

    def _escape(self) -> None:
        if not self.errand.is_busy:
            self.left.emit()
