"""Visit tasks as rows of a table, and the words of one."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ffp_desktop.domain.survey import State
from ffp_desktop.ui.theme import Palette, Type
from ffp_desktop.ui.widgets.cell_table import Cell, CellColumn
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.marks import Shape, survey_look

if TYPE_CHECKING:
    from ffp_desktop.services.campaign.ledger import LedgerLine
    from ffp_desktop.services.campaign.visits import VisitTask

_HEIGHT = 132  # px


class Part(StrEnum):
    """Which tasks a list shows."""

    DUE = "要入户"
    GREEN = "绿色通道"
    VISITED = "不再入户"


def _tr(text: str) -> str:
    return QCoreApplication.translate("TaskRows", text)


def task_columns() -> list[CellColumn]:
    return [
        CellColumn(_tr("先后"), 104),
        CellColumn(_tr("户主"), 96),
        CellColumn(_tr("住址"), 170),
        CellColumn(_tr("名单上的人"), 116),
        CellColumn(_tr("类别"), 200),
        CellColumn(_tr("最早推送"), 108),
        CellColumn(_tr("入户看什么 / 为什么不再去"), 270),
        CellColumn(_tr("调查表"), 92),
    ]


def task_row(task: "VisitTask", look_at: Sequence[str], is_ticked: bool | None, palette: Palette) -> list[Cell]:
    """`is_ticked` None while nothing is ticked: no boxes then."""
    green = Cell(_tr("绿色通道"), palette.passed, shape=Shape.TRIANGLE_FULL, ticked=is_ticked)
    survey = survey_look(task.state or State.NOT_ENTERED, palette)
    nobody = Cell(_tr("还没认到户"), palette.warning)
    return [
        green if task.is_green else Cell("", ticked=is_ticked),
        Cell(task.name, palette.answer, is_bold=True) if task.household else nobody,
        Cell(task.place or _tr("没有定村")),
        Cell("、".join(task.people), palette.answer),
        Cell("、".join(task.kinds)),
        Cell(task.since),
        Cell(task.why_not, palette.warning) if task.why_not else Cell("、".join(look_at)),
        Cell(survey.word, survey.ink, shape=survey.shape),
    ]


def says(task: "VisitTask", words: Sequence[str]) -> bool:
    """Whether all the words stand somewhere in what a task shows."""
    text = " ".join((task.name, *task.people, task.place, task.number, task.phone))
    return all(word in text for word in words)


class TaskPart(QWidget):
    """The task that one stands on: where and whom, and what each list says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = Label("", Type.SUBHEAD)
        self.words = Label("", Type.LABEL, "answer", wraps=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 4, 6)
        column.setSpacing(4)
        column.addWidget(self.head)
        column.addWidget(scroll, 1)
        self.setFixedHeight(_HEIGHT)

    def show_task(self, task: "VisitTask | None", lines: "Sequence[LedgerLine]", look_at: Sequence[str]) -> None:
        if task is None:
            self.head.setText("")
            self.words.setText("")
            return
        number = _tr("表号 {0}").format(task.number) if task.number else _tr("本轮还没有表")
        clues = _tr("{0} 条线索").format(len(task.clues))
        self.head.setText("　".join(filter(None, (task.name, task.place, task.phone, number, clues))))
        told = [_told(line) for line in lines]
        look = [_tr("入户看：{0}").format("、".join(look_at))] if look_at else []
        why = [_tr("{0}。F5 就用那次入户答复。").format(task.why_not)] if task.why_not else []
        self.words.setText("\n".join((*why, *told, *look)))


def _told(line: "LedgerLine") -> str:
    clue = line.clue
    told = _tr("　{0}").format(line.told) if line.told else ""
    day = clue.date or clue.at[:10]
    return _tr("{0}：{1}（{2} {3}）{4}").format(clue.told.name, clue.kind, clue.department, day, told)
