"""The desk: what is due, how far the round has come, where to look closer, what is late.

API (class `CampaignDesk(vault, surveys, regions, clock)`): look() -> Desk       bars() -> UnitBars
    villages() -> Villages on the chart       outliers() -> those that stand out
    households(unit, kinds) -> KeyHouseholds to go through
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from ffp_desktop.domain.campaign.attention import Attention, find_outliers
from ffp_desktop.domain.campaign.progress import BANNER, is_approved, is_received, last_day
from ffp_desktop.domain.campaign.round_settings import (
    JUDGEMENT,
    LISTS,
    REPORT,
    VISITS,
    RoundSettings,
    day_of,
    read_settings,
)
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import State
from ffp_desktop.services.campaign.desk_records import Desk, Due, UnitBar, Village
from ffp_desktop.services.campaign.late import LateThings
from ffp_desktop.services.campaign.sources import PageSource, Source, SurveysSource, Where
from ffp_desktop.services.campaign.written import report_written
from ffp_desktop.services.list_kinds import ListKinds, kinds_of
from ffp_desktop.services.monitoring.lists import Monitoring
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.campaign.figure_records import KeyHousehold, UnitProgress
from ffp_desktop.store.records import SurveyFilter

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

_BELOW = {6: 9, 9: 12}


class CampaignDesk:
    """Looks at one open vault."""

    def __init__(
        self, vault: "OpenVault", surveys: Surveys, regions: Regions, clock: Callable[[], datetime] = datetime.now
    ) -> None:
        self._vault = vault
        self._surveys = surveys
        self._regions = regions
        self._clock = clock
        self.monitoring = Monitoring(vault, surveys, clock)

    @property
    def kinds(self) -> ListKinds:
        """Of departments' lists."""
        return kinds_of(self._vault)

    @property
    def settings(self) -> RoundSettings:
        """Of the current round."""
        return read_settings(self._surveys.current_round())

    def look(self) -> Desk:
        """Everything, as of now."""
        now, of_round, unit = self._clock(), self._surveys.current_round(), self._vault.unit
        settings, bars, villages = read_settings(of_round), self.bars(), self.villages()
        total = self._total(bars)
        speed = total.recent / settings.silent_days
        ends = last_day(total.missing, speed, now.date()) if total.missing else None
        outliers = tuple(sorted((one for one in villages if one.mark), key=lambda one: int(one.mark)))
        late = LateThings(self._vault, self._regions, self.kinds, of_round.id, settings, now.date())
        arrived = self._vault.figures.arrivals()
        return Desk(
            unit.code,
            unit.name,
            of_round,
            settings,
            now.isoformat(timespec="seconds"),
            day_of(of_round, now.date()),
            total,
            speed,
            ends.isoformat() if ends else "",
            bars,
            villages,
            outliers,
            self._deadlines(settings, total, now.date()),
            late.find(bars, self.monitoring.look(unit.code)),
            max(arrived.values(), default=""),
        )

    def bars(self) -> tuple[UnitBar, ...]:
        """The units one level below (a village: itself), the slowest first; all of them, also where nothing is due."""
        unit, of_round = self._vault.unit.code, self._surveys.current_round()
        digits = _BELOW.get(len(unit), len(unit))
        since = self._clock().date() - timedelta(days=read_settings(of_round).silent_days)
        progress = self._vault.figures.progress(unit, of_round.id, digits, since.isoformat())
        waiting: dict[str, int] = {}
        for village, count in self._vault.households.waiting.count(of_round.id).items():
            if village.startswith(unit):
                waiting[village[:digits]] = waiting.get(village[:digits], 0) + count
        arrived = self._vault.figures.arrivals()
        known = [region.code for region in self._regions if len(region.code) == digits and region.code.startswith(unit)]
        codes = dict.fromkeys((*known, *progress, *waiting))
        bars = [
            self._bar(code, progress.get(code, UnitProgress(code)), waiting.get(code, 0), arrived.get(code, ""))
            for code in codes
        ]
        return tuple(sorted(bars, key=lambda bar: (bar.percent, -bar.due, bar.unit)))

    def villages(self) -> tuple[Village, ...]:
        """Every village of the unit, by code; those that stand out are numbered."""
        unit, of_round = self._vault.unit.code, self._surveys.current_round()
        known = self._vault.figures.attention(unit, of_round.id, self.kinds.key_names)
        found = {one.unit: one for one in known if self._regions.find(one.unit) is not None and one.unit[9:] != "000"}
        marks = {
            one.unit: str(place)
            for place, one in enumerate(find_outliers(found.values(), read_settings(of_round)), start=1)
        }
        return tuple(
            Village(
                village.short_name,
                self._name(village.code[:9]),
                found.get(village.code, Attention(village.code)),
                marks.get(village.code, ""),
            )
            for village in self._regions.villages_in(unit)
        )

    def outliers(self) -> tuple[Village, ...]:
        """In the order of their numbers."""
        return tuple(sorted((one for one in self.villages() if one.mark), key=lambda one: int(one.mark)))

    def households(self, unit: str, kinds: Collection[str] = ()) -> tuple[KeyHousehold, ...]:
        """The households of a unit on lists of these kinds (() for key persons'), those nobody has looked at first."""
        of_round = self._surveys.current_round()
        return self._vault.figures.key_households(unit, of_round.id, kinds or self.kinds.key_names)

    # ---- private

    def _bar(self, code: str, progress: UnitProgress, waiting: int, last_bundle: str) -> UnitBar:
        digits = len(self._vault.unit.code)
        bar = UnitBar(code, self._name(code), waiting, last_bundle=last_bundle)
        for (state, holder), (count, recent) in progress.by_holder.items():
            came, passed = is_received(state, holder, digits), is_approved(state, digits)
            bar = replace(
                bar,
                due=bar.due + count,
                received=bar.received + (count if came else 0),
                approved=bar.approved + (count if came and passed else 0),
                recent=bar.recent + (recent if came else 0),
            )
        return bar

    def _total(self, bars: Sequence[UnitBar]) -> UnitBar:
        sums = (sum(getattr(bar, name) for bar in bars) for name in ("due", "received", "approved", "recent"))
        return UnitBar(self._vault.unit.code, self._vault.unit.name, *sums)

    def _deadlines(self, settings: RoundSettings, total: UnitBar, today: date) -> tuple[Due, ...]:
        departments = list(dict.fromkeys(kind.department for kind in self.kinds.standing))
        sent = {one.department for one in self._vault.clues.lists.all(self._surveys.current_round().id) if one.stands}
        missing = tuple(name for name in departments if name not in sent)
        counts = {
            LISTS: (len(departments) - len(missing), len(departments)),
            VISITS: (total.received, total.due),
            JUDGEMENT: (total.approved, total.due),
            REPORT: (int(bool(report_written(self._vault, self._surveys.current_round().id))), 1),
        }
        unit, of_round = self._vault.unit.code, self._surveys.current_round().id
        judged = State.SUBMITTED_UP if len(unit) == BANNER else State.SUBMITTED
        sources: dict[str, Source] = {
            LISTS: PageSource(Where.LISTS, unit),
            VISITS: PageSource(Where.WAITING, unit),
            JUDGEMENT: SurveysSource(SurveyFilter(round=of_round, village=unit, state=judged)),
        }
        return tuple(
            Due(
                deadline,
                deadline.days_left(today),
                *counts[deadline.key],
                missing=missing if deadline.key == LISTS else (),
                source=sources.get(deadline.key),
            )
            for deadline in settings.deadlines
        )

    def _name(self, code: str) -> str:
        region = self._regions.find(code)
        return region.short_name if region else code
