"""The periods that the picture can show, as people name them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ffp_desktop.ui.pages.quality.bars import BarRow

if TYPE_CHECKING:
    from ffp_desktop.services.verification.statistics import QualityFigures

TODAY, WEEK, MONTH, LAST_MONTH, ALL = "today", "week", "month", "last-month", "all"
_FIRST = date(2000, 1, 1)
_RECENT = 30  # days


def _tr(text: str) -> str:
    return QCoreApplication.translate("Periods", text)


def without_words() -> str:
    """What stands for no choice: the last days, which is what one mostly wants."""
    return _tr("最近 {0} 天").format(_RECENT)


def period_choices() -> list[tuple[str, str]]:
    return [
        (TODAY, _tr("今天")),
        (WEEK, _tr("最近 7 天")),
        (MONTH, _tr("这个月")),
        (LAST_MONTH, _tr("上个月")),
        (ALL, _tr("全部")),
    ]


def days_of(period: str, today: date) -> tuple[date, date]:
    """The first and the last day of a period; "" is the last 30 days."""
    first_of_month = today.replace(day=1)
    if period == LAST_MONTH:
        last = first_of_month - timedelta(days=1)
        return last.replace(day=1), last
    since = {TODAY: today, WEEK: today - timedelta(days=6), MONTH: first_of_month, ALL: _FIRST}
    return since.get(period, today - timedelta(days=_RECENT - 1)), today


def bar_rows(figures: "QualityFigures") -> Sequence[BarRow]:
    """Each operator's whole period, who typed most first, and under it their days, the latest first."""
    rows = []
    for operator in sorted(figures.operators, key=lambda one: (-one.work.keys, one.name)):
        rows.append(BarRow(operator, operator.name, is_total=True))
        own = [day for day in figures.days if day.work.operator == operator.work.operator]
        own.sort(key=lambda day: day.work.day, reverse=True)
        rows += [BarRow(day, say_day(day.work.day, figures.until), is_total=False) for day in own]
    return rows


def say_day(day: date, now: date) -> str:
    """3月6日; with the year when it is another one."""
    if day.year == now.year:
        return _tr("{0}月{1}日").format(day.month, day.day)
    return _tr("{0}年{1}月{2}日").format(day.year, day.month, day.day)
