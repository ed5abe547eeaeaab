"""What the findings pane says, as cards: pure shapes, set into lines for a width."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from ffp_desktop.domain.findings import Finding
from ffp_desktop.domain.form.definition import Form, Level
from ffp_desktop.domain.paper.typeset import break_text
from ffp_desktop.domain.survey import Place

Measure = Callable[[str], float]
LinesOf = Callable[[str, float], tuple[str, ...]]


def _tr(text: str) -> str:
    return QCoreApplication.translate("FindingCards", text)


@dataclass(frozen=True, slots=True)
class Card:
    """One finding as lines: what is wrong, what to do, and the keys; `aside` says who confirmed it."""

    finding: Finding
    title: tuple[str, ...]
    message: tuple[str, ...]
    action: tuple[str, ...]
    keys: tuple[tuple[str, str], ...]
    aside: tuple[str, ...]

    @property
    def line_count(self) -> int:
        return len(self.title) + len(self.message) + len(self.action) + len(self.aside) + bool(self.keys)


class CardSetter:
    """Sets findings into cards; a finding is set again only when it or the width changed."""

    def __init__(self, measure: Measure) -> None:
        self._measure = measure
        self._room = (0.0, 0.0)
        self._cards: dict[Finding, Card] = {}
        self._lines: dict[tuple[str, float], tuple[str, ...]] = {}

    def set_cards(self, findings: Sequence[Finding], width: float, badge: float) -> list[Card]:
        """Open errors, open warnings, confirmed ones; what is merely missing is listed, not carded."""
        if self._room != (width, badge):
            self._room, self._cards, self._lines = (width, badge), {}, {}
        shown = [f for f in findings if f.rule != "missing" or f.level is Level.WARNING]
        shown.sort(key=lambda f: (not f.is_open, f.level is not Level.ERROR))
        known = self._cards
        self._cards = {f: known.get(f) or _make_card(f, width, badge, self._break) for f in shown}
        return list(self._cards.values())

    def _break(self, text: str, width: float) -> tuple[str, ...]:
        """The lines of a text; members with the same finding say the same words."""
        lines = self._lines.get((text, width))
        if lines is None:
            lines = self._lines[text, width] = break_text(text, width, self._measure)
        return lines


def _make_card(finding: Finding, width: float, badge: float, lines_of: LinesOf) -> Card:
    first = lines_of(finding.place_name, width - badge)[:1]
    rest = finding.place_name[len(first[0]) :] if first else ""
    title = first + (lines_of(rest, width) if rest else ())
    message = lines_of(finding.message, width)
    if finding.confirmed is not None:
        return Card(finding, title, message, (), (), lines_of(confirmed_words(finding), width))
    action = lines_of(finding.action, width) if finding.action else ()
    return Card(finding, title, message, action, _keys_of(finding), ())


def _keys_of(finding: Finding) -> tuple[tuple[str, str], ...]:
    go = ("F8", _tr("去改"))
    if finding.proposal:
        return (go, ("F5", _tr("用算出的数")))
    return (go, ("F5", _tr("确认"))) if finding.level is Level.WARNING else (go,)


def confirmed_words(finding: Finding) -> str:
    """已确认 苏日娜 14:21：“村医证明”."""
    confirmed = finding.confirmed
    if confirmed is None:
        return ""
    try:
        time = datetime.fromisoformat(confirmed.at).strftime("%H:%M")
    except ValueError:
        time = ""
    reason = f"：“{confirmed.reason}”" if confirmed.reason else ""
    return " ".join(part for part in (_tr("已确认"), confirmed.operator, time) if part) + reason


def name_place(form: Form, place: Place, ordinals: dict[str, int]) -> str:
    """How a place that is not filled is listed: 第4人 A7 与户主关系 · 五 是否需要新识别."""
    item = form.items[place.item]
    if item.repeat:
        return _tr("第{0}人 {1}").format(ordinals.get(place.member, 1), item.place_name)
    if item.number:
        return item.place_name
    numeral = next(section.numeral for section in form.sections if section.id == item.section)
    return f"{numeral} {item.name}"
