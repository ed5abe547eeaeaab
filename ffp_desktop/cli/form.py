"""`ffp form`: what a form asks, and whether one that a bureau wrote is right."""

from pathlib import Path
from typing import Any

import click

from ffp_desktop.cli.command import Call, FfpGroup, pass_call, usage_error
from ffp_desktop.cli.loading import load_form
from ffp_desktop.cli.output import print_json, print_line, print_table
from ffp_desktop.domain.form.definition import Form, Item, ItemType


@click.group("form", cls=FfpGroup, help="查看表、检查表的定义。")
def form_group() -> None:
    """The form commands."""


@form_group.command("show", help="列出表里的项目和规则；写上编号或名称就只看这一项。")
@click.argument("item", required=False, metavar="[项目]")
@click.option(
    "--form", "folder", type=click.Path(path_type=Path), metavar="文件夹", help="别的表，不写就是这一轮的表。"
)
@pass_call
def show_form(call: Call, item: str | None, folder: Path | None) -> int:
    form = _read(folder) if folder else load_form()
    if item is not None:
        return _show_item(call, form, item)
    if call.as_json:
        print_json(_encode_form(form))
        return 0
    print_line(f"{form.title}（{form.id}，第{form.version}版）")
    for section in form.sections:
        print_line(f"\n{section.numeral}、{section.title}")
        shown = [entry for entry in section.items if entry.type is not ItemType.CALCULATE]
        print_table(
            ("编号", "项目", "名称", "类型"),
            [(entry.number, entry.id, entry.name, entry.type.value) for entry in shown],
        )
    print_line(f"\n共 {len(form.items)} 项，{len(form.rules)} 条规则。")
    return 0


@form_group.command("check", help="检查一个表的文件夹，指出哪个文件哪一行不对。")
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
@pass_call
def check_folder(call: Call, folder: Path) -> int:
    from ffp_desktop.domain.form.reader import check_form

    problems = check_form(folder)
    if call.as_json:
        print_json([{"file": str(p.file), "line": p.line, "message": p.message} for p in problems])
    elif problems:
        for problem in problems:
            print_line(f"{problem.file}:{problem.line}：{problem.message}")
        print_line(f"共 {len(problems)} 处不对。")
    else:
        print_line("这个表没有问题。")
    return 1 if problems else 0


@form_group.command("install", help="把一张新表装进本机，以后的轮次可以用，也随下行的包发给下级。只有管理员可以。")
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
@pass_call
def install_form(call: Call, folder: Path) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.kept_forms import FormKeeping

    with opened_desk(call) as desk:
        form = FormKeeping(desk.vault).install(folder)
        desk.is_changed = True
    if call.as_json:
        print_json({"id": form.id, "version": form.version, "title": form.title})
    else:
        print_line(f"已装上：{form.title}（{form.id}，第{form.version}版）。下次打开时用它。")
    return 0


def _read(folder: Path) -> Form:
    from ffp_desktop.domain.form.reader import read_form

    return read_form(folder)


def _show_item(call: Call, form: Form, key: str) -> int:
    item = form.items.get(key) or form.by_number.get(key)
    if item is None:
        raise usage_error(f"表里没有“{key}”这一项。")
    if call.as_json:
        print_json(_encode_item(item))
        return 0
    print_line(item.place_name)
    print_line(f"项目 {item.id}，类型 {item.type.value}" + (f"，单位 {item.measure}" if item.measure else ""))
    if item.help:
        print_line(item.help)
    if item.choices is not None:
        print_table(("代码", "选项"), [(choice.code, choice.name) for choice in item.choices.choices])
    return 0


def _encode_form(form: Form) -> dict[str, Any]:
    return {
        "id": form.id,
        "version": form.version,
        "title": form.title,
        "max_members": form.max_members,
        "sections": [
            {
                "id": section.id,
                "title": f"{section.numeral}、{section.title}",
                "repeat": section.repeat,
                "items": [_encode_item(item) for item in section.items],
            }
            for section in form.sections
        ],
        "rules": [
            {
                "id": rule.id,
                "level": rule.level.value,
                "item": rule.place,
                "message": rule.message,
                "action": rule.action,
            }
            for rule in form.rules
        ],
    }


def _encode_item(item: Item) -> dict[str, Any]:
    encoded: dict[str, Any] = {
        "id": item.id,
        "number": item.number or None,
        "name": item.name,
        "label": item.label,
        "type": item.type.value,
        "repeat": item.repeat,
        "help": item.help,
    }
    if item.choices is not None:
        encoded["choices"] = [choice.name for choice in item.choices.choices]
    return encoded
