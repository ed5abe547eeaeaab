"""Search finds what a plain look through every word finds, whatever is typed and however surveys came to be."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ffp_desktop.domain.findings import FindingsWanted
from ffp_desktop.domain.survey import State
from ffp_desktop.store.gram_sets import GramSets
from ffp_desktop.store.grams import (
    BLOCK,
    decode_set,
    encode_set,
    facets_of,
    grams_of,
    join_sets,
    plain_word,
    search_words,
)
from ffp_desktop.store.noting import check_grams, note_survey
from ffp_desktop.store.records import Person, SurveyFilter, SurveySummary, SurveySummaryFields, Unit
from ffp_desktop.store.vault import OpenVault, create_vault
from tests.conftest import PASSWORD, QUICK, VILLAGE, Clock
from tests.store.conftest import fields

AT = "2023-03-06T14:33:00"
VILLAGES = (VILLAGE, "150722108203", "150722109201")

LETTERS = st.text(alphabet="苏日娜单曾𬭎䶮·a1Ｂ ２x%_\\'\"^", max_size=7)
DIGITS = st.text(alphabet="0127X", max_size=18)
PEOPLE = st.lists(st.builds(Person, st.just(""), LETTERS, st.just(""), DIGITS), max_size=3)
HOUSEHOLDS = st.builds(
    lambda people, phone, place, errors: SurveySummaryFields(
        people[0].name if people else "",
        phone,
        place,
        "霍日里村",
        errors=errors,
        people=tuple(replace(person, member=f"m{row}") for row, person in enumerate(people)),
    ),
    PEOPLE,
    DIGITS,
    LETTERS,
    st.integers(0, 1),
)


def household(*names: str, number: str = "150722197001011230") -> SurveySummaryFields:
    people = tuple(Person(f"m{row}", name, id_number=number) for row, name in enumerate(names))
    return SurveySummaryFields(head_name=names[0], natural_village="东屯", village_name="霍日里村", people=people)


def found(vault: OpenVault, text: str) -> list[str]:
    return [summary.id for summary in vault.surveys.list(SurveyFilter(text=text))]


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("苏", True),
        ("日娜", True),
        ("娜苏", False),
        ("s", True),
        ("srn", True),
        ("SuRiNa", True),
        ("suri", True),
        ("rina", True),
        ("uri", True),
        ("surinuo", True),  # 娜 is nuo too
        ("0101", True),
        ("19700", True),
        ("150722197001", True),
        ("1507221970010112", True),
        ("1507221970010113", False),
        ("1123", True),
        ("123x", False),
        ("𬭎", True),
        ("杰𬭎", True),
        ("𬭎𬭎", False),
        ("东屯", True),
        ("霍日里 苏", True),
        ("苏 霍日里 东屯 1970", True),
        ("苏 西屯", False),
        ("１９７０", True),  # an input method's wide digits
        ("%", False),
        ("_", False),
        ("'", False),
        ("苏%", False),
        ("\x01round 2023Q1", False),
        ("", True),
        ("  ", True),
    ],
)
def test_search__typed__finds_or_not(vault: OpenVault, survey: SurveySummary, typed: str, is_found: bool) -> None:
    vault.surveys.save_summary(survey.id, household("苏日娜", "杰𬭎"))
    assert found(vault, typed) == ([survey.id] if is_found else [])


@pytest.mark.parametrize("typed", ["shanxiong", "danxiong", "chanxiong", "sxx", "dxx"])
def test_search__surname_of_several_readings__finds_by_each(
    vault: OpenVault, survey: SurveySummary, typed: str
) -> None:
    vault.surveys.save_summary(survey.id, household("单·雄信"))
    assert found(vault, typed) == [survey.id]


def test_search__whole_number_of_a_survey__finds_it_alone(vault: OpenVault, survey: SurveySummary) -> None:
    vault.surveys.create("", "2023Q1", "check", VILLAGE, vault.operator.id, AT)
    assert found(vault, survey.number.lower()) == [survey.id]
    assert found(vault, survey.number[:-1]) == []


def test_search__name_changed__is_found_by_the_new_one_only(vault: OpenVault, survey: SurveySummary) -> None:
    vault.drafts.append(survey.id, [], vault.operator.id, AT, household("苏日娜"))
    vault.drafts.append(survey.id, [], vault.operator.id, AT, household("苏日图"))
    assert (found(vault, "娜"), found(vault, "surina")) == ([], [])
    assert (found(vault, "图"), found(vault, "surit")) == ([survey.id], [survey.id])
    with vault._database.read() as connection:
        assert list(check_grams(connection)) == []


def test_filters__state_operator_village_findings__leave_what_they_say(vault: OpenVault, survey: SurveySummary) -> None:
    other = vault.surveys.create("", "2023Q1", "check", "150722109201", vault.operator.id, AT)
    vault.drafts.append(other.id, [], vault.operator.id, AT, fields())
    vault.drafts.finish(other.id, {}, vault.operator.id, AT)
    for wanted, ids in (
        (SurveyFilter(state=State.FINISHED), [other.id]),
        (SurveyFilter(state=State.RETURNED), []),
        (SurveyFilter(village="150722109"), [other.id]),
        (SurveyFilter(village=VILLAGE), [survey.id]),
        (SurveyFilter(findings=FindingsWanted.ANY), [other.id]),
        (SurveyFilter(findings=FindingsWanted.ERROR), [other.id]),
        (SurveyFilter(findings=FindingsWanted.WARNING), []),
        (SurveyFilter(findings=FindingsWanted.NONE), [survey.id]),
        (SurveyFilter(findings=FindingsWanted.CONFIRMED), []),
        (SurveyFilter(ids=(survey.id, "of another vault")), [survey.id]),
        (SurveyFilter(ids=(survey.id,), state=State.FINISHED), []),
        (SurveyFilter(operator="nobody"), []),
        (SurveyFilter(round="2023Q2"), []),
        (SurveyFilter(round="2023Q1", text="孟", state=State.FINISHED), [other.id]),
        (SurveyFilter(round="2023Q1", text="孟", state=State.DRAFT), []),
    ):
        assert [one.id for one in vault.surveys.list(wanted)] == ids, wanted
    vault.drafts.reopen(other.id, "电话抄错", vault.operator.id, AT)
    assert vault.surveys.find(SurveyFilter(text="孟")).by_state == {State.DRAFT: 1}


@settings(max_examples=25)
@given(st.lists(HOUSEHOLDS, min_size=1, max_size=12), st.lists(LETTERS | DIGITS, max_size=6), st.data())
def test_search__anything_typed__equals_a_look_through_every_word(
    written: Sequence[SurveySummaryFields], typed: Sequence[str], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder, _opened(Path(folder)) as vault:
        words: dict[str, list[str]] = {}
        for number, one in enumerate(written):
            made = vault.surveys.create("", "2023Q1", "check", VILLAGES[number % 3], vault.operator.id, AT)
            vault.surveys.save_summary(made.id, one)
            if data.draw(st.booleans()):
                vault.surveys.save_summary(made.id, written[-1 - number])
            else:  # while somebody types, the sets wait
                vault.drafts.append(made.id, [], vault.operator.id, AT, written[-1 - number])
            words[made.id] = search_words(written[-1 - number]).split("\n")
        pieces = sorted({word for found_by in words.values() for word in found_by if word})
        for word in data.draw(st.lists(st.sampled_from(pieces), max_size=8)) if pieces else ():
            start = data.draw(st.integers(0, len(word) - 1))
            typed = [*typed, word[start : data.draw(st.integers(start + 1, len(word)))]]
        for text in typed:
            needles = plain_word(text).split()
            naive = {survey for survey, known in words.items() if all(any(n in w for w in known) for n in needles)}
            assert set(found(vault, text)) == naive, text
        with vault._database.read() as connection:
            assert list(check_grams(connection)) == []
            waiting = connection.exec_driver_sql("SELECT count(*) FROM survey_unsettled").scalar_one()
        counts = vault.surveys.count(SurveyFilter())
        assert sum(counts.by_village.values()) == counts.total == len(written)
        assert waiting <= 8
        assert len(vault.surveys.list(SurveyFilter(findings=FindingsWanted.ANY))) == sum(one.errors for one in written)


@given(st.sets(st.integers(0, BLOCK - 1), max_size=900), st.sets(st.integers(0, BLOCK - 1), max_size=900))
def test_sets__kept_and_read__are_the_same(first: set[int], second: set[int]) -> None:
    assert list(decode_set(encode_set(first))) == sorted(first)
    higher = {number for number in second if number > max(first, default=-1)}
    assert set(decode_set(join_sets(encode_set(first), encode_set(higher)))) == first | higher
    assert join_sets(encode_set(first), encode_set(higher)) == encode_set(first | higher)


def test_sets__of_any_size__are_read_as_they_were_kept() -> None:
    for size in range(0, BLOCK, 8):
        numbers = range(BLOCK - size, BLOCK)
        assert list(decode_set(encode_set(numbers))) == list(numbers)


WORDS = st.one_of(
    st.sampled_from(["孟和", "menghe", "srn"]),
    st.from_regex(r"[0-9x]{1,20}", fullmatch=True),
    st.text("abc山", max_size=9),
)


@given(st.lists(st.lists(WORDS, max_size=5), min_size=1, max_size=30))
def test_gram_sets__of_many_surveys__are_those_of_each(surveys: list[list[str]]) -> None:
    copies = 1 + 400 // len(surveys)  # enough of them that a set becomes a bitmap
    gathered, each = GramSets(), defaultdict[str, set[int]](set)
    for number, words in enumerate(surveys * copies):
        place = (f"n-{number % 7}", "2023Q1", VILLAGE, "草稿", "operator")
        facets = facets_of(place, "2023-03-06", "", "", 0, 0, 0)
        texts = "\n".join(filter(None, words)), facets
        gathered.add(number, *texts)
        for gram in grams_of(*texts):
            each[gram].add(number)
    assert gathered.packed() == {gram: encode_set(numbers) for gram, numbers in each.items()}


@contextmanager
def _opened(folder: Path) -> Iterator[OpenVault]:
    """A vault of its own for one example."""
    unit = Unit("150722108", "腾克镇", "乡镇")
    vault, _code = create_vault(folder / "vault", unit, "苏日娜", PASSWORD, Clock()(), QUICK)
    yield vault
    vault.close(Clock()(), backup=False)


def test_counts__of_surveys_that_wait__are_as_of_now(vault: OpenVault, survey: SurveySummary) -> None:
    vault.surveys.save_summary(survey.id, fields())
    with vault._database.write() as connection:
        connection.exec_driver_sql("UPDATE survey SET state = '退回' WHERE id = ?", (survey.id,))
        note_survey(connection, survey.id)
    counts = vault.surveys.count(SurveyFilter())
    assert (counts.by_state, counts.in_village) == ({State.RETURNED: 1}, {VILLAGE: {State.RETURNED: 1}})
    assert vault.surveys.find(SurveyFilter(state=State.RETURNED)).ids() == (survey.id,)
    assert vault.surveys.find(SurveyFilter(state=State.DRAFT)).total == 0


def test_filters__traits__follow_the_answers(vault: OpenVault, survey: SurveySummary) -> None:
    def narrowed(**wanted: str) -> bool:
        return vault.surveys.find(SurveyFilter(**wanted)).total == 1

    traits = (("kind", "边缘易致贫户"), ("kind", "监测对象"), ("measure", "没有"), ("risk", "因病"))
    vault.surveys.save_summary(survey.id, replace(fields(), traits=traits))
    assert narrowed(kind="监测对象") and narrowed(kind="监测对象", measure="没有", risk="因病")
    assert not narrowed(kind="监测") and not narrowed(measure="有") and not narrowed(kind="因病")
    later = (("kind", "一般农牧户"), ("measure", "A34"), ("measure", "有"))
    vault.drafts.append(survey.id, [], vault.operator.id, AT, replace(fields(), traits=later, confirmed=1))
    assert narrowed(kind="一般农牧户") and narrowed(measure="A34") and narrowed(measure="有")
    assert not narrowed(kind="监测对象") and not narrowed(risk="因病")
    assert vault.surveys.find(SurveyFilter(findings=FindingsWanted.CONFIRMED)).total == 1
    vault.drafts.finish(survey.id, {}, vault.operator.id, AT)
    assert narrowed(measure="A34")
    assert not vault.surveys.find(SurveyFilter(text="\x01measure A34")).total


DAYS = st.dates(date(2022, 11, 25), date(2023, 4, 5)).map(date.isoformat)
ENDS = st.just("") | DAYS


@settings(max_examples=25)
@given(st.lists(DAYS, min_size=1, max_size=9), st.lists(st.tuples(ENDS, ENDS), min_size=1, max_size=6), st.booleans())
def test_filters__days__are_those_between(
    days: Sequence[str], wanted: Sequence[tuple[str, str]], are_settled: bool
) -> None:
    with TemporaryDirectory() as folder, _opened(Path(folder)) as vault:
        visits = {}
        for day in days:
            made = vault.surveys.create("", "2023Q1", "check", VILLAGE, vault.operator.id, f"{day}T08:00:00")
            vault.drafts.append(made.id, [], vault.operator.id, f"{day}T09:00:00", replace(fields(), survey_date=day))
            visits[made.id] = day
        if are_settled:
            vault.surveys.create("", "2022Q4", "check", VILLAGE, vault.operator.id, AT)
        for first, last in wanted:
            expected = {one for one, day in visits.items() if (first or day) <= day <= (last or day)}
            for named in (
                SurveyFilter("2023Q1", touched=(first, last)),
                SurveyFilter("2023Q1", visited=(first, last)),
            ):
                assert {*vault.surveys.find(named).ids()} == expected, named
