"""What a list is narrowed to, as words: for people to read, and to be kept under a name.

API: `say_scope(query, regions, choices, operators)`, `say_conditions(query, choices, operators)`, `say_days(named)`;
`write_query(query) -> {name: word}` and `read_query(words)`, which give the same query back.
"""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from ffp_desktop.domain.findings import FindingsWanted
from ffp_desktop.domain.regions import Regions
from ffp_desktop.domain.survey import State
from ffp_desktop.ui.desk_shape import ChoicesShape, SurveyQuery

_WORDS = ("text", "village", "operator", "kind", "found", "measure", "risk", "touched", "visited")


def say_scope(query: SurveyQuery, regions: Regions, choices: ChoicesShape, operators: Mapping[str, str]) -> str:
    """What a list of this query shows: 特莫呼珠村 · 草稿 · 监测对象 · 查找“孟”. `operators` are names by id."""
    region = regions.find(query.village) if query.village else None
    words = [region.short_name if region else query.village] if query.village else []
    words += [query.state.value] if query.state is not None else []
    words += [query.findings.value] if query.findings is not None else []
    words += [told] if (told := say_conditions(query, choices, operators)) else []
    if query.text:
        words.append(_translate("查找“{0}”").format(query.text))
    if query.ids:
        words.append(_translate("勾上的 {0} 户").format(len(query.ids)))
    return " · ".join(words) or _translate("全部")


def say_conditions(query: SurveyQuery, choices: ChoicesShape, operators: Mapping[str, str]) -> str:
    """What is chosen in the panel: 监测对象 · 没有帮扶措施 · 本周改的; "" for nothing."""
    words = [query.kind] if query.kind else []
    for value, known in ((query.found, choices.found), (query.measure, choices.measures), (query.risk, choices.risks)):
        words += [dict(known).get(value, value)] if value else []
    words += [_translate("{0} 经手").format(operators.get(query.operator, "?"))] if query.operator else []
    words += [_translate("{0}改的").format(say_days(query.touched))] if query.touched else []
    words += [_translate("{0}入户").format(say_days(query.visited))] if query.visited else []
    return " · ".join(words)


def say_days(named: str) -> str:
    """今天 as it is; 2023-03-01..2023-03-06 as 2023-03-01 到 03-06, with the second year where it is another one."""
    first, between, last = named.partition("..")
    if not between or first == last:
        return first
    if not first or not last:
        return (_translate("{0}起") if first else _translate("到 {0}")).format(first or last)
    return _translate("{0} 到 {1}").format(first, last.removeprefix(first[:5]))


def write_query(query: SurveyQuery) -> dict[str, str]:
    """Everything but `ids`: those are gone with the day."""
    words = {name: str(getattr(query, name)) for name in _WORDS}
    words["state"] = query.state.value if query.state is not None else ""
    words["findings"] = query.findings.value if query.findings is not None else ""
    return words


def read_query(words: Mapping[str, str]) -> SurveyQuery:
    """The query that was written."""
    state, findings = words.get("state", ""), words.get("findings", "")
    text, village, operator, kind, found, measure, risk, touched, visited = (words.get(name, "") for name in _WORDS)
    return SurveyQuery(
        text=text,
        state=State(state) if state else None,
        village=village,
        operator=operator,
        findings=FindingsWanted(findings) if findings else None,
        kind=kind,
        found=found,
        measure=measure,
        risk=risk,
        touched=touched,
        visited=visited,
    )


def _translate(words: str) -> str:
    return QCoreApplication.translate("query", words)
