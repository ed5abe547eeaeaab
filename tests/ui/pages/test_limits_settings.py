"""Settings: the round's dates and limits, saved as each field is left; errors beside the field."""

import pytest
from PySide6.QtCore import Qt

from ffp_desktop.services.vaults import Vaults
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.pages.settings.limits import LimitsPart
from ffp_desktop.ui.pages.settings.page import SettingsPage
from ffp_desktop.ui.parts import Parts
from tests.ui.pages.conftest import PASSWORD, Press, Show, write

Key = Qt.Key


@pytest.fixture
def page(desk: Desk, parts: Parts, show: Show) -> SettingsPage:
    shown = SettingsPage(desk, parts)
    show(shown)
    while not shown.limits.isVisible():
        shown.choose(shown._index + 1)
    return shown


@pytest.fixture
def part(page: SettingsPage, press: Press) -> LimitsPart:
    press(Key.Key_Return)
    return page.limits


def days(desk: Desk) -> list[str]:
    return [one.date[5:] for one in desk.workbench.settings().deadlines]


def type_over(part: LimitsPart, press: Press, name: str, text: str) -> None:
    part.fields[name].setFocus()
    part.fields[name].selectAll()
    write(text)
    press(Key.Key_Return)


def test_part__opened__shows_the_notices_days_and_how_long_it_still_is(part: LimitsPart) -> None:
    assert part.fields["lists"].hasFocus()
    values = [field.value() for field in part.fields.values()]
    assert values[:4] == ["2023-02-15", "2023-03-13", "2023-03-20", "2023-03-27"]
    assert values[4:] == ["50", "20", "5", "7", "30"]
    assert (part.notes["lists"].text(), part.notes["report"].text()) == ("已过 19 天", "还有 21 天")


@pytest.mark.parametrize("typed", ["2023年3月30日", "20230330", "3月30日", "3-30"])
def test_day__typed_as_people_write_it__is_kept_at_once(part: LimitsPart, press: Press, desk: Desk, typed: str) -> None:
    type_over(part, press, "report", typed)
    assert days(desk)[-1] == "03-30"
    assert part.fields["report"].value() == "2023-03-30" and part.notes["report"].text() == "已改，还有 24 天"
    assert part.fields["many_people"].hasFocus()


def test_numbers__each_is_kept_when_left(part: LimitsPart, press: Press, desk: Desk) -> None:
    for name, text in (("many_people", "60"), ("people_for_one", "２５"), ("late_return", "3"), ("visit_days", "0")):
        type_over(part, press, name, text)
    settings = desk.workbench.settings()
    assert (settings.many_people, settings.people_for_one, settings.late_return) == (60, 25, 3)
    assert desk.workbench.visit_days() == 0 and settings.silent_days == 7


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("lists", "下周", "看不出是哪一天"),
        ("lists", "2023-02-30", "看不出是哪一天"),
        ("late_return", "0", "1 到 9999"),
        ("late_return", "三天", "如 5"),
        ("visit_days", "367", "0 到 366"),
    ],
)
def test_wrong__stays_as_typed__with_its_sentence_beside_it(
    part: LimitsPart, press: Press, desk: Desk, name: str, typed: str, sentence: str
) -> None:
    before = desk.current_round()
    type_over(part, press, name, typed)
    assert part.fields[name].value() == typed and part.fields[name].property("wrong")
    assert sentence in part.notes[name].text()
    assert desk.current_round() == before


def test_wrong__put_right__is_no_more_told(part: LimitsPart, press: Press) -> None:
    type_over(part, press, "late_return", "0")
    type_over(part, press, "late_return", "5")
    assert part.notes["late_return"].text() == "" and not part.fields["late_return"].property("wrong")


def test_days__that_only_fit_together__are_kept_together(part: LimitsPart, press: Press, desk: Desk) -> None:
    type_over(part, press, "visits", "20230322")
    assert "“入户核查完”2023-03-22 晚于“研判、系统录入”2023-03-20" in part.notes["visits"].text()
    assert days(desk) == ["02-15", "03-13", "03-20", "03-27"]
    type_over(part, press, "judgement", "2023-03-24")
    assert days(desk) == ["02-15", "03-22", "03-24", "03-27"]
    assert not part.fields["visits"].property("wrong") and part.notes["visits"].text() == "已改，还有 16 天"


def test_days__another_is_still_wrong__this_one_is_kept(part: LimitsPart, press: Press, desk: Desk) -> None:
    type_over(part, press, "visits", "2023-05-01")
    type_over(part, press, "report", "2023-03-29")
    assert days(desk) == ["02-15", "03-13", "03-20", "03-29"]
    assert part.fields["visits"].property("wrong") and part.fields["visits"].value() == "2023-05-01"


def test_part__clerk__is_greyed_and_says_who_may(made: Vaults, parts: Parts, show: Show) -> None:
    clerk = next(one for one in made.card().operators if one.name == "苏日娜")
    desk = parts.door.open(clerk.id, PASSWORD)
    page = SettingsPage(desk, parts)
    show(page)
    page.choose(3)
    assert page.limits.first_field() is None and not any(one.isEnabled() for one in page.limits.fields.values())
    assert "管理员" in page.limits.notice.sentence
    desk.close()
