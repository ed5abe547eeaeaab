"""One survey in the vault, as the entry session needs it: its rows, its base revision, its line in the lists."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from ffp_desktop.domain.campaign.records import Clue
from ffp_desktop.domain.campaign.visits import people_of, read_visit
from ffp_desktop.domain.custody import CUSTODY
from ffp_desktop.domain.evaluation import Evaluation
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.survey import Place, State, SurveyHeader
from ffp_desktop.errors import FfpError
from ffp_desktop.logs import log_error
from ffp_desktop.services.entry.draft import CONFIRM, KEEP, DraftState, replay
from ffp_desktop.services.entry.previous import Previous, find_previous
from ffp_desktop.services.entry.summary import summarise
from ffp_desktop.services.entry.units import STATUS, answers_in, changed_units, state_of, units_of
from ffp_desktop.services.rounds import round_facts
from ffp_desktop.services.signers import names_for
from ffp_desktop.services.visit_answers import ClueNote, answer_visits, clues_of, key_person, notes_of, visit_days
from ffp_desktop.store.records import DraftChange, DraftRow, Elsewhere

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault


class SurveyRecord:
    """Reads and writes one survey. What the disk refuses is kept and written with the next change."""

    def __init__(self, vault: "OpenVault", form: Form, header: SurveyHeader, village_name: str, today: date) -> None:
        self._vault = vault
        self._form = form
        self._village_name = village_name
        self._today = today
        self._unsaved: list[DraftChange] = []
        self._remembered: Place | None = None
        self.header = header

    @property
    def operator_name(self) -> str:
        return self._vault.operator.name

    @property
    def unit_name(self) -> str:
        return self._vault.unit.name

    def load(self) -> DraftState:
        """The answers: the last revision's, with the draft's rows on top, and what could not be written yet."""
        base = state_of(self._form, self._base_units()) if self.header.revision else DraftState()
        state = replay(self._form, self._vault.drafts.changes(self.header.id), base)
        return replay(self._form, self._unsaved, state)

    def facts(self) -> Mapping[str, object]:
        """What expressions may name of the round and the installation."""
        return round_facts(self.header.round, self.header.village, self._today)

    def append(
        self,
        rows: Sequence[DraftChange],
        evaluation: Evaluation,
        at: datetime,
        next_place: Place | None = None,
        unconfirmed: Collection[Place] = (),
    ) -> FfpError | None:
        """Writes what was set, durably, and where work goes on; the error if the disk refuses (the rows are kept for
        the next time)."""
        self._unsaved += rows
        try:
            self._vault.drafts.append(
                self.header.id,
                self._unsaved,
                self._vault.operator.id,
                _iso(at),
                summary=summarise(evaluation, self._village_name, unconfirmed),
                last_place=next_place,
            )
        except FfpError as error:
            return error
        self._unsaved, self._remembered = [], next_place
        return None

    def save_pending(self, evaluation: Evaluation, at: datetime) -> FfpError | None:
        """Tries once more to write what the disk refused; the error while it still refuses."""
        return self.append((), evaluation, at) if self._unsaved else None

    def undo(self) -> Place | None:
        """Takes the last group of rows back; the place it was about, None when there is none."""
        group = self._vault.drafts.undo(self.header.id)
        return _subject(group.rows) if group else None

    def redo(self) -> Place | None:
        group = self._vault.drafts.redo(self.header.id)
        return _subject(group.rows) if group else None

    def save_summary(self, evaluation: Evaluation, unconfirmed: Collection[Place] = ()) -> None:
        self._vault.surveys.save_summary(self.header.id, summarise(evaluation, self._village_name, unconfirmed))

    def previous(self, members: Sequence[str]) -> Previous:
        """What the visits before this round found: of the household, and of each of its members wherever they were."""
        return find_previous(self._vault, self._form, self.header.household, members, self.header.round)

    def last_place(self) -> Place | None:
        return self._vault.surveys.get(self.header.id).last_place

    def remember_place(self, place: Place) -> None:
        """Notes where work stopped, for the next opening. A disk that refuses must not keep anyone on the page."""
        if place == self._remembered:
            return
        try:
            self._vault.drafts.set_last_place(self.header.id, place)
            self._remembered = place
        except FfpError as error:
            log_error(error)

    def suggestions(self, item: str) -> tuple[str, ...]:
        village = self.header.village
        signers = names_for(self._vault, village, item)
        return tuple(dict.fromkeys((*signers, *self._vault.surveys.village_suggestions(item, village))))

    def household_with_phone(self, phone: str) -> str:
        """How another household of the round with this phone is called; "" when there is none."""
        found = self._vault.surveys.find_phone_elsewhere(phone, self.header.round.id, self.header.id)
        return self._label(found)

    def households_with_persons(self, keys: Mapping[str, str]) -> dict[str, str]:
        """How another household of the round that lists a person is called, by member; without those whom none lists.

        `keys` are the members' person keys, "" for none.
        """
        of_round = self.header.round.id
        found = self._vault.surveys.find_ids_elsewhere((of_round, key) for key in keys.values())
        others = {
            member: [one for one in found.get((of_round, key), ()) if one.survey != self.header.id]
            for member, key in keys.items()
        }
        return {member: self._label(of_member) for member, of_member in others.items() if of_member}

    def clues(self, evaluation: Evaluation) -> tuple[Clue, ...]:
        """What departments' lists say of the household and of who is on this survey."""
        people = people_of(evaluation)
        return clues_of(self._vault, self.header.household, (m for m, _key in people), (key for _m, key in people))

    def clue_notes(self, evaluation: Evaluation) -> tuple[ClueNote, ...]:
        """The same with what a visit looks at for each."""
        return notes_of(self._vault, self._form, self.clues(evaluation))

    def key_person(self, evaluation: Evaluation) -> str:
        """The kinds of 十类重点人群 that the household is on a list of, in this round."""
        people = people_of(evaluation)
        whom = (self.header.household, [member for member, _key in people], [key for _member, key in people])
        return key_person(self._vault, self.header.round, *whom)

    @property
    def is_here(self) -> bool:
        """Whether this office has the survey; where nobody has said, what was handed up is with the next level."""
        if not self.header.holder:
            return self.header.state in (State.DRAFT, State.RETURNED, State.FINISHED)
        return self.header.holder == self._vault.unit.code

    def finish(self, evaluation: Evaluation, at: datetime) -> None:
        """Turns what was set into one revision, and answers the clues on the household with it; what waits for this
        office's judgement goes on waiting for it.

        Raises FfpError `survey.in_conflict`, `survey.not_here`, `store.cannot_write`.
        """
        known = self._vault.journal.document(self.header.id)
        if known.conflicts:
            raise FfpError("survey.in_conflict", "这张表有两边不一致的地方，还不能完成。请先解决冲突，再按完成。")
        state = _finished_state(known.value(STATUS))
        sets = changed_units(self._base_units(), units_of(self._form, self.load(), state))
        if CUSTODY not in known.units:
            sets[CUSTODY] = self._vault.unit.code
        with self._vault.together():
            revision = self._vault.drafts.finish(
                self.header.id,
                {unit: _canonical(value) for unit, value in sets.items()},
                self._vault.operator.id,
                _iso(at),
                form=f"{self._form.id}/{self._form.version}",
                state=state,
                summary=summarise(evaluation, self._village_name),
            )
            self.answer_clues(evaluation, at)
        self._move_to(state, self.header.revision + 1, revision.hash)
        self.header = replace(self.header, holder=self.header.holder or self._vault.unit.code)

    def answer_clues(self, evaluation: Evaluation, at: datetime) -> None:
        """What the survey says to the clues of departments' lists on its household."""
        visit = read_visit(evaluation, self.header.id, self.header.household)
        answer_visits(self._vault, [visit], visit_days(self.header.round), _iso(at))

    def reopen(self, reason: str, at: datetime) -> None:
        """Makes a finished survey a draft again."""
        self._vault.drafts.reopen(self.header.id, reason, self._vault.operator.id, _iso(at))
        self._move_to(State.DRAFT, self.header.revision, self.header.revision_hash)

    def _base_units(self) -> dict[str, object]:
        if not self.header.revision:
            return {}
        return answers_in(self._vault.journal.units("survey", self.header.id))

    def _move_to(self, state: State, revision: int, revision_hash: str) -> None:
        self.header = replace(self.header, state=state, revision=revision, revision_hash=revision_hash)

    def _label(self, found: Sequence[Elsewhere]) -> str:
        if not found:
            return ""
        first = found[0]
        where = "同村" if first.village == self.header.village else first.village_name
        return f"{where}的 {first.head_name or first.number} 户"


def _finished_state(status: str | None) -> State:
    """What 完成 makes of a survey with this status: a correction in the office that judges leaves it to be judged."""
    if status in (State.SUBMITTED, State.APPROVED):
        return State.SUBMITTED
    return State.SUBMITTED_UP if status in (State.SUBMITTED_UP, State.FINAL) else State.FINISHED


def _subject(rows: Sequence[DraftRow]) -> Place:
    """The place a group of rows is about: the last answer it set."""
    last = next((row for row in reversed(rows) if not row.item.startswith("@")), rows[-1])
    if last.item.startswith((CONFIRM, KEEP)):
        return Place(last.item.rpartition(":")[2], last.member)
    return Place(last.item, last.member)


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
