"""`ffp survey`: start, list, import, export and check surveys."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ffp_desktop.cli.command import Call, FfpGroup, pass_call, usage_error
from ffp_desktop.cli.loading import load_form, load_regions
from ffp_desktop.cli.narrowing import narrowing_options, read_narrowing
from ffp_desktop.cli.output import print_json, print_line, print_note, print_table
from ffp_desktop.cli.survey_writing import finish_survey, set_answer

if TYPE_CHECKING:
    from ffp_desktop.domain.form.definition import Form
    from ffp_desktop.services.survey_file import SurveyFile


@click.group("survey", cls=FfpGroup, help="调查表：新建、列出、导入、导出、检查。")
def survey_group() -> None:
    """The survey commands."""


survey_group.add_command(set_answer)
survey_group.add_command(finish_survey)


@survey_group.command("new", help="在一个村新建一张空表，回答它的表号。")
@click.option("--village", required=True, metavar="代码", help="村的 12 位代码。")
@click.option("--natural-village", default="", metavar="名称", help="自然村（村民小组）。")
@pass_call
def new_survey(call: Call, village: str, natural_village: str) -> int:
    from ffp_desktop.cli.opening import opened_desk

    with opened_desk(call) as desk:
        desk.is_changed = True
        survey_id = desk.surveys.start(village, natural_village)
        number = desk.surveys.open(survey_id).header.number
    if call.as_json:
        print_json({"id": survey_id, "number": number})
    else:
        print_line(number)
    return 0


@survey_group.command("list", help="列出本轮的表，最近改动的在前。")
@narrowing_options
@click.option("--limit", type=click.IntRange(1), default=None, metavar="户数", help="最多列多少户。")
@pass_call
def list_surveys(call: Call, /, limit: int | None, **narrowing: Any) -> int:
    from ffp_desktop.cli.opening import opened_desk

    with opened_desk(call) as desk:
        wanted = read_narrowing(desk, narrowing)
        rows = desk.surveys.list(wanted, limit or 0)
        total = desk.surveys.find(wanted).total
    if call.as_json:
        print_json([_encode_summary(row) for row in rows])
        return 0
    headings = ("状态", "表号", "村", "户主", "人口", "户属性", "错误", "提醒", "最后改动")
    print_table(
        headings,
        [
            (
                row.state.value,
                row.number,
                row.village_name,
                row.head_name,
                row.member_count,
                row.household_kind,
                row.errors,
                row.warnings,
                row.touched_at.replace("T", " "),
            )
            for row in rows
        ],
    )
    print_line(f"列出 {len(rows)} 户，共 {total} 户。")
    return 0


@survey_group.command("import", help="把调查文件导入数据库：一个文件要么全部进去，要么一户也不进。")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True), metavar="文件…")
@click.option("--finish", is_flag=True, help="没有错误、提醒都已确认的，直接标为已完成。")
@pass_call
def import_files(call: Call, files: tuple[Path, ...], finish: bool) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.survey_file import iterate_surveys
    from ffp_desktop.services.survey_file.exchange import FiledSurvey

    answers = []
    with opened_desk(call) as desk:
        desk.is_changed = True
        rounds = (desk.surveys.current_round().id,)
        for file in files:
            surveys = iterate_surveys(_source(file), desk.form, desk.regions, rounds)
            done = desk.exchange.put_in(FiledSurvey(survey, finish) for survey in surveys)
            numbers = [desk.surveys.open(survey).header.number for survey in done.surveys[:100]]
            answers.append(
                {"file": str(file), "imported": len(done.surveys), "finished": done.finished, "surveys": done.surveys}
            )
            if not call.as_json:
                print_line(f"{file}：导入 {len(done.surveys)} 户，其中 {done.finished} 户已完成。")
                for number in numbers if len(done.surveys) <= len(numbers) else ():
                    print_line(f"  {number}")
    if call.as_json:
        print_json(answers)
    return 0


@survey_group.command("export", help="把表写成调查文件；写上表号就只写这几户，不写就按村或全部。")
@click.argument("numbers", nargs=-1, metavar="[表号…]")
@click.option("--village", default="", metavar="代码", help="只写这个旗、乡镇或村的。")
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("-"), metavar="文件", help="写进这个文件，不写就是标准输出。"
)
@pass_call
def export_surveys(call: Call, numbers: tuple[str, ...], village: str, out: Path) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.survey_file import encode_survey, write_surveys

    with opened_desk(call) as desk:
        ids = desk.find_surveys(numbers, village)
        surveys = desk.exchange.take_out(ids)
        alone = len(numbers) == 1
        if str(out) == "-":
            encoded = [encode_survey(survey) for survey in surveys]
            print_json(encoded[0] if alone else encoded)
            return 0
        count = write_surveys(surveys, out, alone)
    if call.as_json:
        print_json({"out": str(out), "exported": count})
    else:
        print_note(f"{out}：写出 {count} 户。")
    return 0


@survey_group.command("check", help="检查调查文件（不用数据库），或数据库里的一张表；有发现时退出码是 1。")
@click.argument("survey", type=click.Path(path_type=Path, allow_dash=True), metavar="文件或表号")
@pass_call
def check_survey(call: Call, survey: Path) -> int:
    if str(survey) != "-" and not survey.exists() and call.vault is not None:
        return _check_in_vault(call, str(survey))
    from ffp_desktop.services.survey_file import list_findings, read_surveys

    form = load_form()
    surveys = read_surveys(_source(survey), form, load_regions())
    found = list(list_findings(surveys, form))
    return _answer_findings(call, form, found, surveys)


def _check_in_vault(call: Call, number: str) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.survey_file.check import encode_findings

    with opened_desk(call) as desk:
        (survey_id,) = desk.find_surveys((number,), "")
        rows = encode_findings(desk.surveys.open(survey_id).evaluation)
        return _answer_findings(call, desk.form, [rows], ())


def _answer_findings(
    call: Call, form: "Form", found: list[list[dict[str, Any]]], surveys: "tuple[SurveyFile, ...]"
) -> int:
    """One survey's findings as a list; of several, each row also says which ("survey", from 1)."""
    several = len(surveys) > 1
    rows = [({"survey": number} if several else {}) | row for number, rows in enumerate(found, 1) for row in rows]
    if call.as_json:
        print_json(rows)
        return 1 if rows else 0
    for row in rows:
        household = f"第{row['survey']}户 " if several else ""
        member = f"第{row['member']}人 " if row["member"] else ""
        print_line(f"{row['level']}  {household}{member}{form.items[row['item']].place_name}：{row['message']}")
    errors = sum(row["level"] == "错误" for row in rows)
    print_line(f"错误 {errors} 处，提醒 {len(rows) - errors} 处。" if rows else "没有发现问题。")
    return 1 if rows else 0


def _source(file: Path) -> Path | bytes:
    if str(file) != "-":
        return file
    if sys.stdin.isatty():
        raise usage_error("标准输入是终端，没有文件可读。")
    return sys.stdin.buffer.read()


def _encode_summary(row: Any) -> dict[str, Any]:
    names = (
        "id number household round village village_name natural_village head_name household_kind member_count "
        "errors warnings touched_at operator"
    )
    return {"state": row.state.value, **{name: getattr(row, name) for name in names.split()}}
