"""What many tests need: the form, an open vault of an invented village, a survey under a clerk's hands."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings

from ffp_desktop.services.entry import EntrySession
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.records import Unit
from ffp_desktop.store.slots import KdfParams
from ffp_desktop.store.vault import OpenVault, create_vault

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# How long a thing takes is for tests/benchmarks to say; continuous integration tries the same examples every time.
settings.register_profile("facts", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("facts")

VILLAGE = "150722108204"
PASSWORD = "four unrelated words"
QUICK = KdfParams(memory_kib=8, passes=1)
"""Key derivation that costs nothing; what it protects is tested with the real cost elsewhere."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="run the long tests whole (200 kills and the like)")


@pytest.fixture(scope="session")
def soak(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--soak"))


class Clock:
    """A clock that tests set; it goes on a second at each look."""

    def __init__(self) -> None:
        self.now = datetime(2023, 3, 6, 14, 32, 0)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture(scope="session")
def shelf() -> FormShelf:
    return FormShelf()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def vault(tmp_path: Path, clock: Clock) -> Iterator[OpenVault]:
    unit = Unit("150722108", "腾克镇", "乡镇")
    opened, _code = create_vault(tmp_path / "vault", unit, "苏日娜", PASSWORD, clock(), QUICK)
    yield opened
    opened.close(clock(), backup=False)


@pytest.fixture
def surveys(vault: OpenVault, shelf: FormShelf, clock: Callable[[], datetime]) -> Surveys:
    return Surveys(vault, shelf, county_regions(), clock)


@pytest.fixture
def session(surveys: Surveys) -> EntrySession:
    return surveys.open(surveys.start(VILLAGE, "东屯第一"))


@pytest.fixture
def fill_disk(vault: OpenVault) -> Callable[[bool], None]:
    """`fill_disk(True)` leaves the vault no room for anything, as a full disk does; False gives it back."""

    def fill(is_full: bool) -> None:
        with vault._database.read() as connection:
            connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if is_full else 'OFF'}")

    return fill
