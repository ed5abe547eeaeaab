"""What somebody typed, action by action, from the typing log: not what a verification changed by its corrections."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from ffp_desktop.domain.answer_json import decode_answer
from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.verification.typing_speed import Action, count_keys
from ffp_desktop.services.verification.record import CORRECTED

if TYPE_CHECKING:
    from ffp_desktop.store.records import LoggedRow

_REOPEN, _FINISH = "@reopen", "@finish"


def read_actions(rows: "Iterable[LoggedRow]", form: Form) -> Iterator[Action]:
    """The rows of each group as one action."""
    for _, group in groupby(_typed_rows(rows), key=lambda row: row.group):
        together = list(group)
        typed = [row for row in together if row.item in form.items]
        keys = 0
        if len(typed) == 1:
            item = form.items[typed[0].item]
            keys = count_keys(item, decode_answer(item, json.loads(typed[0].value)))
        yield Action(
            operator=together[0].operator,
            survey=together[0].survey,
            at=datetime.fromisoformat(together[0].at),
            keys=keys,
            answers=1 if len(typed) == 1 else 0,
            finishes=any(row.item == _FINISH for row in together),
        )


def _typed_rows(rows: "Iterable[LoggedRow]") -> "Iterator[LoggedRow]":
    """The rows without the corrections; from the reopening to 完成 nothing in that survey counts as typing."""
    corrected: set[str] = set()
    for row in rows:
        if row.item == _REOPEN and json.loads(row.value).get("reason", "").startswith(CORRECTED):
            corrected.add(row.survey)
        elif row.survey not in corrected:
            yield row
        elif row.item == _FINISH:
            corrected.discard(row.survey)
