"""A township's vault with invented households in it, for tests of lists and rounds."""

from pathlib import Path

from ffp_desktop.services.demo import make_surveys
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.rounds import FIRST_ROUND
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.survey_file.reading import SurveyReader
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.records import Unit
from ffp_desktop.store.vault import create_vault
from tests.conftest import PASSWORD, QUICK, Clock

TOWNSHIP = Unit("150722108", "腾克镇", "乡镇")


def make_office(folder: Path, shelf: FormShelf, clock: Clock, households: int) -> None:
    """The vault is closed again; demonstration households that can be are 已完成."""
    vault, _code = create_vault(folder, TOWNSHIP, "苏日娜", PASSWORD, clock(), QUICK)
    surveys = Surveys(vault, shelf, county_regions(), clock)
    reader = SurveyReader(shelf.form, county_regions(), (FIRST_ROUND.id,))
    made = make_surveys(shelf.form, county_regions(), FIRST_ROUND, households, 5, 0.2, TOWNSHIP.code)
    Exchange(vault, surveys, shelf).put_in(FiledSurvey(reader.read(one.encoded), one.is_finished) for one in made)
    vault.close(clock(), backup=False)
