"""Settings: units that an administrator adds, and the people who sign in a village; by keys, never deleted."""

import pytest
from PySide6.QtCore import Qt

from ffp_desktop.services.vaults import Vaults
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.gate import Gate
from ffp_desktop.ui.pages.settings.page import SettingsPage
from ffp_desktop.ui.pages.settings.part import SettingsPart
from ffp_desktop.ui.parts import Parts
from tests.conftest import VILLAGE
from tests.ui.pages.conftest import PASSWORD, Press, Show, write

Key, Shift = Qt.Key, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def settings(desk: Desk, parts: Parts, show: Show) -> SettingsPage:
    page = SettingsPage(desk, parts)
    show(page)
    return page


def go_to(settings: SettingsPage, part: SettingsPart, press: Press) -> None:
    """Down the column to a part, and into it."""
    while not part.isVisible():
        press(Key.Key_Down)
    press(Key.Key_Return)


def test_units__natural_village_added_by_keys__is_offered_where_a_survey_begins(
    settings: SettingsPage, desk: Desk, press: Press
) -> None:
    part = settings.units
    go_to(settings, part, press)
    assert part.above.hasFocus()
    press(VILLAGE, Key.Key_Return)
    write("西屯")
    press(Key.Key_Return)
    assert part.list.words[:2] == ["西屯", "自然村　莫力达瓦达斡尔族自治旗 › 腾克镇 › 巴卡哈里村"]
    assert "西屯" in desk.natural_villages(VILLAGE)
    assert part.new_name.hasFocus() and part.new_name.value() == ""


def test_units__office_added__is_in_the_region_table_at_once__and_gone_when_retired(
    settings: SettingsPage, desk: Desk, press: Press
) -> None:
    part = settings.units
    go_to(settings, part, press)
    press("150722108", Key.Key_Return)
    write("库如奇办事处")
    press(Key.Key_Return)
    (unit,) = desk.village_lists.added_units()
    assert desk.regions.find(unit.code) is not None
    assert unit.code in [region.code for region in desk.regions.villages_in("150722108")]
    part.above.setFocus()
    press(Key.Key_Backtab, modifier=Shift)
    assert part.list.links[0].hasFocus()
    press(Key.Key_Return)
    assert part.list.reason.is_open
    write("撤并了")
    press(Key.Key_Return)
    assert desk.regions.find(unit.code) is None
    assert part.list.links == []
    assert part.list.words[-2] == "库如奇办事处" and part.list.words[-1].endswith("敖丽娟 停用：撤并了")
    assert [entry.reason for entry in desk.village_lists.retired_units()] == ["撤并了"]


def test_units__added_twice__is_told_and_what_was_typed_stays(settings: SettingsPage, press: Press) -> None:
    part = settings.units
    go_to(settings, part, press)
    press(VILLAGE, Key.Key_Return)
    for _ in range(2):
        write("西屯")
        press(Key.Key_Return)
    assert "已经有同名" in part.notice.sentence
    assert part.new_name.value() == "西屯"


def test_units__seen_by_a_clerk__cannot_be_changed(made: Vaults, parts: Parts, show: Show) -> None:
    clerk = made.card().operators[1]
    opened = Gate(made.folder, lambda: made, parts.regions).open(clerk.id, PASSWORD)
    page = SettingsPage(opened, parts)
    show(page)
    part = page.units
    assert part.first_field() is None and not part.new_name.isVisible()
    opened.close()


def test_signers__added_by_keys__are_listed_with_their_roles_and_retired_with_a_reason(
    settings: SettingsPage, desk: Desk, press: Press
) -> None:
    part = settings.signers
    go_to(settings, part, press)
    assert part.village.hasFocus()
    press(VILLAGE, Key.Key_Return)
    write("金海波")
    press(Key.Key_Return, "1", "3", Key.Key_Return)
    assert part.list.words == ["金海波", "排查人、责任人"]
    assert part.new_name.hasFocus()
    write("鄂海燕")
    press(Key.Key_Return, "1", "3", Key.Key_Return)
    assert "至少选一种" in part.notice.sentence
    press("2", Key.Key_Return)
    assert [signer.name for signer in desk.village_lists.signers(VILLAGE)] == ["鄂海燕", "金海波"]
    part.list.links[0].setFocus()
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert len(desk.village_lists.signers(VILLAGE)) == 2
    part.list.links[0].setFocus()
    press(Key.Key_Return)
    write("调走了")
    press(Key.Key_Return)
    assert [signer.name for signer in desk.village_lists.signers(VILLAGE)] == ["金海波"]
    assert [(entry.name, entry.reason) for entry in desk.village_lists.retired_signers(VILLAGE)] == [
        ("鄂海燕", "调走了")
    ]
