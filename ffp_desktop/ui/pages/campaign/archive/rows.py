"""The files of households as rows of a table, and the words of one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ffp_desktop.ui.theme import Palette, Type
from ffp_desktop.ui.widgets.cell_table import Cell, CellColumn
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.marks import Shape

if TYPE_CHECKING:
    from ffp_desktop.services.archive.files import ArchiveLine


def _tr(text: str) -> str:
    return QCoreApplication.translate("ArchiveRows", text)


def archive_columns() -> list[CellColumn]:
    return [
        CellColumn(_tr("编号"), 60),
        CellColumn(_tr("村"), 110),
        CellColumn(_tr("户主"), 100),
        CellColumn(_tr("重点人群"), 210),
        CellColumn(_tr("研判人"), 150),
        CellColumn(_tr("材料"), 90),
        CellColumn(_tr("存放位置"), 120),
        CellColumn(_tr("还缺"), 300),
    ]


def archive_row(line: "ArchiveLine", village: str, palette: Palette) -> list[Cell]:
    number = line.record.number
    whole = Cell(_tr("齐全"), palette.passed, shape=Shape.CHECK)
    return [
        Cell(f"{number:03d}" if number else "—", palette.error if line.is_double else "", is_bold=bool(number)),
        Cell(village),
        Cell(line.row.head_name or _tr("还没填户主"), palette.answer, is_bold=True),
        Cell("、".join(line.kinds)),
        Cell("、".join(line.judged.judges)),
        Cell(_tr("{0} 页").format(line.papers + line.evidence) if line.papers + line.evidence else ""),
        Cell(line.record.place),
        Cell("、".join(line.gaps), palette.warning) if line.gaps else whole,
    ]


class FilePart(QWidget):
    """The file that one stands on: what was judged, and why."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = Label("", Type.SUBHEAD)
        self.reason = Label("", Type.TEXT, "answer", wraps=True)
        self.judged = Label("", Type.LABEL, "label", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        for label in (self.head, self.reason, self.judged):
            column.addWidget(label)

    def show_file(self, line: "ArchiveLine | None", name: str) -> None:
        if line is None:
            for label in (self.head, self.reason, self.judged):
                label.setText("")
            return
        judged = line.judged
        risk = {"是": _tr("有风险，没有新识别"), "否": _tr("没有风险")}.get(judged.at_risk, _tr("还没有研判"))
        self.head.setText(f"{line.row.head_name}　{name}" if name else line.row.head_name)
        blank = _tr("未纳入原因还没有写，在调查表的五里补。")
        self.reason.setText(_tr("未纳入原因：{0}").format(judged.reason) if judged.reason else blank)
        people = _tr("排查 {0}　研判 {1}　{2}").format(
            "、".join(judged.surveyors) or "—", "、".join(judged.judges) or "—", judged.date
        )
        pages = _tr("签字纸表 {0} 页，佐证 {1} 页").format(line.papers, line.evidence)
        self.judged.setText(f"{risk}　{people}　{pages}")
