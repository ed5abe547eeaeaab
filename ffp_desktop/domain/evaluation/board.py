"""The findings that stand: rules and item checks run again where something changed."""

from collections.abc import Mapping
from dataclasses import replace

from ffp_desktop.domain.answer_text import format_answer
from ffp_desktop.domain.evaluation.checks import check_item, fingerprint_of
from ffp_desktop.domain.evaluation.plan import Plan
from ffp_desktop.domain.evaluation.wording import Wording
from ffp_desktop.domain.evaluation.worksheet import Effect, Worksheet
from ffp_desktop.domain.findings import Confirmation, Finding
from ffp_desktop.domain.form.definition import Form, Item, Rule
from ffp_desktop.domain.survey import Place

ConfirmationKey = tuple[str, Place]
"""Which finding a confirmation is for: `Finding.key`."""


class FindingBoard:
    """All findings of one survey by what gave them (rule or item id, member), with their confirmations."""

    def __init__(
        self, form: Form, plan: Plan, sheet: Worksheet, confirmations: Mapping[ConfirmationKey, Confirmation]
    ) -> None:
        self._form = form
        self._plan = plan
        self._sheet = sheet
        self._wording = Wording(form, sheet)
        self._rules = {rule.id: rule for rule in form.rules}
        self._found: dict[tuple[str, str], Finding] = {}
        self.confirmations = dict(confirmations)

    def check_all(self) -> None:
        """Runs every rule and every item's own check, while no finding stands yet."""
        rows = self._sheet.values.rows
        for rule in self._form.rules:
            for member in rows if rule.repeat else ("",):
                found = self._check_rule(rule, member)
                if found is not None:
                    self._found[(rule.id, member)] = found
        for place in self._sheet.answers.given:
            if not place.member or place.member in rows:
                found = self._check_item(self._form.items[place.item], place)
                if found is not None:
                    self._found[place] = found

    def check(self, effect: Effect) -> None:
        """Runs the checks that the worksheet asks for and notes in `effect` where findings differ."""
        checks = list(self._sheet.checks)
        self._sheet.checks.clear()
        for name, member in checks:
            if member and member not in self._sheet.values.rows:
                continue
            rule = self._rules.get(name)
            if rule is not None:
                found = self._check_rule(rule, member)
            else:
                found = self._check_item(self._form.items[name], Place(name, member))
            self._put((name, member), found, effect)

    def standing(self) -> list[Finding]:
        """What stands now, in no order, with the confirmations that still hold."""
        return [self.with_confirmation(finding) for finding in self._found.values()]

    def with_confirmation(self, finding: Finding) -> Finding:
        confirmation = self.confirmations.get(finding.key)
        if confirmation is None or confirmation.fingerprint != finding.fingerprint:
            return finding
        return replace(finding, confirmed=confirmation)

    def place_name(self, place: Place) -> str:
        return self._wording.place_name(place)

    def _put(self, key: tuple[str, str], found: Finding | None, effect: Effect) -> None:
        before = self._found.get(key)
        if before == found:
            return
        for finding in (before, found):
            if finding is not None:
                effect.findings.add(finding.place)
                effect.findings.update(finding.touches)
        if found is None:
            del self._found[key]
        else:
            self._found[key] = found

    def _check_item(self, item: Item, place: Place) -> Finding | None:
        if place in self._sheet.irrelevant:
            return None
        return check_item(item, place, self._sheet.effective(place), self._sheet.values, self.place_name)

    def _check_rule(self, rule: Rule, member: str) -> Finding | None:
        row = self._sheet.values.row(member)
        if not rule.expression.test(row):
            return None
        place = self._place_of(rule, member)
        if place is None or place in self._sheet.irrelevant:
            return None
        stands = (rule.id, member) in self._found
        if not stands and self._sheet.is_waiting(self._plan.rule_reads[rule.id], member):
            return None
        read = tuple(row[name] for name in rule.expression.variables)
        return Finding(
            rule.id,
            rule.level,
            place,
            self.place_name(place),
            self._wording.fill(rule.message, member),
            self._wording.fill(rule.action, member),
            touches=self._touched(rule, member, place),
            proposal=self._proposal(rule, member),
            fingerprint=fingerprint_of((rule.id, read)),
        )

    def _place_of(self, rule: Rule, member: str) -> Place | None:
        if not self._form.items[rule.place].repeat:
            return Place(rule.place)
        if member:
            return Place(rule.place, member)
        members = self._sheet.members
        return Place(rule.place, members[0]) if members else None

    def _touched(self, rule: Rule, member: str, place: Place) -> tuple[Place, ...]:
        places = [place]
        for name in rule.touches:
            item = self._form.items.get(name)
            if item is not None and (member or not item.repeat):
                places.append(Place(name, member if item.repeat else ""))
        return tuple(dict.fromkeys(places))

    def _proposal(self, rule: Rule, member: str) -> str:
        if not rule.proposal:
            return ""
        item = self._form.items[rule.proposal]
        place = Place(item.id, member if item.repeat else "")
        return format_answer(self._form.items[rule.place], self._sheet.effective(place))
