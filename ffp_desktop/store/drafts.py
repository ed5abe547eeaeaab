"""The draft: one small durable row per committed answer, the hot path of the program.

API (each method is one transaction):
    append(survey, changes, operator, at, summary=None, last_place=None) -> group id
    changes(survey) -> live DraftRow in order, since the last revision
    undo(survey) / redo(survey) -> ChangeGroup | None        can_undo(survey) / can_redo(survey)
    set_last_place(survey, place)
    finish(survey, sets, operator, at, reason="", form="", state=State.FINISHED, summary=None) -> Revision
    reopen(survey, reason, operator, at)

A group that is undone is marked, never deleted; redo takes the mark away; appending after an undo makes the undone
groups unreachable, and they are still kept. Rows that a revision has taken up name it and are out of the draft.
"""
