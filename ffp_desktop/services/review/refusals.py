"""Why a survey cannot be handed up, judged, returned or settled: each code with its one sentence.

API: `review_refusal(code, **words) -> FfpError`, the code without its area: `review_refusal("held")` is `review.held`.
"""

from ffp_desktop.errors import FfpError

_SENTENCES = {
    "not_allowed": "只有审核员和管理员能审核、退回。请审核员登录后再办。",
    "no_desk": "村里不审核，只上报。请到乡镇或旗的电脑上审核。",
    "not_here": "这张表现在在{place}，这里只能看。要改请等它退回，或在对方收到以前撤回。",
    "held": "这张表有收到还没有取用的内容。请先取用，再办。",
    "draft_open": "这张表还有没完成的改动。请先按完成，再办。",
    "not_finished": "这张表是“{state}”，还不能上报。请先完成，再上报。",
    "has_findings": "这张表还有{count}处错误或漏填，不能办。请先改好，或退回。",
    "in_conflict": "这张表有{count}处两边不一致，不能办。请先解决冲突。",
    "not_submitted": "这张表是“{state}”，不在待审的里面。请按F3核对。",
    "not_judged_below": "乡镇的两人审核没有作数（没审，或审后又改过），旗里不能审定。请退回乡镇重审。",
    "judges_too_few": "第五项研判人除唯一的录入人外不到两人，不能通过。请退回补上研判人。",
    "only_typist": "这张表只有您一个人录入，不能自己审自己录的。请换一个人审。",
    "second_needed": "您已经审过这张表，还要另一个人审。请第二个审核员登录后再审。",
    "comments_pending": "这张表有{count}条还没退回的意见，不能通过。请先退回，或删去意见。",
    "comment_missing": "退回要写明原因。请至少写一条意见，说清哪一项、要怎么改。",
    "comment_long": "意见太长，最多{most}个字。请写短一些。",
    "place_unknown": "表里没有意见所指的那一项或那一人。请重新选一项。",
    "comment_unknown": "没有找到要答复的意见。请重新打开这张表。",
    "nothing_to_answer": "这张表没有退回，不用答复。",
    "not_returnable": "这张表是“{state}”，不能退回。只有上报到本单位的表能退回。",
    "not_recallable": "这张表是“{state}”，不能撤回。只有本单位刚上报的表能撤回。",
    "received_above": "上级已经收到这张表，不能撤回了。要改请打电话请上级退回。",
    "reason_missing": "要写明原因，它留在历史里。请填写原因。",
    "no_conflict": "这一处没有两边不一致。请重新打开冲突列表。",
    "choice_unknown": "没有这一边可取。请从列出的几边里选，或照纸表重填。",
    "value_wrong": "“{place}”重填的内容读不出来。请照纸表再填一次。",
}


def review_refusal(code: str, **words: object) -> FfpError:
    """The error of a review."""
    return FfpError(f"review.{code}", _SENTENCES[code].format(**words))
