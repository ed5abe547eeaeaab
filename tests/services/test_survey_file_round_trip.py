"""Whatever a survey holds, writing and reading gives it back."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ffp_desktop.domain.answer_text import parse_answer
from ffp_desktop.domain.form.definition import Item, ItemType
from ffp_desktop.domain.survey import Answers, Place, Strike
from ffp_desktop.domain.values import CLEARED, Answer, Mark, Unparsed
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.survey_file import FiledConfirmation, SurveyFile, encode_survey, read_surveys, write_surveys

FORM = FormShelf().form
ITEMS = [
    i for i in FORM.items.values() if i.type is not ItemType.CALCULATE and i.id not in ("village", "natural_village")
]
VILLAGE = "150722108204"
plain_text = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=50)


@st.composite
def answers_to(draw: st.DrawFn, item: Item) -> Answer:
    """What parsing can give for the item, a mark, unreadable text or a cleared answer."""
    kind = draw(st.integers(0, 9))
    if kind == 0:
        return draw(st.sampled_from(list(Mark)))
    if kind == 1:
        return CLEARED
    if kind == 2:
        return Unparsed(draw(plain_text))
    if item.choices is not None:
        names = [choice.name for choice in item.choices.choices]
        if item.type is ItemType.SELECT_ONE:
            return draw(st.sampled_from(names))
        return tuple(draw(st.lists(st.sampled_from(names), min_size=1, unique=True)))
    if item.type is ItemType.SELECT_MULTIPLE:
        return tuple(draw(st.lists(st.sampled_from(["郭英", "涂·阿尔腾", "𬭎䶮"]), min_size=1, unique=True)))
    if item.type is ItemType.DECIMAL:
        return Decimal(draw(st.integers(-(10**12), 10**12))).scaleb(-item.places)
    if item.type is ItemType.INTEGER:
        return draw(st.integers(-999, 10**9))
    if item.type is ItemType.DATE:
        return draw(st.dates(date(1000, 1, 1), date(9999, 12, 31)))
    return parse_answer(item, draw(plain_text)[: item.max_length])


@st.composite
def surveys(draw: st.DrawFn) -> SurveyFile:
    members = [f"m{n}" for n in range(1, draw(st.integers(0, 4)) + 1)]
    given_answers: dict[Place, Answer] = {Place("village"): VILLAGE}
    for item in draw(st.lists(st.sampled_from(ITEMS), max_size=12, unique_by=lambda i: i.id)):
        for member in members if item.repeat else [""]:
            given_answers[Place(item.id, member)] = draw(answers_to(item))
    if draw(st.booleans()):
        given_answers[Place("natural_village")] = draw(answers_to(FORM.items["natural_village"]))
    confirmed = tuple(FiledConfirmation("missing", Place("name", m), "孩子刚出生") for m in members[:1])
    return SurveyFile(FORM.id, "2023Q1", VILLAGE, Answers(given_answers, members), confirmed)


@settings(max_examples=120, deadline=None)
@given(survey=surveys())
def test_survey_file__written_and_read__is_the_same(survey: SurveyFile) -> None:
    raw = json.dumps(encode_survey(survey), ensure_ascii=False).encode()
    (again,) = read_surveys(raw, FORM, county_regions())
    assert again == survey


def test_survey_file__written_list__is_read_back_in_order(tmp_path: Path) -> None:
    all_surveys = [SurveyFile(FORM.id, "2023Q1", VILLAGE, Answers({Place("village"): VILLAGE}, [])) for _ in range(3)]
    all_surveys[1].answers.given[Place("household_kind")] = "一般农牧户"
    assert write_surveys(all_surveys, tmp_path / "three.json") == 3
    assert list(read_surveys(tmp_path / "three.json", FORM, county_regions())) == all_surveys
    assert write_surveys([], tmp_path / "none.json") == 0
    assert read_surveys(tmp_path / "none.json", FORM, county_regions()) == ()
    write_surveys(all_surveys[1:2], tmp_path / "one.json", alone=True)
    assert list(read_surveys(tmp_path / "one.json", FORM, county_regions())) == all_surveys[1:2]


def test_survey_file__struck_member__stays_behind() -> None:
    answers = Answers({Place("village"): VILLAGE, Place("name", "a"): "郭英", Place("name", "b"): "郭宝"}, ["a", "b"])
    answers.struck["a"] = Strike("迁出")
    encoded = encode_survey(SurveyFile(FORM.id, "2023Q1", VILLAGE, answers))
    assert encoded["members"] == [{"name": "郭宝"}]
