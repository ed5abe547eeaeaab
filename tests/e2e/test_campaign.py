"""A whole campaign in small, played in the real windows of a banner, a township and a village by keys alone."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from ffp_desktop.domain.survey import Place, State
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.survey_file import read_surveys
from ffp_desktop.store.records import Unit
from ffp_desktop.store.vault import create_vault
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.pages.home.model import Column
from ffp_desktop.ui.pages.settings.page import SettingsPage
from tests.conftest import PASSWORD, QUICK, Clock
from tests.e2e.computers import Computer, Key, press, write
from tests.e2e.conftest import OpenWindow
from tests.e2e.travelling import enrol, look_at, make_root, outbox, read_all, take_in, write_bundle
from tests.e2e.typist import ENTER, Typist

DATA = Path(__file__).parent.parent / "data" / "surveys"
UNITS = {
    "banner": (Unit("150722", "莫旗乡村振兴局", "旗"), "敖日格勒图"),
    "township": (Unit("150722108", "腾克镇人民政府", "乡镇"), "鄂志强"),
    "village": (Unit("150722108203", "特莫呼珠村", "村"), "涂金山"),
}
VILLAGE, TOWNSHIP = "特莫呼珠村", "腾克镇"
HOUSEHOLDS = ("general-three-people", "monitored-five-people", "dotted-names")


@dataclass
class County:
    """The three computers; who sits at them."""

    banner: Computer
    township: Computer
    village: Computer


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
    return County(**computers)


def test_campaign__in_three_windows__ends_with_one_state(county: County, shelf: FormShelf) -> None:
    trust_each_other(county)
    for name in HOUSEHOLDS:
        type_household(county.village, shelf, name)
    hand_up(county.village, 3)
    lose_a_stick(county)


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
    press("审核员") if False else press(Key.Key_Down)
    view = role.view()
    computer.qtbot.waitUntil(view.isVisible)
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


def hand_up(computer: Computer, count: int) -> None:
    """F9 on the list, Enter."""
    computer.turn_to()
    home = computer.go_home()
    press(Key.Key_F9)
    assert f"上报 {count} 户" in home.handing.panel.words
    press(ENTER)
    computer.qtbot.waitUntil(lambda: home.notice.sentence.startswith(f"已上报 {count} 户"))


def lose_a_stick(county: County) -> None:
    """The first bundle is lost on the way: the second one has it all again, and its receipt heals both."""
    for file in write_bundle(county.village):
        file.unlink()
    write_bundle(county.village)
    preview = look_at(county.township)
    assert [preview.table.words(row)[1] for row in range(3)] == ["+ 新"] * 3
    assert "回执已写回U盘" in take_in(county.township)
    assert outbox(county.village) == ["等回执", "等回执"]
