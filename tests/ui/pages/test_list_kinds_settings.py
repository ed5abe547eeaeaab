"""The kinds of departments' lists in the settings: added, changed, retired with a reason, put back."""

import pytest
from PySide6.QtCore import Qt

from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.pages.settings.list_kinds import ListKindsPart
from ffp_desktop.ui.pages.settings.page import SettingsPage
from ffp_desktop.ui.parts import Parts
from tests.ui.pages.conftest import Press, Show, write

Key = Qt.Key


@pytest.fixture
def page(desk: Desk, parts: Parts, show: Show) -> SettingsPage:
    shown = SettingsPage(desk, parts)
    show(shown)
    return shown


@pytest.fixture
def part(page: SettingsPage) -> ListKindsPart:
    page.choose([one.name for one in page._parts].index("名单种类"))
    page.list_kinds.table.setFocus()
    return page.list_kinds


def stand_on(part: ListKindsPart, name: str) -> None:
    part.table.select([kind.name for kind in part._kinds].index(name))


def test_kinds__shown__say_what_counts_and_what_goes_first(part: ListKindsPart) -> None:
    assert part.table.words(0) == ["2023年纳入危房改造计划", "住建局", "是", "", ""]
    stand_on(part, "受灾")
    assert part.table.words(part.table.row)[2:4] == ["是", "是"]


def test_kind__added_by_keys__can_be_taken_in(part: ListKindsPart, press: Press, desk: Desk) -> None:
    part.kind.setFocus()
    write("孤儿")
    press(Key.Key_Return)
    write("民政局")
    press(Key.Key_Return, Key.Key_Space)
    part.save_kind()
    kind = desk.campaign.lists.kinds.find("孤儿")
    assert (kind.department, kind.is_key, kind.is_green) == ("民政局", True, False)
    assert part.current() == kind


def test_kind__enter_changed__keeps_what_a_visit_looks_at(part: ListKindsPart, press: Press, desk: Desk) -> None:
    stand_on(part, "受灾")
    before = desk.campaign.lists.kinds.find("受灾")
    press(Key.Key_Return)
    part.is_green.setChecked(False)
    assert part.save.text() == "改成这样"
    part.save_kind()
    after = desk.campaign.lists.kinds.find("受灾")
    assert (after.is_green, after.is_key, after.look_at) == (False, True, before.look_at)


def test_kind__retired__wants_a_reason_and_can_be_put_back(part: ListKindsPart, press: Press, desk: Desk) -> None:
    stand_on(part, "留守儿童")
    part.retire_kind()
    assert "原因" in part.notice.sentence and part.why.hasFocus()
    write("并入困境儿童")
    press(Key.Key_Return)
    assert desk.campaign.lists.kinds.find("留守儿童").retired == "并入困境儿童"
    assert part.retire.text() == "恢复"
    part.retire_kind()
    assert desk.campaign.lists.kinds.find("留守儿童").retired == ""
