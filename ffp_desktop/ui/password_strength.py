"""How good a new password is, in words. A length of eight is asked for; the rest is advice."""

import itertools
import math
from enum import StrEnum

SHORTEST = 8  # characters


class Strength(StrEnum):
    """The value is the word that is shown."""

    TOO_SHORT = "太短"
    WEAK = "偏弱"
    ENOUGH = "够用"
    STRONG = "很好"


def judge_password(password: str) -> Strength:
    """Length, kinds of characters and repetition; no dictionary."""
    if len(password) < SHORTEST:
        return Strength.TOO_SHORT
    kinds = sum(
        (
            10 * any(character.isdigit() for character in password),
            26 * any(character.islower() for character in password),
            26 * any(character.isupper() for character in password),
            30 * any(not character.isalnum() for character in password),
        )
    )
    different = len(set(password))
    steps = sum(1 for a, b in itertools.pairwise(password) if abs(ord(a) - ord(b)) <= 1)
    free = max(1, min(len(password), 2 * different) - steps * 3 // 4)
    bits = free * math.log2(max(kinds, 10))
    return Strength.WEAK if bits < 30 else Strength.ENOUGH if bits < 65 else Strength.STRONG
