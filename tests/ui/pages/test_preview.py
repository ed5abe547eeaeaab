"""The print page: pages turned, a PDF stored whole, refusals told in place."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.desk_shape import Report
from ffp_desktop.ui.pages.preview import PreviewPage
from ffp_desktop.ui.parts import Parts
from tests.ui.pages.conftest import Press, Show

Key = Qt.Key


class PrintingDesk:
    """Writes a file where the paper would be; the paper itself is tested elsewhere."""

    def __init__(self, refusal: FfpError | None = None) -> None:
        self._refusal = refusal
        self.asked: list[object] = []

    def print_surveys(self, survey_ids: Sequence[str], out: BytesIO, report: Report) -> None:
        report(1, len(survey_ids))
        if self._refusal is not None:
            raise self._refusal
        self.asked.append(list(survey_ids))
        out.write(b"%PDF-1.4")

    def print_blank(self, rows: int, copies: int, out: BytesIO) -> None:
        self.asked.append((rows, copies))
        out.write(b"%PDF-1.4")


def preview(parts: Parts, show: Show, desk: object) -> PreviewPage:
    page = PreviewPage(desk, parts)
    show(page)
    return page


def test_preview__surveys__are_shown_and_turned(parts: Parts, show: Show, press: Press) -> None:
    page = preview(parts, show, PrintingDesk())
    page.show_surveys(["a"])
    assert page.page_words == "第 1 / 3 页" and page.view.image() is not None
    press(Key.Key_PageDown, Key.Key_PageDown, Key.Key_PageDown)
    assert page.page_words == "第 3 / 3 页"
    press(Key.Key_PageUp)
    assert page.page_words == "第 2 / 3 页"


def test_preview__blank_forms__rows_and_copies(parts: Parts, show: Show, press: Press) -> None:
    desk = PrintingDesk()
    page = preview(parts, show, desk)
    page.choice.rows.set_value("20")
    page.choice.copies.set_value("50")
    page.choice.rows.setFocus()
    press(Key.Key_Return)
    assert desk.asked == [(20, 50)]


@pytest.mark.parametrize("rows", ["", "0", "61"])
def test_preview__impossible_rows__are_marked(parts: Parts, show: Show, rows: str) -> None:
    desk = PrintingDesk()
    page = preview(parts, show, desk)
    page.choice.rows.set_value(rows)
    page.choice.blank.click()
    assert desk.asked == [] and page.choice.rows.property("wrong")


def test_preview__character_without_font__is_named_and_nothing_printed(parts: Parts, show: Show) -> None:
    refusal = FfpError("paper.character_without_font", "“𠅤”没有字体，印不出来。")
    page = preview(parts, show, PrintingDesk(refusal))
    page.show_surveys(["a"])
    assert page.notice.sentence == refusal.sentence and page.pdf == b""


def test_preview__store__writes_whole(parts: Parts, show: Show, tmp_path: Path) -> None:
    page = preview(parts, show, PrintingDesk())
    page.show_surveys(["a"])
    page.store(tmp_path / "表.pdf")
    assert (tmp_path / "表.pdf").read_bytes() == b"%PDF-1.4"
    page.store(tmp_path / "missing" / "表.pdf")
    assert "写不进去" in page.notice.sentence


def test_preview__no_printer__is_told(parts: Parts, show: Show, press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    from ffp_desktop.ui import printing

    monkeypatch.setattr(printing, "list_printers", list)
    page = preview(parts, show, PrintingDesk())
    page.show_surveys(["a"])
    press(Key.Key_F7)
    assert "没有打印机" in page.notice.sentence


def test_preview__printed__says_where_and_how_many(
    parts: Parts, show: Show, press: Press, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from ffp_desktop.ui import printing

    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    monkeypatch.setattr(printing, "choose_printer", lambda _parent, _preferred, _pages: printer)
    page = preview(parts, show, PrintingDesk())
    page.show_surveys(["a"])
    press(Key.Key_F7)
    assert "共 3 页" in page.notice.sentence
    assert page._print.isEnabled() and page.page_words == "第 1 / 3 页"


def test_preview__escape__leaves(desk: Desk, parts: Parts, show: Show, press: Press, qtbot: QtBot) -> None:
    page = preview(parts, show, desk)
    page.choice.copies.setFocus()
    with qtbot.waitSignal(page.left):
        press(Key.Key_Escape)
