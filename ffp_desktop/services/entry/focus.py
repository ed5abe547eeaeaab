"""The way through the paper: which place comes after which. Closed, calculated and off-paper places are passed over."""

from collections.abc import Iterator

from ffp_desktop.domain.evaluation import Evaluation
from ffp_desktop.domain.form.definition import Item, ItemType, Section
from ffp_desktop.domain.survey import Place


class FocusOrder:
    """Walks one survey. `Place(item, "")` of a member item stands for the empty row under the last member."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        self._form = evaluation.form
        self._position = {item: position for position, item in enumerate(self._form.items)}

    def places(self) -> list[Place]:
        """Every place Enter visits, in the paper's order."""
        return [place for section in self._form.sections for place in self._section_places(section)]

    def first(self, section: str) -> Place | None:
        """The first place of a section, if the section is open."""
        return next((p for p in self.places() if self._form.items[p.item].section == section), None)

    def next(self, place: Place) -> Place | None:
        """The place after `place`; None at the end."""
        return next(self._visited_after(place), None)

    def previous(self, place: Place) -> Place | None:
        """The place before `place`, calculated ones included, so that they can be reached; None at the start."""
        before = [p for p in self._all_places() if self._key(p) < self._key(place)]
        return before[-1] if before else None

    def next_group(self, place: Place) -> Place | None:
        """The first place of the next member, measure line or section."""
        group = self._group(place)
        return next((p for p in self._visited_after(place) if self._group(p) != group), None)

    def previous_group(self, place: Place) -> Place | None:
        """The first place of the group before."""
        order = self.places()
        before = [p for p in order if self._key(p) < self._key(place) and self._group(p) != self._group(place)]
        return next((p for p in order if before and self._group(p) == self._group(before[-1])), None)

    def _visited_after(self, place: Place) -> Iterator[Place]:
        """The places after `place`, looked for from its own section and row on."""
        key = self._key(place)
        own = next(s for s in self._form.sections if s.id == self._form.items[place.item].section)
        yield from (p for p in self._section_places(own, place.member) if self._key(p) > key)
        for section in self._form.sections[self._form.sections.index(own) + 1 :]:
            yield from self._section_places(section)

    def _section_places(self, section: Section, from_member: str = "") -> Iterator[Place]:
        return (p for p in self._every_place(section, from_member) if self._is_visited(p))

    def _all_places(self) -> list[Place]:
        places = (p for section in self._form.sections for p in self._every_place(section))
        return [p for p in places if _is_answered_by_hand(self._form.items[p.item])]

    def _every_place(self, section: Section, from_member: str = "") -> Iterator[Place]:
        if not self._evaluation.is_section_relevant(section.id):
            return
        asked_once = [item for item in section.items if not item.repeat]
        on_rows = [item for item in section.items if item.repeat]
        members = self._evaluation.members
        for member in members[members.index(from_member) if from_member in members else 0 :]:
            yield from (p for i in on_rows if self._evaluation.is_relevant(p := Place(i.id, member)))
        if on_rows and len(members) < self._form.max_members:
            yield Place(on_rows[0].id)
        yield from (p for i in asked_once if self._evaluation.is_relevant(p := Place(i.id)))

    def _is_visited(self, place: Place) -> bool:
        """Passed-over items are visited only while nothing is known to stand there, and nothing ahead will tell."""
        item = self._form.items[place.item]
        if not _is_answered_by_hand(item):
            return False
        if not item.passed_over:
            return True
        return self._evaluation.effective(place) is None and not self._is_told_later(item, place)

    def _is_told_later(self, item: Item, place: Place) -> bool:
        """Whether the item's calculation waits for one further on in the paper (A4 for A6)."""
        inputs = item.calculation.variables if item.calculation else ()
        ahead = [name for name in inputs if self._position.get(name, 0) > self._position[item.id]]
        return any(self._evaluation.effective(Place(name, place.member)) is None for name in ahead)

    def _group(self, place: Place) -> tuple[str, str]:
        item = self._form.items[place.item]
        if item.repeat:
            return (item.section, place.member)
        return (item.section, item.unit if item.unit.startswith("A") else "")

    def _key(self, place: Place) -> tuple[int, int, int]:
        section, row, item = self._evaluation.place_order(place)
        if self._form.items[place.item].repeat and not place.member:
            row = len(self._evaluation.answers.members) + 1
        return (section, row, item)


def _is_answered_by_hand(item: Item) -> bool:
    return item.type is not ItemType.CALCULATE and not item.off_paper
