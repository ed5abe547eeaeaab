"""Pages on their way to a printer: which, how many, and stopped half-way."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from ffp_desktop.documents.preview import count_pages
from ffp_desktop.ui.background import Cancelled
from ffp_desktop.ui.printing import print_pages

PAGES = 3


@pytest.fixture
def printer(qapp: QApplication, tmp_path: Path) -> QPrinter:
    made = QPrinter()
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "printed.pdf"))
    return made


def draw(_page: int, _dots: float) -> QImage:
    image = QImage(40, 28, QImage.Format.Format_RGB888)
    image.fill(Qt.GlobalColor.white)
    return image


def test_printing__all_pages__are_counted_and_told(printer: QPrinter, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    assert print_pages(printer, draw, PAGES, lambda done, total: told.append((done, total))) == PAGES
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert count_pages(tmp_path / "printed.pdf") == PAGES


def test_printing__some_pages_chosen__prints_those(printer: QPrinter, tmp_path: Path) -> None:
    printer.setFromTo(2, 3)
    drawn: list[int] = []

    def note(page: int, dots: float) -> QImage:
        drawn.append(page)
        return draw(page, dots)

    assert print_pages(printer, note, PAGES, lambda _done, _total: None) == 2
    assert drawn == [1, 2] and count_pages(tmp_path / "printed.pdf") == 2


def test_printing__cancelled__stops_after_the_page_under_way(printer: QPrinter) -> None:
    drawn: list[int] = []

    def note(page: int, dots: float) -> QImage:
        drawn.append(page)
        return draw(page, dots)

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        print_pages(printer, note, PAGES, stop)
    assert drawn == [0]
