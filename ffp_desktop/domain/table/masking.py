"""What may stand on a public notice (公示) of a person: the least that lets the neighbours know who is meant."""

import re

_HIDDEN = "*"
_LETTERS = re.compile(r".[\ufe00-\ufe0f\U000e0100-\U000e01ef\u0300-\u036f]*", re.DOTALL)  # with selectors and accents
_LONG_NUMBER = re.compile(r"\d[\d\s\-]{3,}\d[Xx]?")


def mask_name(name: str) -> str:
    """敖日娜 → 敖*娜, 敖拉 → 敖*, 涂·阿尔腾 → 涂***腾: the first and the last letter stay, of two the first."""
    letters: list[str] = _LETTERS.findall(name.strip())
    if len(letters) < 3:
        return letters[0] + _HIDDEN if len(letters) == 2 else _HIDDEN * len(letters)
    return letters[0] + _HIDDEN * (len(letters) - 2) + letters[-1]


def mask_numbers(text: str) -> str:
    """Free text without the figures of an ID number or a phone that someone wrote into it."""
    return _LONG_NUMBER.sub(_HIDDEN * 3, text)
