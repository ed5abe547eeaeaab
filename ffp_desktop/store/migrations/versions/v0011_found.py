"""What lists are narrowed by: what the visits found (四、五、八), beside what v0005 made.

An index counts progress.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from alembic import op

revision = "0011"
down_revision = "0010"

_MONITORED = ("脱贫不稳定户", "边缘易致贫户", "突发严重困难户")
_PROBLEMS = (
    ("school_dropout", "是", "失学辍学"),
    ("all_insured", "否", "没有全部参保"),
    ("safe_water", "否", "饮水不安全"),
    ("unsafe_house", "是", "危房"),
)
_UNITS = ("school_dropout", "all_insured", "safe_water", "unsafe_house", "judgement", "elimination")
_ITEMS = (*_UNITS[:4], "at_risk", "newly_identified", "risk_eliminated", "marked_in_system")


def upgrade() -> None:
    """Adds the index, the traits to the lines, and makes the sets anew."""
    op.create_index("survey_progress", "survey", ["round", "village", "state", "holder", "since"])
    connection = op.get_bind()
    answers = _read_answers()
    known = connection.exec_driver_sql("SELECT survey, household_kind, traits FROM survey_line").all()
    rows = []
    for survey, kind, traits in known:
        found = [f"found {one}" for one in _found(kind, answers.get(survey, {}))]
        if found:
            rows.append(("\n".join(sorted({*filter(None, traits.split("\n")), *found})), survey))
    if rows:
        connection.exec_driver_sql("UPDATE survey_line SET traits = ? WHERE survey = ?", rows)
        _fill_facets()


def _found(kind: str, answers: dict[str, Any]) -> Iterator[str]:
    problems = [words for item, answer, words in _PROBLEMS if answers.get(item) == answer]
    yield from (("三保障或饮水有问题", *problems) if problems else ())
    at_risk = answers.get("at_risk")
    yield from ("有风险",) if at_risk == "是" else ("没有风险",) if at_risk == "否" else ()
    continues = kind in _MONITORED or answers.get("newly_identified") == "是"
    if continues and answers.get("risk_eliminated") == "是":
        yield "风险已消除"
        yield from ("系统已标注消除",) if answers.get("marked_in_system") == "是" else ()


def _read_answers() -> dict[str, dict[str, Any]]:
    """Of the last revision of each survey, with the draft on top."""
    connection = op.get_bind()
    answers: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    asked = "SELECT document, body FROM revision WHERE kind = 'survey' ORDER BY document, position"
    for survey, body in connection.exec_driver_sql(asked):
        sets = json.loads(body)["sets"]
        for unit in _UNITS:
            if unit in sets:
                answers[survey] |= sets[unit] or {}
    asked = (
        "SELECT survey, item, value FROM draft WHERE revision = 0 AND state = 0"
        f" AND item IN ({', '.join('?' * len(_ITEMS))}) ORDER BY id"
    )
    for survey, item, text in connection.exec_driver_sql(asked, _ITEMS):
        answers[survey][item] = json.loads(text)
    return answers


def _fill_facets() -> None:
    from ffp_desktop.store.grams import facets_of
    from ffp_desktop.store.noting import write_grams

    connection = op.get_bind()
    rows = connection.exec_driver_sql(
        "SELECT s.row, s.number, s.round, s.village, s.state, s.operator, s.touched_at, coalesce(l.survey_date, ''),"
        " coalesce(l.traits, ''), coalesce(l.errors, 0), coalesce(l.warnings, 0), coalesce(l.confirmed, 0)"
        " FROM survey AS s LEFT JOIN survey_line AS l ON l.survey = s.id"
    ).all()
    facets = [(facets_of(place, *rest), row) for row, *place, rest in ((*one[:6], one[6:]) for one in rows)]
    if facets:
        connection.exec_driver_sql("UPDATE survey_search SET facets = ? WHERE row = ?", facets)
    write_grams(connection)
