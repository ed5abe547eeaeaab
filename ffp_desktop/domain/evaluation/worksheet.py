"""The part that spreads a change: relevance, calculated values and what is missing, in dependency order."""

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ffp_desktop.domain.answer_text import parse_answer
from ffp_desktop.domain.evaluation.calculation import calculated_answer
from ffp_desktop.domain.evaluation.plan import Plan, Reads
from ffp_desktop.domain.evaluation.scope import Scope, Values, as_expression_value
from ffp_desktop.domain.form.definition import Form, Item
from ffp_desktop.domain.survey import Answers, Place
from ffp_desktop.domain.values import Answer, Cleared, Value, is_value


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
        if given is not None and not isinstance(given, Cleared):
            return given
        calculated = self.calculated.get(place)
        return calculated if calculated is not None else given

    def is_section_relevant(self, section: str) -> bool:
        relevant = self._plan.section_relevance[section]
        return relevant is None or relevant.is_true(self.values.scope(""))

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
        if self.values.put(name, member, value):
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
                self.values.put(fact.id, "", facts.get(fact.id, as_expression_value(fact.type, None)))
        for member in self.answers.present_members():
            self._open_row(member)
        effect = Effect()
        for item in self._plan.ordered_items:
            for member in self.members_of(item):
                self._work_out(item, member, effect, spread=False)

    def _open_row(self, member: str) -> None:
        self.values.add_row(member)
        for fact in self._form.facts:
            if fact.repeat:
                self.values.put(fact.id, member, as_expression_value(fact.type, None))

    def _queue(self, item: Item, member: str) -> None:
        if (item.id, member) not in self._queued:
            self._queued.add((item.id, member))
            heapq.heappush(self._jobs, (self._plan.rank[item.id], item.id, member))

    def _run(self, effect: Effect) -> None:
        closable = [section.id for section in self._form.sections if section.relevant is not None]
        open_before = {name for name in closable if self.is_section_relevant(name)}
        while self._jobs:
            _, name, member = heapq.heappop(self._jobs)
            self._queued.discard((name, member))
            self._work_out(self._form.items[name], member, effect, spread=True)
        effect.sections |= open_before ^ {name for name in closable if self.is_section_relevant(name)}

    def _work_out(self, item: Item, member: str, effect: Effect, *, spread: bool) -> None:
        place = Place(item.id, member)
        scope = self.values.scope(member)
        section = self._plan.section_relevance[item.section]
        relevant = (section is None or section.is_true(scope)) and (
            item.relevant is None or item.relevant.is_true(scope)
        )
        changed = relevant == (place in self.irrelevant)
        (self.irrelevant.discard if relevant else self.irrelevant.add)(place)
        if item.calculation is not None or item.default:
            value = self._calculate(item, scope) if relevant else None
            changed |= self.calculated.get(place) != value
            self.calculated[place] = value
        answer = self.effective(place) if relevant else None
        blank = answer is None or isinstance(answer, Cleared)
        changed |= self._note_pending(place, relevant and blank and self._is_asked_for(item, member))
        counted = as_expression_value(item.type, answer if is_value(answer) else None)
        if self.values.put(item.id, member, counted) or changed:
            effect.places.add(place)
            if spread:
                self.checks[(item.id, member)] = None
                self._spread(item.id, member, item.repeat)

    def _calculate(self, item: Item, scope: Scope) -> Value | None:
        """What stands there until something is keyed: the calculation's value, else the default."""
        if item.calculation is not None:
            return calculated_answer(item, item.calculation.evaluate(scope))
        default = parse_answer(item, item.default)
        return default if is_value(default) else None

    def _is_asked_for(self, item: Item, member: str) -> bool:
        """Whether the item must be answered; a calculated one not while what it is calculated from is missing."""
        if item.required is None or not item.required.is_true(self.values.scope(member)):
            return False
        reads = self._plan.calculation_reads.get(item.id)
        return reads is None or not self.is_waiting(reads, member)

    def _note_pending(self, place: Place, is_pending: bool) -> bool:
        if is_pending == (place in self.pending):
            return False
        (self.pending.add if is_pending else self.pending.discard)(place)
        self._pending_count[place.item] += 1 if is_pending else -1
        return True

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
