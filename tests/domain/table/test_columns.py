"""A table has a column for every item that is asked, and its cells read back as the same answers."""

from hypothesis import given
from hypothesis import strategies as st

from ffp_desktop.domain.answer_text import parse_answer
from ffp_desktop.domain.form.definition import Item, ItemType
from ffp_desktop.domain.table.cells import cell_of
from ffp_desktop.domain.table.columns import table_columns
from ffp_desktop.domain.values import CLEARED, Answer, Mark, Unparsed
from tests.forms.household import household_form

FORM = household_form()
COLUMNS = table_columns(FORM)


def test_table_columns__headings__are_number_and_name_and_all_different() -> None:
    headings = [column.heading for column in COLUMNS]
    assert len(set(headings)) == len(headings)
    assert {"A3 姓名", "A28 其他支出具体为", "家庭住址", "排查日期"} <= set(headings)


def test_table_columns__items__are_asked_ones_in_the_papers_order() -> None:
    items = [column.item for column in COLUMNS]
    assert items == [item for item in FORM.items if item in items]
    assert not any(FORM.items[item].type is ItemType.CALCULATE for item in items)
    worked_out = {"computed_total_income", "disposable", "age", "monitored", "total_income_difference"}
    assert worked_out.isdisjoint(items)
    asked = {i.id for i in FORM.items.values() if not i.off_paper and i.type is not ItemType.CALCULATE}
    assert set(items) == asked | {"survey_date", "identified_on", "household_size", "household_size_reason"}


def test_table_columns__members__are_the_eighteen_of_the_paper() -> None:
    assert [column.number for column in COLUMNS if column.of_member] == [f"A{n}" for n in range(3, 21)]


def answers(item: Item) -> st.SearchStrategy[Answer]:
    """Answers that an item of the form can have."""
    if item.type is ItemType.DECIMAL:
        return st.decimals(-(10**12), 10**12, places=item.places)
    if item.type is ItemType.INTEGER:
        return st.integers(-999, 10**12)
    if item.type is ItemType.DATE:
        return st.dates()
    if item.choices is None:
        return st.just("达斡尔·斯琴")
    names = [choice.name for choice in item.choices.choices]
    if item.type is ItemType.SELECT_ONE:
        return st.sampled_from(names)
    return st.lists(st.sampled_from(names), min_size=1, unique=True).map(tuple)


@given(st.sampled_from(COLUMNS).map(lambda c: FORM.items[c.item]).flatmap(lambda i: st.tuples(st.just(i), answers(i))))
def test_cell_of__any_answer__reads_back_the_same(pair: tuple[Item, Answer]) -> None:
    item, answer = pair
    if item.type is ItemType.SELECT_MULTIPLE and item.choices is None:
        answer = ("敖拉", "鄂·志强")
    assert parse_answer(item, str(cell_of(item, answer))) == answer


def test_cell_of__what_is_no_value__is_empty_bracketed_or_as_typed() -> None:
    wage = FORM.items["wage_income"]
    assert cell_of(wage, None) == cell_of(wage, CLEARED) == ""
    assert cell_of(wage, Mark.ILLEGIBLE) == "〔看不清〕"
    assert cell_of(wage, Unparsed("三万多")) == "三万多"
