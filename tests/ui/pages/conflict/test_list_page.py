"""The list of conflicts: by village and number; Enter begins with the one under the cursor."""

from PySide6.QtCore import Qt

from ffp_desktop.ui.pages.conflict.list_page import ConflictListPage
from ffp_desktop.ui.parts import Parts
from tests.ui.pages.conflict.conftest import Parted
from tests.ui.pages.conftest import Press, Show
from tests.ui.pages.offices import VILLAGE, Offices

Key = Qt.Key


def test_list__survey_in_conflict__is_told_and_enter_opens_it(
    parted: Parted, with_stick: Parts, show: Show, press: Press
) -> None:
    page = ConflictListPage(parted.township, with_stick)
    wanted: list[list[str]] = []
    page.conflicts_wanted.connect(wanted.append)
    show(page)
    assert [page.table.words(0)[column] for column in (0, 2, 4, 5)] == ["≠ 冲突", "特莫呼珠村", "2", "本单位"]
    press(Key.Key_Return)
    assert wanted == [[parted.survey]]


def test_list__lies_elsewhere__says_where(parted: Parted, offices: Offices, with_stick: Parts, show: Show) -> None:
    offices.take(parted.village, offices.export(parted.township, VILLAGE.code))
    page = ConflictListPage(parted.village, with_stick)
    show(page)
    assert page.table.words(0)[5] == "腾克镇：这里只能看"


def test_list__nothing__says_so_and_has_nothing_to_press(offices: Offices, with_stick: Parts, show: Show) -> None:
    page = ConflictListPage(offices.open(VILLAGE), with_stick)
    show(page)
    assert page.table.cells.rowCount() == 0 and not page.settle.isEnabled()
    assert [action.keys for action in page.key_actions()] == ["Esc"]
