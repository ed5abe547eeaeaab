"""How far each section has come, for the navigator."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from ffp_desktop.domain.evaluation import Evaluation
from ffp_desktop.domain.findings import Finding
from ffp_desktop.domain.form.definition import Item, ItemType, Level, Section
from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.values import Cleared


class SectionKind(StrEnum):
    """The states a section can be in; each has a mark and a word on screen."""

    FULL = "填完"
    PARTIAL = "正在填"
    EMPTY = "未填"
    WARNING = "提醒"
    ERROR = "错误"
    IRRELEVANT = "不适用"


@dataclass(frozen=True, slots=True)
class SectionState:
    """One section's state: answered and asked-for places, open findings, members (section 二)."""

    section: str
    kind: SectionKind
    done: int = 0
    total: int = 0
    errors: int = 0
    warnings: int = 0
    members: int = 0


def section_state(
    evaluation: Evaluation, section: Section, findings: tuple[Finding, ...], unconfirmed: Collection[Place] = ()
) -> SectionState:
    """Where `section` stands, given all findings of the survey; `unconfirmed` places are still to be done."""
    if not evaluation.is_section_relevant(section.id):
        return SectionState(section.id, SectionKind.IRRELEVANT)
    here = [f for f in findings if evaluation.form.items[f.place.item].section == section.id and f.is_open]
    errors = sum(1 for f in here if f.level is Level.ERROR and f.rule != "missing")
    warnings = sum(1 for f in here if f.level is Level.WARNING)
    places = [place for item in section.items for place in _asked_places(evaluation, item)]
    answered = [place for place in places if not isinstance(evaluation.effective(place), Cleared | None)]
    done = sum(1 for place in answered if place not in unconfirmed)
    waiting = (*evaluation.missing(), *unconfirmed)
    left = sum(1 for place in waiting if evaluation.form.items[place.item].section == section.id)
    kind = _kind(errors, warnings, done, left)
    members = len(evaluation.members) if section.repeat else 0
    return SectionState(section.id, kind, done, done + left, errors, warnings, members)


def _asked_places(evaluation: Evaluation, item: Item) -> list[Place]:
    if item.type is ItemType.CALCULATE or item.off_paper or item.passed_over:
        return []
    places = [Place(item.id, member) for member in evaluation.members] if item.repeat else [Place(item.id)]
    return [place for place in places if evaluation.is_relevant(place)]


def _kind(errors: int, warnings: int, done: int, left: int) -> SectionKind:
    if errors:
        return SectionKind.ERROR
    if warnings:
        return SectionKind.WARNING
    if not done:
        return SectionKind.EMPTY
    return SectionKind.PARTIAL if left else SectionKind.FULL
