"""How the lists of 监测对象, their steps and actions are shown by `ffp monitoring`."""

from typing import TYPE_CHECKING, Any

from ffp_desktop.cli.output import print_json, print_line, print_note, print_table
from ffp_desktop.domain.monitoring.course import skipped_steps
from ffp_desktop.domain.monitoring.facts import LINES
from ffp_desktop.domain.monitoring.watch import Watch

if TYPE_CHECKING:
    from ffp_desktop.cli.command import Call
    from ffp_desktop.domain.monitoring.records import Action, MonitoringRecord
    from ffp_desktop.domain.regions import Regions
    from ffp_desktop.services.monitoring.lists import Look, MeasureTable, MonitoredHousehold


def print_counts(call: "Call", look: "Look") -> None:
    if call.as_json:
        line = str(look.line) if look.line is not None else None
        counts = {watch.value: look.total(watch) for watch in Watch}
        print_json({"households": look.households, "monitoring_line": line, "lists": counts})
        return
    print_table(("清单", "户数"), [(watch.value, look.total(watch)) for watch in Watch])
    print_line(f"监测对象和新识别的一共 {look.households} 户，一户可以在几张清单上。")
    _note_line(look)


def print_units(call: "Call", regions: "Regions", look: "Look", digits: int) -> None:
    units = look.by_unit(digits)
    if call.as_json:
        print_json({code: {on.value: units[code][on] for on in units[code]} for code in sorted(units)})
        return
    rows = [(_name(regions, code), *(units[code].get(watch, 0) for watch in Watch)) for code in sorted(units)]
    print_table(("单位", *(watch.value for watch in Watch)), rows)
    _note_line(look)


def _note_line(look: "Look") -> None:
    if look.line is None:
        print_note("本轮还没有定监测线，可能回退、可能清退这两张清单算不全。请管理员在轮次里填上。")


def print_page(call: "Call", page: "tuple[MonitoredHousehold, ...]", on: Watch, total: int) -> None:
    if call.as_json:
        lines = [_encode_household(household, on) for household in page]
        print_json({"list": on.value, "total": total, "households": lines})
        return
    headings = ("表号", "村", "户主", "户属性", "识别日期", "绿色通道", "原因")
    rows = [
        (
            one.survey.number,
            one.survey.village_name,
            one.survey.head_name,
            "新识别" if one.facts.is_new else one.survey.household_kind,
            one.facts.identified_on or "不详",
            "是" if one.is_urgent else "",
            one.reasons(on),
        )
        for one in page
    ]
    print_table(headings, rows)
    print_line(f"列出 {len(page)} 户，这张清单共 {total} 户。")


def _encode_household(household: "MonitoredHousehold", on: Watch) -> dict[str, Any]:
    survey = household.survey
    return {
        "survey": survey.id,
        "number": survey.number,
        "village": survey.village,
        "head_name": survey.head_name,
        "kind": survey.household_kind,
        "is_new": household.facts.is_new,
        "identified_on": household.facts.identified_on,
        "is_urgent": household.is_urgent,
        "reason": household.reasons(on),
    }


def print_measures(call: "Call", table: "MeasureTable") -> None:
    rows = [
        (
            risk,
            table.households.get(risk, 0),
            *(table.given.get((risk, line), 0) for line in LINES),
            table.without.get(risk, 0),
            table.unfit.get(risk, 0),
        )
        for risk in table.risks
    ]
    headings = ("风险类型", "户数", *LINES, "一行也没有", "没有对应的")
    if call.as_json:
        print_json([dict(zip(headings, row, strict=True)) for row in rows])
        return
    print_table(headings, rows)
    print_line("只数风险没有消除的户；一户有几种风险，每种都数。")


def print_record(call: "Call", record: "MonitoringRecord", hints: "list[tuple[str, str]] | tuple[()]") -> None:
    skipped = skipped_steps(record)
    if call.as_json:
        steps = {
            step.value: {"date": one.date, "end": one.end, "by": one.by, "note": one.note}
            for step, one in record.steps.items()
        }
        lists = [{"list": on, "reason": reason} for on, reason in hints]
        actions = [_encode_action(action) for action in record.actions]
        print_json({"steps": steps, "skipped": list(skipped), "actions": actions, "lists": lists})
        return
    for step, one in record.steps.items():
        until = f" 至 {one.end}" if one.end else ""
        print_line(f"{step}  {one.date}{until}  {one.by}  {one.note}".rstrip())
    if skipped:
        print_note(f"中间还缺：{'、'.join(skipped)}。")
    for action in record.actions:
        ended = f"（已撤回：{action.withdrawn}）" if action.withdrawn else ""
        print_line(f"{action.kind}（{action.kind.finding}）{ended}")
        for passage in action.passages:
            print_line(f"  {passage.state}  {passage.date}  {passage.by}  {passage.reason}".rstrip())
    for on, reason in hints:
        print_line(f"{on}：{reason}")
    if not record.steps and not record.actions:
        print_line("还没有登记步骤和动作。")


def _encode_action(action: "Action") -> dict[str, Any]:
    passages = [
        {"state": one.state.value, "date": one.date, "by": one.by, "reason": one.reason, "author": one.author}
        for one in action.passages
    ]
    told = {"id": action.id, "kind": action.kind.value, "state": action.state.value}
    return {**told, "withdrawn": action.withdrawn, "passages": passages}


def _name(regions: "Regions", code: str) -> str:
    region = regions.find(code)
    return region.short_name if region else code
