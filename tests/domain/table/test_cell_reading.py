"""Cells as answers: what is unambiguous is taken, lost digits are never repaired, everything else says why."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.table.cell_reading import CellReader, Unreadable
from ffp_desktop.domain.table.sheet import Cell, CellError
from ffp_desktop.domain.table.synonyms import Synonyms
from ffp_desktop.domain.values import Answer, Mark


@pytest.fixture(scope="module")
def reader(synonyms: Synonyms) -> CellReader:
    return CellReader(synonyms)


@pytest.mark.parametrize(
    ("item", "cell", "answer"),
    [
        ("name", " 敖日格勒 ", "敖日格勒"),
        ("name", "张　三", "张三"),
        ("name", "孟和 巴雅尔", "孟和 巴雅尔"),
        ("name", "敖•斯琴", "敖·斯琴"),
        ("name", "", None),
        ("name", "  ", None),
        ("id_number", "150722197001011232", "150722197001011232"),
        ("id_number", "１５０７２２１９７００１０１１２３ｘ", "15072219700101123X"),
        ("id_number", "150722 19700101 123x", "15072219700101123X"),
        ("id_number", "'15072219700101123X", "15072219700101123X"),
        ("id_number", 150722700101123, "150722700101123"),
        ("head_phone", 13847012236.0, "13847012236"),
        ("head_phone", "0470-5612345", "0470-5612345"),
        ("wage_income", 48200, Decimal("48200.00")),
        ("wage_income", 0.1 + 0.2, Decimal("0.30")),
        ("wage_income", "48,200.50", Decimal("48200.50")),
        ("wage_income", "４８２００元", Decimal("48200.00")),
        ("wage_income", "4.82万元", Decimal("48200.00")),
        ("wage_income", "4.82万", Decimal("48200.00")),
        ("loan_amount", "5万元", Decimal("5.00")),
        ("loan_amount", 5, Decimal("5.00")),
        ("loan_amount", "50000元", Decimal("5.00")),
        ("loan_months", 36.0, 36),
        ("loan_date", date(2023, 2, 5), date(2023, 2, 5)),
        ("loan_date", datetime(2023, 2, 5, 10, 30), date(2023, 2, 5)),
        ("loan_date", "2023.2.5", date(2023, 2, 5)),
        ("loan_date", "20230205", date(2023, 2, 5)),
        ("loan_date", 20230205, date(2023, 2, 5)),
        ("loan_date", "2023年2月5日", date(2023, 2, 5)),
        ("loan_date", "2023-02-05", date(2023, 2, 5)),
        ("loan_date", "2023/2/5", date(2023, 2, 5)),
        ("medical_insurance", True, "是"),
        ("minimum_living", "√", "是"),
        ("relation", "儿子", "之子"),
        ("relation", "03", "之子"),
        ("ethnicity", "达斡尔", "达斡尔族"),
        ("health", "长期慢性病，残疾", ("长期慢性病", "残疾")),
        ("health", "慢性病/残疾", ("长期慢性病", "残疾")),
        ("health", "长期慢性病\n残疾；患有大病", ("长期慢性病", "残疾", "患有大病")),
        ("surveyors", "苏日娜，金海波", ("苏日娜", "金海波")),
        ("surveyors", "苏日娜/金　花", ("苏日娜", "金花")),
        ("surveyors", "金 花", ("金花",)),
        ("natural_village", 3.0, "3"),
        ("natural_village", "东\n屯", "东 屯"),
        ("id_number", "〔看不清〕", Mark.ILLEGIBLE),
    ],
)
def test_read__unambiguous_cell__is_the_answer(
    reader: CellReader, form: Form, item: str, cell: Cell, answer: Answer | None
) -> None:
    assert reader.read(form.items[item], cell) == answer


@pytest.mark.parametrize(
    ("item", "cell"),
    [
        ("id_number", 150722197001011232),  # kept as a number: digits beyond the fifteenth are not what was typed
        ("id_number", 1.50722197001011e17),
        ("id_number", "1.5E+17"),
        ("id_number", "1.50722E+17"),
        ("id_number", "150722197001011000"),
        ("id_number", "15072219700101100000"),
        ("id_number", "15072219700101123"),
        ("id_number", date(2023, 2, 5)),
        ("id_number", 1.5),
        ("head_phone", "1.38E+10"),
        ("wage_income", "1,2345"),
        ("wage_income", "12,34"),
        ("wage_income", "三千"),
        ("wage_income", "约3000"),
        ("wage_income", 12.345),
        ("wage_income", True),
        ("wage_income", 1.5e17),
        ("loan_amount", 50000),
        ("loan_months", "3年"),
        ("loan_months", 1.5),
        ("loan_date", "23.2.5"),
        ("loan_date", "2/5/2023"),
        ("loan_date", 44962),
        ("loan_date", "2023.2.30"),
        ("loan_date", "2023年2月"),
        ("minimum_living", 1),
        ("minimum_living", "1"),
        ("minimum_living", "有"),
        ("relation", 3),
        ("household_kind", "脱贫户"),
        ("health", "长期慢性病，肺病"),
        ("surveyors", "孟和 巴雅尔"),
        ("name", "〔看不清〕"),
        ("name", "甲" * 51),
        ("wage_income", CellError("formula")),
        ("wage_income", CellError("no_result")),
        ("name", CellError("too_long")),
        ("wage_income", CellError("not_a_number")),
    ],
)
def test_read__bad_or_ambiguous_cell__says_why_and_is_not_taken(
    reader: CellReader, form: Form, item: str, cell: Cell
) -> None:
    found = reader.read(form.items[item], cell)
    assert isinstance(found, Unreadable)
    assert found.reason.endswith("。")


@pytest.mark.parametrize(
    ("cell", "answer"), [(3.6, Decimal("36000.00")), ("3.6万元", Decimal("36000.00")), ("36000元", Decimal("36000.00"))]
)
def test_read__column_in_ten_thousands__is_counted_once(
    reader: CellReader, form: Form, cell: Cell, answer: Answer
) -> None:
    assert reader.read(form.items["wage_income"], cell, 10_000) == answer
