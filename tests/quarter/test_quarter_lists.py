"""The simulated lists: as many rows as were planted, every way among them, the same for the same seed."""

from collections import Counter
from pathlib import Path

from ffp_desktop.documents.workbook.reading import read_workbook
from ffp_desktop.domain.id_number import normalise_id_number, upgrade_to_18
from tests.quarter.conftest import HOUSEHOLDS, PATTERNS, SCALE, VILLAGES, Quarter
from tests.quarter.county import BEFORE, NOW, make_county
from tests.quarter.known import read_people
from tests.quarter.layouts import LAYOUTS
from tests.quarter.quarter_lists import TRUTH, write_lists
from tests.quarter.truth import Outcome, Stage, read_truth
from tests.quarter.ways import WAYS


def cells_of(quarter: Quarter, file: str) -> dict[tuple[str, int], tuple[str, ...]]:
    """The rows of a written workbook by sheet and number; a text table's sheet is called as the layout has it."""
    sheets = read_workbook(quarter.folder / file).sheets
    rows = ((sheet.name or "Sheet1", number, row) for sheet in sheets for number, row in enumerate(sheet.rows, 1))
    return {(name, number): tuple(map(str, row)) for name, number, row in rows}


def test_lists__at_full_size__are_a_quarters() -> None:
    sizes = [layout.rows for layout in LAYOUTS]
    assert len(sizes) == 12 and min(sizes) == 500 and max(sizes) == 20_000 and 75_000 < sum(sizes) < 85_000


def test_lists__a_small_quarter__has_every_way_stage_and_outcome(quarter: Quarter) -> None:
    ways = Counter(row.way for one in quarter.lists for row in one.rows)
    assert ways.keys() == {*WAYS, "no_person"}
    assert {row.stage for one in quarter.lists for row in one.rows} == {*Stage}
    assert {outcome for one in quarter.lists for row in one.rows for outcome in row.outcomes} == {*Outcome} - {
        Outcome.WAITING
    }
    assert 300 < sum(ways.values()) < 600


def test_lists__planted_rows__stand_where_the_truth_says(quarter: Quarter) -> None:
    people = {one.member: one for one in read_people(quarter.county.vault, NOW.id, BEFORE.id)}
    for planted in quarter.lists:
        rows = cells_of(quarter, planted.file)
        for row in planted.rows:
            words = rows[row.sheet, row.row]
            if row.stage is Stage.NO_PERSON:
                assert len([word for word in words if word]) < 4 or "姓名" in words
            elif row.way in ("plain", "two_in_cell", "dead", "repeated", "spaced", "lower_x", "fifteen"):
                known = people[row.persons[0]]
                numbers = [normalise_id_number(word) for word in words]
                assert any(known.id in (number, upgrade_to_18(number)) or known.id in number for number in numbers)


def test_lists__every_row_below_the_header__is_planted(quarter: Quarter) -> None:
    for planted in quarter.lists:
        known = {(row.sheet, row.row) for row in planted.rows}
        for sheet in {name for name, _row in known}:
            first = min(row for name, row in known if name == sheet)
            there = {row for name, row in cells_of(quarter, planted.file) if name == sheet and row >= first}
            assert there == {row for name, row in known if name == sheet}


def test_lists__the_truth_in_a_file__is_the_same_truth(quarter: Quarter) -> None:
    assert read_truth(quarter.folder / TRUTH) == quarter.lists


def test_lists__the_same_seed__gives_the_same_cells(quarter: Quarter, tmp_path: Path) -> None:
    county = make_county(tmp_path / "vault", HOUSEHOLDS, patterns=PATTERNS, villages=VILLAGES)
    again = Quarter(county, tmp_path, write_lists(tmp_path, county.vault, SCALE))
    county.vault.close(county.clock(), backup=False)
    for planted, other in zip(quarter.lists, again.lists, strict=True):
        assert cells_of(quarter, planted.file) == cells_of(again, other.file)
        assert [row.way for row in planted.rows] == [row.way for row in other.rows]


def test_county__is_what_its_journal_says(quarter: Quarter) -> None:
    assert quarter.county.vault.check() == ()
