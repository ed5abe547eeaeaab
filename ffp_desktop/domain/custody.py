"""Where a survey lies and how far it has come: its status, who holds it, who has judged it. Pure.

API: `find_standing(revisions, document) -> Standing`, `find_judges(document, by_hash, unit)`, `seal_of(document)`,
`origin_of(revisions)`, `typists_of(revisions)`, `unit_above(code)`, `is_answer_unit(unit)`; the names of the units.

Beside its answers a survey's document has these units: `status`; `custody`, the region code of the office that has it;
`judge:<office>:<operator>`, each with the seal of what that person judged; `return`, `comment:<id>` and `reply:<id>`.
A judgement stands while the answers still have the seal it was given for: whatever is written later voids it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ffp_desktop.domain.revisions import DocumentState, Revision, in_order
from ffp_desktop.domain.survey import State

STATUS, HEADER, CUSTODY, RETURN = "status", "survey", "custody", "return"
COMMENT, REPLY, JUDGE = "comment:", "reply:", "judge:"
JUDGES_NEEDED = 2
_VILLAGE, _TOWNSHIP, _BANNER = 12, 9, 6
_ABOVE = {_VILLAGE: _TOWNSHIP, _TOWNSHIP: _BANNER}
LEVELS_BELOW = {_BANNER: _TOWNSHIP, _TOWNSHIP: _VILLAGE}
"""By the digits of an office's code, those of the units that it sends surveys back to."""
_JUDGED_AT = {State.APPROVED: _TOWNSHIP, State.FINAL: _BANNER}
_BEFORE = {State.APPROVED: State.SUBMITTED, State.FINAL: State.SUBMITTED_UP}


@dataclass(frozen=True, slots=True)
class Standing:
    """`state` is None while nothing was ever finished. `holder` is "" while nobody has said; `since` is when it came
    there, `handed` the hash of the revision that says so. `conflicts` counts units; `is_void`: a judgement fell."""

    state: State | None
    holder: str = ""
    since: str = ""
    handed: str = ""
    conflicts: int = 0
    is_void: bool = False


@dataclass(frozen=True, slots=True)
class Judge:
    """One person's judgement for an office. It `stands` while the answers are those that were judged."""

    unit: str
    operator: str
    name: str
    at: str
    revision: str
    stands: bool


def is_answer_unit(unit: str) -> bool:
    """Whether a unit holds what the paper says, and not what became of the survey."""
    return unit not in (STATUS, HEADER, CUSTODY, RETURN) and not unit.startswith((COMMENT, REPLY, JUDGE))


def unit_above(code: str) -> str:
    """The office a unit reports to; the banner reports to nobody and holds what it has."""
    return code[: _ABOVE.get(len(code), _BANNER)]


def submitted_state(holder: str) -> State:
    """What a survey is that waits for this office's judgement."""
    return State.SUBMITTED_UP if len(holder) == _BANNER else State.SUBMITTED


def approved_state(holder: str) -> State:
    """What a survey is that this office has judged."""
    return State.FINAL if len(holder) == _BANNER else State.APPROVED


def find_standing(revisions: Sequence[Revision], document: DocumentState) -> Standing:
    """From all of a survey's revisions, in any order."""
    status = document.value(STATUS)
    if status is None:
        return Standing(None)
    handed = (document.units.get(CUSTODY) or document.units[STATUS]).latest[0]
    state = State(status)
    is_void = False
    if state in _JUDGED_AT:
        judges = find_judges(document, {one.hash: one for one in revisions}, level=_JUDGED_AT[state])
        is_void = len({judge.operator for judge in judges if judge.stands}) < JUDGES_NEEDED
    return Standing(
        _BEFORE[state] if is_void else state,
        str(document.value(CUSTODY) or ""),
        handed.at,
        handed.hash,
        len(document.conflicts),
        is_void,
    )


def find_judges(
    document: DocumentState, by_hash: Mapping[str, Revision], unit: str = "", level: int = 0
) -> tuple[Judge, ...]:
    """All who have judged it, the earliest first; of one office, or of one level of offices (digits of its code)."""
    names, found = [name for name in document.units if name.startswith(JUDGE)], []
    seal = seal_of(document) if names else ""
    for name in names:
        if isinstance(value := document.value(name), dict):
            office, _, operator = name.removeprefix(JUDGE).partition(":")
            if unit in ("", office) and level in (0, len(office)):
                said = by_hash[document.units[name].revisions[0]]
                stands = value.get("seal") == seal
                found.append(Judge(office, operator, str(value.get("name", "")), said.at, said.hash, stands))
    if len(found) < JUDGES_NEEDED:
        return tuple(found)
    turn = {revision.hash: number for number, revision in enumerate(in_order(by_hash.values()))}
    return tuple(sorted(found, key=lambda judge: turn[judge.revision]))


def encode_judges(judges: Iterable[Judge]) -> str:
    """Judges as a line of a list keeps them; "" for none."""
    told = [[judge.unit, judge.operator, judge.name, judge.at, judge.revision, judge.stands] for judge in judges]
    return json.dumps(told, ensure_ascii=False) if told else ""


def decode_judges(text: str) -> tuple[Judge, ...]:
    """What `encode_judges` kept."""
    return tuple(Judge(*told) for told in json.loads(text)) if text else ()


def seal_of(document: DocumentState) -> str:
    """SHA-256 of the answers as they stand, both sides of a conflict included."""
    answers = {unit: value for unit, value in document.units.items() if is_answer_unit(unit)}
    lines = [f"{unit}\t{text}\n" for unit, value in answers.items() for text in value.values]
    return hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()


def origin_of(revisions: Iterable[Revision]) -> str:
    """The office that began a survey: a return ends there. "" when its first revision does not say."""
    first = min((r for r in revisions if HEADER in r.sets), key=lambda r: (r.at, r.hash), default=None)
    if first is None or CUSTODY not in first.sets:
        return ""
    return first.sets[CUSTODY].strip('"')


def typists_of(revisions: Iterable[Revision]) -> frozenset[str]:
    """The names of those who wrote answers."""
    return frozenset(r.author_name or r.author for r in revisions if any(map(is_answer_unit, r.sets)))


def last_edit(revisions: Iterable[Revision]) -> Revision | None:
    """The latest revision that set answers."""
    return next((one for one in reversed(in_order(revisions)) if any(map(is_answer_unit, one.sets))), None)
