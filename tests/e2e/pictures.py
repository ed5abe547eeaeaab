"""Takes pictures of list, paper and 机账实 anew: `python -m tests.e2e.pictures [FOLDER]` (default: the manual's).

Invented households only: those of tests/data/surveys in a vault of the banner, and a demonstration township. The window
is 1366 × 698, the room that a screen of 1366 × 768 leaves. conflict.png is not taken here: it needs two vaults.
"""

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from ffp_desktop import paths
from ffp_desktop.app import dress, make_parts
from ffp_desktop.domain.reconciliation.items import Side
from ffp_desktop.domain.survey import Place
from ffp_desktop.services.demo import make_surveys
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.rounds import FIRST_ROUND, next_round
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.services.survey_file.exchange import Exchange, FiledSurvey
from ffp_desktop.services.survey_file.reading import SurveyReader
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.records import Unit
from ffp_desktop.store.vault import create_vault, open_vault
from ffp_desktop.ui.background import Background, InstantWorker
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.window import MainWindow
from tests.conftest import PASSWORD, QUICK, Clock
from tests.e2e.offices import make_office
from tests.services.reconciliation.conftest import Township
from tests.services.reconciliation.national import write_export

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
DATA = Path(__file__).parent.parent / "data" / "surveys"
BANNER = Unit("150722", "莫旗乡村振兴局", "旗")
TOWNSHIP = Unit("150722108", "腾克镇人民政府", "乡镇")
HOUSEHOLDS = 60
OTHERWISE = (("劳动技能", "技能型"), ("民族", ""), ("健康状况", "长期慢性病"), ("文化程度", "大专"), ("联系电话", ""))
"""Headings of the national export, and what it has there instead."""
PICTURES = {
    "general": ("evenki-herders", "unsafe_house", -1),
    "survey": ("careless-typing", "relation", 3),
    "monitored": ("monitored-five-people", "security_measures", -1),
}
"""Name: the household, the item that has the focus, and the member's row (-1: the household's own)."""


class Camera:
    """A window that stays for all pictures of one vault."""

    def __init__(self, application: QApplication, vault: Path, out: Path) -> None:
        self._application = application
        self._out = out
        parts = make_parts(vault, Background(InstantWorker()), vault.with_suffix(".json"))
        dress(application, parts.theme)
        self.window = MainWindow(parts)
        self.window.resize(1366, 698)
        operator = parts.door.read_card().operators[0].id
        self.window.show()
        self.window.take_desk(parts.door.open(operator, PASSWORD))
        self.window.activateWindow()

    def settle(self) -> None:
        for _ in range(20):
            self._application.processEvents()

    def take(self, name: str) -> None:
        self.settle()
        reduce_colours(self.window.grab().toImage()).save(str(self._out / f"{name}.png"))
        sys.stdout.write(f"{self._out / name}.png\n")

    def open(self, survey: str) -> SurveyPage:
        assert self.window._desk_pages is not None
        self.window._desk_pages.open_survey(survey)
        self.settle()
        page = self.window.page
        assert isinstance(page, SurveyPage)
        return page

    def close(self) -> None:
        assert self.window.desk is not None
        self.window.desk.close()
        self.window._desk = None
        self.window.close()


def reduce_colours(picture: QImage) -> QImage:
    """The 256 colours that it has most of: half the bytes, and nobody sees it."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(plain.constBits()).cast("I").tolist())
    table = [colour for colour, _count in counted.most_common(256)]
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, flags)


def take_papers(application: QApplication, folder: Path, out: Path) -> None:
    """Every sample household as a draft of one vault; the monitored one once more, a quarter later."""
    shelf, clock, vault_folder = FormShelf(), Clock(), folder / "banner"
    vault, _code = create_vault(vault_folder, BANNER, "苏日娜", PASSWORD, clock(), QUICK)
    surveys = Surveys(vault, shelf, county_regions(), clock)
    exchange, ids = Exchange(vault, surveys, shelf), dict[str, str]()
    for file in sorted(DATA.glob("*.json")):
        if not file.name.endswith(".expected.json"):
            filed = read_surveys(file, shelf.form, county_regions())
            ids[file.stem] = exchange.put_in([FiledSurvey(one, finish=False) for one in filed]).surveys[0]
    vault.close(clock(), backup=False)
    camera = Camera(application, vault_folder, out)
    for name, (household, item, row) in PICTURES.items():
        page = camera.open(ids[household])
        page.sheet.focus_place(Place(item, page.session.members()[row]) if row >= 0 else Place(item))
        camera.take(name)
    camera.close()
    take_carried(application, vault_folder, out, ids[PICTURES["monitored"][0]])


def take_carried(application: QApplication, folder: Path, out: Path, survey: str) -> None:
    """The same household begun in the next round: what was known stands there in pale ink."""
    shelf, clock = FormShelf(), Clock()
    card = make_parts(folder, Background(InstantWorker()), folder.with_suffix(".json")).door.read_card()
    vault = open_vault(folder, card.operators[0].id, PASSWORD, clock())
    surveys = Surveys(vault, shelf, county_regions(), clock)
    session = surveys.open(survey)
    assert session.finish().done, session.gaps()
    surveys.open_round(next_round(surveys.current_round()))
    household = session.header.household
    vault.close(clock(), backup=False)
    camera = Camera(application, folder, out)
    assert camera.window.desk is not None
    camera.open(camera.window.desk.start_waiting(household))
    camera.take("carried")
    camera.close()


def take_list(application: QApplication, folder: Path, out: Path) -> None:
    """A township in the middle of its round."""
    make_office(folder / "township", FormShelf(), Clock(), HOUSEHOLDS)
    camera = Camera(application, folder / "township", out)
    camera.take("home")
    camera.close()


def take_comparison(application: QApplication, folder: Path, out: Path) -> None:
    """机账实 of a township: what the national system has otherwise in every third household."""
    shelf, regions, vault_folder = FormShelf(), county_regions(), folder / "compared"
    vault, _code = create_vault(vault_folder, TOWNSHIP, "苏日娜", PASSWORD, Clock()(), QUICK)
    made = make_surveys(shelf.form, regions, FIRST_ROUND, 3 * HOUSEHOLDS, 8, 0.0, TOWNSHIP.code)
    finished = [one.encoded for one in made if one.is_finished]
    reader = SurveyReader(shelf.form, regions, (FIRST_ROUND.id,))
    filed = [FiledSurvey(reader.read(one), finish=True) for one in finished]
    Exchange(vault, Surveys(vault, shelf, regions), shelf).put_in(filed)
    vault.close(Clock()(), backup=False)
    rows = [row for household in Township(finished).rows() for row in household]
    for number, row in enumerate(rows[::3]):
        heading, words = OTHERWISE[number % len(OTHERWISE)]
        row[heading] = words
    export = write_export(folder / "export.xlsx", rows)
    camera = Camera(application, vault_folder, out)
    assert camera.window.desk is not None
    intake = camera.window.desk.reconciliation.intake
    intake.take(intake.read(intake.open(export)), Side.MACHINE, "2023-02-20", intake.digest_of(export))
    assert camera.window._desk_pages is not None
    camera.window._desk_pages.campaign.show("Ctrl+5")
    camera.take("comparison")
    camera.close()


def main(arguments: Sequence[str]) -> None:
    out = Path(arguments[0]) if arguments else paths.RESOURCES / "manual" / "pictures"
    application = QApplication([])
    takes: tuple[Callable[[QApplication, Path, Path], None], ...] = (take_papers, take_list, take_comparison)
    with tempfile.TemporaryDirectory() as folder:
        for take in takes:
            take(application, Path(folder), out)


if __name__ == "__main__":
    main(sys.argv[1:])
