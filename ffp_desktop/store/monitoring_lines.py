"""The derived table of what was recorded of 监测对象: one line for each document.

API: `MONITORING` (its `DocumentTable`), `read_line(columns) -> MonitoringRecord`, `COLUMNS`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ffp_desktop.domain.monitoring.records import (
    KIND,
    Action,
    ActionKind,
    ActionState,
    MonitoringRecord,
    Passage,
    Step,
    StepRecord,
    decode_record,
    household_of,
)
from ffp_desktop.domain.revisions import Revision, in_order, merge
from ffp_desktop.store.document_table import DocumentTable, Line

COLUMNS = ("id", "household", "village", "steps", "actions", "conflicts")


def _derive(document: str, revisions: Sequence[Revision]) -> Line:
    state = merge(revisions)
    by_hash = {revision.hash: revision for revision in revisions}
    told = {}
    for unit, value in state.units.items():
        by = by_hash[value.revisions[0]]
        told[unit] = (value.json, by.author_name or by.author, by.at)
    last = in_order(revisions)[-1]
    record = decode_record(household_of(document), last.village, told, len(state.conflicts))
    steps, actions = [asdict(step) for step in record.steps.values()], [asdict(one) for one in record.actions]
    return (document, record.household, record.village, _json(steps), _json(actions), record.conflicts)


MONITORING = DocumentTable(KIND, "monitoring", COLUMNS, _derive)


def read_line(columns: Sequence[Any]) -> MonitoringRecord:
    """The record of a line's columns."""
    _id, household, village, steps, actions, conflicts = columns
    taken = [StepRecord(**{**step, "step": Step(step["step"])}) for step in json.loads(steps)]
    found = tuple(_read_action(action) for action in json.loads(actions))
    return MonitoringRecord(household, village, {one.step: one for one in taken}, found, conflicts)


def _read_action(told: Mapping[str, Any]) -> Action:
    passages = tuple(Passage(**{**one, "state": ActionState(one["state"])}) for one in told["passages"])
    return Action(told["id"], ActionKind(told["kind"]), told["round"], passages, told["withdrawn"])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
