"""One survey's answers and all that follows from them, kept up to date answer by answer."""

from collections.abc import Callable, Collection, Mapping

from ffp_desktop.domain.evaluation.board import ConfirmationKey, FindingBoard
from ffp_desktop.domain.evaluation.checks import missing_finding
from ffp_desktop.domain.evaluation.plan import Plan
from ffp_desktop.domain.evaluation.worksheet import Effect, Worksheet
from ffp_desktop.domain.findings import Confirmation, Finding
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.survey import Answers, Place, Strike
from ffp_desktop.domain.values import Answer, Value


class Evaluation:
    """Works out relevance, calculated values and findings of one survey.

    `load` comes first and takes everything at once; the other verbs change one thing and say what followed. A rule
    waits while an answer it needs is missing, unless its finding already stands.
    """

    def __init__(self, form: Form, plan: Plan | None = None) -> None:
        self.form = form
        self._plan = plan or Plan(form)
        self._order = {item: index for index, item in enumerate(form.items)}
        self._section_order = {section.id: index for index, section in enumerate(form.sections)}
        self._standing: tuple[Finding, ...] | None = None
        self._missing: tuple[Place, ...] | None = None

    # ---- taking answers

    def load(
        self,
        answers: Answers,
        facts: Mapping[str, object],
        confirmations: Mapping[ConfirmationKey, Confirmation] | None = None,
    ) -> None:
        """Takes over a whole survey (the object itself, not a copy) and works everything out."""
        self.answers = answers
        self._sheet = Worksheet(self.form, self._plan, answers, facts)
        self._board = FindingBoard(self.form, self._plan, self._sheet, confirmations or {})
        self._board.check_all()
        self._forget()

    def set(self, place: Place, answer: Answer | None) -> Effect:
        """Puts `answer` (None: as if never given) at `place`."""
        if answer is None:
            self.answers.given.pop(place, None)
        else:
            self.answers.given[place] = answer
        effect = Effect(places={place})
        if not place.member or place.member in self._sheet.values.rows:
            self._sheet.change(place, effect)
            self._check(effect)
        return effect

    def set_fact(self, name: str, value: object, member: str = "") -> Effect:
        """Puts what is known from outside; see `Form.facts`."""
        effect = Effect()
        self._sheet.put_fact(name, value, member, effect)
        self._check(effect)
        return effect

    def add_member(self, member: str) -> Effect:
        """Adds an empty row at the end."""
        effect = Effect()
        self.answers.members.append(member)
        self._sheet.add_row(member, effect)
        self._check(effect)
        return effect

    def remove_member(self, member: str) -> Effect:
        """Takes an added row away again (the undo of `add_member`)."""
        self.answers.members.remove(member)
        return self._rows_changed()

    def strike(self, member: str, reason: str) -> Effect:
        """Strikes a member out: the row is kept, and no longer counts."""
        self.answers.struck[member] = Strike(reason)
        return self._rows_changed()

    def restore(self, member: str) -> Effect:
        """Takes a strike back."""
        del self.answers.struck[member]
        return self._rows_changed()

    def confirm(self, key: ConfirmationKey, confirmation: Confirmation | None) -> Effect:
        """Confirms the warning with this `Finding.key`, or takes the confirmation back."""
        if confirmation is None:
            self._board.confirmations.pop(key, None)
        else:
            self._board.confirmations[key] = confirmation
        self._forget()
        return Effect(findings={key[1]})

    # ---- asking

    @property
    def members(self) -> list[str]:
        """The members that count, in order."""
        return self._sheet.members

    def answer(self, place: Place) -> Answer | None:
        """What was keyed, or None."""
        return self.answers.given.get(place)

    def effective(self, place: Place) -> Answer | None:
        """What was keyed, else what is calculated, else None."""
        return self._sheet.effective(place)

    def calculated(self, place: Place) -> Value | None:
        return self._sheet.calculated.get(place)

    def is_relevant(self, place: Place) -> bool:
        return place not in self._sheet.irrelevant

    def is_section_relevant(self, section: str) -> bool:
        return self._sheet.is_section_relevant(section)

    def value(self, name: str, member: str = "") -> object:
        """The value of an item or fact as expressions see it."""
        return self._sheet.values.row(member)[name]

    def place_name(self, place: Place) -> str:
        """How findings name a place: "第3人 A6 居民身份证"."""
        return self._board.place_name(place)

    def findings(self) -> tuple[Finding, ...]:
        """What stands now, in the paper's order; nothing about answers that are only missing."""
        if self._standing is None:
            order = self._place_order()
            self._standing = tuple(sorted(self._board.standing(), key=lambda finding: order(finding.place)))
        return self._standing

    def missing(self) -> tuple[Place, ...]:
        """The places that still need an answer, in the paper's order."""
        if self._missing is None:
            self._missing = tuple(sorted(self._blank_places(), key=self._place_order()))
        return self._missing

    def missing_findings(self) -> tuple[Finding, ...]:
        """What is missing, as findings: for 完成 and for the check of a file."""
        found = (missing_finding(self.form.items[p.item], p, self.place_name(p)) for p in self.missing())
        return tuple(self._board.with_confirmation(finding) for finding in found)

    def all_findings(self) -> tuple[Finding, ...]:
        """Findings and what is missing together, in the paper's order."""
        order = self._place_order()
        return tuple(sorted((*self.findings(), *self.missing_findings()), key=lambda finding: order(finding.place)))

    def place_order(self, place: Place) -> tuple[int, int, int]:
        """Sorts places as the paper has them: by section, then member by member, then item by item."""
        return self._place_order()(place)

    # ---- private

    def _blank_places(self) -> Collection[Place]:
        places = set(self._sheet.pending)
        first = next((item for item in self.form.member_items if item.required is not None), None)
        if first is not None and not self._sheet.values.rows:
            places.add(Place(first.id))
        return places

    def _place_order(self) -> Callable[[Place], tuple[int, int, int]]:
        """The key of `place_order`, for many places."""
        rows = {member: row for row, member in enumerate(self.answers.members)}

        def order(place: Place) -> tuple[int, int, int]:
            section = self._section_order[self.form.items[place.item].section]
            return (section, rows.get(place.member, -1), self._order[place.item])

        return order

    def _check(self, effect: Effect) -> None:
        self._board.check(effect)
        self._forget()

    def _forget(self) -> None:
        self._standing = self._missing = None

    def _rows_changed(self) -> Effect:
        """After a strike or its undo: rows and numbers stand anew, so everything is worked out again."""
        household, rows = self._sheet.facts()
        before = self.findings()
        self.load(self.answers, household, self._board.confirmations)
        effect = Effect(sections={section.id for section in self.form.sections})
        for member, facts in rows.items():
            if member in self._sheet.values.rows:
                for name, value in facts.items():
                    self.set_fact(name, value, member)
        for item in self.form.items.values():
            members = self.answers.members if item.repeat else ("",)
            effect.places.update(Place(item.id, member) for member in members)
        effect.findings = {finding.place for finding in (*before, *self.findings())}
        return effect
