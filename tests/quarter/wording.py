"""How clerks spell: numbers, names, villages and days as they come in departments' lists.

All of it draws from the `Random` it is given, so that a seed gives the same lists.
"""

from datetime import date, datetime
from random import Random

from ffp_desktop.domain.id_number import check_digit

_ALIKE = (
    "海孩 峰锋 志智 强墙 国果 明铭 金锦 华花 玉钰 春椿 艳燕 梅枚 芝枝 秀绣 英瑛 珍贞 丽莉 凤奉 琴芹 文闻"
    " 斌彬 军君 林琳 新欣 福富 贵桂 永咏 胜盛 德得 建健 庆青 立利 俊峻 杰洁 振震 轩宣 浩皓 然燃 图吐 巴芭"
    " 苏酥 娜那 乌吴 云芸 塔搭 孟梦 敖熬 郭国 鄂额 涂图 白柏 包鲍 王汪 李黎 张章 刘柳 陈辰 杨阳 赵照 孙荪"
    " 周州 徐许 高郜 宋颂 姜江 何河 关官 佟彤 沃握 安鞍 康糠 杜肚 吉集 其奇 格革 根跟 日曰 莫漠 胡湖 山衫"
    " 河合 里理 东冬 西希 屯囤 甘干 尔耳 哈蛤 布部 特忒 拉啦 库裤 怪拐 兴星 宝保 坤昆 红虹 彦颜 太泰 前钱"
    " 后候 汉汗 古谷 登灯 奎魁 呼乎 珠株 腾疼 克刻 霍货 提堤 达答 业叶 旺望 光广 荣容 民敏 平萍 学雪 生声"
    " 忠中 礼理 义艺 诚城 祥详 雨宇 晨辰 佳家 怡宜 博波 涵函 思丝 语宇 子紫 成承 才材 龙隆 仁人 有友 广光"
    " 全权 树术 彬宾 亮良 伟炜 刚钢 勇永 辉晖 静净 芳方 霞侠"
)
"""Characters that sound or look alike, in pairs."""
_OTHER = {pair[here]: pair[not here] for pair in _ALIKE.split() for here in (0, 1)}
_DOTS = ("•", "・", ".", "‧", "")
_NOWHERE = ("幸福新村", "向阳村", "红旗大队", "胜利七队", "新立屯村")
_FULL_WIDTH = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789X"}
CELL_BREAKS = ("、", "\n", "，", "/")
"""What stands between two people in one cell."""


# ---- numbers


def with_spaces(random: Random, number: str) -> str:
    """As people group them to read them, with some blank that a keyboard has."""
    return random.choice((" ", "\u00a0", "\u3000")).join((number[:6], number[6:14], number[14:]))


def full_width(number: str) -> str:
    return number.translate(_FULL_WIDTH)


def fifteen(number: str) -> str:
    """The number as it was before 1999, of somebody born before 2000."""
    return number[:6] + number[8:17]


def lost_digits(number: str) -> float:
    """What a sheet keeps of a number that was typed as one: fifteen digits and noughts."""
    return float(number[:15] + "000")


def mistyped(random: Random, number: str) -> str:
    """One digit of the sequence number wrong, so that the check digit tells."""
    place = random.choice((14, 15, 16))
    digit = str((int(number[place]) + random.randrange(1, 10)) % 10)
    return number[:place] + digit + number[place + 1 :]


def neighbour_number(number: str) -> str:
    """A right number of somebody else of the same sex, born in the same place on the same day."""
    order = (int(number[14:17]) + 2) % 1000
    first_17 = f"{number[:14]}{order:03}"
    return first_17 + check_digit(first_17)


# ---- names


def misspelt(random: Random, name: str) -> str:
    """The name with a character that sounds alike, with two exchanged, or with one left out; never the name itself."""
    places = [place for place, sign in enumerate(name) if sign in _OTHER]
    bare = name.replace("·", "")
    chance = random.random()
    if places and chance < 0.75:
        place = random.choice(places)
        return name[:place] + _OTHER[name[place]] + name[place + 1 :]
    if len(bare) > 2 and chance < 0.9 and bare[-1] != bare[-2]:
        return bare[:-2] + bare[-1] + bare[-2]
    return bare[:-1] if len(bare) > 2 else bare + "子"


def spaced_name(name: str) -> str:
    """王强 as 王　强, as tables are made to look even."""
    return f"{name[0]}　{name[1]}" if len(name) == 2 else name


def other_dot(random: Random, name: str) -> str:
    """The middle dot of a name as another sign, or left out."""
    return name.replace("·", random.choice(_DOTS))


# ---- places


def misspelt_village(random: Random, name: str) -> str:
    """A village with a character that sounds alike, or one that does not exist."""
    places = [place for place, sign in enumerate(name) if sign in _OTHER]
    if places and random.random() < 0.7:
        place = random.choice(places)
        return name[:place] + _OTHER[name[place]] + name[place + 1 :]
    return random.choice(_NOWHERE)


# ---- days


def spell_day(random: Random, day: date) -> str | datetime:
    """A day in one of six styles, one of them a true date of the sheet."""
    styles: tuple[str | datetime, ...] = (
        datetime(day.year, day.month, day.day),
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
    )
    return random.choice(styles)
