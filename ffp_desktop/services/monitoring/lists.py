"""The lists of 监测对象: who is on which and why, counted by village and township, read page by page.

API (class `Monitoring(vault, surveys, clock=datetime.now)`):
    look(village="", round="") -> Look: `.counts` by list, `.households`, `.by_unit(digits)`, `.ids(watch)`,
        `.page(watch, start, count)`, `.line` (the round's monitoring line, None while nobody has set it)
    household(survey) -> MonitoredHousehold
    measures(village="", round="") -> MeasureTable: 七 against A33

Everything follows from surveys and documents; nothing here is kept, so it is as of now.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from ffp_desktop.domain.monitoring.course import missing_steps
from ffp_desktop.domain.monitoring.facts import MonitoredFacts
from ffp_desktop.domain.monitoring.records import MonitoringRecord
from ffp_desktop.domain.monitoring.watch import YES, Hint, Watch, is_urgent, unfit_risks, watch
from ffp_desktop.domain.survey import Round
from ffp_desktop.services.monitoring.filling import fill_lines
from ffp_desktop.services.monitoring.refusals import monitoring_refusal
from ffp_desktop.services.rounds import find_round
from ffp_desktop.services.surveys import Surveys, SurveySummary

if TYPE_CHECKING:
    from ffp_desktop.store.monitoring import MonitoredRow
    from ffp_desktop.store.vault import OpenVault

_Key = tuple[str, int, date, str]
"""Round, writes, day, monitoring line: what the lists are as of."""

_NOTHING = MonitoringRecord("")

ANY = "（没有风险类型）"
"""The row of those whose A33 is empty."""


@dataclass(frozen=True, slots=True)
class MonitoredHousehold:
    """One line: the survey, what it says, what was recorded, why the household is on lists."""

    survey: SurveySummary
    facts: MonitoredFacts
    record: MonitoringRecord
    hints: tuple[Hint, ...]

    @property
    def is_urgent(self) -> bool:
        """绿色通道."""
        return is_urgent(self.facts)

    def reasons(self, of: Watch | None = None) -> str:
        """Why it is on a list, or on all of its lists."""
        return "；".join(hint.reason for hint in self.hints if of in (None, hint.watch))


@dataclass(frozen=True, slots=True)
class MeasureTable:
    """七 against A33 of those whose risk is not eliminated: for each risk how many households have it, how many of them
    say 是 in each line, and how many have no line that fits (-1: the risk has no line of its own)."""

    risks: tuple[str, ...]
    households: Mapping[str, int]
    given: Mapping[tuple[str, str], int]
    unfit: Mapping[str, int]
    without: Mapping[str, int]


class Look:
    """The lists of a region and round, as of when one looked."""

    def __init__(
        self, monitoring: "Monitoring", found: "Sequence[tuple[MonitoredRow, tuple[Hint, ...]]]", line: Decimal | None
    ) -> None:
        self._monitoring = monitoring
        self._found = found
        self._parts: dict[str, Look] = {}
        self.line = line
        self.households = len(found)

    @cached_property
    def counts(self) -> Mapping[Watch, int]:
        """How many households stand on each list."""
        return Counter(on for _row, hints in self._found for on in {hint.watch for hint in hints})

    def by_unit(self, digits: int) -> Mapping[str, Mapping[Watch, int]]:
        """The same for each village (12 digits) or township (9)."""
        units: dict[str, Counter[Watch]] = {}
        for row, hints in self._found:
            units.setdefault(row.village[:digits], Counter()).update({hint.watch for hint in hints})
        return units

    def household_counts(self, digits: int) -> Mapping[str, int]:
        """How many households each village (12 digits) or township (9) has in all."""
        return Counter(row.village[:digits] for row, _hints in self._found)

    def within(self, village: str) -> "Look":
        """The same of a region in it; the whole for ""."""
        if not village:
            return self
        if village not in self._parts:
            here = [one for one in self._found if one[0].village.startswith(village)]
            self._parts[village] = Look(self._monitoring, here, self.line)
        return self._parts[village]

    def total(self, of: Watch | None = None) -> int:
        return self.households if of is None else self.counts.get(of, 0)

    def ids(self, of: Watch | None = None) -> tuple[str, ...]:
        """The surveys of a list in its order: 绿色通道 first, then by village and number."""
        if of not in self._ids:
            rows = [row for row, hints in self._found if of is None or any(hint.watch is of for hint in hints)]
            self._ids[of] = tuple(row.survey for row in sorted(rows, key=lambda row: not is_urgent(row.facts)))
        return self._ids[of]

    def page(self, of: Watch | None, start: int = 0, count: int = 0) -> tuple[MonitoredHousehold, ...]:
        """The lines from `start` on, at most `count` (0: all), as they are now."""
        wanted = self.ids(of)[start : start + count if count else None]
        return self._monitoring.households(wanted)

    @cached_property
    def _ids(self) -> dict[Watch | None, tuple[str, ...]]:
        return {}


class Monitoring:
    """The 监测对象 of one vault."""

    def __init__(self, vault: "OpenVault", surveys: Surveys, clock: Callable[[], datetime] = datetime.now) -> None:
        self._vault = vault
        self._surveys = surveys
        self._clock = clock
        self._known: tuple[_Key, list[tuple[MonitoredRow, tuple[Hint, ...]]]] | None = None
        self._watched: dict[str, tuple[MonitoredRow, MonitoringRecord, tuple[date, str], tuple[Hint, ...]]] = {}

    def look(self, village: str = "", round: str = "", report: Callable[[int, int], None] | None = None) -> Look:
        """The lists of a region (a code of any level). In a vault from an older version the first look writes what is
        missing, and `report(done, total)` follows it."""
        of_round = self._round(round)
        fill_lines(self._vault, self._surveys, report)
        found = self._classified(of_round)
        return Look(self, found, line_of(of_round)).within(village)

    def household(self, survey: str) -> MonitoredHousehold:
        """Raises FfpError `survey.unknown`, `monitoring.not_monitored`."""
        self._vault.surveys.get(survey)
        found = self.households((survey,))
        if not found:
            raise monitoring_refusal("not_monitored")
        return found[0]

    def households(self, surveys: Sequence[str]) -> tuple[MonitoredHousehold, ...]:
        """The lines of some surveys, in the given order, without those in which 六–八 are not asked."""
        if not surveys:
            return ()
        summaries = {one.id: one for one in self._vault.surveys.get_many(surveys)}
        rounds = {one.round for one in summaries.values()}
        known = {row.survey: row for name in rounds for row in self._rows(name)}
        today = self._clock().date()
        lines = {name: line_of(find_round(self._vault, name)) for name in rounds}
        found = []
        for survey in surveys:
            if survey in known:
                summary, row = summaries[survey], known[survey]
                record = self._vault.monitoring.get(summary.household)
                hints = watch(row.facts, record, lines[summary.round], today, is_draft=row.is_draft)
                found.append(MonitoredHousehold(summary, row.facts, record, hints))
        return tuple(found)

    def measures(self, village: str = "", round: str = "") -> MeasureTable:
        """Only of those whose risk is not eliminated, and not of drafts."""
        households: Counter[str] = Counter()
        given: Counter[tuple[str, str]] = Counter()
        unfit: Counter[str] = Counter()
        without: Counter[str] = Counter()
        for row in self._rows(self._round(round).id):
            if not row.village.startswith(village) or row.facts.eliminated == YES or row.is_draft:
                continue
            risks = row.facts.risks or (ANY,)
            households.update(risks)
            given.update((risk, line) for risk in risks for line in row.facts.given)
            unfit.update(unfit_risks(row.facts))
            without.update(risks if not row.facts.given else ())
        order = self._risk_order
        risks = tuple(sorted(households, key=lambda risk: (order.index(risk) if risk in order else len(order), risk)))
        return MeasureTable(risks, households, given, unfit, without)

    # ---- private

    @property
    def _risk_order(self) -> tuple[str, ...]:
        choices = self._surveys.form.items["risk_types"].choices
        return tuple(choice.name for choice in choices.choices) if choices else ()

    def _classified(self, of_round: Round) -> "list[tuple[MonitoredRow, tuple[Hint, ...]]]":
        """Every 监测对象 of the round with its hints; kept until something is written or the day changes."""
        rows, today = self._rows(of_round.id), self._clock().date()
        key = (of_round.id, self._vault.monitoring.writes, today, of_round.monitoring_line)
        if self._known is None or self._known[0] != key:
            records = self._vault.monitoring.records()
            self._known = (key, [(row, self._watch(row, records.get(row.household, _NOTHING), key)) for row in rows])
        return self._known[1]

    def _watch(self, row: "MonitoredRow", record: MonitoringRecord, key: _Key) -> tuple[Hint, ...]:
        """The hints of a household; those of before while nothing that they follow from has changed."""
        since = key[2:]
        known = self._watched.get(row.survey)
        if known is not None:
            of_row, of_record, of_time, hints = known
            if of_row is row and of_time == since and (of_record is record or of_record == record):
                return hints
        line = Decimal(key[3]) if key[3] else None
        hints = watch(row.facts, record, line, key[2], is_draft=row.is_draft)
        self._watched[row.survey] = (row, record, since, hints)
        return hints

    def _rows(self, round: str) -> "tuple[MonitoredRow, ...]":
        fill_lines(self._vault, self._surveys)
        return self._vault.monitoring.rows(round)

    def _round(self, round: str) -> Round:
        return find_round(self._vault, round) if round else self._surveys.current_round()


def line_of(of_round: Round) -> Decimal | None:
    """The monitoring line in yuan, None while nobody has set it."""
    return Decimal(of_round.monitoring_line) if of_round.monitoring_line else None


def progress_words(record: MonitoringRecord) -> str:
    """How far 新识别 has come: 3/6 · 缺村评议公示."""
    missing = missing_steps(record)
    taken = len(record.steps)
    return f"{taken}/{taken + len(missing)}" + (f" · 缺{missing[0]}" if missing else " · 已走完")
