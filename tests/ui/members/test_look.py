"""What must be seen: every column readable, nothing cut, the list of choices never over its cell."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from ffp_desktop.domain.survey import Place
from ffp_desktop.ui.form.members.type_fit import TypeFit
from ffp_desktop.ui.theme import Theme

from .conftest import STYLESHEET, Table


def popup_rect(table: Table) -> QRect:
    return table.view.choices.popup.geometry()


def cell_in_window(table: Table) -> QRect:
    rect = table.view.cell_rect
    return QRect(table.view.table.viewport().mapTo(table.window, rect.topLeft()), rect.size())


@pytest.mark.parametrize("width", [990, 1148, 1400])
def test_every_choice__at_every_width__fits_its_column_whole(table: Table, width: int) -> None:
    theme = Theme(STYLESHEET)
    theme.set_window_width(1920 if width == 1400 else 1366)
    fit = TypeFit(theme)
    for column in table.view.model.columns[1:]:
        room = round((column.right - column.left) * width / 280)
        choices = column.item.choices.choices if column.item and column.item.choices else ()
        for text in [choice.name for choice in choices] or ["额尔敦其其格·阿拉坦乌拉", "152123 19780611 1217"]:
            fitted = fit.answer(text, room)
            assert "".join(fitted.lines).replace(" ", "") == text.replace(" ", "")
            assert fitted.pixels >= 11
            assert max(fit.measure(line, fitted.pixels) for line in fitted.lines) <= room


@pytest.mark.parametrize("width", [990, 1148, 1400])
def test_header__at_every_width__shows_all_words(table: Table, width: int) -> None:
    fit = TypeFit(Theme(STYLESHEET))
    for column in table.view.model.columns:
        room = round((column.right - column.left) * width / 280)
        parts = fit.header(column.label, room)
        assert "".join("".join(part.lines) for part in parts) == "".join(column.label)
        assert all(fit.measure(line, part.pixels) <= room for part in parts for line in part.lines)


def test_view__is_as_tall_as_its_content(table: Table) -> None:
    before = table.view.height()
    table.add_member(id_number="150722200504171231")
    grid = table.view.table
    rows = sum(grid.rowHeight(row) for row in range(table.view.model.rowCount()))
    assert table.view.height() == table.view.header.height() + rows
    assert table.view.height() != before
    assert grid.verticalScrollBar().maximum() == 0
    assert grid.horizontalScrollBar().maximum() == 0


def test_long_name__makes_its_row_taller(table: Table) -> None:
    short, long = table.add_member(), table.add_member(name="额尔敦其其格·阿拉坦乌拉·" * 4 + "其")
    grid, model = table.view.table, table.view.model
    assert grid.rowHeight(model.row_of(long)) > grid.rowHeight(model.row_of(short))


def test_popup__with_room__opens_below_the_cell(table: Table) -> None:
    member = table.add_member()
    table.go("relation", member)
    table.press("z")
    assert popup_rect(table).top() > cell_in_window(table).bottom()


def test_popup__at_the_windows_foot__opens_above_the_cell(table: Table) -> None:
    members = [table.add_member(name="甲") for _ in range(14)]
    table.go("relation", members[13])
    table.press("z")
    assert popup_rect(table).bottom() < cell_in_window(table).top()
    assert popup_rect(table).top() >= 0


def test_click__cell_then_again_then_row__takes_the_choice(table: Table) -> None:
    member = table.add_member()
    viewport = table.view.table.viewport()
    rect = table.view.table.cell_rect(Place("sex", member))
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=rect.center())
    assert table.place == Place("sex", member)
    QTest.mouseClick(table.view.editor, Qt.MouseButton.LeftButton)
    popup = table.view.choices.popup
    assert popup.is_open
    QTest.mouseClick(popup, Qt.MouseButton.LeftButton, pos=QPoint(40, 50))
    assert table.printed("sex", member) == "男"


def test_click__on_a_note__goes_to_its_cell(table: Table) -> None:
    member = table.add_member(id_number="150722200504171231")
    grid = table.view.table
    rect = grid.visualRect(table.view.model.index(1, 0))
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert table.place == Place("id_number", member)


def test_second_header__follows_width_and_column(table: Table) -> None:
    header = table.view.header_widget(table.window)
    assert header.width() == table.view.width()
    assert header.height() == table.view.header.height()
    member = table.add_member()
    table.go("health", member)
    assert header.grab().toImage() == table.view.header.grab().toImage()
