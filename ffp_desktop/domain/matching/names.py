"""How two writings of a person's name may be one: the same, a plain variant, the same sound, nearly the same.

API: `plain_name(text)`, `compare_names(one, other) -> Likeness`, `agrees(likeness)`.

A *plain variant* is one that nobody would call another name: a middle dot or a space more or less, a rare character
written as its other form, or as the sign (□, ?) that programs leave where they cannot write it.
"""

import re
import unicodedata
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA, Indel

_SIGNS = re.compile(r"[\s·•・‧∙⋅．.。\-\ufe00-\ufe0f\U000e0100-\U000e01ef]+")
_UNWRITTEN = re.compile(r"[□?？*＊○〇\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
_HAS_SIGNS = re.compile(r"[^\u3400-\u9fff]")
_FORMS = (
    "龑䶮 喆哲 昇升陞 堃坤 閆閻闫阎 蕭萧肖 傅付 戴代 於于 煕熙 甯宁寧寗 甦苏蘇 迺乃廼 祎禕 "
    "珮佩 誌志 綵彩 逹达達 呉吴吳 冨富 倖幸 姸妍 靑青 晧皓 鍾锺钟鐘 邨村 崑昆 峯峰 羣群 "
    "昞昺炳 勛勋勳 凃涂塗 尅克 豔艳艷 艶 竝并並 莕荇 栢柏 鉄铁鐵 櫆魁 刘劉 张張 陈陳 杨楊 "
    "赵趙 孙孫 郑鄭 冯馮 韩韓 叶葉 许許 邓鄧 龙龍 凤鳳 兰蘭 荣榮 华華 国國 丽麗 红紅 云雲 "
    "军軍 东東 义義 庆慶 宝寶寳 贵貴 风風 刚剛 强強 伟偉 俊儁 杰傑 绣綉 凯凱 鹏鵬 银銀 "
    "锋鋒 双雙 万萬 卫衛衞 玺璽 奂奐 仑侖 㛃洁 𫖯頫 𬭎鋐 "
)
"""Other forms of a character, behind the one they are compared as."""
_FORM = {letter: forms[0] for forms in _FORMS.split() for letter in forms[1:]}
_DOT = "·"
_FEWEST_NEAR, _LONG, _LONG_LIKENESS = 3, 5, 0.75


class Likeness(IntEnum):
    """From nothing to the same."""

    OTHER = 0
    NEAR = 1
    SWAPPED = 2
    SAME_SOUND = 3
    VARIANT = 4
    SAME = 5


def agrees(likeness: Likeness) -> bool:
    """Whether it is the same name, if perhaps in another form."""
    return likeness >= Likeness.VARIANT


@lru_cache(maxsize=1 << 15)
def plain_name(text: str) -> str:
    """A name as it is compared: without dots, spaces and what nobody sees."""
    if not _HAS_SIGNS.search(text):
        return text
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def compare_names(one: str, other: str) -> Likeness:
    """Two names that are nothing but signs have nothing in common."""
    first, second = plain_name(one), plain_name(other)
    if first == second:
        return Likeness.SAME if first else Likeness.OTHER
    return _compare_differing(one, first, other, second) if first and second else Likeness.OTHER


def _compare_differing(one: str, first: str, other: str, second: str) -> Likeness:
    if len(first) == len(second):
        pairs = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
        if _is_form(pairs, len(first)):
            return Likeness.VARIANT
        if _sounds_same(pairs):
            return Likeness.SAME_SOUND
        if len(first) > 2 and sorted(first) == sorted(second):
            return Likeness.SWAPPED
    return Likeness.NEAR if _is_near(one, other, first, second) else Likeness.OTHER


def _sounds_same(pairs: Sequence[tuple[str, str]]) -> bool:
    """Without tones."""
    return all(_sound(one) == _sound(other) for one, other in pairs)


@lru_cache(maxsize=8192)
def _sound(letter: str) -> str:
    from ffp_desktop.domain.pinyin import syllables

    return "".join(syllables(letter))


def _is_form(pairs: Sequence[tuple[str, str]], length: int) -> bool:
    """Whether two names of a length differ but in other forms of characters, and in one that could not be written."""
    form = _FORM.get
    differing = [(a, b) for a, b in pairs if form(a, a) != form(b, b)]
    if not differing:
        return True
    return len(differing) == 1 < length and any(_UNWRITTEN.fullmatch(letter) for letter in differing[0])


def _is_near(one: str, other: str, first: str, second: str) -> bool:
    """One character wrong, missing or in the wrong place; of a name with a clan before its dot, only the own part."""
    if (_DOT in one or _DOT in other) and _is_own_part(one, first, other, second):
        return True
    longest = max(len(first), len(second))
    if longest < _FEWEST_NEAR or min(len(first), len(second)) < 2:
        return False
    is_one_end = first[0] == second[0] or first[-1] == second[-1]  # else more than one thing is wrong
    if is_one_end and OSA.distance(first, second, score_cutoff=1) <= 1:
        return True
    return longest >= _LONG and Indel.normalized_similarity(first, second) >= _LONG_LIKENESS


def _is_own_part(one: str, first: str, other: str, second: str) -> bool:
    """Whether one is what the other calls its own behind the clan: 巴图 of 敖拉·巴图."""
    own, others = (plain_name(name.rpartition(_DOT)[2]) for name in (one, other))
    return own == others and len(own) > 1 and (own == first or others == second)
