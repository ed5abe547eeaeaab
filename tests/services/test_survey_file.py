"""Survey files are read whole or refused whole, and written so that reading gives them back."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.values import CLEARED, Mark, Unparsed
from ffp_desktop.errors import FfpError
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.survey_file import SurveyFile, check_survey, read_surveys

MEMBER = {"A3": "郭布勒.巴图", "A6": "152123197806111217", "A10": ["健康"]}


@pytest.fixture(scope="module")
def form() -> Form:
    return FormShelf().form


@pytest.fixture(scope="module")
def regions() -> Regions:
    return county_regions()


Read = Callable[[Any], SurveyFile]
Refusing = Callable[[Any], FfpError]


@pytest.fixture(scope="module")
def read(form: Form, regions: Regions) -> Read:
    def read_one(survey: Any) -> SurveyFile:
        (found,) = read_surveys(as_bytes(survey), form, regions)
        return found

    return read_one


@pytest.fixture(scope="module")
def refused(form: Form, regions: Regions) -> Refusing:
    def refuse(survey: Any) -> FfpError:
        with pytest.raises(FfpError) as caught:
            read_surveys(as_bytes(survey), form, regions)
        return caught.value

    return refuse


def as_bytes(survey: Any) -> bytes:
    return survey if isinstance(survey, bytes) else json.dumps(survey, ensure_ascii=True).encode()


def make(answers: dict[str, Any] | None = None, members: Any = (MEMBER,), **more: Any) -> dict[str, Any]:
    return {
        "form": "household-check-2023q1",
        "round": "2023Q1",
        "village": "150722108204",
        "answers": answers or {},
        "members": list(members) if isinstance(members, tuple) else members,
        **more,
    }


def test_survey_file__printed_numbers__mean_the_main_items(read: Read) -> None:
    survey = read(make({"A31": "否", "A28": "12.5", "A33a": ["洪涝灾害"], "A36": "是"}))
    given = survey.answers.given
    assert given[Place("safe_water")] == "否"
    assert given[Place("other_spending")] == Decimal("12.50")
    assert given[Place("disaster_types")] == ("洪涝灾害",)
    assert given[Place("loan_help")] == "是"


def test_survey_file__members__are_numbered_and_names_kept_with_their_dot(read: Read) -> None:
    survey = read(make(members=[MEMBER, {"name": "郭英"}]))
    assert survey.answers.members == ["m1", "m2"]
    assert survey.answers.given[Place("name", "m1")] == "郭布勒·巴图"


@pytest.mark.parametrize(
    ("written", "amount"),
    [(b'"48200.10"', "48200.10"), (b"48200.1", "48200.10"), (b"0.1", "0.10"), (b"4.82e4", "48200.00"), (b"7", "7.00")],
)
def test_survey_file__money_as_text_or_number__is_exact(read: Read, written: bytes, amount: str) -> None:
    raw = as_bytes(make({"A21": "?"})).replace(b'"?"', written)
    value = read(raw).answers.given[Place("business_income")]
    assert isinstance(value, Decimal)
    assert str(value) == amount


def test_survey_file__money_beyond_fen__stays_as_typed(read: Read) -> None:
    raw = as_bytes(make({"A21": "?"})).replace(b'"?"', b"0.1000000000000000055")
    assert read(raw).answers.given[Place("business_income")] == Unparsed("0.1000000000000000055")


@pytest.mark.parametrize("text", ["2022-02-30", "去年五月", "99999999"])
def test_survey_file__impossible_date__stays_as_typed_with_a_finding(form: Form, read: Read, text: str) -> None:
    survey = read(make({"household_kind": "边缘易致贫户", "loan_help": "是", "loan_date": text}))
    assert survey.answers.given[Place("loan_date")] == Unparsed(text)
    found = [(row["item"], row["rule"], row["level"]) for row in check_survey(survey, form)]
    assert ("loan_date", "malformed", "错误") in found


def test_survey_file__mark_unreadable_and_null__are_three_different_answers(read: Read) -> None:
    given = read(make({"A21": {"mark": "看不清"}, "A22": {"text": "一千多"}, "A23": None})).answers.given
    assert given[Place("business_income")] is Mark.ILLEGIBLE
    assert given[Place("wage_income")] == Unparsed("一千多")
    assert given[Place("property_income")] is CLEARED
    assert Place("transfer_income") not in given


def test_survey_file__choice_with_other_brackets__is_the_forms_own(read: Read, form: Form) -> None:
    wide = read(make(members=[{"A13": "乡（镇）内务工"}])).answers.given[Place("work_region", "m1")]
    narrow = read(make(members=[{"A13": "乡(镇)内务工"}])).answers.given[Place("work_region", "m1")]
    choices = form.items["work_region"].choices
    assert choices is not None
    assert wide == narrow == choices.choices[0].name


def test_survey_file__unknown_choice__stays_as_typed(read: Read) -> None:
    given = read(make({"A1": "富裕户"}, members=[{"A10": ["健康", "头痛"]}])).answers.given
    assert given[Place("household_kind")] == Unparsed("富裕户")
    assert given[Place("health", "m1")] == Unparsed("健康、头痛")


def test_survey_file__choice_that_holds_a_comma__is_one_choice(read: Read) -> None:
    name = "托管托养、入股分红、集体经济、资产收益等利益联结机制类项目"
    assert read(make({"industry_measures": [name]})).answers.given[Place("industry_measures")] == (name,)


def test_survey_file__byte_order_mark__is_accepted(read: Read) -> None:
    assert read(b"\xef\xbb\xbf" + as_bytes(make())).village == "150722108204"


def test_survey_file__list__gives_each_survey(form: Form, regions: Regions) -> None:
    found = read_surveys(as_bytes([make({"A21": n}) for n in range(3)]), form, regions)
    assert [s.answers.given[Place("business_income")] for s in found] == [Decimal("0.00"), Decimal(1), Decimal(2)]
    assert read_surveys(b" [ ] \n", form, regions) == ()


@pytest.mark.parametrize(
    ("survey", "code", "place"),
    [
        (make({"A99": "是"}), "unknown_key", "answers.A99"),
        (make(more=1), "unknown_key", "more"),
        (make(members=[MEMBER, {"A60": "是"}]), "unknown_key", "members[1].A60（第2人）"),
        (make({"A3": "郭英"}), "unknown_key", "answers.A3"),
        (make({"A21": {"mark": "未填", "by": "我"}}), "unknown_key", "answers.A21.by"),
        (make({"A21": 1, "business_income": 1}), "item_twice", "answers.business_income"),
        (make({"village": "150722108204"}), "item_twice", "answers.village"),
        (make({"A21": True}), "wrong_type", "answers.A21"),
        (make({"A21": [1]}), "wrong_type", "answers.A21"),
        (make({"A1": ["一般农牧户"]}), "wrong_type", "answers.A1"),
        (make({"A32": False}), "wrong_type", "answers.A32"),
        (make({"A21": {"mark": "撕掉"}}), "wrong_type", "answers.A21.mark"),
        (make({"A21": {}}), "wrong_type", "answers.A21"),
        (make({"head_phone": 13847012236}), "wrong_type", "answers.head_phone"),
        (make(members=[MEMBER, {"A6": 152123197806111217}]), "wrong_type", "members[1].A6（第2人）"),
        (make(members=[{"A10": ["健康", 1]}]), "wrong_type", "members[0].A10[1]（第1人）"),
        (make(members={"A3": "郭英"}), "wrong_type", "members"),
        (make(members=["郭英"]), "wrong_type", "members[0]（第1人）"),
        (make(members=[{"age": "12"}]), "calculated_item", "members[0].age（第1人）"),
        (make(members=[{"A3": "郭" * 51}]), "text_too_long", "members[0].A3（第1人）"),
        (make(members=[{"A3": "郭\0英"}]), "control_character", "members[0].A3（第1人）"),
        (make(members=[{"A3": "郭\x1b[31m英"}]), "control_character", "members[0].A3（第1人）"),
        (make(members=[{"A3": "郭\ud800英"}]), "lone_surrogate", "members[0].A3（第1人）"),
        (make({"A21": {"text": "一\n千"}}), "control_character", "answers.A21.text"),
        (make(members=[{}] * 61), "too_many_members", "members"),
        (make(village="150722999999"), "unknown_village", "village"),
        (make(village="150722108"), "unknown_village", "village"),
        (make(round="2031Q9"), "unknown_round", "round"),
        (make(form="another"), "unknown_form", "form"),
        (make(village=150722108204), "wrong_type", "village"),
        ({"form": "household-check-2023q1", "round": "2023Q1"}, "missing_key", ""),
        ("郭英", "wrong_type", ""),
        (
            make(confirmed=[{"rule": "x", "item": "A6", "member": 2, "reason": "是"}]),
            "wrong_type",
            "confirmed[0].member",
        ),
    ],
)
def test_survey_file__bad_input__is_refused_with_its_place(
    refused: Refusing, survey: Any, code: str, place: str
) -> None:
    error = refused(survey)
    assert error.code == f"survey_file.{code}"
    assert error.sentence.startswith(f"第1行 {place}".rstrip() + "：")


def test_survey_file__bad_input_on_a_later_line__names_the_line(refused: Refusing) -> None:
    surveys = [make(), make(), make({"A1": "一般农牧户", "A21": True})]
    error = refused(json.dumps(surveys, indent=1, ensure_ascii=False).encode())
    line = 1 + json.dumps(surveys, indent=1).split('"A21"')[0].count("\n")
    assert error.sentence.startswith(f"第{line}行 [2].answers.A21：")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (as_bytes([make()])[:-1] + b",]", "not_json"),
        (b"{} {}", "not_json"),
        (b"\xc5\xe5\xd3\xa2", "not_utf8"),
        (as_bytes(make()).replace(b'"150722108204"', b"NaN"), "not_a_number"),
        (as_bytes(make({"A21": 1})).replace(b'"A21": 1', b'"A21": -Infinity'), "not_a_number"),
        (b"[" * 100_000, "too_deep"),
        (b'{"a":' * 100_000, "too_deep"),
        (b'{"form": "a\nb"}', "control_character"),
        (b'{"form": "' + b"a" * (6 * 2**20) + b'"}', "too_big"),
    ],
)
def test_survey_file__broken_text__is_refused(refused: Refusing, raw: bytes, code: str) -> None:
    assert refused(raw).code == f"survey_file.{code}"


def test_survey_file__key_twice__names_the_second(refused: Refusing) -> None:
    raw = b'{"form": "household-check-2023q1",\n "answers": {"A21": 1,\n "A22": 2, "A21": 3}}'
    error = refused(raw)
    assert error.code == "survey_file.duplicate_key"
    assert error.sentence.startswith("第3行 answers.A21：")


def test_survey_file__ten_thousand_members__is_refused_quickly(refused: Refusing) -> None:
    assert refused(make(members=[MEMBER] * 10_000)).code == "survey_file.too_many_members"


def test_survey_file__long_list__is_cut_into_surveys_by_windows(
    form: Form, regions: Regions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ffp_desktop.services.survey_file.json_text.MAX_SURVEY", 700)
    surveys = [make({"A21": n, "at_risk": "否", "not_identified_reason": "字" * (n % 40)}) for n in range(1, 120)]
    raw = json.dumps(surveys, ensure_ascii=False).encode()
    found = read_surveys(raw, form, regions)
    assert [int(str(s.answers.given[Place("business_income")])[:-3]) for s in found] == list(range(1, 120))


def test_survey_file__missing_file__is_a_known_error(form: Form, regions: Regions, tmp_path: Any) -> None:
    with pytest.raises(FfpError) as caught:
        read_surveys(tmp_path / "none.json", form, regions)
    assert caught.value.code == "survey_file.cannot_read"


def test_survey_file__hostile_key__cannot_steer_a_terminal(refused: Refusing) -> None:
    sentence = refused(make({"A1\x1b[31m\ud800" + "x" * 500: "是"})).sentence
    assert sentence.isprintable()
    assert len(sentence) < 200


def test_survey_check__row__has_the_six_keys(form: Form, read: Read) -> None:
    rows = check_survey(read(make(members=[{**MEMBER, "A6": "152123197806111216"}])), form)
    assert all(list(row) == ["item", "number", "member", "rule", "level", "message"] for row in rows)
    assert {
        "item": "id_number",
        "number": "A6",
        "member": 1,
        "rule": "id_check_digit",
        "level": "错误",
    }.items() <= next(row for row in rows if row["rule"] == "id_check_digit").items()
