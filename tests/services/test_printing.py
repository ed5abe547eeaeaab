"""Surveys of the vault on paper: what is relevant stands on it, nothing is written when something cannot be."""

from datetime import datetime
from pathlib import Path

import pytest

from ffp_desktop.documents.preview import page_words
from ffp_desktop.domain.evaluation import Evaluation
from ffp_desktop.domain.paper.sheet import PaperSheet
from ffp_desktop.domain.survey import Place, Strike, SurveyHeader
from ffp_desktop.domain.values import Mark, Unparsed
from ffp_desktop.errors import FfpError
from ffp_desktop.services.entry import EntrySession
from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.services.paper_sheets import Imprint, make_blank, make_sheet
from ffp_desktop.services.printing import print_blank, print_sheets, print_surveys
from ffp_desktop.services.rounds import FIRST_ROUND
from tests.forms.household import FACTS, SURVEYS, household_form, read_survey

UNASSIGNED = "\U0003fffd"
NAMES = sorted(file.stem for file in SURVEYS.glob("*.json") if not file.stem.endswith(".expected"))


def evaluation_of(name: str) -> Evaluation:
    evaluation = Evaluation(household_form())
    evaluation.load(read_survey(name).answers, FACTS)
    return evaluation


def sheet_of(evaluation: Evaluation) -> PaperSheet:
    village = evaluation.effective(Place("village"))
    header = SurveyHeader("1", "1", FIRST_ROUND, household_form().id, str(village), "150722108204-2023Q1-0001")
    return make_sheet(header, evaluation, county_regions(), Imprint("苏日娜", "腾克镇", datetime(2023, 3, 6, 15, 20)))


def words_of(out: Path) -> str:
    return "".join("".join(page_words(out)).split())


@pytest.mark.parametrize("name", NAMES)
def test_print_sheets__household_of_the_test_data__has_every_text(name: str, tmp_path: Path) -> None:
    sheet = sheet_of(evaluation_of(name))
    print_sheets(household_form().paper, [sheet], tmp_path / "out.pdf")
    words = words_of(tmp_path / "out.pdf")
    texts = [*sheet.answers.values(), *(text for member in sheet.members for text in member.values())]
    assert [text for text in texts if "".join(text.split()) not in words] == []
    assert sheet.head_name in words


def test_make_sheet__monitored_household__has_address_income_measures_and_ticks() -> None:
    sheet = sheet_of(evaluation_of("monitored-five-people"))
    assert sheet.answers["village.county"] == "莫力达瓦达斡尔族自治"
    assert sheet.answers["village.village"]
    assert "," in sheet.answers["total_income"]
    assert sheet.ticks["risk_types"]
    assert len(sheet.members) == 5
    assert sheet.facts == {"round_period_start": "2022年2月15日", "round_period_end": "2023年2月14日"}


def test_make_sheet__sections_that_are_not_relevant__are_blank() -> None:
    evaluation = evaluation_of("monitored-five-people")
    evaluation.set(Place("household_kind"), "一般农牧户")
    evaluation.set(Place("newly_identified"), "否")
    sheet = sheet_of(evaluation)
    closed = [
        item.id for item in household_form().items.values() if item.section in ("risk", "measures", "elimination")
    ]
    assert not any(item in sheet.ticks for item in closed)
    assert not any(sheet.answers.get(item) for item in closed)


def test_make_sheet__member_struck_out__is_not_printed() -> None:
    evaluation = evaluation_of("monitored-five-people")
    struck = evaluation.answers.members[-1]
    name = evaluation.effective(Place("name", struck))
    evaluation.answers.struck[struck] = Strike("迁出")
    evaluation.load(evaluation.answers, FACTS)
    sheet = sheet_of(evaluation)
    assert len(sheet.members) == 4
    assert name not in [member["name"] for member in sheet.members]


def test_make_sheet__marks_and_unreadable_text__stand_as_the_paper_had_them() -> None:
    evaluation = evaluation_of("general-three-people")
    evaluation.set(Place("wage_income"), Unparsed("三万多"))
    evaluation.set(Place("head_phone"), Mark.ILLEGIBLE)
    evaluation.set(Place("natural_village"), Mark.BLANK)
    sheet = sheet_of(evaluation)
    assert sheet.answers["wage_income"] == "三万多"
    assert sheet.answers["head_phone"] == "〔看不清〕"
    assert sheet.answers["natural_village"] == ""


def test_make_sheet__four_judges__share_three_blanks() -> None:
    evaluation = evaluation_of("general-three-people")
    evaluation.set(Place("judges"), ("杜海峰", "苏日娜", "鄂志强", "敖特根"))
    sheet = sheet_of(evaluation)
    assert [sheet.answers[f"judges.{part}"] for part in range(3)] == ["杜海峰", "苏日娜", "鄂志强、敖特根"]


def test_print_surveys__survey_of_the_vault__is_printed_with_number_and_unit(
    session: EntrySession, tmp_path: Path
) -> None:
    session.set_text(Place("head_phone"), "13847012236")
    done: list[tuple[int, int]] = []
    assert print_surveys([session], tmp_path / "out.pdf", lambda now, total: done.append((now, total))) == 2
    words = words_of(tmp_path / "out.pdf")
    for text in ("13847012236", session.header.number, "腾克镇", "录入苏日娜", "东屯第一"):
        assert text in words
    assert done == [(1, 1)]


def test_print_surveys__character_without_font__is_told_before_anything_is_written(
    session: EntrySession, tmp_path: Path
) -> None:
    out = tmp_path / "out.pdf"
    out.write_bytes(b"before")
    session.add_member()
    session.set_text(Place("name", session.members()[0]), f"王{UNASSIGNED}")
    with pytest.raises(FfpError) as caught:
        print_surveys([session], out)
    assert caught.value.code == "paper.character_without_font"
    assert session.header.number in caught.value.sentence
    assert "U+3FFFD" in caught.value.sentence
    assert out.read_bytes() == b"before"


def test_print_surveys__cancelled__leaves_no_trace(session: EntrySession, tmp_path: Path) -> None:
    class CancelledError(Exception):
        pass

    def cancel(_done: int, _total: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        print_surveys([session], tmp_path / "out.pdf", cancel)
    assert not any(file.suffix == ".pdf" or file.name.startswith(".writing") for file in tmp_path.iterdir())


def test_print_surveys__nothing_chosen__is_told(tmp_path: Path) -> None:
    with pytest.raises(FfpError) as caught:
        print_surveys([], tmp_path / "out.pdf")
    assert caught.value.code == "paper.nothing_to_print"


def test_print_surveys__folder_gone__is_told(session: EntrySession, tmp_path: Path) -> None:
    with pytest.raises(FfpError) as caught:
        print_surveys([session], tmp_path / "gone" / "out.pdf")
    assert caught.value.code == "file.cannot_write"


def test_print_blank__ticks_what_the_form_prints_ticked(shelf: FormShelf, tmp_path: Path) -> None:
    assert make_blank(shelf.form, FIRST_ROUND, "", 6).ticks == {"resettlement_site": ("否",)}
    assert print_blank(shelf.form, 6, 3, tmp_path / "out.pdf") == 6
    assert "150722莫力达瓦达斡尔族自治旗" in words_of(tmp_path / "out.pdf")


@pytest.mark.parametrize("rows", [0, 61])
def test_print_blank__rows_beyond_the_form__are_refused(shelf: FormShelf, tmp_path: Path, rows: int) -> None:
    with pytest.raises(FfpError) as caught:
        print_blank(shelf.form, rows, 1, tmp_path / "out.pdf")
    assert caught.value.code == "paper.rows_wrong"
