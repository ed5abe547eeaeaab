"""自然增减: come to from the list with Ctrl+T, stepped by quarters, the people behind the numbers, and the workbook."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt

from ffp_desktop.domain.events import EventPerson
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.pages.changes.page import ChangesPage
from ffp_desktop.ui.pages.changes.periods import quarter_of, step_quarter
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.pages.household.page import HouseholdPage
from ffp_desktop.ui.window import MainWindow
from tests.ui.pages.conftest import Press
from tests.ui.pages.dossiers import enter_household, open_second_round, tell

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(at_home: MainWindow, press: Press) -> ChangesPage:
    """A birth in April and a death in May, looked at from the first quarter of 2023."""
    desk, home = at_home.desk, at_home.page
    assert isinstance(desk, Desk) and isinstance(home, HomePage)
    household = desk.households.find(enter_household(desk))
    open_second_round(desk)
    gone = desk.households.residents(household)[2]
    tell(desk, "新生儿", household, EventPerson("", "孟小雨"), date="2023-04-20", reason="卫健报")
    tell(desk, "死亡", household, EventPerson(gone.member, gone.name), date="2023-05-01", reason="病故")
    home.refresh()
    press(Key.Key_T, modifier=Ctrl)
    shown = at_home.page
    assert isinstance(shown, ChangesPage)
    return shown


def figures(page: ChangesPage, row: int = 0) -> dict[str, str]:
    model = page.model
    return {model.heading(column): model.text(row, column) for column in range(model.columnCount())}


def test_changes__of_the_quarter_of_today__are_shown_first(page: ChangesPage) -> None:
    assert (page.start.value(), page.end.value()) == ("2023-01-01", "2023-03-31")
    shown = figures(page)
    assert shown["单位"] == "腾克镇 合计"
    assert shown["＋首次录入"] == "3" and shown["期末"] == "3"
    assert shown["－死亡"] == ""


def test_changes__of_the_next_quarter__count_birth_and_death_and_name_them(
    page: ChangesPage, at_home: MainWindow, press: Press
) -> None:
    press(Key.Key_Right)
    assert (page.start.value(), page.end.value()) == ("2023-04-01", "2023-06-30")
    shown = figures(page, 1)
    assert (shown["期初"], shown["＋新生儿"], shown["－死亡"], shown["期末"]) == ("3", "1", "1", "3")
    people = [[page.people_model.text(row, column) for column in range(3)] for row in range(2)]
    assert people == [["2023-04-20", "＋新生儿", "孟小雨"], ["2023-05-01", "－死亡", "孟铉"]]
    press(Key.Key_F6, Key.Key_Down)
    assert ("Enter", "打开户档案") in at_home.status_bar.shown_keys
    press(Key.Key_Return)
    opened = at_home.page
    assert isinstance(opened, HouseholdPage) and opened.head.text().startswith("孟和")
    press(Key.Key_Escape)
    assert at_home.page is page


def test_changes__enter_on_a_unit__shows_it_by_itself(page: ChangesPage, press: Press) -> None:
    assert page.model.rowCount() == 2
    press(Key.Key_Down, Key.Key_Return)
    assert page.unit.region is not None and page.unit.region.short_name == "特莫呼珠村"
    assert page.model.rowCount() == 1
    assert figures(page)["单位"] == "特莫呼珠村"


def test_changes__of_a_period_typed_in__are_counted_at_enter(page: ChangesPage, press: Press) -> None:
    press(Key.Key_F6, Key.Key_F6)
    assert page.unit.hasFocus()
    press(Key.Key_Return)
    assert page.start.hasFocus()
    page.start.set_value("2023-05-01")
    press(Key.Key_Return)
    page.end.set_value("2023-05-31")
    press(Key.Key_Return)
    shown = figures(page)
    assert (shown["期初"], shown["＋新生儿"], shown["－死亡"]) == ("4", "", "1")
    assert page.table.hasFocus()


def test_changes__wrong_period__is_told_and_the_field_has_the_focus(page: ChangesPage, press: Press) -> None:
    before = figures(page)
    page.start.set_value("三月")
    page.end.setFocus()
    press(Key.Key_Return)
    assert "期间不对" in page.notice.sentence
    assert page.start.hasFocus()
    assert figures(page) == before


def test_changes__exported__the_workbook_has_them(page: ChangesPage, press: Press, tmp_path: Path) -> None:
    press(Key.Key_Right)
    out = tmp_path / "增减.xlsx"
    page.store(out)
    assert page.notice.sentence == "已写出 增减.xlsx。"
    head, *_rows, total = openpyxl.load_workbook(out)["增减"].values
    assert dict(zip(head, total, strict=True))["死亡"] == 1


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [("2023-01-01", "2023-01-01", "2023-03-31"), ("2023-12-31", "2023-10-01", "2023-12-31")],
)
def test_quarter__of_a_day__has_its_first_and_last(day: str, first: str, last: str) -> None:
    assert quarter_of(date.fromisoformat(day)) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("by", "first"), [(1, "2024-01-01"), (-1, "2023-07-01"), (-4, "2022-10-01"), (0, "2023-10-01")]
)
def test_quarter__stepped__goes_over_the_year(by: int, first: str) -> None:
    assert step_quarter(date(2023, 11, 7), by)[0] == date.fromisoformat(first)
