"""What a person means who types a number, pinyin initials or Chinese at a list of choices.

Order of the hits: what is complete, what begins so, then initials that hold the typed letters in order (the closest
together first). What another answer rules out comes last whatever its rank, because it may still be taken.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product
from typing import Generic, Protocol, TypeVar

_MOST_READINGS = 4
SHORT_LIST = 9  # up to so many choices are taken by their position, with one digit


class Offered(Protocol):
    """A choice as it is offered at one place; `conflict` says why another answer rules it out, "" if none does."""

    @property
    def name(self) -> str: ...
    @property
    def initials(self) -> str: ...
    @property
    def conflict(self) -> str: ...


class Numbered(Protocol):
    """A choice of a list as the form declares it."""

    @property
    def name(self) -> str: ...
    @property
    def code(self) -> str: ...


T = TypeVar("T", bound=Offered)


@dataclass(frozen=True, slots=True)
class Matches(Generic[T]):
    """What is left of a list. `complete` is the choice whose whole number was typed: it is taken without Enter."""

    typed: str
    hits: tuple[T, ...]
    total: int
    complete: T | None = None

    @property
    def certain(self) -> T | None:
        """The choice meant beyond doubt: a complete number, exact initials of one choice only, or a single hit."""
        if self.complete is not None:
            return self.complete
        if len(self.hits) == 1:
            return self.hits[0]
        exact = [hit for hit in self.hits if self.typed in (clean_typed(hit.name), initials_of(hit))]
        return exact[0] if self.typed and len(exact) == 1 else None


def number_choices(choices: Sequence[Numbered]) -> dict[str, str]:
    """The digits that take each choice, by name: its position in a short list, else its code ("" without one)."""
    if len(choices) <= SHORT_LIST:
        return {choice.name: str(position) for position, choice in enumerate(choices, 1)}
    return {choice.name: choice.code for choice in choices}


def clean_typed(text: str) -> str:
    """What was typed, with full-width letters and digits made plain, in lower case, without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def initials_of(choice: Offered) -> str:
    """The choice's pinyin initials, from its list or worked out."""
    return choice.initials or spell_initials(choice.name)


@lru_cache(maxsize=4096)
def spell_initials(name: str) -> str:
    """Pinyin initials of the Chinese characters of `name`, its letters and digits kept: "之女" -> "zn"."""
    from ffp_desktop.domain.pinyin import letters

    return "".join(character for character in clean_typed("".join(letters(name))) if character.isalnum())


@lru_cache(maxsize=1 << 14)
def spell_readings(name: str) -> tuple[str, ...]:
    """The whole pinyin of a name and its initials, in each way it may be read, and its later syllables on their own:
    苏日娜 -> surina, srn, surinuo, rina, na.

    The dot of 涂·阿尔腾 is left out; what is not Chinese is kept. Of a name with very many readings only a few.
    """
    from ffp_desktop.domain.pinyin import readings, syllables

    plain = name.replace("·", "")
    usual = syllables(plain)
    of_each = [[*dict.fromkeys(found)] for found in readings(plain)]
    backwards = islice(product(*reversed(of_each)), _MOST_READINGS)  # so that the surname's readings come first
    ways = [usual, *(reading[::-1] for reading in backwards)]
    spelled = ["".join(part) for reading in ways for part in (reading, [syllable[:1] for syllable in reading])]
    spelled += ["".join(usual[start:]) for start in range(1, len(usual))]
    return tuple(dict.fromkeys(filter(None, map(clean_typed, spelled))))


def match_choices(
    typed: str, choices: Sequence[T], numbers: Mapping[str, str], recent: Sequence[str] = ()
) -> Matches[T]:
    """The choices that `typed` may mean, best first. `numbers` is from `number_choices`, `recent` are names.

    While nothing is typed every choice is a hit: recent ones first, then the list's own order.
    """
    wanted = clean_typed(typed)
    if not wanted:
        last = len(recent)
        order = {name: position for position, name in reversed(list(enumerate(recent)))}
        hits = sorted(choices, key=lambda choice: (bool(choice.conflict), order.get(choice.name, last)))
        return Matches("", tuple(hits), len(choices))
    ranked = []
    for choice in choices:
        rank = _rank(wanted, choice, numbers.get(choice.name, ""))
        if rank is not None:
            ranked.append(((bool(choice.conflict), *rank), choice))
    ranked.sort(key=lambda entry: entry[0])
    complete = [choice for choice in choices if numbers.get(choice.name) == wanted]
    longer = any(number.startswith(wanted) and number != wanted for number in numbers.values())
    return Matches(
        wanted,
        tuple(choice for _, choice in ranked),
        len(choices),
        complete[0] if len(complete) == 1 and not longer else None,
    )


def toggle_choice(names: Sequence[str], name: str, exclusive: str = "") -> tuple[str, ...]:
    """The ticked names after `name` is ticked or unticked; `exclusive` (健康) never stands beside others."""
    if name in names:
        return tuple(other for other in names if other != name)
    if name == exclusive:
        return (name,)
    return (*(other for other in names if other != exclusive), name)


def _rank(wanted: str, choice: Offered, number: str) -> tuple[int, int, int] | None:
    """How well it fits (lower is better): kind of match, how far apart the letters are, where they begin."""
    if wanted.isdigit():
        return _rank_number(wanted, number)
    if wanted.isascii():
        return _rank_spelling(wanted, initials_of(choice))
    return _rank_spelling(wanted, clean_typed(choice.name))


def _rank_number(wanted: str, number: str) -> tuple[int, int, int] | None:
    if number == wanted:
        return (0, 0, 0)
    if number and number.lstrip("0") == wanted.lstrip("0"):
        return (1, 0, 0)
    return (2, 0, 0) if number.startswith(wanted) else None


def _rank_spelling(wanted: str, spelling: str) -> tuple[int, int, int] | None:
    if spelling == wanted:
        return (0, 0, 0)
    if spelling.startswith(wanted):
        return (2, 0, 0)
    found = _find_in_order(wanted, spelling)
    return None if found is None else (3, found[1], found[0])


def _find_in_order(wanted: str, spelling: str) -> tuple[int, int] | None:
    """Start and length of the shortest stretch of `spelling` that holds the letters of `wanted` in order."""
    best: tuple[int, int] | None = None
    for start, letter in enumerate(spelling):
        if letter != wanted[0]:
            continue
        position = start
        for needed in wanted[1:]:
            position = spelling.find(needed, position + 1)
            if position < 0:
                return best
        length = position - start + 1
        if best is None or length < best[1]:
            best = (start, length)
    return best
