"""From the lines of the workbench to the very thing they count, and back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from ffp_desktop.domain.monitoring.watch import Watch
from ffp_desktop.domain.survey import State
from ffp_desktop.services.campaign.sources import HELD, MISSING, PageSource, Source, SurveysSource, Where
from ffp_desktop.store.records import SurveyFilter
from ffp_desktop.ui.pages.campaign.monitoring.page import MonitoringPage
from ffp_desktop.ui.pages.conflict.list_page import ConflictListPage
from ffp_desktop.ui.pages.exchange.page import ExchangePage
from ffp_desktop.ui.pages.home.page import HomePage
from ffp_desktop.ui.pages.workbench.page import WorkbenchPage
from ffp_desktop.ui.window import MainWindow
from tests.ui.pages.conftest import Press

ALT = Qt.KeyboardModifier.AltModifier
Follow = Callable[[Source], None]


@pytest.fixture
def follow(at_home: MainWindow, press: Press) -> Follow:
    """Goes from the workbench where a line of this source leads."""

    def go(source: Source) -> None:
        press(Qt.Key.Key_5, modifier=ALT)
        assert isinstance(at_home.page, WorkbenchPage)
        at_home.page.source_wanted.emit(source)

    return go


def test_conflicts__their_list__and_esc_comes_back(at_home: MainWindow, follow: Follow, press: Press) -> None:
    follow(PageSource(Where.CONFLICTS))
    assert isinstance(at_home.page, ConflictListPage)
    press(Qt.Key.Key_Escape)
    assert isinstance(at_home.page, WorkbenchPage)
    press(Qt.Key.Key_3, modifier=ALT)
    press("5")
    assert isinstance(at_home.page, ConflictListPage)
    press(Qt.Key.Key_Escape)
    assert isinstance(at_home.page, ExchangePage)


@pytest.mark.parametrize("entry", [MISSING, HELD])
def test_missing_bundles__where_they_are_waited_for(at_home: MainWindow, follow: Follow, entry: str) -> None:
    follow(PageSource(Where.EXCHANGE, "150722108203", entry))
    page = at_home.page
    assert isinstance(page, ExchangePage)
    assert page.came.hasFocus() is (entry == MISSING)


@pytest.mark.parametrize("watch", [Watch.OVERDUE, Watch.NO_MEASURE])
def test_monitored__that_list(at_home: MainWindow, follow: Follow, watch: Watch) -> None:
    follow(PageSource(Where.MONITORED, "150722108", watch.value))
    assert isinstance(at_home.page, MonitoringPage) and at_home.page.watch is watch
    at_home.page.tabs.choose(0)
    follow(PageSource(Where.MONITORED, "150722108", watch.value))
    assert at_home.page.watch is watch


def test_returned__the_list_of_surveys_narrowed_to_them(at_home: MainWindow, follow: Follow) -> None:
    follow(SurveysSource(SurveyFilter(state=State.RETURNED, ids=("a", "b"))))
    assert isinstance(at_home.page, HomePage)
    assert (at_home.page.query().state, at_home.page.query().ids) == (State.RETURNED, ("a", "b"))


def test_waiting__households_without_a_survey(at_home: MainWindow, follow: Follow) -> None:
    follow(PageSource(Where.WAITING))
    assert isinstance(at_home.page, HomePage) and at_home.page.query().state is State.NOT_ENTERED
