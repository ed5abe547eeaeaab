"""What lists are narrowed by: household kind, measures, risks, findings, days; and the filters that operators keep."""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_GROUPS = {"脱贫享受政策户": "脱贫户", "脱贫不享受政策户": "脱贫户"} | dict.fromkeys(
    ("脱贫不稳定户", "边缘易致贫户", "突发严重困难户"), "监测对象"
)
_LINES = {
    "industry_help": "A34",
    "employment_help": "A35",
    "loan_help": "A36",
    "ecology_help": "A37",
    "public_post_help": "A38",
    "education_help": "A39",
    "health_help": "A40",
    "living_help": "A41",
    "infrastructure_help": "A42",
    "security_help": "A43",
    "aspiration_help": "A44",
    "other_help": "A45",
}
_ITEMS = ("newly_identified", "risk_types", *_LINES)
_UNITS = ("judgement", "risk_types", *_LINES.values())
_Answers = dict[str, dict[str, Any]]
"""Items and their answers by survey."""


def upgrade() -> None:
    """Adds the columns, fills them from drafts and journal, and makes the sets anew."""
    op.add_column("survey_line", _text("traits"))
    op.add_column("survey_line", _number("confirmed"))
    op.create_table(
        "kept_filter",
        sa.Column("operator", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        _number("position"),
        _text("query"),
        sa.PrimaryKeyConstraint("operator", "name"),
    )
    op.drop_index("survey_household", "survey")
    op.create_index("survey_household", "survey", ["household", "created_at"])
    _fill_lines()
    _fill_facets()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default="")


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default="0")


def _fill_lines() -> None:
    """What services/entry/summary.py writes from now on, of the last revision with the draft on top."""
    connection = op.get_bind()
    answers, confirmed = _read_answers()
    kinds = connection.exec_driver_sql("SELECT survey, household_kind FROM survey_line").all()
    rows = [
        ("\n".join(sorted(_traits(kind, answers.get(survey, {})))), len(confirmed.get(survey, ())), survey)
        for survey, kind in kinds
    ]
    if rows:
        connection.exec_driver_sql("UPDATE survey_line SET traits = ?, confirmed = ? WHERE survey = ?", rows)


def _traits(kind: str, answers: dict[str, Any]) -> Iterator[str]:
    if kind:
        yield from {f"kind {kind}", f"kind {_GROUPS.get(kind, kind)}"}
    is_monitored = _GROUPS.get(kind) == "监测对象"
    is_new = not is_monitored and answers.get("newly_identified") == "是"
    if is_new:
        yield "kind 新识别"
    if is_monitored or is_new:
        given = [line for item, line in _LINES.items() if answers.get(item) == "是"]
        yield from (f"measure {line}" for line in (*given, "有" if given else "没有"))
        risks = answers.get("risk_types")
        yield from (f"risk {risk}" for risk in (risks if isinstance(risks, list) else ()))


def _read_answers() -> tuple[_Answers, dict[str, set[str]]]:
    """The answers of each survey that matter here, and the warnings that somebody answers for."""
    connection = op.get_bind()
    units: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    asked = "SELECT document, body FROM revision WHERE kind = 'survey' ORDER BY document, position"
    for survey, body in connection.exec_driver_sql(asked):
        sets = json.loads(body)["sets"]
        units[survey] |= {unit: sets[unit] for unit in (*_UNITS, "confirmations") if unit in sets}
    answers: _Answers = defaultdict(dict)
    confirmed: dict[str, set[str]] = defaultdict(set)
    for survey, known in units.items():
        found = known.pop("confirmations", None) or ()
        confirmed[survey] = {f"{one['rule']}:{one['item']} {one['member']}" for one in found}
        answers[survey] = {item: value for unit in known.values() for item, value in (unit or {}).items()}
    asked = (
        "SELECT survey, item, member, value FROM draft WHERE revision = 0 AND state = 0"
        f" AND (item IN ({', '.join('?' * len(_ITEMS))}) OR item = '@prefill' OR item LIKE '@confirm:%') ORDER BY id"
    )
    for survey, item, member, text in connection.exec_driver_sql(asked, _ITEMS):
        value = json.loads(text)
        if item == "@prefill":
            answers[survey] = value["answers"].get("", {}) | answers[survey]
        elif item in _ITEMS:
            answers[survey][item] = value
        else:
            warning = f"{item.removeprefix('@confirm:')} {member}"
            (confirmed[survey].discard if value is None else confirmed[survey].add)(warning)
    return answers, confirmed


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
