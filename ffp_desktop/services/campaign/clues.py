"""Clues, one or many: whom they are about, what was found, where they belong, and where two sides differ.

API (class `Clues(vault, regions, clock)`): get(text) · history(clue) -> Said, oldest first ·
    accept(clues, household, member="") · not_found(clues) · match({id: Match}) of an automatic look-up ·
    unmatch(clues, reason) · answer(clues, Answer) · answer_each({id: Answer}) · reopen(clues, reason) ·
    move(clues, village) · conflicts(village="") -> clues · sides(clue) -> ClueSides
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from ffp_desktop.domain.campaign.record_json import decode_answer, decode_match
from ffp_desktop.domain.campaign.records import ANSWER, MATCH, MOVED, TOLD, Answer, Clue, How, Match, Result
from ffp_desktop.domain.event_checks import is_day
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.revisions import Revision, merge
from ffp_desktop.errors import FfpError
from ffp_desktop.store.campaign.clue_records import ClueFilter
from ffp_desktop.store.household_records import EventFilter

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

__all__ = ["Answer", "Clue", "Clues", "How", "Match", "Result", "Said"]

_VILLAGE = 12
_NEED_REASON = (Result.NOT_IDENTIFIED, Result.UNTRUE, Result.DUPLICATE)
GIVEN = tuple(result for result in Result if result not in (Result.OPEN, Result.LIST_WITHDRAWN))
"""The results that a person can answer with, in the order of the digits that choose them."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was said of a clue: by whom, when, and why. `match`, `answer` and `village` (moved there) are
    None where it did not speak of them; `is_open_again` where it took an answer away."""

    author: str
    at: str
    reason: str
    revision: str
    is_told: bool = False
    match: Match | None = None
    answer: Answer | None = None
    village: str | None = None
    is_open_again: bool = False


@dataclass(frozen=True, slots=True)
class ClueSides:
    """What two devices have said differently, the one that is shown first; () where they do not differ."""

    answers: tuple[Said, ...] = ()
    matches: tuple[Said, ...] = ()


class Clues:
    """The clues of one open vault. Each call that changes something is one transaction."""

    def __init__(self, vault: "OpenVault", regions: Regions, clock: Callable[[], datetime] = datetime.now) -> None:
        self._vault = vault
        self._regions = regions
        self._clock = clock

    # ---- looking

    def get(self, text: str) -> Clue:
        """By id or the end of it. Raises FfpError `clue.unknown`, `clue.not_clear`."""
        found = self._vault.clues.find_ending(text)
        if len(found) > 1:
            raise FfpError("clue.not_clear", "不止一条线索的编号是这样结尾的。请多写几位。")
        return self._vault.clues.get(found[0] if found else text)

    def history(self, clue: str) -> tuple[Said, ...]:
        """All that was ever said of it: nothing is struck out."""
        return tuple(_said(revision) for revision in self._vault.journal.revisions(clue))

    def conflicts(self, village: str = "") -> tuple[Clue, ...]:
        """Those of which two devices have said something different."""
        return self._vault.clues.find(ClueFilter(village=village, conflicts=True)).page(0)

    def sides(self, clue: str) -> ClueSides:
        revisions = self._vault.journal.revisions(clue)
        state = merge(revisions)
        found = {}
        for unit in (ANSWER, MATCH):
            value = state.units.get(unit)
            setters = value.latest if value is not None and value.is_conflict else ()
            found[unit] = tuple(_said(revision) for revision in setters)
        return ClueSides(found[ANSWER], found[MATCH])

    # ---- whom it is about

    def accept(self, clues: Collection[str], household: str, member: str = "") -> tuple[Clue, ...]:
        """A person says whom clues are about; a clue moves to where the household lives. Raises FfpError
        `clue.unknown`, `household.unknown`, `clue.member_unknown`, `clue.not_ours`."""
        return self.match(dict.fromkeys(clues, Match(How.ACCEPTED, household, member)))

    def not_found(self, clues: Collection[str]) -> tuple[Clue, ...]:
        """A person says that nobody here is meant; the answer is given apart from that."""
        return self.match(dict.fromkeys(clues, Match(How.NOT_FOUND)))

    def unmatch(self, clues: Collection[str], reason: str) -> tuple[Clue, ...]:
        """What was accepted was wrong. Raises FfpError `clue.unknown`, `clue.reason_missing`."""
        if not reason.strip():
            raise FfpError("clue.reason_missing", "取消认定要写明原因。请填写原因。")
        return self.match(dict.fromkeys(clues, Match()), reason.strip())

    def match(self, matches: Mapping[str, Match], reason: str = "") -> tuple[Clue, ...]:
        """Whom clues are about, as a look-up or a person found; all or none. Raises as `accept` does."""
        with self._vault.together():
            known = self._vault.clues.get_many(list(matches))
            homes = {home: self._home(home) for home in {match.household for match in matches.values()} if home}
            self._require_members({match.member for match in matches.values() if match.member})
            self._vault.clues.match(matches, self._vault.operator.id, self._now(), reason)
            places = {clue.id: homes[matches[clue.id].household] for clue in known if matches[clue.id].household}
            moving = {clue.id: places[clue.id] for clue in known if places.get(clue.id, clue.village) != clue.village}
            self._move(moving)
            return self._vault.clues.get_many(list(matches))

    def move(self, clues: Collection[str], village: str) -> tuple[Clue, ...]:
        """Gives clues to another village (12 digits) of this office. Raises FfpError `clue.unknown`,
        `clue.village_unknown`, `clue.not_ours`."""
        if len(village) != _VILLAGE or self._regions.find(village) is None:
            raise FfpError("clue.village_unknown", f"区划表里没有代码 {village} 的村。请核对 12 位代码。")
        with self._vault.together():
            known = self._vault.clues.get_many(list(clues))
            self._move({clue.id: village for clue in known if clue.village != village})
            return self._vault.clues.get_many(list(clues))

    # ---- what was found

    def answer(self, clues: Collection[str], answer: Answer) -> tuple[Clue, ...]:
        """A person says what was found; all or none. Conflicting answers are settled by that.

        Such an answer rests on no survey, so no later correction of one changes it. Raises FfpError `clue.unknown`,
        `.result_missing`, `.by_missing`, `.date_wrong`, `.reason_missing`, `.list_withdrawn`.
        """
        return self.answer_each(dict.fromkeys(clues, answer))

    def answer_each(self, answers: Mapping[str, Answer]) -> tuple[Clue, ...]:
        """Gives each of many clues its own answer; all or none. Raises as `answer` does."""
        whole = {clue: _by_hand(answer) for clue, answer in answers.items()}
        for answer in whole.values():
            self._check(answer)
        with self._vault.together():
            known = self._vault.clues.get_many(list(answers))
            if any(clue.withdrawn for clue in known):
                raise FfpError("clue.list_withdrawn", "这条线索的名单已经撤回，不用再答复。没有变动。")
            self._vault.clues.answer(whole, self._vault.operator.id, self._now())
            return self._vault.clues.get_many(list(answers))

    def reopen(self, clues: Collection[str], reason: str) -> tuple[Clue, ...]:
        """An answer was wrong: the clue waits again, and the history keeps both. Raises FfpError `clue.unknown`,
        `clue.reason_missing`."""
        if not reason.strip():
            raise FfpError("clue.reason_missing", "重新核实要写明原因。请填写原因。")
        with self._vault.together():
            known = self._vault.clues.get_many(list(clues))
            answered: dict[str, Answer | None] = {clue.id: None for clue in known if clue.answer is not None}
            self._vault.clues.answer(answered, self._vault.operator.id, self._now(), reason.strip())
            return self._vault.clues.get_many(list(clues))

    # ---- private

    def _check(self, answer: Answer) -> None:
        if answer.result not in GIVEN:
            raise FfpError("clue.result_missing", "还没有写核实结果。请选一种结果。")
        if not answer.by:
            raise FfpError("clue.by_missing", "还没有写核实人。请填写是谁核实的。")
        if not is_day(answer.date) or answer.date > self._clock().date().isoformat():
            raise FfpError("clue.date_wrong", "核实日期不对：写成 2023-02-20 的样子，不能晚于今天。请重新填写。")
        if answer.result in _NEED_REASON and not answer.reason:
            raise FfpError("clue.reason_missing", f"结果是“{answer.result.value}”的要写明原因。请填写原因。")

    def _home(self, household: str) -> str:
        """Where a household lives."""
        known = self._vault.households.get(household)
        if known is None:
            raise FfpError("household.unknown", "没有这一户。请用户编号或它的表号，可以在户清单里查到。")
        return known.village

    def _require_members(self, members: Collection[str]) -> None:
        """Somebody that no visit has listed yet may be known by the event that brought them."""
        found = {sighting.member for sighting in self._vault.households.sightings(members)}
        left = frozenset(members) - found
        told = self._vault.events.list(EventFilter(members=left)) if left else ()
        if left - {person.member for event in told for person in event.persons}:
            raise FfpError("clue.member_unknown", "没有找到这个人。请从这一户的成员里选。")

    def _move(self, villages: Mapping[str, str]) -> None:
        unit = self._vault.unit.code
        if any(not village.startswith(unit) for village in villages.values()):
            raise FfpError("clue.not_ours", "这一户住在别的单位管的地方，这里不能转过去。请报上级转办。")
        if villages:
            self._vault.clues.move(villages, self._vault.operator.id, self._now())

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")


def _said(revision: Revision) -> Said:
    units = {unit: json.loads(text) for unit, text in revision.sets.items()}
    told = (revision.author_name, revision.at, revision.reason, revision.hash)
    return Said(
        *told,
        is_told=TOLD in units and MOVED not in units,
        match=decode_match(units[MATCH]) if MATCH in units else None,
        answer=decode_answer(units.get(ANSWER), revision.author_name, revision.at),
        village=units.get(MOVED),
        is_open_again=ANSWER in units and units[ANSWER] is None,
    )


def _by_hand(answer: Answer) -> Answer:
    """As a person gives it: on no survey."""
    return replace(answer, survey="", by=_names(answer.by), reason=answer.reason.strip(), noted_by="", noted_at="")


def _names(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
