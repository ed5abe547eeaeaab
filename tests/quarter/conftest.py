"""A small county and its quarter's lists, made once for all tests here."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.quarter.county import County, make_county
from tests.quarter.quarter_lists import write_lists
from tests.quarter.truth import PlantedList

HOUSEHOLDS, VILLAGES, PATTERNS, SCALE = 300, 6, 60, 0.004


@dataclass(frozen=True, slots=True)
class Quarter:
    """The open county, the folder of the lists, and what is planted in them."""

    county: County
    folder: Path
    lists: tuple[PlantedList, ...]


@pytest.fixture(scope="session")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Quarter]:
    folder = tmp_path_factory.mktemp("quarter")
    county = make_county(folder / "vault", HOUSEHOLDS, patterns=PATTERNS, villages=VILLAGES)
    yield Quarter(county, folder, write_lists(folder, county.vault, SCALE))
    county.vault.close(county.clock(), backup=False)
