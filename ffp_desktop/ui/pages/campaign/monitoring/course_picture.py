"""A household's course as a quiet picture: the steps of 新识别 in a line with their days, and each action below it.

API: `HouseholdPart.show_household(household)`; `Station`, `Track`, `CoursePicture`, `tracks_of(household)`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ffp_desktop.domain.monitoring.records import Action, ActionState, Step
from ffp_desktop.ui.pages.campaign.monitoring.rows import head_words
from ffp_desktop.ui.theme import Theme, Type
from ffp_desktop.ui.widgets.label import Label
from ffp_desktop.ui.widgets.marks import MARK_SIZE, Shape, paint_mark

if TYPE_CHECKING:
    from ffp_desktop.services.monitoring.lists import MonitoredHousehold

_NAME, _HEIGHT, _LEAST = 124, 52, 100  # px: a track's name, its height, a station's least width
_LEAST_TRACKS, _MOST = 2, 3  # so that the list above keeps its place from row to row


@dataclass(frozen=True, slots=True)
class Station:
    """A step or state: its name, the day it was reached ("" while it was not), who; `is_next` for what comes now."""

    name: str
    day: str = ""
    by: str = ""
    is_next: bool = False
    is_refusal: bool = False


@dataclass(frozen=True, slots=True)
class Track:
    """One line of stations; `ended` says why it was taken back."""

    name: str
    stations: Sequence[Station]
    ended: str = ""


class CoursePicture(QWidget):
    """Only looked at: what can be done stands in the status bar."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tracks: Sequence[Track] = ()
        self._nothing = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def tracks(self) -> Sequence[Track]:
        return self._tracks

    def show_tracks(self, tracks: Sequence[Track], nothing: str = "") -> None:
        """At most three: the steps, and the latest actions; `nothing` stands there when there is none."""
        self._nothing = nothing
        self._tracks = tracks[:_MOST]
        words = [f"{track.name}：" + "，".join(f"{one.name} {one.day}" for one in track.stations) for track in tracks]
        self.setAccessibleDescription("；".join(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, _HEIGHT * max(len(self._tracks), _LEAST_TRACKS) + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, track in enumerate(self._tracks):
            self._paint_track(painter, track, number * _HEIGHT)
        if not self._tracks:
            rect = QRectF(12, 0, self.width() - 24, 22)
            self._write(painter, rect, self._nothing, self._theme.palette.muted, Type.LABEL)

    def _paint_track(self, painter: QPainter, track: Track, top: float) -> None:
        palette, theme = self._theme.palette, self._theme
        painter.setFont(theme.font(Type.LABEL, is_bold=True))
        painter.setPen(QColor(palette.closed_text if track.ended else palette.title))
        painter.drawText(QRectF(12, top, _NAME - 12, 22), Qt.AlignmentFlag.AlignVCenter, track.name)
        if track.ended:
            self._write(
                painter, QRectF(12, top + 20, self.width() - 24, 20), track.ended, palette.muted, Type.SECONDARY
            )
        width = max((self.width() - _NAME - 8) / max(len(track.stations), 1), _LEAST)
        for place, station in enumerate(track.stations):
            left = _NAME + place * width
            rect = QRectF(left, top, width - 10, _HEIGHT)
            start = self._paint_station(painter, station, rect, is_over=bool(track.ended))
            if place < len(track.stations) - 1 and start < left + width - 8:
                is_behind = bool(station.day and track.stations[place + 1].day) and not track.ended
                painter.setPen(theme.pen(palette.accent if is_behind else palette.rule, 1.5))
                painter.drawLine(int(start), int(top + 11), int(left + width - 6), int(top + 11))

    def _paint_station(self, painter: QPainter, station: Station, rect: QRectF, *, is_over: bool) -> float:
        """Where its name ends."""
        palette = self._theme.palette
        ink = palette.error if station.is_refusal else palette.accent if station.day else palette.muted
        if station.is_next and not is_over:
            ink = palette.warning
        ink = palette.closed_text if is_over else ink
        shape = Shape.CROSS if station.is_refusal else Shape.DOT if station.day else Shape.RING
        paint_mark(painter, QRectF(rect.left(), rect.top() + 1, MARK_SIZE, 20), shape, ink)
        metrics = QFontMetricsF(self._theme.font(Type.LABEL, is_bold=bool(station.day)))
        name = QRectF(rect.left() + MARK_SIZE + 5, rect.top(), metrics.horizontalAdvance(station.name) + 8, 22)
        painter.setFont(self._theme.font(Type.LABEL, is_bold=bool(station.day)))
        painter.setPen(QColor(ink if not station.day else palette.closed_text if is_over else palette.title))
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, station.name)
        under = QRectF(rect.left() + MARK_SIZE + 5, rect.top() + 20, rect.width() - MARK_SIZE, 18)
        words = f"{station.day}  {station.by}".strip()
        if not words and station.is_next and not is_over:
            words = _tr("等着办")
        if not is_over:
            self._write(painter, under, words, palette.label if station.day else ink, Type.SECONDARY)
        return name.right()

    def _write(self, painter: QPainter, rect: QRectF, words: str, ink: str, kind: Type) -> None:
        font = self._theme.font(kind)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


class HouseholdPart(QWidget):
    """The household that one stands on: what the lists rest on, and its course."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = Label("", Type.SUBHEAD)
        self.facts = Label("", Type.LABEL, "label")
        self.reasons = Label("", Type.LABEL, "answer", wraps=True)
        self.course = CoursePicture(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 4)
        column.setSpacing(6)
        line = QHBoxLayout()
        line.setContentsMargins(12, 0, 12, 0)
        line.setSpacing(16)
        line.addWidget(self.head)
        line.addWidget(self.facts, 1)
        column.addLayout(line)
        self.reasons.setContentsMargins(12, 0, 12, 2)
        column.addWidget(self.reasons)
        column.addWidget(self.course)

    def show_words(self, head: str, words: str) -> None:
        """Something else than a household, in words."""
        self.head.setText(head)
        self.facts.setText("")
        self.reasons.setText(words)
        self.reasons.setVisible(bool(words))
        self.course.show_tracks([])

    def show_household(self, household: "MonitoredHousehold | None") -> None:
        self.head.setText(household.survey.head_name if household else "")
        self.facts.setText(head_words(household) if household else "")
        self.reasons.setText(household.reasons() if household else "")
        self.reasons.setVisible(bool(self.reasons.text()))
        nothing = self.tr("还没有提出过动作。F2 提出。") if household else ""
        self.course.show_tracks(tracks_of(household) if household else [], nothing)


def tracks_of(household: "MonitoredHousehold") -> list[Track]:
    """The steps where there are any to take, then the actions: what is under way first, then the latest."""
    record, found = household.record, []
    if household.facts.is_new or record.steps:
        waiting = next((step for step in Step if step not in record.steps), None)
        stations = []
        for step in Step:
            taken = record.steps.get(step)
            day = (f"{taken.date[5:]}—{taken.end[5:]}" if taken.end else taken.date) if taken else ""
            stations.append(Station(step.value, day, taken.by if taken else "", step is waiting))
        found.append(Track(_tr("新识别"), stations))
    latest = [*reversed(record.actions)]
    ordered = [action for action in latest if action.is_open] + [action for action in latest if not action.is_open]
    return found + [_action_track(action) for action in ordered]


def _action_track(action: Action) -> Track:
    reached = {passage.state: passage for passage in action.passages}
    is_refused = ActionState.REFUSED in reached
    way = [state for state in ActionState if state is not ActionState.REFUSED or is_refused]
    if is_refused:
        way = [state for state in way if state in reached]
    stations, waits = [], True
    for state in way:
        passage = reached.get(state)
        is_next = passage is None and waits and not is_refused
        waits = waits and passage is not None
        day, by = (passage.date, passage.by) if passage else ("", "")
        stations.append(Station(state.value, day, by, is_next, state is ActionState.REFUSED))
    ended = _tr("已撤回：{0}").format(action.withdrawn) if action.withdrawn else ""
    return Track(action.kind.value, stations, ended)


def _tr(text: str) -> str:
    return QCoreApplication.translate("CoursePicture", text)
