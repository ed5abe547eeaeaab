"""A disk that refuses while somebody types."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from ffp_desktop.domain.survey import Place
from ffp_desktop.errors import FfpError
from ffp_desktop.services.entry import Change
from ffp_desktop.services.surveys import Surveys

from ..conftest import CONTROL, Clerk


def test_refusing_disk__is_told_in_red__typing_goes_on(clerk: Clerk) -> None:
    sentence = "磁盘满了，写不进去。请腾出空间后再试。"
    refused = Change(frozenset({Place("wage_income")}), problem=FfpError("store.cannot_write", sentence))
    clerk.page.sheet.apply(refused)
    assert clerk.page.status.saved == "磁盘满了，写不进去。刚填的先留在程序里，腾出空间后自动存。"
    assert clerk.page.status.is_refused
    clerk.go("wage_income")
    clerk.press("36000\n")
    assert clerk.printed("wage_income") == "36,000.00"
    assert not clerk.page.status.is_refused


def test_refusing_disk__leaving__is_held_once_and_says_why(
    surveys: Surveys, clerk: Clerk, fill_disk: Callable[[bool], None]
) -> None:
    clerk.go("wage_income")
    clerk.press("36000")
    fill_disk(True)
    assert clerk.page.hold()
    assert "离开会丢" in clerk.page.status.saved and clerk.page.status.is_refused
    assert not clerk.page.hold()
    fill_disk(False)
    assert not clerk.page.hold()
    assert surveys.open(clerk.session.header.id).printed(Place("wage_income")) == "36,000.00"


def test_refusing_disk__undo__tells_it(clerk: Clerk, fill_disk: Callable[[bool], None]) -> None:
    clerk.go("wage_income")
    clerk.press("36000\n")
    fill_disk(True)
    clerk.press(Qt.Key.Key_Z, modifiers=CONTROL)
    assert clerk.page.status.is_refused or "写不进" in clerk.page.status.saved
    assert clerk.printed("wage_income") == "36,000.00"
    fill_disk(False)
