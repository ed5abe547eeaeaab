"""A whole campaign in small, played in the real windows of a banner, a township and a village by keys alone."""

import shutil

import pytest

from ffp_desktop.domain.survey import Place, State
from ffp_desktop.services.forms import FormShelf
from ffp_desktop.services.vaults import Vaults
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.pages.conflict.page import ConflictPage
from ffp_desktop.ui.pages.exchange.read_page import ReadPage
from ffp_desktop.ui.pages.home.model import Column
from ffp_desktop.ui.pages.restore import RestorePage
from ffp_desktop.ui.pages.unlock import UnlockPage
from tests.conftest import PASSWORD, QUICK
from tests.e2e.computers import CONTROL, Computer, Key, press, write
from tests.e2e.county import TOWNSHIP, UNITS, VILLAGE, County, county, trust_each_other, type_household
from tests.e2e.reviewing import (
    answer,
    comment,
    edit,
    find,
    give_back,
    go_to,
    hand_up,
    judge_all,
    open_in_queue,
    open_queue,
    open_survey,
    recall,
    states,
)
from tests.e2e.travelling import (
    bring_down,
    enrol,
    go_to_exchange,
    look_at,
    open_stick,
    open_trust,
    outbox,
    read_all,
    take_in,
    write_bundle,
)
from tests.e2e.typist import ENTER

__all__ = ["county"]

HOUSEHOLDS = ("general-three-people", "monitored-five-people", "dotted-names")
LATE = "rare-characters"
HEAD, OTHER = "孟和", "涂·阿尔腾"


@pytest.mark.qt_log_ignore("This plugin does not support")  # the offscreen platform says so of every menu
def test_campaign__in_three_windows__ends_with_one_state(county: County, shelf: FormShelf) -> None:
    trust_each_other(county)
    for name in HOUSEHOLDS:
        type_household(county.village, shelf, name)
    hand_up(county.village, 3)
    lose_a_stick(county)
    write_the_same_household_twice(county)
    return_one_hop(county)
    judge_and_hand_up(county, 3)
    return_two_hops(county)
    restore_a_backup(county, shelf)
    revoke_the_stolen_laptop(county)
    end_campaign(county)
    assert_same_everywhere(county)


def lose_a_stick(county: County) -> None:
    """The first bundle is lost on the way: the second one has it all again, and its receipt heals both."""
    for file in write_bundle(county.village):
        file.unlink()
    write_bundle(county.village)
    preview = look_at(county.township)
    assert [preview.table.words(row)[1] for row in range(3)] == ["+ 新"] * 3
    assert "回执已写回U盘" in take_in(county.township)
    assert outbox(county.village) == ["等回执", "等回执"]


def write_the_same_household_twice(county: County) -> None:
    """The receipt has not come back: the village recalls and corrects what the township corrects as well."""
    edit(county.township, HEAD, "13947010588", "照身份证复印件改")
    assert "已撤回 1 户" in recall(county.village, HEAD, "电话抄错了")
    edit(county.village, HEAD, "13947010566", "电话抄错了")
    hand_up(county.village, 1)
    assert "已经送到" in read_all(county.village)
    assert all(words.startswith("已收到") for words in outbox(county.village))
    assert "不能撤回" in recall(county.village, OTHER, "想再看看")
    write_bundle(county.village)
    preview = look_at(county.township)
    assert preview.table.words(0)[1] == "≠ 冲突"
    settle(county.township)


def settle(township: Computer) -> None:
    """Imports and goes to the conflict at once; the village's side is right."""
    press(Key.Key_F8)
    page = township.wait_for(ConflictPage)
    township.wait(page.table.hasFocus)
    shown = page.shown
    assert shown is not None and page.bar.words.endswith("第 1 / 1 处")
    authors = [shown.unit.sides[side.side].author for side in shown.sides]
    press(str(1 + authors.index("涂金山")))
    write("村里重新问过")
    press(Key.Key_F9)
    reading = township.wait_for(ReadPage)
    assert "没有冲突了" in reading.notice.sentence


def return_one_hop(county: County) -> None:
    """A comment at an item goes down with the return; the village reopens there, answers, and hands up again."""
    open_queue(county.township, 3)
    page = open_in_queue(county.township, HEAD)
    go_to(page, "1", "head_phone")
    comment(county.township, page, "1")
    give_back(county.township, page)
    send_back(county.township, county.village, VILLAGE)
    correct_what_came_back(county.village, "13947010510")
    send_up(county.village, county.township)


def correct_what_came_back(village: Computer, phone: str) -> None:
    """The survey opens at the comment; it is corrected, answered, finished and handed up."""
    home = find(village, HEAD)
    row = home.table.currentIndex().row()
    assert home.model.text(row, Column.OPERATOR) == "鄂志强 退回"
    press(ENTER)
    page = village.wait_for(SurveyPage)
    assert page.sheet.place == Place("head_phone")
    press(phone, ENTER)
    go_to(page, "1", "head_phone")
    answer(village, page, "1")
    press(Key.Key_F9)
    assert page.session.header.state is State.FINISHED, page.status.saved
    press(Key.Key_Escape)
    hand_up(village, 1)


def send_down(above: Computer, below: Computer, name: str) -> None:
    """A bundle down, and its receipt back."""
    write_bundle(above, name)
    read_all(below)
    assert "已经送到" in read_all(above)


def send_back(above: Computer, below: Computer, name: str) -> None:
    """The same of what the page itself says is to go back; with the receipt it says so no more."""
    bring_down(above, name)
    read_all(below)
    assert "已经送到" in read_all(above)
    assert go_to_exchange(above).side.below == ""


def send_up(below: Computer, above: Computer) -> None:
    write_bundle(below)
    read_all(above)
    assert "已经送到" in read_all(below)


def judge_and_hand_up(county: County, count: int) -> None:
    """Two people of the township, one after the other."""
    township = county.township
    judge_all(township, count, f"初审 {count} 户，等第二个人")
    township.sit_down("何玉花")
    judge_all(township, count, f"审核通过 {count} 户")
    township.sit_down("鄂志强")
    hand_up(township, count)
    send_up(township, county.banner)


def return_two_hops(county: County) -> None:
    """What the banner sends back goes on down with the banner's words."""
    page = open_in_queue(county.banner, HEAD)
    go_to(page, "1", "head_phone")
    comment(county.banner, page, "1")
    give_back(county.banner, page)
    send_back(county.banner, county.township, TOWNSHIP)
    give_back(county.township, open_survey(county.township, HEAD))
    send_back(county.township, county.village, VILLAGE)
    correct_what_came_back(county.village, "13947010520")
    send_up(county.village, county.township)
    judge_and_hand_up(county, 1)
    assert set(states(county.banner).values()) == {State.SUBMITTED_UP}


def restore_a_backup(county: County, shelf: FormShelf) -> None:
    """The village's laptop is stolen after a fourth household arrived; a new one begins from an older backup, gets a
    certificate of its own, and what it does not know comes back from the township."""
    village = county.village
    village.switch_off()  # makes the backup
    village.sit_down("涂金山")
    type_household(village, shelf, LATE)
    hand_up(village, 1)
    send_up(village, county.township)
    village.switch_off()
    shutil.copytree(village.folder, county.stolen.folder)
    village.switch_on()
    restore(village, "涂金山")
    assert len(states(village)) == 3
    enrol(village, county.township, "3")
    write_bundle(county.township, VILLAGE, everything=True)
    read_all(village)
    assert len(states(village)) == 4
    assert "已经送到" in read_all(county.township)


def restore(village: Computer, name: str) -> None:
    """从备份恢复 by Tab from the password; the backup before the last."""
    village.turn_to()
    page = village.page(UnlockPage)
    for _ in range(9):
        if page._restore.hasFocus():
            break
        press(Key.Key_Tab)
    press(ENTER)
    restoring = village.wait_for(RestorePage)
    assert restoring.rows.index == 0
    press(Key.Key_Down, PASSWORD, Key.Key_F9)
    village.wait_for(UnlockPage)
    village.unlock(name)


def revoke_the_stolen_laptop(county: County) -> None:
    """Ctrl+Del and the reason at the township; what the thief writes is refused in one sentence."""
    page = open_trust(county.township)
    rows = range(page.table.cells.rowCount())
    old = next(row for row in rows if page.table.words(row)[:2] == ["已登记", VILLAGE])
    press(*[Key.Key_Up] * len(rows), *[Key.Key_Down] * old)
    press(Key.Key_Delete, modifier=CONTROL)
    press("1")
    assert [page.table.words(row)[6] for row in rows].count("丢失") == 1
    before = states(county.township)
    county.stolen.sit_down("涂金山")
    (stolen,) = write_bundle(county.stolen, everything=True)
    reading = open_stick(county.township)
    press(ENTER)
    county.township.wait(lambda: "停用" in reading.sentence.text())
    assert states(county.township) == before
    stolen.unlink()


def end_campaign(county: County) -> None:
    """The fourth household goes all the way; the banner judges all; everybody is told."""
    judge_and_hand_up(county, 1)
    judge_all(county.banner, 4, "初审 4 户，等第二个人")
    county.banner.sit_down("郭玉兰")
    judge_all(county.banner, 4, "审定 4 户")
    send_down(county.banner, county.township, TOWNSHIP)
    send_down(county.township, county.village, VILLAGE)
    for computer in (county.banner, county.township, county.village):
        assert list(states(computer).values()) == [State.FINAL] * 4
        assert go_to_exchange(computer).ways[-1].text() == "冲突"


def assert_same_everywhere(county: County) -> None:
    """The journal of the village's documents is the same in all three vaults, revision by revision."""
    held = []
    for name, (_unit, person) in UNITS.items():
        computer: Computer = getattr(county, name)
        computer.switch_off()
        vaults = Vaults(computer.folder, params=QUICK)
        operator = next(one.id for one in vaults.card().operators if one.name == person)
        vault = vaults.unlock(operator, PASSWORD)
        held.append(list(vault.journal.hashes(UNITS["village"][0].code)))
        vaults.close(vault, backup=False)
    assert held[0] == held[1] == held[2]
    assert len(held[0]) >= 4
