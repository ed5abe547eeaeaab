"""Members typed from the keyboard alone."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from ffp_desktop.domain.survey import Place

from .conftest import Table

MOTHER = "152123195003071226"  # a woman
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_typing__whole_member__every_answer_stands_and_the_next_row_has_the_focus(table: Table) -> None:
    table.go("name")
    table.press(f"涂铉\n{MOTHER}\n", "01", "31", "13", "1", "01", "1", "\n", "1121212")
    (member,) = table.session.members()
    shown = [table.printed(column.id, member) for column in table.view.model.columns[1:]]
    assert shown == [
        *("涂铉", "女", "居民身份证", MOTHER, "户主", "达斡尔族", "群众", "健康", "文盲或半文盲", "普通劳动力", ""),
        *("是", "是", "否", "是", "否", "是", "否"),
    ]
    assert table.place == Place("name")


def test_enter__after_a_name__passes_over_what_the_number_tells(table: Table) -> None:
    table.go("name")
    table.press("涂铉\n")
    assert table.item == "id_number"


def test_enter__empty_name_of_the_empty_row__leaves_the_table(table: Table) -> None:
    table.add_member()
    table.go("name")
    table.press("\n")
    assert table.left == ["forward"]
    assert len(table.session.members()) == 1


def test_shift_enter__from_the_first_cell__leaves_backward(table: Table) -> None:
    member = table.add_member()
    table.go("name", member)
    table.press(Qt.Key.Key_Return, modifiers=SHIFT)
    assert table.left == ["backward"]


def test_shift_enter__from_a7__reaches_derived_cells(table: Table) -> None:
    member = table.add_member(id_number=MOTHER)
    table.go("id_number", member)
    table.press(Qt.Key.Key_Return, Qt.Key.Key_Return, modifiers=SHIFT)
    assert table.item == "sex"


def test_tab__from_any_cell__goes_to_the_next_member(table: Table) -> None:
    first, second = table.add_member(), table.add_member(name="敖·斯琴")
    table.go("health", first)
    table.press(Qt.Key.Key_Tab)
    assert table.place == Place("name", second)
    table.press(Qt.Key.Key_Tab)
    assert table.place == Place("name")


def test_arrows__at_rest__move_over_every_cell(table: Table) -> None:
    first, second = table.add_member(), table.add_member(name="敖·斯琴")
    table.go("relation", first)
    table.press(Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert table.place == Place("sex", first)
    table.press(Qt.Key.Key_Down)
    assert table.place == Place("sex", second)


def test_plus__on_a_member__takes_the_cell_above(table: Table) -> None:
    first, second = table.add_member(), table.add_member()
    table.go("ethnicity", first)
    table.press("31")
    table.go("ethnicity", second)
    table.press(Qt.Key.Key_Plus)
    assert table.printed("ethnicity", second) == "达斡尔族"
    assert table.item == "political_status"


def test_text__typed_over_an_answer__replaces_it(table: Table) -> None:
    member = table.add_member()
    table.go("name", member)
    table.press("敖·斯琴\n")
    assert table.printed("name", member) == "敖·斯琴"


def test_text__backspace_at_rest__changes_the_end(table: Table) -> None:
    member = table.add_member(name="涂海锋")
    table.go("name", member)
    table.press(Qt.Key.Key_Backspace, "峰\n")
    assert table.printed("name", member) == "涂海峰"


def test_text__escape__puts_the_answer_back(table: Table) -> None:
    member = table.add_member()
    table.go("name", member)
    table.press("错", Qt.Key.Key_Escape, "\n")
    assert table.printed("name", member) == "涂铉"


def test_twenty_digits__make_it_a_disability_certificate(table: Table) -> None:
    member = table.add_member()
    table.go("id_number", member)
    table.press(f"{MOTHER}44\n")
    assert table.printed("id_type", member) == "残疾人证"


def test_ctrl_d__takes_the_cell_above_and_moves_on(table: Table) -> None:
    table.add_member(ethnicity="达斡尔族")
    member = table.add_member(name="敖·斯琴")
    table.go("ethnicity", member)
    table.press(Qt.Key.Key_D, modifiers=CONTROL)
    assert table.printed("ethnicity", member) == "达斡尔族"
    assert table.item == "political_status"


def test_ctrl_del__with_a_reason__strikes_out_and_again_restores(table: Table) -> None:
    member, other = table.add_member(), table.add_member(name="敖·斯琴")
    table.go("health", member)
    table.press(Qt.Key.Key_Delete, modifiers=CONTROL)
    ((_, answer),) = table.prompts
    answer("户口迁走")
    assert table.session.is_struck(member)
    assert table.place == Place("name", other)
    assert table.kinds[:3] == ["member", "reason", "member"]
    table.go("name", member)
    table.press("不该有", Qt.Key.Key_Delete, modifiers=CONTROL)
    assert not table.session.is_struck(member)
    assert table.printed("name", member) == "涂铉"


def test_ctrl_del__without_a_reason__strikes_nothing(table: Table) -> None:
    member = table.add_member()
    table.go("health", member)
    table.press(Qt.Key.Key_Delete, modifiers=CONTROL)
    table.prompts[0][1]("")
    assert not table.session.is_struck(member)
    assert table.place == Place("health", member)


def test_f2__goes_to_the_empty_row(table: Table) -> None:
    member = table.add_member()
    table.go("health", member)
    table.press(Qt.Key.Key_F2)
    assert table.place == Place("name")


def test_f4__marks_what_the_paper_shows(table: Table) -> None:
    member = table.add_member()
    table.go("id_number", member)
    table.press(Qt.Key.Key_F4, "3")
    assert table.printed("id_number", member) == "〔看不清〕"
    assert table.item == "relation"


def test_input_method__on_in_text_only(table: Table) -> None:
    member = table.add_member()
    states = {}
    for item in ("name", "id_number", "relation"):
        table.go(item, member)
        states[item] = table.view.editor.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)
    assert states == {"name": True, "id_number": False, "relation": False}
    table.press(Qt.Key.Key_Space, modifiers=CONTROL)
    assert table.view.editor.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is True


def test_focus__lost_while_typing__commits_what_was_typed(table: Table) -> None:
    member = table.add_member()
    table.go("name", member)
    table.press("敖·斯琴")
    table.view.editor.clearFocus()
    assert table.printed("name", member) == "敖·斯琴"
    assert table.place is None


def test_odd_name__is_plain_text(table: Table) -> None:
    table.go("name")
    table.press("<img src=x>𬭎\n")
    (member,) = table.session.members()
    assert table.printed("name", member) == "<img src=x>𬭎"


def test_shortcuts_of_the_page__keys_of_the_table__stay_in_the_table(table: Table) -> None:
    fired: list[str] = []
    for keys in ("F2", "Esc", "Ctrl+Z"):
        shortcut = QShortcut(QKeySequence(keys), table.window)
        shortcut.activated.connect(lambda keys=keys: fired.append(keys))
    member = table.add_member()
    table.go("relation", member)
    table.press("z", Qt.Key.Key_Escape)
    assert fired == []
    table.press(Qt.Key.Key_F2)
    assert fired == []
    table.press(Qt.Key.Key_Escape)
    table.press(Qt.Key.Key_Z, modifiers=CONTROL)
    assert fired == ["Esc", "Ctrl+Z"]
