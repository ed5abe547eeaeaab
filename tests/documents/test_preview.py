"""Pages as pictures."""

from pathlib import Path

import pytest

from ffp_desktop.documents.preview import count_pages, draw_page
from ffp_desktop.errors import FfpError
from tests.documents.conftest import Print
from tests.documents.households import MONITORED


def test_draw_page__a4__has_the_pixels_of_its_size(printed: Print, tmp_path: Path) -> None:
    printed(MONITORED)
    assert count_pages(tmp_path / "forms.pdf") == 2
    width, height, pixels = draw_page(tmp_path / "forms.pdf", 0, 96)
    assert (width, height) == pytest.approx((1123, 794), abs=1)
    assert len(pixels) == width * height * 3
    assert pixels[:3] == b"\xff\xff\xff"


def test_draw_page__very_many_dots__are_bounded(printed: Print, tmp_path: Path) -> None:
    printed(MONITORED)
    width, height, _ = draw_page(tmp_path / "forms.pdf", 0, 2400)
    assert width * height <= 30_100_000


def test_count_pages__no_pdf__is_told(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.5\nbroken")
    for name in ("broken.pdf", "gone.pdf"):
        with pytest.raises(FfpError) as caught:
            count_pages(tmp_path / name)
        assert caught.value.code == "preview.unreadable"
