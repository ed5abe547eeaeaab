"""Building the survey page and showing the next survey in it, beside a page of bare Qt inputs as large."""

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QTableView, QVBoxLayout, QWidget

from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.ui.form.page import SurveyPage
from ffp_desktop.ui.theme import Theme
from tests.benchmarks.report import Figure, median_ms, time_each
from tests.benchmarks.survey_desk import ROOM, add_survey, open_vault_of, read_filed, start_application, with_members

TIMES = 15
INPUTS, ROWS, COLUMNS = 150, 30, 18


class BarePage(QWidget):
    """150 line edits and a table view of 30 × 18."""

    def __init__(self) -> None:
        super().__init__()
        column, grid = QVBoxLayout(self), QGridLayout()
        column.addLayout(grid)
        self.inputs = [QLineEdit() for _ in range(INPUTS)]
        for number, one in enumerate(self.inputs):
            grid.addWidget(one, number // 10, number % 10)
        self.model = QStandardItemModel(ROWS, COLUMNS)
        for row in range(ROWS):
            for at in range(COLUMNS):
                self.model.setItem(row, at, QStandardItem())
        self.table = QTableView()
        self.table.setModel(self.model)
        column.addWidget(self.table)

    def fill(self, text: str) -> None:
        for one in self.inputs:
            one.setText(text)
        for row in range(ROWS):
            for at in range(COLUMNS):
                self.model.item(row, at).setText(text)


def show(page: QWidget, application: QApplication) -> None:
    page.resize(*ROOM)
    page.show()
    application.processEvents()


def run() -> list[Figure]:
    """Built and refilled: ours and the bare page in turn, each until painted."""
    application, theme = start_application()
    shelf = FormShelf()
    with open_vault_of(shelf) as (_vault, surveys):
        filed = read_filed("monitored-five-people", shelf)
        ids = [add_survey(surveys, filed, with_members(filed, count)) for count in (4, 4)]
        pages: list[QWidget] = []
        built = time_each(lambda: pages.append(_build_ours(theme, surveys.open, ids[0], application)), TIMES, 2)
        bare_built = time_each(lambda: pages.append(_build_bare(application)), TIMES, 2)
        page = _build_ours(theme, surveys.open, ids[0], application)
        bare = _build_bare(application)
        turn = iter(range(1000))

        def show_next() -> None:
            page.open_survey(ids[next(turn) % 2])
            application.processEvents()

        def refill() -> None:
            bare.fill(str(next(turn)))
            application.processEvents()

        shown, refilled = time_each(show_next, TIMES, 3), time_each(refill, TIMES, 3)
        for one in (*pages, page, bare):
            one.deleteLater()
        application.processEvents()
    build_ms, next_ms = median_ms(built), median_ms(shown)
    inputs = "150 inputs + 30 × 18 table"
    return [
        Figure("build the survey page", build_ms, median_ms(bare_built), "ms", inputs, "≤ 60 ms", build_ms <= 60),
        Figure("show the next survey", next_ms, median_ms(refilled), "ms", f"{inputs}, refill", "≤ 20 ms", next_ms <= 20),
    ]


def _build_ours(theme: Theme, open_session, survey: str, application: QApplication) -> SurveyPage:  # type: ignore[no-untyped-def]
    page = SurveyPage(theme, county_regions(), open_session)
    page.open_survey(survey)
    show(page, application)
    return page


def _build_bare(application: QApplication) -> BarePage:
    page = BarePage()
    page.fill("一")
    show(page, application)
    return page
