"""Names as rare as they are in a village."""

from collections import deque
from random import Random

from ffp_desktop.services.demo.names import Namer

_GIVEN_FIRST = "志文海建国金玉春秀丽红凤晓永德明立长振福成学光宏世立忠广庆天佳俊子雨思宇浩梦欣雅诗泽家景瑞晨"
_GIVEN_LAST = "强华军平林峰英兰芳梅荣生才山民杰伟东辉斌霞娟琴珍玲艳云花香芝轩涵怡彤睿博阳琪萱航凯悦宁康顺义祥"

_NEIGHBOURS, _NAMESAKES = 60, 0.03
"""Among how many who live near there is a namesake, and how often."""


class VariedNamer(Namer):
    """Names as rare as they are in a village: a few in a hundred have a namesake there."""

    def __init__(self, random: Random) -> None:
        super().__init__(random)
        self._last: dict[str, deque[str]] = {}

    def full_name(self, family_name: str, nation: str, sex: str) -> str:
        before = self._last.setdefault(sex, deque(maxlen=_NEIGHBOURS))
        if before and self._random.random() < _NAMESAKES:
            return self._random.choice(before)
        before.append(self._new_name(family_name, nation, sex))
        return before[-1]

    def _new_name(self, family_name: str, nation: str, sex: str) -> str:
        if family_name.endswith("·") or self._random.random() < 0.08:
            return super().full_name(family_name, nation, sex)
        own = self._random.choice(_GIVEN_FIRST)
        return family_name + (own if self._random.random() < 0.12 else own + self._random.choice(_GIVEN_LAST))
