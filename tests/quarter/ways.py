"""The ways in which a row comes: whom it is about, how it is spelled, and how far a program may get with it by itself.

API: `WAYS` by name, in the order of the table below; `Way`; `Told`, a row before it is laid out in columns.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from tests.quarter.truth import Stage

Cell = str | float | int | date | datetime


class Whom(StrEnum):
    """Whom a row may be about."""

    ANYONE = "anyone"
    LONE = "anyone without a namesake in the village"
    NAMESAKE = "anyone with a namesake in the village"
    DEAD = "dead"
    GONE = "went away"
    MOVED = "household moved to another village"
    COME = "known by an event only"
    MET_AGAIN = "known under two ids"
    STRANGER = "nobody in the vault"
    ELSEWHERE = "of another county"
    NAMESAKE_OUTSIDE = "namesake of somebody, not in the vault"
    TWIN_OUTSIDE = "like somebody born the same day there, not in the vault"


@dataclass(frozen=True, slots=True)
class Told:
    """What a row tells of a person, as it is written. Keys of columns are the names of the fields."""

    name: str = ""
    number: Cell = ""
    county: str = ""
    township: str = ""
    village: str = ""
    code: str = ""
    address: str = ""
    sex: str = ""
    age: Cell = ""
    birth: Cell = ""
    phone: str = ""
    head: str = ""
    guardian_number: str = ""

    def without(self, *names: str) -> "Told":
        return replace(self, **dict.fromkeys(names, ""))


@dataclass(frozen=True, slots=True)
class Way:
    """`often` is in a thousand rows; `needs` are columns without which it cannot be (`village`: any that names one).
    `is_automatic`: it may be matched without a person's word."""

    name: str
    whom: Whom
    stage: Stage
    often: float
    needs: frozenset[str] = frozenset()
    is_automatic: bool = True


_NUMBER, _FACT, _SUGGESTED, _NOBODY = Stage.NUMBER, Stage.FACT, Stage.SUGGESTED, Stage.NOBODY


def _way(name: str, whom: Whom, stage: Stage, often: float, needs: str = "number", automatic: bool = True) -> Way:
    return Way(name, whom, stage, often, frozenset(needs.split()), automatic and stage is not Stage.NOBODY)


def _by_name(ways: Iterable[Way]) -> Mapping[str, Way]:
    return {way.name: way for way in ways}


WAYS = _by_name(
    (
        # the whole number stands in the row
        _way("plain", Whom.ANYONE, _NUMBER, 520),
        _way("fifteen", Whom.ANYONE, _NUMBER, 15),
        _way("lower_x", Whom.ANYONE, _NUMBER, 20),
        _way("spaced", Whom.ANYONE, _NUMBER, 25),
        _way("full_width", Whom.ANYONE, _NUMBER, 20),
        _way("certificate", Whom.ANYONE, _NUMBER, 25),
        _way("apostrophe", Whom.ANYONE, _NUMBER, 10),
        _way("misspelt_with_number", Whom.ANYONE, _NUMBER, 30),
        _way("spaced_name", Whom.ANYONE, _NUMBER, 15),
        _way("other_dot", Whom.ANYONE, _NUMBER, 12),
        _way("wrong_village_with_number", Whom.ANYONE, _NUMBER, 25, "number village"),
        _way("no_village_with_number", Whom.ANYONE, _NUMBER, 10),
        _way("repeated", Whom.ANYONE, _NUMBER, 20),
        _way("two_in_cell", Whom.ANYONE, _NUMBER, 10),
        _way("dead", Whom.DEAD, _NUMBER, 6),
        _way("gone", Whom.GONE, _NUMBER, 5),
        _way("moved", Whom.MOVED, _NUMBER, 6),
        _way("come", Whom.COME, _NUMBER, 3),
        _way("met_again", Whom.MET_AGAIN, _NUMBER, 2),
        # another fact stands beside name and village
        _way("birth", Whom.ANYONE, _FACT, 40, "birth village"),
        _way("phone", Whom.ANYONE, _FACT, 20, "phone village"),
        _way("head", Whom.ANYONE, _FACT, 15, "head village"),
        _way("namesake_with_birth", Whom.NAMESAKE, _FACT, 6, "birth village"),
        # only a person can decide
        _way("lost_digits", Whom.LONE, _SUGGESTED, 20),
        _way("mistyped", Whom.LONE, _SUGGESTED, 15, "number village"),
        _way("name_only", Whom.LONE, _SUGGESTED, 30, "village"),
        _way("misspelt", Whom.LONE, _SUGGESTED, 15, "village", automatic=False),
        _way("misspelt_with_birth", Whom.LONE, _SUGGESTED, 10, "birth village", automatic=False),
        _way("wrong_village", Whom.LONE, _SUGGESTED, 10, "birth village", automatic=False),
        _way("namesakes", Whom.NAMESAKE, _SUGGESTED, 6, "village", automatic=False),
        _way("borrowed_number", Whom.LONE, _SUGGESTED, 6, "number village", automatic=False),
        _way("anothers_number", Whom.LONE, _SUGGESTED, 8, "number village", automatic=False),
        # nobody in the vault
        _way("stranger", Whom.STRANGER, _NOBODY, 50),
        _way("stranger_without_number", Whom.STRANGER, _NOBODY, 12, "village"),
        _way("other_county", Whom.ELSEWHERE, _NOBODY, 15),
        _way("namesake_outside", Whom.NAMESAKE_OUTSIDE, _NOBODY, 8, "village"),
        _way("namesake_outside_with_number", Whom.NAMESAKE_OUTSIDE, _NOBODY, 8, "number village"),
        _way("namesake_outside_with_birth", Whom.NAMESAKE_OUTSIDE, _NOBODY, 6, "birth village"),
        _way("twin_outside", Whom.TWIN_OUTSIDE, _NOBODY, 5, "birth village"),
        _way("next_number", Whom.TWIN_OUTSIDE, _NOBODY, 5),
    )
)
