"""The journal of a vault laid out in plain tables of a database in memory, to be counted with SQL of one's own.

API: `read_journal(vault) -> sqlite3.Connection`. It reads bodies of revisions and open drafts and nothing that the
program derived from them: of every unit of a document the newest revision counts, nothing is merged.

Tables: survey(id, household, round, village, state, kind, is_monitored, is_new, visited, people, created_at, holder),
member(survey, member, person_key), department_list(id, kind, department, date, round, rows, clues, refused, withdrawn),
refused(list, sheet, row), clue(id, list, kind, department, round, date, village, sheet, row, part, number, how,
household, member, result, answered_on, survey, moved), event(id, kind, date, village, household, persons, withdrawn).
"""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from ffp_desktop.store.vault import OpenVault
from tests.quarter.known import MONITORED, each

_TABLES = {
    "survey": "id household round village state kind is_monitored is_new visited people created_at holder",
    "member": "survey member person_key",
    "department_list": "id kind department date round rows clues refused withdrawn",
    "refused": "list sheet row",
    "clue": "id list kind department round date village sheet row part number how household member result answered_on"
    " survey",
    "event": "id kind date village household persons withdrawn",
}
_KINDS = ("survey", "list", "list_refused", "clue", "event")
_REVISIONS = (
    "SELECT document, kind, village, body FROM revision WHERE kind IN (SELECT value FROM json_each(?))"
    " ORDER BY document, position"
)
_OPEN_DRAFTS = "SELECT survey, value FROM draft WHERE item = '@survey' AND revision = 0 AND state = 0"
_LIST_OF_REFUSED = "-list_refused"


def read_journal(vault: OpenVault) -> sqlite3.Connection:
    """All documents as the tables above."""
    made = sqlite3.connect(":memory:")
    for table, columns in _TABLES.items():
        made.execute(f"CREATE TABLE {table} ({', '.join(columns.split())})")
    rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _TABLES}
    for document, kind, village, units in _documents(vault):
        _READERS[kind](rows, document, village, units)
        if len(rows["member"]) > 50_000:
            _put(made, rows)
    known = {row[0] for row in rows["survey"]} | {row[0] for row in made.execute("SELECT id FROM survey")}
    for survey, header in each(vault, _OPEN_DRAFTS):
        if survey not in known:
            _take_draft(rows, survey, json.loads(header))
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


def _take_survey(rows: dict[str, list[tuple[Any, ...]]], survey: str, _village: str, units: dict[str, Any]) -> None:
    header = units["survey"]
    people = [value for unit, value in units.items() if unit.startswith("member:") and value and "struck" not in value]
    kind = (units.get("household_kind") or {}).get("household_kind", "")
    judgement = units.get("judgement") or {}
    visited = (units.get("survey_date") or {}).get("survey_date", "")
    is_new = kind not in MONITORED and judgement.get("newly_identified") == "是"
    place = (header["household"], header["round"], header["village"], units.get("status", ""))
    found = (kind, kind in MONITORED, is_new, visited, len(people), header["created_at"], units.get("custody", ""))
    rows["survey"].append((survey, *place, *found))
    members = [(unit.removeprefix("member:"), value) for unit, value in units.items() if unit.startswith("member:")]
    rows["member"] += [(survey, member, _key(value)) for member, value in members if value and "struck" not in value]


def _key(row: dict[str, Any]) -> str:
    return str(row["answers"].get("id_number", ""))[:18]


def _take_draft(rows: dict[str, list[tuple[Any, ...]]], survey: str, header: dict[str, Any]) -> None:
    place = (header["household"], header["round"], header["village"], "草稿")
    rows["survey"].append((survey, *place, "", False, False, "", 0, header["created_at"], ""))


def _take_list(rows: dict[str, list[tuple[Any, ...]]], document: str, _village: str, units: dict[str, Any]) -> None:
    told = units["told"]
    named = [told.get(name, "") for name in ("kind", "department", "date", "round")]
    counts = [told.get(name, 0) for name in ("rows", "clues", "refused")]
    rows["department_list"].append((document, *named, *counts, (units.get("withdrawn") or {}).get("reason", "")))


def _take_refused(rows: dict[str, list[tuple[Any, ...]]], document: str, _village: str, units: dict[str, Any]) -> None:
    of_list = document.removesuffix(_LIST_OF_REFUSED)
    rows["refused"] += [(of_list, sheet, row) for sheet, row, *_rest in units["rows"]]


def _take_clue(rows: dict[str, list[tuple[Any, ...]]], document: str, village: str, units: dict[str, Any]) -> None:
    told, match, answer = units["told"], units.get("match") or {}, units.get("answer") or {}
    of_list = told["list"]
    named = [of_list.get(name, "") for name in ("id", "kind", "department", "round", "date")]
    place = (told.get("sheet", ""), told.get("row", 0), told.get("part", 1), told.get("id_number", ""))
    matched = [match.get(name, "") for name in ("how", "household", "member")]
    answered = [answer.get(name, "") for name in ("result", "date", "survey")]
    rows["clue"].append((document, *named, units.get("moved") or village, *place, *matched, *answered))


def _take_event(rows: dict[str, list[tuple[Any, ...]]], document: str, village: str, units: dict[str, Any]) -> None:
    told = units["event"]
    persons, withdrawn = len(told["persons"]), (units.get("withdrawn") or {}).get("reason", "")
    rows["event"].append((document, told["kind"], told["date"], village, told["household"], persons, withdrawn))


_READERS = {
    "survey": _take_survey,
    "list": _take_list,
    "list_refused": _take_refused,
    "clue": _take_clue,
    "event": _take_event,
}


def _put(made: sqlite3.Connection, rows: dict[str, list[tuple[Any, ...]]]) -> None:
    for table, columns in _TABLES.items():
        marks = ", ".join("?" * len(columns.split()))
        made.executemany(f"INSERT INTO {table} VALUES ({marks})", rows[table])
        rows[table].clear()
