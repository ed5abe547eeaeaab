"""The page for Excel out: five shapes by their number, a file written whole, refusals told in place."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt

from ffp_desktop.errors import FfpError
from ffp_desktop.ui.desk import Desk
from ffp_desktop.ui.desk_shape import Report, SurveyQuery
from ffp_desktop.ui.pages import export_choice
from ffp_desktop.ui.pages.export_choice import TEMPLATE, ExportPage
from ffp_desktop.ui.parts import Parts
from tests.conftest import VILLAGE
from tests.ui.pages.conftest import Press, Show

Key = Qt.Key


class RefusingDesk:
    """A desk whose disk is full."""

    def export(self, kind: str, query: SurveyQuery, out: Path, report: Report) -> tuple[int, int]:
        report(1, 2)
        self.asked = (kind, query, out)
        raise FfpError("file.cannot_write", "磁盘已满，请换一个位置。")


def test_export__each_shape__is_written_by_its_number(
    desk: Desk, parts: Parts, show: Show, press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.start_survey(VILLAGE, "东屯第一")
    page = ExportPage(desk, parts)
    show(page)
    page.set_list(1, SurveyQuery(), "全部")
    page.arrive()
    sheets = [["人员", "说明"], ["家庭", "成员", "说明"], ["0001", "说明"], ["家庭", "成员", "说明", "选项"]]
    for number, (key, names) in enumerate(zip((Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4), sheets, strict=True)):
        target = tmp_path / f"{number}.xlsx"
        monkeypatch.setattr(export_choice, "ask_target", lambda *_asked, to=target: to)
        press(key)
        assert load_workbook(target).sheetnames == names
        assert target.name in page.notice.sentence


def test_export__empty_list__offers_the_template_alone(desk: Desk, parts: Parts, show: Show) -> None:
    page = ExportPage(desk, parts)
    show(page)
    page.set_list(0, SurveyQuery(), "全部")
    assert [kind for kind, button in page.buttons.items() if button.isEnabled()] == [TEMPLATE]


def test_export__refused__is_told_and_can_be_tried_again(parts: Parts, show: Show, tmp_path: Path) -> None:
    page = ExportPage(RefusingDesk(), parts)
    show(page)
    page.set_list(2, SurveyQuery(), "全部")
    page.store("people", tmp_path / "out.xlsx")
    assert page.notice.sentence == "磁盘已满，请换一个位置。"
    assert page.buttons["people"].isEnabled()


def test_export__no_file_chosen__nothing_happens(
    parts: Parts, show: Show, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ExportPage(RefusingDesk(), parts)
    show(page)
    page.set_list(2, SurveyQuery(), "全部")
    page.arrive()
    monkeypatch.setattr(export_choice, "ask_target", lambda *_asked: None)
    press(Key.Key_1)
    assert page.notice.sentence == ""
