"""The lists of the section 机账实: what is still to be settled, by what is wrong, and what is settled."""

from ffp_desktop.domain.reconciliation.differences import Verdict
from ffp_desktop.services.reconciliation.records import DifferenceLine, Standing

OPEN, SETTLED = Standing.OPEN.value, Standing.SETTLED.value
TABS: tuple[str, ...] = (
    OPEN,
    *(verdict.value for verdict in Verdict if verdict is not Verdict.AGREE),
    Standing.REOPENED.value,
    SETTLED,
)


def is_on_list(line: DifferenceLine, words: str) -> bool:
    """Whether a list has the difference; all but the last hold what is open only."""
    if words == SETTLED:
        return line.standing is Standing.SETTLED
    if line.standing is Standing.SETTLED:
        return False
    return words in (OPEN, line.difference.verdict.value, line.standing.value)
