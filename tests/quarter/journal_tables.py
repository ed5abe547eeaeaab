"""The journal of a vault laid out in plain tables of a database in memory, to be counted with SQL of one's own.

API: `read_journal(vault) -> sqlite3.Connection`. It reads bodies of revisions and open drafts and nothing that the
program derived from them: of every unit of a document the newest revision counts, nothing is merged.

Tables: see `_TABLES`. Of a survey that is only begun the answers are those of the draft, what came over from the round
before among them. `problems`, `given`, `denied` (lines of 七) and `risks` have their words between commas.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from ffp_desktop.store.vault import OpenVault
from tests.quarter.known import MONITORED, each

Rows = dict[str, list[tuple[Any, ...]]]
Units = dict[str, Any]
_TABLES = {
    "survey": "id household round village state kind is_monitored is_new visited people created_at holder problems"
    " at_risk eliminated marked identified_on given denied risks is_floor",
    "member": "survey member person_key",
    "step": "household village step day",
    "action": "id kind round is_done is_open withdrawn",
    "department_list": "id kind department date round rows clues refused withdrawn",
    "refused": "list sheet row",
    "clue": "id list kind department round date village sheet row part number how household member result answered_on"
    " survey",
    "event": "id kind date village household other_village persons withdrawn",
}
_KINDS = ("survey", "list", "list_refused", "clue", "event", "monitoring")
_REVISIONS = (
    "SELECT document, kind, village, body FROM revision WHERE kind IN (SELECT value FROM json_each(?))"
    " ORDER BY document, position"
)
_OPEN_DRAFTS = (
    "SELECT survey, item, member, value FROM draft WHERE revision = 0 AND state = 0 AND survey NOT IN"
    " (SELECT document FROM revision) ORDER BY survey, id"
)
_PROBLEMS = {"school_dropout": "是", "all_insured": "否", "safe_water": "否", "unsafe_house": "是"}
_WITHOUT_LABOUR = ("丧失劳动力", "无劳动力")
_FIRST_OF_LINE = {
    "A34": "industry_help",
    "A35": "employment_help",
    "A36": "loan_help",
    "A37": "ecology_help",
    "A38": "public_post_help",
    "A39": "education_help",
    "A40": "health_help",
    "A41": "living_help",
    "A42": "infrastructure_help",
    "A43": "security_help",
    "A44": "aspiration_help",
    "A45": "other_help",
}
_LIST_OF_REFUSED = "-list_refused"


def read_journal(vault: OpenVault) -> sqlite3.Connection:
    """All documents as the tables above."""
    made = sqlite3.connect(":memory:")
    for table, columns in _TABLES.items():
        made.execute(f"CREATE TABLE {table} ({', '.join(columns.split())})")
    rows: Rows = {table: [] for table in _TABLES}
    for document, kind, village, units in _documents(vault):
        _READERS[kind](rows, document, village, units)
        if len(rows["member"]) > 50_000:
            _put(made, rows)
    for survey, group in groupby(each(vault, _OPEN_DRAFTS), key=lambda row: str(row[0])):
        _take_draft(rows, survey, [row[1:] for row in group])
    _put(made, rows)
    for index in ("clue(list)", "clue(household)", "survey(household, created_at)", "member(survey)"):
        made.execute(f'CREATE INDEX "{index}" ON {index}')
    return made


def _documents(vault: OpenVault) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Each document with the village of its newest revision and what its units hold last."""
    document, kind, village, units = "", "", "", dict[str, Any]()
    for one, its_kind, its_village, body in each(vault, _REVISIONS, (json.dumps(_KINDS),)):
        if one != document:
            if document:
                yield document, kind, village, units
            document, kind, units = one, its_kind, {}
        village = its_village
        units |= json.loads(body)["sets"]
    if document:
        yield document, kind, village, units


def _take_survey(rows: Rows, survey: str, _village: str, units: Units) -> None:
    answers: dict[str, Any] = {}
    members: dict[str, dict[str, Any]] = {}
    for unit, value in units.items():
        if unit.startswith("member:"):
            if value and "struck" not in value:
                members[unit.removeprefix("member:")] = value["answers"]
        elif isinstance(value, dict) and unit != "survey" and ":" not in unit:
            answers |= value
    _add_survey(rows, survey, units["survey"], (units.get("status", ""), units.get("custody", "")), answers, members)


def _take_draft(rows: Rows, survey: str, changes: Sequence[Sequence[str]]) -> None:
    header: dict[str, Any] = {}
    answers: dict[str, Any] = {}
    members: dict[str, dict[str, Any]] = {}
    for item, member, text in changes:
        value = json.loads(text)
        if item == "@survey":
            header = value
        elif item == "@prefill":
            members |= {one: value["answers"].get(one, {}) for one in value["members"]}
            answers |= value["answers"].get("", {})
        elif item == "@member":
            members.setdefault(member, {})
        elif not item.startswith("@"):
            (members[member] if member else answers)[item] = value
    _add_survey(rows, survey, header, ("草稿", ""), answers, members)


def _add_survey(
    rows: Rows,
    survey: str,
    header: Units,
    stands: tuple[str, str],
    answers: dict[str, Any],
    members: dict[str, dict[str, Any]],
) -> None:
    state, holder = stands
    kind = answers.get("household_kind", "")
    is_monitored = kind in MONITORED
    is_new = not is_monitored and answers.get("newly_identified") == "是"
    lines = {line: answers.get(item) for line, item in _FIRST_OF_LINE.items()} if is_monitored or is_new else {}
    given, denied = ([line for line, said in lines.items() if said == word] for word in ("是", "否"))
    problems = [item for item, bad in _PROBLEMS.items() if answers.get(item) == bad]
    place = (header["household"], header["round"], header["village"], state)
    found = (kind, is_monitored, is_new, answers.get("survey_date", ""), len(members), header["created_at"], holder)
    ends = [answers.get(item, "") for item in ("at_risk", "risk_eliminated", "marked_in_system", "identified_on")]
    risks = answers.get("risk_types", []) if is_monitored or is_new else []
    has_labour = any(one.get("labor_skill", "") not in _WITHOUT_LABOUR for one in members.values())
    is_aided = any("是" in (one.get("minimum_living"), one.get("destitute_support")) for one in members.values())
    lists = [",".join(words) for words in (given, denied, risks)]
    rows["survey"].append(
        (survey, *place, *found, ",".join(problems), *ends, *lists, bool(members) and not has_labour and is_aided)
    )
    rows["member"] += [(survey, one, str(said.get("id_number", ""))[:18]) for one, said in members.items()]


def _take_list(rows: Rows, document: str, _village: str, units: Units) -> None:
    told = units["told"]
    named = [told.get(name, "") for name in ("kind", "department", "date", "round")]
    counts = [told.get(name, 0) for name in ("rows", "clues", "refused")]
    rows["department_list"].append((document, *named, *counts, (units.get("withdrawn") or {}).get("reason", "")))


def _take_refused(rows: Rows, document: str, _village: str, units: Units) -> None:
    of_list = document.removesuffix(_LIST_OF_REFUSED)
    rows["refused"] += [(of_list, sheet, row) for sheet, row, *_rest in units["rows"]]


def _take_clue(rows: Rows, document: str, village: str, units: Units) -> None:
    told, match, answer = units["told"], units.get("match") or {}, units.get("answer") or {}
    of_list = told["list"]
    named = [of_list.get(name, "") for name in ("id", "kind", "department", "round", "date")]
    place = (told.get("sheet", ""), told.get("row", 0), told.get("part", 1), told.get("id_number", ""))
    matched = [match.get(name, "") for name in ("how", "household", "member")]
    answered = [answer.get(name, "") for name in ("result", "date", "survey")]
    rows["clue"].append((document, *named, units.get("moved") or village, *place, *matched, *answered))


def _take_event(rows: Rows, document: str, village: str, units: Units) -> None:
    told = units["event"]
    persons, withdrawn = len(told["persons"]), (units.get("withdrawn") or {}).get("reason", "")
    place = (village, told["household"], told["other_village"])
    rows["event"].append((document, told["kind"], told["date"], *place, persons, withdrawn))


def _take_steps(rows: Rows, document: str, village: str, units: Units) -> None:
    """The steps of 新识别, of which the last day counts, and the actions that were asked for."""
    household = document.removeprefix("monitoring:")
    actions: dict[str, dict[str, Any]] = {}
    for unit, value in units.items():
        if unit.startswith("step:") and value:
            day = value.get("end") or value.get("date") or ""
            rows["step"].append((household, village, unit.removeprefix("step:"), day))
        elif unit.startswith("action:") and value:
            _, action, state = unit.split(":")
            actions.setdefault(action, {})[state] = value
    for action, states in actions.items():
        withdrawn = states.pop("撤回", {}).get("reason", "")
        told: dict[str, Any] = next(iter(states.values()), {})
        is_done, is_refused = "系统已处理" in states, "不同意" in states
        ends = (is_done and not is_refused, not is_done and not is_refused, withdrawn)
        rows["action"].append((action, told.get("kind", ""), told.get("round", ""), *ends))


_READERS = {
    "survey": _take_survey,
    "list": _take_list,
    "list_refused": _take_refused,
    "clue": _take_clue,
    "event": _take_event,
    "monitoring": _take_steps,
}


def _put(made: sqlite3.Connection, rows: Rows) -> None:
    for table, columns in _TABLES.items():
        marks = ", ".join("?" * len(columns.split()))
        made.executemany(f"INSERT INTO {table} VALUES ({marks})", rows[table])
        rows[table].clear()
