"""History: who wrote what, when, before, after and why, of a survey, an item or a person; an answer taken again.

API (class `History(vault, surveys)`): of_survey(survey_id, item="", member="") -> tuple[HistoryEntry, …], oldest first
    of_person(member) -> entries of all surveys of the person's households, and their events
    take_again(survey_id, place, answer, reason)

What was typed on this device is told keystroke by keystroke from the draft's rows, undone ones too; of what came from
another device only the revisions are known, and their differences are told.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.answer_text import format_printed
from ffp_desktop.domain.events import Event
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.revisions import Revision
from ffp_desktop.domain.survey import Place
from ffp_desktop.domain.values import Answer, Cleared
from ffp_desktop.errors import FfpError
from ffp_desktop.services.census import joined_ids
from ffp_desktop.services.entry import EntrySession
from ffp_desktop.services.entry.draft import CONFIRM, KEEP, MEMBER, PREFILL, STRIKE, DraftState, replay
from ffp_desktop.services.entry.units import state_of
from ffp_desktop.services.review.passage import name_passage
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.drafts import BECAUSE, CLOSED_STATES, NEW, REOPEN
from ffp_desktop.store.household_records import EventFilter
from ffp_desktop.store.records import DraftRow, KeptRow

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

_ADDRESS = "village"


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One thing somebody did. `place` is None for what is about the whole survey, or about an event.

    `what` is one of 填写 改为 清空 带入 无变化 加人 划去 恢复 确认 取消确认 新建 改正, of 完成 上报 撤回 退回 初审
    审核通过 上报旗 审定 写意见 答复 定下 作废 (see `passage`), or an event's kind.
    What is `undone` was taken back at once. `answer` is what stood there afterwards, to be taken again. `revision` is
    the hash of the one that holds it, "" while it is only in the draft; `round` is the survey's, by its id.
    """

    at: str
    author: str
    what: str
    survey: str = ""
    place: Place | None = None
    place_name: str = ""
    before: str = ""
    after: str = ""
    reason: str = ""
    undone: bool = False
    revision: str = ""
    answer: Answer | None = None
    round: str = ""


class History:
    """The history of one open vault."""

    def __init__(self, vault: "OpenVault", surveys: Surveys) -> None:
        self._vault = vault
        self._surveys = surveys

    def of_survey(self, survey_id: str, item: str = "", member: str = "") -> tuple[HistoryEntry, ...]:
        """All of a survey, or what is about an item (its id or printed number) or a member.

        Raises FfpError `survey.unknown`, `history.item_unknown`.
        """
        session = self._surveys.open(survey_id)
        items = _items_meant(session.form, item) if item else frozenset(session.form.items)
        authors = {operator.id: operator.name for operator in self._vault.operators.list()}
        teller = _Teller(session.form, survey_id, authors)
        revisions = self._vault.journal.revisions(survey_id)
        entries = teller.tell(revisions, self._vault.drafts.history(survey_id))
        kept = (entry for entry in entries if _is_about(entry, items, member, everything=not item and not member))
        return tuple(self._named(entry, session) for entry in kept)

    def of_person(self, member: str) -> tuple[HistoryEntry, ...]:
        """What was written of a person under any of their ids, and the events they are named in, oldest first."""
        members = joined_ids(self._vault, member)
        households = {sighting.household for sighting in self._vault.households.sightings(members)}
        surveys = {survey for household in households for survey in self._vault.households.surveys(household)}
        found = [entry for survey in surveys for known in members for entry in self.of_survey(survey, member=known)]
        for event in self._vault.events.list(EventFilter(members=members, with_withdrawn=True)):
            found += self._of_event(event)
        return tuple(sorted(found, key=lambda entry: entry.at))

    def take_again(self, survey_id: str, place: Place, answer: Answer, reason: str) -> None:
        """Sets an earlier answer anew. A finished survey becomes a draft again, for the same reason.

        Raises FfpError `history.reason_missing`, `survey.unknown`, `survey.not_open`.
        """
        if not reason.strip():
            raise FfpError("history.reason_missing", "取用以前的答案要写明原因。请填写原因。")
        with self._vault.together():
            session = self._surveys.open(survey_id)
            if session.is_here and session.header.state in CLOSED_STATES:
                session.reopen(reason.strip())
            if not session.is_editable:
                state = session.header.state.value
                raise FfpError("survey.not_open", f"这张表是“{state}”，在这里不能改。要改，请上一级先退回。")
            change = session.take_again(place, answer, reason.strip())
            if change.problem is not None:
                raise change.problem

    def _named(self, entry: HistoryEntry, session: EntrySession) -> HistoryEntry:
        """With the place as people call it; 家庭住址 holds a code, and people know the village by its name."""
        entry = replace(entry, round=session.header.round.id)
        if entry.place is None:
            return entry
        named = replace(entry, place_name=session.evaluation.place_name(entry.place))
        if entry.place.item != _ADDRESS:
            return named
        told = [self._surveys.village_name(code) if code else "" for code in (entry.before, entry.after)]
        return replace(named, before=told[0], after=told[1])

    def _of_event(self, event: Event) -> Iterator[HistoryEntry]:
        for revision in self._vault.journal.revisions(event.id):
            is_told = "event" in revision.sets
            what = event.kind if is_told else f"撤回{event.kind}"
            after = event.date if is_told else ""
            yield HistoryEntry(
                revision.at, revision.author_name, what, after=after, reason=revision.reason, revision=revision.hash
            )


class _Teller:
    """Follows one survey from its beginning, entry by entry."""

    def __init__(self, form: Form, survey: str, authors: Mapping[str, str]) -> None:
        self._form = form
        self._survey = survey
        self._authors = authors
        self._state = DraftState()
        self._reason = ""

    def tell(self, revisions: Iterable[Revision], rows: Iterable[KeptRow]) -> Iterator[HistoryEntry]:
        typed: dict[str, list[KeptRow]] = {}
        for kept in rows:
            typed.setdefault(kept.revision, []).append(kept)
        units: dict[str, Any] = {}
        for revision in revisions:
            units = units | {unit: json.loads(value) for unit, value in revision.sets.items()}
            own = typed.get(revision.hash)
            yield from self._tell_typed(own, revision) if own else self._tell_differences(revision, units)
            self._state = state_of(self._form, units)
            self._reason = ""
            if word := name_passage(revision):
                told = (revision.at, revision.author_name, word, self._survey)
                yield HistoryEntry(*told, reason=revision.reason, revision=revision.hash)
        yield from self._tell_typed(typed.get("", ()), None)

    def _tell_typed(self, rows: Iterable[KeptRow], revision: Revision | None) -> Iterator[HistoryEntry]:
        digest = revision.hash if revision else ""
        because: dict[int, str] = {}
        for kept in rows:
            row = kept.row
            author = self._authors.get(row.operator, "")
            if row.item in (BECAUSE, REOPEN):
                told = str(json.loads(row.value)["reason"])
                because[row.group] = told
                self._reason = told if row.item == REOPEN else self._reason
            for entry in self._tell_row(row):
                reason = entry.reason or because.get(row.group, self._reason)
                yield replace(entry, at=row.at, author=author, reason=reason, undone=not kept.stands, revision=digest)
            if kept.stands:
                self._state = replay(self._form, [row], self._state)

    def _tell_row(self, row: DraftRow) -> Iterator[HistoryEntry]:
        """What one row says, while the state is still the one before it."""
        value = json.loads(row.value)
        if row.item == NEW:
            yield self._entry("新建")
        elif row.item == REOPEN:
            yield self._entry("改正")
        elif row.item == MEMBER:
            yield self._entry("加人", self._name_of(row.member))
        elif row.item == STRIKE:
            reason = value["reason"] if value else ""
            yield self._entry("划去" if value else "恢复", self._name_of(row.member), reason=reason)
        elif row.item.startswith(CONFIRM):
            place = Place(row.item.rpartition(":")[2], row.member)
            reason = value["reason"] if value else ""
            yield self._entry("确认" if value else "取消确认", place, reason=reason)
        elif row.item.startswith((PREFILL, KEEP)):
            what = "带入" if row.item == PREFILL else "无变化"
            after = replay(self._form, [row], DraftState()) if row.item == PREFILL else self._state
            named = value["answers"] if row.item == PREFILL else value
            places = [Place(item, member) for member, items in named.items() for item in items]
            order = {item: position for position, item in enumerate(self._form.items)}
            for place in sorted(places, key=lambda place: order.get(place.item, -1)):
                if place.item in order:
                    yield self._change(place, self._answer(place), after.answers.given.get(place), what)
        elif row.item in self._form.items:
            place = Place(row.item, row.member)
            after = replay(self._form, [row], DraftState())
            yield self._change(place, self._answer(place), after.answers.given.get(place))

    def _tell_differences(self, revision: Revision, units: Mapping[str, Any]) -> Iterator[HistoryEntry]:
        """Of a revision that came from elsewhere: what it set otherwise than before."""
        before, after = self._state.answers.given, state_of(self._form, units).answers.given
        for place in dict.fromkeys((*after, *before)):
            if before.get(place) != after.get(place):
                change = self._change(place, before.get(place), after.get(place))
                yield replace(
                    change, at=revision.at, author=revision.author_name, reason=revision.reason, revision=revision.hash
                )

    def _change(self, place: Place, before: Answer | None, after: Answer | None, what: str = "") -> HistoryEntry:
        item = self._form.items[place.item]
        is_gone = after is None or isinstance(after, Cleared)
        word = what or ("清空" if is_gone else "填写" if before is None else "改为")
        told = (format_printed(item, before), format_printed(item, after))
        return HistoryEntry("", "", word, self._survey, place, before=told[0], after=told[1], answer=after)

    def _entry(self, what: str, place: Place | None = None, reason: str = "") -> HistoryEntry:
        return HistoryEntry("", "", what, self._survey, place, reason=reason)

    def _answer(self, place: Place) -> Answer | None:
        return self._state.answers.given.get(place)

    def _name_of(self, member: str) -> Place:
        return Place(self._form.member_items[0].id, member)


def _items_meant(form: Form, text: str) -> frozenset[str]:
    found = frozenset(item.id for item in form.items.values() if text in (item.id, item.number, item.name))
    if not found:
        raise FfpError("history.item_unknown", "表里没有这一项。请用 A26 这样的编号或项目的 id。")
    return found


def _is_about(entry: HistoryEntry, items: frozenset[str], member: str, everything: bool) -> bool:
    if entry.place is None:
        return everything
    return entry.place.item in items and (not member or entry.place.member == member)
