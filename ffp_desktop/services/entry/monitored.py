"""What lists of 监测对象 need of a survey, taken from its evaluation.

API: `monitored_facts(evaluation) -> MonitoredFacts | None`, None where 六–八 are not asked.
"""

from decimal import Decimal

from ffp_desktop.domain.evaluation import Evaluation
from ffp_desktop.domain.form.definition import Item
from ffp_desktop.domain.monitoring.facts import LINES, MonitoredFacts
from ffp_desktop.domain.survey import Place

_YES, _NO = "是", "否"
_PROBLEMS = (
    ("school_dropout", _YES, "A29 有失学辍学"),
    ("all_insured", _NO, "A30 没有全部参保"),
    ("safe_water", _NO, "A31 没有解决安全饮水"),
    ("unsafe_house", _YES, "A32 是危房"),
)


def monitored_facts(evaluation: Evaluation) -> MonitoredFacts | None:
    """The facts as they stand now."""
    if evaluation.value("continues") != _YES:
        return None

    def text(item: str) -> str:
        value = evaluation.value(item)
        return "" if value == () else str(value)

    lines = {line: text(_first_item(evaluation, line).id) for line in LINES}
    months = text("elimination_months")
    return MonitoredFacts(
        is_new=text("newly_identified") == _YES,
        identified_on=text("identified_on"),
        at_risk=text("at_risk"),
        net_income=_amount(evaluation.value("net_income_per_head")),
        no_labour=text("no_labour_household"),
        floor=text("floor_household"),
        risks=_choices(evaluation, "risk_types"),
        given=tuple(line for line, answer in lines.items() if answer == _YES),
        denied=tuple(line for line, answer in lines.items() if answer == _NO),
        problems=tuple(words for item, wrong, words in _PROBLEMS if text(item) == wrong),
        eliminated=text("risk_eliminated"),
        way=text("elimination_way"),
        marked=text("marked_in_system"),
        months=int(months) if months.isdigit() else -1,
    )


def _first_item(evaluation: Evaluation, number: str) -> Item:
    """The item that asks whether there are measures of a line."""
    return evaluation.form.by_number[number]


def _choices(evaluation: Evaluation, item: str) -> tuple[str, ...]:
    found = evaluation.effective(Place(item))
    return found if isinstance(found, tuple) else ()


def _amount(value: object) -> str:
    """Yuan and fen, "" while it cannot be worked out."""
    return f"{value:.2f}" if isinstance(value, Decimal | int) and not isinstance(value, bool) else ""
