"""Makes a vault of many households fast: some hundred are worked out, then written over and over as other people.

Everyone gets a name, a certificate number and a phone of their own; households lie in all villages of the county, one
in twelve is a draft. What rules say of a household is what they said of the one it was made from.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, cast
from uuid import uuid4

from ffp_desktop.domain.choice_match import spell_initials
from ffp_desktop.domain.id_number import check_digit
from ffp_desktop.domain.regions import Region, RegionLevel
from ffp_desktop.services.demo.demonstration import make_surveys
from ffp_desktop.services.demo.names import Namer
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.rounds import FIRST_ROUND
from ffp_desktop.services.survey_file.exchange import FiledSurvey, as_new
from ffp_desktop.services.survey_file.reading import SurveyReader
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.records import DraftChange, Person, Unit, WholeSurvey
from ffp_desktop.store.slots import KdfParams
from ffp_desktop.store.vault import OpenVault, create_vault

PASSWORD = "six unrelated words"
PATTERNS = 400
_DRAFTS = 12
_PART = 2_500  # entered in one day


@dataclass(frozen=True, slots=True)
class Pattern:
    """A household that was worked out, both as a draft and, where it can be, finished."""

    draft: WholeSurvey
    finished: WholeSurvey | None


def make_vault(folder: Path, households: int, seed: int = 7) -> OpenVault:
    """A new vault of the whole county with so many households in it, open."""
    now = datetime.now()
    vault = make_empty_vault(folder)
    shelf = FormShelf()
    surveys = Surveys(vault, shelf, county_regions())
    whole = vary(make_patterns(surveys, shelf, seed), seed)
    version = f"{shelf.form.id}/{shelf.form.version}"
    for start in range(0, households, _PART):
        part = (next(whole) for _ in range(min(_PART, households - start)))
        at = (now - timedelta(days=(households - start - 1) // _PART)).isoformat(timespec="seconds")
        vault.surveys.add_many(part, FIRST_ROUND.id, shelf.form.id, version, vault.operator.id, at)
    return vault


def make_empty_vault(folder: Path) -> OpenVault:
    """A new vault of the whole county, open."""
    unit = Unit("150722", "莫旗", "旗")
    vault, _code = create_vault(folder, unit, "苏日娜", PASSWORD, datetime.now(), KdfParams(8, 1))
    return vault


def make_patterns(surveys: Surveys, shelf: FormShelf, seed: int) -> list[Pattern]:
    """Demonstration households, worked out by the real rules."""
    reader = SurveyReader(shelf.form, county_regions(), (FIRST_ROUND.id,))
    made = make_surveys(shelf.form, county_regions(), FIRST_ROUND, PATTERNS, seed, 0.05)
    patterns = []
    for survey in made:
        read = reader.read(survey.encoded)
        draft = surveys.work_out(as_new(FiledSurvey(read)), FIRST_ROUND)
        finished = surveys.work_out(as_new(FiledSurvey(read, finish=True)), FIRST_ROUND)
        patterns.append(Pattern(draft, finished if finished.units is not None else None))
    return patterns


def vary(
    patterns: list[Pattern],
    seed: int,
    villages: Sequence[Region] = (),
    make_namer: Callable[[Random], Namer] = Namer,
    in_a_row: int = 40,
) -> Iterator[WholeSurvey]:
    """Other households for ever, in the county's villages (or these) by turns of so many in a row."""
    random = Random(seed)
    namer = make_namer(random)
    villages = villages or county_regions().at_level(RegionLevel.VILLAGE)
    numbers: set[str] = set()
    for number in count():
        pattern = random.choice(patterns)
        is_draft = pattern.finished is None or number % _DRAFTS == 0
        village = villages[number // in_a_row % len(villages)]
        one = _Variation(random, namer, village.code, village.short_name, numbers)
        yield one.of(pattern.draft if is_draft or pattern.finished is None else pattern.finished)


class _Variation:
    """Turns a household into another one: its people, phone and village; all else stays. No two people get the same
    of the `numbers`."""

    def __init__(self, random: Random, namer: Namer, village: str, village_name: str, numbers: set[str]) -> None:
        self._random = random
        self._namer = namer
        self._village = village
        self._village_name = village_name
        self._numbers = numbers
        self._phone = f"1{random.choice('3578')}{random.randrange(10**9):09d}"
        self._people: dict[str, Person] = {}

    def of(self, whole: WholeSurvey) -> WholeSurvey:
        self._people = {person.member: self._other(person) for person in whole.fields.people}
        people = tuple(self._people.values())
        head = next((person for person in people if person.relation == "户主"), people[0])
        fields = replace(
            whole.fields,
            people=people,
            head_name=head.name,
            phone=whole.fields.phone and self._phone,
            village_name=self._village_name,
        )
        units = None if whole.units is None else dict(map(self._unit, whole.units.items()))
        return WholeSurvey(self._village, fields, tuple(map(self._row, whole.rows)), units)

    def _other(self, person: Person) -> Person:
        nation = self._namer.nation()
        name = self._namer.full_name(self._namer.family_name(nation), nation, person.sex)
        number = self._number(person.id_number)
        key = number[:18] if len(number) >= 18 else ""
        return replace(
            person, member=uuid4().hex, name=name, initials=spell_initials(name), id_number=number, person_key=key
        )

    def _number(self, number: str) -> str:
        length = len(number)
        if length not in (15, 18, 20) or not number[:15].isdigit():
            return number
        place_and_year, sex = number[: 8 if length == 15 else 10], int(number[14 if length == 15 else 16]) % 2
        while True:
            day = f"{self._random.randrange(1, 13):02d}{self._random.randrange(1, 29):02d}"
            first = f"{place_and_year}{day}{self._random.randrange(500) * 2 + sex:03d}"
            if first not in self._numbers:
                self._numbers.add(first)
                return first if length == 15 else first + check_digit(first) + number[18:]

    def _unit(self, unit: tuple[str, object]) -> tuple[str, object]:
        name, value = unit
        member = name.removeprefix("member:")
        other = self._people.get(member)
        if other is not None:
            row = cast(dict[str, Any], value)
            answers = {**row["answers"], "name": other.name, "id_number": other.id_number}
            return f"member:{other.member}", {**row, "answers": answers}
        own = {"head_phone": self._phone, "village": self._village}
        return name, {**value, **{name: own[name]}} if isinstance(value, dict) and name in own else value

    def _row(self, row: DraftChange) -> DraftChange:
        if row.item in ("head_phone", "village"):
            own = self._phone if row.item == "head_phone" else self._village
            return DraftChange(row.item, row.member, f'"{own}"')
        other = self._people.get(row.member)
        if other is None:
            return row
        texts = {"name": other.name, "id_number": other.id_number}
        value = f'"{texts[row.item]}"' if row.item in texts else row.value
        return DraftChange(row.item, other.member, value)
