"""`ffp review`: hand surveys up, judge them, return them with comments, and see where each lies."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from ffp_desktop.cli.command import Call, FfpGroup, pass_call, usage_error
from ffp_desktop.cli.conflict import resolve_conflicts, show_conflicts
from ffp_desktop.cli.output import print_json, print_line, print_table

if TYPE_CHECKING:
    from ffp_desktop.services.review.records import Comment, Outcome, ReviewSheet


@click.group("review", cls=FfpGroup, help="上报、审核、退回、答复意见、解决冲突；看每张表在哪里。")
def review_group() -> None:
    """The review commands."""


review_group.add_command(show_conflicts)
review_group.add_command(resolve_conflicts)


@review_group.command("submit", help="上报：不写表号就是这个村（或全部）能上报的。")
@click.argument("numbers", nargs=-1, metavar="[表号…]")
@click.option("--village", default="", metavar="代码", help="只要这个村的。")
@pass_call
def submit_surveys(call: Call, numbers: tuple[str, ...], village: str) -> int:
    from ffp_desktop.cli.exchange import opened_exchange

    with opened_exchange(call) as exchange:
        ids = [exchange.desk.households.find_survey(number) for number in numbers]
        outcome = exchange.handing.submit(ids or exchange.handing.ready(village))
        exchange.desk.is_changed = bool(outcome.done)
    return _print_outcome(call, outcome, "上报")


@review_group.command("recall", help="撤回上级还没有收到的表，要写明原因。")
@click.argument("numbers", nargs=-1, required=True, metavar="表号…")
@click.option("--reason", required=True, metavar="原因", help="为什么撤回，留在历史里。")
@pass_call
def recall_surveys(call: Call, numbers: tuple[str, ...], reason: str) -> int:
    from ffp_desktop.cli.exchange import opened_exchange

    with opened_exchange(call) as exchange:
        ids = [exchange.desk.households.find_survey(number) for number in numbers]
        outcome = exchange.handing.recall(ids, reason)
        exchange.desk.is_changed = bool(outcome.done)
    return _print_outcome(call, outcome, "撤回")


@review_group.command("where", help="每张表在哪里、放了几天、上级收到没有。")
@click.argument("numbers", nargs=-1, metavar="[表号…]")
@click.option("--village", default="", metavar="代码", help="只看这个旗、乡镇或村。")
@pass_call
def where_surveys(call: Call, numbers: tuple[str, ...], village: str) -> int:
    from ffp_desktop.cli.exchange import opened_exchange

    with opened_exchange(call) as exchange:
        desk = exchange.desk
        lines = desk.surveys.list(desk.wanted(village))
        wanted = {desk.households.find_survey(number) for number in numbers}
        lines = [line for line in lines if not wanted or line.id in wanted]
        found = sorted(exchange.handing.where_all(lines).values(), key=lambda one: one.number)
    if call.as_json:
        print_json([asdict(one) for one in found])
        return 0
    rows = [
        (
            one.number,
            one.state.value,
            "本单位" if one.is_here else one.holder_name,
            one.days,
            "暂存" if one.is_held else "已收到" if one.is_received else "等回执",
        )
        for one in found
    ]
    print_table(("表号", "状态", "在哪里", "天数", "收到"), rows)
    print_line(f"共 {len(rows)} 户。")
    return 0


@review_group.command("queue", help="待审的表：按村，有问题的在前。")
@click.option("--village", default="", metavar="代码", help="只看这个乡镇或村。")
@pass_call
def show_queue(call: Call, village: str) -> int:
    from ffp_desktop.cli.exchange import opened_exchange

    with opened_exchange(call) as exchange:
        lines = exchange.review.queue(village)
    if call.as_json:
        print_json([asdict(line) for line in lines])
        return 0
    rows = [
        (
            line.village_name,
            line.number,
            line.head_name,
            line.days,
            line.errors + line.missing,
            line.warnings,
            line.conflicts,
            "、".join(line.judged_by) + ("（原审作废）" if line.is_void else ""),
        )
        for line in lines
    ]
    print_table(("村", "表号", "户主", "天数", "错误", "提醒", "冲突", "已审"), rows)
    print_line(f"共 {len(rows)} 户待审。")
    return 0


@review_group.command("show", help="一张表的意见、答复和审核；作废的审核写明谁改的。")
@click.argument("number", metavar="表号")
@pass_call
def show_sheet(call: Call, number: str) -> int:
    from ffp_desktop.cli.exchange import opened_exchange

    with opened_exchange(call) as exchange:
        sheet = exchange.review.sheet(exchange.desk.households.find_survey(number))
    return _print_sheet(call, sheet)


@review_group.command("approve", help="审核通过（旗里是审定）：要两个不同的人各审一次。")
@click.argument("numbers", nargs=-1, metavar="[表号…]")
@click.option("--village", default="", metavar="代码", help="这个村待审的全部。")
@pass_call
def approve_surveys(call: Call, numbers: tuple[str, ...], village: str) -> int:
    from ffp_desktop.cli.exchange import opened_exchange

    if not numbers and not village:
        raise usage_error("请写表号，或用 --village 写明哪个村。")
    with opened_exchange(call) as exchange:
        ids = [exchange.desk.households.find_survey(number) for number in numbers]
        ids += [line.survey for line in exchange.review.queue(village)] if village else []
        outcome = exchange.review.approve(ids)
        exchange.desk.is_changed = bool(outcome.done or outcome.waiting)
    return _print_outcome(call, outcome, "通过")


@review_group.command("comment", help="在一项上写意见，退回时一起带下去；--drop 删去一条还没退回的。")
@click.argument("number", metavar="表号")
@click.argument("pinned", required=False, metavar="[A26=意见]")
@click.option("--drop", type=click.IntRange(1), default=None, metavar="行", help="删去第几条还没退回的意见。")
@pass_call
def comment_on(call: Call, number: str, pinned: str | None, drop: int | None) -> int:
    from ffp_desktop.cli.exchange import opened_exchange
    from ffp_desktop.cli.places import read_pinned
    from ffp_desktop.services.review.records import NewComment

    if (pinned is None) == (drop is None):
        raise usage_error("写一条意见，或用 --drop 删去一条。")
    with opened_exchange(call) as exchange:
        survey = exchange.desk.households.find_survey(number)
        if pinned is not None:
            new = NewComment(*read_pinned(exchange.desk.form, exchange.members(survey), pinned))
            sheet = exchange.review.comment(survey, new)
        else:
            pending = exchange.review.sheet(survey).pending_comments
            sheet = exchange.review.drop_comment(survey, _numbered(pending, drop or 0).id)
        exchange.desk.is_changed = True
    return _print_sheet(call, sheet)


@review_group.command("return", help="退回一级，带着意见；上级已有的意见原样带下去。")
@click.argument("number", metavar="表号")
@click.option("--comment", "comments", multiple=True, metavar="A26=意见", help="再加一条意见，可以写几次。")
@pass_call
def return_survey(call: Call, number: str, comments: tuple[str, ...]) -> int:
    from ffp_desktop.cli.exchange import opened_exchange
    from ffp_desktop.cli.places import read_pinned
    from ffp_desktop.services.review.records import NewComment

    with opened_exchange(call) as exchange:
        survey = exchange.desk.households.find_survey(number)
        members = exchange.members(survey)
        new = [NewComment(*read_pinned(exchange.desk.form, members, text)) for text in comments]
        sheet = exchange.review.return_survey(survey, new)
        exchange.desk.is_changed = True
    return _print_sheet(call, sheet)


@review_group.command("answer", help="答复退回的意见：改了什么，或为什么不改。")
@click.argument("number", metavar="表号")
@click.option(
    "--to", "row", type=click.IntRange(1), required=True, metavar="行", help="第几条意见（review show 的行）。"
)
@click.option("--text", required=True, metavar="答复", help="答复的话。")
@pass_call
def answer_comment(call: Call, number: str, row: int, text: str) -> int:
    from ffp_desktop.cli.exchange import opened_exchange

    with opened_exchange(call) as exchange:
        survey = exchange.desk.households.find_survey(number)
        comment = _numbered(exchange.review.sheet(survey).open_comments, row)
        sheet = exchange.review.answer(survey, {comment.id: text})
        exchange.desk.is_changed = True
    return _print_sheet(call, sheet)


@review_group.command("sentences", help="写意见常用的话，可以改了再用。")
@click.option("--item", default="", metavar="项目", help="这一项常用的，例如 A26。")
@pass_call
def list_sentences(call: Call, item: str) -> int:
    from ffp_desktop.cli.loading import load_form
    from ffp_desktop.cli.places import find_place
    from ffp_desktop.paths import FORMS
    from ffp_desktop.services.review.sentences import read_sentences

    form = load_form()
    found = read_sentences(FORMS / form.id, find_place(form, ("",), item, 1).item if item else "")
    if call.as_json:
        print_json(list(found))
    else:
        for sentence in found:
            print_line(sentence)
    return 0


def _numbered(comments: "tuple[Comment, ...]", row: int) -> "Comment":
    if row > len(comments):
        raise usage_error(f"没有第 {row} 条意见，请用 ffp review show 核对。")
    return comments[row - 1]


def _print_outcome(call: Call, outcome: "Outcome", what: str) -> int:
    if call.as_json:
        refused = [{"survey": r.survey, "number": r.number, "code": r.error.code} for r in outcome.refused]
        print_json({"done": outcome.done, "waiting": outcome.waiting, "refused": refused})
    else:
        waiting = f"，{len(outcome.waiting)} 户等第二个人审" if outcome.waiting else ""
        print_line(f"{what} {len(outcome.done)} 户{waiting}，没有办的 {len(outcome.refused)} 户。")
        for one in outcome.refused:
            print_line(f"  {one.number}：{one.error.sentence}")
    return 1 if outcome.refused else 0


def _print_sheet(call: Call, sheet: "ReviewSheet") -> int:
    if call.as_json:
        print_json(_encode(sheet))
        return 0
    print_line(f"状态：{sheet.state.value}" + ("（审核后又改过，原审作废）" if sheet.is_void else ""))
    rows = [
        (number, comment.place.item or "整张表", comment.text, comment.author, _mark(comment), comment.reply_text)
        for number, comment in enumerate(sheet.comments, 1)
    ]
    print_table(("行", "项目", "意见", "谁", "", "答复"), rows)
    for judge in sheet.judgements:
        voided = f"，作废：{judge.voided_at} {judge.voided_by} {judge.void_reason}" if not judge.stands else ""
        print_line(f"{judge.unit} {judge.name} {judge.at} 审{voided}")
    return 0


def _mark(comment: "Comment") -> str:
    return "待答" if comment.is_open else "还没退回" if comment.is_pending else ""


def _encode(sheet: "ReviewSheet") -> dict[str, Any]:
    comments = [asdict(comment) | {"place": comment.place._asdict()} for comment in sheet.comments]
    first = sheet.first_place._asdict() if sheet.first_place else None
    return asdict(sheet) | {"comments": comments, "first_place": first}
