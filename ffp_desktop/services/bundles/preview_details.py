"""What stands behind a line of a preview: who the household is, what would change, and how the histories part.

API (class `PreviewDetails(vault, form, regions, preview)`): head_of(line) -> name       sentence(line) -> text
    differences(line) -> tuple[Difference, …]       parting(line) -> Parting | None       others(line) -> sentences
    people(line) -> names with relations
    sender() -> (what its certificate calls it, who certified it), "" where there is no certificate

Read from the revisions when a line is looked at; nothing is kept but the revisions by survey.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ffp_desktop.bundle.certificates import read_certificate
from ffp_desktop.domain.answer_text import format_printed
from ffp_desktop.domain.form.definition import Form, Item
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.revisions import DocumentState, Revision, in_order, merge
from ffp_desktop.domain.survey import Place
from ffp_desktop.services.bundles.kept import read_head
from ffp_desktop.services.bundles.preview import Change, Preview, PreviewLine
from ffp_desktop.services.entry.draft import DraftState
from ffp_desktop.services.entry.units import STATUS, state_of

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

_NAME, _RELATION, _ID, _KIND, _VILLAGE = "name", "relation", "id_number", "household_kind", "village"
_MEMBER = "member:"
_FEW = 4  # items a sentence names before it counts


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer on both sides; "" where a side has none. `who` is the member's name, "" for the household's."""

    label: str
    who: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Version:
    """A revision as a point of a picture: which one it is of its survey, who wrote it and when."""

    number: int
    author: str
    at: str


@dataclass(frozen=True, slots=True)
class Parting:
    """Two histories of one survey: what both know, and the last of each side that the other does not know."""

    shared: tuple[Version, ...]
    here: Version
    there: Version


class PreviewDetails:
    """The lines of one preview, looked at closely."""

    def __init__(self, vault: "OpenVault", form: Form, regions: Regions, preview: Preview) -> None:
        self._vault = vault
        self._form = form
        self._regions = regions
        self._preview = preview
        self._coming: dict[str, list[Revision]] = defaultdict(list)
        for segment in preview.segments:
            for revision in segment.revisions:
                if revision.document_kind == "survey":
                    self._coming[revision.document_id].append(revision)
        self._heads: dict[str, tuple[str, int]] = {}

    # ---- in a word

    def head_of(self, line: PreviewLine) -> str:
        """The head of the household as the bundle has it, "" when nobody is named."""
        return self._who(line)[0]

    def sentence(self, line: PreviewLine) -> str:
        """What the import would do to this survey, in a few words."""
        if line.change is Change.IDENTICAL:
            return "已经有了，不动"
        if line.conflicts:
            named, pointed = self._named(line.conflicts), self._pointed(line)
            return f"{named}：两边都改过" + (f" {pointed}" if pointed and pointed != named else "")
        if line.twice:
            return "；".join(self.others(line))
        if line.change is Change.NEW:
            state = self._state(self._after(line))
            kind = state.answers.given.get(Place(_KIND))
            words = [f"{len(state.answers.present_members())}口人", *([str(kind)] if kind else [])]
            return " · ".join(words)
        units = [unit for unit in self._after(line).units if unit != STATUS and unit in self._changed(line)]
        return f"{self._named(units)}：{self._pointed(line)}".rstrip("：") if units else f"状态改为{line.state}"

    def sender(self) -> tuple[str, str]:
        """What the certificate calls the device and who issued it; "" for a device that was accepted by hand."""
        chain = self._preview.opened.verified.envelope.chain
        labels = [read_certificate(link).label for link in chain[:2]]
        return (labels[0], labels[1]) if len(labels) == 2 else ("", "")

    # ---- in full

    def differences(self, line: PreviewLine) -> tuple[Difference, ...]:
        """Both sides of what differs, in the paper's order; a conflict shows only what both sides set."""
        local = self._local(line)
        if not local:
            return ()
        theirs = self._theirs(line, local) if line.conflicts else self._after(line)
        here, there = merge(local), theirs
        only = frozenset(line.conflicts) or None
        return tuple(self._differ(self._state(here, only), self._state(there, only)))

    def parting(self, line: PreviewLine) -> Parting | None:
        """Where the two histories part; None where there is only one."""
        local, coming = self._local(line), self._coming[line.survey]
        if not line.conflicts or not local:
            return None
        theirs = {one.hash for one in _known_to(coming, {one.hash: one for one in (*local, *coming)})}
        ours = {one.hash for one in local}
        everything = in_order((*local, *coming))
        shared = [one for one in everything if one.hash in ours and one.hash in theirs]
        mine = [one for one in everything if one.hash in ours and one.hash not in theirs]
        other = [one for one in everything if one.hash in theirs and one.hash not in ours]
        if not mine or not other:
            return None
        said = tuple(_version(number, one) for number, one in enumerate(shared, 1))
        return Parting(said, _version(len(shared) + len(mine), mine[-1]), _version(len(shared) + len(other), other[-1]))

    def people(self, line: PreviewLine) -> tuple[tuple[str, str], ...]:
        """Name and relation to the head of everybody who counts."""
        answers = self._state(self._after(line)).answers
        return tuple(
            (str(answers.given.get(Place(_NAME, member), "")), str(answers.given.get(Place(_RELATION, member), "")))
            for member in answers.present_members()
        )

    def others(self, line: PreviewLine) -> tuple[str, ...]:
        """Who of this household stands in another one too."""
        after = self._after(line)
        header = after.value("survey") or {}
        found = []
        state = self._state(after)
        for number, member in enumerate(state.answers.present_members(), 1):
            key = str(state.answers.given.get(Place(_ID, member), ""))[:18]
            name = str(state.answers.given.get(Place(_NAME, member), ""))
            elsewhere = (
                self._vault.surveys.find_id_elsewhere(key, str(header.get("round", "")), line.survey) if key else ()
            )
            for other in elsewhere:
                if other.household != header.get("household"):
                    found.append(f"第{number}人 {name} 也在 {other.village_name} {other.head_name} 户")
        return tuple(found) or tuple(f"有人也在 {self._other_name(number)}" for number in line.twice)

    # ---- private

    def _local(self, line: PreviewLine) -> Sequence[Revision]:
        return self._vault.journal.revisions(line.survey)

    def _after(self, line: PreviewLine) -> DocumentState:
        return merge((*self._local(line), *self._coming[line.survey]))

    def _theirs(self, line: PreviewLine, local: Sequence[Revision]) -> DocumentState:
        """The survey as the bundle's sender has it: what came, and what it was based on."""
        coming = self._coming[line.survey]
        return merge(_known_to(coming, {one.hash: one for one in (*local, *coming)}))

    def _changed(self, line: PreviewLine) -> frozenset[str]:
        before, after = merge(self._local(line)), self._after(line)
        return frozenset(
            unit
            for unit, value in after.units.items()
            if unit not in before.units or before.units[unit].values != value.values
        )

    def _state(self, document: DocumentState, only: frozenset[str] | None = None) -> DraftState:
        units: Mapping[str, Any] = {
            unit: document.value(unit) for unit in document.units if only is None or unit in only
        }
        return state_of(self._form, {unit: value for unit, value in units.items() if unit != "survey"})

    def _who(self, line: PreviewLine) -> tuple[str, int]:
        if line.survey not in self._heads:
            self._heads[line.survey] = read_head(self._form, self._after(line))
        return self._heads[line.survey]

    def _other_name(self, number: str) -> str:
        """What people call the household of a survey's number: village and head, where they are known."""
        line = next((line for line in self._preview.lines if line.number == number), None)
        region = self._regions.find(number[:12])
        village = region.short_name if region else number[:12]
        name = self.head_of(line) if line else ""
        return f"{village} {name} 户" if name else f"{village} {number[-4:].lstrip('0')} 号户"

    def _named(self, units: Sequence[str]) -> str:
        """Units as people point at them on the paper: 三 收支情况 · 第2人 · A26."""
        words: list[str] = []
        for unit in units:
            items = [item for item in self._form.items.values() if (item.unit or item.id) == unit]
            if unit.startswith(_MEMBER):
                words.append("家庭成员")
            elif len(items) > 1:
                section = next(section for section in self._form.sections if section.id == items[0].section)
                words.append(f"{section.numeral} {section.title}")
            elif items:
                words.append(items[0].place_name)
            else:
                words.append("确认过的提醒" if unit == "confirmations" else "状态")
        named = list(dict.fromkeys(words))
        rest = f" 等 {len(named)} 处" if len(named) > _FEW else ""
        return "、".join(named[:_FEW]) + rest

    def _pointed(self, line: PreviewLine) -> str:
        """The printed numbers of the answers that differ: A21、A24."""
        numbers = list(dict.fromkeys(one.label.split()[0] for one in self.differences(line)))
        rest = f" 等 {len(numbers)} 项" if len(numbers) > _FEW else ""
        return "、".join(numbers[:_FEW]) + rest

    def _differ(self, here: DraftState, there: DraftState) -> Iterator[Difference]:
        members = list(dict.fromkeys((*here.answers.members, *there.answers.members)))
        for item in self._form.items.values():
            for member in members if item.repeat else ("",):
                place = Place(item.id, member)
                texts = [self._text(item, state, place) for state in (here, there)]
                if texts[0] != texts[1]:
                    yield Difference(item.place_name, self._name(member, there, here), *texts)
        for member in members:
            marks = ["划去" if member in state.answers.struck else "" for state in (here, there)]
            if marks[0] != marks[1]:
                yield Difference("划去", self._name(member, there, here), *marks)

    def _text(self, item: Item, state: DraftState, place: Place) -> str:
        text = format_printed(item, state.answers.given.get(place))
        region = self._regions.find(text) if item.id == _VILLAGE and text else None
        return region.short_name if region else text

    def _name(self, member: str, *states: DraftState) -> str:
        place = Place(_NAME, member)
        return next((str(s.answers.given[place]) for s in states if place in s.answers.given), "") if member else ""


def _known_to(heads: Sequence[Revision], by_hash: Mapping[str, Revision]) -> list[Revision]:
    """These revisions and everything they were based on."""
    found: dict[str, Revision] = {}
    waiting = [one.hash for one in heads]
    while waiting:
        one = by_hash.get(waiting.pop())
        if one is not None and one.hash not in found:
            found[one.hash] = one
            waiting += one.parents
    return list(found.values())


def _version(number: int, one: Revision) -> Version:
    return Version(number, one.author_name, one.at)
