"""Building the survey page and showing the next survey in it, beside a page of bare Qt inputs as large."""

from itertools import count

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QTableView, QVBoxLayout, QWidget

from ffp_desktop.services.forms import FormShelf, county_regions
from ffp_desktop.ui.form.page import SurveyPage
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


class Host(QWidget):
    """The window that the pages stand in, one at a time."""

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self._application = application
        self._page: QWidget | None = None
        self.resize(*ROOM)
        self.show()

    def take(self, page: QWidget) -> None:
        """Shows `page`, painted when this returns, in place of the one before."""
        if self._page is not None:
            self._page.hide()
        self._page = page
        page.setParent(self)
        page.resize(*ROOM)
        page.show()
        self.paint()

    def paint(self) -> None:
        self._application.processEvents()


def run() -> list[Figure]:
    """Built and refilled, ours and the bare page, each until painted. The two surveys are different households."""
    application, theme = start_application()
    shelf = FormShelf()
    with open_vault_of(shelf) as (_vault, surveys):
        filed = [read_filed(name, shelf) for name in ("monitored-five-people", "grandmother-and-grandchildren")]
        ids = [add_survey(surveys, one, with_members(one, 4)) for one in filed]
        host = Host(application)

        def build() -> SurveyPage:
            page = SurveyPage(theme, county_regions(), surveys.open)
            page.open_survey(ids[0])
            host.take(page)
            return page

        def build_bare() -> BarePage:
            page = BarePage()
            page.fill("一")
            host.take(page)
            return page

        built, bare_built = time_each(build, TIMES, 3), time_each(build_bare, TIMES, 3)
        turns = count()
        page = build()

        def show_next() -> None:
            page.open_survey(ids[next(turns) % 2])
            host.paint()

        shown = time_each(show_next, 2 * TIMES, 4)
        bare = build_bare()

        def refill() -> None:
            bare.fill(str(next(turns)))
            host.paint()

        refilled = time_each(refill, 2 * TIMES, 4)
        host.close()
    build_ms, next_ms = median_ms(built), median_ms(shown)
    inputs = "150 inputs + 30 × 18 table"
    return [
        Figure("build the survey page", build_ms, median_ms(bare_built), "ms", inputs, "≤ 60 ms", build_ms <= 60),
        Figure(
            "show the next survey", next_ms, median_ms(refilled), "ms", f"{inputs}, refill", "≤ 20 ms", next_ms <= 20
        ),
    ]
