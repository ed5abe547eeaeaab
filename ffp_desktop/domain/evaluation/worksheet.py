"""The part that spreads a change: relevance, calculated values and what is missing, in dependency order."""

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ffp_desktop.domain.evaluation.calculation import calculated_answer
from ffp_desktop.domain.evaluation.plan import Plan, Reads, Step
from ffp_desktop.domain.evaluation.scope import Values, as_expression_value
from ffp_desktop.domain.expressions.values import freeze
from ffp_desktop.domain.form.definition import Form, Item
from ffp_desktop.domain.survey import Answers, Place
from ffp_desktop.domain.values import CLEARED, Answer, Value


@dataclass(slots=True)
class Effect:
    """What a change changed: places whose value or relevance is another one, places whose findings differ, sections
    that opened or closed."""

    places: set[Place] = field(default_factory=set)
    findings: set[Place] = field(default_factory=set)
    sections: set[str] = field(default_factory=set)


class Worksheet:
    """Answers with all values worked out. `checks` collects the rules and items (id, member) to be checked again."""

    def __init__(self, form: Form, plan: Plan, answers: Answers, facts: Mapping[str, object]) -> None:
        self._form = form
        self._plan = plan
        self.answers = answers
        self.values = Values()
        self.calculated: dict[Place, Value | None] = {}
        self.irrelevant: set[Place] = set()
        self.pending: set[Place] = set()
        self._pending_count: Counter[str] = Counter()
        self._jobs: list[tuple[int, str, str]] = []
        self._queued: set[tuple[str, str]] = set()
        self.checks: dict[tuple[str, str], None] = {}
        self._fill(facts)

    @property
    def members(self) -> list[str]:
        """The rows that count, in order."""
        return list(self.values.rows)

    def members_of(self, item: Item) -> Iterable[str]:
        """The rows an item is asked on; ("",) for one that is asked once."""
        return self.members if item.repeat else ("",)

    def effective(self, place: Place) -> Answer | None:
        """What was keyed, else what is calculated; a mark or unreadable text stands before a calculation."""
        given = self.answers.given.get(place)
        if given is not None and given is not CLEARED:
            return given
        calculated = self.calculated.get(place)
        return calculated if calculated is not None else given

    def is_section_relevant(self, section: str) -> bool:
        relevant = self._plan.section_relevance[section]
        return relevant is None or relevant.test(self.values.household)

    def is_waiting(self, reads: Reads, member: str) -> bool:
        """Whether an answer that `reads` needs is still missing; so it is while there is no member at all."""
        pending = self.pending
        if reads.columns and not self.values.rows:
            return True
        if not pending:
            return False
        if any(self._pending_count[name] for name in reads.columns):
            return True
        return any(Place(name, member) in pending or Place(name) in pending for name in reads.own)

    def change(self, place: Place, effect: Effect) -> None:
        """Works out again what follows from the answer at `place`."""
        self._queue(self._form.items[place.item], place.member)
        self.checks[(place.item, place.member)] = None
        self._run(effect)

    def put_fact(self, name: str, value: object, member: str, effect: Effect) -> None:
        if self.values.put(name, member, freeze(value)):
            self._spread(name, member, bool(member))
            self._run(effect)

    def add_row(self, member: str, effect: Effect) -> None:
        """Adds an empty row, and works out what reads columns."""
        self._open_row(member)
        for item in self._form.member_items:
            self._queue(item, member)
        for name, dependents in self._plan.dependents.items():
            if dependents.items_of_column or dependents.rules_of_column:
                self._spread_column(name)
        self._run(effect)

    def facts(self) -> tuple[dict[str, object], dict[str, dict[str, object]]]:
        """The facts as they stand: of the household, and by member."""
        rows = {m: {f.id: row[f.id] for f in self._form.facts if f.repeat} for m, row in self.values.rows.items()}
        return {f.id: self.values.household[f.id] for f in self._form.facts if not f.repeat}, rows

    def _fill(self, facts: Mapping[str, object]) -> None:
        for fact in self._form.facts:
            if not fact.repeat:
                self.values.put(fact.id, "", freeze(facts.get(fact.id, as_expression_value(fact.type, None))))
        for member in self.answers.present_members():
            self._open_row(member)
        rows = self.values.rows.items()
        household = (("", self.values.household),)
        for step in self._plan.steps.values():
            for member, row in rows if step.item.repeat else household:
                self._fill_in(step, member, row)

    def _fill_in(self, step: Step, member: str, row: dict[str, object]) -> None:
        """What `_work_out` does, where nothing stands yet: a whole survey is worked out by it, so it does no more."""
        item = step.item
        place = Place(item.id, member) if member else step.place
        for condition in step.conditions:
            if not condition.test(row):
                self.irrelevant.add(place)
                row[item.id] = as_expression_value(item.type, None)
                if step.has_value:
                    self.calculated[place] = None
                return
        answer = self.answers.given.get(place)
        if step.has_value:
            value = self.calculated[place] = self._calculate(step, row)
            if answer is None or answer is CLEARED:
                answer = answer if value is None else value
        if (answer is None or answer is CLEARED) and self._is_asked_for(item, member, row):
            self._note_pending(place, True)
        row[item.id] = as_expression_value(item.type, answer)

    def _open_row(self, member: str) -> None:
        self.values.add_row(member)
        for fact in self._form.facts:
            if fact.repeat:
                self.values.put(fact.id, member, as_expression_value(fact.type, None))

    def _queue(self, item: Item, member: str) -> None:
        if (item.id, member) not in self._queued:
            self._queued.add((item.id, member))
            heapq.heappush(self._jobs, (self._plan.steps[item.id].rank, item.id, member))

    def _run(self, effect: Effect) -> None:
        closable = [section.id for section in self._form.sections if section.relevant is not None]
        open_before = {name for name in closable if self.is_section_relevant(name)}
        while self._jobs:
            _, name, member = heapq.heappop(self._jobs)
            self._queued.discard((name, member))
            step = self._plan.steps[name]
            if self._work_out(step, member):
                effect.places.add(Place(name, member))
                self.checks[(name, member)] = None
                self._spread(name, member, step.item.repeat)
        effect.sections |= open_before ^ {name for name in closable if self.is_section_relevant(name)}

    def _work_out(self, step: Step, member: str) -> bool:
        """Whether its value, its relevance or that it is missing is another than before."""
        item, row = step.item, self.values.row(member)
        place = Place(item.id, member) if member else step.place
        relevant = True
        for condition in step.conditions:
            relevant = relevant and condition.test(row)
        changed = relevant == (place in self.irrelevant)
        if changed:
            (self.irrelevant.discard if relevant else self.irrelevant.add)(place)
        answer = self.answers.given.get(place) if relevant else None
        is_blank = answer is None or answer is CLEARED
        if step.has_value:
            value = self._calculate(step, row) if relevant else None
            changed |= self.calculated.get(place) != value
            self.calculated[place] = value
            if is_blank and value is not None:
                answer, is_blank = value, False
        is_pending = is_blank and relevant and self._is_asked_for(item, member, row)
        if is_pending != (place in self.pending):
            self._note_pending(place, is_pending)
            changed = True
        return self.values.put(item.id, member, as_expression_value(item.type, answer)) or changed

    def _calculate(self, step: Step, row: Mapping[str, object]) -> Value | None:
        """What stands there until something is keyed: the calculation's value, else the default."""
        if step.item.calculation is not None:
            return calculated_answer(step.item, step.item.calculation.run(row))
        return step.default

    def _is_asked_for(self, item: Item, member: str, row: Mapping[str, object]) -> bool:
        """Whether the item must be answered; a calculated one not while what it is calculated from is missing."""
        if item.required is None or not item.required.test(row):
            return False
        reads = self._plan.calculation_reads.get(item.id)
        return reads is None or not self.is_waiting(reads, member)

    def _note_pending(self, place: Place, is_pending: bool) -> None:
        (self.pending.add if is_pending else self.pending.discard)(place)
        self._pending_count[place.item] += 1 if is_pending else -1

    def _spread(self, name: str, member: str, on_row: bool) -> None:
        dependents = self._plan.dependents.get(name)
        if dependents is not None:
            for item in dependents.items:
                for row in (member,) if on_row else self.members_of(item):
                    self._queue(item, row)
            for rule in dependents.rules:
                for row in (member,) if on_row else (self.members if rule.repeat else ("",)):
                    self.checks[(rule.id, row)] = None
        if on_row:
            self._spread_column(name)
        self._recheck_waiting(name, member)

    def _spread_column(self, name: str) -> None:
        dependents = self._plan.dependents.get(name)
        if dependents is None:
            return
        for item in dependents.items_of_column:
            for row in self.members_of(item):
                self._queue(item, row)
        for rule in dependents.rules_of_column:
            for row in self.members if rule.repeat else ("",):
                self.checks[(rule.id, row)] = None

    def _recheck_waiting(self, name: str, member: str) -> None:
        """Rules that rest on `name` through a calculated item may have been waiting for it."""
        for rule in self._plan.waiting_for.get(name, ()):
            for row in (member,) if rule.repeat and member else (self.members if rule.repeat else ("",)):
                self.checks[(rule.id, row)] = None
