"""What one revision did to a survey beside its answers, in the word that its history shows.

API: `name_passage(revision) -> word`, "" for one that only set answers.
"""

import json

from ffp_desktop.domain.custody import COMMENT, CUSTODY, JUDGE, REPLY, STATUS, is_answer_unit
from ffp_desktop.domain.revisions import Revision
from ffp_desktop.domain.survey import State

_WORDS = {
    State.SUBMITTED: "上报",
    State.SUBMITTED_UP: "上报旗",
    State.RETURNED: "退回",
    State.APPROVED: "审核通过",
    State.FINAL: "审定",
    State.WITHDRAWN: "作废",
}


def name_passage(revision: Revision) -> str:
    """Who finishes sets answers too, or finishes for the first time; who takes back sets the custody alone."""
    sets_answers = any(map(is_answer_unit, revision.sets))
    if STATUS not in revision.sets:
        return _name_without_status(revision, sets_answers)
    status = json.loads(revision.sets[STATUS])
    is_judgement = any(unit.startswith(JUDGE) for unit in revision.sets)
    if status == State.APPROVED and not is_judgement:
        return "撤回"
    if status == State.FINISHED:
        return "撤回" if CUSTODY in revision.sets and not sets_answers else "完成"
    if CUSTODY not in revision.sets and status in (State.SUBMITTED, State.SUBMITTED_UP):
        return "完成"  # corrected by the office that has it
    return _WORDS.get(State(status), "完成")


def _name_without_status(revision: Revision, sets_answers: bool) -> str:
    if any(unit.startswith(JUDGE) for unit in revision.sets):
        return "初审"
    if any(unit.startswith(REPLY) for unit in revision.sets):
        return "答复"
    if any(unit.startswith(COMMENT) for unit in revision.sets):
        return "写意见"
    return "定下" if sets_answers and len(revision.parents) > 1 else ""
