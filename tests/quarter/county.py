"""A banner before its quarter: everybody was visited the quarter before; since then people died, moved, came, and the
first households were visited again.

API: `make_county(folder, households, seed) -> County`, open; `BEFORE` and `NOW`, its two rounds; `Clock`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from ffp_desktop.domain.events import Event, EventPerson, HouseholdChange
from ffp_desktop.domain.regions import Region, RegionLevel
from ffp_desktop.domain.survey import Round
from ffp_desktop.services.demo.demonstration import make_surveys
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.households import Households
from ffp_desktop.services.rounds import FIRST_ROUND
from ffp_desktop.services.survey_file.exchange import FiledSurvey, as_new
from ffp_desktop.services.survey_file.reading import SurveyReader
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.headers import new_id
from ffp_desktop.store.records import Unit, WholeSurvey
from ffp_desktop.store.slots import KdfParams
from ffp_desktop.store.vault import OpenVault, create_vault
from tests.benchmarks.many_households import PASSWORD, Pattern, vary
from tests.quarter.known import Known, read_people
from tests.quarter.names import VariedNamer
from tests.quarter.strangers import Strangers

NOW = FIRST_ROUND
BEFORE = Round("2022Q4", "2022年四季度防返贫监测和帮扶集中排查", NOW.form, "2021-11-15", "2022-11-14")
BANNER = Unit("150722", "莫力达瓦达斡尔族自治旗", "旗")
VISITED, BEGUN = 0.06, 0.01
"""Of the households: visited in this round before the lists came, and begun."""
DEAD, GONE, MOVED, COME, MET_AGAIN = 0.006, 0.004, 0.003, 0.003, 0.001
"""Of the households: those to whom it happened since."""
_PART = 2_500


class Clock:
    """The quarter's own time; it goes on a second at each look."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def at(self) -> str:
        return self().isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class County:
    """An open vault, and its own time."""

    vault: OpenVault
    clock: Clock


def make_county(folder: Path, households: int, seed: int = 7, patterns: int = 400, villages: int = 0) -> County:
    """A new vault of the banner office; the households live in the first `villages` (0 for all), by turns."""
    clock = Clock(datetime(2022, 11, 15, 8, 0))
    vault, _code = create_vault(folder, BANNER, "苏日娜", PASSWORD, clock(), KdfParams(8, 1))
    vault.rounds.save(BEFORE, vault.operator.id, clock.at())
    shelf = FormShelf()
    made = _make_patterns(Surveys(vault, shelf, county_regions(), clock), shelf, seed, patterns)
    random = Random(seed)
    places = _pick_villages(villages)
    in_a_row = max(1, min(40, households // (2 * len(places))))
    whole = _finished(vary(made, seed, places, VariedNamer, in_a_row))
    again: list[WholeSurvey] = []
    begun: list[str] = []
    for start in range(0, households, _PART):
        part = [replace(next(whole), household=new_id()) for _ in range(min(_PART, households - start))]
        _put_in(vault, shelf, BEFORE, part, clock)
        clock.now += timedelta(hours=8)
        chances = [random.random() for _ in part]
        again += [one for one, chance in zip(part, chances, strict=True) if chance < VISITED]
        begun += [one.household for one, chance in zip(part, chances, strict=True) if chance > 1 - BEGUN]
    clock.now = datetime(2023, 2, 6, 8, 0)
    for start in range(0, len(again), _PART):
        _put_in(vault, shelf, NOW, [_visited_again(one, random) for one in again[start : start + _PART]], clock)
    _begin(vault, shelf, clock, begun)
    _live_on(vault, clock, random, households)
    return County(vault, clock)


def _make_patterns(surveys: Surveys, shelf: FormShelf, seed: int, patterns: int) -> list[Pattern]:
    reader = SurveyReader(shelf.form, county_regions(), (BEFORE.id,))
    made = []
    for survey in make_surveys(shelf.form, county_regions(), BEFORE, patterns, seed):
        read = reader.read(survey.encoded)
        finished = surveys.work_out(as_new(FiledSurvey(read, finish=True)), BEFORE)
        if finished.units is not None:
            made.append(Pattern(finished, finished))
    return made


def _pick_villages(count: int) -> Sequence[Region]:
    """All of them; or so many, as far apart as can be, so that there are several townships."""
    villages = county_regions().at_level(RegionLevel.VILLAGE)
    return villages[:: max(1, len(villages) // count)][:count] if count else villages


def _finished(whole: Iterator[WholeSurvey]) -> Iterator[WholeSurvey]:
    return (one for one in whole if one.units is not None)


def _put_in(vault: OpenVault, shelf: FormShelf, of_round: Round, whole: list[WholeSurvey], clock: Clock) -> None:
    version = f"{shelf.form.id}/{shelf.form.version}"
    vault.surveys.add_many(whole, of_round.id, shelf.form.id, version, vault.operator.id, clock.at())


def _visited_again(whole: WholeSurvey, random: Random) -> WholeSurvey:
    """The same household as it was found a quarter later: nothing has changed."""
    day = (date(2023, 1, 28) + timedelta(days=random.randrange(8))).isoformat()
    units = {**(whole.units or {}), "survey_date": {"survey_date": day}}
    return replace(whole, fields=replace(whole.fields, survey_date=day), units=units)


def _begin(vault: OpenVault, shelf: FormShelf, clock: Clock, homes: Iterable[str]) -> None:
    """Surveys of this round that somebody has opened and nothing more."""
    surveys = Surveys(vault, shelf, county_regions(), clock)
    households = Households(vault, surveys, shelf, clock)
    with vault.together():
        for home in homes:
            households.start_survey(home)


# ---- what happens between the visits


def _live_on(vault: OpenVault, clock: Clock, random: Random, households: int) -> None:
    """Deaths, departures, removals, arrivals and people met again, recorded in January."""
    people = [one for one in read_people(vault, NOW.id, BEFORE.id) if not one.is_visited]
    by_household: dict[str, list[Known]] = {}
    for one in people:
        by_household.setdefault(one.household, []).append(one)
    homes = list(by_household)
    random.shuffle(homes)
    left = iter(homes)
    clock.now = datetime(2023, 2, 8, 8, 0)
    events: list[Event] = []

    def some(share: float) -> list[list[Known]]:
        return [by_household[home] for home in islice(left, max(2, round(households * share)))]

    dead = [random.choice(home) for home in some(DEAD)]
    gone = [random.choice(home) for home in some(GONE)]
    events += [_event("死亡", one, random) for one in dead]
    events += [_event(random.choice(("嫁出", "其他转出")), one, random) for one in gone]
    moved = some(MOVED)
    villages = sorted({one.village for one in people})
    for home in moved:
        other = random.choice([village for village in villages if village != home[0].village])
        told = _event(HouseholdChange.MOVE, home[0], random)
        events.append(replace(told, persons=(), other_village=other, reason="投亲"))
    come = [_newcomer(random.choice(home), random, number) for number, home in enumerate(some(COME))]
    events += [_event("其他转入", one, random, is_new=True) for one in come]
    pairs = list(zip(some(MET_AGAIN), some(MET_AGAIN), strict=True))
    met = [(random.choice(one), random.choice(other)) for one, other in pairs]
    events += [_same(one, other) for one, other in met]
    with vault.together():
        for event in events:
            vault.events.record(replace(event, id=new_id(), at=clock.at()), vault.operator.id, clock.at())


def _event(kind: str, one: Known, random: Random, is_new: bool = False) -> Event:
    day = (date(2022, 12, 1) + timedelta(days=random.randrange(60))).isoformat()
    told: dict[str, Any] = {"name": one.name, "id_number": one.number, "sex": one.sex, "relation": "其他"}
    person = EventPerson(one.member, **(told if is_new else {}))
    return Event("", kind, day, one.village, one.household, (person,))


def _same(one: Known, other: Known) -> Event:
    persons = (EventPerson(one.member), EventPerson(other.member))
    return Event("", HouseholdChange.SAME_PERSON, "2023-02-01", one.village, "", persons, reason="核对过户口簿")


def _newcomer(host: Known, random: Random, number: int) -> Known:
    """Somebody who came into a household since its last visit."""
    new = Strangers(random, frozenset()).draw(host.village, f"9{number % 100:02}")
    return replace(new, member=new_id(), household=host.household, head_name=host.head_name, kind=host.kind)
