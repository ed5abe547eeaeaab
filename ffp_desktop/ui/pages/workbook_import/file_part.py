"""The first step: choose a file; or take the last import back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.button import KeyButton
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.link import Link
from ffp_desktop.ui.widgets.sheet import lay_sheet


class FilePart(QWidget):
    """Says what can be imported, and what will not happen."""

    file_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choose = KeyButton(self.tr("选文件"), "F2", theme, is_main=True)
        self.choose.clicked.connect(self.file_wanted)
        undo = Link(self.tr("撤销上一次导入（Ctrl+Z）"))
        undo.clicked.connect(self.undo_wanted)
        layout = lay_sheet(self, 760, theme, top=20)
        layout.setSpacing(10)
        for words in (
            self.tr("可以导入 .xlsx、.xls、.ods、.et 工作簿和 .csv 文字表格（GBK 或 UTF-8）。"),
            self.tr("一人一行、一户一行（第一人、第二人并排）、户和人分两张表，都认得；表头在前 5 行，可以有两三层。"),
            self.tr("选好文件先看一遍：每一列是什么，会新建、改动哪些户，哪一格有错。按 F9 之前什么都不会写入。"),
            self.tr(
                "证件号码在表格里丢了位数的（1.5E+17）一律不取，不猜也不补；末尾是 000 的，照证件核对、确认过才取。"
            ),
            self.tr("写入之前自动备份一次；导入错了，可以整个撤销，和没有导入过一样。"),
        ):
            layout.addWidget(Label(words, Type.TEXT, "label", wraps=True))
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self.choose)
        row.addWidget(undo)
        row.addStretch()
        layout.addSpacing(10)
        layout.addLayout(row)
        layout.addSpacing(10)
