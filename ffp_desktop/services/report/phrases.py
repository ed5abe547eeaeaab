"""Small pieces that the report's sentences are made of."""

from datetime import date

from ffp_desktop.services.report.figures import Figure

CHINESE = "零一二三四五六七八九十"


def share(part: int, whole: int) -> str:
    """91.5%; 0% where there is nothing to share."""
    if not whole:
        return "0%"
    return f"{100 * part / whole:.1f}".removesuffix(".0") + "%"


def households(figure: Figure | int) -> str:
    """1,204户"""
    return f"{figure.value if isinstance(figure, Figure) else figure:,}户"


def numeral(number: int) -> str:
    """1 → 一, 12 → 十二."""
    tens, ones = divmod(number, 10)
    if number <= 10:
        return CHINESE[number]
    return ("" if tens == 1 else CHINESE[tens]) + "十" + (CHINESE[ones] if ones else "")


def day_words(text: str) -> str:
    """2023-03-06 → 2023年3月6日"""
    day = date.fromisoformat(text[:10])
    return f"{day.year}年{day.month}月{day.day}日"


def short_day(text: str) -> str:
    """2023-03-06 → 3月6日"""
    return day_words(text).partition("年")[2]


def listed(words: list[str]) -> str:
    """甲、乙和丙"""
    return "、".join(words[:-1]) + "和" + words[-1] if len(words) > 1 else "".join(words)
