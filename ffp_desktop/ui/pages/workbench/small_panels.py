"""The panels of a few lines: villages to look at household by household, deadlines, what is late."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from ffp_desktop.ui.pages.workbench.panel import CENTRE, RIGHT, Panel
from ffp_desktop.ui.theme import Theme, Type

if TYPE_CHECKING:
    from ffp_desktop.services.campaign.desk_records import Due, Late, Village

_ROW, _TWO_LINES, _DATE = 22.0, 48.0, 40.0  # px
_BOX = 15.0


class OutlierPanel(Panel):
    """The villages that stand out, by their numbers."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("", theme, parent)
        self.villages: Sequence[Village] = ()

    def show_villages(self, villages: "Sequence[Village]") -> None:
        self.villages = villages
        self.name = self.tr("要逐户看的 {0} 个村").format(len(villages))
        self.aside = self.tr("重点 / 识别 / 已看") if villages else ""
        self.show_count(len(villages))

    def line_rect(self, index: int) -> QRectF:
        body = self.body
        first = max(0, self.current - max(1, int(body.height() // _ROW)) + 1)
        return QRectF(body.left() - 6, body.top() + (index - first) * _ROW, body.width() + 12, _ROW)

    def paint_lines(self, painter: QPainter) -> None:
        palette = self._theme.palette
        if not self.villages:
            self.write(painter, self.body, self.tr("没有村超出界线。"), Type.LABEL, palette.muted)
        for index, one in enumerate(self.villages):
            rect = self.line_rect(index)
            if rect.top() < self.body.top() - 1 or rect.bottom() > self.height():
                continue
            rect = rect.adjusted(6, 0, -6, 0)
            box = QRectF(rect.left(), rect.center().y() - _BOX / 2, _BOX, _BOX)
            painter.setPen(self._theme.pen(palette.error))
            painter.drawRect(box)
            self.write(painter, box, one.mark, Type.NARROW, palette.error, align=CENTRE, is_bold=True)
            self.write(painter, rect.adjusted(26, 0, -110, 0), f"{one.name} {one.township}")
            figures = one.figures
            words = f"{figures.people} / {figures.identified} / {figures.looked_at}"
            self.write(painter, rect, words, align=RIGHT)


class DatesPanel(Panel):
    """期限: what is due when, how far it has come, how many days are left."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("", theme, parent)
        self.name = self.tr("期限")
        self.dates: Sequence[Due] = ()

    def show_dates(self, dates: "Sequence[Due]") -> None:
        self.dates = dates
        self.show_count(len(dates))

    def line_rect(self, index: int) -> QRectF:
        body = self.body
        step = min(_DATE, body.height() / max(self.count, 1))
        return QRectF(body.left() - 6, body.top() + index * step, body.width() + 12, step)

    def paint_lines(self, painter: QPainter) -> None:
        if not self.dates:
            return
        palette, x = self._theme.palette, self.body.left() + 16
        ends = [QPointF(x, self.line_rect(index).center().y()) for index in (0, len(self.dates) - 1)]
        painter.setPen(self._theme.pen(palette.rule, 2))
        painter.drawLine(*ends)
        following = next((n for n, due in enumerate(self.dates) if not due.is_done and not due.is_late), -1)
        for index, due in enumerate(self.dates):
            self._paint_due(painter, self.line_rect(index), due, is_next=index == following)

    def _paint_due(self, painter: QPainter, rect: QRectF, due: "Due", *, is_next: bool) -> None:
        palette, x, y = self._theme.palette, self.body.left() + 16, rect.center().y()
        painter.setBrush(QColor(palette.accent if is_next or due.is_done else palette.sheet))
        painter.setPen(
            self._theme.pen(palette.error if due.is_late else palette.accent if is_next else palette.frame, 2)
        )
        if due.is_late:
            painter.drawRect(QRectF(x - 6, y - 6, 12, 12))
        else:
            painter.drawEllipse(QPointF(x, y), 6, 6)
        upper = QRectF(rect.left() + 40, rect.top() + 1, rect.width() - 46, rect.height() / 2)
        lower = upper.translated(0, rect.height() / 2 - 1)
        self.write(painter, upper, _day(due.deadline.date), is_bold=True)
        self.write(painter, upper.adjusted(62, 0, 0, 0), due.deadline.name)
        self.write(painter, lower, self._progress(due), Type.SECONDARY, palette.label)
        ink = palette.error if due.is_late else palette.accent if is_next else palette.label
        self.write(painter, lower, self._left(due), Type.SECONDARY, ink, align=RIGHT, is_bold=due.is_late or is_next)

    def _progress(self, due: "Due") -> str:
        if due.of == 1:
            return self.tr("已写出") if due.is_done else self.tr("没开始")
        if due.deadline.key == "lists":
            return self.tr("{0} / {1} 到").format(due.done, due.of)
        return f"{100 * due.done // due.of if due.of else 100}%"

    def _left(self, due: "Due") -> str:
        if due.is_done:
            return self.tr("完成")
        if due.is_late:
            names = "、".join(due.missing[:2]) + (self.tr("等") if len(due.missing) > 2 else "")
            late = self.tr("迟 {0} 天").format(-due.days_left)
            return late + (self.tr("，缺 {0}").format(names) if names else "")
        return self.tr("今天到期") if due.days_left == 0 else self.tr("还有 {0} 天").format(due.days_left)


class LatePanel(Panel):
    """迟了的，先办: numbered; a digit opens its line from anywhere on the page."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("", theme, parent)
        self.name = self.tr("迟了的，先办")
        self.late: Sequence[Late] = ()

    def show_late(self, late: "Sequence[Late]") -> None:
        self.late = late
        self.aside = self.tr("共 {0} 件").format(len(late)) if late else ""
        self.aside_ink = self._theme.palette.error if late else ""
        self.show_count(len(late))

    def line_rect(self, index: int) -> QRectF:
        body = self.body
        step = min(_TWO_LINES, max(38.0, body.height() / max(self.count, 1)))
        first = max(0, self.current - max(1, int(body.height() // step)) + 1)
        return QRectF(body.left() - 6, body.top() + (index - first) * step, body.width() + 12, step - 2)

    def paint_lines(self, painter: QPainter) -> None:
        palette = self._theme.palette
        if not self.late:
            self.write(painter, self.body, self.tr("没有迟了的事。"), Type.LABEL, palette.passed)
        for index, one in enumerate(self.late):
            rect = self.line_rect(index)
            if rect.top() < self.body.top() - 1 or rect.bottom() > self.height():
                continue
            cap = QRectF(rect.left() + 6, rect.top() + 4, _BOX, _BOX)
            painter.setPen(self._theme.pen(palette.field_border))
            painter.drawRect(cap)
            self.write(painter, cap, str(index + 1), Type.NARROW, palette.label, align=CENTRE)
            upper = QRectF(rect.left() + 32, rect.top(), rect.width() - 38, rect.height() / 2)
            self.write(painter, upper, one.title, is_bold=True)
            lower = upper.translated(0, rect.height() / 2 - 1)
            self.write(painter, lower, one.detail, Type.SECONDARY, palette.label)


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.month}月{day.day}日"
