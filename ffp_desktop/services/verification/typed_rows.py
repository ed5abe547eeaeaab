"""Which rows of the typing log somebody typed: not those by which a verification corrects a survey."""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ffp_desktop.services.verification.record import CORRECTED

if TYPE_CHECKING:
    from ffp_desktop.store.records import LoggedRow

_REOPEN, _FINISH = "@reopen", "@finish"


def typed_rows(rows: "Iterable[LoggedRow]") -> "Iterator[LoggedRow]":
    """The rows without the corrections; from the reopening to 完成 nothing in that survey counts as typing."""
    corrected: set[str] = set()
    for row in rows:
        if row.item == _REOPEN and json.loads(row.value).get("reason", "").startswith(CORRECTED):
            corrected.add(row.survey)
        elif row.survey not in corrected:
            yield row
        elif row.item == _FINISH:
            corrected.discard(row.survey)
