"""Whether two sides say the same of an item, though not in the same letters.

API: `Agreement(vocabulary).agrees(item, one, other) -> bool`; neither value is None.
"""

from decimal import Decimal, InvalidOperation

from ffp_desktop.domain.reconciliation.vocabulary import (
    MONITORED,
    NO_CODE,
    OFF_POVERTY,
    OFF_POVERTY_ANY,
    TO_BE_MONITORED,
    Vocabulary,
    read_measures,
)


class Agreement:
    """Knows for each item what counts as the same."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._options = vocabulary.options_by_line
        self._special = {
            "household_kind": _same_kind,
            "birth": _same_day,
            "eliminated_on": _same_month,
            "net_income": _same_amount,
            "risk_types": _same_risks,
            "measures": self._same_measures,
        }

    def agrees(self, item: str, one: str, other: str) -> bool:
        if one == other:
            return True
        special = self._special.get(item)
        return special is not None and bool(one and other) and special(one, other)

    def _same_measures(self, one: str, other: str) -> bool:
        """Lines by line. Options count only where both sides name some, and all of them are the form's: the system has
        words of its own for many."""
        these, those = read_measures(one), read_measures(other)
        if these.keys() != those.keys():
            return False
        return all(self._same_options(title, these[title], those[title]) for title in these)

    def _same_options(self, title: str, one: frozenset[str], other: frozenset[str]) -> bool:
        known = self._options.get(title, frozenset())
        return one == other or not one or not other or not (one | other) <= known


def _same_kind(one: str, other: str) -> bool:
    """脱贫户 is either of its two kinds; a household that is about to be identified may stand as any 监测对象."""
    kinds = {one, other}
    if OFF_POVERTY_ANY in kinds:
        return bool(kinds & set(OFF_POVERTY))
    return TO_BE_MONITORED in kinds and bool(kinds & set(MONITORED))


def _same_day(one: str, other: str) -> bool:
    """To the day, the month or the year, as far as both tell."""
    return one.startswith(other) or other.startswith(one)


def _same_month(one: str, other: str) -> bool:
    """A month more or less: the paper has full months between two days, the system the month of the second."""
    try:
        return abs(_months(one) - _months(other)) <= 1
    except ValueError:
        return False


def _months(text: str) -> int:
    return int(text[:4]) * 12 + int(text[5:7])


def _same_amount(one: str, other: str) -> bool:
    """To the fen; to the yuan where one side keeps no fen."""
    try:
        this, that = Decimal(one), Decimal(other)
    except InvalidOperation:
        return False
    is_whole = this == this.to_integral_value() or that == that.to_integral_value()
    return this == that or (is_whole and abs(this - that) < 1)


def _same_risks(one: str, other: str) -> bool:
    """The system has no word for 因疫情: it stands there as 其他 or not at all."""
    these, those = set(one.split("、")), set(other.split("、"))
    if NO_CODE not in these | those:
        return False
    return these - {NO_CODE, "其他"} == those - {NO_CODE, "其他"}
