"""Days as people name them when they look for something: 今天, 本周, 2023-03-01..2023-03-06.

API: `find_days(text, today) -> (first, last)` as ISO dates, "" for no end; `NAMED` in the order they are offered;
`join_days(first, last)` is the text of two days.
"""

from datetime import date, timedelta

from ffp_desktop.errors import FfpError

NAMED = ("今天", "昨天", "本周", "上周", "本月")
_BETWEEN = ".."


def find_days(text: str, today: date) -> tuple[str, str]:
    """The days that a text names, both included; a week begins on Monday. "" is no end on either side.

    Raises FfpError `list.days_unclear`.
    """
    monday = today - timedelta(days=today.weekday())
    named = {
        "今天": (today, today),
        "昨天": (today - timedelta(days=1),) * 2,
        "本周": (monday, today),
        "上周": (monday - timedelta(days=7), monday - timedelta(days=1)),
        "本月": (today.replace(day=1), today),
    }
    if text in named:
        first, last = named[text]
        return first.isoformat(), last.isoformat()
    start, between, end = text.partition(_BETWEEN)
    if not between:
        return (_read_day(text),) * 2
    first_day, last_day = _read_day(start), _read_day(end)
    if first_day and last_day and first_day > last_day:
        raise FfpError("list.days_unclear", "开头的日期比结尾的晚。请把两个日期对调。")
    return first_day, last_day


def join_days(first: str, last: str) -> str:
    """The text that names the days between two, "" for all days."""
    return f"{first}{_BETWEEN}{last}" if first or last else ""


def _read_day(text: str) -> str:
    typed = text.strip().replace("/", "-").replace(".", "-")
    if not typed:
        return ""
    parts = typed.split("-") if "-" in typed else [typed[:4], typed[4:6], typed[6:]]
    try:
        year, month, day = map(int, parts)
        return date(year, month, day).isoformat()
    except ValueError:
        sentence = f"“{text.strip()[:20]}”不是日期。请写成 20230306 或 2023-3-6，一段时间写成 2023-3-1..2023-3-6。"
        raise FfpError("list.days_unclear", sentence) from None
