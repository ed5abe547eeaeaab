"""How events, their findings and the tables of a period are shown: shared by `ffp household` and `ffp person`."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ffp_desktop.cli.output import print_json, print_line, print_note, print_table

if TYPE_CHECKING:
    from ffp_desktop.cli.command import Call
    from ffp_desktop.domain.change_table import ChangeRow
    from ffp_desktop.domain.event_checks import EventFinding
    from ffp_desktop.domain.events import Event
    from ffp_desktop.domain.regions import Regions
    from ffp_desktop.services.dynamics import ChangeTable, Recorded

FINE, FINDINGS = 0, 1


def print_recorded(call: "Call", done: "Recorded", said: str) -> int:
    """What became of an event: `said` when it stands, the findings when they bar it; the exit code."""
    if call.as_json:
        event = encode_event_line(done.event) if done.event else None
        print_json({"event": event, "findings": [_encode_finding(finding) for finding in done.findings]})
    else:
        for finding in done.findings:
            print_note(f"{finding.level.value}  {finding.sentence}")
        print_line(f"{said}：{done.event.id}" if done.event else "没有记下，什么也没有变。")
    return FINE if done.event else FINDINGS


def print_events(call: "Call", events: "Sequence[Event]") -> None:
    if call.as_json:
        print_json([encode_event_line(event) for event in events])
        return
    headings = ("日期", "变动", "人", "户", "另一户", "原因", "记录人", "编号")
    print_table(headings, [_event_cells(event) for event in events])
    print_line(f"共 {len(events)} 条。")


def print_change_table(call: "Call", table: "ChangeTable", regions: "Regions") -> None:
    """A line for each unit with what came and went; the names behind each number under --json."""
    rows = (*table.rows, table.total)
    if call.as_json:
        print_json(
            {
                "start": table.start,
                "end": table.end,
                "total": _encode_row(table.total),
                "rows": [_encode_row(row) for row in table.rows],
            }
        )
        return
    kinds = list(dict.fromkeys(kind for row in rows for kind in row.by_kind))
    names = [_unit_name(regions, row.unit) for row in table.rows] + ["合计"]
    cells = [
        (name, row.before, *(row.count(kind) for kind in kinds), row.after)
        for name, row in zip(names, rows, strict=True)
    ]
    print_table(("单位", "期初", *kinds, "期末"), cells)


def encode_event_line(event: "Event") -> dict[str, Any]:
    encoded = asdict(event)
    encoded["persons"] = [asdict(person) for person in event.persons]
    return encoded


def _event_cells(event: "Event") -> tuple[str, ...]:
    people = "、".join(person.name or person.member[:8] for person in event.persons)
    withdrawn = f"（已撤回：{event.withdrawn}）" if event.withdrawn else ""
    return (
        event.date,
        event.kind + withdrawn,
        people,
        event.household[:12],
        event.other_household[:12],
        event.reason,
        event.author,
        event.id,
    )


def _encode_finding(finding: "EventFinding") -> dict[str, str]:
    return {
        "code": finding.code,
        "level": finding.level.value,
        "sentence": finding.sentence,
        "member": finding.member,
    }


def _encode_row(row: "ChangeRow") -> dict[str, Any]:
    kinds = {kind: [asdict(movement) for movement in found] for kind, found in row.by_kind.items()}
    return {"unit": row.unit, "before": row.before, "changes": kinds, "after": row.after}


def _unit_name(regions: "Regions", code: str) -> str:
    region = regions.find(code)
    return region.short_name if region else code
