"""`ffp print`: surveys, or blank forms, as a PDF that is the paper form."""

from pathlib import Path

import click

from ffp_desktop.cli.command import Call, FfpCommand, pass_call, usage_error
from ffp_desktop.cli.output import print_json, print_line
from ffp_desktop.domain.survey import State

_ROWS, _MOST_ROWS = 6, 60
_STATES = [state.value for state in State if state is not State.NOT_ENTERED]


@click.command("print", cls=FfpCommand, help="把表印成 PDF：写上表号就印这几户，或按村、按状态、全部；--blank 印空表。")
@click.argument("numbers", nargs=-1, metavar="[表号…]")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="文件", help="写成这个 PDF。"
)
@click.option("--village", default="", metavar="代码", help="只印这个旗、乡镇或村的。")
@click.option("--state", type=click.Choice(_STATES), metavar="状态", help=f"只印这个状态的：{'、'.join(_STATES)}。")
@click.option("--all", "everything", is_flag=True, help="本轮全部。")
@click.option("--blank", is_flag=True, help="印空表，不用数据库。")
@click.option("--rows", type=click.IntRange(1, _MOST_ROWS), metavar="行数", help=f"空表的成员行数，默认 {_ROWS}。")
@click.option("--copies", type=click.IntRange(1, 1000), metavar="份数", help="空表印几份，默认 1。")
@pass_call
def print_command(
    call: Call,
    numbers: tuple[str, ...],
    out: Path,
    village: str,
    state: str | None,
    everything: bool,
    blank: bool,
    rows: int | None,
    copies: int | None,
) -> int:
    chosen = bool(numbers or village or state or everything)
    if blank and chosen:
        raise usage_error("--blank 印空表，不能和表号、--village、--state、--all 一起用。")
    if blank:
        return _print_blank(call, out, rows or _ROWS, copies or 1)
    if rows or copies:
        raise usage_error("--rows 和 --copies 只用于 --blank。")
    if not chosen:
        raise usage_error("请写上表号，或用 --village、--state、--all 说明印哪些户，印空表用 --blank。")
    return _print_surveys(call, numbers, village, state, out)


def _print_blank(call: Call, out: Path, rows: int, copies: int) -> int:
    from ffp_desktop.cli.loading import load_form
    from ffp_desktop.services.printing import print_blank

    pages = print_blank(load_form(), rows, copies, out)
    return _answer(call, out, copies, pages)


def _print_surveys(call: Call, numbers: tuple[str, ...], village: str, state: str | None, out: Path) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.printing import print_surveys

    with opened_desk(call) as desk:
        ids = desk.find_surveys(numbers, village, State(state) if state else None)
        if not ids:
            raise usage_error("没有符合的户，没有印。")
        opened = (desk.surveys.open(survey_id) for survey_id in ids)
        pages = print_surveys(opened, out)
    return _answer(call, out, len(ids), pages)


def _answer(call: Call, out: Path, copies: int, pages: int) -> int:
    if call.as_json:
        print_json({"out": str(out), "printed": copies, "pages": pages})
    else:
        print_line(f"{out}：印了 {copies} 份，共 {pages} 页。")
    return 0
