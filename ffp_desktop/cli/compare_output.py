"""How a file that is taken in and a comparison are shown by `ffp compare`."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ffp_desktop.cli.output import print_json, print_line, print_note, print_table

if TYPE_CHECKING:
    from ffp_desktop.cli.command import Call
    from ffp_desktop.domain.reconciliation.export_reading import ReadExport
    from ffp_desktop.services.reconciliation.reconciliation import Reconciliation
    from ffp_desktop.services.reconciliation.records import Compared, DifferenceLine
    from ffp_desktop.store.system_exports import ExportCard

_SHOWN = 50


def print_taken(call: "Call", read: "ReadExport", card: "ExportCard | None", unknown: Sequence[str]) -> int:
    """What a file would bring, or brought, row by row; the exit code."""
    reasons = Counter(one.reason for one in read.refused) + Counter(one.reason for one in read.passed)
    if call.as_json:
        print_json(
            {
                "export": asdict(card) if card else None,
                "rows": {
                    "all": read.rows,
                    "taken": read.taken,
                    "refused": len(read.refused),
                    "passed": len(read.passed),
                },
                "households": len(read.households),
                "people": read.people,
                "columns": list(read.columns),
                "unknown_columns": list(unknown),
                "refused": [asdict(one) | {"row": one.row + 1} for one in read.refused],
                "passed": [{"sheet": one.sheet, "row": one.row + 1, "reason": one.reason} for one in read.passed],
            }
        )
        return 1 if read.refused else 0
    for one in read.refused[:_SHOWN]:
        print_line(f"{one.sheet} 第{one.row + 1}行：{one.reason}")
    if len(read.refused) > _SHOWN:
        print_line(f"……还有 {len(read.refused) - _SHOWN} 行。")
    if unknown:
        print_note(f"没有用到的列：{'、'.join(unknown)}。")
    print_line(f"行：共 {read.rows}，取 {read.taken}，没取 {len(read.refused)}，略过 {len(read.passed)}。")
    print_table(("没取或略过的原因", "行"), [*reasons.items()])
    print_line(f"{len(read.households)} 户 {read.people} 人。" + ("" if card else "这是预览，什么都没有写入。"))
    return 1 if read.refused else 0


def print_compared(
    reconciliation: "Reconciliation", compared: "Compared", lines: "Sequence[DifferenceLine]", village: str
) -> None:
    from ffp_desktop.domain.reconciliation.items import ITEMS, Side
    from ffp_desktop.domain.reconciliation.rules import CHANGES

    villages = [one for one in compared.villages if one.village.startswith(village)]
    rows = [
        (
            reconciliation.place_name(one.village) or "（没有写村）",
            one.households,
            one.differing,
            one.open,
            one.settled,
            one.unvisited,
        )
        for one in villages
        if one.open or one.settled or one.unvisited
    ]
    print_table(("村", "已排查户", "有差异户", "待定", "已定", "在册未排查户"), rows)
    items = [(ITEMS[item].title, one.compared, one.different, one.open) for item, one in compared.items.items()]
    print_table(("项目", "比对", "不一致", "待定"), items)
    for line in lines[:_SHOWN]:
        one = line.difference
        sides = "  ".join(f"{side.value} {reconciliation.value_words(one, side)}" for side in Side)
        who = "；".join(CHANGES[side] for side in line.wrong) or "不用改"
        where = reconciliation.place_name(one.village)
        print_line(f"{line.standing.value}  {where} {one.head_name}户 {one.name}  {one.asked.name}：{sides}  →  {who}")
        print_line(f"    {one.id}")
    if len(lines) > _SHOWN:
        print_line(f"……还有 {len(lines) - _SHOWN} 项，用 ffp compare sheet 写成表来看。")
    print_line(f"差异 {len(lines)} 项，其中待定 {sum(line.standing.value != '已定' for line in lines)} 项。")
    if compared.uncovered:
        print_note(f"有 {len(compared.uncovered)} 个村不在导出表里，没有比。")


def encode_compared(compared: "Compared", lines: "Sequence[DifferenceLine]", village: str) -> dict[str, Any]:
    return {
        "exports": [asdict(card) for card in compared.exports],
        "items": {item: asdict(one) for item, one in compared.items.items()},
        "villages": [asdict(one) for one in compared.villages if one.village.startswith(village)],
        "uncovered": list(compared.uncovered),
        "differences": [_encode_line(line) for line in lines],
    }


def _encode_line(line: "DifferenceLine") -> dict[str, Any]:
    one, settled = line.difference, line.settlement
    return {
        "id": one.id,
        "village": one.village,
        "household": one.household,
        "head": one.head_name,
        "survey": one.survey,
        "member": one.member,
        "name": one.name,
        "item": one.item,
        "values": {side.value: value for side, value in one.values.items()},
        "verdict": one.verdict.value,
        "right": line.right.value if line.right else None,
        "wrong": [side.value for side in line.wrong],
        "reason": one.reason,
        "standing": line.standing.value,
        "changed": [side.value for side in line.changed],
        "settled": {"reason": settled.reason, "by": settled.author, "at": settled.at} if settled else None,
    }
