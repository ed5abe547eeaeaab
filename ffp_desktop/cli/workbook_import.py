"""`ffp import`: a workbook (.xlsx .xls .ods .et) or text table (.csv) into the vault, previewed, or taken back."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ffp_desktop.cli.command import Call, FfpCommand, pass_call, usage_error
from ffp_desktop.cli.output import print_json, print_line, print_note, print_table

if TYPE_CHECKING:
    from ffp_desktop.cli.opening import Desk
    from ffp_desktop.services.workbook_import import Choice, WorkbookImport
    from ffp_desktop.services.workbook_import.opening import OpenedWorkbook
    from ffp_desktop.services.workbook_import.preview import Preview, PreviewedHousehold
    from ffp_desktop.services.workbook_import.putting_in import ImportDone

_SHOWN = 50


@click.command(
    "import", cls=FfpCommand, help="把 Excel 表（.xlsx .xls .ods .et .csv）里的户导入数据库；有没导入的户时退出码是 1。"
)
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="文件")
@click.option("--round", "round_id", default="", metavar="轮次", help="导入哪一轮，不写就是当前这一轮。")
@click.option("--sheet", default="", metavar="表名", help="只取这张表（表名，或第几张）；不写就取所有有表头的表。")
@click.option(
    "--map", "maps", multiple=True, metavar="列=题号", help="指明一列是什么，例如 C=A6、本人号=A6、E=不导入。"
)
@click.option("--village", default="", metavar="代码", help="表里没有写村时，用这个村（12 位代码）。")
@click.option(
    "--mode",
    type=click.Choice(["fill", "replace"]),
    default="fill",
    metavar="方式",
    help="库里已有的户：fill 只填空着的（默认），replace 以文件为准。",
)
@click.option("--preview", "only_preview", is_flag=True, help="只看会发生什么，什么都不写入。")
@click.option(
    "--failed", type=click.Path(path_type=Path), metavar="文件.xlsx", help="没导入的行写进这个文件，标出格子和原因。"
)
@click.option(
    "--zeros-checked", is_flag=True, help="末尾是 000、校验位对的证件号码都照证件核对过，照取；不写就不取，等人来认。"
)
@click.option("--undo", is_flag=True, help="撤销最后一次导入。")
@pass_call
def import_command(
    call: Call,
    file: Path | None,
    round_id: str,
    sheet: str,
    maps: tuple[str, ...],
    village: str,
    mode: str,
    only_preview: bool,
    failed: Path | None,
    zeros_checked: bool,
    undo: bool,
) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.workbook_import import Mode, WorkbookImport
    from ffp_desktop.services.workbook_import.putting_in import confirmed_choices

    if undo == (file is not None):
        raise usage_error("请写一个文件，或只写 --undo。")
    with opened_desk(call) as desk:
        imports = WorkbookImport(desk.vault, desk.surveys, desk.shelf, desk.regions)
        if file is None:
            desk.is_changed = True
            return _answer_undo(call, imports)
        _require_round(desk, round_id)
        opened = _map(imports.open(file), imports, maps)
        if opened.real_kind:
            print_note(f"{file.name}：名字不对，其实是{opened.real_kind}，照内容读的。")
        opened = opened.only(sheet) if sheet else opened
        preview = imports.preview(opened, village)
        done = None
        choices = confirmed_choices(preview, Mode(mode)) if zeros_checked else {}
        if not only_preview:
            desk.is_changed = True
            done = imports.put_in(preview, Mode(mode), choices)
            imports.remember(opened)
        written = imports.write_failed(opened, preview, failed, choices) if failed is not None else 0
        return _answer(call, preview, choices, done, written)


def _require_round(desk: "Desk", round_id: str) -> None:
    from ffp_desktop.errors import FfpError

    current = desk.surveys.current_round()
    if round_id and round_id not in (current.id, current.name):
        raise FfpError("import.round_not_current", f"现在只能导入当前这一轮（{current.id}）。请核对轮次。")


def _map(opened: "OpenedWorkbook", imports: "WorkbookImport", maps: tuple[str, ...]) -> "OpenedWorkbook":
    """Each --map in every sheet that has the column. A column or target nobody knows is a usage error."""
    for one in maps:
        column, sign, wanted = one.rpartition("=")
        target = imports.find_target(wanted.strip())
        if not sign or target is None:
            raise usage_error(f"--map 要写成 列=题号，例如 C=A6；“{wanted.strip()}”不是题号。")
        changed = imports.map_column(opened, column.strip(), target)
        if changed is None:
            raise usage_error(f"没有“{column.strip()}”这一列，请用列的字母或表头的文字。")
        opened = changed
    return opened


def _answer(
    call: Call, preview: "Preview", choices: Mapping[int, "Choice"], done: "ImportDone | None", written: int
) -> int:
    refused = preview.refused(choices)
    code = 1 if refused else 0
    if call.as_json:
        print_json(_encode(preview) | {"done": None if done is None else asdict(done), "failed_rows": written})
        return code
    for one in refused[:_SHOWN]:
        for words in _explain(one):
            print_line(f"{one.kind.value}  {words}")
    if len(refused) > _SHOWN:
        print_line(f"……还有 {len(refused) - _SHOWN} 户，用 --failed 写成表来看。")
    for sheet in preview.passed_sheets:
        print_note(f"没有读“{sheet.name}”（{sheet.rows} 行）：{sheet.reason}。")
    if preview.unknown_columns:
        print_note(f"没有导入的列：{'、'.join(preview.unknown_columns)}。")
    print_table([kind.value for kind in preview.counts], [list(preview.counts.values())])
    rows = preview.rows
    print_line(f"行：取 {rows['taken']}，没取 {rows['refused']}，略过 {rows['passed']}。")
    if done is None:
        print_line("这是预览，什么都没有写入。")
    else:
        print_line(f"新建 {len(done.new)} 户，改动 {len(done.changed)} 户，没有动 {done.left} 户。")
    return code


def _explain(one: "PreviewedHousehold") -> list[str]:
    """Where and why, without anybody's name or number."""
    from ffp_desktop.services.workbook_import.failed_rows import place_words

    cells = one.household.problems or one.household.doubts
    if cells and one.reason == cells[0].reason:
        return [f"{place_words(cell.place)}：{cell.reason}" for cell in cells]
    return [f"{place_words(one.household.rows[0])}：{one.reason}"]


def _answer_undo(call: Call, imports: "WorkbookImport") -> int:
    done = imports.undo()
    if call.as_json:
        print_json(asdict(done))
    else:
        print_line(f"已撤销：取走新建的 {done.removed} 户，恢复 {done.restored} 户。")
        if done.kept:
            print_line(f"有 {len(done.kept)} 户导入之后又改过，保留没有动。")
    return 1 if done.kept else 0


def _encode(preview: "Preview") -> dict[str, Any]:
    return {
        "counts": {kind.value: count for kind, count in preview.counts.items()},
        "rows": dict(preview.rows),
        "passed": [{"sheet": row.sheet, "row": row.row + 1, "reason": row.reason} for row in preview.passed],
        "passed_sheets": [asdict(sheet) for sheet in preview.passed_sheets],
        "unknown_columns": list(preview.unknown_columns),
        "households": [_encode_household(one) for one in preview.households],
    }


def _encode_household(one: "PreviewedHousehold") -> dict[str, Any]:
    from ffp_desktop.domain.table.sheet import column_letters

    problems = [
        {
            "sheet": problem.place.sheet,
            "row": problem.place.row + 1,
            "column": column_letters(problem.place.column) if problem.place.column >= 0 else "",
            "reason": problem.reason,
        }
        for problem in (*one.household.problems, *one.household.doubts)
    ]
    return {
        "kind": one.kind.value,
        "rows": [{"sheet": place.sheet, "row": place.row + 1} for place in one.household.rows],
        "village": one.household.village,
        "members": len(one.household.members),
        "survey": one.survey,
        "fills": one.fills,
        "replaces": one.replaces,
        "new_members": len(one.new_members),
        "reason": one.reason,
        "hint": one.hint,
        "problems": problems,
    }
