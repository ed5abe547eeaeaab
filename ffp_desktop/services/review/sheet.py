"""Reads what was said of a survey: comments, answers to them, judgements and what voided them.

API: `read_sheet(vault, survey) -> ReviewSheet` (FfpError `survey.unknown`), `note_first_comments(vault, surveys)`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ffp_desktop.domain.custody import COMMENT, REPLY, RETURN, Judge, find_judges, find_standing, is_answer_unit
from ffp_desktop.domain.revisions import DocumentState, Revision, ancestors_of, in_order, merge
from ffp_desktop.domain.survey import Place, State
from ffp_desktop.services.review.records import Comment, Judgement, Reply, ReviewSheet

if TYPE_CHECKING:
    from ffp_desktop.store.vault import OpenVault

AT_HOME = (State.RETURNED, State.DRAFT, State.FINISHED)


def read_sheet(vault: "OpenVault", survey: str) -> ReviewSheet:
    """As the journal has it now; a draft that is being typed counts as the state of the survey."""
    summary = vault.surveys.get(survey)
    by_hash = {revision.hash: revision for revision in vault.journal.revisions(survey)}
    document = merge(by_hash.values())
    returned: Mapping[str, Any] = document.value(RETURN) or {}
    is_back = summary.state in AT_HOME and summary.holder == returned.get("to")
    still_open = returned.get("comments", ()) if is_back else ()
    return ReviewSheet(
        survey,
        summary.state,
        summary.holder,
        tuple(_comments(document, by_hash, still_open)),
        tuple(_judgements(document, by_hash)),
        document.conflicts,
        str(returned.get("unit", "")) if is_back else "",
        find_standing(tuple(by_hash.values()), document).is_void,
    )


def note_first_comments(vault: "OpenVault", surveys: Iterable[str]) -> None:
    """Those of the surveys that came back to this office open where the first comment is pinned."""
    for survey in vault.surveys.lying(surveys, State.RETURNED, vault.unit.code):
        place = None if vault.feeds.holding.is_held(survey) else read_sheet(vault, survey).first_place
        if place is not None:
            vault.drafts.set_last_place(survey, place)


def _comments(document: DocumentState, by_hash: Mapping[str, Revision], still_open: Iterable[str]) -> list[Comment]:
    wanted, sent = set(still_open), set(_returned(by_hash.values()))
    found = []
    for unit in document.units:
        value = document.value(unit)
        if not unit.startswith(COMMENT) or not isinstance(value, Mapping):
            continue
        said, comment = by_hash[document.units[unit].revisions[0]], unit.removeprefix(COMMENT)
        place = Place(str(value.get("item", "")), str(value.get("member", "")))
        order = (comment not in wanted, said.at if comment not in wanted else "", value.get("order", []), comment)
        told = (comment, place, str(value.get("text", "")), said.author_name, said.at, str(value.get("unit", "")))
        is_open, is_pending = comment in wanted, comment not in sent
        found.append((order, Comment(*told, is_open, is_pending, _reply(document, by_hash, comment))))
    return [comment for _order, comment in sorted(found, key=lambda pair: pair[0])]


def _returned(revisions: Iterable[Revision]) -> Iterator[str]:
    """The comments that any return took along."""
    for revision in revisions:
        if RETURN in revision.sets:
            value = json.loads(revision.sets[RETURN])
            yield from value.get("comments", ()) if isinstance(value, Mapping) else ()


def _reply(document: DocumentState, by_hash: Mapping[str, Revision], comment: str) -> Reply | None:
    value = document.value(REPLY + comment)
    if not isinstance(value, Mapping):
        return None
    said = by_hash[document.units[REPLY + comment].revisions[0]]
    return Reply(str(value.get("text", "")), said.author_name, said.at)


def _judgements(document: DocumentState, by_hash: Mapping[str, Revision]) -> list[Judgement]:
    judges = find_judges(document, by_hash)
    known = ancestors_of(by_hash) if any(not judge.stands for judge in judges) else {}
    return [_judgement(judge, by_hash, known) for judge in judges]


def _judgement(judge: Judge, by_hash: Mapping[str, Revision], known: Mapping[str, frozenset[str]]) -> Judgement:
    told = (judge.unit, judge.name, judge.at, judge.stands)
    if judge.stands:
        return Judgement(*told)
    seen = known[judge.revision]
    later = (r for r in in_order(by_hash.values()) if r.hash not in seen and any(map(is_answer_unit, r.sets)))
    edit = next(later, None)
    return Judgement(*told, *((edit.author_name, edit.at, edit.reason) if edit else ()))
