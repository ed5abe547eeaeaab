"""Findings in the member table: tints, note rows, when they come and go."""

from ffp_desktop.domain.form.definition import Level
from ffp_desktop.domain.survey import Place

from .conftest import Table

WRONG = "150722200504171231"  # the last digit should be X
RIGHT = "15072220050417123X"


def level_at(table: Table, item: str, member: str) -> Level | None:
    model = table.view.model
    return model.cell(model.row_of(member), model.column_of[item]).level


def flag_at(table: Table, item: str, member: str) -> str:
    model = table.view.model
    return model.cell(model.row_of(member), model.column_of[item]).flag


def weak_worker(table: Table) -> str:
    """A healthy adult put down as weak: one warning at A12."""
    return table.add_member(
        name="敖·斯琴", id_number="152123198109231824", relation="户主", health="健康", education="初中",
        labor_skill="弱劳动力或半劳动力",
    )  # fmt: skip


def confirm(table: Table, member: str) -> None:
    (finding,) = [f for f in table.session.findings() if f.place == Place("labor_skill", member)]
    table.view.apply(table.session.confirm(finding, "腰伤，村医证明"))


def test_note__wrong_number__comes_when_the_cell_is_left_and_nobody_is_held(table: Table) -> None:
    member = table.add_member()
    table.go("id_number", member)
    table.press(WRONG)
    assert "note" not in table.kinds
    table.press("\n")
    assert table.item == "relation"
    assert table.kinds[:2] == ["member", "note"]
    assert table.printed("id_number", member) == WRONG
    assert level_at(table, "id_number", member) is Level.ERROR


def test_note__corrected_cell__goes_when_it_is_committed(table: Table) -> None:
    member = table.add_member(id_number=WRONG)
    table.go("id_number", member)
    assert "note" in table.kinds
    table.press(RIGHT)
    assert "note" in table.kinds
    table.press("\n")
    assert "note" not in table.kinds
    assert level_at(table, "id_number", member) is None


def test_note__change_while_focused_elsewhere__shows_at_once(table: Table) -> None:
    member = table.add_member()
    table.go("name", member)
    change = table.session.set_text(Place("id_number", member), WRONG)
    table.view.refresh(change.places)
    assert "note" in table.kinds


def test_note__confirmed__is_open_only_while_its_row_has_the_focus(table: Table) -> None:
    member = weak_worker(table)
    table.go("name")
    assert "note" in table.kinds
    confirm(table, member)
    assert "note" not in table.kinds
    assert flag_at(table, "labor_skill", member) == "已确认"
    assert level_at(table, "labor_skill", member) is None
    table.go("health", member)
    assert "note" in table.kinds
    table.go("name")
    assert "note" not in table.kinds


def test_notes__folded__cells_carry_the_word(table: Table) -> None:
    member = weak_worker(table)
    table.view.set_notes_shown(False)
    assert "note" not in table.kinds
    assert flag_at(table, "labor_skill", member) == "提醒"
    table.view.set_notes_shown(True)
    assert "note" in table.kinds
    assert flag_at(table, "labor_skill", member) == ""


def test_note__spans_the_table_under_its_member(table: Table) -> None:
    table.add_member(id_number=WRONG)
    model, grid = table.view.model, table.view.table
    (row,) = [i for i, at in enumerate(model.rows()) if at.is_note]
    assert grid.columnSpan(row, 0) == len(model.columns)
    assert model.rows()[row - 1].member == model.rows()[row].member


def test_rows__focus_in_the_table__adds_an_empty_row_and_the_papers_four(table: Table) -> None:
    member = table.add_member()
    assert table.kinds == ["member"]
    table.go("name", member)
    assert table.kinds == ["member", "empty", "filler", "filler"]
    table.view.editor.clearFocus()
    assert table.kinds == ["member"]


def test_rows__no_member__an_empty_row_is_there(table: Table) -> None:
    assert table.kinds == ["empty", "filler", "filler", "filler"]


def test_rows__sixty_members__take_no_more(table: Table) -> None:
    for _ in range(60):
        table.session.set_text(Place("name"), "甲")
    table.view.refresh(None)
    table.go("relocated", table.session.members()[-1])
    assert "empty" not in table.kinds
    table.press("2")
    assert table.left == ["forward"]


def test_struck__row__stands_lined_through_and_out_of_the_numbers(table: Table) -> None:
    first, second = table.add_member(), table.add_member(name="敖·斯琴")
    table.view.apply(table.session.strike_member(first, "户口迁走"))
    model = table.view.model
    assert model.cell(model.row_of(first), model.column_of["name"]).is_struck
    assert [model.row(model.row_of(member)).ordinal for member in (first, second)] == [0, 1]


def test_undo__of_a_new_member__leaves_the_focus_in_the_empty_row(table: Table) -> None:
    table.go("name")
    table.press("涂铉\n")
    table.view.refresh(table.session.undo().places)
    while table.session.members():
        table.view.refresh(table.session.undo().places)
    assert table.place == Place("name")
    assert table.kinds[0] == "empty"


def test_commit__names_only_the_cells_it_changed(table: Table) -> None:
    member = weak_worker(table)
    table.go("work_region", member)
    resets: list[bool] = []
    named: list[tuple[int, int]] = []
    table.view.model.modelReset.connect(lambda: resets.append(True))
    table.view.model.dataChanged.connect(lambda first, _last: named.append((first.row(), first.column())))
    table.press("3")
    row, column = table.view.model.row_of(member), table.view.model.column_of["work_region"]
    assert (row, column) in named
    assert {at for at, _ in named} == {row}
    assert not resets


def test_another_session__shows_its_members(table: Table) -> None:
    table.add_member()
    table.go("name", table.session.members()[0])
    table.view.set_session(table.session)
    assert table.place is None
    assert table.kinds == ["member"]
