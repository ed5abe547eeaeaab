"""`ffp report`: the quarter's report: its figures, and the files it is written as."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ffp_desktop.cli.command import Call, FfpGroup, pass_call, usage_error
from ffp_desktop.cli.output import print_json, print_line, print_table

if TYPE_CHECKING:
    from ffp_desktop.domain.regions import Regions
    from ffp_desktop.services.report.figures import Figure, ReportFigures

_OUT = click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="文件")


@click.group("report", cls=FfpGroup, help="季度报告：数字、每个数的来源，写成 .docx、.xlsx、PDF。")
def report_group() -> None:
    """The report commands."""


@report_group.command("figures", help="报告里的每个数，怎么数的，在哪个清单里看到。")
@pass_call
def show_figures(call: Call) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.report.figures import list_figures
    from ffp_desktop.services.report.reporting import Reporting

    with opened_desk(call) as desk:
        figures = Reporting(desk.vault, desk.surveys, desk.regions).figures()
        rows = [_row(part, figure, desk.regions) for part, figure in list_figures(figures)]
    if call.as_json:
        print_json(_head(figures) | {"figures": rows})
        return 0
    print_table(
        ("部分", "数字是什么", "数", "在哪里看到"), [(r["part"][:1], r["words"], r["value"], r["source"]) for r in rows]
    )
    print_line(
        f"{figures.unit_name}，{figures.round.id}，数据截至 {figures.now.replace('T', ' ')}，共 {len(rows)} 个数。"
    )
    return 0


@report_group.command("docx", help="写成 .docx：GB/T 9704 版式，没有写的话标成黄色。")
@_OUT
@pass_call
def write_docx(call: Call, out: Path) -> int:
    return _write(call, out, ".docx")


@report_group.command("xlsx", help="写成 .xlsx：每张表一个工作表，“来源”里说明每个数怎么数的。")
@_OUT
@pass_call
def write_xlsx(call: Call, out: Path) -> int:
    return _write(call, out, ".xlsx")


@report_group.command("pdf", help="写成 PDF，和 .docx 一样的内容。")
@_OUT
@pass_call
def write_pdf(call: Call, out: Path) -> int:
    return _write(call, out, ".pdf")


def _write(call: Call, out: Path, suffix: str) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.report.reporting import Reporting

    if out.suffix.lower() != suffix:
        raise usage_error(f"--out 的文件名要以 {suffix} 结尾。")
    with opened_desk(call) as desk:
        figures = Reporting(desk.vault, desk.surveys, desk.regions, datetime.now).write(out)
        desk.is_changed = suffix == ".docx"
    if call.as_json:
        print_json(_head(figures) | {"out": str(out)})
    else:
        print_line(f"{figures.unit_name}的报告已写到 {out.name}，数据截至 {figures.now.replace('T', ' ')}。")
    return 0


def _head(figures: "ReportFigures") -> dict[str, Any]:
    return {"unit": figures.unit, "round": figures.round.id, "now": figures.now}


def _row(part: str, figure: "Figure", regions: "Regions") -> dict[str, Any]:
    from ffp_desktop.services.campaign.sources import say_source

    source = say_source(figure.source, regions)
    return {"part": part, "words": figure.words, "value": figure.value, "how": figure.how, "source": source}
