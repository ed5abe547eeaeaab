"""What the sheet asks of an entry session: words, ticks, relevance and findings, by run."""

from collections.abc import Iterable, Sequence

from ffp_desktop.domain.findings import Finding
from ffp_desktop.domain.form.definition import Form, Item, Level
from ffp_desktop.domain.paper.grid import AnswerRun, ChoiceRun, MirrorRun, Run
from ffp_desktop.domain.regions import Region, Regions
from ffp_desktop.domain.survey import Place
from ffp_desktop.services.entry import EntrySession

_REGION_PARTS = ("county", "township", "village")


class SheetReading:
    """Reads one survey for the painter. `findings` are read again only when a change says so."""

    def __init__(self, session: EntrySession, regions: Regions) -> None:
        self.session = session
        self.regions = regions
        self.findings: tuple[Finding, ...] = ()
        self.commented: frozenset[Place] = frozenset()  # where a comment of the review is pinned
        self._at: dict[Place, list[Finding]] = {}
        self._touched: dict[Place, list[Finding]] = {}
        self.read_findings()

    @property
    def form(self) -> Form:
        return self.session.form

    # ---- findings

    def read_findings(self) -> set[Place]:
        """Takes the session's findings; answers the places whose look changed."""
        before = (self._at, self._touched)
        self.findings = self.session.findings()
        self._at, self._touched = {}, {}
        for finding in self.findings:
            self._at.setdefault(finding.place, []).append(finding)
            for place in finding.touches:
                self._touched.setdefault(place, []).append(finding)
        changed: set[Place] = set()
        for old, new in zip(before, (self._at, self._touched), strict=True):
            changed |= {place for place in old.keys() | new.keys() if old.get(place) != new.get(place)}
        return changed

    def findings_at(self, place: Place) -> Sequence[Finding]:
        return self._at.get(place, ())

    def level_at(self, places: Iterable[Place]) -> Level | None:
        """The worst open finding that stands at these places or speaks of them."""
        levels = {
            finding.level
            for place in places
            for finding in (*self._at.get(place, ()), *self._touched.get(place, ()))
            if finding.is_open
        }
        return Level.ERROR if Level.ERROR in levels else Level.WARNING if levels else None

    # ---- runs

    def item(self, place: Place) -> Item:
        return self.form.items[place.item]

    def place_of(self, run: Run) -> Place | None:
        """The place a run answers for."""
        return Place(run.item) if isinstance(run, AnswerRun | ChoiceRun) else None

    def is_relevant(self, item: str) -> bool:
        return self.session.is_relevant(Place(item))

    def is_unconfirmed(self, item: str) -> bool:
        """Whether the last round's answer stands there and nobody has looked at it."""
        return self.session.is_unconfirmed(Place(item))

    def is_changed(self, item: str) -> bool:
        """Whether the visit before found something else."""
        return self.session.changed_since_last(Place(item))

    def is_ticked(self, run: ChoiceRun | MirrorRun) -> bool:
        answer = self.session.answer(Place(run.item))
        return run.choice in answer if isinstance(answer, tuple) else answer == run.choice

    def text_of(self, run: AnswerRun) -> str:
        """What stands in a blank at rest."""
        place = Place(run.item)
        if run.part in _REGION_PARTS:
            return self._region_part(place, run.part)
        printed = self.session.printed(place)
        return printed.replace(",", "、") if isinstance(self.session.answer(place), tuple) else printed

    def mark_of(self, item: str) -> str:
        """〔看不清〕 and its like, or what could not be read, where boxes stand; else ""."""
        answer = self.session.answer(Place(item))
        known = self.form.items[item].choices
        if answer is None or isinstance(answer, tuple) or (isinstance(answer, str) and known and known.find(answer)):
            return ""
        return self.session.printed(Place(item))

    def fact(self, name: str) -> str:
        """Printed words from outside the form: the round's dates."""
        value = str(getattr(self.session.header.round, name.removeprefix("round_"), ""))
        year, _, rest = value.partition("-")
        month, _, day = rest.partition("-")
        return f"{year}年{int(month)}月{int(day)}日" if month.isdigit() and day.isdigit() else value

    def region(self) -> Region | None:
        """The village of the address, if one is picked."""
        answer = self.session.answer(Place("village"))
        return self.regions.find(answer) if isinstance(answer, str) else None

    def _region_part(self, place: Place, part: str) -> str:
        code = self.session.answer(place)
        region = self.region()
        if not isinstance(code, str) or region is None:
            return self.session.printed(place) if part == "village" else ""
        if part == "village":
            return region.paper_name
        above = self.regions.county_of(code) if part == "county" else self.regions.township_of(code)
        return above.paper_name if above else ""
