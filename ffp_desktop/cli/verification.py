"""`ffp verify-entry`: draw surveys to type again, compare a second entry with the first, count speed and mistakes."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ffp_desktop.cli.command import Call, FfpGroup, pass_call, usage_error
from ffp_desktop.cli.output import print_json, print_line, print_table

if TYPE_CHECKING:
    from ffp_desktop.services.verification import Finished, VerificationSession

_DAY = click.DateTime(["%Y-%m-%d"])


@click.group("verify-entry", cls=FfpGroup, help="录入质量：抽表复录，对照两次录入，统计速度和错误率。")
def verification_group() -> None:
    """The commands about the quality of typing."""


@verification_group.command("sample", help="抽出要复录的表：按操作员录入的多少分摊，同一个种子抽出同样的表。")
@click.option("--count", type=click.IntRange(1), metavar="张数", help="抽多少张。")
@click.option("--percent", type=click.FloatRange(0, 100, min_open=True), metavar="百分数", help="或者抽百分之几。")
@click.option("--seed", default="1", metavar="种子", help="任意文字，默认 1；写进记录，别人能照样再抽一遍。")
@click.option("--village", default="", metavar="代码", help="只在这个旗、乡镇或村里抽。")
@pass_call
def draw_sample(call: Call, count: int | None, percent: float | None, seed: str, village: str) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.domain.survey import State
    from ffp_desktop.services.verification import Verifications

    if (count is None) == (percent is None):
        raise usage_error("请用 --count 或 --percent 之一说明抽多少。")
    with opened_desk(call) as desk:
        wanted = desk.wanted(village, State.FINISHED)
        if count is None:
            total = desk.surveys.count(wanted).by_state.get(State.FINISHED, 0)
            count = max(1, round(total * (percent or 0) / 100))
        drawn = Verifications(desk.vault, desk.surveys, desk.shelf).sample(wanted, count, seed)
    if call.as_json:
        found = [{"number": s.summary.number, "operator": s.operator, "is_verified": s.is_verified} for s in drawn]
        print_json({"seed": seed, "surveys": found})
        return 0
    headings = ("表号", "村", "户主", "录入的人", "复录过")
    rows = [
        (s.summary.number, s.summary.village_name, s.summary.head_name, s.operator, "是" if s.is_verified else "")
        for s in drawn
    ]
    print_table(headings, rows)
    print_line(f"抽出 {len(drawn)} 张，种子 {seed}。")
    return 0


@verification_group.command("compare", help="拿第二次录入的调查文件和数据库里的表对照；有没定的差别时退出码是 1。")
@click.argument("number", metavar="表号")
@click.argument("second", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="文件")
@click.option(
    "--decide", "decided", multiple=True, metavar="项=判定", help="例如 A22=second、A3:2=first、A24=third:500。"
)
@click.option("--record", is_flag=True, help="都定了就记下来，并更正第一次录错的。")
@click.option("--own", is_flag=True, help="自己录的也核对（村里只有一个操作员时）。")
@pass_call
def compare(call: Call, number: str, second: Path, decided: tuple[str, ...], record: bool, own: bool) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.cli.second_entry import Decisions, type_again
    from ffp_desktop.services.survey_file import read_surveys
    from ffp_desktop.services.verification import Verifications

    with opened_desk(call) as desk:
        decisions = Decisions(decided, desk.form)
        filed = read_surveys(second, desk.form, desk.regions, (desk.surveys.current_round().id,))
        if len(filed) != 1:
            raise usage_error("第二次录入的文件里要正好有一张表。")
        (survey_id,) = desk.find_surveys((number,))
        verifications = Verifications(desk.vault, desk.surveys, desk.shelf)
        session = verifications.open(survey_id, allow_own=own)
        differences = type_again(session, filed[0], decisions)
        done = None
        if record and all(difference["decision"] for difference in differences):
            desk.is_changed = True
            done = verifications.finish(session)
    return _answer_comparison(call, session, differences, done)


def _answer_comparison(
    call: Call, session: "VerificationSession", differences: list[dict[str, Any]], done: "Finished | None"
) -> int:
    code = 0 if all(difference["decision"] for difference in differences) else 1
    compared, corrections = len(session.verdicts), done.corrections if done else 0
    if call.as_json:
        answer = {"compared": compared, "differences": differences, "recorded": done is not None}
        print_json(answer | {"corrections": corrections})
        return code
    for row in differences:
        print_line(f"{row['place']}：第一次“{row['first']}”，第二次“{row['second']}”  {row['decision'] or '没有定'}")
    print_line(f"对照 {compared} 项，{len(differences)} 处不一样。")
    if done is not None:
        open_words = "，更正后还有要处理的，留作草稿" if done.first_open else ""
        print_line(f"已记下，更正 {corrections} 处{open_words}。")
    return code


@verification_group.command("stats", help="每个操作员每天的速度和错误率；--out 写成 Excel 文件。")
@click.option("--from", "since", type=_DAY, default="2000-01-01", metavar="日期", help="从哪天起，例如 2023-03-01。")
@click.option("--to", "until", type=_DAY, default="9998-12-31", metavar="日期", help="到哪天止，含这一天。")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="文件", help="写成这个 .xlsx 文件。")
@pass_call
def show_statistics(call: Call, since: datetime, until: datetime, out: Path | None) -> int:
    from ffp_desktop.cli.opening import opened_desk
    from ffp_desktop.services.verification.statistics import quality_figures
    from ffp_desktop.services.verification.statistics_file import write_figures

    if since > until:
        raise usage_error("--from 要早于 --to。")
    if out is not None and out.suffix.lower() != ".xlsx":
        raise usage_error("--out 的文件名要以 .xlsx 结尾。")
    with opened_desk(call) as desk:
        figures = quality_figures(desk.vault, desk.form, since.date(), until.date())
        if out is not None:
            write_figures(figures, desk.form, out, desk.vault.operator.name, desk.vault.unit.name, datetime.now())
    rows = [
        {
            "operator": day.name,
            "day": day.work.day.isoformat(),
            "keys": day.work.keys,
            "answers": day.work.answers,
            "seconds": day.work.seconds,
            "keys_per_hour": day.work.keys_per_hour,
            "surveys": day.work.surveys,
            "finished": day.work.finished,
            "compared": day.errors.compared,
            "wrong": day.errors.first_wrong,
        }
        for day in figures.days
    ]
    if call.as_json:
        print_json(rows)
    else:
        headings = ("操作员", "日期", "按键", "答案", "用时(秒)", "每小时按键", "录入", "完成", "核对", "录错")
        print_table(headings, [tuple(row.values()) for row in rows])
    return 0
