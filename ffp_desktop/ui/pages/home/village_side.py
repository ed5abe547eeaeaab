"""The column at the left of the list: how each village or township stands, as bars; of one of them, in words."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from ffp_desktop.domain.regions import Region, RegionLevel
from ffp_desktop.domain.survey import State
from ffp_desktop.ui.desk_shape import DeskShape, SurveyQuery
from ffp_desktop.ui.pages.home.bars_column import BarsColumn
from ffp_desktop.ui.pages.home.progress import measure_progress
from ffp_desktop.ui.pages.home.villages import Progress
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.label import Label

_WORDS_LINES = 3


class VillageSide(BarsColumn):
    """Townships at the banner, villages at a township; a village's own office shows no such column."""

    def __init__(self, desk: DeskShape, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._desk = desk
        self._unit = desk.regions.find(desk.unit.code)
        self.total = 0  # households of the unit in this round
        self._words = Label("", Type.SECONDARY, "label", wraps=True)
        self._build()
        self.bars.pointed.connect(self._tell_about)

    @property
    def words(self) -> str:
        """How the chosen place (or the one under the mouse) stands."""
        return self._words.text()

    @property
    def is_village(self) -> bool:
        return self._unit is not None and self._unit.level is RegionLevel.VILLAGE

    def villages(self) -> list[Region]:
        """The villages of the unit."""
        return self._desk.regions.villages_in(self._desk.unit.code)

    def places(self) -> list[Region]:
        """What the bars show."""
        return self._desk.regions.at_level(RegionLevel.TOWNSHIP) if self._is_county else self.villages()

    def refresh(self, waiting: Mapping[str, int]) -> None:
        """Counts again; `waiting` are the households without a survey in this round, by village."""
        counts = self._desk.count_surveys(SurveyQuery())
        places = self.places()
        kind = self.tr("乡镇") if self._is_county else self.tr("村")
        whole = self.tr("全部 {0} 个{1}").format(len(places), kind)
        rows = measure_progress(counts, waiting, places, whole)
        self.total = rows[0].total
        self.bars.set_rows(rows)

    @property
    def _is_county(self) -> bool:
        return self._unit is not None and self._unit.level is RegionLevel.COUNTY

    def _build(self) -> None:
        self._words.setContentsMargins(16, 2, 10, 0)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._words.setFixedHeight(_WORDS_LINES * 18 + 4)
        title = self.tr("各乡镇进度") if self._is_county else self.tr("各村进度")
        self.lay_out(title, self.tr("完成 / 全部"), self._words)

    def _tell_about(self, row: Progress | None) -> None:
        self._words.setText(say_standing(row) if row is not None else self._words.text())
        self.show_chosen()


def say_standing(row: Progress) -> str:
    """特莫呼珠村：未录入 12、草稿 3、已完成 40."""
    told = [f"{state.value} {row.states[state]}" for state in State if row.states.get(state)]
    if not told:
        return QCoreApplication.translate("VillageSide", "{0}：还没有户").format(row.name)
    return f"{row.name}：{'、'.join(told)}"
