"""The form of 2023 Q1 itself: complete, in the paper's order, with the paper's words and its shape of answers."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from ffp_desktop.domain.evaluation import Evaluation
from ffp_desktop.domain.form.definition import Form, ItemType
from ffp_desktop.domain.form.reader import check_form, read_form
from ffp_desktop.domain.survey import Answers, Place
from ffp_desktop.domain.values import Answer

FOLDER = Path(__file__).parents[3] / "forms" / "household-check-2023q1"
FACTS = {"today": "2023-02-20", "county": "150722", "round_period_start": "2022-02-15"}


@pytest.fixture(scope="module")
def form() -> Form:
    return read_form(FOLDER)


@pytest.fixture
def survey(form: Form) -> Evaluation:
    evaluation = Evaluation(form)
    evaluation.load(Answers(), FACTS)
    return evaluation


def fill(evaluation: Evaluation, member: str = "", **answers: Answer) -> None:
    for item, answer in answers.items():
        evaluation.set(Place(item, member), answer)


def missing_items(evaluation: Evaluation) -> set[str]:
    return {place.item for place in evaluation.missing()}


def test_form__of_2023q1__has_no_problem() -> None:
    assert [str(problem) for problem in check_form(FOLDER)] == []


def test_form__its_sections_and_numbers__are_the_papers_in_its_order(form: Form) -> None:
    assert "".join(section.numeral for section in form.sections) == "一二三四五六七八"
    numbers = [f"A{number}" for number in range(1, 50)]
    assert list(form.by_number) == [*numbers[:33], "A33a", *numbers[33:]]


@pytest.mark.parametrize(
    ("item", "label"),
    [
        ("household_kind", "A1户属性:"),
        ("resettlement_site", "A2大中型易地扶贫搬迁集中安置区:"),
        ("id_number", "A6居民身份证(残疾人证)"),
        ("relocated", "A20是否易地扶贫搬迁(同步搬迁人口)"),
        ("net_income_per_head", "A27家庭人均纯收入"),
        ("school_dropout", "A29是否有适龄儿童少年失学辍学:"),
        ("water_problems", "如选否,具体为:"),
        ("judges", "风险研判人(不少于2人):"),
        ("other_help", "A45其 他"),
        ("elimination_months", "A49风险消除时间间隔(月):"),
    ],
)
def test_label__of_an_item__is_the_papers_wording(form: Form, item: str, label: str) -> None:
    assert form.items[item].label == label


def test_help__of_every_asked_item__says_something(form: Form) -> None:
    asked = [item for item in form.items.values() if item.type is not ItemType.CALCULATE and item.number]
    assert [item.id for item in asked if len(item.help) < 8] == []
    assert "草原生态奖补" in form.items["transfer_income"].help


def test_choices__on_paper__are_as_printed(form: Form) -> None:
    names = {key: [choice.name for choice in lists.choices] for key, lists in form.choice_lists.items()}
    assert names["A33a_disaster"][3] == "生物灾害(虫灾)"
    assert names["A08_ethnic"][:3] == ["汉族", "达斡尔族", "鄂温克族"]
    assert len(names["A08_ethnic"]) == 58
    assert names["A34_industry"][1] == "托管托养、入股分红、集体经济、资产收益等利益联结机制类项目"
    assert [len(names[key]) for key in ("A33_risk", "A35_employment", "A38_public_post", "A43_security")] == [
        12,
        10,
        9,
        10,
    ]
    assert form.choice_lists["A10_health"].exclusive == "健康"
    found = form.choice_lists["A05_id_type"].find("居民身份证（户口簿）")
    assert found is not None
    assert found.name == "居民身份证"


def test_reading__a_checked_form__imports_nothing_heavy() -> None:
    program = (
        "import sys, pathlib; from ffp_desktop.domain.form.reader import read_form;"
        "read_form(pathlib.Path(sys.argv[1]), later=True);"
        "sys.exit(bool({'elementpath', 'pypinyin', 'reportlab'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program, str(FOLDER)], check=False).returncode == 0


def test_member__id_number__fills_sex_birth_and_age(survey: Evaluation) -> None:
    survey.add_member("m1")
    fill(survey, "m1", id_type="居民身份证", id_number="11010519491231002X")
    values = {name: survey.value(name, "m1") for name in ("sex", "birth_date", "age", "person_key", "id_problem")}
    assert values == {
        "sex": "女",
        "birth_date": "1949-12-31",
        "age": 73,
        "person_key": "11010519491231002X",
        "id_problem": "",
    }


def test_member__disability_certificate__is_severe_by_its_level(survey: Evaluation) -> None:
    survey.add_member("m1")
    fill(survey, "m1", id_type="残疾人证", id_number="11010519491231002X42")
    assert [survey.value(name, "m1") for name in ("disabled", "disability_level", "severe_disability")] == [
        "是",
        "二级",
        "是",
    ]


def test_member__of_no_year__may_leave_schooling_empty(survey: Evaluation) -> None:
    survey.add_member("m1")
    assert "education" in missing_items(survey)
    fill(survey, "m1", id_type="居民身份证", id_number="150722202210010011")
    assert survey.value("age", "m1") == 0
    assert "education" not in missing_items(survey)


def test_income__parts_typed__give_totals_rounded_half_up(survey: Evaluation) -> None:
    for member in ("m1", "m2", "m3"):
        survey.add_member(member)
    fill(survey, business_income=Decimal("100.00"), wage_income=Decimal("0.10"), property_income=Decimal("0.20"))
    assert survey.effective(Place("total_income")) is None
    fill(survey, transfer_income=Decimal("0.00"), business_cost=Decimal("100.29"))
    assert survey.effective(Place("total_income")) == Decimal("100.30")
    assert survey.effective(Place("net_income_per_head")) == Decimal("0.00")
    fill(survey, household_size=2)
    assert survey.effective(Place("net_income_per_head")) == Decimal("0.01")
    assert "household_size_reason" in missing_items(survey)


def test_spending__above_zero__needs_its_reason(survey: Evaluation) -> None:
    fill(survey, other_spending=Decimal("0.00"))
    assert "other_spending_reason" not in missing_items(survey)
    fill(survey, other_spending=Decimal("0.01"))
    assert "other_spending_reason" in missing_items(survey)


def test_sections_six_to_eight__unless_monitored__are_closed(survey: Evaluation) -> None:
    closed = ("risk", "measures", "elimination")
    fill(survey, household_kind="一般农牧户", newly_identified="否")
    assert not any(survey.is_section_relevant(section) for section in closed)
    fill(survey, newly_identified="是")
    assert all(survey.is_section_relevant(section) for section in closed)
    fill(survey, household_kind="边缘易致贫户")
    assert not survey.is_relevant(Place("newly_identified"))
    assert all(survey.is_section_relevant(section) for section in closed)


@pytest.mark.parametrize(
    ("answers", "needed"),
    [
        ({"safe_water": "否"}, {"water_problems"}),
        ({"safe_water": "是"}, set()),
        ({"unsafe_house": "是"}, {"house_grade"}),
        ({"loan_help": "是"}, {"loan_date", "loan_months", "loan_amount"}),
        ({"loan_help": "否"}, set()),
        ({"ecology_help": "是"}, {"ecology_jobs"}),
        ({"ecology_help": "是", "ecology_projects": ("新增退耕还林项目",)}, set()),
        ({"industry_help": "是"}, {"industry_measures"}),
        ({"industry_help": "是", "industry_measures": ("其他",)}, set()),
        ({"education_help": "是", "education_measures": ("其他",)}, {"education_other"}),
        ({"other_help": "是"}, {"other_help_text"}),
        ({"risk_types": ("因自然灾害",)}, {"disaster_types"}),
        ({"risk_types": ("其他",)}, set()),
        ({"risk_eliminated": "是"}, {"elimination_way", "marked_in_system", "elimination_months"}),
        ({"risk_eliminated": "否"}, set()),
    ],
)
def test_monitored_household__what_an_answer_opens__is_asked_for(
    survey: Evaluation, answers: dict[str, Answer], needed: set[str]
) -> None:
    fill(survey, household_kind="突发严重困难户")
    before = missing_items(survey)
    fill(survey, **answers)
    assert missing_items(survey) - before == needed


@pytest.mark.parametrize(
    ("item", "bad", "good"),
    [
        ("head_phone", "1394701058", "13947010587"),
        ("head_phone", "5612345", "0470-5612345"),
        ("head_phone", "0470-05612345", "04705612345"),
        ("business_cost", Decimal("-0.01"), Decimal("0.00")),
        ("loan_amount", Decimal("0.00"), Decimal("5.00")),
        ("village", "莫力达瓦", "150722108203"),
        ("household_size", 0, 1),
    ],
)
def test_constraint__of_an_item__is_an_error_at_it(survey: Evaluation, item: str, bad: Answer, good: Answer) -> None:
    fill(survey, household_kind="突发严重困难户", loan_help="是")
    fill(survey, **{item: bad})
    assert [finding.rule for finding in survey.findings() if finding.place.item == item] == ["constraint"]
    fill(survey, **{item: good})
    assert [finding for finding in survey.findings() if finding.place.item == item] == []
