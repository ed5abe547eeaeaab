"""Times and units as people say them."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from ffp_desktop.domain.regions import Regions


def read_time(text: str) -> datetime | None:
    """An ISO text as local time without a zone; None for "" and what is no time."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at.astimezone().replace(tzinfo=None) if at.tzinfo is not None else at


def say_when(text: str, now: datetime) -> str:
    """今天 08:12 · 昨天 17:46 · 3月2日 · 2022年3月2日; "" for never. `text` is an ISO time."""
    at = read_time(text)
    if at is None:
        return ""
    days = (now.date() - at.date()).days
    if days == 0:
        return QCoreApplication.translate("spoken", "今天 {0}").format(f"{at:%H:%M}")
    if days == 1:
        return QCoreApplication.translate("spoken", "昨天 {0}").format(f"{at:%H:%M}")
    if at.year == now.year:
        return QCoreApplication.translate("spoken", "{0}月{1}日").format(at.month, at.day)
    return QCoreApplication.translate("spoken", "{0}年{1}月{2}日").format(at.year, at.month, at.day)


def say_wait(seconds: int) -> str:
    """14 分 52 秒."""
    minutes, rest = divmod(max(0, seconds), 60)
    if minutes:
        return QCoreApplication.translate("spoken", "{0} 分 {1} 秒").format(minutes, f"{rest:02d}")
    return QCoreApplication.translate("spoken", "{0} 秒").format(rest)


def say_unit(code: str, regions: Regions) -> str:
    """What people call a unit: 特莫呼珠村, 腾克镇; the code while nobody knows it."""
    region = regions.find(code)
    return region.short_name if region else code
