"""Catalogue and covers: every file once, in its order, what is missing in words."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ffp_desktop.documents.preview import count_pages, draw_page, page_words
from ffp_desktop.errors import FfpError
from ffp_desktop.services.archive.files import Archive
from ffp_desktop.services.archive.papers import ArchivePapers
from ffp_desktop.services.forms import county_regions
from ffp_desktop.services.rounds import FIRST_ROUND
from ffp_desktop.store.vault import OpenVault
from tests.conftest import Clock

Put = Callable[..., str]
REASON = "长子已就业，收入稳定；医疗支出由医保报销大部"


@pytest.fixture
def papers(vault: OpenVault, clock: Clock) -> ArchivePapers:
    return ArchivePapers(vault, county_regions(), clock)


@pytest.fixture
def filed(
    enter: Callable[[str], str], vault: OpenVault, archive: Archive, key_persons: dict[str, Sequence[str]]
) -> int:
    """Three numbered files, one of them with a rare character in the household's name."""
    for name in ("general-three-people", "rare-characters", "fourteen-people"):
        key_persons[vault.surveys.get(enter(name)).household] = ("新增低保", "大病/慢病")
    return archive.number(archive.look().lines, "一号柜")


def test_write_catalogue__workbook__has_every_file_and_what_it_lacks(
    filed: int, archive: Archive, papers: ArchivePapers, tmp_path: Path
) -> None:
    from openpyxl import load_workbook

    papers.write_catalogue(archive.look().lines, tmp_path / "目录.xlsx", FIRST_ROUND)
    sheet = load_workbook(tmp_path / "目录.xlsx")["目录"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert len(rows) == filed == 3
    assert [row[0] for row in rows] == [1, 2, 3]
    villages = sorted(line.row.village for line in archive.look().lines)
    assert [row[3] for row in rows] == [found.short_name for code in villages if (found := county_regions().find(code))]
    assert all(row[1].endswith("〔2023Q1〕001号") for row in rows)
    assert {row[6] for row in rows} == {"新增低保、大病/慢病"}
    assert all("缺签字纸表照片" in row[13] for row in rows)


def test_write_covers__one_upright_page_each(
    filed: int, archive: Archive, papers: ArchivePapers, tmp_path: Path
) -> None:
    out = tmp_path / "封面.pdf"
    seen: list[tuple[int, int]] = []
    lines = archive.look().lines
    assert papers.write_covers(lines, out, FIRST_ROUND, lambda done, total: seen.append((done, total))) == filed
    assert seen[-1] == (filed, filed)
    width, height, _pixels = draw_page(out, 0, 40)
    assert height > width
    words = page_words(out)
    for line, page in zip(sorted(lines, key=lambda one: one.row.village), words, strict=True):
        plain = "".join(page.split())
        assert "一般农户特殊档案" in plain and papers.name_of(line.record) in plain
        assert line.row.head_name in plain and line.row.number in plain
        assert "新增低保、大病/慢病" in plain


def test_write_covers__nothing_chosen__is_said_and_no_file_is_there(papers: ArchivePapers, tmp_path: Path) -> None:
    with pytest.raises(FfpError) as refused:
        papers.write_covers((), tmp_path / "封面.pdf", FIRST_ROUND)
    assert refused.value.code == "archive.nothing"
    assert not (tmp_path / "封面.pdf").exists()


def test_write_catalogue__paper__is_ruled_and_can_be_signed(
    filed: int, archive: Archive, papers: ArchivePapers, tmp_path: Path
) -> None:
    out = tmp_path / "目录.pdf"
    papers.write_catalogue(archive.look().lines, out, FIRST_ROUND)
    assert count_pages(out) == 1
    assert "整理人：" in page_words(out)[0]
