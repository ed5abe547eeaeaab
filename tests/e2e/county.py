"""A county of three computers, and a fourth that was stolen: who sits there, how they come to trust each other, how a
household is typed at one of them.

API: `County` and its fixture `county`; `UNITS`; trust_each_other(county)   type_household(computer, shelf, file name)
"""

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.survey import State
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.store.records import Unit
from ffp_desktop.store.vault import create_vault
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.pages.settings.page import SettingsPage
from tests.conftest import PASSWORD, QUICK, Clock
from tests.e2e.computers import Computer, Key, press, write
from tests.e2e.conftest import OpenWindow
from tests.e2e.travelling import enrol, make_root
from tests.e2e.typist import ENTER, Typist

DATA = Path(__file__).parent.parent / "data" / "surveys"
UNITS = {
    "banner": (Unit("150722", "莫旗乡村振兴局", "旗"), "敖日格勒图"),
    "township": (Unit("150722108", "腾克镇人民政府", "乡镇"), "鄂志强"),
    "village": (Unit("150722108203", "特莫呼珠村", "村"), "涂金山"),
}
VILLAGE, TOWNSHIP = "特莫呼珠村", "腾克镇"


@dataclass
class County:
    """The three computers; who sits at them."""

    banner: Computer
    township: Computer
    village: Computer
    stolen: Computer


@pytest.fixture
def county(qtbot: QtBot, open_window: OpenWindow, tmp_path: Path, clock: Clock) -> County:
    stick = tmp_path / "stick"
    stick.mkdir()
    clock.now = clock.now.now().replace(microsecond=0)  # the windows go by the computer's own clock
    computers = {}
    for name, (unit, person) in UNITS.items():
        vault, _code = create_vault(tmp_path / name, unit, person, PASSWORD, clock(), QUICK)
        vault.close(clock(), backup=False)
        computers[name] = Computer(qtbot, open_window, tmp_path / name, stick)
    return County(**computers, stolen=Computer(qtbot, open_window, tmp_path / "stolen", stick))


def trust_each_other(county: County) -> None:
    for name, (_unit, person) in UNITS.items():
        computer: Computer = getattr(county, name)
        computer.sit_down(person)
    county.banner.turn_to()
    make_root(county.banner)
    enrol(county.township, county.banner, "1")
    enrol(county.village, county.township, "3")
    add_reviewer(county.banner, "郭玉兰")
    add_reviewer(county.township, "何玉花")


def add_reviewer(computer: Computer, name: str) -> None:
    """设置, 操作员: name, role, password, Enter after each."""
    computer.turn_to()
    page = computer.go(Key.Key_6, SettingsPage)
    press(ENTER)
    write(name)
    press(ENTER)
    role = page.operators.new_role
    assert isinstance(role, QComboBox) and role.hasFocus()
    press(Key.Key_Down)
    view = role.view()
    computer.wait(view.isVisible)
    computer.qtbot.keyClick(view, Key.Key_Down)
    computer.qtbot.keyClick(view, ENTER)
    assert role.currentText() == "审核员"
    press(ENTER, PASSWORD, ENTER)
    assert f"已加 {name}（审核员）" in page.operators.notice.sentence


def type_household(computer: Computer, shelf: FormShelf, name: str) -> None:
    """F2, the whole paper, F9, Esc."""
    (filed,) = read_surveys(DATA / f"{name}.json", shelf.form, county_regions())
    computer.turn_to()
    computer.go_home()
    press(Key.Key_F2)
    page = computer.wait_for(SurveyPage)
    typist = Typist(page.sheet, filed.answers)
    typist.go_back_to("survey_date")
    typist.type_all()
    press(Key.Key_F9)
    assert page.session.header.state is State.FINISHED, page.status.saved
    press(Key.Key_Escape)
