"""How `ffp list` shows lists, previews and likely persons: tables for people, JSON for programs."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ffp_desktop.cli.command import Call
from ffp_desktop.cli.output import print_json, print_line, print_note, print_table

if TYPE_CHECKING:
    from ffp_desktop.domain.regions import Regions
    from ffp_desktop.services.campaign.clues import Clue
    from ffp_desktop.services.campaign.list_import.preview import ListPreview, PreviewedRow
    from ffp_desktop.services.campaign.list_import.rematch import LookedAgain, LookedAtClue
    from ffp_desktop.services.campaign.lists import DepartmentList, RefusedRow
    from ffp_desktop.store.campaign.clue_records import ClueCounts

_SHOWN = 50


def encode_list(told: "DepartmentList", counts: "ClueCounts") -> dict[str, Any]:
    return asdict(told) | {"open": counts.open, "by_result": dict(counts.by_result)}


def print_preview(call: Call, preview: "ListPreview", done: "DepartmentList | None") -> None:
    if call.as_json:
        print_json(_encode_preview(preview, done))
        return
    for row in preview.refused[:_SHOWN]:
        print_line(f"没收  {_place(row.sheet, row.row)}：{row.reason}")
    if len(preview.refused) > _SHOWN:
        print_line(f"……还有 {len(preview.refused) - _SHOWN} 行没收。")
    for sheet in preview.passed_sheets:
        print_note(f"没有读“{sheet.name}”（{sheet.rows} 行）：{sheet.reason}。")
    if preview.kept_columns:
        print_note(f"照原样留着的列：{'、'.join(preview.kept_columns)}。")
    print_table([outcome.value for outcome in preview.counts], [list(preview.counts.values())])
    split = f"（有的行写了几个人，多出 {preview.split} 条）" if preview.split else ""
    print_line(f"表里 {preview.rows_in} 行：线索 {len(preview.rows)} 条{split}，没收 {len(preview.refused)} 行。")
    if preview.namesakes:
        print_line(f"待认定的里有 {preview.namesakes} 条全村只有一个同名。")
    print_line(f"已登记，编号 {done.id[-12:]}。" if done else "这是预览，什么都没有写入。")


def print_rows(call: Call, clues: "Sequence[Clue]", total: int) -> None:
    if call.as_json:
        print_json({"total": total, "rows": [_encode_clue(clue) for clue in clues]})
        return
    rows = [
        (
            *(clue.id[-12:], clue.told.row, clue.told.name, clue.told.id_number, clue.told.place),
            *(clue.match.how.value or "没有认定", clue.result.value),
        )
        for clue in clues
    ]
    print_table(("编号", "行", "姓名", "证件号码", "地址", "认定", "结果"), rows)
    print_line(f"共 {total} 条。")


def print_refused(call: Call, refused: "Sequence[RefusedRow]") -> None:
    if call.as_json:
        print_json([asdict(row) for row in refused])
        return
    print_table(
        ("行", "原因", "原文"), [(_place(row.sheet, row.row), row.reason, " ".join(row.words)) for row in refused]
    )
    print_line(f"共 {len(refused)} 行。")


def print_looked(call: Call, looked: "LookedAgain", regions: "Regions", certain: int, accepted: int) -> None:
    if call.as_json:
        waiting = [_encode_looked(one) for one in looked.waiting]
        print_json({"looked_at": len(looked.clues), "certain": certain, "accepted": accepted, "waiting": waiting})
        return
    shown = [one for one in looked.waiting if not (accepted and one.namesake)]
    for one in shown[:_SHOWN]:
        told = one.clue.told
        print_line(f"{one.clue.id[-12:]}  {told.name}  {told.id_number}  {told.place}")
        for number, likely in enumerate(one.found.suggestions, 1):
            person = likely.person
            gone = f"（{person.gone}）" if person.gone else ""
            place = regions.full_name(person.village)
            print_line(f"    {number} {person.name}{gone}  {person.key}  {place}  {likely.reason}")
            print_line(
                f"      ffp clue accept {one.clue.id[-12:]} --household {person.household} --member {person.member}"
            )
    if len(shown) > _SHOWN:
        print_line(f"……还有 {len(shown) - _SHOWN} 条。")
    nobody = len(looked.clues) - len(looked.waiting) - len(looked.certain)
    print_line(
        f"看了 {len(looked.clues)} 条：拿得准的 {len(looked.certain)} 条（认定 {certain} 条），"
        f"有可能的人的 {len(looked.waiting)} 条（同名同村 {len(looked.namesakes)} 条，认定 {accepted} 条），"
        f"查无此人 {nobody} 条。"
    )


def _place(sheet: str, row: int) -> str:
    return f"“{sheet}”第{row}行" if sheet else f"第{row}行"


def _encode_preview(preview: "ListPreview", done: "DepartmentList | None") -> dict[str, Any]:
    return {
        "rows_in": preview.rows_in,
        "counts": {outcome.value: count for outcome, count in preview.counts.items()},
        "split": preview.split,
        "namesakes": preview.namesakes,
        "rows": [_encode_row(row) for row in preview.rows],
        "refused": [asdict(row) for row in preview.refused],
        "passed_sheets": [asdict(sheet) for sheet in preview.passed_sheets],
        "kept_columns": list(preview.kept_columns),
        "done": asdict(done) if done else None,
    }


def _encode_row(row: "PreviewedRow") -> dict[str, Any]:
    return {
        "told": _encode_told(row.told),
        "outcome": row.outcome.value,
        "reason": row.reason,
        "match": asdict(row.found.match),
        "suggestions": [_encode_suggestion(one) for one in row.found.suggestions],
    }


def _encode_told(told: Any) -> dict[str, Any]:
    return asdict(told) | {"more": dict(told.more)}


def _encode_clue(clue: "Clue") -> dict[str, Any]:
    return {
        "id": clue.id,
        "village": clue.village,
        "told": _encode_told(clue.told),
        "match": asdict(clue.match),
        "result": clue.result.value,
    }


def _encode_looked(one: "LookedAtClue") -> dict[str, Any]:
    return {"clue": one.clue.id, "suggestions": [_encode_suggestion(likely) for likely in one.found.suggestions]}


def _encode_suggestion(one: Any) -> dict[str, Any]:
    person = one.person
    return {
        "household": person.household,
        "member": person.member,
        "village": person.village,
        "name": person.name,
        "id_number": person.key,
        "gone": person.gone,
        "score": one.score,
        "reason": one.reason,
        "is_namesake": one.is_namesake,
    }
