"""核实核查台账: found, counted, exported and printed; its sums are the lists' sums."""

from pathlib import Path

import pytest

from ffp_desktop.domain.campaign.records import Answer, NewClue, Result
from ffp_desktop.errors import FfpError
from ffp_desktop.services.campaign.clues import Clues
from ffp_desktop.services.campaign.ledger import Answered, ClueFilter, Ledger
from ffp_desktop.services.campaign.lists import Lists
from ffp_desktop.services.campaign.visits import Visits
from ffp_desktop.services.forms import county_regions
from ffp_desktop.services.printing import page_words
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.vault import OpenVault
from tests.conftest import Clock
from tests.services.campaign.conftest import HEAD, WIFE, Take, on, row
from tests.services.workbook_export.conftest import read_sheets

Family = tuple[str, str, dict[str, str]]
ANSWER = Answer(Result.UNTRUE, "2023-03-01", ("金海波", "苏日娜"), "已更正", "村委会证明")


@pytest.fixture
def ledger(vault: OpenVault, clock: Clock) -> Ledger:
    return Ledger(vault, county_regions(), clock)


def test_line__has_all_from_push_to_result(ledger: Ledger, clues: Clues, take: Take, family: Family) -> None:
    _survey, household, members = family
    told = row(event_date="2023-01-08", note="补录", more={"等级": "二级"})
    (clue,) = take(NewClue(told, on(household, members[HEAD])), kind="受灾")
    clues.answer([clue.id], ANSWER)
    line = ledger.line(clue.id)
    assert (line.township, line.village, line.head_name, line.is_green) == ("腾克镇", "特莫呼珠村", "孟和", True)
    assert line.told == "2023-01-08发生；补录；等级：二级"
    assert line.evidence == "村委会证明"


def test_line__answered_by_a_visit__names_the_survey(
    ledger: Ledger, visits: Visits, surveys: Surveys, take: Take, family: Family
) -> None:
    survey, household, members = family
    (clue,) = take(NewClue(row(), on(household, members[HEAD])))
    visits.answer_with_visit(visits.tasks().visited[0])
    assert ledger.line(clue.id).evidence == f"表号{surveys.open(survey).header.number}"


def test_sums__are_the_lists_sums(ledger: Ledger, lists: Lists, clues: Clues, take: Take) -> None:
    take(row(), row("杜玉兰", WIFE, 3))
    made = take(row(), kind="受灾")
    clues.answer([made[0].id], ANSWER)
    found = ledger.find(ClueFilter())
    assert found.total == sum(one.clues for one in lists.all()) == sum(found.counts.by_kind.values()) == 3
    assert (found.counts.by_result, found.counts.open) == ({"待核实": 2, "情况不属实": 1}, 2)
    assert ledger.find(ClueFilter(answered=Answered.DONE)).page(0)[0].clue.id == made[0].id


def test_export__has_a_row_for_each_line_and_says_what_it_is(
    ledger: Ledger, clues: Clues, take: Take, tmp_path: Path
) -> None:
    first, _second = take(row(), row("=1+1", "", 3))
    clues.answer([first.id], ANSWER)
    out = tmp_path / "ledger.xlsx"
    assert ledger.export(ClueFilter(), out) == 2
    tables = read_sheets(out)
    rows = tables["台账"]
    assert [line["姓名"] for line in rows] == ["孟和", "=1+1"]
    assert rows[0]["证件号码"] == HEAD
    assert [rows[0][name] for name in ("核实结果", "原因", "佐证")] == ["情况不属实", "已更正", "村委会证明"]
    assert {"按": "结果", "名称": "情况不属实", "条数": 1} in tables["合计"]
    assert {"项目": "条数", "内容": "2 条，待核实 1 条"} in tables["说明"]


def test_print__has_headings_and_lines_on_paper(ledger: Ledger, take: Take, tmp_path: Path) -> None:
    take(*(row(f"孟和{number}", "", number) for number in range(2, 42)))
    out = tmp_path / "ledger.pdf"
    pages = ledger.print(ClueFilter(), out)
    texts = ["".join(words.split()) for words in page_words(out)]
    assert len(texts) == pages > 1
    assert all("核实结果" in text for text in texts)
    assert "孟和41" in texts[-1] and "待核实40条" in texts[-1]


def test_export_and_print__of_nothing__write_no_file(ledger: Ledger, tmp_path: Path) -> None:
    for write, name in ((ledger.export, "a.xlsx"), (ledger.print, "a.pdf")):
        with pytest.raises(FfpError) as refused:
            write(ClueFilter(), tmp_path / name)
        assert refused.value.code == "ledger.empty"
    assert list(tmp_path.glob("a.*")) == []
