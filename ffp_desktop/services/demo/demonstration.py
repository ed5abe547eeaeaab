"""Makes demonstration surveys: the same seed gives the same households."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from ffp_desktop.domain.answer_text import find_choice
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.regions import RegionLevel, Regions
from ffp_desktop.domain.survey import Round
from ffp_desktop.services.demo.household import Households
from ffp_desktop.services.demo.mistakes import PlantedMistake, plant_mistake
from ffp_desktop.services.demo.quirks import SHARE, add_quirk


@dataclass(frozen=True, slots=True)
class DemoSurvey:
    """One survey as JSON, whether it is to be finished, and what was planted in it."""

    encoded: dict[str, Any]
    is_finished: bool
    mistakes: tuple[PlantedMistake, ...] = ()


def make_surveys(
    form: Form,
    regions: Regions,
    of_round: Round,
    count: int,
    seed: int,
    mistake_share: float = 0.0,
    unit: str = "",
) -> Iterator[DemoSurvey]:
    """`count` surveys of invented households; a `mistake_share` of them has one planted mistake.

    They live in the villages of `unit` (a region code of any level), or anywhere in the county.
    """
    random = Random(seed)
    within = [region.code for region in regions if region.level is RegionLevel.VILLAGE]
    villages = [code for code in within if code.startswith(unit)]
    households = Households(random, villages, date.fromisoformat(of_round.period_end))
    spelling = _Spelling(form)
    for _ in range(count):
        household = households.draw()
        if random.random() < SHARE:
            add_quirk(random, household)
        has_mistake = random.random() < mistake_share
        encoded = spelling.correct(household.encode(form.id, of_round.id))
        planted = plant_mistake(random, household, encoded) if has_mistake else ()
        yield DemoSurvey(encoded, household.is_finished and not planted, planted)


class _Spelling:
    """Writes choices exactly as the form does, whatever brackets it prints."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._known: dict[tuple[str, str], str] = {}

    def correct(self, encoded: dict[str, Any]) -> dict[str, Any]:
        for row in (encoded["answers"], *encoded["members"]):
            for item, value in row.items():
                if isinstance(value, list):
                    row[item] = [self._name(item, name) for name in value]
                elif isinstance(value, str):
                    row[item] = self._name(item, value)
        return encoded

    def _name(self, item: str, name: str) -> str:
        choices = self._form.items[item].choices
        if choices is None:
            return name
        if (item, name) not in self._known:
            self._known[item, name] = find_choice(choices, name) or name
        return self._known[item, name]
