"""What waits to be judged as rows of a table."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ffp_desktop.ui.theme import Palette
from ffp_desktop.ui.widgets.cell_table import Cell, CellColumn
from ffp_desktop.ui.widgets.marks import Shape

if TYPE_CHECKING:
    from ffp_desktop.services.review.records import QueueLine

_LATE = 7  # days from which waiting is told in the warning ink


def _tr(text: str) -> str:
    return QCoreApplication.translate("QueueRows", text)


def queue_columns() -> list[CellColumn]:
    return [
        CellColumn(_tr("村"), 120),
        CellColumn(_tr("户主"), 130),
        CellColumn(_tr("人口"), 50, is_right=True),
        CellColumn(_tr("发现"), 190),
        CellColumn(_tr("等了"), 70, is_right=True),
        CellColumn(_tr("已审"), 250),
        CellColumn(_tr("表号"), 170),
    ]


def say_days(days: int) -> str:
    """How long it has waited."""
    return _tr("{0} 天").format(days) if days else _tr("今天")


def queue_row(line: "QueueLine", palette: Palette, own: str, *, ticked: bool | None) -> list[Cell]:
    """`own` is the name of who looks; `ticked` None while nothing is ticked."""
    return [
        Cell(line.village_name, ticked=ticked),
        Cell(line.head_name or _tr("还没填户主"), palette.answer if line.head_name else palette.label, is_bold=True),
        Cell(str(line.people), palette.answer),
        _findings(line, palette),
        Cell(say_days(line.days), palette.warning if line.days >= _LATE else ""),
        _judged(line, palette, own),
        Cell(line.number, palette.muted),
    ]


def _findings(line: "QueueLine", palette: Palette) -> Cell:
    told = []
    if line.conflicts:
        told.append(_tr("冲突 {0}").format(line.conflicts))
    if line.errors + line.missing:
        told.append(_tr("错误和没填 {0}").format(line.errors + line.missing))
    if line.warnings:
        told.append(_tr("提醒 {0}").format(line.warnings))
    is_barring = bool(line.conflicts or line.errors or line.missing)
    return Cell("　".join(told), palette.error if is_barring else palette.warning)


def _judged(line: "QueueLine", palette: Palette, own: str) -> Cell:
    if own in line.judged_by:
        return Cell(_tr("您已初审，等第二个人"), palette.muted, shape=Shape.HALF)
    if line.judged_by:
        return Cell(_tr("{0} 初审").format("、".join(line.judged_by)), palette.passed, shape=Shape.HALF)
    if line.is_void:
        return Cell(_tr("审后改过，原审作废"), palette.error, shape=Shape.CROSS)
    return Cell(_tr("没有"), palette.muted, shape=Shape.RING)
